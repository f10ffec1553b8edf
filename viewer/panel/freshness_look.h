// How the four states of a grid's visits look, everywhere on the wall: a shape each, and green for in time. UI thread.
#pragma once

#include <array>

#include "ingest/state/figures.h"
#include "viewer/block/canvas.h"

namespace gridwall::panel {

struct FreshnessLook {
  block::Shape shape;
  block::Rgba color;
  block::Rgba bar;  // in a bar of all four
};

inline constexpr FreshnessLook kFreshnessLooks[4] = {
    {block::Shape::kDisc, app::color::kGood, app::color::kGood},
    {block::Shape::kRing, app::color::kGood, app::with_alpha(app::color::kGood, 0.55F)},
    {block::Shape::kTriangleUp, block::kAttention, block::kAttention},
    {block::Shape::kFrame, app::color::kQuietText, app::color::kQuietText}};

inline const FreshnessLook& look_of(Freshness freshness) {
  return kFreshnessLooks[static_cast<size_t>(freshness)];
}

// A bar of the four shares, by Freshness; never is a frame, so that it looks as empty as it is.
void draw_freshness_bar(block::Canvas& canvas, float left, float right, float top, float height,
                        const std::array<float, 4>& shares, bool greyed);

}  // namespace gridwall::panel
