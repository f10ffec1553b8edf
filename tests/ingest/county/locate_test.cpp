#include "ingest/county/locate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "ingest/county/geos.h"
#include "ingest/county/load.h"
#include "tests/ingest/county/samples.h"

namespace gridwall::inline county {
namespace {

County load(const std::string& name) {
  const auto source = read_county_source(std::string(GRIDWALL_SOURCE_DIR) + "/config/counties/" + name + ".toml");
  EXPECT_TRUE(source) << source.error().message;
  auto county = load_county(*source);
  EXPECT_TRUE(county) << county.error().message;
  return *county;
}

GridIndex by_brute_force(const County& county, Position position) {
  for (GridIndex grid{0}; grid < county.map.grids.size(); ++grid) {
    if (contains(county.map.grids[grid], position)) return grid;
  }
  return kNone;
}

TEST(Locator, AgreesWithBruteForceEverywhere) {
  for (const char* name : {"jianhu", "san_francisco"}) {
    const County county = load(name);
    const Locator locator(county);
    std::mt19937_64 random(7);
    const Box box = county.box.widened();
    std::uniform_real_distribution<double> lon(box.west_deg, box.east_deg), lat(box.south_deg, box.north_deg);
    for (int i = 0; i < 20'000; ++i) {
      const Position position{lon(random), lat(random)};
      ASSERT_EQ(locator.locate(position), by_brute_force(county, position));
    }
  }
}

TEST(Locator, AgreesWithGeos) {
  const County county = load("jianhu");
  const Locator locator(county);
  const Geos geos;
  std::vector<Geos::Geometry> shapes;
  for (const Polygons& grid : county.map.grids) shapes.push_back(geos.from_polygons(grid));
  std::mt19937_64 random(8);
  std::uniform_real_distribution<double> lon(county.box.west_deg, county.box.east_deg),
      lat(county.box.south_deg, county.box.north_deg);
  for (int i = 0; i < 1'000; ++i) {
    const Position position{lon(random), lat(random)};
    const Geos::Geometry point =
        geos.wrap(GEOSGeom_createPointFromXY_r(geos.context(), position.lon_deg, position.lat_deg));
    GridIndex expected = kNone;
    for (GridIndex grid{0}; grid < shapes.size() && expected == kNone; ++grid) {
      if (GEOSIntersects_r(geos.context(), shapes[grid].get(), point.get()) == 1) expected = grid;
    }
    ASSERT_EQ(locator.locate(position), expected);
  }
}

TEST(Locator, CornersAndBordersBelongToTheLowestGridTheyTouch) {
  const County county = load("jianhu");
  const Locator locator(county);
  for (GridIndex grid{0}; grid < county.grids.size(); ++grid) {
    for (const Polygon& polygon : county.map.grids[grid]) {
      for (const Position corner : polygon.outer.points) {
        const GridIndex found = locator.locate(corner);
        ASSERT_LE(found, grid);
        ASSERT_TRUE(is_on_boundary(county.map.grids[found], corner));
        ASSERT_EQ(found, by_brute_force(county, corner));
      }
    }
  }
}

TEST(Locator, NoPointInsideTheCountyFallsBetweenTwoGrids) {
  // Points next to borders, where rounding could leave gaps: on the middle of every edge.
  const County county = load("jianhu");
  const Locator locator(county);
  for (const Polygons& grid : county.map.grids) {
    const auto& points = grid[0].outer.points;
    for (size_t i = 0; i + 1 < points.size(); ++i) {
      const Position middle{(points[i].lon_deg + points[i + 1].lon_deg) / 2,
                            (points[i].lat_deg + points[i + 1].lat_deg) / 2};
      if (!is_on_boundary(county.map.outline, middle) && contains(county.map.outline, middle)) {
        ASSERT_NE(locator.locate(middle), kNone);
      }
    }
  }
}

TEST(Locator, EveryGridsCentreLiesInIt) {
  const County county = load("jianhu");
  const Locator locator(county);
  for (GridIndex grid{0}; grid < county.grids.size(); ++grid)
    EXPECT_EQ(locator.locate(county.grids[grid].center), grid);
}

TEST(Locator, HolesAndFarPointsBelongToNoGrid) {
  const auto county = load_sample(
      collection(feature("g1", polygon("[[[0,0],[3,0],[3,3],[0,3],[0,0]],[[1,1],[2,1],[2,2],[1,2],[1,1]]]"))));
  ASSERT_TRUE(county);
  const Locator locator(*county);
  EXPECT_EQ(locator.locate({1.5, 1.5}), kNone);
  EXPECT_EQ(locator.locate({1, 1.5}), 0U);
  EXPECT_EQ(locator.locate({0.5, 0.5}), 0U);
  EXPECT_EQ(locator.locate({-5, 50}), kNone);
  EXPECT_EQ(locator.locate({std::nan(""), 1}), kNone);
}

TEST(Locator, OverlappingGridsGiveTheLowestAndDoNotFillTheMemory) {
  std::string features;
  for (int i = 0; i < 2'000; ++i) {
    features.append(i == 0 ? "" : ",").append(feature(std::to_string(i), square(0, 0, 1 + i * 1e-4)));
  }
  const auto county = load_sample(collection(features));
  ASSERT_TRUE(county);
  const Locator locator(*county);
  EXPECT_EQ(locator.locate({0.5, 0.5}), 0U);
  EXPECT_EQ(locator.locate({1.15, 0.5}), 1'500U);
}

TEST(Locator, WithoutAMapNothingIsLocated) {
  EXPECT_EQ(Locator().locate({1, 1}), kNone);
  EXPECT_EQ(Locator(County{}).locate({1, 1}), kNone);
}

}  // namespace
}  // namespace gridwall::county
