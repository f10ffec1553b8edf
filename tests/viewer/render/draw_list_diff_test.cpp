#include <gtest/gtest.h>

#include <bit>
#include <random>

#include "tests/viewer/render/draw_list_builder.h"
#include "viewer/render/draw_list_diff.h"

namespace gridwall::render {
namespace {

constexpr RectPx kPicture{0, 0, 640, 480};

test::DrawListBuilder some_list() {
  test::DrawListBuilder list(1, kPicture);
  list.add_rect(10, 10, 300, 200, 0xFF202020);
  for (int i = 0; i < 20; ++i) list.add_rect(static_cast<float>(20 + 14 * i), 40, 12, 20, 0xFFFFFFFF);
  list.add_triangle(30, 100, 20, 0xFF0000FF, 0xFF00FF00);
  return list;
}

long damaged_pixels(test::DrawListBuilder& before, test::DrawListBuilder& after) {
  std::vector<DrawElement> a;
  std::vector<DrawElement> b;
  split_into_elements(before.window(), a);
  split_into_elements(after.window(), b);
  DamageGrid damage({kPicture.w, kPicture.h});
  add_difference(a, b, damage);
  long pixels = 0;
  for (const RectPx& rect : damage.rects()) pixels += rect.area();
  return pixels;
}

TEST(ContentHash, stays_the_same_for_the_same_content_and_changes_with_every_part_of_it) {
  test::DrawListBuilder list = some_list();
  const std::uint64_t hash = content_hash(list.window());
  test::DrawListBuilder again = some_list();
  EXPECT_EQ(content_hash(again.window()), hash);
  EXPECT_NE(content_hash(list.window(2)), hash) << "another texture";
  test::DrawListBuilder clipped(1, {0, 0, 639, 480});
  EXPECT_NE(content_hash(clipped.window()), content_hash(test::DrawListBuilder(1, kPicture).window()))
      << "another clip";

  // Every bit of every vertex counts.
  for (std::size_t vertex = 0; vertex < list.vertices().size(); ++vertex) {
    auto* words = reinterpret_cast<std::uint32_t*>(&list.vertices()[vertex]);
    for (int word = 0; word < 5; ++word) {
      for (const int bit : {0, 7, 22, 31}) {
        words[word] ^= 1U << bit;
        EXPECT_NE(content_hash(list.window()), hash) << "vertex " << vertex << " word " << word << " bit " << bit;
        words[word] ^= 1U << bit;
      }
    }
  }
  EXPECT_EQ(content_hash(list.window()), hash);
}

TEST(DrawListDiff, one_glyph_that_changes_damages_its_own_place_only) {
  test::DrawListBuilder before = some_list();
  test::DrawListBuilder after = some_list();
  for (std::size_t corner = 0; corner < 4; ++corner) after.vertices()[4 * 7 + corner].u_texel += 40;
  EXPECT_GT(damaged_pixels(before, after), 0);
  EXPECT_LE(damaged_pixels(before, after), 3 * 3 * 16 * 16);
}

TEST(DrawListDiff, a_longer_text_damages_what_it_adds_and_not_the_card_behind_it) {
  test::DrawListBuilder before = some_list();
  test::DrawListBuilder after(1, kPicture);
  after.add_rect(10, 10, 300, 200, 0xFF202020);
  for (int i = 0; i < 20; ++i) after.add_rect(static_cast<float>(20 + 14 * i), 40, 12, 20, 0xFFFFFFFF);
  after.add_rect(400, 300, 12, 20, 0xFFFFFFFF);
  after.add_triangle(30, 100, 20, 0xFF0000FF, 0xFF00FF00);
  EXPECT_GT(damaged_pixels(before, after), 0);
  EXPECT_LE(damaged_pixels(before, after), 3 * 3 * 16 * 16);
}

TEST(DrawListDiff, elements_that_change_places_damage_where_they_overlap) {
  test::DrawListBuilder before(1, kPicture);
  before.add_rect(100, 100, 50, 50, 0xFF0000FF);
  before.add_rect(120, 120, 50, 50, 0xFF00FF00);
  test::DrawListBuilder after(1, kPicture);
  after.add_rect(120, 120, 50, 50, 0xFF00FF00);
  after.add_rect(100, 100, 50, 50, 0xFF0000FF);
  EXPECT_GE(damaged_pixels(before, after), 30 * 30);
}

TEST(DrawListDiff, equal_lists_damage_nothing) {
  test::DrawListBuilder before = some_list();
  test::DrawListBuilder after = some_list();
  EXPECT_EQ(damaged_pixels(before, after), 0);
}

TEST(DrawListDiff, what_lies_outside_its_clip_is_no_element) {
  test::DrawListBuilder list(1, {0, 0, 100, 100});
  list.add_rect(200, 200, 10, 10, 0xFFFFFFFF);
  list.add_rect(90, 90, 30, 30, 0xFFFFFFFF);
  std::vector<DrawElement> elements;
  split_into_elements(list.window(), elements);
  ASSERT_EQ(elements.size(), 1U);
  EXPECT_EQ(elements[0].bounds_px, (RectPx{90, 90, 10, 10}));
  EXPECT_TRUE(elements[0].clipped);
}

}  // namespace
}  // namespace gridwall::render
