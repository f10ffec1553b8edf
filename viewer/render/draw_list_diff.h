// What differs between a window's draw list and its last one, triangle by triangle.
// Any thread, one at a time. Must not know OpenGL.
#pragma once

#include <cstdint>
#include <vector>

#include "viewer/render/damage.h"
#include "viewer/render/draw_list.h"

namespace gridwall::render {

// The smallest piece that is compared and drawn: a triangle, or two that form a quad as UI libraries emit them.
struct DrawElement {
  std::uint64_t hash = 0;
  RectPx bounds_px;  // the pixels it can touch, inside its clip
  RectPx clip_px;
  std::uint32_t texture = 0;
  std::uint32_t first_index = 0;
  std::uint32_t first_vertex = 0;
  std::uint8_t index_count = 0;  // 3 or 6
  bool clipped = false;          // the clip cuts something of it off
};

void split_into_elements(const Window& window, std::vector<DrawElement>& elements);

// Adds to `damage` the bounds of every element that is in only one of the lists. The others keep their order, so
// outside the damage both lists draw the same elements in the same order and give the same pixels.
void add_difference(const std::vector<DrawElement>& before, const std::vector<DrawElement>& after, DamageGrid& damage);

}  // namespace gridwall::render
