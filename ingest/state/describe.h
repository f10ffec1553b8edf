// Every record of CountyState described once: its fields in their order, and what their values may be. From this come
// the bytes of a checkpoint (checkpoint.cpp), the soundness of a state from anywhere (state_check.cpp) and its size in
// memory (state_size.cpp). A visitor is called with each field and its meaning; it looks into containers and records
// itself. Private to ingest/state; any thread.
#pragma once

#include <concepts>
#include <type_traits>

#include "ingest/state/county_state.h"
#include "ingest/state/field_meaning.h"

namespace gridwall::inline state {

// `Of<Request> auto&` takes a request to be read and one to be filled.
template <typename R, typename T>
concept Of = std::same_as<std::remove_const_t<R>, T>;

template <typename V>
void describe(V& visit, Of<Position> auto& position) {
  visit(position.lon_deg);
  visit(position.lat_deg);
}

template <typename V>
void describe(V& visit, Of<Request> auto& request) {
  for (auto* time_ns :
       {&request.placed_ns, &request.due_ns, &request.dispatched_ns, &request.accepted_ns, &request.accepted_again_ns,
        &request.supervised_ns, &request.returned_ns, &request.deferred_ns, &request.deferred_until_ns,
        &request.tier_ns, &request.resolved_ns, &request.published_ns, &request.rated_ns, &request.reopened_ns}) {
    visit(*time_ns, kTime);
  }
  visit(request.grid, kGrid);
  visit(request.category, kWord);
  visit(request.channel, kWord);
  visit(request.org, kWord);
  visit(request.open_position, handle(Table::kOpenRequests));
  visit(request.reopen_count, kCount);
  visit(request.tier, kTier);
  visit(request.resolved_tier, Meaning{0, kTierCount - 1, Request::kSameTier});
  visit(request.score, up_to(Score::kUnsatisfied));
  visit(request.cancelled, kFlag);
  visit(request.loop, kAnyNumber);  // derive() finds it anew, since the county may have other loops now
  visit(request.overdue_counted, kFlag);
  visit(request.merged, kFlag);
}

template <typename V>
void describe(V& visit, Of<DayTally> auto& tally) {
  for (auto* count : {&tally.collected, &tally.resolved, &tally.resolved_on_time, &tally.rated, &tally.satisfied,
                      &tally.unrated, &tally.reopened, &tally.ever_resolved, &tally.accepted, &tally.promise_kept}) {
    visit(*count, kCount);
  }
  visit(tally.tier_resolved, kCount);
  for (auto* count : {&tally.visits, &tally.households, &tally.people, &tally.hazards_found, &tally.hazards_closed,
                      &tally.disputes_found, &tally.disputes_resolved, &tally.meetings, &tally.issues, &tally.measures,
                      &tally.issues_solved}) {
    visit(*count, kCount);
  }
}

template <typename V>
void describe(V& visit, Of<WordTally> auto& tally) {
  visit(tally.collected, kCount);
  visit(tally.resolved, kCount);
}

template <typename V>
void describe(V& visit, Of<Day> auto& day) {
  visit(day.tally);
  visit(day.response);
  visit(day.categories, present(Table::kWords));
  visit(day.channels, present(Table::kWords));
  visit(day.requests, kPresentRequest);
}

template <typename V>
void describe(V& visit, Of<GridDay> auto& day) {
  visit(day.day, kDay);
  visit(day.visits, kCount);
  visit(day.households, kCount);
  visit(day.people, kCount);
  visit(day.hazards_found, kCount);
  visit(day.hazards_closed, kCount);
  visit(day.disputes_found, kCount);
  visit(day.disputes_resolved, kCount);
}

template <typename V>
void describe(V& visit, Of<GridState> auto& grid) {
  visit(grid.heat);
  visit(grid.heat_ns, kTime);
  visit(grid.last_visit_ns, kTime);
  visit(grid.open, kCount);
  visit(grid.collected, kCount);
  visit(grid.resolved, kCount);
  visit(grid.open_hazards, kCount);
  visit(grid.days);
}

template <typename V>
void describe(V& visit, Of<LedgerKey> auto& key) {
  visit(key.subject, present(Table::kWords));
  visit(key.detail, kWord);
  visit(key.grid, kGrid);
  visit(key.day, kDay);
}

template <typename V>
void describe(V& visit, Of<LedgerSums> auto& sums) {
  visit(sums.count, kCount);
  visit(sums.sums, kCount);
}

template <typename V>
void describe(V& visit, Of<Worker> auto& worker) {
  visit(worker.last_contact_ns, kTime);
  visit(worker.shift_started_ns, kTime);
  visit(worker.team, kWord);
  visit(worker.post, kWord);
  visit(worker.grid, kGrid);
  visit(worker.position);
  visit(worker.has_position);
  visit(worker.trail);
}

template <typename V>
void describe(V& visit, Of<Finding> auto& finding) {
  visit(finding.found_ns, kTime);
  visit(finding.closed_ns, kTime);
  visit(finding.grid, kGrid);
  visit(finding.category, kWord);
  visit(finding.severity, kWord);
}

template <typename V>
void describe(V& visit, Of<TeamState> auto& team) {
  visit(team.reported);
  visit(team.status, up_to(TeamStatus::kOutOfService));
  visit(team.detail, up_to(TeamDetail::kOffDuty));
  visit(team.since_ns, kTime);
  visit(team.last_contact_ns, kTime);
  visit(team.incident, kIncident);
  visit(team.headcount, kCount);
  visit(team.eta_ns, kTime);
  visit(team.has_position);
  visit(team.position);
}

template <typename V>
void describe(V& visit, Of<TimelineEntry> auto& entry) {
  visit(entry.at_ns, kTime);
  visit(entry.seq);
  visit(entry.type, kEventType);
  visit(entry.level, kLevelIfAny);
  visit(entry.by, kWord);
  visit(entry.team, handle(Table::kTeams));
  visit(entry.word, kWord);
  visit(entry.subject);
  visit(entry.text);
}

template <typename V>
void describe(V& visit, Of<Incident> auto& incident) {
  visit(incident.opened_ns, kTime);
  visit(incident.closed_ns, kTime);
  visit(incident.updated_ns, kTime);
  visit(incident.level, kLevel);
  visit(incident.drill);
  visit(incident.kind, kWord);
  visit(incident.grade, kWord);
  visit(incident.grid, kGrid);
  visit(incident.has_position);
  visit(incident.position);
  visit(incident.place);
  visit(incident.text);
  visit(incident.alarm, kAlarm);
  visit(incident.timeline);
  visit(incident.timeline_dropped, kCount);
}

template <typename V>
void describe(V& visit, Of<Alarm> auto& alarm) {
  visit(alarm.raised_ns, kTime);
  visit(alarm.cleared_ns, kTime);
  visit(alarm.acknowledged_ns, kTime);
  visit(alarm.shelved_ns, kTime);
  visit(alarm.shelved_until_ns, kTime);
  visit(alarm.level, kLevel);
  visit(alarm.kind, kWord);
  visit(alarm.grid, kGrid);
  visit(alarm.incident, kIncident);
  visit(alarm.by, kWord);
  visit(alarm.acknowledged_by, kWord);
  visit(alarm.shelved_by, kWord);
  visit(alarm.has_position);
  visit(alarm.position);
  visit(alarm.reason);
  visit(alarm.note);
  visit(alarm.place);
  visit(alarm.text);
}

template <typename V>
void describe(V& visit, Of<AlarmAct> auto& act) {
  visit(act.acknowledged_ns, kTime);
  visit(act.acknowledged_since_s, kTime);  // only compared
  visit(act.shelved_ns, kTime);
  visit(act.shelved_until_ns, kTime);
  visit(act.acknowledged_by, kWord);
  visit(act.shelved_by, kWord);
  visit(act.note);
  visit(act.reason);
}

template <typename V>
void describe(V& visit, Of<StepDone> auto& step) {
  visit(step.at_ns, kTime);
  visit(step.by, kWord);
}

template <typename V>
void describe(V& visit, Of<ModeChange> auto& change) {
  visit(change.at_ns, kTime);
  visit(change.seq);
  visit(change.area, present(Table::kModeAreas));
  visit(change.mode, up_to(Mode::kEmergency));
  visit(change.level, kLevelIfAny);
  visit(change.plan, kWord);
  visit(change.by, kWord);
  visit(change.steps_done, kCount);
  visit(change.drill);
  visit(change.reason);
}

template <typename V>
void describe(V& visit, Of<AreaMode> auto& mode) {
  visit(mode.mode, up_to(Mode::kEmergency));
  visit(mode.level, kLevelIfAny);
  visit(mode.since_ns, kTime);
  visit(mode.began_ns, kTime);
  visit(mode.plan, kWord);
  visit(mode.by, kWord);
  visit(mode.drill);
  visit(mode.reason);
  visit(mode.steps_done);
}

template <typename V>
void describe(V& visit, Of<Warning> auto& warning) {
  visit(warning.issued_ns, kTime);
  visit(warning.until_ns, kTime);
  visit(warning.lifted_ns, kTime);
  visit(warning.level, kLevelIfAny);
  visit(warning.kind, kWord);
  visit(warning.status, up_to(WarningStatus::kTest));
  visit(warning.severity, kWord);
  visit(warning.urgency, kWord);
  visit(warning.certainty, kWord);
  visit(warning.area);
  visit(warning.text);
}

template <typename V>
void describe(V& visit, Of<Whistle> auto& whistle) {
  visit(whistle.blown_ns, kTime);
  visit(whistle.acknowledged_ns, kTime);
  visit(whistle.arrived_ns, kTime);
  visit(whistle.closed_ns, kTime);
  visit(whistle.street, kWord);
  visit(whistle.department, kWord);
}

template <typename V>
void describe(V& visit, Of<TeamRequest> auto& request) {
  visit(request.at_ns, kTime);
  visit(request.incident, present(Table::kIncidents));
  visit(request.by, kWord);
  visit(request.headcount, kCount);
  visit(request.skills);
  visit(request.note);
}

template <typename V>
void describe(V& visit, Of<Resource> auto& resource) {
  visit(resource.reported_ns, kTime);
  visit(resource.count, kCount);
  visit(resource.free, kCount);
  visit(resource.kind, kWord);
  visit(resource.area, kWord);
  visit(resource.grid, kGrid);
  visit(resource.has_position);
  visit(resource.position);
  visit(resource.name);
  visit(resource.place);
}

template <typename V>
void describe(V& visit, Of<Assessment> auto& assessment) {
  visit(assessment.at_ns, kTime);
  visit(assessment.org, kWord);
  visit(assessment.period, kWord);
  visit(assessment.kind, up_to(AssessmentKind::kStar));
  visit(assessment.stars, within(0, 5));  // 0: none given
}

template <typename V>
void describe(V& visit, Of<SourceState> auto& source) {
  visit(source.accepted, kCount);
  visit(source.unlocated, kCount);
  visit(source.anomalies, kCount);
  visit(source.last_received_ns, kTime);
}

template <typename V>
void describe(V& visit, Of<TickerLine> auto& line) {
  visit(line.seq);
  visit(line.at_ns, kTime);
  visit(line.type, kEventType);
  visit(line.grid, kGrid);
  visit(line.subject);
  visit(line.word);
  visit(line.number, kCount);
  visit(line.second_number, kCount);
}

template <typename V>
void describe(V& visit, Of<DutyNote> auto& note) {
  visit(note.at_ns, kTime);
  visit(note.seq);
  visit(note.type, kEventType);
  visit(note.moment_ns, kTime);
  visit(note.by, kWord);
  visit(note.to, kWord);
  visit(note.incident, kIncident);
  visit(note.subject);
  visit(note.text);
}

template <typename V>
void describe(V& visit, Of<FeedLife> auto& life) {
  visit(life.heard_ns, kTime);
  visit(life.quiet_from_ns, kTime);
  visit(life.back_ns, kTime);
}

// Tables, ledgers and histograms keep their fields to themselves.
template <typename V, typename R>
requires requires(V& visit, std::remove_const_t<R>& record) {
  record.serialize(visit);
}
void describe(V& visit, R& record) {
  const_cast<std::remove_const_t<R>&>(record).serialize(visit);  // a visitor that does not read changes nothing
}

template <typename V>
void describe(V& visit, Of<CountyState> auto& state) {
  visit(state.seq);
  visit(state.feed_seq);
  visit(state.received_ns, kTime);
  visit(state.first_received_ns, kTime);
  visit(state.feed_received_ns, kTime);
  visit(state.feed_life);
  visit(state.words);
  visit(state.source_names);
  visit(state.sources);
  visit(state.request_ids);
  visit(state.requests);
  visit(state.open_requests, kPresentRequest);
  visit(state.days, kDay);
  visit(state.kept_from_day, Meaning{kDay.least, kDay.most, INT32_MIN});
  visit(state.next_day_ns, kTime);
  visit(state.campaign_visits);
  visit(state.reports);
  visit(state.meetings);
  visit(state.grids);
  visit(state.worker_ids);
  visit(state.workers);
  visit(state.hazard_ids);
  visit(state.hazards);
  visit(state.dispute_ids);
  visit(state.disputes);
  visit(state.team_ids);
  visit(state.teams);
  visit(state.incident_ids);
  visit(state.incidents);
  visit(state.closed_incidents, present(Table::kIncidents));
  visit(state.alarm_ids);
  visit(state.alarms);
  visit(state.recent_alarms_ns, kTime);
  visit(state.alarm_flood);
  visit(state.alarm_acts);
  visit(state.mode_areas);
  visit(state.modes);
  visit(state.mode_changes);
  visit(state.warning_ids);
  visit(state.warnings);
  visit(state.whistle_ids);
  visit(state.whistles);
  visit(state.assessments);
  visit(state.notes);
  visit(state.duty_acts);
  visit(state.ticker);
  visit(state.density, kSlot, kCount);
  // Behind the rest, and only as far as there is any: a state without them has the bytes it always had.
  const bool proposed = !state.team_requests.empty(), stocked = proposed || !state.resources.empty();
  const bool lifted = stocked || !state.lifted_messages.empty(), bad = lifted || !state.bad_places.empty();
  visit.if_any(bad || !state.merged_into.empty(), state.merged_into, kPresentRequest, kPresentRequest);
  visit.if_any(bad, state.bad_places, present(Table::kSources), kCount);
  visit.if_any(lifted, state.lifted_messages, kAnyNumber, kTime);
  visit.if_any(stocked, state.resource_ids);
  visit.if_any(stocked, state.resources);
  visit.if_any(proposed, state.team_requests, present(Table::kTeams));
}

}  // namespace gridwall::state
