// How the four states of a grid's visits look, everywhere on the wall: a shape each, and green for in time. UI thread.
#pragma once

#include <array>

#include "ingest/state/figures.h"
#include "viewer/panel/canvas.h"

namespace gridwall::panel {

struct FreshnessLook {
  Shape shape;
  Rgba color;
  Rgba bar;  // in a bar of all four
};

inline constexpr FreshnessLook kFreshnessLooks[4] = {{Shape::kDisc, color::kGood, color::kGood},
                                                     {Shape::kRing, color::kGood, app::with_alpha(color::kGood, 0.55F)},
                                                     {Shape::kTriangleUp, kAttention, kAttention},
                                                     {Shape::kFrame, color::kQuietText, color::kQuietText}};

inline const FreshnessLook& look_of(Freshness freshness) {
  return kFreshnessLooks[static_cast<size_t>(freshness)];
}

// A bar of the four shares, by Freshness; never is a frame, so that it looks as empty as it is.
void draw_freshness_bar(Canvas& canvas, float left, float right, float top, float height,
                        const std::array<float, 4>& shares, bool greyed);

}  // namespace gridwall::panel
