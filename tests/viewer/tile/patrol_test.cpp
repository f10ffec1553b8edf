// The patrol scene's tiles: visits, who is out, findings, coverage by place, campaigns, one grid.
#include "tests/viewer/tile/tile_fixture.h"
#include "viewer/tile/open_findings.h"
#include "viewer/view_model/county_geometry.h"
#include "viewer/view_model/map_markers.h"

namespace gridwall::tile {
using namespace view_model;
namespace {

class PatrolTest : public TileTest {
 protected:
  void SetUp() override {
    county_.areas.push_back({"s2", {"二街", "Second Street"}, 0, kNone, {119.5, 33.5}});
    for (uint32_t grid = 12; grid < 16; ++grid) county_.grids[grid].area = AreaIndex(2);
    county_.build_index();
  }
  void visit(std::string_view grid, std::string_view at, std::string_view more = R"("households":10,"people":25)") {
    add("patrol.visited", at, R"("worker":"w1",)" + std::string(more) + R"(,"grid":")" + std::string(grid) + '"');
  }
  void find(std::string_view kind, std::string_view id, std::string_view at, std::string_view category,
            std::string_view grid) {
    add("patrol." + std::string(kind) + "_found", at,
        '"' + std::string(kind) + R"(":")" + std::string(id) + R"(","category":")" + std::string(category) + R"(",)" +
            (kind == "hazard" ? R"("severity":"low",)" : "") + R"("grid":")" + std::string(grid) + '"');
  }

  static const block::Table& table_of(const block::Tile& tile) {
    for (const block::Block& part : tile.body) {
      if (const auto* table = std::get_if<block::Table>(&part.content)) return *table;
    }
    throw std::runtime_error("no table");
  }
  static const block::Figure& figure_of(const block::Tile& tile) {
    return std::get<block::FigureRow>(tile.body.front().content).figures.front();
  }
};

TEST_F(PatrolTest, VisitsAreCountedInHouseholdsAndPeopleOfThreeWindows) {
  visit("g0", "11-21 08:00:00");
  visit("g1", "11-18 08:00:00");
  visit("g1", "11-01 08:00:00");
  const std::vector<std::string> lines = lines_of("visits", at("11-21 09:00:00"));
  ASSERT_EQ(lines.size(), 5U);
  EXPECT_EQ(lines[2], "今日 (1 次) | 10 | 25");
  EXPECT_EQ(lines[3], "近7日 (2 次) | 20 | 50");
  EXPECT_EQ(lines[4], "近30日 (3 次) | 30 | 75");
}

TEST_F(PatrolTest, AWallThatCountsFromFurtherBackShowsTheVisitsOfThatTime) {
  visit("g0", "11-21 08:00:00");
  visit("g1", "08-01 08:00:00");
  ViewContext context = at("11-21 09:00:00");
  context.window = Window::kAll;
  const std::vector<std::string> lines = lines_of("visits", context);
  ASSERT_EQ(lines.size(), 5U);
  EXPECT_EQ(lines[3], "近30日 (1 次) | 10 | 25");
  EXPECT_EQ(lines[4], texts_[Text::kWindowAll] + " (2 次) | 20 | 50");
}

TEST_F(PatrolTest, AShiftThatBeganInTheEveningIsANightPatrolAndPostsAreCounted) {
  add("patrol.shift_started", "11-21 17:59:00", R"("worker":"day","post":"A")");
  add("patrol.shift_started", "11-21 18:00:00", R"("worker":"night","post":"A")");
  add("patrol.shift_started", "11-21 18:01:00", R"("worker":"other","post":"B")");
  add("patrol.track", "11-21 18:05:00", R"("worker":"night","lon":119.5,"lat":33.5,"grid":"g0")");
  std::vector<std::string> lines = lines_of("shifts", at("11-21 19:00:00"));
  lines.erase(lines.begin());
  EXPECT_EQ(lines, (std::vector<std::string>{"在岗 3", "夜巡 2", "A岗 2", "B岗 1"}));
  const MapMarkers markers = build_map_markers(at("11-21 19:00:00"), plane_of(county_));
  ASSERT_EQ(markers.workers.size(), 1U);
  EXPECT_TRUE(markers.workers[0].night);
}

TEST_F(PatrolTest, MarkersBeyondWhatIsLookedAtAreSaidToBeOutside) {
  add("patrol.shift_started", "11-21 09:00:00", R"("worker":"w","grid":"g0")");
  add("patrol.track", "11-21 09:05:00", R"("worker":"w","lon":119.5,"lat":33.5,"grid":"g0")");
  EXPECT_FALSE(build_map_markers(at("11-21 10:00:00", scope_of_area(0)), plane_of(county_)).workers[0].outside);
  EXPECT_TRUE(build_map_markers(at("11-21 10:00:00", scope_of_area(2)), plane_of(county_)).workers[0].outside);
}

TEST_F(PatrolTest, MoreWorkersThanTheMapBearsAreCountedOnly) {
  for (size_t i = 0; i <= kMostWorkers; ++i) {
    const std::string worker = R"("worker":"w)" + std::to_string(i) + '"';
    add("patrol.shift_started", "11-21 09:00:00", worker);
    add("patrol.track", "11-21 09:05:00", worker + R"(,"lon":119.5,"lat":33.5,"grid":"g0")");
  }
  const MapMarkers markers = build_map_markers(at("11-21 10:00:00"), plane_of(county_));
  EXPECT_TRUE(markers.workers.empty());
  EXPECT_TRUE(markers.workers_hidden);
  EXPECT_EQ(line_of("shifts", at("11-21 10:00:00"), "在岗"), "在岗 1,501");
}

