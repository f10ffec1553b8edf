#include "ingest/state/state_check.h"

namespace gridwall {

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
  for (const uint32_t index : state.open_requests) good = good && index < state.requests.size();
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
  for (const Assessment& a : state.assessments) good = good && in(a.org, words) && in(a.period, words);
  for (const auto* notes : {&state.notes, &state.duty_acts}) {
    for (const DutyNote& note : *notes) {
      good = good && in(note.by, words) && in(note.to, words) && in(note.incident, state.incidents.size()) &&
             static_cast<int>(note.type) < kEventTypeCount;
    }
  }
  for (const TickerLine& line : state.ticker) {
    good = good && in(line.grid, grids) && static_cast<int>(line.type) < kEventTypeCount;
  }
  return good;
}

}  // namespace gridwall
