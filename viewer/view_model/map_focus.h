// What part of the county the map shows while it is in emergency: the incidents and what surrounds them. Pure; any
// thread.
#pragma once

#include <optional>

#include "viewer/render/map_geometry.h"
#include "viewer/view_model/context.h"

namespace gridwall::view_model {

// In metres; none outside the emergency scene, in a smaller scope, or when no open incident has a place. Never less
// than `kLeastShare` of the county each way, so that what comes up the road is seen, too; in steps, so that the map
// does not creep with every update.
inline constexpr float kLeastShare = 0.45F;
std::optional<render::BoundsM> map_focus(const ViewContext& context, const render::BoundsM& county);

}  // namespace gridwall::view_model
