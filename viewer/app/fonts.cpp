// Roles, text in and text out. Glyphs come from glyph_source, their place in the atlas from glyph_atlas.
#include "viewer/app/fonts.h"

#include <array>
#include <cfloat>
#include <cmath>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include <imgui.h>

#include "ingest/event/utf8.h"
#include "viewer/app/glyph_atlas.h"
#include "viewer/app/glyph_source.h"

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

// Debian's ImGui has 16-bit characters: those beyond live here, each at a place given on first sight.
constexpr char32_t kPrivateFirst = 0xE000;
constexpr char32_t kPrivateEnd = 0xF900;

}  // namespace

struct Fonts::Parts {
  struct RoleFont {
    ImFont* font = nullptr;
    ImFont* halo = nullptr;  // the same glyphs, fattened
    bool bold = false;
    int size_px = 0;
    float halo_px = 0;
    float digit_advance_px = 0;
    std::vector<std::uint64_t> known = std::vector<std::uint64_t>(0x10000 / 64);  // a bit a 16-bit character

    bool knows(char32_t c) const { return (known[c / 64] >> (c % 64)) & 1U; }
  };

  explicit Parts(ImFontAtlas& imgui) : imgui_atlas(imgui) {}

  ImFontAtlas& imgui_atlas;
  GlyphAtlas atlas;
  std::unique_ptr<GlyphSource> source;
  std::array<RoleFont, kFontRoleCount> roles;
  std::unordered_map<char32_t, char32_t> private_place;  // real character → the place it is shown at
  std::unordered_map<char32_t, char32_t> private_real;
  std::vector<std::unique_ptr<std::string>> copies;  // what use_text gave out this frame
  int glyphs = 0;

  RoleFont& role(FontRole r) { return roles[static_cast<std::size_t>(kRoles[static_cast<std::size_t>(r)].shares)]; }

  ImFont* make_font(int size_px) {
    ImFont* font = IM_NEW(ImFont);
    font->FontSize = static_cast<float>(size_px);
    font->Ascent = std::round(kAscentOfEm * static_cast<float>(size_px));
    font->Descent = font->Ascent - font->FontSize;
    font->ContainerAtlas = &imgui_atlas;
    imgui_atlas.Fonts.push_back(font);
    return font;
  }

  // Draws one character into the atlas and tells ImGui. False when the font has no such character or no room is left;
  // ImGui then shows its fallback, a question mark.
  bool add_glyph(RoleFont& role, ImFont* font, char32_t shown, char32_t real, float halo_px) {
    std::optional<GlyphImage> image = source->render(real, role.bold, role.size_px, halo_px);
    if (!image) return false;
    float advance = image->advance_px;
    float left = static_cast<float>(image->left_px);
    if (real >= U'0' && real <= U'9' && role.digit_advance_px > 0) {
      left += std::floor((role.digit_advance_px - advance) * 0.5F);
      advance = role.digit_advance_px;
    }
    const float top = font->Ascent - static_cast<float>(image->top_px);
    std::optional<AtlasPlace> place = AtlasPlace{0, 0};
    if (image->width > 0) place = atlas.add(image->coverage.data(), image->width, image->height);
    if (!place) return false;
    const auto u = static_cast<float>(place->x);
    const auto v = static_cast<float>(place->y);
    const auto w = static_cast<float>(image->width);
    const auto h = static_cast<float>(image->height);
    font->AddGlyph(nullptr, static_cast<ImWchar>(shown), left, top, left + w, top + h, u, v, u + w, v + h, advance);
    ++glyphs;
    return true;
  }

  void ensure(RoleFont& role, char32_t shown, char32_t real, bool& added) {
    role.known[shown / 64] |= std::uint64_t{1} << (shown % 64);
    if (!add_glyph(role, role.font, shown, real, 0)) return;
    if (role.halo != nullptr) add_glyph(role, role.halo, shown, real, role.halo_px);
    added = true;
  }

  static void finish(RoleFont& role) {
    role.font->BuildLookupTable();
    if (role.halo != nullptr) role.halo->BuildLookupTable();
  }

  // The characters that ImGui itself may draw, and the digits, which are made equally wide.
  void add_basics(RoleFont& role) {
    role.digit_advance_px = 0;
    for (char32_t c = U'0'; c <= U'9'; ++c) {
      role.digit_advance_px = std::fmax(role.digit_advance_px, source->advance_px(c, role.bold, role.size_px));
    }
    bool added = false;
    for (const char32_t c : {U'?', U' ', U'.', U'…', U'0', U'1', U'2', U'3', U'4', U'5', U'6', U'7', U'8', U'9'}) {
      ensure(role, c, c, added);
    }
    finish(role);
  }

  // "Not looked for yet", as the constructor of this version of ImGui writes it. From 1.90 on there is no DotChar.
  static void forget_special_characters(auto& font) {
    const std::remove_reference_t<decltype(font)> fresh;
    font.FallbackChar = fresh.FallbackChar;
    font.EllipsisChar = fresh.EllipsisChar;
    if constexpr (requires { font.DotChar; }) font.DotChar = fresh.DotChar;
  }

  void start_over() {
    atlas.clear();
    glyphs = 0;
    for (RoleFont& role : roles) {
      if (role.font == nullptr) continue;
      for (ImFont* font : {role.font, role.halo}) {
        if (font == nullptr) continue;
        font->Glyphs.clear();
        font->IndexLookup.clear();
        font->IndexAdvanceX.clear();
        font->FallbackGlyph = nullptr;
        forget_special_characters(*font);
      }
      std::fill(role.known.begin(), role.known.end(), 0);
      add_basics(role);
    }
  }

