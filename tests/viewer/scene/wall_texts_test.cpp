// What the wall's texts need of the fonts.
#include <gtest/gtest.h>

#include "ingest/event/utf8.h"
#include "ingest/text/builtin_texts.h"
#include "viewer/app/glyph_source.h"

namespace gridwall::scene {
namespace {

TEST(WallTextsTest, TheFontHasEveryCharacterOfBothTextFiles) {
  auto source = app::GlyphSource::create();
  if (!source) GTEST_SKIP() << source.error().message;
  for (const std::string_view texts : {text::kChineseTextsToml, text::kEnglishTextsToml}) {
    for (size_t at = 0; at < texts.size();) {
      const Utf8Character c = decode_utf8(texts, at);
      at += c.bytes;
      ASSERT_TRUE(c.valid);
      if (c.code < U' ') continue;
      EXPECT_TRUE((*source)->render(c.code, false, 24, 0)) << static_cast<uint32_t>(c.code);
      EXPECT_TRUE((*source)->render(c.code, true, 24, 0)) << static_cast<uint32_t>(c.code);
    }
  }
}

}  // namespace
}  // namespace gridwall::scene
