// What the files of the emergency part of the fold share. Private to ingest/state.
#pragma once

#include <functional>

#include "ingest/state/fold_parts.h"

namespace gridwall::inline state {

void apply_alarm(const FoldStep& step);
void apply_incident(const FoldStep& step);
void apply_mode(const FoldStep& step);

// The incident's own alarm: raised while it is open at level I or II and no drill, cleared otherwise.
void alarm_of_incident(const FoldStep& step, IncidentIndex incident);

// A line for an incident's timeline with the event's time and type. Bounded; see incident.h.
TimelineEntry timeline_entry(const FoldStep& step);
void remember(CountyState& state, IncidentIndex incident, TimelineEntry entry);
// The same line for every open incident that lies where `here` says.
void remember_where(CountyState& state, const std::function<bool(const Incident&)>& here, const TimelineEntry& entry);

// A line of the duty log about what was done to `subject`.
void note_act(const FoldStep& step, std::string_view subject, std::string_view text);

void apply_team_request(const FoldStep& step);
void apply_resource(const FoldStep& step);
// The team has reported: whether that ends the proposal of it.
void answer_request(CountyState& state, TeamIndex team, int64_t at_ns);
void drop_requests_of(CountyState& state, IncidentIndex incident);

}  // namespace gridwall::state
