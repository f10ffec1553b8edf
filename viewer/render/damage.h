// Which pixels of the picture must be drawn again, gathered as small tiles and given out as disjoint rectangles.
// Any thread, one at a time. Must not know OpenGL.
#pragma once

#include <cstdint>
#include <vector>

#include "viewer/render/rect.h"

namespace gridwall::render {

class DamageGrid {
 public:
  static constexpr int kTilePx = 16;

  explicit DamageGrid(SizePx size);

  void add(const RectPx& rect);
  void add_all();
  void clear();
  bool empty() const { return !any_; }

  // Disjoint rectangles inside the picture that cover all that was added: runs of tiles, merged downwards. When more
  // than `most_rects` would be needed, tiles are taken together by twos until they are not.
  const std::vector<RectPx>& rects(std::size_t most_rects = 96);

 private:
  void collect(const std::vector<std::uint8_t>& tiles, int columns, int rows, int tile_px);

  SizePx size_;
  int columns_;
  int rows_;
  bool any_ = false;
  std::vector<std::uint8_t> tiles_;
  std::vector<RectPx> rects_;
  std::vector<std::size_t> open_;  // rects_ that end at the row above
  std::vector<std::size_t> next_open_;
};

}  // namespace gridwall::render
