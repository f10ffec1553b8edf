#include <gtest/gtest.h>

#include <imgui.h>

#include "ingest/event/utf8.h"
#include "viewer/app/glyph_atlas.h"
#include "viewer/app/imgui_bridge.h"

namespace gridwall::app {
namespace {

class FontsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = ImguiBridge::create({1920, 1080});
    ASSERT_TRUE(made) << made.error().message;
    bridge_ = std::move(made).value();
  }
  Fonts& fonts() { return bridge_->fonts(); }

  std::unique_ptr<ImguiBridge> bridge_;
};

// Whether a text's glyphs have ink in the atlas, as they will be drawn.
bool has_ink(Fonts& fonts, FontRole role, char32_t code) {
  const ImFontGlyph* glyph = fonts.font(role)->FindGlyphNoFallback(static_cast<ImWchar>(code));
  if (glyph == nullptr) return false;
  const Fonts::AtlasImage atlas = fonts.atlas_image();
  int ink = 0;
  for (int y = static_cast<int>(glyph->V0); y < static_cast<int>(glyph->V1); ++y) {
    for (int x = static_cast<int>(glyph->U0); x < static_cast<int>(glyph->U1); ++x)
      ink += atlas.texels[y * atlas.width + x] > 128;
  }
  return ink > 10;
}

TEST_F(FontsTest, a_new_character_is_in_the_atlas_before_its_text_is_drawn) {
  EXPECT_FALSE(has_ink(fonts(), FontRole::kBody, U'龘'));
  const std::uint64_t version = fonts().atlas_image().version;
  fonts().take_dirty_rows();
  fonts().use_text(FontRole::kBody, "龘");
  EXPECT_TRUE(has_ink(fonts(), FontRole::kBody, U'龘'));
  EXPECT_GT(fonts().atlas_image().version, version);
  EXPECT_LT(fonts().atlas_image().dirty_first_row, fonts().atlas_image().dirty_end_row);
}

TEST_F(FontsTest, a_known_character_changes_nothing) {
  fonts().use_text(FontRole::kBody, "建湖县");
  fonts().take_dirty_rows();
  const std::uint64_t version = fonts().atlas_image().version;
  fonts().use_text(FontRole::kBody, "湖县建");
  EXPECT_EQ(fonts().atlas_image().version, version);
  EXPECT_EQ(fonts().atlas_image().dirty_end_row, 0);
}

TEST_F(FontsTest, characters_beyond_sixteen_bits_are_drawn_as_themselves) {
  // U+20BB7, in the names of people and places.
  const std::string_view shown = fonts().use_text(FontRole::kBody, "𠮷林");
  const Utf8Character place = decode_utf8(shown, 0);
  EXPECT_LT(place.code, 0x10000U);
  EXPECT_TRUE(has_ink(fonts(), FontRole::kBody, place.code));
  EXPECT_NE(shown.find("林"), std::string_view::npos);
  EXPECT_EQ(fonts().text_size(FontRole::kBody, "𠮷林").width_px, fonts().text_size(FontRole::kBody, "吉林").width_px);
}

TEST_F(FontsTest, malformed_and_unknown_text_is_shown_as_question_marks_and_never_as_nothing) {
  EXPECT_EQ(fonts().use_text(FontRole::kBody, "a\xFF\xE5\xBB"), "a???");
  EXPECT_GT(fonts().text_size(FontRole::kBody, "\U0010FFFD").width_px, 0);
  EXPECT_EQ(fonts().use_text(FontRole::kBody, ""), "");
}

TEST_F(FontsTest, figures_are_all_equally_wide) {
  for (const FontRole role :
       {FontRole::kFigure, FontRole::kSecond, FontRole::kBody, FontRole::kBodyBold, FontRole::kAxis}) {
    const float width = fonts().text_size(role, "0").width_px;
    for (const char* digit : {"1", "2", "3", "4", "5", "6", "7", "8", "9"}) {
      EXPECT_EQ(fonts().text_size(role, digit).width_px, width) << digit;
    }
  }
}

TEST_F(FontsTest, no_role_is_smaller_than_what_can_be_read_from_six_metres) {
  for (const int height : {720, 1080, 1440, 2160}) {
    auto bridge = std::move(ImguiBridge::create({height * 16 / 9, height})).value();
    for (int role = 0; role < kFontRoleCount; ++role) {
      EXPECT_GE(bridge->fonts().size_px(static_cast<FontRole>(role)), 0.018F * static_cast<float>(height));
    }
  }
}

TEST_F(FontsTest, a_text_too_long_is_cut_between_characters_and_says_so) {
  const std::string cut = fonts().fit_text(FontRole::kBody, "建湖县社会治理指挥中心", 24 * 5);
  EXPECT_TRUE(cut.ends_with("…"));
  EXPECT_TRUE(cut.starts_with("建湖县"));
  EXPECT_LE(fonts().text_size(FontRole::kBody, cut).width_px, 24 * 5);
  EXPECT_EQ(fonts().fit_text(FontRole::kBody, "建湖", 24 * 5), "建湖");
  EXPECT_EQ(fonts().fit_text(FontRole::kBody, "建湖县", 1), "…");
}

TEST_F(FontsTest, after_years_of_texts_the_atlas_starts_over_and_goes_on) {
  std::int64_t now_ns = 0;
  int highest = 0;
  for (char32_t code = 0x4E00; code < 0x9F00; ++code) {
    std::string text;
    append_utf8(text, code);
    bridge_->begin_frame(now_ns += 16'000'000, {1920, 1080}, {});
    fonts().use_text(FontRole::kFigure, text);
    bridge_->end_frame();
    ASSERT_NE(fonts().font(FontRole::kFigure)->FindGlyphNoFallback(static_cast<ImWchar>(code)), nullptr);
    highest = std::max(highest, fonts().atlas_image().height);
  }
  EXPECT_LE(highest, GlyphAtlas::kMostRows);
  EXPECT_GT(fonts().text_size(FontRole::kBody, "建湖").width_px, 0);
}

TEST(GlyphAtlas, what_was_laid_never_moves_and_nothing_overlaps) {
  GlyphAtlas atlas;
  std::vector<std::uint8_t> ink(60 * 60);
  std::vector<std::pair<AtlasPlace, int>> places;
  for (int i = 0; i < 3000; ++i) {
    const int side = 10 + i % 50;
    std::fill(ink.begin(), ink.end(), static_cast<std::uint8_t>(1 + i % 250));
    const auto place = atlas.add(ink.data(), side, side);
    ASSERT_TRUE(place);
    places.emplace_back(*place, side);
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto& [place, side] = places[i];
    for (int y = place.y; y < place.y + side; ++y) {
      for (int x = place.x; x < place.x + side; ++x) ASSERT_EQ(atlas.texels()[y * atlas.width() + x], 1 + i % 250);
    }
  }
}

TEST(GlyphAtlas, says_when_there_is_no_room) {
  GlyphAtlas atlas;
  const std::vector<std::uint8_t> ink(2000 * 1000);
  int laid = 0;
  while (atlas.add(ink.data(), 2000, 1000) && laid < 100) ++laid;
  EXPECT_EQ(laid, 8);
  EXPECT_TRUE(atlas.nearly_full());
  EXPECT_FALSE(atlas.add(ink.data(), 3000, 1));
}

}  // namespace
}  // namespace gridwall::app
