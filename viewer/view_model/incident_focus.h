// Which incident the wall is about, for the tiles of the emergency, its map and its desk. Pure; any thread. Must not
// know how it is shown.
#pragma once

#include <string>

#include "ingest/state/mode.h"
#include "viewer/view_model/context.h"

namespace gridwall::view_model {

// The one selected while it is open, else the first of the open ones; kNone for none.
IncidentIndex incident_in_focus(const ViewContext& context);
// Where it is, in its own words or by its grid's name.
std::string place_of_incident(const ViewContext& context, IncidentIndex incident);
// Which emergency's plan is shown and ticked off: the one selected while it is in force, else the gravest.
ModeView mode_in_focus(const ViewContext& context);
bool any_drill(const ViewContext& context);  // an open incident or an emergency is one: the picture must say so

}  // namespace gridwall::view_model
