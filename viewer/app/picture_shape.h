// What shape a picture has: how many screens it covers side by side, and how large its writing is. Plain values; any
// thread.
#pragma once

#include <cstdint>

#include "viewer/app/theme.h"
#include "viewer/render/rect.h"

namespace gridwall::app {

enum class PictureShape : uint8_t { kStandard, kPortrait, kTwoScreens, kThreeScreens };
inline constexpr int kPictureShapeCount = 4;

// Higher than wide: portrait. From 2.7 times as wide as high two screens (3840x1080, 7680x2160), from 4.4 three
// (5760x1080). One wide monitor (21:9) is still one screen.
PictureShape shape_of(render::SizePx size);
int screens_across(PictureShape shape);

// Lengths for the picture: by its height, but never larger than a screen of 16:10 as wide as each of its screens would
// have them; in portrait by its width.
Metrics metrics_for(render::SizePx size);

}  // namespace gridwall::app
