#include "viewer/view_model/label_placement.h"

#include <gtest/gtest.h>

#include <random>

namespace gridwall::view_model {
namespace {

constexpr BoxPx kBounds{0, 0, 800, 600};

TEST(LabelPlacementTest, NoLabelCoversAnotherOrWhatIsTakenOrLeavesTheMap) {
  std::mt19937 random(4);
  const auto upto = [&](unsigned limit) { return static_cast<float>(random() % limit); };
  for (int round = 0; round < 200; ++round) {
    std::vector<LabelRequest> labels;
    for (int i = 0; i < 60; ++i) {
      labels.push_back(
          {upto(800), upto(600), 30 + upto(160), 22, upto(20), i < 8 ? LabelSide::kBeside : LabelSide::kCentered});
    }
    const std::vector<BoxPx> taken = {{0, 500, 300, 600}, {400, 200, 420, 220}};
    const auto placed = place_labels(labels, taken, kBounds, 6);
    ASSERT_EQ(placed.size(), labels.size());
    for (size_t a = 0; a < placed.size(); ++a) {
      if (!placed[a]) continue;
      EXPECT_TRUE(kBounds.contains(*placed[a]));
      for (const BoxPx& box : taken) EXPECT_FALSE(box.overlaps(*placed[a]));
      for (size_t b = a + 1; b < placed.size(); ++b) {
        if (placed[b]) {
          EXPECT_FALSE(placed[a]->overlaps(*placed[b]));
        }
      }
    }
  }
}

TEST(LabelPlacementTest, TheFirstOfTwoInOnePlaceStandsThereAndTheSecondGivesWay) {
  const std::vector<LabelRequest> labels = {{400, 300, 100, 22}, {400, 300, 100, 22}};
  const auto placed = place_labels(labels, {}, kBounds, 4);
  ASSERT_TRUE(placed[0] && placed[1]);
  EXPECT_EQ(placed[0]->left, 350);
  EXPECT_EQ(placed[0]->top, 289);
  EXPECT_NE(placed[1]->top, placed[0]->top);
}

TEST(LabelPlacementTest, ALabelWithoutRoomIsLeftOut) {
  const std::vector<LabelRequest> labels = {{50, 10, 90, 20}, {50, 10, 90, 20}};
  const auto placed = place_labels(labels, {}, {0, 0, 100, 20}, 2);
  EXPECT_TRUE(placed[0]);
  EXPECT_FALSE(placed[1]);
}

TEST(LabelPlacementTest, ALabelBesideAMarkerLeavesItFree) {
  const std::vector<LabelRequest> labels = {{400, 300, 100, 24, 16, LabelSide::kBeside}};
  const auto placed = place_labels(labels, {}, kBounds, 6);
  ASSERT_TRUE(placed[0]);
  EXPECT_GE(placed[0]->left, 416);
}

}  // namespace
}  // namespace gridwall::view_model
