// Heat as colour: 64 steps, navy to teal to mint to near white, even to the eye and safe for colour blindness.
// Plain values, any thread.
#pragma once

#include <array>
#include <cstdint>

namespace gridwall::render {

inline constexpr int kLevelCount = 64;

// Lightness rises evenly in Oklab (https://bottosson.github.io/posts/oklab/), hue turns from navy to mint; red in the
// lowest byte.
std::array<std::uint32_t, kLevelCount> heat_color_map();

// For rates and coverage, where low values must stand out: the same map reversed.
std::array<std::uint32_t, kLevelCount> reversed_heat_color_map();

// For differences: blue for less, a dark neutral grey in the middle, orange for more; both ends equally light, so that
// neither stands out, and distinguishable with every kind of colour blindness.
std::array<std::uint32_t, kLevelCount> difference_color_map();

// For times since a visit: a calm teal while it is fresh, ochre when it is due soon, orange when it is overdue, as late
// things are everywhere on the wall; each lighter than the one before, so that no hue is needed to tell them apart.
std::array<std::uint32_t, kLevelCount> staleness_color_map();

// The level of `value` on a scale from 0 to `full`, clamped; `full` must be positive.
int level_of(double value, double full);

}  // namespace gridwall::render
