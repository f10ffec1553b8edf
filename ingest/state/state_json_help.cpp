// Resources and proposals of teams as JSON.
#include "ingest/state/json_parts.h"
#include "ingest/state/nearest_help.h"
#include "ingest/state/resource_board.h"

namespace gridwall::inline state {

Json resources_json(const JsonContext& context) {
  const CountyState& state = context.state;
  Json json = Json::array();
  for (const ResourceKind& kind : resource_board(state, context.county, context.scope)) {
    Json stores = Json::array();
    for (const ResourceIndex index : kind.stores) {
      const Resource& resource = state.resources[index];
      stores.push_back({{"resource", state.resource_ids.text(index)},
                        {"name", resource.name},
                        {"place", resource.place},
                        {"grid", context.grid_code(resource.grid)},
                        {"count", resource.count},
                        {"free", resource.free},
                        {"reported", context.time(resource.reported_ns)}});
    }
    json.push_back(
        {{"kind", context.word(kind.kind)}, {"count", kind.count}, {"free", kind.free}, {"stores", std::move(stores)}});
  }
  return json;
}

Json team_requests_json(const JsonContext& context) {
  const CountyState& state = context.state;
  Json json = Json::array();
  for (const auto& [team, request] : state.team_requests) {
    Json entry = {{"team", state.team_ids.text(team)},
                  {"incident", state.incident_ids.text(request.incident)},
                  {"by", context.word(request.by)},
                  {"at", context.time(request.at_ns)},
                  {"skills", request.skills},
                  {"headcount", request.headcount},
                  {"distance_m", nullptr},
                  {"travel_s", nullptr}};
    for (const NearTeam& near : nearest_teams(state, context.county, request.incident, context.now_ns)) {
      if (near.team != team) continue;
      entry["distance_m"] = number_json(near.distance_m);
      if (near.travel_s) entry["travel_s"] = *near.travel_s;
    }
    json.push_back(std::move(entry));
  }
  return json;
}

}  // namespace gridwall::state
