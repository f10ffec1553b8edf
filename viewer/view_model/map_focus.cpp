#include "viewer/view_model/map_focus.h"

#include <algorithm>
#include <cmath>

#include "viewer/view_model/county_geometry.h"

namespace gridwall::view_model {
namespace {

constexpr float kStep = 1.0F / 16;    // of the county: the focus moves by no less
constexpr float kMargin = 1.0F / 10;  // round the outermost incident

struct Span {
  float low, high;
};

// [low, high] with room round it and at least kLeastShare of the whole, on the raster, inside the whole.
Span widened(Span wanted, Span whole) {
  const float length = whole.high - whole.low, step = length * kStep;
  const float half = std::max((wanted.high - wanted.low) / 2 + length * kMargin, length * kLeastShare / 2);
  const float middle = (wanted.low + wanted.high) / 2;
  const float low = std::floor((middle - half - whole.low) / step) * step + whole.low;
  const float high = std::ceil((middle + half - whole.low) / step) * step + whole.low;
  const float shift = std::max(0.0F, whole.low - low) - std::max(0.0F, high - whole.high);
  return {std::max(whole.low, low + shift), std::min(whole.high, high + shift)};
}

}  // namespace

std::optional<render::BoundsM> map_focus(const ViewContext& context, const render::BoundsM& county) {
  if (context.scene != Scene::kEmergency || !context.scope.whole_county()) return std::nullopt;
  const LocalPlane plane = plane_of(context.county);
  std::optional<render::BoundsM> seen;
  for (const Incident& incident : context.state.incidents) {
    if (!incident.open()) continue;
    if (!incident.has_position && incident.grid >= context.county.grids.size()) continue;
    const render::PointM at =
        to_metres(plane, incident.has_position ? incident.position : context.county.grids[incident.grid].center);
    if (!seen) seen = render::BoundsM{at.x, at.y, at.x, at.y};
    seen->min_x = std::min(seen->min_x, at.x);
    seen->max_x = std::max(seen->max_x, at.x);
    seen->min_y = std::min(seen->min_y, at.y);
    seen->max_y = std::max(seen->max_y, at.y);
  }
  if (!seen) return std::nullopt;
  const Span x = widened({seen->min_x, seen->max_x}, {county.min_x, county.max_x});
  const Span y = widened({seen->min_y, seen->max_y}, {county.min_y, county.max_y});
  return render::BoundsM{x.low, y.low, x.high, y.high};
}

}  // namespace gridwall::view_model