TEST_F(PatrolTest, WhereOtherThingsAreLookedForFewerWorkersStandOnTheMap) {
  for (size_t i = 0; i <= kMostWorkersBeside; ++i) {
    const std::string worker = R"("worker":"w)" + std::to_string(i) + '"';
    add("patrol.shift_started", "11-21 09:00:00", worker);
    add("patrol.track", "11-21 09:05:00", worker + R"(,"lon":119.5,"lat":33.5,"grid":"g0")");
  }
  ViewContext context = at("11-21 10:00:00");
  context.scene = Scene::kOverview;
  EXPECT_TRUE(build_map_markers(context, plane_of(county_)).workers_hidden);
  context.scene = Scene::kPatrol;
  EXPECT_EQ(build_map_markers(context, plane_of(county_)).workers.size(), kMostWorkersBeside + 1);
}

TEST_F(PatrolTest, OpenFindingsAreCountedWithTheAgeOfTheOldestAndByCategory) {
  find("hazard", "h1", "11-18 09:00:00", "飞线充电", "g0");
  find("hazard", "h2", "11-20 09:00:00", "飞线充电", "g1");
  find("hazard", "h3", "11-20 09:00:00", "井盖破损", "g1");
  find("dispute", "d1", "11-21 08:00:00", "邻里纠纷", "g2");
  add("patrol.hazard_closed", "11-21 07:00:00", R"("hazard":"h3")");
  const block::Tile tile = build("findings", at("11-21 09:00:00"));
  EXPECT_EQ(block::line_of(tile, "未销隐患"), "未销隐患 2 | 发现 3 · 整改 1 (最久 3天)");
  EXPECT_EQ(block::line_of(tile, "未销矛盾纠纷"), "未销矛盾纠纷 1 | 发现 1 · 化解 0 (最久 1时)");
  const block::Section& categories = table_of(tile).sections.front();
  ASSERT_EQ(categories.rows.size(), 2U);
  EXPECT_EQ(categories.rows[0].cells[0].text, "飞线充电");
  EXPECT_EQ(categories.rows[0].cells[2].text, "2");
  const auto& sides = std::get<block::FigureRow>(tile.body.front().content).figures;
  EXPECT_EQ(categories.rows[0].cells[0].mark, sides[0].mark);  // a hazard
  EXPECT_EQ(categories.rows[1].cells[0].mark, sides[1].mark);  // a dispute
}

TEST_F(PatrolTest, FindingsOfAnAreaAreThoseThatLieInIt) {
  find("hazard", "h1", "11-18 09:00:00", "飞线充电", "g0");
  const std::vector<std::string> lines = lines_of("findings", at("11-21 09:00:00", scope_of_area(2)));
  EXPECT_TRUE(lines[1].starts_with("未销隐患 0 |")) << lines[1];
  EXPECT_EQ(lines.back(), texts_[Text::kFindingsNone]);
}

TEST_F(PatrolTest, CategoriesThatFindNoRoomAreCountedTogether) {
  for (int i = 0; i < 7; ++i) {
    find("hazard", "h" + std::to_string(i), "11-18 09:00:00", "c" + std::to_string(i), "g0");
  }
  find("hazard", "h", "11-18 09:00:00", "c0", "g0");
  const block::Tile tile = build("findings", at("11-21 09:00:00"));
  const block::Row rest = table_of(tile).sections.front().rest(2);
  EXPECT_EQ(rest.cells[0].text, texts_[Text::kFindingsOther]);
  EXPECT_EQ(rest.cells[2].text, "5");
}

TEST_F(PatrolTest, OpenFindingsFollowStepByStepAndStartAnewWhenTheStateGoesBack) {
  OpenFindings open;
  find("hazard", "h1", "11-18 09:00:00", "飞线充电", "g0");
  EXPECT_EQ(open.update(folder_.state.hazards, folder_.state.seq).size(), 1U);
  const CountyState before = folder_.state;
  add("patrol.hazard_closed", "11-19 07:00:00", R"("hazard":"h1")");
  add("patrol.hazard_closed", "11-19 07:00:00", R"("hazard":"early")");
  find("hazard", "early", "11-19 06:00:00", "飞线充电", "g0");
  find("hazard", "h2", "11-19 09:00:00", "飞线充电", "g0");
  EXPECT_EQ(open.update(folder_.state.hazards, folder_.state.seq), (std::vector<uint32_t>{2}));
  EXPECT_EQ(open.update(before.hazards, before.seq), (std::vector<uint32_t>{0}));
}

