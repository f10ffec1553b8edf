// Puts labels on the map so that none covers another: each tries a few places round its point, in order of rank, and
// yields when all are taken. Pure; any thread. Sizes are the caller's, so it knows no font.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace gridwall::view_model {

struct BoxPx {
  float left = 0, top = 0, right = 0, bottom = 0;
  bool overlaps(const BoxPx& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
  bool contains(const BoxPx& other) const {
    return other.left >= left && other.right <= right && other.top >= top && other.bottom <= bottom;
  }
};

enum class LabelSide : uint8_t { kCentered, kBeside };  // on its point, or next to a marker that stands there

struct LabelRequest {
  float x_px = 0, y_px = 0;
  float width_px = 0, height_px = 0;
  float marker_px = 0;  // kBeside: half the marker's width, kept free
  LabelSide side = LabelSide::kCentered;
};

// Labels in order of rank, the most important first. None stands outside `bounds`, on one of `taken`, or on another.
std::vector<std::optional<BoxPx>> place_labels(std::span<const LabelRequest> labels, std::span<const BoxPx> taken,
                                               const BoxPx& bounds, float gap_px);

}  // namespace gridwall::view_model
