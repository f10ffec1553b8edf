#include <gtest/gtest.h>

#include <set>

#include "ingest/county/dissolve.h"
#include "ingest/county/draw/generate.h"
#include "ingest/county/draw/share_borders.h"

namespace gridwall::inline county::draw {
namespace {

Polygon rectangle(double west, double south, double east, double north) {
  return {{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}}, {}};
}

std::vector<Outline> two_counties() {
  return {{"520001", {"东县", ""}, {rectangle(107, 27, 107.4, 27.5)}},
          {"520002", {"西县", ""}, {rectangle(106.6, 27, 107, 27.5)}}};
}

const char* const kSpec =
    "seed = 7\ngrids = 61\nbends = 1\n[[prefecture]]\ncode = \"5200\"\nname = { zh = \"某州\" }\n"
    "[[prefecture.county]]\ncode = \"520001\"\nname = { zh = \"东县\" }\n"
    "streets = [{ code = \"520001001\", name = { zh = \"甲街道\" } }, { code = \"520001002\", name = { zh = \"乙街道\" "
    "} }]\n"
    "[[prefecture.county]]\ncode = \"520002\"\nname = { zh = \"西县\" }\n"
    "streets = [{ code = \"520002001\", name = { zh = \"丙街道\" } }]\n";

std::string fault(const std::string& text) {
  const auto spec = read_province_spec(text, "p.toml");
  return spec ? "read" : spec.error().message;
}

TEST(Province, SharesItsGridsEvenlyAmongItsStreets) {
  const auto spec = read_province_spec(kSpec, "p.toml");
  ASSERT_TRUE(spec) << spec.error().message;
  const auto grids = generate_province(two_counties(), *spec, 2);
  ASSERT_TRUE(grids) << grids.error().message;
  EXPECT_EQ(grids->size(), 61U);
  std::map<std::string, int> of_street;
  std::set<std::string> codes;
  for (const GridRecord& grid : *grids) {
    ASSERT_EQ(grid.areas.size(), 3U);
    EXPECT_EQ(grid.areas[0].name.zh, "某州");
    EXPECT_EQ(grid.areas[2].code.substr(0, 6), grid.areas[1].code);
    ++of_street[grid.areas[2].code];
    codes.insert(grid.code);
  }
  EXPECT_EQ(codes.size(), 61U);
  EXPECT_EQ(of_street, (std::map<std::string, int>{{"520001001", 21}, {"520001002", 20}, {"520002001", 20}}));
}

TEST(Province, DoesNotDependOnTheNumberOfThreads) {
  const auto spec = read_province_spec(kSpec, "p.toml");
  ASSERT_TRUE(spec) << spec.error().message;
  const auto one = generate_province(two_counties(), *spec, 1), four = generate_province(two_counties(), *spec, 4);
  ASSERT_TRUE(one && four);
  EXPECT_EQ(write_map(*one), write_map(*four));
}

TEST(Province, NeighboursDissolveWithoutSlivers) {
  const auto grids = generate_province(two_counties(), *read_province_spec(kSpec, "p.toml"), 2);
  ASSERT_TRUE(grids) << grids.error().message;
  std::vector<const Polygons*> members;
  double sum = 0;
  for (const GridRecord& grid : *grids) {
    members.push_back(&grid.polygons);
    sum += area_deg2(grid.polygons);
  }
  const Geos geos;
  const Polygons whole = dissolve(geos, members);
  ASSERT_EQ(whole.size(), 1U);
  EXPECT_TRUE(whole[0].holes.empty());
  EXPECT_NEAR(area_deg2(whole), 0.4, 1e-6);
  EXPECT_NEAR(sum, 0.4, 1e-6);
}

TEST(Province, AMissingOutlineIsNamed) {
  std::vector<Outline> outlines = two_counties();
  outlines.pop_back();
  const auto grids = generate_province(outlines, *read_province_spec(kSpec, "p.toml"), 1);
  ASSERT_FALSE(grids);
  EXPECT_NE(grids.error().message.find("520002 (西县)"), std::string::npos) << grids.error().message;
}

TEST(Province, AMistakeInTheSpecificationIsNamedWithItsLine) {
  EXPECT_NE(fault("grids = 3\n").find("key 'prefecture': it is missing"), std::string::npos);
  std::string few = kSpec;
  few.replace(few.find("61"), 2, 1, '2');
  EXPECT_NE(fault(few).find("p.toml:2: key 'grids': there are fewer than streets"), std::string::npos) << fault(few);
  std::string twice = kSpec;
  twice.replace(twice.find("520001002"), 9, "520001001");
  EXPECT_NE(fault(twice).find("p.toml:10: key 'prefecture.county.streets.code': '520001001' stands here a second time"),
            std::string::npos)
      << fault(twice);
}

TEST(SharedBorders, APointOnANeighboursEdgeIsPutIntoIt) {
  std::vector<GridRecord> grids(2);
  grids[0].polygons = {rectangle(107, 27, 107.1, 27.1)};
  grids[1].polygons = {rectangle(106.9, 27, 107, 27.1)};
  // A millionth off the line, as rounding leaves it.
  grids[1].polygons[0].outer.points.insert(grids[1].polygons[0].outer.points.begin() + 2, {107.000001, 27.04});
  share_borders(grids);
  const std::vector<Position>& east = grids[0].polygons[0].outer.points;
  ASSERT_EQ(east.size(), 6U);
  EXPECT_EQ(east[4].lon_deg, 107.000001);
  EXPECT_EQ(east[4].lat_deg, 27.04);
  EXPECT_EQ(grids[1].polygons[0].outer.points.size(), 6U);
}

TEST(SharedBorders, PointsFartherAwayStayWhereTheyAre) {
  std::vector<GridRecord> grids(2);
  grids[0].polygons = {rectangle(107, 27, 107.1, 27.1)};
  grids[1].polygons = {rectangle(106.9, 27, 106.99999, 27.05)};
  share_borders(grids);
  EXPECT_EQ(grids[0].polygons[0].outer.points.size(), 5U);
  EXPECT_EQ(grids[1].polygons[0].outer.points.size(), 5U);
}

}  // namespace
}  // namespace gridwall::county::draw
