// Pixel rectangles of the picture: origin top left, y downwards. Plain values, any thread.
#pragma once

#include <algorithm>

namespace gridwall::render {

struct SizePx {
  int w = 0;
  int h = 0;
  friend bool operator==(const SizePx&, const SizePx&) = default;
};

struct ShiftPx {
  int x = 0;
  int y = 0;
  friend bool operator==(const ShiftPx&, const ShiftPx&) = default;
};

struct RectPx {
  int x = 0;
  int y = 0;
  int w = 0;
  int h = 0;

  int right() const { return x + w; }
  int bottom() const { return y + h; }
  bool empty() const { return w <= 0 || h <= 0; }
  long area() const { return empty() ? 0L : static_cast<long>(w) * h; }
  bool contains(const RectPx& o) const {
    return o.empty() || (o.x >= x && o.y >= y && o.right() <= right() && o.bottom() <= bottom());
  }
  bool overlaps(const RectPx& o) const {
    return x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom() && !empty() && !o.empty();
  }
  friend bool operator==(const RectPx&, const RectPx&) = default;
};

inline RectPx intersect(const RectPx& a, const RectPx& b) {
  const int x = std::max(a.x, b.x);
  const int y = std::max(a.y, b.y);
  const int w = std::min(a.right(), b.right()) - x;
  const int h = std::min(a.bottom(), b.bottom()) - y;
  return w <= 0 || h <= 0 ? RectPx{} : RectPx{x, y, w, h};
}

inline RectPx unite(const RectPx& a, const RectPx& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  const int x = std::min(a.x, b.x);
  const int y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

}  // namespace gridwall::render
