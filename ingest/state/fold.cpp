#include "ingest/state/fold.h"

#include <algorithm>

#include "ingest/event/schema.h"
#include "ingest/state/fold_parts.h"
#include "ingest/state/heat.h"

namespace gridwall::inline state {

CountyState::CountyState(const County& county) : grids(county.grids.size()) {
  for (const Team& team : county.teams) {
    TeamState& listed = record_of(team_ids, teams, team.code);
    listed.headcount = team.headcount;
    listed.position = team.home;
  }
  derive(county);
}

void CountyState::derive(const County& county) {
  const size_t loops = county.loops.size() > 1 ? county.loops.size() : 0;
  using Entries = std::array<std::vector<int64_t>, kRequestStageCount>;
  Entries entered_ns;
  std::vector<Entries> loop_entered_ns(loops);
  requests_of_grid.assign(county.grids.size(), {});
  org_requests.clear();
  for (auto& [number, day] : days) {
    day.turns = {};
    day.hours = {};
  }
  const int64_t promise_ns = county.response_promise_s * kNsPerSecond;
  for (RequestIndex index{0}; index < requests.size(); ++index) {
    Request& request = requests[index];
    if (!request.placed()) continue;
    request.loop = static_cast<uint16_t>(loops > 0 ? county.loop_of(words.text(request.channel), request.grid) : 0);
    list_placed(*this, index);
    if (!request.collected()) continue;
    Day& day = days[county.zone.local_day(request.placed_ns)];
    day.turns.move({}, turns_of(request, promise_ns));
    ++day.hours[local_hour(county, request.placed_ns)];
    const StageSince at = stage_of(request);
    entered_ns[static_cast<size_t>(at.stage)].push_back(at.since_ns);
    if (loops > 0) loop_entered_ns[request.loop][static_cast<size_t>(at.stage)].push_back(at.since_ns);
  }
  const auto assign = [](std::array<StageTimes, kRequestStageCount>& times, Entries& entries) {
    for (size_t stage = 0; stage < entries.size(); ++stage) times[stage].assign(std::move(entries[stage]));
  };
  assign(stages, entered_ns);
  loop_stages.assign(loops, {});
  for (size_t loop = 0; loop < loops; ++loop) assign(loop_stages[loop], loop_entered_ns[loop]);
}

std::string_view request_stage_name(RequestStage stage) {
  constexpr std::string_view kNames[] = {"placed",   "dispatched", "accepted", "supervised",
                                         "resolved", "published",  "rated"};
  return kNames[static_cast<size_t>(stage)];
}

namespace {

void add(GridDay& sum, const GridDay& day) {
  sum.visits += day.visits;
  sum.households += day.households;
  sum.people += day.people;
  sum.hazards_found += day.hazards_found;
  sum.hazards_closed += day.hazards_closed;
  sum.disputes_found += day.disputes_found;
  sum.disputes_resolved += day.disputes_resolved;
}

}  // namespace

void end_day(CountyState& state, const County& county) {
  const int32_t today = county.zone.local_day(state.received_ns);
  state.next_day_ns = county.zone.day_start_ns(today + 1);
  // 30 days with today, and one more for a reader whose clock is a little behind.
  state.kept_from_day = today - 30;
  for (GridState& grid : state.grids) {
    auto kept = grid.days.begin();
    for (GridDay& day : grid.days) {
      day.day = ledger_day(day.day, state.kept_from_day);
      if (kept != grid.days.begin() && std::prev(kept)->day == day.day) {
        add(*std::prev(kept), day);
      } else {
        *kept++ = day;
      }
    }
    grid.days.erase(kept, grid.days.end());
  }
  for (DayLedger* ledger : {&state.campaign_visits, &state.reports, &state.meetings}) {
    ledger->collapse(state.kept_from_day);
  }
}

GridDay& FoldStep::grid_day(GridIndex grid, int64_t time_ns) const {
  std::vector<GridDay>& days = state.grids[grid].days;
  const int32_t day = ledger_day(county.zone.local_day(time_ns), state.kept_from_day);
  if (!days.empty() && days.back().day == day) return days.back();
  auto at = std::lower_bound(days.begin(), days.end(), day, [](const GridDay& a, int32_t b) { return a.day < b; });
  if (at == days.end() || at->day != day) {
    at = days.insert(at, GridDay{});
    at->day = day;
  }
  return *at;
}

void FoldStep::add_heat(GridIndex grid, double weight, int64_t time_ns) const {
  if (grid == kNone) return;
  gridwall::add_heat(state.grids[grid], weight, time_ns, county.heat.half_life_s);
}

void FoldStep::say(std::string_view subject, std::string_view word, int64_t number, int64_t second_number) const {
  state.ticker.push_back(
      {stamp.seq, event.at_ns, event.type, stamp.grid, std::string(subject), std::string(word), number, second_number});
  if (state.ticker.size() > CountyState::kTickerLines) state.ticker.pop_front();
}

namespace {

void count_density(CountyState& state, const Event& event) {
  const int64_t slot = event.at_ns / CountyState::kSlotNs;
  ++state.density[slot][static_cast<size_t>(event.feed())];
  constexpr int64_t kKeptSlots = 2 * 86'400 / 300;
  const int64_t oldest = state.density.rbegin()->first - kKeptSlots;
  while (state.density.begin()->first < oldest) state.density.erase(state.density.begin());
}

// What the desk of a wall does comes in the emergency feed, too, but says nothing about the systems behind it.
void note_life(CountyState& state, const County& county, const Event& event, const Stamp& stamp) {
  if (event.source.starts_with(kDeskSource)) return;
  const auto feed = static_cast<size_t>(event.feed());
  FeedLife& life = state.feed_life[feed];
  if (life.heard_ns != kNever && stamp.received_ns - life.heard_ns > county.feed_late_after_s[feed] * kNsPerSecond) {
    life.quiet_from_ns = life.heard_ns;
    life.back_ns = stamp.received_ns;
  }
  life.heard_ns = std::max(life.heard_ns, stamp.received_ns);
}

}  // namespace

void apply(CountyState& state, const County& county, const Event& event, const Stamp& stamp) {
  const auto feed = static_cast<size_t>(event.feed());
  state.seq = stamp.seq;
  state.feed_seq[feed] = stamp.feed_seq;
  state.received_ns = std::max(state.received_ns, stamp.received_ns);
  if (state.first_received_ns == kNever) state.first_received_ns = stamp.received_ns;
  state.feed_received_ns[feed] = std::max(state.feed_received_ns[feed], stamp.received_ns);

  note_life(state, county, event, stamp);

  if (state.received_ns >= state.next_day_ns) end_day(state, county);

  SourceState& source = record_of(state.source_names, state.sources, event.source);
  ++source.accepted[feed];
  source.last_received_ns = std::max(source.last_received_ns, stamp.received_ns);
  if (stamp.grid == kNone && needs_place(event.type)) ++source.unlocated;
  count_density(state, event);

  const PlaceFault fault = event.place_fault != PlaceFault::kNone ? event.place_fault
                           : event.position                       ? fault_of(*event.position, county.box)
                                                                  : PlaceFault::kNone;
  if (fault != PlaceFault::kNone) {
    ++source.anomalies;
    ++state.bad_places[state.source_names.find(event.source)][static_cast<size_t>(fault)];
  }
  const bool has_position = fault == PlaceFault::kNone || fault == PlaceFault::kGrid;
  const FoldStep step{state, county, event, stamp, source, has_position ? event.position : std::nullopt};
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

}  // namespace gridwall::state
