// Roles, text in and quads out. Glyphs come from glyph_source, their place in the atlas from glyph_atlas. Dear ImGui
// only takes the quads: its own fonts change from version to version and hold 16-bit characters in Debian's packages.
#include "viewer/app/fonts.h"

#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include <imgui.h>

#include "ingest/event/utf8.h"
#include "viewer/app/glyph_atlas.h"
#include "viewer/app/glyph_source.h"
#include "viewer/app/glyph_table.h"

namespace gridwall::app {
namespace {

struct RoleStyle {
  float size_at_1080;
  bool bold;
  bool halo;
  FontRole shares;  // the role whose font this is
};

constexpr std::array<RoleStyle, kFontRoleCount> kRoles = {{
    {84, true, false, FontRole::kFigure},
    {44, true, false, FontRole::kSecond},
    {32, true, false, FontRole::kTitle},
    {24, false, false, FontRole::kBody},
    {24, true, false, FontRole::kBodyBold},
    {20, false, false, FontRole::kSmall},
    {20, true, false, FontRole::kSmallBold},
    {20, false, false, FontRole::kSmall},
    {22, false, true, FontRole::kLabel},
    {24, true, true, FontRole::kLabelBold},
}};

constexpr float kHaloAt1080 = 2.5F;
// A Hanzi fills a square of one em, of which this fraction is above the baseline.
constexpr float kAscentOfEm = 0.88F;
// What is shown for a character that no font has, and for malformed text.
constexpr char32_t kFallback = U'?';
constexpr float kTabSpaces = 4;

struct RoleFont {
  bool bold = false;
  int size_px = 0;
  float ascent_px = 0;
  float halo_px = 0;  // 0: no halo
  float digit_advance_px = 0;
  GlyphTable glyphs;
  GlyphTable halo;  // the same glyphs, fattened
};

}  // namespace

struct Fonts::Parts {
  GlyphAtlas atlas;
  std::unique_ptr<GlyphSource> source;
  std::array<RoleFont, kFontRoleCount> roles;

  RoleFont& role(FontRole r) { return roles[static_cast<std::size_t>(kRoles[static_cast<std::size_t>(r)].shares)]; }

  // Draws one character into the atlas. Nothing when no font has it or no room is left.
  std::optional<Glyph> make_glyph(const RoleFont& role, char32_t code, float halo_px) {
    const std::optional<GlyphImage> image = source->render(code, role.bold, role.size_px, halo_px);
    if (!image) return std::nullopt;
    float advance = image->advance_px;
    float left = static_cast<float>(image->left_px);
    if (code >= U'0' && code <= U'9' && role.digit_advance_px > 0) {
      left += std::floor((role.digit_advance_px - advance) * 0.5F);
      advance = role.digit_advance_px;
    }
    std::optional<AtlasPlace> place = AtlasPlace{0, 0};
    if (image->width > 0) place = atlas.add(image->coverage.data(), image->width, image->height);
    if (!place) return std::nullopt;
    return Glyph{advance,
                 static_cast<std::int16_t>(left),
                 static_cast<std::int16_t>(role.ascent_px - static_cast<float>(image->top_px)),
                 static_cast<std::uint16_t>(image->width),
                 static_cast<std::uint16_t>(image->height),
                 static_cast<std::uint16_t>(place->x),
                 static_cast<std::uint16_t>(place->y)};
  }

  // The glyph for one character, made now when it is asked for the first time. What cannot be made stays the fallback
  // until the atlas starts over.
  const Glyph& glyph(RoleFont& role, GlyphTable& table, char32_t code) {
    if (const Glyph* known = table.find(code); known != nullptr) return *known;
    if (code == U'\t') {
      return table.set(code, {.advance_px = glyph(role, table, U' ').advance_px * kTabSpaces});
    }
    std::optional<Glyph> made;
    if (code >= U' ') made = make_glyph(role, code, &table == &role.halo ? role.halo_px : 0);
    if (!made) made = code == kFallback ? Glyph{} : glyph(role, table, kFallback);
    return table.set(code, *made);
  }

  // Goes through `text` with the pen at (x, y), the top left of its first line; calls `visit` with each glyph and the
  // pen. Returns the width of the widest line and the height of all.
  TextSize set_text(RoleFont& role, GlyphTable& table, std::string_view text, float x, float y, auto&& visit) {
    const auto line_px = static_cast<float>(role.size_px);
    TextSize size;
    float width_px = 0;
    float pen_x = x;
    for (std::size_t at = 0; at < text.size();) {
      const Utf8Character c = decode_utf8(text, at);
      at += c.bytes;
      if (c.code == U'\r') continue;
      if (c.code == U'\n') {
        size.width_px = std::fmax(size.width_px, width_px);
        size.height_px += line_px;
        width_px = 0;
        pen_x = x;
        continue;
      }
      const Glyph& used = glyph(role, table, c.valid ? c.code : kFallback);
      visit(used, pen_x, y + size.height_px);
      pen_x += used.advance_px;
      width_px += used.advance_px;
    }
    size.width_px = std::fmax(size.width_px, width_px);
    if (width_px > 0 || size.height_px == 0) size.height_px += line_px;
    return size;
  }

