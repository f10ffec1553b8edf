// Text: Noto Sans CJK SC from fontconfig, one font a role, glyphs drawn into the atlas the moment a text needs them.
// UI thread only. Must not know panels or OpenGL; the atlas leaves as plain bytes (see imgui_bridge).
// All text of the wall goes through this class; Dear ImGui's own fonts show nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "ingest/event/result.h"
#include "viewer/app/theme.h"

struct ImDrawList;

namespace gridwall::app {

// Sizes at 1080 lines, scaled with the height; none is under 1.8 % of it.
enum class FontRole : std::uint8_t {
  kFigure,     // 84 bold: the figure of a tile
  kSecond,     // 44 bold: second figures
  kTitle,      // 32 bold: the title bar, the clock
  kBody,       // 24: rows, words
  kBodyBold,   // 24 bold: figures in rows, unacknowledged alarms
  kSmall,      // 20: captions, ages
  kSmallBold,  // 20 bold
  kAxis,       // 20: axes and legends (the same font as kSmall)
  kLabel,      // 22: names on the map; has a halo
  kLabelBold,  // 24 bold: names of incidents on the map; has a halo
};
inline constexpr int kFontRoleCount = 10;

struct TextSize {
  float width_px = 0;
  float height_px = 0;
};

class Fonts {
 public:
  // kNotFound names the package to install when there is no CJK font.
  static Result<std::unique_ptr<Fonts>> create(int screen_height_px);
  ~Fonts();
  Fonts(const Fonts&) = delete;
  Fonts& operator=(const Fonts&) = delete;

  // Between frames: all sizes follow the height.
  void set_screen_height(int screen_height_px);

  float size_px(FontRole role) const;

  // Like the calls below, makes every character of `text` present in the atlas, now. What no font has and malformed
  // bytes count as question marks.
  TextSize text_size(FontRole role, std::string_view text);

  // Draws a text with its top left at (x_px, y_px), rounded to whole pixels. Safe for untrusted text: no formatting.
  void draw_text(ImDrawList& list, FontRole role, float x_px, float y_px, Rgba color, std::string_view text);

  // The same with a dark rim, for text on the map. Roles kLabel and kLabelBold only.
  void draw_text_with_halo(ImDrawList& list, FontRole role, float x_px, float y_px, Rgba color, std::string_view text,
                           Rgba halo = color::kHalo);

  // The longest beginning of `text` that fits `width_px`, with "…" where it was cut.
  std::string fit_text(FontRole role, std::string_view text, float width_px);

  // Distance from the top of a line to its baseline, to set texts of two sizes on one line.
  float ascent_px(FontRole role) const;

  // For imgui_bridge: the atlas as one byte a texel, and a version that grows with every new glyph.
  struct AtlasImage {
    const std::uint8_t* texels = nullptr;
    int width = 0;
    int height = 0;
    std::uint64_t version = 0;
    int dirty_first_row = 0;  // rows changed since take_dirty_rows() was last called
    int dirty_end_row = 0;
  };
  AtlasImage atlas_image() const;
  void take_dirty_rows();

  // Makes room when the atlas is nearly full, while no draw list refers to it; imgui_bridge calls it.
  void begin_frame();

 private:
  Fonts();
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gridwall::app
