#include "viewer/app/glyph_atlas.h"

#include <algorithm>
#include <cstring>

namespace gridwall::app {
namespace {
constexpr int kFirstRows = 256;
constexpr int kGap = 1;  // between glyphs, so that rounding at an edge never shows a neighbour
}  // namespace

void GlyphAtlas::clear() {
  shelves_.clear();
  texels_.assign(static_cast<std::size_t>(kWidth) * kFirstRows, 0);
  texels_[0] = 255;
  next_shelf_y_ = 1 + kGap;
  dirty_first_row_ = 0;
  dirty_end_row_ = kFirstRows;
  ++version_;
}

std::optional<AtlasPlace> GlyphAtlas::add(const std::uint8_t* coverage, int width, int height) {
  const int w = width + kGap;
  const int h = (height + kGap + 3) / 4 * 4;  // shelves of few heights are filled better
  if (w > kWidth) return std::nullopt;
  auto shelf = std::find_if(shelves_.begin(), shelves_.end(),
                            [&](const Shelf& s) { return s.height == h && s.next_x + w <= kWidth; });
  if (shelf == shelves_.end()) {
    if (next_shelf_y_ + h > kMostRows) return std::nullopt;
    shelves_.push_back({next_shelf_y_, h, 0});
    next_shelf_y_ += h;
    shelf = shelves_.end() - 1;
    int rows = this->height();
    if (next_shelf_y_ > rows) {
      while (next_shelf_y_ > rows) rows *= 2;
      texels_.resize(static_cast<std::size_t>(kWidth) * static_cast<std::size_t>(rows), 0);
      dirty_first_row_ = 0;  // a larger texture is filled again
      dirty_end_row_ = rows;
    }
  }
  const AtlasPlace place{shelf->next_x, shelf->y};
  shelf->next_x += w;
  for (int row = 0; row < height; ++row) {
    std::memcpy(&texels_[static_cast<std::size_t>(place.y + row) * kWidth + static_cast<std::size_t>(place.x)],
                coverage + static_cast<std::ptrdiff_t>(row) * width, static_cast<std::size_t>(width));
  }
  const bool clean = dirty_end_row_ <= dirty_first_row_;
  dirty_first_row_ = clean ? place.y : std::min(dirty_first_row_, place.y);
  dirty_end_row_ = clean ? place.y + height : std::max(dirty_end_row_, place.y + height);
  ++version_;
  return place;
}

}  // namespace gridwall::app
