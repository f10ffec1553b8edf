#include "viewer/render/damage.h"

#include <cstring>

namespace gridwall::render {

DamageGrid::DamageGrid(SizePx size)
    : size_(size),
      columns_((size.w + kTilePx - 1) / kTilePx),
      rows_((size.h + kTilePx - 1) / kTilePx),
      tiles_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)) {}

void DamageGrid::add(const RectPx& rect) {
  const RectPx inside = intersect(rect, {0, 0, size_.w, size_.h});
  if (inside.empty()) return;
  any_ = true;
  const int first = inside.x / kTilePx;
  const int last = (inside.right() - 1) / kTilePx;
  for (int row = inside.y / kTilePx; row <= (inside.bottom() - 1) / kTilePx; ++row) {
    std::memset(&tiles_[static_cast<std::size_t>(row * columns_ + first)], 1,
                static_cast<std::size_t>(last - first + 1));
  }
}

void DamageGrid::add_all() {
  add({0, 0, size_.w, size_.h});
}

void DamageGrid::clear() {
  if (any_) std::memset(tiles_.data(), 0, tiles_.size());
  any_ = false;
}

void DamageGrid::collect(const std::vector<std::uint8_t>& tiles, int columns, int rows, int tile_px) {
  rects_.clear();
  open_.clear();
  for (int row = 0; row < rows; ++row) {
    const std::uint8_t* line = tiles.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(columns);
    next_open_.clear();
    std::size_t above = 0;
    for (int column = 0; column < columns;) {
      const void* found = std::memchr(line + column, 1, static_cast<std::size_t>(columns - column));
      if (found == nullptr) break;
      column = static_cast<int>(static_cast<const std::uint8_t*>(found) - line);
      const int first = column;
      while (column < columns && line[column] != 0) ++column;
      const RectPx run =
          intersect({first * tile_px, row * tile_px, (column - first) * tile_px, tile_px}, {0, 0, size_.w, size_.h});
      // Open rectangles from the row above are in order of x: at most one has the position of this run.
      while (above < open_.size() && rects_[open_[above]].x < run.x) ++above;
      if (above < open_.size() && rects_[open_[above]].x == run.x && rects_[open_[above]].w == run.w) {
        rects_[open_[above]].h += run.h;
        next_open_.push_back(open_[above]);
      } else {
        next_open_.push_back(rects_.size());
        rects_.push_back(run);
      }
    }
    open_.swap(next_open_);
  }
}

const std::vector<RectPx>& DamageGrid::rects(std::size_t most_rects) {
  rects_.clear();
  if (!any_) return rects_;
  collect(tiles_, columns_, rows_, kTilePx);
  int columns = columns_;
  int rows = rows_;
  int tile_px = kTilePx;
  std::vector<std::uint8_t> fine;
  while (rects_.size() > most_rects && (columns > 1 || rows > 1)) {
    if (fine.empty()) fine = tiles_;
    const int coarse_columns = (columns + 1) / 2;
    const int coarse_rows = (rows + 1) / 2;
    std::vector<std::uint8_t> coarse(static_cast<std::size_t>(coarse_columns) * static_cast<std::size_t>(coarse_rows));
    for (int row = 0; row < rows; ++row) {
      for (int column = 0; column < columns; ++column) {
        coarse[static_cast<std::size_t>((row / 2) * coarse_columns + column / 2)] |=
            fine[static_cast<std::size_t>(row * columns + column)];
      }
    }
    fine = std::move(coarse);
    columns = coarse_columns;
    rows = coarse_rows;
    tile_px *= 2;
    collect(fine, columns, rows, tile_px);
  }
  return rects_;
}

}  // namespace gridwall::render
