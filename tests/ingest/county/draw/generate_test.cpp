#include "ingest/county/draw/generate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "ingest/county/dissolve.h"
#include "ingest/county/load.h"

namespace gridwall::inline county::draw {
namespace {

std::string read_asset(const std::string& name) {
  std::ifstream stream(std::string(GRIDWALL_SOURCE_DIR) + "/assets/maps/" + name);
  EXPECT_TRUE(stream) << name;
  return std::string((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
}

Polygons jianhu_outline() {
  const auto outlines = read_outlines(read_asset("outlines/yancheng.geojson"), "yancheng.geojson");
  EXPECT_TRUE(outlines);
  for (const Outline& outline : *outlines) {
    if (outline.code == "320925") return outline.polygons;
  }
  ADD_FAILURE() << "no outline of 320925";
  return {};
}

MapSpec jianhu_spec() {
  const auto spec = read_map_spec(read_asset("jianhu.spec.toml"), "jianhu.spec.toml");
  EXPECT_TRUE(spec) << spec.error().message;
  return *spec;
}

Polygons united(const std::vector<GridRecord>& grids) {
  const Geos geos;
  Polygons all;
  for (const GridRecord& grid : grids) all.insert(all.end(), grid.polygons.begin(), grid.polygons.end());
  return geos.unite(all);
}

TEST(GeneratedMap, FillsItsOutlineWithoutGapAndOverlap) {
  const Polygons outline = jianhu_outline();
  const auto grids = generate_map(outline, jianhu_spec());
  ASSERT_TRUE(grids) << grids.error().message;
  double sum = 0;
  for (const GridRecord& grid : *grids) sum += area_deg2(grid.polygons);
  const double whole = area_deg2(outline);
  EXPECT_NEAR(sum, whole, 1e-6 * whole);
  EXPECT_NEAR(area_deg2(united(*grids)), whole, 1e-6 * whole);
}

TEST(GeneratedMap, IsTheOneThatIsShipped) {
  // Other versions of GEOS may cut elsewhere by a rounding; the numbers must hold anyhow.
  const auto grids = generate_map(jianhu_outline(), jianhu_spec());
  ASSERT_TRUE(grids);
  const std::string text = write_map(*grids);
  const std::string shipped = read_asset("jianhu.geojson");
  EXPECT_NEAR(static_cast<double>(text.size()), static_cast<double>(shipped.size()),
              0.01 * static_cast<double>(shipped.size()));
  const auto again = generate_map(jianhu_outline(), jianhu_spec());
  ASSERT_TRUE(again);
  EXPECT_EQ(write_map(*again), text) << "the same specification gives the same map";
}

TEST(GeneratedMap, HasTheNumbersAskedFor) {
  const auto grids = generate_map(jianhu_outline(), jianhu_spec());
  ASSERT_TRUE(grids);
  std::set<std::string> streets, communities, codes;
  std::map<int, int> levels;
  for (const GridRecord& grid : *grids) {
    codes.insert(grid.code);
    streets.insert(grid.areas.at(0).code);
    if (grid.areas.size() > 1) communities.insert(grid.areas[1].code);
    ++levels[grid.level];
    EXPECT_GE(grid.households, 300U);
    EXPECT_LE(grid.households, 500U);
  }
  EXPECT_EQ(codes.size(), 272U);
  EXPECT_EQ(streets.size(), 14U);
  EXPECT_EQ(communities.size(), 18U);
  EXPECT_EQ(levels[1], 14);
  EXPECT_EQ(levels[2], 18);
  EXPECT_EQ(levels[3], 240);
}

TEST(GeneratedMap, GridsAreInOnePieceAndNoSlivers) {
  const auto grids = generate_map(jianhu_outline(), jianhu_spec());
  ASSERT_TRUE(grids);
  for (const GridRecord& grid : *grids) {
    ASSERT_EQ(grid.polygons.size(), 1U) << grid.code;
    double length = 0;
    const auto& points = grid.polygons[0].outer.points;
    for (size_t i = 0; i + 1 < points.size(); ++i) {
      length +=
          std::hypot((points[i + 1].lon_deg - points[i].lon_deg) * 0.834, points[i + 1].lat_deg - points[i].lat_deg);
    }
    const double area = area_deg2(grid.polygons) * 0.834;
    EXPECT_GT(4 * 3.14159265 * area / (length * length), 0.2) << grid.code << ": 1 is a circle, a sliver is near 0";
    EXPECT_GT(area * 111.0 * 111.0, 0.02) << grid.code << ": in square kilometres";
  }
}

TEST(GeneratedMap, StreetsAndCommunitiesHangTogether) {
  const auto source = read_county_source(std::string(GRIDWALL_SOURCE_DIR) + "/config/counties/jianhu.toml");
  ASSERT_TRUE(source) << source.error().message;
  const auto county = load_county(*source);
  ASSERT_TRUE(county) << county.error().message;
  for (size_t i = 0; i < county->areas.size(); ++i) {
    ASSERT_EQ(county->map.areas[i].size(), 1U) << county->areas[i].name.zh;
    EXPECT_TRUE(contains(county->map.areas[i], county->areas[i].label_at));
  }
  EXPECT_EQ(county->map.outline.size(), 1U);
  EXPECT_TRUE(county->map.outline[0].holes.empty());
}

TEST(GeneratedMap, BordersAgreePointByPoint) {
  // Every edge is either run through by two grids, once each way, or lies on the county's border.
  const auto grids = generate_map(jianhu_outline(), jianhu_spec());
  ASSERT_TRUE(grids);
  std::map<std::array<double, 4>, int> edges;
  for (const GridRecord& grid : *grids) {
    const auto& points = grid.polygons[0].outer.points;
    for (size_t i = 0; i + 1 < points.size(); ++i) {
      ++edges[{points[i].lon_deg, points[i].lat_deg, points[i + 1].lon_deg, points[i + 1].lat_deg}];
    }
  }
  double open_length = 0, border_length = 0;
  for (const auto& [edge, count] : edges) {
    ASSERT_EQ(count, 1);
    if (!edges.contains({edge[2], edge[3], edge[0], edge[1]}))
      open_length += std::hypot(edge[2] - edge[0], edge[3] - edge[1]);
  }
  const Polygons outline = jianhu_outline();
  const auto& points = outline.at(0).outer.points;
  for (size_t i = 0; i + 1 < points.size(); ++i) {
    border_length += std::hypot(points[i + 1].lon_deg - points[i].lon_deg, points[i + 1].lat_deg - points[i].lat_deg);
  }
  EXPECT_NEAR(open_length, border_length, 1e-4 * border_length);
}

// A square county with one street in its middle and nothing around it.
const char* const kPartSpec =
    "bends = 1\nresponsible = [\"县水利局\", \"县教育局\"]\n"
    "[[street]]\ncode = \"520000001\"\nname = { zh = \"城关街道\" }\nseat = [107.5, 27.5]\nshare = 0.2\ngrids = 12\n"
    "[[outside]]\nseat = [107.2, 27.5]\nshare = 0.4\n[[outside]]\nseat = [107.8, 27.5]\nshare = 0.4\n";

Polygons square_county() {
  return {{{{{107, 27}, {108, 27}, {108, 28}, {107, 28}, {107, 27}}}, {}}};
}

TEST(GeneratedMap, LandOutsideOfTheSystemGetsNoGrids) {
  const auto spec = read_map_spec(kPartSpec, "s.toml");
  ASSERT_TRUE(spec) << spec.error().message;
  EXPECT_EQ(spec->grid_count(), 12);
  const auto grids = generate_map(square_county(), *spec);
  ASSERT_TRUE(grids) << grids.error().message;
  ASSERT_EQ(grids->size(), 12U);
  double sum = 0;
  for (const GridRecord& grid : *grids) {
    EXPECT_EQ(grid.areas.at(0).code, "520000001");
    EXPECT_TRUE(contains(square_county(), interior_point(grid.polygons)));
    sum += area_deg2(grid.polygons);
  }
  EXPECT_NEAR(sum, 0.2, 0.1);  // the border runs in the middle between sites, not where the shares meet
}

TEST(GeneratedMap, UnitsAreDealtOutInTurnAndWritten) {
  const auto grids = generate_map(square_county(), *read_map_spec(kPartSpec, "s.toml"));
  ASSERT_TRUE(grids) << grids.error().message;
  EXPECT_EQ((*grids)[0].responsible, "县水利局");
  EXPECT_EQ((*grids)[1].responsible, "县教育局");
  EXPECT_EQ((*grids)[2].responsible, "县水利局");
  EXPECT_NE(write_map(*grids).find("\"responsible\":\"县教育局\""), std::string::npos);
}

TEST(GeneratedMap, IsReadBackAsItWasWritten) {
  const auto grids = generate_map(square_county(), *read_map_spec(kPartSpec, "s.toml"));
  ASSERT_TRUE(grids) << grids.error().message;
  const MapProperties properties{"code",        "name",       "name_en",
                                 "level",       "households", "people",
                                 "responsible", "",           {{"street", "street_name", "street_en"}}};
  const auto content = read_map(write_map(*grids), "m.geojson", Crs::kWgs84, properties);
  ASSERT_TRUE(content) << content.error().message;
  EXPECT_TRUE(content->warnings.empty());
  ASSERT_EQ(content->grids.size(), 12U);
  EXPECT_EQ(content->grids[0].areas.at(0).name.zh, "城关街道");
  EXPECT_EQ(content->grids[1].areas.at(0).name.zh, "") << "an area's name stands with its first grid";
  EXPECT_EQ(content->grids[1].areas.at(0).code, "520000001");
  EXPECT_EQ(content->grids[1].people, (*grids)[1].people);
}

TEST(MapSpec, AMistakeIsNamedWithItsLine) {
  const auto missing = read_map_spec("[[street]]\ncode = \"1\"\nname = { zh = \"a\" }\n", "s.toml");
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message.find("key 'street.seat'"), std::string::npos) << missing.error().message;
  const auto empty = read_map_spec("", "s.toml");
  ASSERT_FALSE(empty);
  EXPECT_NE(empty.error().message.find("[[street]]"), std::string::npos);
}

}  // namespace
}  // namespace gridwall::county::draw
