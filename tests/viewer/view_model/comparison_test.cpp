#include "viewer/view_model/comparison.h"

#include <algorithm>
#include <map>
#include <vector>

#include "tests/viewer/tile/tile_fixture.h"
#include "viewer/view_model/map_legend.h"
#include "viewer/view_model/map_levels.h"
#include "viewer/view_model/map_names.h"
#include "viewer/view_model/title_bar.h"

namespace gridwall::view_model {
namespace {

// The first difference in a line: "▲+2", "▼−1", "±0"; empty: none.
std::string said_change(const std::string& line) {
  for (const std::string_view sign : {"▲", "▼", "±"}) {
    if (const size_t at = line.find(sign); at != std::string::npos) return line.substr(at, line.find(' ', at) - at);
  }
  return {};
}

class ComparisonTest : public ViewTest {
 protected:
  // What has been added so far is the other moment.
  void mark(std::string_view at, Scope scope = {}) {
    then_state_.emplace(folder_.state);
    then_county_ = county_;
    then_ns_ = gridwall::testing::local_ns(at);
    then_scope_ = scope;
    then_figures_ = compute_figures(*then_state_, then_county_, then_ns_, scope);
    ++number_;
  }
  void g1_was_not_there_then() {
    then_county_.grids[1].code = "gone";
    then_county_.build_index();
    ++number_;
  }
  Comparison comparison() const { return {number_, then_ns_, *then_state_, then_county_, then_scope_, &then_figures_}; }
  std::vector<Level> levels(std::string_view now, MapChoice choice, CompareView view = CompareView::kDifference) {
    const Comparison comparison = this->comparison();
    levels_.update(folder_.state, county_, gridwall::testing::local_ns(now), choice, &comparison, view);
    return {levels_.levels().begin(), levels_.levels().end()};
  }
  void place_many(std::string_view prefix, int count, std::string_view at, std::string_view grid = "g1") {
    for (int i = 0; i < count; ++i) place(std::string(prefix) + std::to_string(i), at, grid);
  }

  static block::Section categories_of(const block::Tile& subjects) {
    const block::Stack& asked = std::get<block::Split>(subjects.body.at(0).content).sides.at(0);
    return std::get<block::Table>(asked.back().content).sections.at(0);
  }
  static int64_t difference(const Change& change) {  // of small counts
    return change.sign == 0 ? 0 : change.sign * std::stoll(change.text.substr(change.text.find_first_of("0123456789")));
  }

