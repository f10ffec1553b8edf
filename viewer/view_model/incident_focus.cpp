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

ModeView mode_in_focus(const ViewContext& context) {
  std::vector<ModeView> views = emergencies_in_force(context.state, context.county);
  const auto selected = std::find_if(views.begin(), views.end(), [&](const ModeView& view) {
    return context.state.mode_areas.text(view.key) == context.selected_mode;
  });
  return selected == views.end() ? county_mode(context.state, context.county) : std::move(*selected);
}

bool any_drill(const ViewContext& context) {
  const bool of_modes = std::any_of(context.state.modes.begin(), context.state.modes.end(),
                                    [](const AreaMode& mode) { return mode.drill; });
  return of_modes || std::any_of(context.state.incidents.begin(), context.state.incidents.end(),
                                 [](const Incident& incident) { return incident.open() && incident.drill; });
}

}  // namespace gridwall::view_model
