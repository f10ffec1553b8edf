#include "ingest/bridge/reading.h"

#include <algorithm>

#include "ingest/bridge/answers.h"
#include "ingest/bridge/http_text.h"
#include "ingest/event/encode.h"
#include "ingest/event/time.h"
#include "ingest/state/state_json.h"

namespace gridwall::bridge {
namespace {

// The figures as the log's thread computes them.
HttpAnswer state_answer(const Result<const replay::LogMoment*>& found, const std::string& area) {
  if (!found) return try_later(found.error().message);
  const replay::LogMoment& moment = **found;
  Scope scope;
  if (!area.empty()) {
    const Result<Scope> named = scope_of(moment.county, area);
    if (!named) return http_error(400, "area: " + named.error().message);
    scope = *named;
  }
  HttpAnswer answer;
  answer.body = state_json(moment.state, moment.county, moment.at_ns, moment.intake, {false, scope});
  return answer;
}

}  // namespace

void answer_health(const Desk& desk, const std::shared_ptr<Exchange>& exchange) {
  const bool beats = desk.pulse.beats(desk.now_ns);
  const std::string degraded = beats ? desk.pulse.last()->degraded : std::string();
  HttpAnswer answer;
  answer.status = beats && degraded.empty() ? 200 : 503;
  answer.body = std::string("{\"status\":\"") + (answer.status == 200 ? "ok" : "not_ok") + "\",\"daemon\":\"" +
                (beats ? "answers" : "silent") + "\",\"log\":\"" +
                (!beats             ? "unknown"
                 : degraded.empty() ? "takes events"
                                    : "cannot be written") +
                "\"}\n";
  if (answer.status != 200) answer.headers.emplace_back("Retry-After", "2");
  exchange->answer(std::move(answer));
}

void answer_state(Desk& desk, const std::shared_ptr<Exchange>& exchange) {
  if (desk.log == nullptr) {
    return exchange->answer(http_error(404, "there are no figures here: set `log` in the bridge's configuration"));
  }
  const std::optional<Pairs> query = pairs_of(exchange->request().query, false);
  if (!query) return exchange->answer(http_error(400, "the query is not percent-encoded UTF-8"));
  for (const auto& [name, value] : *query) {
    if (name != "at" && name != "area") {
      return exchange->answer(http_error(400, "'" + name + "' is no parameter; there are at and area"));
    }
  }
  std::string at(value_of(*query, "at"));
  std::replace(at.begin(), at.end(), ' ', '+');  // of "+08:00", by a client that takes the query for a form
  const std::optional<int64_t> at_ns = parse_rfc3339(at);
  if (!at.empty() && !at_ns) {
    return exchange->answer(http_error(400, "at: '" + at + "' is not a time; write it like 2026-11-21T14:32:08+08:00"));
  }
  const std::string area(value_of(*query, "area"));
  const LogView::Look look = [&desk, exchange, area](const Result<const replay::LogMoment*>& moment) {
    desk.mailbox.post([exchange, answer = state_answer(moment, area)] { exchange->answer(answer); });
  };
  const bool posted = at_ns ? desk.log->look_at(*at_ns, look) : desk.log->look_at_head(look);
  if (!posted) exchange->answer(try_later("too many ask for figures; ask again"));
}

}  // namespace gridwall::bridge
