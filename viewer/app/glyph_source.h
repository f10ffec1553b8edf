// Glyphs of Noto Sans CJK SC, found through fontconfig and drawn by FreeType. FreeType rather than stb_truetype: it
// maps the 19 MB collections instead of reading them, and hints the outlines, without which small Hanzi blur. UI
// thread. Must not know ImGui.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "ingest/event/result.h"

namespace gridwall::app {

struct GlyphImage {
  int width = 0;  // 0 for a space
  int height = 0;
  int left_px = 0;  // from the pen to the left edge
  int top_px = 0;   // from the baseline up to the top edge
  float advance_px = 0;
  std::vector<std::uint8_t> coverage;  // height rows of width bytes
};

class GlyphSource {
 public:
  // kNotFound when no font with Chinese characters is installed; names the package.
  static Result<std::unique_ptr<GlyphSource>> create();
  ~GlyphSource();

  // `size_px` is the em; `halo_px` > 0 fattens the outline by that much on each side. Nothing when the font lacks it.
  std::optional<GlyphImage> render(char32_t code, bool bold, int size_px, float halo_px);
  float advance_px(char32_t code, bool bold, int size_px);

 private:
  GlyphSource();
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gridwall::app
