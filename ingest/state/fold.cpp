#include "ingest/state/fold.h"

#include "ingest/state/fold_parts.h"
#include "ingest/state/heat.h"

namespace gridwall {

CountyState::CountyState(const County& county) : grids(county.grids.size()) {
  for (const Team& team : county.teams) {
    TeamState& listed = record_of(team_ids, teams, team.code);
    listed.headcount = team.headcount;
    listed.position = team.home;
  }
}

std::string_view request_stage_name(RequestStage stage) {
  constexpr std::string_view kNames[] = {"placed",   "dispatched", "accepted", "supervised",
                                         "resolved", "published",  "rated"};
  return kNames[static_cast<size_t>(stage)];
}

void FoldStep::add_heat(uint32_t grid, double weight, int64_t time_ns) const {
  if (grid == kNoGrid) return;
  gridwall::add_heat(state.grids[grid], weight, time_ns, county.heat.half_life_s);
}

void FoldStep::say(std::string_view subject, std::string_view word, int64_t number, int64_t second_number) const {
  state.ticker.push_back(
      {stamp.seq, event.at_ns, event.type, stamp.grid, std::string(subject), std::string(word), number, second_number});
  if (state.ticker.size() > CountyState::kTickerLines) state.ticker.pop_front();
}

bool needs_place(EventType type) {
  switch (type) {
    case EventType::kRequestPlaced:
    case EventType::kPatrolTrack:
    case EventType::kPatrolCheckedIn:
    case EventType::kPatrolVisited:
    case EventType::kPatrolHazardFound:
    case EventType::kPatrolDisputeFound:
    case EventType::kEmergencyIncidentOpened:
      return true;
    default:
      return false;
  }
}

namespace {

void count_density(CountyState& state, const Event& event) {
  const int64_t slot = event.at_ns / CountyState::kSlotNs;
  ++state.density[slot][static_cast<size_t>(event.feed())];
  constexpr int64_t kKeptSlots = 2 * 86'400 / 300;
  const int64_t oldest = state.density.rbegin()->first - kKeptSlots;
  while (state.density.begin()->first < oldest) state.density.erase(state.density.begin());
}

}  // namespace

void apply(CountyState& state, const County& county, const Event& event, const Stamp& stamp) {
  const auto feed = static_cast<size_t>(event.feed());
  state.seq = stamp.seq;
  state.feed_seq[feed] = stamp.feed_seq;
  state.received_ns = std::max(state.received_ns, stamp.received_ns);
  state.feed_received_ns[feed] = std::max(state.feed_received_ns[feed], stamp.received_ns);

  SourceState& source = record_of(state.source_names, state.sources, event.source);
  ++source.accepted[feed];
  source.last_received_ns = std::max(source.last_received_ns, stamp.received_ns);
  if (stamp.grid == kNoGrid && needs_place(event.type)) ++source.unlocated;
  count_density(state, event);

  const FoldStep step{state, county, event, stamp, source};
  switch (event.feed()) {
    case Feed::kRequest:
      apply_request(step);
      break;
    case Feed::kPatrol:
      apply_patrol(step);
      break;
    case Feed::kEmergency:
      apply_emergency(step);
      break;
  }
}

}  // namespace gridwall
