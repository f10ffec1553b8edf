#include "viewer/app/glyph_source.h"

#include <cmath>
#include <cstring>
#include <string>

#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_GLYPH_H
#include FT_STROKER_H

namespace gridwall::app {
namespace {

struct FontFile {
  std::string path;
  int index = 0;
};

template <typename T, void (*Destroy)(T*)>
struct Owner {
  T* value;
  ~Owner() {
    if (value != nullptr) Destroy(value);
  }
};

std::optional<FontFile> find_font(bool bold) {
  const Owner<FcPattern, FcPatternDestroy> wanted{FcPatternCreate()};
  // Named in the order of preference; zh-cn accepts any other Chinese font.
  for (const char* family : {"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN"}) {
    FcPatternAddString(wanted.value, FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
  }
  FcPatternAddString(wanted.value, FC_LANG, reinterpret_cast<const FcChar8*>("zh-cn"));
  FcPatternAddInteger(wanted.value, FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
  FcPatternAddBool(wanted.value, FC_SCALABLE, FcTrue);
  FcConfigSubstitute(nullptr, wanted.value, FcMatchPattern);
  FcDefaultSubstitute(wanted.value);
  FcResult result = FcResultNoMatch;
  const Owner<FcPattern, FcPatternDestroy> match{FcFontMatch(nullptr, wanted.value, &result)};
  if (match.value == nullptr) return std::nullopt;

  FcCharSet* characters = nullptr;
  constexpr FcChar32 kGridCharacter = U'网';
  if (FcPatternGetCharSet(match.value, FC_CHARSET, 0, &characters) != FcResultMatch ||
      !FcCharSetHasChar(characters, kGridCharacter)) {
    return std::nullopt;
  }
  FcChar8* path = nullptr;
  if (FcPatternGetString(match.value, FC_FILE, 0, &path) != FcResultMatch) return std::nullopt;
  FontFile file{reinterpret_cast<const char*>(path), 0};
  FcPatternGetInteger(match.value, FC_INDEX, 0, &file.index);
  return file;
}

}  // namespace

struct GlyphSource::Parts {
  FT_Library library = nullptr;
  FT_Stroker stroker = nullptr;
  FT_Face faces[2] = {};  // regular, bold
  int sizes_px[2] = {};

  ~Parts() {
    if (stroker != nullptr) FT_Stroker_Done(stroker);
    for (FT_Face face : faces) {
      if (face != nullptr) FT_Done_Face(face);
    }
    if (library != nullptr) FT_Done_FreeType(library);
  }

  FT_Face face(bool bold, int size_px) {
    FT_Face chosen = faces[bold ? 1 : 0];
    if (sizes_px[bold ? 1 : 0] != size_px) {
      FT_Set_Pixel_Sizes(chosen, 0, static_cast<FT_UInt>(size_px));
      sizes_px[bold ? 1 : 0] = size_px;
    }
    return chosen;
  }
};

GlyphSource::GlyphSource() : parts_(std::make_unique<Parts>()) {}
GlyphSource::~GlyphSource() = default;

Result<std::unique_ptr<GlyphSource>> GlyphSource::create() {
  std::unique_ptr<GlyphSource> source(new GlyphSource);
  Parts& parts = *source->parts_;
  if (FT_Init_FreeType(&parts.library) != 0 || FT_Stroker_New(parts.library, &parts.stroker) != 0) {
    return Error{ErrorCode::kUnavailable, "FreeType cannot be started"};
  }
  for (const bool bold : {false, true}) {
    const std::optional<FontFile> file = find_font(bold);
    if (!file) {
      return Error{ErrorCode::kNotFound,
                   "no font with Chinese characters is installed; install the package fonts-noto-cjk "
                   "(apt-get install fonts-noto-cjk) and run fc-cache"};
    }
    if (FT_New_Face(parts.library, file->path.c_str(), file->index, &parts.faces[bold ? 1 : 0]) != 0) {
      return Error{ErrorCode::kCorrupt,
                   "the font " + file->path + " cannot be read; install the package fonts-noto-cjk again"};
    }
  }
  FcFini();  // its list of every font on the machine is not needed again
  return source;
}

std::optional<GlyphImage> GlyphSource::render(char32_t code, bool bold, int size_px, float halo_px) {
  FT_Face face = parts_->face(bold, size_px);
  const FT_UInt index = FT_Get_Char_Index(face, code);
  if (index == 0) return std::nullopt;
  if (FT_Load_Glyph(face, index, FT_LOAD_TARGET_LIGHT | FT_LOAD_NO_BITMAP) != 0) return std::nullopt;
  GlyphImage image;
  image.advance_px = static_cast<float>((face->glyph->advance.x + 32) >> 6);

  FT_Glyph glyph = nullptr;
  if (FT_Get_Glyph(face->glyph, &glyph) != 0) return std::nullopt;
  if (halo_px > 0) {
    FT_Stroker_Set(parts_->stroker, static_cast<FT_Fixed>(std::lround(halo_px * 64)), FT_STROKER_LINECAP_ROUND,
                   FT_STROKER_LINEJOIN_ROUND, 0);
    FT_Glyph_StrokeBorder(&glyph, parts_->stroker, 0, 1);
  }
  if (FT_Glyph_To_Bitmap(&glyph, FT_RENDER_MODE_NORMAL, nullptr, 1) != 0) {
    FT_Done_Glyph(glyph);
    return std::nullopt;
  }
  const auto* drawn = reinterpret_cast<FT_BitmapGlyph>(glyph);
  image.width = static_cast<int>(drawn->bitmap.width);
  image.height = static_cast<int>(drawn->bitmap.rows);
  image.left_px = drawn->left;
  image.top_px = drawn->top;
  const auto width = static_cast<std::size_t>(image.width);
  image.coverage.resize(width * static_cast<std::size_t>(image.height));
  for (int row = 0; row < image.height; ++row) {
    std::memcpy(image.coverage.data() + static_cast<std::size_t>(row) * width,
                drawn->bitmap.buffer + static_cast<std::ptrdiff_t>(row) * drawn->bitmap.pitch, width);
  }
  FT_Done_Glyph(glyph);
  return image;
}

float GlyphSource::advance_px(char32_t code, bool bold, int size_px) {
  FT_Face face = parts_->face(bold, size_px);
  if (FT_Load_Char(face, code, FT_LOAD_TARGET_LIGHT | FT_LOAD_NO_BITMAP) != 0) return 0;
  return static_cast<float>((face->glyph->advance.x + 32) >> 6);
}

}  // namespace gridwall::app
