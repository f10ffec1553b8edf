// What of the map's marks can be pressed, and the alarms that stand over it: from what the pane shows to pixels. UI
// thread.
#pragma once

#include <vector>

#include "viewer/panel/map_marks_panel.h"
#include "viewer/render/map_geometry.h"
#include "viewer/view_model/map_markers.h"

namespace gridwall::scene {

// Teams first, then incidents, then alarms: what was drawn last is what a press means. `pin_px`: how far apart two pins
// must stand not to be one.
std::vector<panel::MapMark> map_marks(const view_model::MapMarkers& things, const render::MapView& view,
                                      const view_model::ViewContext& context, float pin_px);

// The ways from the incident to who could help.
std::vector<panel::MapLine> map_lines(const view_model::MapMarkers& things, const render::MapView& view);

}  // namespace gridwall::scene
