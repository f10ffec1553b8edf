#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

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

  // The corners of a text's glyphs, four each, as a frame of its own hands them to the renderer.
  std::vector<render::Vertex> drawn(FontRole role, std::string_view text) {
    bridge_->begin_frame(now_ns_ += 16'000'000, {1920, 1080});
    fonts().draw_text(*ImGui::GetForegroundDrawList(), role, 20, 20, 0xFFFFFFFF, text);
    std::vector<render::Vertex> vertices;
    for (const render::Window& window : bridge_->end_frame()) {
      for (const render::DrawCommand& command : window.commands) EXPECT_EQ(command.texture, kFontTexture);
      vertices.insert(vertices.end(), window.vertices.begin(), window.vertices.end());
    }
    return vertices;
  }

  // Whether a character is drawn as itself, with ink in the atlas.
  bool has_ink(FontRole role, std::string_view character) {
    const std::vector<render::Vertex> fallback = drawn(role, "?");
    const std::vector<render::Vertex> glyph = drawn(role, character);
    if (glyph.size() != 4 || (glyph[0].u_texel == fallback[0].u_texel && glyph[0].v_texel == fallback[0].v_texel)) {
      return false;
    }
    const Fonts::AtlasImage atlas = fonts().atlas_image();
    int ink = 0;
    for (int y = static_cast<int>(glyph[0].v_texel); y < static_cast<int>(glyph[2].v_texel); ++y) {
      for (int x = static_cast<int>(glyph[0].u_texel); x < static_cast<int>(glyph[2].u_texel); ++x)
        ink += atlas.texels[y * atlas.width + x] > 128;
    }
    return ink > 10;
  }

  std::unique_ptr<ImguiBridge> bridge_;
  std::int64_t now_ns_ = 0;
};

TEST_F(FontsTest, a_new_character_is_in_the_atlas_before_its_text_is_drawn) {
  const std::uint64_t version = fonts().atlas_image().version;
  fonts().take_dirty_rows();
  fonts().text_size(FontRole::kBody, "龘");
  EXPECT_GT(fonts().atlas_image().version, version);
  EXPECT_LT(fonts().atlas_image().dirty_first_row, fonts().atlas_image().dirty_end_row);
  const std::uint64_t measured = fonts().atlas_image().version;
  EXPECT_TRUE(has_ink(FontRole::kBody, "龘"));
  EXPECT_EQ(fonts().atlas_image().version, measured);
}

TEST_F(FontsTest, a_glyph_is_drawn_texel_by_texel_and_in_the_colour_asked_for) {
  const std::vector<render::Vertex> glyph = drawn(FontRole::kTitle, "建");
  ASSERT_EQ(glyph.size(), 4U);
  EXPECT_GT(glyph[2].x_px, glyph[0].x_px);
  EXPECT_EQ(glyph[2].x_px - glyph[0].x_px, glyph[2].u_texel - glyph[0].u_texel);
  EXPECT_EQ(glyph[2].y_px - glyph[0].y_px, glyph[2].v_texel - glyph[0].v_texel);
  for (const render::Vertex& corner : glyph) EXPECT_EQ(corner.rgba, 0xFFFFFFFFU);
}

TEST_F(FontsTest, what_lies_outside_the_clip_is_not_handed_on) {
  const std::string row(500, 'm');
  EXPECT_LT(drawn(FontRole::kBody, row).size(), 500U * 4);
  EXPECT_GT(drawn(FontRole::kBody, row).size(), 50U * 4);
}

