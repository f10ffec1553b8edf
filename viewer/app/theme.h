// The look in numbers: colours, and lengths that scale with the height of the screen.
// Plain values for panels, scenes and renderers; any thread. Must not know ImGui or OpenGL.
// Colours are packed as Dear ImGui and the renderers take them: red in the lowest byte, alpha in the highest.
#pragma once

#include <cmath>
#include <cstdint>

namespace gridwall::app {

using Rgba = std::uint32_t;

constexpr Rgba with_alpha(Rgba color, float alpha) {
  // NOLINTNEXTLINE(bugprone-incorrect-roundings): std::lround is no constant expression, and alpha is not negative
  return (color & 0x00FFFFFFU) | (static_cast<std::uint32_t>(alpha * 255.0F + 0.5F) << 24);
}

// `rgb` reads as on the web: 0xRRGGBB.
constexpr Rgba rgba(std::uint32_t rgb, float alpha = 1.0F) {
  return with_alpha(((rgb >> 16) & 0xFFU) | (rgb & 0xFF00U) | ((rgb & 0xFFU) << 16), alpha);
}

namespace color {
inline constexpr Rgba kGround = rgba(0x0a101b);
inline constexpr Rgba kBar = rgba(0x0d1523);
inline constexpr Rgba kCard = rgba(0x101929);
inline constexpr Rgba kCardRaised = rgba(0x1a2a3d);  // the selected tab, a hovered row
inline constexpr Rgba kRule = rgba(0x1c2a3f);        // a thin line between rows
inline constexpr Rgba kText = rgba(0xe8eef7);
inline constexpr Rgba kQuietText = rgba(0x93a7c1);
inline constexpr Rgba kStaleText = rgba(0x66778f);  // a value kept although its data is late
inline constexpr Rgba kAccent = rgba(0x58c7d6);
inline constexpr Rgba kGood = rgba(0x7fd6ae);
inline constexpr Rgba kHalo = rgba(0x060a12, 0.92F);  // behind names on the map

// Levels I to IV; index with level - 1. Each also has its own word or shape wherever it is shown.
inline constexpr Rgba kLevel[4] = {rgba(0xff5a5f), rgba(0xff8a3d), rgba(0xffcf4a), rgba(0x4f9cf0)};

// Tiers a matter was closed at: grid, community, street, county.
inline constexpr Rgba kTier[4] = {rgba(0x2f8f95), rgba(0x4a7fb8), rgba(0x7f6fb2), rgba(0xb06a8c)};

// Feeds in the 24-hour strip: request, patrol, emergency.
inline constexpr Rgba kFeed[3] = {rgba(0x58c7d6), rgba(0x4a7fb8), rgba(0xffb03d)};

inline constexpr Rgba kNoData = rgba(0x27364b);  // cells without data, hatched

// Outlines on the map, grid to county.
inline constexpr Rgba kGridLine = rgba(0x0a101b, 0.80F);
inline constexpr Rgba kCommunityLine = rgba(0x3d5a78, 0.75F);
inline constexpr Rgba kStreetLine = rgba(0x8fa8c8, 0.80F);
inline constexpr Rgba kCountyLine = rgba(0xdce8f6);
}  // namespace color

// Lengths in pixels for one screen height. Panels take all lengths from here, so that 4K looks like 1080p, but finer.
struct Metrics {
  int height_px = 1080;

  // A length given for a screen 1,080 pixels high, in whole pixels of this one: edges stay sharp.
  float px(float at_1080) const { return std::round(at_1080 * static_cast<float>(height_px) / 1080.0F); }

  float gap() const { return px(16); }
  float card_radius() const { return px(6); }
  float card_padding() const { return px(22); }
  float bar_height() const { return px(76); }
  float nav_height() const { return px(46); }
  float desk_height() const { return px(52); }
  float time_strip_height() const { return px(80); }
  float hairline() const { return px(1) < 1.0F ? 1.0F : px(1); }
};

}  // namespace gridwall::app
