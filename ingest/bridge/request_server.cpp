#include "ingest/bridge/request_server.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "ingest/bridge/answers.h"
#include "ingest/bridge/http_text.h"
#include "ingest/bridge/log_view.h"
#include "ingest/bridge/request_list.h"
#include "ingest/event/clock.h"
#include "ingest/event/draft.h"
#include "ingest/event/encode.h"
#include "ingest/event/time.h"
#include "ingest/event/utf8.h"

namespace gridwall::bridge {
namespace {

constexpr size_t kTitleCharacters = 60;
constexpr size_t kIdBytes = 10;

// The form of errors in GeoReport v2.
HttpAnswer report_error(int status, std::string_view what) {
  HttpAnswer answer = status == 503 ? try_later(what) : http_error(status, what);
  answer.body = "[{\"code\":" + std::to_string(status) + ",\"description\":" + json_string(what) + "}]\n";
  return answer;
}

// The same report sent again has the same name: by the client's own key, or else by what it says on that day (UTC).
std::string name_of(const Caller& caller, const HttpRequest& request, Pairs form, int64_t now_ns) {
  std::string what = caller.name + '\0';
  if (!request.idempotency_key.empty()) {
    what += "key" + ('\0' + request.idempotency_key);
  } else {
    what += format_rfc3339(now_ns).substr(0, 10);
    std::sort(form.begin(), form.end());
    for (const auto& [name, value] : form) what.append(1, '\0').append(name).append(1, '\0').append(value);
  }
  unsigned char hash[crypto_generichash_BYTES];
  crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(what.data()), what.size(), nullptr, 0);
  char hex[2 * kIdBytes + 1];
  sodium_bin2hex(hex, sizeof hex, hash, kIdBytes);
  return hex;
}

std::optional<double> degrees(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

void set_place(Draft& draft, const Pairs& form) {
  draft.grid = value_of(form, "address_id");
  const std::string_view lat = trimmed(value_of(form, "lat")), lon = trimmed(value_of(form, "long"));
  if (lat.empty() && lon.empty()) return;
  const std::optional<double> lat_deg = degrees(lat), lon_deg = degrees(lon);
  if (lat_deg && lon_deg) {
    draft.position = Position{*lon_deg, *lat_deg};
  } else {
    draft.place_words = {std::string(lon), std::string(lat)};
  }
}

std::string report_line(const RequestServer& server, const RequestService& service, const Pairs& form,
                        const std::string& name, int64_t now_ns) {
  Draft draft;
  draft.type = EventType::kRequestPlaced;
  draft.at_ns = now_ns / 1'000'000 * 1'000'000;
  draft.id = "open311/" + name;
  draft.source = server.source;
  set_place(draft, form);
  const std::string_view said = trimmed(value_of(form, "description"));
  std::string text(said);
  for (const auto& [key, value] : form) {
    if (key.starts_with("attribute[") && !value.empty()) text.append(text.empty() ? "" : "\n").append(value);
  }
  if (const std::string_view media = value_of(form, "media_url"); !media.empty()) {
    text.append(text.empty() ? "" : "\n").append(media);
  }
  const std::string_view title = cut_to_characters(said.substr(0, said.find('\n')), kTitleCharacters);
  draft.with(Field::kRequest, name).with(Field::kCategory, service.name).with(Field::kChannel, "open311");
  draft.with(Field::kTitle, title.empty() ? std::string_view(service.name) : title);
  if (!text.empty()) draft.with(Field::kText, cut_to_characters(text, kMaxTextCharacters));
  if (const std::string_view place = trimmed(value_of(form, "address_string")); !place.empty()) {
    draft.with(Field::kPlace, cut_to_characters(place, kMaxTextCharacters));
  }
  draft.with(Field::kTier, server.tier);
  return to_line(draft, 0);
}

HttpAnswer answer_to_report(const EventAnswer& answer, const std::string& name) {
  // The name is made of the report, so another event under it is this report as it was sent before, at another time.
  const bool again =
      answer.kind == EventAnswer::Kind::kReject && answer.reason == reject_reason_name(RejectReason::kIdConflict);
  if (answer.in_log() || again) {
    HttpAnswer http;
    http.status = 201;
    http.body = "[{\"service_request_id\":" + json_string(name) + ",\"service_notice\":null,\"account_id\":null}]\n";
    return http;
  }
  if (answer.kind == EventAnswer::Kind::kReject) return report_error(400, answer.reason + ": " + answer.detail);
  const bool silent = answer.kind == EventAnswer::Kind::kNone;
  return report_error(503, silent ? "the report could not be stored now; send it again"
                                  : "not now (" + answer.reason + "); send it again");
}

}  // namespace

void take_report(Desk& desk, const std::shared_ptr<Exchange>& exchange) {
  const HttpRequest& request = exchange->request();
  const std::optional<Pairs> form = pairs_of(request.body, true);
  if (!form) return exchange->answer(report_error(400, "the body is no form: application/x-www-form-urlencoded"));
  const std::string_view code = value_of(*form, "service_code");
  const RequestServer& server = *desk.config.requests;
  const auto service = std::find_if(server.services.begin(), server.services.end(),
                                    [&](const RequestService& known) { return known.code == code; });
  if (code.empty()) return exchange->answer(report_error(400, "service_code was not provided"));
  if (service == server.services.end()) {
    return exchange->answer(
        report_error(404, "service_code '" + std::string(code) + "' is not known; GET /services.json lists them"));
  }
  if (value_of(*form, "lat").empty() && value_of(*form, "address_string").empty() &&
      value_of(*form, "address_id").empty()) {
    return exchange->answer(report_error(400, "lat and long, address_string or address_id must be provided"));
  }
  const int64_t now_ns = system_clock_ns();
  const std::string name = name_of(*desk.doorkeeper.caller_of(request), request, *form, now_ns);
  desk.submit({report_line(server, *service, *form, name, now_ns)},
              [exchange, name](const std::vector<EventAnswer>& answers) {
                exchange->answer(answer_to_report(answers.front(), name));
              });
}

void answer_services(Desk& desk, const std::shared_ptr<Exchange>& exchange) {
  HttpAnswer answer;
  answer.body = "[";
  for (const RequestService& service : desk.config.requests->services) {
    answer.body.append(answer.body.size() > 1 ? ",\n " : "");
    answer.body += "{\"service_code\":" + json_string(service.code) + ",\"service_name\":" + json_string(service.name) +
                   ",\"description\":" + json_string(service.description) +
                   R"(,"metadata":false,"type":"realtime","keywords":"","group":)" + json_string(service.group) + "}";
  }
  answer.body += "]\n";
  exchange->answer(std::move(answer));
}

void answer_requests(Desk& desk, const std::shared_ptr<Exchange>& exchange) {
  if (desk.log == nullptr) {
    return exchange->answer(report_error(404, "requests are read from the log: set `log` in the configuration"));
  }
  const std::optional<Pairs> query = pairs_of(exchange->request().query, false);
  const Result<RequestQuery> wanted =
      query ? request_query(*query)
            : Result<RequestQuery>(Error{ErrorCode::kInvalidArgument, "the query is not percent-encoded UTF-8"});
  if (!wanted) return exchange->answer(report_error(400, wanted.error().message));
  const auto look = [&desk, exchange, wanted = *wanted](const Result<const replay::LogMoment*>& moment) {
    HttpAnswer answer;
    if (moment) {
      answer.body = requests_json(**moment, desk.config.requests->services, wanted);
    } else {
      answer = report_error(503, moment.error().message);
    }
    desk.mailbox.post([exchange, answer = std::move(answer)] { exchange->answer(answer); });
  };
  if (!desk.log->look_at_head(look)) exchange->answer(report_error(503, "too many ask at once; ask again"));
}

}  // namespace gridwall::bridge
