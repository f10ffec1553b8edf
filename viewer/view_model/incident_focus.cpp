#include "viewer/view_model/incident_focus.h"

#include <algorithm>

#include "ingest/state/incident.h"

namespace gridwall::view_model {

IncidentIndex incident_in_focus(const ViewContext& context) {
  const IncidentIndex selected = context.state.incident_ids.find(context.selected_incident);
  if (selected != kNone && context.state.incidents[selected].open()) return selected;
  const std::vector<IncidentView> open = open_incidents(context.state, context.county);
  return open.empty() ? kNone : open.front().incident;
}

std::string place_of_incident(const ViewContext& context, IncidentIndex incident) {
  const Incident& it = context.state.incidents[incident];
  return it.place.empty() ? grid_name(context.county, context.texts, it.grid) : it.place;
}

bool any_drill(const ViewContext& context) {
  return std::any_of(context.state.incidents.begin(), context.state.incidents.end(),
                     [](const Incident& incident) { return incident.open() && incident.drill; });
}

}  // namespace gridwall::view_model
