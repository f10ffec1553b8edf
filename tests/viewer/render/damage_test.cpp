#include <gtest/gtest.h>

#include <random>

#include "viewer/render/damage.h"

namespace gridwall::render {
namespace {

TEST(Damage, rectangles_are_disjoint_inside_the_picture_and_cover_what_was_added) {
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    const SizePx size{static_cast<int>(40 + random() % 900), static_cast<int>(40 + random() % 700)};
    DamageGrid damage(size);
    std::vector<RectPx> added;
    for (unsigned i = 0; i < 1 + random() % 40; ++i) {
      added.push_back({static_cast<int>(random() % 1000) - 50, static_cast<int>(random() % 800) - 50,
                       static_cast<int>(random() % 90), static_cast<int>(random() % 90)});
      damage.add(added.back());
    }
    const std::vector<RectPx> rects = damage.rects(12);
    EXPECT_LE(rects.size(), 12U);
    std::vector<int> painted(static_cast<std::size_t>(size.w * size.h));
    for (const RectPx& rect : rects) {
      ASSERT_TRUE((RectPx{0, 0, size.w, size.h}.contains(rect)));
      for (int y = rect.y; y < rect.bottom(); ++y) {
        for (int x = rect.x; x < rect.right(); ++x) ASSERT_EQ(painted[static_cast<std::size_t>(y * size.w + x)]++, 0);
      }
    }
    for (const RectPx& rect : added) {
      const RectPx inside = intersect(rect, {0, 0, size.w, size.h});
      for (int y = inside.y; y < inside.bottom(); ++y) {
        for (int x = inside.x; x < inside.right(); ++x) ASSERT_EQ(painted[static_cast<std::size_t>(y * size.w + x)], 1);
      }
    }
  }
}

TEST(Damage, one_small_change_stays_small) {
  DamageGrid damage({1920, 1080});
  damage.add({100, 100, 3, 3});
  ASSERT_EQ(damage.rects().size(), 1U);
  EXPECT_LE(damage.rects().front().area(), 16 * 16);
}

TEST(Damage, nothing_is_left_after_clear) {
  DamageGrid damage({640, 480});
  EXPECT_TRUE(damage.empty());
  damage.add({700, 0, 10, 10});
  EXPECT_TRUE(damage.empty()) << "outside of the picture";
  damage.add_all();
  EXPECT_FALSE(damage.empty());
  damage.clear();
  EXPECT_TRUE(damage.empty());
  EXPECT_TRUE(damage.rects().empty());
}

}  // namespace
}  // namespace gridwall::render
