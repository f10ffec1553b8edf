#include "ingest/bridge/request_list.h"

#include <algorithm>

#include "ingest/event/encode.h"
#include "ingest/event/time.h"

namespace gridwall::bridge {
namespace {

std::vector<std::string> comma_separated(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const size_t end = std::min(text.find(','), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

class RequestWriter {
 public:
  RequestWriter(const replay::LogMoment& moment, const std::vector<RequestService>& services)
      : state_(moment.state), county_(moment.county), services_(services) {}

  bool wanted(RequestIndex index, const RequestQuery& query) const {
    const Request& request = state_.requests[index];
    if (!request.placed() || request.placed_ns < query.from_ns || request.placed_ns > query.to_ns) return false;
    if (!(request.open() ? query.open : query.closed)) return false;
    if (query.services.empty()) return true;
    return std::find(query.services.begin(), query.services.end(), code_of(request)) != query.services.end();
  }

  void write(std::string& json, RequestIndex index) const {
    const Request& request = state_.requests[index];
    json += "{\"service_request_id\":" + json_string(state_.request_ids.text(index));
    json += std::string(",\"status\":\"") + (request.open() ? "open" : "closed") + "\"";
    const std::string_view stage = request.cancelled != 0 ? "cancelled"
                                   : request.merged != 0  ? "merged"
                                                          : request_stage_name(stage_of(request).stage);
    json += ",\"status_notes\":" + json_string(stage);
    json += ",\"service_name\":" + json_string(word(request.category));
    json += ",\"service_code\":" + json_string(code_of(request));
    member(json, "agency_responsible", request.org == kNone ? std::string_view() : word(request.org));
    time(json, "requested_datetime", request.placed_ns);
    time(json, "updated_datetime", updated_ns(request));
    time(json, "expected_datetime", request.due_ns);
    if (request.grid == kNone) {
      json += R"(,"address":null,"address_id":null,"lat":null,"long":null})";
      return;
    }
    const Grid& grid = county_.grids[request.grid];
    member(json, "address", grid.name.zh);
    member(json, "address_id", grid.code);
    json +=
        ",\"lat\":" + std::to_string(grid.center.lat_deg) + ",\"long\":" + std::to_string(grid.center.lon_deg) + "}";
  }

 private:
  std::string_view word(WordId id) const { return id == kNone ? std::string_view() : state_.words.text(id); }
  // Of a category that no service has: itself.
  std::string_view code_of(const Request& request) const {
    const std::string_view category = word(request.category);
    for (const RequestService& service : services_) {
      if (service.name == category) return service.code;
    }
    return category;
  }
  static void member(std::string& json, const char* name, std::string_view text) {
    json.append(",\"").append(name).append("\":").append(text.empty() ? "null" : json_string(text));
  }
  void time(std::string& json, const char* name, int64_t time_ns) const {
    member(json, name, is_time(time_ns) ? format_rfc3339(time_ns, county_.zone.offset_s(time_ns)) : std::string());
  }
  static int64_t updated_ns(const Request& request) {
    return std::max({request.placed_ns, request.dispatched_ns, request.accepted_again_ns, request.supervised_ns,
                     request.returned_ns, request.deferred_ns, request.resolved_ns, request.published_ns,
                     request.rated_ns, request.reopened_ns});
  }

  const CountyState& state_;
  const County& county_;
  const std::vector<RequestService>& services_;
};

}  // namespace

Result<RequestQuery> request_query(const Pairs& query) {
  RequestQuery wanted;
  for (const auto& [name, value] : query) {
    if (name == "service_request_id") {
      wanted.ids = comma_separated(value);
    } else if (name == "service_code") {
      wanted.services = comma_separated(value);
    } else if (name == "status") {
      const std::vector<std::string> words = comma_separated(value);
      wanted.open = std::find(words.begin(), words.end(), "open") != words.end();
      wanted.closed = std::find(words.begin(), words.end(), "closed") != words.end();
      if (!wanted.open && !wanted.closed) return Error{ErrorCode::kInvalidArgument, "status must be open or closed"};
    } else if (name == "start_date" || name == "end_date") {
      std::string text = value;
      std::replace(text.begin(), text.end(), ' ', '+');
      const std::optional<int64_t> time_ns = parse_rfc3339(text);
      if (!time_ns) {
        return Error{ErrorCode::kInvalidArgument, name + ": '" + value + "' must be like 2026-11-21T14:32:08Z"};
      }
      (name == "start_date" ? wanted.from_ns : wanted.to_ns) = *time_ns;
    } else if (name != "jurisdiction_id" && name != "api_key" && name != "extensions") {
      return Error{
          ErrorCode::kInvalidArgument,
          "'" + name + "' is no parameter; there are service_request_id, service_code, start_date, end_date, status"};
    }
  }
  return wanted;
}

std::string requests_json(const replay::LogMoment& moment, const std::vector<RequestService>& services,
                          const RequestQuery& query) {
  const CountyState& state = moment.state;
  const RequestWriter writer(moment, services);
  std::vector<RequestIndex> chosen;
  if (!query.ids.empty()) {
    for (const std::string& id : query.ids) {
      const RequestIndex index = state.request_ids.find(id);
      if (index != kNone && state.requests[index].placed() && chosen.size() < kMostRequests) chosen.push_back(index);
    }
  } else {
    for (auto day = state.days.rbegin(); day != state.days.rend() && chosen.size() < kMostRequests; ++day) {
      const std::vector<RequestIndex>& placed = day->second.requests;
      for (auto index = placed.rbegin(); index != placed.rend() && chosen.size() < kMostRequests; ++index) {
        if (writer.wanted(*index, query)) chosen.push_back(*index);
      }
    }
  }
  std::string json = "[";
  for (const RequestIndex index : chosen) {
    if (json.size() > 1) json += ",\n ";
    writer.write(json, index);
  }
  return json + "]\n";
}

}  // namespace gridwall::bridge