TEST_F(FontsTest, a_line_break_begins_a_line_and_a_tab_is_four_spaces_wide) {
  const TextSize one = fonts().text_size(FontRole::kBody, "建湖");
  const TextSize two = fonts().text_size(FontRole::kBody, "建湖\r\n建");
  EXPECT_EQ(two.width_px, one.width_px);
  EXPECT_EQ(two.height_px, 2 * one.height_px);
  EXPECT_EQ(fonts().text_size(FontRole::kBody, "\t").width_px, fonts().text_size(FontRole::kBody, "    ").width_px);
  const std::vector<render::Vertex> glyphs = drawn(FontRole::kBody, "建\n建");
  ASSERT_EQ(glyphs.size(), 8U);
  EXPECT_EQ(glyphs[4].x_px, glyphs[0].x_px);
  EXPECT_EQ(glyphs[4].y_px, glyphs[0].y_px + one.height_px);
}

TEST_F(FontsTest, plain_shapes_are_drawn_with_the_white_texel_of_the_atlas) {
  bridge_->begin_frame(1, {1920, 1080});
  ImGui::GetForegroundDrawList()->AddRectFilled(ImVec2(5, 5), ImVec2(9, 9), 0xFF0000FF);
  const auto windows = bridge_->end_frame();
  ASSERT_EQ(windows.size(), 1U);
  EXPECT_EQ(fonts().atlas_image().texels[0], 255);
  for (const render::Vertex& corner : windows[0].vertices) {
    EXPECT_EQ(corner.u_texel, 0.5F);
    EXPECT_EQ(corner.v_texel, 0.5F);
  }
}

TEST_F(FontsTest, a_known_character_changes_nothing) {
  fonts().text_size(FontRole::kBody, "建湖县");
  fonts().take_dirty_rows();
  const std::uint64_t version = fonts().atlas_image().version;
  fonts().text_size(FontRole::kBody, "湖县建");
  EXPECT_EQ(fonts().atlas_image().version, version);
  EXPECT_EQ(fonts().atlas_image().dirty_end_row, 0);
}

TEST_F(FontsTest, characters_beyond_sixteen_bits_are_drawn_as_themselves) {
  // U+20BB7, in the names of people and places.
  EXPECT_TRUE(has_ink(FontRole::kBody, "𠮷"));
  EXPECT_TRUE(has_ink(FontRole::kBody, "林"));
  EXPECT_EQ(fonts().text_size(FontRole::kBody, "𠮷林").width_px, fonts().text_size(FontRole::kBody, "吉林").width_px);
}

TEST_F(FontsTest, malformed_and_unknown_text_is_shown_as_question_marks_and_never_as_nothing) {
  const auto same = [](const render::Vertex& a, const render::Vertex& b) {
    return a.x_px == b.x_px && a.u_texel == b.u_texel && a.v_texel == b.v_texel;
  };
  EXPECT_TRUE(std::ranges::equal(drawn(FontRole::kBody, "a\xFF\xE5\xBB"), drawn(FontRole::kBody, "a???"), same));
  EXPECT_GT(fonts().text_size(FontRole::kBody, "\U0010FFFD").width_px, 0);
  EXPECT_EQ(fonts().text_size(FontRole::kBody, "").width_px, 0);
  EXPECT_TRUE(drawn(FontRole::kBody, "").empty());
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

TEST_F(FontsTest, text_follows_the_height_of_a_window_that_is_resized) {
  const float width = fonts().text_size(FontRole::kBody, "建湖").width_px;
  bridge_->resize({3840, 2160});
  EXPECT_EQ(bridge_->metrics().height_px, 2160);
  EXPECT_EQ(fonts().size_px(FontRole::kBody), 48);
  EXPECT_EQ(fonts().text_size(FontRole::kBody, "建湖").width_px, 2 * width);
  EXPECT_EQ(fonts().atlas_image().dirty_first_row, 0) << "the whole texture is filled anew";
  EXPECT_TRUE(has_ink(FontRole::kBody, "建"));
  bridge_->resize({1920, 1080});
  EXPECT_EQ(fonts().text_size(FontRole::kBody, "建湖").width_px, width);
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
  int highest = 0;
  for (char32_t code = 0x4E00; code < 0x9F00; ++code) {
    std::string text;
    append_utf8(text, code);
    ASSERT_TRUE(has_ink(FontRole::kFigure, text)) << text;
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
