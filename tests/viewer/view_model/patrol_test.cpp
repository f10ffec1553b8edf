// The patrol scene's tiles: visits, who is out, findings, coverage by place, campaigns, one grid.
#include "tests/viewer/view_model/view_fixture.h"
#include "viewer/view_model/county_geometry.h"
#include "viewer/view_model/findings.h"
#include "viewer/view_model/grid_detail.h"
#include "viewer/view_model/map_markers.h"
#include "viewer/view_model/places.h"
#include "viewer/view_model/visits.h"

namespace gridwall::view_model {
namespace {

class PatrolTest : public ViewTest {
 protected:
  void SetUp() override {
    county_.areas.push_back({"s2", {"二街", "Second Street"}, 0, kNoGrid, {119.5, 33.5}});
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

  OpenOnPatrol open_;
};

TEST_F(PatrolTest, VisitsAreCountedInHouseholdsAndPeopleOfThreeWindows) {
  visit("g0", "11-21 08:00:00");
  visit("g1", "11-18 08:00:00");
  visit("g1", "11-01 08:00:00");
  const VisitsTile tile = build_visits(at("11-21 09:00:00"));
  EXPECT_EQ(tile.rows[0].households, "10");
  EXPECT_EQ(tile.rows[1].people, "50");
  EXPECT_EQ(tile.rows[2].households, "30");
  EXPECT_EQ(tile.rows[2].times, "3 次");
}

TEST_F(PatrolTest, AWallThatCountsFromFurtherBackShowsTheVisitsOfThatTime) {
  visit("g0", "11-21 08:00:00");
  visit("g1", "08-01 08:00:00");
  ViewContext context = at("11-21 09:00:00");
  context.window = Window::kAll;
  const VisitsTile tile = build_visits(context);
  EXPECT_EQ(tile.rows[1].households, "10");
  EXPECT_EQ(tile.rows[2].households, "20");
  EXPECT_EQ(tile.rows[2].window, texts_[Text::kWindowAll]);
}

TEST_F(PatrolTest, AShiftThatBeganInTheEveningIsANightPatrolAndPostsAreCounted) {
  add("patrol.shift_started", "11-21 17:59:00", R"("worker":"day","post":"A")");
  add("patrol.shift_started", "11-21 18:00:00", R"("worker":"night","post":"A")");
  add("patrol.shift_started", "11-21 18:01:00", R"("worker":"other","post":"B")");
  add("patrol.track", "11-21 18:05:00", R"("worker":"night","lon":119.5,"lat":33.5,"grid":"g0")");
  const ShiftsTile tile = build_shifts(at("11-21 19:00:00"));
  EXPECT_EQ(tile.on, "3");
  EXPECT_EQ(tile.night, "2");
  EXPECT_EQ(tile.posts, (std::vector<std::string>{"A岗 2", "B岗 1"}));
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
  EXPECT_EQ(build_shifts(at("11-21 10:00:00")).on, "1,501");
}

TEST_F(PatrolTest, OpenFindingsAreCountedWithTheAgeOfTheOldestAndByCategory) {
  find("hazard", "h1", "11-18 09:00:00", "飞线充电", "g0");
  find("hazard", "h2", "11-20 09:00:00", "飞线充电", "g1");
  find("hazard", "h3", "11-20 09:00:00", "井盖破损", "g1");
  find("dispute", "d1", "11-21 08:00:00", "邻里纠纷", "g2");
  add("patrol.hazard_closed", "11-21 07:00:00", R"("hazard":"h3")");
  const FindingsTile tile = build_findings(at("11-21 09:00:00"), open_);
  EXPECT_EQ(tile.hazards.open, "2");
  EXPECT_EQ(tile.hazards.oldest, "最久 3天");
  EXPECT_EQ(tile.hazards.found, "发现 3 · 整改 1");
  EXPECT_EQ(tile.disputes.open, "1");
  ASSERT_EQ(tile.categories.size(), 2U);
  EXPECT_EQ(tile.categories[0].label, "飞线充电");
  EXPECT_EQ(tile.categories[0].count, "2");
  EXPECT_TRUE(tile.categories[1].dispute);
}

TEST_F(PatrolTest, FindingsOfAnAreaAreThoseThatLieInIt) {
  find("hazard", "h1", "11-18 09:00:00", "飞线充电", "g0");
  const FindingsTile tile = build_findings(at("11-21 09:00:00", scope_of_area(2)), open_);
  EXPECT_EQ(tile.hazards.open, "0");
  EXPECT_EQ(tile.none, texts_[Text::kFindingsNone]);
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
  const PlacesTile tile = build_places(at("11-21 09:00:00"));
  ASSERT_EQ(tile.rows.size(), 2U);
  EXPECT_EQ(tile.rows[0].name, "二街");  // 1 of 4
  EXPECT_EQ(tile.rows[0].covered, "1/4");
  EXPECT_EQ(tile.rows[0].overdue, "1");
  EXPECT_EQ(tile.rows[0].never, "2");
  EXPECT_EQ(tile.rows[0].place, scope_of_area(2));
  EXPECT_EQ(tile.rows[1].covered, "11/12");
  ASSERT_EQ(tile.worst.size(), 1U);
  EXPECT_EQ(tile.worst[0].name, "一社区");
  EXPECT_EQ(tile.worst_title, "其中最差的社区");
}

TEST_F(PatrolTest, ACommunityListsItsGridsThoseNeverVisitedFirst) {
  visit("g0", "11-21 08:00:00");
  visit("g1", "11-19 08:00:00");
  const PlacesTile tile = build_places(at("11-21 09:00:00", scope_of_area(1)));
  ASSERT_EQ(tile.rows.size(), 12U);
  EXPECT_EQ(tile.rows[0].freshness, Freshness::kNeverVisited);
  EXPECT_EQ(tile.rows[10].name, "g1");
  EXPECT_EQ(tile.rows[11].last_visit, "1时前");
}

TEST_F(PatrolTest, CampaignsAreSaidInEstatesHouseholdsAndPeople) {
  visit("g0", "11-21 08:00:00", R"("households":10,"people":25,"campaign":"排查","estate":"春晓")");
  visit("g1", "03-21 08:00:00", R"("households":5,"people":9,"campaign":"排查","estate":"锦绣")");
  const CampaignsTile tile = build_campaigns(at("11-21 09:00:00"));
  ASSERT_EQ(tile.rows.size(), 1U);
  EXPECT_EQ(tile.rows[0].name, "排查");
  EXPECT_EQ(tile.rows[0].estates, "2 小区");
  EXPECT_EQ(tile.rows[0].households, "15 户");
  EXPECT_EQ(tile.rows[0].people, "34 人");
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
  const GridDetail detail = build_grid_detail(at("11-21 09:10:00", scope_of_grid(county_, 1)), open_);
  EXPECT_EQ(detail.level, "二级网格");
  EXPECT_EQ(detail.last_visit, "1时前");
  EXPECT_EQ(detail.freshness, Freshness::kFresh);
  const auto value = [&](Text label) {
    for (const GridDetail::Row& row : detail.rows) {
      if (row.label == texts_[label]) return row.value;
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
  const GridDetail detail = build_grid_detail(at("11-21 09:10:00", scope_of_grid(county_, 3)), open_);
  EXPECT_EQ(detail.state, texts_[Text::kCoverageNever]);
  EXPECT_EQ(detail.last_visit, "");
  EXPECT_FALSE(detail.rows[1].known);
}

}  // namespace
}  // namespace gridwall::view_model
