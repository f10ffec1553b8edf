#include "viewer/panel/freshness_look.h"

#include <algorithm>
#include <cmath>

namespace gridwall::panel {
using namespace block;

void draw_freshness_bar(Canvas& canvas, float left, float right, float top, float height,
                        const std::array<float, 4>& shares, bool greyed) {
  const float gap = canvas.px(2);
  float share = 0, x = left;
  for (size_t i = 0; i < shares.size(); ++i) {
    share += shares[i];
    const float end = std::max(x, std::round(left + (right - left) * std::min(share, 1.0F)));
    const Rgba tint = greyed ? color::kStaleText : kFreshnessLooks[i].bar;
    if (shares[i] > 0 && i + 1 == shares.size()) {
      canvas.outline(x, top, std::max(end - x, gap * 2), height, tint, canvas.px(1.5F));
    } else if (shares[i] > 0) {
      canvas.fill(x, top, std::max(end - x - gap, gap), height, tint);
    }
    x = end;
  }
}

}  // namespace gridwall::panel