  char32_t private_place_of(char32_t real) {
    if (const auto found = private_place.find(real); found != private_place.end()) return found->second;
    const char32_t place = kPrivateFirst + static_cast<char32_t>(private_place.size());
    if (place >= kPrivateEnd) return U'?';
    private_place.emplace(real, place);
    private_real.emplace(place, real);
    return place;
  }
};

Fonts::Fonts() = default;
Fonts::~Fonts() = default;

Result<std::unique_ptr<Fonts>> Fonts::create(ImFontAtlas& atlas, int screen_height_px) {
  Result<std::unique_ptr<GlyphSource>> source = GlyphSource::create();
  if (!source) return source.error();
  std::unique_ptr<Fonts> fonts(new Fonts);
  fonts->parts_ = std::make_unique<Parts>(atlas);
  Parts& parts = *fonts->parts_;
  parts.source = std::move(source).value();

  // The atlas is ours: ImGui is told that it is built, and where white is, in texels.
  atlas.Flags |= ImFontAtlasFlags_NoBakedLines | ImFontAtlasFlags_NoMouseCursors;
  atlas.TexUvScale = ImVec2(1, 1);
  atlas.TexUvWhitePixel = ImVec2(0.5F, 0.5F);
  atlas.TexReady = true;
  const Metrics metrics{screen_height_px};
  // The body's font comes first: ImGui uses the first one for its own widgets.
  for (const FontRole first :
       {FontRole::kBody, FontRole::kFigure, FontRole::kSecond, FontRole::kTitle, FontRole::kBodyBold, FontRole::kSmall,
        FontRole::kSmallBold, FontRole::kLabel, FontRole::kLabelBold}) {
    const RoleStyle& style = kRoles[static_cast<std::size_t>(first)];
    Parts::RoleFont& role = parts.roles[static_cast<std::size_t>(first)];
    role.bold = style.bold;
    role.size_px = static_cast<int>(metrics.px(style.size_at_1080));
    role.halo_px = style.halo ? kHaloAt1080 * static_cast<float>(screen_height_px) / 1080.0F : 0.0F;
    role.font = parts.make_font(role.size_px);
    if (style.halo) role.halo = parts.make_font(role.size_px);
    parts.add_basics(role);
  }
  return fonts;
}

ImFont* Fonts::font(FontRole role) const {
  return parts_->role(role).font;
}
float Fonts::size_px(FontRole role) const {
  return parts_->role(role).font->FontSize;
}
float Fonts::ascent_px(FontRole role) const {
  return parts_->role(role).font->Ascent;
}

std::string_view Fonts::use_text(FontRole role, std::string_view text) {
  Parts::RoleFont& font = parts_->role(role);
  bool added = false;
  bool differs = false;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Character c = decode_utf8(text, at);
    at += c.bytes;
    if (c.code > 0xFFFF || (c.code >= kPrivateFirst && c.code < kPrivateEnd) || !c.valid) {
      differs = true;
      continue;
    }
    if (c.code >= U' ' && !font.knows(c.code)) parts_->ensure(font, c.code, c.code, added);
  }
  std::string_view shown = text;
  if (differs) {
    auto copy = std::make_unique<std::string>();
    for (std::size_t at = 0; at < text.size();) {
      const Utf8Character c = decode_utf8(text, at);
      at += c.bytes;
      const bool away = c.code > 0xFFFF || (c.code >= kPrivateFirst && c.code < kPrivateEnd);
      const char32_t place = !c.valid ? U'?' : away ? parts_->private_place_of(c.code) : c.code;
      if (away && c.valid && !font.knows(place)) parts_->ensure(font, place, c.code, added);
      append_utf8(*copy, place);
    }
    shown = *copy;
    parts_->copies.push_back(std::move(copy));
  }
  if (added) Parts::finish(font);
  return shown;
}

TextSize Fonts::text_size(FontRole role, std::string_view text) {
  const std::string_view shown = use_text(role, text);
  ImFont* used = font(role);
  const ImVec2 size = used->CalcTextSizeA(used->FontSize, FLT_MAX, 0.0F, shown.data(), shown.data() + shown.size());
  return {size.x, size.y};
}

void Fonts::draw_text(ImDrawList& list, FontRole role, float x_px, float y_px, Rgba color, std::string_view text) {
  const std::string_view shown = use_text(role, text);
  ImFont* used = font(role);
  list.AddText(used, used->FontSize, ImVec2(std::round(x_px), std::round(y_px)), color, shown.data(),
               shown.data() + shown.size());
}

void Fonts::draw_text_with_halo(ImDrawList& list, FontRole role, float x_px, float y_px, Rgba color,
                                std::string_view text, Rgba halo) {
  const std::string_view shown = use_text(role, text);
  if (ImFont* rim = parts_->role(role).halo; rim != nullptr) {
    list.AddText(rim, rim->FontSize, ImVec2(std::round(x_px), std::round(y_px)), halo, shown.data(),
                 shown.data() + shown.size());
  }
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
  parts_->copies.clear();
  // Between frames nothing refers to the glyphs: the time to drop those that are no longer used.
  if (parts_->atlas.nearly_full()) parts_->start_over();
}

}  // namespace gridwall::app
