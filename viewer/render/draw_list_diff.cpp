#include "viewer/render/draw_list_diff.h"

#include <cmath>

#include "viewer/render/content_hash.h"

namespace gridwall::render {
namespace {

void add_clip(ContentHash& hash, const DrawCommand& command) {
  const RectPx& clip = command.clip_px;
  hash.add((static_cast<std::uint64_t>(static_cast<std::uint32_t>(clip.x)) << 32) | static_cast<std::uint32_t>(clip.y));
  hash.add((static_cast<std::uint64_t>(static_cast<std::uint32_t>(clip.w)) << 32) | static_cast<std::uint32_t>(clip.h));
  hash.add(command.texture);
}

// Pixels whose middle can lie inside; far-off coordinates are kept within what an int holds.
int pixel_below(float v) {
  return static_cast<int>(std::floor(std::fmin(std::fmax(v, -1e6F), 1e6F)));
}
int pixel_above(float v) {
  return static_cast<int>(std::ceil(std::fmin(std::fmax(v, -1e6F), 1e6F)));
}

bool is_quad(const std::uint16_t* i) {
  return i[0] == i[3] && i[2] == i[4];
}

}  // namespace

std::uint64_t content_hash(const Window& window) {
  ContentHash hash;
  for (const DrawCommand& command : window.commands) {
    add_clip(hash, command);
    hash.add((static_cast<std::uint64_t>(command.first_index) << 32) | command.index_count);
    hash.add(command.first_vertex);
  }
  hash.add_bytes(window.vertices.data(), window.vertices.size_bytes());
  hash.add_bytes(window.indices.data(), window.indices.size_bytes());
  return hash.value();
}

void split_into_elements(const Window& window, std::vector<DrawElement>& elements) {
  elements.clear();
  elements.reserve(window.indices.size() / 6 + 1);
  for (const DrawCommand& command : window.commands) {
    if (command.clip_px.empty()) continue;
    ContentHash start;
    add_clip(start, command);
    for (std::uint32_t at = 0; at + 3 <= command.index_count;) {
      const std::uint16_t* indices = window.indices.data() + command.first_index + at;
      const bool quad = at + 6 <= command.index_count && is_quad(indices);
      const std::uint16_t corners[4] = {indices[0], indices[1], indices[2], quad ? indices[5] : indices[2]};
      DrawElement element;
      element.index_count = quad ? 6 : 3;
      element.first_index = command.first_index + at;
      element.first_vertex = command.first_vertex;
      element.texture = command.texture;
      element.clip_px = command.clip_px;
      at += element.index_count;

      ContentHash hash = start;
      float left = INFINITY;
      float top = INFINITY;
      float right = -INFINITY;
      float bottom = -INFINITY;
      for (int corner = 0; corner < (quad ? 4 : 3); ++corner) {
        const Vertex& v = window.vertices[command.first_vertex + corners[corner]];
        std::uint64_t words[2];
        std::memcpy(words, &v, sizeof words);
        hash.add(words[0]);
        hash.add(words[1]);
        hash.add(v.rgba);
        left = std::fmin(left, v.x_px);
        top = std::fmin(top, v.y_px);
        right = std::fmax(right, v.x_px);
        bottom = std::fmax(bottom, v.y_px);
      }
      const RectPx reach{pixel_below(left), pixel_below(top), pixel_above(right) - pixel_below(left),
                         pixel_above(bottom) - pixel_below(top)};
      element.bounds_px = intersect(reach, command.clip_px);
      if (element.bounds_px.empty()) continue;  // nothing of it can be seen
      element.clipped = element.bounds_px != reach;
      element.hash = hash.value();
      elements.push_back(element);
    }
  }
}

void add_difference(const std::vector<DrawElement>& before, const std::vector<DrawElement>& after, DamageGrid& damage) {
  std::size_t i = 0;
  std::size_t j = 0;
  // How far to look for the place where the lists agree again; farther only costs pixels, never correctness.
  constexpr std::size_t kReach = 24;
  while (i < before.size() && j < after.size()) {
    if (before[i].hash == after[j].hash) {
      ++i;
      ++j;
      continue;
    }
    std::size_t skip_before = 1;
    std::size_t skip_after = 1;
    bool found = false;
    for (std::size_t distance = 1; distance <= kReach && !found; ++distance) {
      for (std::size_t b = 0; b <= distance && !found; ++b) {
        const std::size_t a = distance - b;
        if (i + a < before.size() && j + b < after.size() && before[i + a].hash == after[j + b].hash) {
          skip_before = a;
          skip_after = b;
          found = true;
        }
      }
    }
    for (std::size_t k = 0; k < skip_before; ++k) damage.add(before[i + k].bounds_px);
    for (std::size_t k = 0; k < skip_after; ++k) damage.add(after[j + k].bounds_px);
    i += skip_before;
    j += skip_after;
  }
  for (; i < before.size(); ++i) damage.add(before[i].bounds_px);
  for (; j < after.size(); ++j) damage.add(after[j].bounds_px);
}

}  // namespace gridwall::render