TEST_F(PatrolTest, PlacesStandWorstFirstAndLeadToTheirParts) {
  for (int grid = 0; grid < 11; ++grid) visit("g" + std::to_string(grid), "11-21 08:00:00");
  visit("g12", "11-21 08:00:00");
  visit("g13", "11-18 08:00:00");
  const block::Tile tile = build("places", at("11-21 09:00:00"));
  const block::Table& table = table_of(tile);
  ASSERT_EQ(table.sections.size(), 2U);
  const std::vector<block::Row>& rows = table.sections[0].rows;
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(block::line_of(tile, "二街"), "二街 | 25%+0%+25%+50% | 1/4 | !1 | 2");
  EXPECT_EQ(rows[0].cells[0].text, "二街");  // 1 of 4
  EXPECT_EQ(std::get<GoTo>(*rows[0].press).scope, scope_of_area(2));
  EXPECT_EQ(rows[1].cells[2].text, "11/12");
  const block::Section& worst = table.sections[1];
  ASSERT_EQ(worst.rows.size(), 1U);
  EXPECT_EQ(worst.rows[0].cells[0].text, "一社区");
  EXPECT_EQ(worst.heading, "其中最差的社区");
}

TEST_F(PatrolTest, ACommunityListsItsGridsThoseNeverVisitedFirst) {
  visit("g0", "11-21 08:00:00");
  visit("g1", "11-19 08:00:00");
  const block::Tile tile = build("places", at("11-21 09:00:00", scope_of_area(1)));
  const std::vector<block::Row>& rows = table_of(tile).sections.front().rows;
  ASSERT_EQ(rows.size(), 12U);
  EXPECT_EQ(rows[0].cells[0].mark, block::mark_of(Freshness::kNeverVisited));
  EXPECT_EQ(rows[10].cells[0].text, "g1");
  EXPECT_EQ(rows[11].cells[4].text, "1时前");
}

TEST_F(PatrolTest, CampaignsAreSaidInEstatesHouseholdsAndPeople) {
  visit("g0", "11-21 08:00:00", R"("households":10,"people":25,"campaign":"排查","estate":"春晓")");
  visit("g1", "03-21 08:00:00", R"("households":5,"people":9,"campaign":"排查","estate":"锦绣")");
  const block::Tile tile = build("places", at("11-21 09:00:00"));
  EXPECT_EQ(std::get<block::List>(tile.body.back().content).items.size(), 1U);
  EXPECT_EQ(block::line_of(tile, "排查"), "排查 | 15 户 | 2 小区 | 34 人 · 2 次");
}

TEST_F(PatrolTest, AGridSaysWhoLivesThereWhenItWasVisitedAndWhatStandsOpen) {
  county_.grids[1].households = 318;
  county_.grids[1].people = 878;
  county_.grids[1].level = 2;
  county_.grids[1].responsible = {"水务局", "Water Office"};
  visit("g1", "11-21 06:00:00");
  place("r1", "11-19 08:00:00");
  find("hazard", "h1", "11-18 09:00:00", "飞线充电", "g1");
  find("dispute", "d1", "11-18 09:00:00", "邻里纠纷", "g0");
  add("patrol.shift_started", "11-21 08:00:00", R"("worker":"w","post":"A","grid":"g1")");
  add("patrol.checked_in", "11-21 08:10:00", R"("worker":"w","grid":"g1")");
  const block::Tile tile = build("places", at("11-21 09:10:00", scope_of_grid(county_, 1)));
  EXPECT_EQ(tile.qualifier, "二级网格");
  EXPECT_EQ(figure_of(tile).figure, "1时前");
  EXPECT_EQ(figure_of(tile).note, "按期 · 08:10");
  EXPECT_EQ(figure_of(tile).mark, block::mark_of(Freshness::kFresh));
  const auto value = [&](Text label) {
    for (const block::Row& row : table_of(tile).sections.front().rows) {
      if (row.cells[0].text == texts_[label]) return row.cells[1].text;
    }
    return std::string("no such row");
  };
  EXPECT_EQ(value(Text::kGridSize), "318 / 878");
  EXPECT_EQ(value(Text::kGridResponsible), "水务局");
  EXPECT_EQ(value(Text::kGridInterval), "1天");
  EXPECT_EQ(value(Text::kGridOpen), "1");
  EXPECT_EQ(value(Text::kGridOverdue), "1");
  EXPECT_EQ(value(Text::kGridFindings), "1 / 0");
  EXPECT_EQ(value(Text::kGridOnShift), "1 · A岗 1");
}

TEST_F(PatrolTest, AGridNobodyKnowsMuchAboutSaysSo) {
  const block::Tile tile = build("places", at("11-21 09:10:00", scope_of_grid(county_, 3)));
  EXPECT_EQ(figure_of(tile).figure, texts_[Text::kCoverageNever]);
  EXPECT_EQ(figure_of(tile).note, "");
  EXPECT_EQ(table_of(tile).sections.front().rows[1].cells[1].text, texts_[Text::kGridUnknown]);
}

}  // namespace
}  // namespace gridwall::tile