  std::optional<CountyState> then_state_;
  County then_county_;
  int64_t then_ns_ = 0;
  Scope then_scope_;
  Figures then_figures_;
  uint64_t number_ = 0;
  MapLevels levels_{county_};
};

TEST_F(ComparisonTest, AChangeHasAShapeAndASignNotOnlyAColour) {
  EXPECT_EQ(change_of_count(1'512, 12), (Change{1, "+1,500"}));
  EXPECT_EQ(change_of_count(3, 15), (Change{-1, "−12"}));
  EXPECT_EQ(change_of_count(7, 7), (Change{0, "±0"}));
}

TEST_F(ComparisonTest, RatesDifferByThePointsBetweenWhatIsWritten) {
  EXPECT_EQ(change_of_percent("86.2", "84.9"), (Change{1, "+1.3"}));
  EXPECT_EQ(change_of_percent("92", "93.5"), (Change{-1, "−1.5"}));
  EXPECT_EQ(change_of_percent("90.1", "90.1"), (Change{0, "±0"}));
  EXPECT_EQ(change_of_percent("90.1", std::nullopt), Change{});
  EXPECT_EQ(change_of_percent(std::nullopt, "90.1"), Change{});
}

TEST_F(ComparisonTest, WithoutAComparisonNothingSaysADifference) {
  place("r1", "11-20 08:00:00");
  const ViewContext context = at("11-21 08:00:00");
  EXPECT_EQ(said_change(tile::line_of("rates", context, "办结率")), "");

  EXPECT_EQ(tile::lines_of("scores", context)[1], "收集 1 | 在办 1");
  EXPECT_EQ(build_clock(context).compared, "");
}

TEST_F(ComparisonTest, TheTilesSayTheDifferenceToTheOtherMoment) {
  place_many("a", 4, "11-20 08:00:00");
  add("request.resolved", "11-20 08:30:00", R"("request":"a0","by":"x")");
  mark("11-20 09:00:00");
  add("request.resolved", "11-20 10:00:00", R"("request":"a1","by":"x")");
  add("patrol.checked_in", "11-20 10:00:00", R"("worker":"w","grid":"g1")");
  add("patrol.checked_in", "11-20 10:00:00", R"("worker":"w","grid":"g2")");
  place("b", "11-20 10:00:00");
  ViewContext context = at("11-20 11:00:00");
  const Comparison comparison = this->comparison();
  context.comparison = &comparison;
  EXPECT_EQ(said_change(tile::line_of("rates", context, "办结率")), "▲+15");  // 2 of 5 after 1 of 4

  const std::string collected = tile::line_of("scores", context, "收集");
  EXPECT_TRUE(collected.starts_with("收集 5 ▲+1 | ")) << collected;
  const std::vector<std::string> stages = tile::lines_of("pipeline", context);
  EXPECT_EQ(said_change(stages.at(1)), "±0");  // one came, one was resolved
  EXPECT_EQ(std::count_if(stages.begin() + 1, stages.end(),
                          [](const std::string& stage) { return said_change(stage).starts_with("▲"); }),
            1);

  EXPECT_TRUE(tile::lines_of("coverage", context)[1].starts_with("13% ▲+13 |"));
  EXPECT_EQ(build_clock(context).compared, "对比 11-20 09:00");
}

TEST_F(ComparisonTest, WithinALineTheShapeStandsBeforeTheDifference) {
  EXPECT_EQ(with_change("在办 437", change_of_count(5, 3)), "在办 437 ▲+2");
  EXPECT_EQ(with_change("在办 437", change_of_count(3, 5)), "在办 437 ▼−2");
  EXPECT_EQ(with_change("在办 437", change_of_count(3, 3)), "在办 437 ±0");
  EXPECT_EQ(with_change("在办 437", {}), "在办 437");
}

TEST_F(ComparisonTest, AViewIsReadByTheNameItIsWrittenWith) {
  for (const CompareView view : {CompareView::kDifference, CompareView::kSideBySide}) {
    EXPECT_EQ(compare_view_from_name(compare_view_name(view)), view);
  }
  EXPECT_EQ(compare_view_from_name("both"), std::nullopt);
}

TEST_F(ComparisonTest, TheTilesOfTheRequestsSayTheDifference) {
  place("a", "11-20 08:00:00", "g1", "road");
  place("b", "11-20 08:00:00", "g1", "water");
  add("emergency.whistle_blown", "11-20 08:30:00", R"("whistle":"w1","street":"s1","department":"城管局")");
  mark("11-20 09:00:00");
  place("c", "11-20 10:00:00", "g1", "road");
  place("d", "11-20 10:00:00", "g2", "noise");
  add("request.resolved", "11-20 10:00:00", R"("request":"b","by":"x")");
  add("emergency.whistle_blown", "11-20 10:00:00", R"("whistle":"w2","street":"s1","department":"城管局")");
  ViewContext context = at("11-20 11:00:00");
  const Comparison comparison = this->comparison();
  context.comparison = &comparison;
  const std::vector<std::string> tiers = tile::lines_of("tiers", context);
  EXPECT_TRUE(tiers[1].ends_with(" ▲+1")) << tiers[1];
  EXPECT_TRUE(tiers[2].ends_with(" ±0")) << tiers[2];
  const block::Tile subjects = tile::build("subjects", context);
  EXPECT_EQ(subjects.change, (Change{1, "+2"}));
  std::map<int64_t, int64_t> collected;  // of the rows, then and in all
  for (const block::Row& row : categories_of(subjects).rows) {
    const int64_t count = std::stoll(row.cells[1].text), change = difference(row.cells[1].change);
    collected[count - change] += count;
  }
  EXPECT_EQ(collected, (std::map<int64_t, int64_t>{{0, 1}, {1, 3}}));
  EXPECT_EQ(categories_of(subjects).rest(0).cells[1].change, (Change{1, "+2"}));
  EXPECT_EQ(tile::build("matters", context).qualifier, "在办 3 ▲+1");
  const std::vector<std::string> whistles = tile::lines_of("whistles", context);
  EXPECT_NE(whistles[0].find(" · 未响应 2 ▲+1 | "), std::string::npos) << whistles[0];
  EXPECT_TRUE(whistles[2].starts_with("城管局 | 2 ▲+1 | ")) << whistles[2];
}

TEST_F(ComparisonTest, WhatNobodyAsksForAnyMoreKeepsARowWithItsDifference) {
  place("old", "10-15 08:00:00", "g1", "water");
  mark("10-16 09:00:00");
  place("new", "11-20 10:00:00", "g1", "road");
  ViewContext context = at("11-20 11:00:00");
  const Comparison comparison = this->comparison();
  context.comparison = &comparison;
  const block::Section list = categories_of(tile::build("subjects", context));
  ASSERT_EQ(list.rows.size(), 2U);
  EXPECT_EQ(list.rows[0].cells[1].change, (Change{1, "+1"}));
  EXPECT_EQ(list.rows[1].cells[1].text, "0");
  EXPECT_EQ(list.rows[1].cells[1].change, (Change{-1, "−1"}));
}

TEST_F(ComparisonTest, TheTilesOfThePatrolSayTheDifference) {
  add("patrol.shift_started", "11-20 08:00:00", R"("worker":"w","grid":"g1")");
  add("patrol.hazard_found", "11-20 08:10:00", R"("hazard":"h1","category":"fire","severity":2,"grid":"g1")");
  mark("11-20 09:00:00");
  add("patrol.visited", "11-20 10:00:00", R"("worker":"w","households":3,"people":7,"grid":"g1")");
  add("patrol.shift_started", "11-20 10:00:00", R"("worker":"v","grid":"g2")");
  add("patrol.hazard_found", "11-20 10:10:00", R"("hazard":"h2","category":"fire","severity":2,"grid":"g1")");
  add("patrol.hazard_found", "11-20 10:10:00", R"("hazard":"h3","category":"road","severity":2,"grid":"g2")");
  ViewContext context = at("11-20 11:00:00");
  const Comparison comparison = this->comparison();
  context.comparison = &comparison;
  EXPECT_EQ(tile::line_of("visits", context, "今日"), "今日 (1 次) | 3 ▲+3 | 7 ▲+7");
  EXPECT_EQ(tile::line_of("shifts", context, "在岗"), "在岗 2 ▲+1");
  const std::vector<std::string> coverage = tile::lines_of("coverage", context);
  EXPECT_NE(coverage[2].find(" ▲+"), std::string::npos) << coverage[2];  // in time
  EXPECT_NE(coverage[5].find(" ▼−"), std::string::npos) << coverage[5];  // never
  const std::vector<std::string> findings = tile::lines_of("findings", context);
  ASSERT_EQ(findings.size(), 6U);
  EXPECT_TRUE(findings[1].starts_with("未销隐患 3 ▲+2 |")) << findings[1];
  EXPECT_TRUE(findings[2].starts_with("未销矛盾纠纷 0 ±0 |")) << findings[2];
  for (size_t category : {4, 5}) EXPECT_TRUE(findings[category].ends_with(" ▲+1")) << findings[category];
  const block::Tile places = tile::build("places", context);
  int64_t covered = 0;
  for (const block::Row& row : std::get<block::Table>(places.body[0].content).sections[0].rows) {
    covered += row.cells[2].change.sign;
  }
  EXPECT_GT(covered, 0);
}

TEST_F(ComparisonTest, TheTilesOfTheEmergencySayTheDifference) {
  county_.team_stale_after_s = 7'200;
  county_.feed_late_after_s.fill(1'000'000);
  add("emergency.team_status", "11-20 08:00:00",
      R"("team":"t1","status":"available","detail":"standby","headcount":12)");
  mark("11-20 09:00:00");
  add("emergency.incident_opened", "11-20 10:00:00",
      R"("incident":"E1","level":2,"kind":"fire","place":"西塘河","grid":"g1")");
  add("emergency.team_status", "11-20 10:00:00",
      R"("team":"t1","status":"assigned","detail":"en_route","headcount":10)");
  ViewContext context = at("11-20 11:00:00");
  const Comparison comparison = this->comparison();
  context.comparison = &comparison;
  EXPECT_EQ(tile::line_of("teams", context, "待命"), "待命 0 ▼−1");
  EXPECT_EQ(tile::line_of("teams", context, "出动"), "出动 1 ▲+1");
  EXPECT_EQ(tile::build("teams", context).change, (Change{-1, "−2"}));

  EXPECT_EQ(tile::build("incidents", context).change, (Change{1, "+1"}));
  const std::string alarms = tile::build("alarms", context).note;
  EXPECT_TRUE(alarms.starts_with("未确认 ") && alarms.ends_with(" ▲+1")) << alarms;
  EXPECT_EQ(tile::line_of("routine", context, "收集诉求"), "收集诉求 0 ±0 | 近30日");
}

TEST_F(ComparisonTest, AnAlarmCountThatFellToNoneIsStillTold) {
  add("emergency.incident_opened", "11-20 08:00:00",
      R"("incident":"E1","level":2,"kind":"fire","place":"西塘河","grid":"g1")");
  const Scope g1 = scope_of_grid(county_, 1);
  mark("11-20 08:10:00", g1);
  add("emergency.alarm_acknowledged", "11-20 08:20:00", R"("alarm":"incident:E1","by":"x")");
  ViewContext context = at("11-20 08:30:00", g1);
  EXPECT_EQ(tile::build("alarms", context).note, "");
  const Comparison comparison = this->comparison();
  context.comparison = &comparison;
  EXPECT_EQ(tile::build("alarms", context).note, "未确认 0 ▼−1");
}

TEST_F(ComparisonTest, AGridIsComparedWithItselfUnderTheNumberItHadThen) {
  place("a", "11-20 08:00:00", "g2");
  const Scope g2 = scope_of_grid(county_, 2);
  mark("11-20 09:00:00", g2);
  place("b", "11-20 10:00:00", "g2");
  ViewContext context = at("11-20 11:00:00", g2);
  const Comparison comparison = this->comparison();
  context.comparison = &comparison;
  EXPECT_EQ(tile::line_of("places", context, texts_[Text::kGridOpen]), texts_[Text::kGridOpen] + " | 2 ▲+1");
}

TEST_F(ComparisonTest, SideBySideEachMomentHasItsOwnLevelsAndFigures) {
  place_many("a", 3, "11-20 08:00:00", "g1");
  mark("11-20 09:00:00");
  place_many("b", 2, "11-20 10:00:00", "g1");
  const MapChoice open{MapMode::kOpen, false};
  const double full = full_value(county_, open);
  const std::vector<Level> now = levels("11-20 11:00:00", open, CompareView::kSideBySide);
  const std::vector<Level> then = levels_.levels_then(county_);
  ASSERT_EQ(then.size(), now.size());
  EXPECT_EQ(now[1], level_of_value(5, full, Scale::kLogarithm));
  EXPECT_EQ(then[1], level_of_value(3, full, Scale::kLogarithm));
  EXPECT_EQ(then[2], now[2]);
  const std::vector<MapName> names = {{scope_of_grid(county_, 1), {}, 0, "g1"}, {scope_of_area(0), {}, 0, "area"}};
  EXPECT_EQ(build_name_values(county_, levels_, names), (std::vector<std::string>{"5", "5"}));
  EXPECT_EQ(build_name_values_then(levels_, names), (std::vector<std::string>{"3", "3"}));
  g1_was_not_there_then();
  levels("11-20 11:00:00", open, CompareView::kSideBySide);
  EXPECT_EQ(levels_.levels_then(county_)[1], kNoLevel);
  EXPECT_EQ(build_name_values_then(levels_, names), (std::vector<std::string>{"", ""}));
  EXPECT_EQ(levels("11-20 11:00:00", open)[2], kNoDifference);  // and back to the difference
}

TEST_F(ComparisonTest, WhereARateHadNoDenominatorThereIsNoDifference) {
  mark("11-20 08:00:00");
  place("r1", "11-20 09:00:00");
  ViewContext context = at("11-20 10:00:00");
  const Comparison comparison = this->comparison();
  context.comparison = &comparison;
  EXPECT_EQ(tile::line_of("rates", context, "办结率"), "办结率 0% | 0 / 1");
  EXPECT_EQ(said_change(tile::line_of("rates", context, "办结率")), "");
}

TEST_F(ComparisonTest, APlaceThatWasNotThereHasNoDifference) {
  place("r1", "11-20 09:00:00");
  mark("11-20 10:00:00");
  ViewContext context = at("11-20 11:00:00");
  Comparison comparison = this->comparison();
  comparison.figures = nullptr;
  context.comparison = &comparison;
  EXPECT_EQ(said_change(tile::line_of("rates", context, "办结率")), "");
  EXPECT_EQ(said_change(tile::lines_of("pipeline", context).at(1)), "");
}

TEST_F(ComparisonTest, ALoopWithOtherStagesThenIsNotComparedStageByStage) {
  place("r1", "11-20 09:00:00");
  mark("11-20 10:00:00");
  for (Loop& loop : then_county_.loops) loop.stages.push_back({{"placed"}, {"又一步", "one more"}});
  ViewContext context = at("11-20 11:00:00");
  const Comparison comparison = this->comparison();
  context.comparison = &comparison;
  EXPECT_EQ(said_change(tile::lines_of("pipeline", context).at(1)), "");
}

TEST_F(ComparisonTest, TheScaleOfADifferenceIsFixedAndItsMiddleIsNone) {
  const MapChoice open{MapMode::kOpen, false};
  EXPECT_EQ(level_of_difference(0, county_, open), kNoDifference);
  EXPECT_EQ(level_of_difference(1e9, county_, open), kLevelSteps - 1);
  EXPECT_EQ(level_of_difference(-1e9, county_, open), 1);
  for (const double value : {1.0, 5.0, 20.0}) {
    EXPECT_EQ(level_of_difference(value, county_, open) - kNoDifference,
              kNoDifference - level_of_difference(-value, county_, open));
  }
  EXPECT_EQ(level_of_difference(0.2, county_, {MapMode::kRate, false}), kLevelSteps - 1);
}

TEST_F(ComparisonTest, TheMapShowsMoreAndLessThanThen) {
  place_many("a", 3, "11-20 08:00:00", "g1");
  place_many("b", 3, "11-20 08:00:00", "g2");
  mark("11-20 09:00:00");
  place_many("c", 2, "11-20 10:00:00", "g1");
  add("request.resolved", "11-20 10:00:00", R"("request":"b0","by":"x")");
  const MapChoice open{MapMode::kOpen, false};
  const std::vector<Level> made = levels("11-20 11:00:00", open);
  EXPECT_EQ(made[1], level_of_difference(2, county_, open));
  EXPECT_EQ(made[2], level_of_difference(-1, county_, open));
  EXPECT_EQ(made[3], kNoDifference);
}

TEST_F(ComparisonTest, TheSameMomentHasNoDifferenceInAnyMode) {
  place_many("a", 6, "11-10 08:00:00");
  add("patrol.checked_in", "11-20 10:00:00", R"("worker":"w","grid":"g1")");
  mark("11-20 11:00:00");
  for (int mode = 0; mode < kMapModeCount; ++mode) {
    EXPECT_EQ(levels("11-20 11:00:00", {static_cast<MapMode>(mode), false})[1], kNoDifference) << mode;
  }
}

TEST_F(ComparisonTest, SmallCellsStayProtectedAtEitherMoment) {
  county_.grids[1].households = 400;
  county_.grids[2].households = kMinHouseholds - 1;
  place_many("a", kMinMatters - 1, "11-20 08:00:00", "g1");
  mark("11-20 09:00:00");
  place_many("b", 3, "11-20 10:00:00", "g1");
  place_many("c", 3, "11-20 10:00:00", "g2");
  EXPECT_EQ(levels("11-20 11:00:00", {MapMode::kRate, false})[1], kNoLevel);  // too few then
  EXPECT_EQ(levels("11-20 11:00:00", {MapMode::kOpen, true})[2], kNoLevel);   // too few homes
  EXPECT_NE(levels("11-20 11:00:00", {MapMode::kOpen, true})[1], kNoLevel);
}

TEST_F(ComparisonTest, AGridThatDidNotExistThenHasNoLevel) {
  mark("11-20 09:00:00");
  g1_was_not_there_then();
  const std::vector<Level> made = levels("11-20 11:00:00", {MapMode::kOpen, false});
  EXPECT_EQ(made[1], kNoLevel);
  EXPECT_EQ(made[2], kNoDifference);
}

TEST_F(ComparisonTest, NeverVisitedAtOneMomentIsNoDifferenceInFreshness) {
  mark("11-20 09:00:00");
  add("patrol.checked_in", "11-20 10:00:00", R"("worker":"w","grid":"g1")");
  EXPECT_EQ(levels("11-20 11:00:00", {MapMode::kPatrol, false})[1], kNoLevel);
}

TEST_F(ComparisonTest, EndingItBringsTheLevelsBack) {
  place_many("a", 3, "11-20 08:00:00");
  mark("11-20 09:00:00");
  const MapChoice open{MapMode::kOpen, false};
  EXPECT_EQ(levels("11-20 11:00:00", open)[1], kNoDifference);
  levels_.update(folder_.state, county_, gridwall::testing::local_ns("11-20 11:00:00"), open);
  EXPECT_EQ(levels_.levels()[1], level_of_value(3, full_value(county_, open), Scale::kLogarithm));
}

TEST_F(ComparisonTest, NamesCarryTheDifferenceOfTheirPlace) {
  place_many("a", 3, "11-20 08:00:00");
  mark("11-20 09:00:00");
  place_many("b", 2, "11-20 10:00:00");
  const MapChoice open{MapMode::kOpen, false};
  levels("11-20 11:00:00", open);
  const std::vector<MapName> names = {{scope_of_grid(county_, 1), {}, 0, "g1"}, {scope_of_area(0), {}, 0, "area"}};
  EXPECT_EQ(build_name_values(county_, levels_, names), (std::vector<std::string>{"+2", "+2"}));
  g1_was_not_there_then();
  levels("11-20 11:00:00", open);
  EXPECT_EQ(build_name_values(county_, levels_, names), (std::vector<std::string>{"", ""}));
}

TEST_F(ComparisonTest, TheLegendSaysLessAndMoreThanWhen) {
  const int64_t then_ns = gridwall::testing::local_ns("11-20 14:32:00");
  const Legend legend = build_difference_legend(county_, texts_, {MapMode::kOpen, false}, then_ns);
  EXPECT_EQ(legend.title, "在办件数 · 比 11-20 14:32");
  EXPECT_TRUE(legend.diverging);
  ASSERT_EQ(legend.ticks.size(), 5U);
  EXPECT_EQ(legend.ticks[0].text, "−32 减");
  EXPECT_EQ(legend.ticks[2].text, "0");
  EXPECT_EQ(legend.ticks[2].at, 0.5F);
  EXPECT_EQ(legend.ticks[4].text, "+32 增");
  const Legend rate = build_difference_legend(county_, texts_, {MapMode::kRate, false}, then_ns);
  EXPECT_EQ(rate.ticks[0].text, "−20 减");
  EXPECT_FALSE(rate.hatched.empty());
}

}  // namespace
}  // namespace gridwall::view_model
