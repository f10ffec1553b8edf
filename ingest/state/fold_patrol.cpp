#include <algorithm>

#include "ingest/state/fold_parts.h"

namespace gridwall {
namespace {

Worker& contact(const FoldStep& step) {
  Worker& worker = record_of(step.state.worker_ids, step.state.workers, step.event.text(Field::kWorker));
  const bool newer = step.event.at_ns >= worker.last_contact_ns;
  if (!newer) return worker;
  worker.last_contact_ns = step.event.at_ns;
  if (step.stamp.grid != kNoGrid) worker.grid = step.stamp.grid;
  if (step.event.position) {
    worker.position = *step.event.position;
    worker.has_position = true;
    worker.trail.push_back(worker.position);
    if (worker.trail.size() > Worker::kTrail) worker.trail.erase(worker.trail.begin());
  }
  return worker;
}

void visit_grid(const FoldStep& step) {
  if (step.stamp.grid == kNoGrid) return;
  GridState& grid = step.state.grids[step.stamp.grid];
  grid.last_visit_ns = std::max(grid.last_visit_ns, step.event.at_ns);
}

// Found and closed may come in either order; a finding counts by the day of each.
void found(const FoldStep& step, Finding& finding, int64_t& tally, bool is_hazard) {
  if (finding.found_ns != kNever) {
    step.anomaly();
    return;
  }
  finding.found_ns = step.event.at_ns;
  finding.grid = step.stamp.grid;
  finding.category = step.word(Field::kCategory);
  finding.severity = step.word(Field::kSeverity);
  ++tally;
  if (!is_hazard) return;
  step.add_heat(finding.grid, step.county.heat.hazard, step.stamp.received_ns);
  if (finding.closed_ns == kNever && finding.grid != kNoGrid) ++step.state.grids[finding.grid].open_hazards;
}

void closed(const FoldStep& step, Finding& finding, int64_t& tally, bool is_hazard) {
  const bool known = finding.found_ns != kNever;
  if (!known || finding.closed_ns != kNever || step.event.at_ns < finding.found_ns) step.anomaly();
  if (finding.closed_ns != kNever) return;
  finding.closed_ns = step.event.at_ns;
  ++tally;
  if (is_hazard && known && finding.grid != kNoGrid) --step.state.grids[finding.grid].open_hazards;
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
    case EventType::kPatrolVisited: {
      contact(step);
      visit_grid(step);
      DayTally& day = step.today();
      ++day.visits;
      day.households += event.integer(Field::kHouseholds);
      day.people += event.integer(Field::kPeople);
      step.say(event.text(Field::kWorker), {}, event.integer(Field::kHouseholds), event.integer(Field::kPeople));
      break;
    }
    case EventType::kPatrolHazardFound:
      found(step, record_of(state.hazard_ids, state.hazards, event.text(Field::kHazard)), step.today().hazards_found,
            true);
      step.say(event.text(Field::kCategory), event.text(Field::kSeverity));
      break;
    case EventType::kPatrolHazardClosed:
      closed(step, record_of(state.hazard_ids, state.hazards, event.text(Field::kHazard)), step.today().hazards_closed,
             true);
      break;
    case EventType::kPatrolDisputeFound:
      found(step, record_of(state.dispute_ids, state.disputes, event.text(Field::kDispute)),
            step.today().disputes_found, false);
      step.say(event.text(Field::kCategory));
      break;
    case EventType::kPatrolDisputeResolved:
      closed(step, record_of(state.dispute_ids, state.disputes, event.text(Field::kDispute)),
             step.today().disputes_resolved, false);
      break;
    default:
      break;
  }
}

}  // namespace gridwall
