#include <algorithm>

#include "ingest/state/fold_parts.h"

namespace gridwall::inline state {
namespace {

Worker& contact(const FoldStep& step) {
  Worker& worker = record_of(step.state.worker_ids, step.state.workers, step.event.text(Field::kWorker));
  const bool newer = step.event.at_ns >= worker.last_contact_ns;
  if (!newer) return worker;
  worker.last_contact_ns = step.event.at_ns;
  if (step.stamp.grid != kNone) worker.grid = step.stamp.grid;
  if (step.position) {
    worker.position = *step.position;
    worker.has_position = true;
    worker.trail.push_back(worker.position);
    if (worker.trail.size() > Worker::kTrail) worker.trail.erase(worker.trail.begin());
  }
  return worker;
}

void visit_grid(const FoldStep& step) {
  if (step.stamp.grid == kNone) return;
  GridState& grid = step.state.grids[step.stamp.grid];
  grid.last_visit_ns = std::max(grid.last_visit_ns, step.event.at_ns);
}

// The counters of one kind of finding, of the county's day and of the grid's.
struct FindingKind {
  int64_t DayTally::*found;
  int64_t DayTally::*closed;
  uint32_t GridDay::*found_in_grid;
  uint32_t GridDay::*closed_in_grid;
  bool is_hazard;
};
constexpr FindingKind kHazard = {&DayTally::hazards_found, &DayTally::hazards_closed, &GridDay::hazards_found,
                                 &GridDay::hazards_closed, true};
constexpr FindingKind kDispute = {&DayTally::disputes_found, &DayTally::disputes_resolved, &GridDay::disputes_found,
                                  &GridDay::disputes_resolved, false};

// Found and closed may come in either order; a finding counts by the day of each, in the grid where it was found.
void found(const FoldStep& step, Finding& finding, const FindingKind& kind) {
  if (finding.found_ns != kNever) {
    step.anomaly();
    return;
  }
  finding.found_ns = step.event.at_ns;
  finding.grid = step.stamp.grid;
  finding.category = step.word(Field::kCategory);
  finding.severity = step.word(Field::kSeverity);
  ++(step.today().*kind.found);
  if (finding.grid != kNone) {
    ++(step.grid_day(finding.grid, finding.found_ns).*kind.found_in_grid);
    if (finding.closed_ns != kNever) ++(step.grid_day(finding.grid, finding.closed_ns).*kind.closed_in_grid);
  }
  if (!kind.is_hazard) return;
  step.add_heat(finding.grid, step.county.heat.hazard, step.stamp.received_ns);
  if (finding.closed_ns == kNever && finding.grid != kNone) ++step.state.grids[finding.grid].open_hazards;
}

void closed(const FoldStep& step, Finding& finding, const FindingKind& kind) {
  const bool known = finding.found_ns != kNever;
  if (!known || finding.closed_ns != kNever || step.event.at_ns < finding.found_ns) step.anomaly();
  if (finding.closed_ns != kNever) return;
  finding.closed_ns = step.event.at_ns;
  ++(step.today().*kind.closed);
  if (!known || finding.grid == kNone) return;
  ++(step.grid_day(finding.grid, finding.closed_ns).*kind.closed_in_grid);
  if (kind.is_hazard) --step.state.grids[finding.grid].open_hazards;
}

void visited(const FoldStep& step) {
  const int64_t households = step.event.integer(Field::kHouseholds);
  const int64_t people = step.event.integer(Field::kPeople);
  DayTally& day = step.today();
  ++day.visits;
  day.households += households;
  day.people += people;
  if (step.stamp.grid != kNone) {
    GridDay& grid = step.grid_day(step.stamp.grid, step.event.at_ns);
    ++grid.visits;
    grid.households += households;
    grid.people += people;
  }
  if (step.event.has(Field::kCampaign)) {
    // One after the other: new words get numbers, and compilers differ in which argument they evaluate first.
    const WordId estate = step.word(Field::kEstate);
    const WordId campaign = step.word(Field::kCampaign);
    step.state.campaign_visits.add(step.ledger_key(campaign, estate), {households, people, 0});
  }
  step.say(step.event.text(Field::kWorker), {}, households, people);
}

}  // namespace

void apply_patrol(const FoldStep& step) {
  CountyState& state = step.state;
  const Event& event = step.event;
  switch (event.type) {
    case EventType::kPatrolShiftStarted: {
      Worker& worker = contact(step);
      worker.shift_started_ns = event.at_ns;
      if (event.has(Field::kTeam)) worker.team = step.word(Field::kTeam);
      if (event.has(Field::kPost)) worker.post = step.word(Field::kPost);
      break;
    }
    case EventType::kPatrolShiftEnded: {
      Worker& worker = contact(step);
      if (worker.shift_started_ns == kNever) step.anomaly();
      if (event.at_ns >= worker.shift_started_ns) worker.shift_started_ns = kNever;
      break;
    }
    case EventType::kPatrolTrack:
      contact(step);
      break;
    case EventType::kPatrolCheckedIn:
      contact(step);
      visit_grid(step);
      break;
    case EventType::kPatrolVisited:
      contact(step);
      visit_grid(step);
      visited(step);
      break;
    case EventType::kPatrolHazardFound:
      found(step, record_of(state.hazard_ids, state.hazards, event.text(Field::kHazard)), kHazard);
      step.say(event.text(Field::kCategory), event.text(Field::kSeverity));
      break;
    case EventType::kPatrolHazardClosed:
      closed(step, record_of(state.hazard_ids, state.hazards, event.text(Field::kHazard)), kHazard);
      break;
    case EventType::kPatrolDisputeFound:
      found(step, record_of(state.dispute_ids, state.disputes, event.text(Field::kDispute)), kDispute);
      step.say(event.text(Field::kCategory));
      break;
    case EventType::kPatrolDisputeResolved:
      closed(step, record_of(state.dispute_ids, state.disputes, event.text(Field::kDispute)), kDispute);
      break;
    default:
      break;
  }
}

}  // namespace gridwall::state
