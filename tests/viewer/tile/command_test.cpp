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
  context.desk = "甲班";
  EXPECT_EQ(steps().at(0).badge.shape, block::Shape::kTick);
  EXPECT_FALSE(steps().at(0).press);
  EXPECT_EQ(std::get<view_model::TickStep>(steps().at(1).press.value()).step, "close");
  EXPECT_TRUE(steps().at(1).selected) << "the next step";
}

TEST_F(CommandTest, APlanOfManyStepsFindsRoomForAllOfThem) {
  county_.plans[0].steps.clear();
  for (int i = 0; i < 18; ++i) county_.plans[0].steps.push_back({"k" + std::to_string(i), {"步骤", ""}});
  order("11-21 08:00:00", "emergency", R"(,"plan":"P-SNOW")");
  const block::Tile tile = build("command", at("11-21 09:00:00"));
  const auto& choice = std::get<block::Choice>(tile.body.back().content);
  const auto& all = std::get<block::List>(choice.stacks.front().front().content);
  EXPECT_EQ(all.items.size(), 18U);
  EXPECT_TRUE(all.whole);
  EXPECT_GT(all.most_columns, 1U);
}

TEST_F(CommandTest, TheOtherAreasInEmergencyCanBePressedForTheirPlans) {
  order("11-21 08:00:00", "emergency", R"(,"level":2,"plan":"P-SNOW")");
  add("emergency.mode_changed", "11-21 08:10:00",
      R"("area":"s1","by":"甲班","reason":"大雪","mode":"emergency","level":3)");
  view_model::ViewContext context = at("11-21 09:00:00");
  const auto others = [&] { return std::get<block::List>(build("command", context).body.back().content).items; };
  ASSERT_EQ(others().size(), 1U);
  EXPECT_EQ(others()[0].title, "急时 Ⅲ级 · 一街");
  const std::string area = std::get<view_model::SelectMode>(others()[0].press.value()).area;
  context.selected_mode = area;
  EXPECT_EQ(others()[0].title, "急时 Ⅱ级 · 一社区");
  EXPECT_EQ(line_of("command", context, "急时"), "急时 Ⅲ级 · 一街 | 08:10 甲班 · 大雪");
}

TEST_F(CommandTest, ADrillSaysThatItIsOne) {
  order("11-21 08:00:00", "emergency", R"(,"level":2,"drill":true)");
  EXPECT_TRUE(line_of("command", at("11-21 09:00:00"), "演练").starts_with("演练 急时 Ⅱ级 · 一社区"));
}

}  // namespace
}  // namespace gridwall::tile