  void draw(ImDrawList& list, RoleFont& role, GlyphTable& table, float x, float y, Rgba color, std::string_view text) {
    const ImVec2 clip_min = list.GetClipRectMin();
    const ImVec2 clip_max = list.GetClipRectMax();
    const auto line_px = static_cast<float>(role.size_px);
    quads.clear();
    set_text(role, table, text, x, y, [&](const Glyph& used, float pen_x, float line_y) {
      const float left = pen_x + static_cast<float>(used.left_px);
      const float right = left + static_cast<float>(used.width);
      const bool seen =
          left <= clip_max.x && right >= clip_min.x && line_y <= clip_max.y && line_y + line_px >= clip_min.y;
      if (used.width > 0 && seen) quads.push_back({used, left, line_y + static_cast<float>(used.top_px)});
    });
    if (quads.empty()) return;
    list.PrimReserve(static_cast<int>(quads.size()) * 6, static_cast<int>(quads.size()) * 4);
    for (const Quad& quad : quads) {
      const ImVec2 size(static_cast<float>(quad.glyph.width), static_cast<float>(quad.glyph.height));
      const ImVec2 texel(static_cast<float>(quad.glyph.atlas_x), static_cast<float>(quad.glyph.atlas_y));
      list.PrimRectUV(ImVec2(quad.left, quad.top), ImVec2(quad.left + size.x, quad.top + size.y), texel,
                      ImVec2(texel.x + size.x, texel.y + size.y), color);
    }
  }

  void start_over() {
    atlas.clear();
    for (RoleFont& role : roles) {
      role.glyphs.clear();
      role.halo.clear();
      add_fallback(role);
    }
  }

  void set_screen_height(int height_px) {
    const Metrics metrics{height_px};
    for (std::size_t i = 0; i < kRoles.size(); ++i) {
      const RoleStyle& style = kRoles[i];
      if (style.shares != static_cast<FontRole>(i)) continue;
      RoleFont& role = roles[i];
      role.bold = style.bold;
      role.size_px = static_cast<int>(metrics.px(style.size_at_1080));
      role.ascent_px = std::round(kAscentOfEm * static_cast<float>(role.size_px));
      role.halo_px = style.halo ? kHaloAt1080 * static_cast<float>(height_px) / 1080.0F : 0.0F;
      role.digit_advance_px = 0;
      for (char32_t c = U'0'; c <= U'9'; ++c) {
        role.digit_advance_px = std::fmax(role.digit_advance_px, source->advance_px(c, role.bold, role.size_px));
      }
    }
    start_over();
  }

  // While there is room for sure: whatever finds none later is shown as this.
  void add_fallback(RoleFont& role) {
    if (role.size_px == 0) return;  // shares another role's font
    glyph(role, role.glyphs, kFallback);
    if (role.halo_px > 0) glyph(role, role.halo, kFallback);
  }

  struct Quad {
    Glyph glyph;
    float left, top;
  };
  std::vector<Quad> quads;  // of the text that is being drawn
};

Fonts::Fonts() = default;
Fonts::~Fonts() = default;

Result<std::unique_ptr<Fonts>> Fonts::create(int screen_height_px) {
  Result<std::unique_ptr<GlyphSource>> source = GlyphSource::create();
  if (!source) return source.error();
  std::unique_ptr<Fonts> fonts(new Fonts);
  fonts->parts_ = std::make_unique<Parts>();
  fonts->parts_->source = std::move(source).value();
  fonts->set_screen_height(screen_height_px);
  return fonts;
}

void Fonts::set_screen_height(int screen_height_px) {
  parts_->set_screen_height(screen_height_px);
}

float Fonts::size_px(FontRole role) const {
  return static_cast<float>(parts_->role(role).size_px);
}
float Fonts::ascent_px(FontRole role) const {
  return parts_->role(role).ascent_px;
}

TextSize Fonts::text_size(FontRole role, std::string_view text) {
  RoleFont& font = parts_->role(role);
  return parts_->set_text(font, font.glyphs, text, 0, 0, [](const Glyph&, float, float) {});
}

void Fonts::draw_text(ImDrawList& list, FontRole role, float x_px, float y_px, Rgba color, std::string_view text) {
  RoleFont& font = parts_->role(role);
  parts_->draw(list, font, font.glyphs, std::round(x_px), std::round(y_px), color, text);
}

void Fonts::draw_text_with_halo(ImDrawList& list, FontRole role, float x_px, float y_px, Rgba color,
                                std::string_view text, Rgba halo) {
  RoleFont& font = parts_->role(role);
  if (font.halo_px > 0) parts_->draw(list, font, font.halo, std::round(x_px), std::round(y_px), halo, text);
  draw_text(list, role, x_px, y_px, color, text);
}

std::string Fonts::fit_text(FontRole role, std::string_view text, float width_px) {
  if (text_size(role, text).width_px <= width_px) return std::string(text);
  constexpr std::string_view kCut = "…";
  const float room_px = width_px - text_size(role, kCut).width_px;
  float used_px = 0;
  std::size_t end = 0;
  while (end < text.size()) {
    const Utf8Character c = decode_utf8(text, end);
    const float next_px = used_px + text_size(role, text.substr(end, c.bytes)).width_px;
    if (next_px > room_px) break;
    used_px = next_px;
    end += c.bytes;
  }
  return std::string(text.substr(0, end)) + std::string(kCut);
}

Fonts::AtlasImage Fonts::atlas_image() const {
  const GlyphAtlas& atlas = parts_->atlas;
  return {atlas.texels(),  atlas.width(),           atlas.height(),
          atlas.version(), atlas.dirty_first_row(), atlas.dirty_end_row()};
}

void Fonts::take_dirty_rows() {
  parts_->atlas.take_dirty_rows();
}

void Fonts::begin_frame() {
  // Between frames nothing refers to the glyphs: the time to drop those that are no longer used.
  if (parts_->atlas.nearly_full()) parts_->start_over();
}

}  // namespace gridwall::app
