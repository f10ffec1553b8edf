#include "tests/viewer/tile/tile_fixture.h"

namespace gridwall::tile {
namespace {

class CommandTest : public TileTest {
 protected:
  void SetUp() override {
    county_.plans = {{"P-SNOW", {"雪凝预案", ""}, {}, {{"salt", {"撒盐", ""}}, {"close", {"封路", ""}}}}};
  }
  void order(std::string_view at, std::string_view mode, std::string_view rest = {}) {
    add("emergency.mode_changed", at,
        R"("area":"c1","by":"甲班","reason":"大雪","mode":")" + std::string(mode) + "\"" + std::string(rest));
  }
};

TEST_F(CommandTest, WithoutAnEmergencyOnlyTheModeIsSaid) {
  EXPECT_EQ(lines_of("command", at("11-21 09:00:00")), (std::vector<std::string>{"指挥", "平时"}));
  order("11-21 08:00:00", "emergency");
  order("11-21 08:30:00", "routine");
  EXPECT_EQ(lines_of("command", at("11-21 09:00:00")), (std::vector<std::string>{"指挥", "平时 | 08:30 甲班 · 大雪"}));
}

TEST_F(CommandTest, ThePlansStepsStandWithWhoDidThem) {
  order("11-21 08:00:00", "emergency", R"(,"level":2,"plan":"P-SNOW")");
  add("emergency.plan_step_done", "11-21 08:40:00", R"("plan":"P-SNOW","step":"salt","by":"乙")");
  EXPECT_EQ(lines_of("command", at("11-21 09:00:00")),
            (std::vector<std::string>{"指挥 | 1时", "急时 Ⅱ级 · 一社区 | 08:00 甲班 · 大雪", "雪凝预案 | 1/2",
                                      "撒盐 | 08:40 乙", "封路"}));
}

TEST_F(CommandTest, OnlyADeskMayTickAStepThatIsOpen) {
  order("11-21 08:00:00", "emergency", R"(,"plan":"P-SNOW")");
  add("emergency.plan_step_done", "11-21 08:40:00", R"("plan":"P-SNOW","step":"salt","by":"乙")");
  view_model::ViewContext context = at("11-21 09:00:00");
  const auto steps = [&] {
    const block::Tile tile = build("command", context);
    const auto& choice = std::get<block::Choice>(tile.body.back().content);
    return std::get<block::List>(choice.stacks.front().front().content).items;
  };
  EXPECT_FALSE(steps().at(1).press);
  EXPECT_TRUE(build("command", context).buttons.empty());
  context.desk = "甲班";
  EXPECT_EQ(steps().at(0).badge.shape, block::Shape::kTick);
  EXPECT_FALSE(steps().at(0).press);
  EXPECT_EQ(std::get<view_model::TickStep>(steps().at(1).press.value()).step, "close");
  EXPECT_EQ(build("command", context).buttons.size(), 3U);
}

}  // namespace
}  // namespace gridwall::tile
