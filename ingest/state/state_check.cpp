#include "ingest/state/state_check.h"

#include <array>
#include <bit>

#include "ingest/event/time.h"

namespace gridwall::inline state {
namespace {

bool never_or_time(int64_t time_ns) {
  return time_ns == kNever || is_time(time_ns);
}

// The number of a day, or of another span of time.
bool is_number_of(int64_t number, int64_t span_ns) {
  return number >= -kFarthestNs / span_ns && number <= kFarthestNs / span_ns;
}
bool is_day(int32_t local_day) {
  return is_number_of(local_day, kNsPerDay);
}

// A count that can be added up over all that a county has.
bool is_count(int64_t count) {
  return count >= -(int64_t{1} << 40) && count <= int64_t{1} << 40;
}

// Records of nothing but counts.
template <typename Counts>
bool are_counts(const Counts& counts) {
  for (const int64_t count : std::bit_cast<std::array<int64_t, sizeof(Counts) / sizeof(int64_t)>>(counts)) {
    if (!is_count(count)) return false;
  }
  return true;
}

bool times_are_sound(const Request& request) {
  for (const int64_t time_ns :
       {request.placed_ns, request.due_ns, request.dispatched_ns, request.accepted_ns, request.accepted_again_ns,
        request.supervised_ns, request.returned_ns, request.deferred_ns, request.deferred_until_ns, request.tier_ns,
        request.resolved_ns, request.published_ns, request.rated_ns, request.reopened_ns}) {
    if (!never_or_time(time_ns)) return false;
  }
  return true;
}

// Of what the reader of the bytes does not look at number by number.
bool numbers_are_sound(const CountyState& state) {
  bool good = state.kept_from_day == INT32_MIN || is_day(state.kept_from_day);
  const bool begun = state.received_ns != kNever && state.first_received_ns != kNever;
  for (const int64_t received_ns : state.feed_received_ns) {
    good = good && (received_ns == kNever || (begun && is_time(received_ns)));
  }
  for (const Request& request : state.requests) good = good && times_are_sound(request);
  int64_t responses = 0;  // a request has one at most
  for (const auto& [number, day] : state.days) {
    good = good && is_day(number) && are_counts(day.tally) && day.response.sound();
    responses += day.response.count();
    for (const auto* tallies : {&day.categories, &day.channels}) {
      for (const auto& [word, tally] : *tallies) good = good && are_counts(tally);
    }
  }
  good = good && responses <= static_cast<int64_t>(state.requests.size());
  for (const DayLedger* ledger : {&state.campaign_visits, &state.reports, &state.meetings}) {
    for (const auto& [key, sums] : ledger->entries()) good = good && is_day(key.day) && are_counts(sums);
  }
  for (const GridState& grid : state.grids) {
    for (const int64_t count : {grid.open, grid.collected, grid.resolved, grid.open_hazards}) {
      good = good && is_count(count);
    }
    for (const GridDay& day : grid.days) {
      good = good && is_day(day.day) && is_count(day.households) && is_count(day.people);
    }
  }
  for (const SourceState& source : state.sources) {
    good = good && are_counts(source.accepted) && is_count(source.unlocated) && is_count(source.anomalies) &&
           never_or_time(source.last_received_ns);
  }
  for (const Whistle& whistle : state.whistles) {
    good = good && never_or_time(whistle.blown_ns) && never_or_time(whistle.acknowledged_ns) &&
           never_or_time(whistle.arrived_ns) && never_or_time(whistle.closed_ns);
  }
  for (const TeamState& team : state.teams) good = good && is_count(team.headcount);
  for (const TickerLine& line : state.ticker) good = good && is_count(line.number) && is_count(line.second_number);
  for (const auto& [slot, counts] : state.density) {
    good = good && is_number_of(slot, CountyState::kSlotNs) && are_counts(counts);
  }
  return good;
}

}  // namespace

bool state_is_sound(const CountyState& state, const County& county) {
  const auto in = [](uint32_t index, size_t size) { return index == kNoKey || index < size; };
  const size_t words = state.words.size();
  const size_t grids = county.grids.size();
  bool good = state.grids.size() == grids && state.requests.size() == state.request_ids.size() &&
              state.sources.size() == state.source_names.size() && state.workers.size() == state.worker_ids.size() &&
              state.teams.size() == state.team_ids.size() && state.incidents.size() == state.incident_ids.size() &&
              state.alarms.size() == state.alarm_ids.size() && state.modes.size() == state.mode_areas.size() &&
              state.warnings.size() == state.warning_ids.size() && state.whistles.size() == state.whistle_ids.size() &&
              state.hazards.size() == state.hazard_ids.size() && state.disputes.size() == state.dispute_ids.size();
  for (const Request& request : state.requests) {
    good = good && in(request.grid, grids) && in(request.category, words) && in(request.channel, words) &&
           in(request.org, words) && request.tier < kTierCount && request.closed_tier() < kTierCount &&
           in(request.open_position, state.open_requests.size());
    if (request.placed()) good = good && request.category != kNoKey && request.channel != kNoKey;
  }
  for (const DayLedger* ledger : {&state.campaign_visits, &state.reports, &state.meetings}) {
    for (const auto& [key, sums] : ledger->entries()) {
      good = good && key.subject < words && in(key.detail, words) && in(key.grid, grids);
    }
  }
  for (const uint32_t index : state.open_requests) {
    good = good && index < state.requests.size() && state.requests[index].open();
  }
  for (const auto& [number, day] : state.days) {
    for (const uint32_t index : day.requests) good = good && index < state.requests.size();
    for (const auto& [word, count] : day.categories) good = good && in(word, words);
    for (const auto& [word, count] : day.channels) good = good && in(word, words);
  }
  for (const Worker& worker : state.workers)
    good = good && in(worker.team, words) && in(worker.post, words) && in(worker.grid, grids);
  for (const auto* findings : {&state.hazards, &state.disputes}) {
    for (const Finding& finding : *findings) {
      good = good && in(finding.grid, grids) && in(finding.category, words) && in(finding.severity, words);
    }
  }
  for (const TeamState& team : state.teams) {
    good = good && in(team.incident, state.incidents.size()) && team.status <= TeamStatus::kOutOfService &&
           team.detail <= TeamDetail::kOffDuty;
  }
  for (const Incident& incident : state.incidents) {
    good = good && in(incident.kind, words) && in(incident.grade, words) && in(incident.grid, grids) &&
           incident.level >= 1 && incident.level <= 4;
    for (const TimelineEntry& entry : incident.timeline) {
      good = good && in(entry.by, words) && in(entry.word, words) && in(entry.team, state.teams.size()) &&
             static_cast<int>(entry.type) < kEventTypeCount;
    }
  }
  for (const uint32_t index : state.closed_incidents) good = good && index < state.incidents.size();
  for (const Alarm& alarm : state.alarms) {
    good = good && in(alarm.kind, words) && in(alarm.grid, grids) && in(alarm.by, words) &&
           in(alarm.acknowledged_by, words) && in(alarm.shelved_by, words) &&
           in(alarm.incident, state.incidents.size()) && alarm.level >= 1 && alarm.level <= 4;
  }
  for (const auto& [name, act] : state.alarm_acts) {
    good = good && in(act.acknowledged_by, words) && in(act.shelved_by, words);
  }
  for (const AreaMode& mode : state.modes) {
    good = good && in(mode.plan, words) && in(mode.by, words) && mode.level <= 4 && mode.mode <= Mode::kEmergency;
    for (const auto& [step, done] : mode.steps_done) good = good && in(done.by, words);
  }
  for (const ModeChange& change : state.mode_changes) {
    good = good && change.area < state.modes.size() && in(change.plan, words) && in(change.by, words) &&
           change.level <= 4 && change.mode <= Mode::kEmergency;
  }
  for (const Warning& warning : state.warnings) {
    good = good && in(warning.kind, words) && in(warning.severity, words) && in(warning.urgency, words) &&
           in(warning.certainty, words) && warning.level <= 4 && warning.status <= WarningStatus::kTest;
  }
  for (const Whistle& whistle : state.whistles)
    good = good && in(whistle.street, words) && in(whistle.department, words);
  for (const Assessment& a : state.assessments) {
    good = good && in(a.org, words) && in(a.period, words) && a.kind <= AssessmentKind::kStar;
  }
  for (const auto* notes : {&state.notes, &state.duty_acts}) {
    for (const DutyNote& note : *notes) {
      good = good && in(note.by, words) && in(note.to, words) && in(note.incident, state.incidents.size()) &&
             static_cast<int>(note.type) < kEventTypeCount;
    }
  }
  for (const TickerLine& line : state.ticker) {
    good = good && in(line.grid, grids) && static_cast<int>(line.type) < kEventTypeCount;
  }
  return good && numbers_are_sound(state);
}

}  // namespace gridwall::inline state
