// Every text of the wall has its room, in every scene, shape and language: none leaves its window, none lies over
// another, and none is cut where there is room for more of it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "tests/viewer/scene/wall_fixture.h"

namespace gridwall::scene {
namespace {

using block::Writing;

constexpr render::SizePx kSizes[] = {{1920, 1080}, {1366, 768},  {1280, 1024}, {1080, 1920},
                                     {3840, 1080}, {5760, 1080}, {7680, 2160}};

bool lies_over(const Writing& a, const Writing& b, float margin) {
  return a.left < b.right - margin && b.left < a.right - margin && a.top < b.bottom - margin &&
         b.top < a.bottom - margin;
}

// What is free at the right of a text before anything else of its window begins, whatever its line.
float free_at_right(const Writing& text, const std::vector<Writing>& all, float padding) {
  float end = static_cast<float>(text.within.right()) - padding;
  for (const Writing& other : all) {
    if (other.window == text.window && other.left >= text.right - 1) end = std::min(end, other.left);
  }
  return end - text.right;
}

std::vector<std::string> faults(const std::vector<Writing>& all, float px) {
  std::vector<std::string> found;
  for (size_t i = 0; i < all.size(); ++i) {
    const Writing& text = all[i];
    const auto& within = text.within;
    if (text.left < static_cast<float>(within.x) - px || text.right > static_cast<float>(within.right()) + px ||
        text.top < static_cast<float>(within.y) - px || text.bottom > static_cast<float>(within.bottom()) + px) {
      found.push_back(text.window + ": '" + text.text + "' leaves its window");
    }
    for (size_t j = i + 1; j < all.size(); ++j) {
      if (all[j].window == text.window && lies_over(text, all[j], 1.5F * px)) {
        found.push_back(text.window + ": '" + text.text + "' and '" + all[j].text + "' lie over one another");
      }
    }
    const float lacks = text.whole_width - (text.right - text.left);
    if (text.whole_width > 0 && free_at_right(text, all, 22 * px) > lacks + 24 * px) {
      found.push_back(text.window + ": '" + text.text + "' is cut where there is room");
    }
  }
  return found;
}

class RoomTest : public WallTest {
 protected:
  void expect_room(const CountyState& state, bool desk, std::string_view what,
                   const view_model::TimeBar* time = nullptr) {
    time_bar_ = time;
    connection_.replay = time != nullptr;
    for (const Language language : {Language::kChinese, Language::kEnglish}) {
      for (const render::SizePx size : kSizes) {
        open({size, language});
        if (wall_ == nullptr) return;
        desk_ = desk ? "值班席" : "";
        for (int scene = 0; scene < view_model::kSceneCount; ++scene) {
          wall_->set_scene(static_cast<view_model::Scene>(scene));
          const float px = static_cast<float>(app::metrics_for(size).height_px) / 1080;
          for (const std::string& fault : faults(writings_of(state), px)) {
            ADD_FAILURE() << what << ", " << view_model::scene_name(static_cast<view_model::Scene>(scene)) << ", "
                          << size.w << "x" << size.h << (language == Language::kChinese ? ", zh: " : ", en: ") << fault;
          }
        }
      }
    }
  }

 private:
  const view_model::TimeBar* time_bar_ = nullptr;

  std::vector<Writing> writings_of(const CountyState& state) {
    std::vector<Writing> writings;
    figures_ = compute_figures(state, county(), figures_ns_);
    for (int i = 1; i <= 3; ++i) {  // what is measured in one frame stands in the next
      writings.clear();
      WallInput input{state, county(), figures_, figures_ns_, i * kNsPerSecond, size_, {}, connection_};
      input.desk = desk_;
      input.time_bar = time_bar_;
      input.writings = &writings;
      wall_->frame(*bridge_, input);
    }
    return writings;
  }
};

TEST_F(RoomTest, OnAnOrdinaryDay) {
  expect_room(usual(), false, "an ordinary day");
}

TEST_F(RoomTest, InAnEmergencyWithADesk) {
  expect_room(emergency(), true, "an emergency");
}

TEST_F(RoomTest, WithLongNamesAndLargeFigures) {
  expect_room(joined_up(), false, "long names");
}

TEST_F(RoomTest, InAReplayOfAPresentWithAnAlarm) {
  view_model::TimeBar bar;
  bar.clock = "2026-11-21 16:30:00";
  bar.speed = "×10,000";
  bar.note = "reading events 1,234,567 to 2,345,678";
  bar.has_live = true;
  bar.live = "level II unacknowledged 12";
  bar.live_level = 2;
  bar.to_ns = 86'400 * kNsPerSecond;
  bar.position = 0.5F;
  bar.density.resize(288, {0.5F, 0.2F, 0.1F});
  for (int hour = 0; hour <= 24; hour += 3) bar.ticks.push_back({static_cast<float>(hour) / 24, "00:00"});
  bar.kinds = {"incidents 12", "mode changes 3", "alarms 123", "bookmarks 4", "gaps 1"};
  expect_room(emergency(), false, "a replay", &bar);
}

TEST_F(RoomTest, TheSearchFindsEachKindOfFault) {
  const render::RectPx card{0, 0, 200, 100};
  const Writing good{"a", "good", card, 22, 100, 10, 30, 0};
  EXPECT_TRUE(faults({good}, 1).empty());
  Writing outside = good;
  outside.right = 220;
  EXPECT_EQ(faults({outside}, 1).size(), 1U);
  Writing over = good;
  over.left = 80;
  over.right = 160;
  EXPECT_EQ(faults({good, over}, 1).size(), 1U);
  Writing cut = good;
  cut.whole_width = 90;
  EXPECT_EQ(faults({cut}, 1).size(), 1U);
  Writing beside = over;
  beside.left = 104;
  EXPECT_TRUE(faults({cut, beside}, 1).empty()) << "it has no room";
}

}  // namespace
}  // namespace gridwall::scene
