// Rankings, hot topics, weeks, hours and definitions as texts.
#include "tests/viewer/tile/tile_fixture.h"

namespace gridwall::tile {
namespace {

class AnalysisTest : public TileTest {
 protected:
  void place_some(std::string_view grid, int count, int resolved, const std::string& day,
                  std::string_view category = "road") {
    for (int i = 0; i < count; ++i) {
      const std::string request = "r" + std::to_string(number_++);
      place(request, day + " 08:00:00", grid, category);
      if (i < resolved) add("request.resolved", day + " 09:00:00", R"("by":"x","request":")" + request + '"');
    }
  }
  int number_ = 0;
};

class TwoStreetsTest : public AnalysisTest {
 protected:
  TwoStreetsTest() {
    const AreaIndex second(static_cast<uint32_t>(county_.areas.size()));
    county_.areas.push_back({"s2", {"二街", "Second Street"}, 0, kNone, {}});
    for (size_t i = 8; i < county_.grids.size(); ++i) county_.grids[i].area = second;
    county_.build_index();
  }
};

TEST_F(TwoStreetsTest, TheBestAndTheWorstStandWithTheirFractionAndTheRule) {
  place_some("g0", 12, 6, "11-10");
  place_some("g8", 10, 10, "11-10");
  const block::Tile tile = build("rankings", at("11-20 12:00:00"));
  EXPECT_FALSE(tile.absent);
  EXPECT_EQ(tile.brief, "近30日结案率，满10件才排");
  EXPECT_TRUE(block::line_of(tile, "二街").ends_with("10 / 10 | 100%")) << block::as_text(tile);
  EXPECT_TRUE(block::line_of(tile, "!一街").ends_with("6 / 12 | 50%")) << block::as_text(tile);
  EXPECT_EQ(block::line_of(tile, "在办超期率"), "在办超期率，在办满10件才排 · 未排 2");
}

TEST_F(TwoStreetsTest, OfAGridThereIsNothingToRank) {
  EXPECT_TRUE(build("rankings", in_grid("g0", "11-20 12:00:00")).absent);
}

TEST_F(AnalysisTest, DepartmentsThatNobodyCalledAreNoTile) {
  EXPECT_TRUE(build("departments", at("11-20 12:00:00")).absent);
  add("emergency.whistle_blown", "11-10 08:00:00", R"("whistle":"w","street":"一街","department":"cg")");
  EXPECT_EQ(build("departments", at("11-20 12:00:00")).why, "各处样本都不足，不排");
}

TEST_F(AnalysisTest, AHotCategoryStandsWithWhatIsUsualAndTheTest) {
  for (int day = 10; day < 28; ++day) {
    place_some("g1", 1, 1, "08-" + std::to_string(day));
    place_some("g1", 1, 1, "10-" + std::to_string(day));
  }
  EXPECT_EQ(line_of("hot", at("11-20 12:00:00"), "没有类别"), "没有类别明显多于平时");
  place_some("g1", 12, 5, "11-18");
  const block::Tile tile = build("hot", at("11-20 12:00:00"));
  EXPECT_EQ(tile.qualifier, "近7日比前84日，偶然＜1%");
  EXPECT_TRUE(block::line_of(tile, "!道路隐患").starts_with("!道路隐患 | 12 件 | 平时 1.9 ▲")) << block::as_text(tile);
  EXPECT_TRUE(block::line_of(tile, "同地重复").starts_with("同地重复：30日内同网格同类满3件"));
}

TEST_F(AnalysisTest, AShortPastIsSaid) {
  place_some("g1", 12, 5, "11-18");
  EXPECT_EQ(line_of("hot", at("11-20 12:00:00"), "记录"), "记录不足28日，不比较");
}

TEST_F(AnalysisTest, WeeksAndHoursCountWhatWasCollected) {
  place_some("g1", 3, 1, "11-10");
  place_some("g1", 2, 0, "11-20");
  EXPECT_TRUE(line_of("weeks", at("11-20 12:00:00"), "收集").ends_with(" 3 2"));
  EXPECT_TRUE(line_of("weeks", at("11-20 12:00:00"), "日终在办").ends_with(" 2 4"));
  EXPECT_EQ(build("hours", at("11-20 12:00:00")).qualifier, "最忙 08:00–09:00");
  EXPECT_TRUE(line_of("hours", at("11-20 12:00:00"), "今日").starts_with("今日 0 0 0 0 0 0 0 0 2 0"));
  EXPECT_EQ(build("hours", at("01-20 12:00:00")).why, "本期没有诉求");
}

TEST_F(AnalysisTest, InPlaceOfItsFiguresATileSaysWhatTheyMean) {
  view_model::ViewContext context = at("11-20 12:00:00");
  for (const Kind& kind : kinds()) {
    if (kind.make == nullptr) continue;
    block::Tile tile = kind.make()(context);
    if (tile.absent) continue;
    const std::string before = block::as_text(tile);
    define(kind.name, context, tile);
    if (block::as_text(tile) == before) continue;
    EXPECT_EQ(tile.qualifier, "释义") << kind.name;
    EXPECT_TRUE(tile.why.empty()) << kind.name;
  }
  block::Tile rates = build("rates", context);
  define("rates", context, rates);
  EXPECT_EQ(block::line_of(rates, "结案率"), "结案率 | 已办结 ÷ 应办结");
}

}  // namespace
}  // namespace gridwall::tile
