// Where each glyph of a font lies in the atlas and how it is set, found by character in constant time: a table of
// pages of 256, of which a font has only those in use. UI thread. Must not know fonts, the atlas or Dear ImGui.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

namespace gridwall::app {

// Texels of the atlas and pixels of the picture are the same size.
struct Glyph {
  float advance_px = 0;
  std::int16_t left_px = 0;  // from the pen to the left edge
  std::int16_t top_px = 0;   // from the top of the line down to the top edge
  std::uint16_t width = 0;   // 0 for a space
  std::uint16_t height = 0;
  std::uint16_t atlas_x = 0;
  std::uint16_t atlas_y = 0;
};

class GlyphTable {
 public:
  // Null when the character has not been set. Stays valid until clear().
  const Glyph* find(char32_t code) const {
    const Page* page = code < kCodes ? pages_[code / kPageSize].get() : nullptr;
    return page != nullptr && page->known[code % kPageSize] ? &page->glyphs[code % kPageSize] : nullptr;
  }

  // `code` is a Unicode code point.
  const Glyph& set(char32_t code, const Glyph& glyph) {
    std::unique_ptr<Page>& page = pages_.at(code / kPageSize);
    if (page == nullptr) page = std::make_unique<Page>();
    page->known[code % kPageSize] = true;
    return page->glyphs[code % kPageSize] = glyph;
  }

  void clear() { pages_ = {}; }

 private:
  static constexpr char32_t kCodes = 0x110000;
  static constexpr char32_t kPageSize = 256;
  struct Page {
    std::array<Glyph, kPageSize> glyphs;
    std::array<bool, kPageSize> known{};
  };
  std::array<std::unique_ptr<Page>, kCodes / kPageSize> pages_;
};

}  // namespace gridwall::app
