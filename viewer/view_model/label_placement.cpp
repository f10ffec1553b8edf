#include "viewer/view_model/label_placement.h"

#include <algorithm>
#include <array>

namespace gridwall::view_model {
namespace {

struct Offset {
  float x, y;  // of the label's middle from its point, in label widths and heights; plus the marker's room beside it
  float marker_x, marker_y;
};

constexpr std::array<Offset, 9> kOnPoint = {{{0, 0, 0, 0},
                                             {0, -0.9F, 0, 0},
                                             {0, 0.9F, 0, 0},
                                             {0.4F, 0, 0, 0},
                                             {-0.4F, 0, 0, 0},
                                             {0, -1.5F, 0, 0},
                                             {0, 1.5F, 0, 0},
                                             {0.62F, 0, 0, 0},
                                             {-0.62F, 0, 0, 0}}};
constexpr std::array<Offset, 12> kBeside = {{{0.5F, 0, 1, 0},
                                             {-0.5F, 0, -1, 0},
                                             {0, -0.5F, 0, -1},
                                             {0, 0.5F, 0, 1},
                                             {0.5F, -0.9F, 0.6F, -0.6F},
                                             {0.5F, 0.9F, 0.6F, 0.6F},
                                             {-0.5F, -0.9F, -0.6F, -0.6F},
                                             {-0.5F, 0.9F, -0.6F, 0.6F},
                                             {0.5F, -1.9F, 0.6F, -0.6F},
                                             {0.5F, 1.9F, 0.6F, 0.6F},
                                             {-0.5F, -1.9F, -0.6F, -0.6F},
                                             {-0.5F, 1.9F, -0.6F, 0.6F}}};

BoxPx box_at(const LabelRequest& label, const Offset& offset, float gap_px) {
  const float room = label.marker_px + gap_px;
  const float x = label.x_px + offset.x * label.width_px + offset.marker_x * room;
  const float y = label.y_px + offset.y * label.height_px + offset.marker_y * room;
  return {x - label.width_px / 2, y - label.height_px / 2, x + label.width_px / 2, y + label.height_px / 2};
}

BoxPx widened(const BoxPx& box, float by_px) {
  return {box.left - by_px, box.top - by_px, box.right + by_px, box.bottom + by_px};
}

}  // namespace

std::vector<std::optional<BoxPx>> place_labels(std::span<const LabelRequest> labels, std::span<const BoxPx> taken,
                                               const BoxPx& bounds, float gap_px) {
  std::vector<std::optional<BoxPx>> placed(labels.size());
  std::vector<BoxPx> used(taken.begin(), taken.end());
  for (size_t i = 0; i < labels.size(); ++i) {
    const std::span<const Offset> offsets =
        labels[i].side == LabelSide::kCentered ? std::span<const Offset>(kOnPoint) : kBeside;
    for (const Offset& offset : offsets) {
      const BoxPx box = box_at(labels[i], offset, gap_px);
      const BoxPx kept_free = widened(box, gap_px / 2);
      if (!bounds.contains(box)) continue;
      if (std::any_of(used.begin(), used.end(), [&](const BoxPx& other) { return other.overlaps(kept_free); }))
        continue;
      placed[i] = box;
      used.push_back(box);
      break;
    }
  }
  return placed;
}

}  // namespace gridwall::view_model
