// One growing image of coverage into which glyphs are placed, row by row; a placed glyph never moves.
// UI thread. Must not know fonts or OpenGL.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace gridwall::app {

struct AtlasPlace {
  int x = 0;
  int y = 0;
};

class GlyphAtlas {
 public:
  static constexpr int kWidth = 2048;
  static constexpr int kMostRows = 8192;  // OpenGL 3.3 guarantees only 1,024, but all present hardware supports this

  GlyphAtlas() { clear(); }

  // Copies `height` rows of `width` bytes in. Nothing when there is no room left.
  std::optional<AtlasPlace> add(const std::uint8_t* coverage, int width, int height);

  // Empty but for the white texel at (0, 0), with which plain shapes are drawn.
  void clear();

  bool nearly_full() const { return next_shelf_y_ > kMostRows / 4 * 3; }
  const std::uint8_t* texels() const { return texels_.data(); }
  int width() const { return kWidth; }
  int height() const { return static_cast<int>(texels_.size() / kWidth); }
  std::uint64_t version() const { return version_; }
  int dirty_first_row() const { return dirty_first_row_; }
  int dirty_end_row() const { return dirty_end_row_; }
  void take_dirty_rows() { dirty_first_row_ = dirty_end_row_ = 0; }

 private:
  struct Shelf {
    int y, height, next_x;
  };
  std::vector<Shelf> shelves_;
  std::vector<std::uint8_t> texels_;
  int next_shelf_y_ = 0;
  std::uint64_t version_ = 0;
  int dirty_first_row_ = 0;
  int dirty_end_row_ = 0;
};

}  // namespace gridwall::app
