// What a user's own GeoJSON may do wrong, and what becomes of it.
#include <gtest/gtest.h>

#include <cmath>

#include "ingest/county/geometry.h"
#include "tests/ingest/county/samples.h"

namespace gridwall::inline county {
namespace {

TEST(Map, GridsAreasAndCountyComeOut) {
  const auto county = load_sample(
      collection(feature("g1", square(0, 0), R"(,"street":"s1","street_name":"一街","community":"c1","level":2)") +
                 "," + feature("g2", square(1, 0), R"(,"street":"s1","street_name":"一街","households":320)") + "," +
                 feature("g3", square(0, 1), R"(,"street":2)")));
  ASSERT_TRUE(county) << county.error().message;
  ASSERT_EQ(county->grids.size(), 3U);
  ASSERT_EQ(county->areas.size(), 3U);
  EXPECT_EQ(county->areas[0].name.zh, "一街");
  EXPECT_EQ(county->areas[1].parent, 0U);
  EXPECT_EQ(county->areas[2].code, "2");
  EXPECT_EQ(county->grids[0].area, 1U);
  EXPECT_EQ(county->grids[1].area, 0U);
  EXPECT_EQ(county->grids[0].level, 2);
  EXPECT_EQ(county->grids[1].households, 320U);
  EXPECT_NEAR(area_deg2(county->map.areas[0]), 2, 1e-12);
  EXPECT_NEAR(area_deg2(county->map.outline), 3, 1e-12);
  ASSERT_EQ(county->map.outline.size(), 1U);
  EXPECT_EQ(county->map.triangles.first_index_of_grid.size(), 4U);
  EXPECT_EQ(county->box.east_deg, 2);
  EXPECT_TRUE(county->warnings.empty());
}

TEST(Map, ACountyWhoseMapIsMissingIsRefused) {
  expect_contains(error_of(""), "key 'map.file'");
}

TEST(Map, TextThatIsNotJsonIsRefused) {
  expect_contains(error_of("{\"type\":"), "sample.geojson: it is not JSON");
}

TEST(Map, JsonAHundredThousandLevelsDeepIsRefusedAtOnce) {
  expect_contains(error_of(std::string(100'000, '[') + std::string(100'000, ']')), "nested too deep");
  expect_contains(error_of(std::string(100'000, '[')), "it is not JSON");
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  expect_contains(error_of(objects), "it is not JSON");
}

TEST(Map, AnotherJsonDocumentIsRefused) {
  expect_contains(error_of("{\"a\":1}"), "it is not a GeoJSON FeatureCollection");
  expect_contains(error_of("[1,2]"), "it is not a GeoJSON FeatureCollection");
  expect_contains(error_of("7"), "it is not a GeoJSON FeatureCollection");
}

TEST(Map, AMapWithoutFeaturesIsRefused) {
  expect_contains(error_of(collection("")), "it has no features");
}

TEST(Map, AFeatureWithoutACodeIsNamedWithThePropertiesItHas) {
  const std::string bad =
      R"({"type":"Feature","properties":{"GRID_ID":"1","street":"s"},"geometry":)" + square(0, 0) + "}";
  const std::string message = error_of(collection(feature("g1", square(1, 0)) + "," + bad));
  expect_contains(message, "feature 1: it has no grid code: property 'code' is missing");
  expect_contains(message, "GRID_ID, street");
}

TEST(Map, AFeatureThatBelongsNowhereIsNamed) {
  expect_contains(error_of(collection(feature("g1", square(0, 0), ""))),
                  "feature 0 (g1): it does not say where it belongs: property 'street'");
}

TEST(Map, AFeatureWithoutPropertiesIsNamed) {
  expect_contains(error_of(collection(R"({"type":"Feature","properties":null,"geometry":)" + square(0, 0) + "}")),
                  "feature 0: it has no properties");
}

TEST(Map, APropertyOfTheWrongKindIsNamed) {
  expect_contains(error_of(collection(feature("g1", square(0, 0), R"(,"street":"s","level":4)"))),
                  "its property 'level' is not a whole number from 1 to 3");
  expect_contains(error_of(collection(feature("g1", square(0, 0), R"(,"street":"s","households":"many")"))),
                  "'households'");
}

TEST(Map, TwoGridsWithTheSameCodeAreRefused) {
  expect_contains(error_of(collection(feature("g1", square(0, 0)) + "," + feature("g1", square(1, 0)))),
                  "feature 1 (g1): another grid has the same code");
}

TEST(Map, ACommunityInTwoStreetsIsRefused) {
  expect_contains(error_of(collection(feature("g1", square(0, 0), R"(,"street":"a","community":"c")") + "," +
                                      feature("g2", square(1, 0), R"(,"street":"b","community":"c")"))),
                  "feature 1 (g2): it puts area 'c' somewhere else");
}

TEST(Map, AnOpenRingIsClosedWithAWarning) {
  const auto county = load_sample(collection(feature("g1", polygon("[[[0,0],[1,0],[1,1],[0,1]]]"))));
  ASSERT_TRUE(county) << county.error().message;
  EXPECT_NEAR(area_deg2(county->map.grids[0]), 1, 1e-12);
  ASSERT_EQ(county->warnings.size(), 1U);
  expect_contains(county->warnings[0], "feature 0 (g1): a ring that was not closed was closed");
}

TEST(Map, RepeatedPointsAreDroppedWithAWarning) {
  const auto county = load_sample(collection(feature("g1", polygon("[[[0,0],[0,0],[1,0],[1,1],[1,1],[0,1],[0,0]]]"))));
  ASSERT_TRUE(county) << county.error().message;
  EXPECT_EQ(county->map.grids[0][0].outer.points.size(), 5U);
  EXPECT_EQ(county->warnings.size(), 1U);
}

TEST(Map, ARingThatCrossesItselfIsTakenApartWithAWarning) {
  const auto county = load_sample(collection(feature("g1", polygon("[[[0,0],[2,2],[2,0],[0,2],[0,0]]]"))));
  ASSERT_TRUE(county) << county.error().message;
  EXPECT_EQ(county->map.grids[0].size(), 2U);
  EXPECT_NEAR(area_deg2(county->map.grids[0]), 2, 1e-9);
  expect_contains(county->warnings.at(0), "rings that cross were taken apart");
}

TEST(Map, RingsThatLeaveNoAreaAreNamed) {
  expect_contains(error_of(collection(feature("g1", polygon("[[[0,0],[1,1],[2,2],[0,0]]]")))),
                  "feature 0 (g1): its rings cross or collapse");
  expect_contains(error_of(collection(feature("g1", polygon("[[[0,0],[1,0],[0,0],[1,0],[0,0]]]")))), "feature 0 (g1)");
}

TEST(Map, ARingOfFewerThanFourPointsIsNamed) {
  expect_contains(error_of(collection(feature("g1", polygon("[[[0,0],[1,1],[0,0]]]")))),
                  "feature 0 (g1): a ring has fewer than 4 points");
  expect_contains(error_of(collection(feature("g1", polygon("[[]]")))), "fewer than 4 points");
}

TEST(Map, AGeometryThatIsNoPolygonIsNamed) {
  expect_contains(error_of(collection(feature("g1", R"({"type":"Point","coordinates":[1,2]})"))),
                  "its geometry is a Point");
  expect_contains(error_of(collection(feature("g1", "null"))), "it has no geometry");
  expect_contains(error_of(collection(feature("g1", R"({"type":"Polygon"})"))), "no array of coordinates");
  expect_contains(error_of(collection(feature("g1", R"({"type":"Polygon","coordinates":[[["a","b"]]]})"))),
                  "a point is not [longitude, latitude]");
  expect_contains(error_of(collection(feature("g1", R"({"type":"Polygon","coordinates":[[[1]]]})"))),
                  "a point is not [longitude, latitude]");
  expect_contains(error_of(collection(feature("g1", R"({"type":"MultiPolygon","coordinates":[]})"))),
                  "its MultiPolygon is empty");
}

TEST(Map, SwappedCoordinatesAreRecognised) {
  const std::string swapped = polygon("[[[33.4,119.8],[33.5,119.8],[33.5,119.9],[33.4,119.8]]]");
  expect_contains(error_of(collection(feature("g1", swapped))), "the two seem to be swapped");
}

TEST(Map, MetresOfAProjectionAreRecognised) {
  const std::string metres =
      polygon("[[[40511234.0,3712345.0],[40511334.0,3712345.0],[40511334.0,3712445.0],[40511234.0,3712345.0]]]");
  expect_contains(error_of(collection(feature("g1", metres))), "metres of a projection");
}

TEST(Map, ACrsMemberThatNamesAProjectionIsRefused) {
  const std::string map =
      R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:4549"}},"features":[)" +
      feature("g1", square(0, 0)) + "]}";
  expect_contains(error_of(map), "it is in the coordinate system 'EPSG:4549'");
}

TEST(Map, AHoleStaysAHole) {
  const std::string ring = "[[[0,0],[3,0],[3,3],[0,3],[0,0]],[[1,1],[2,1],[2,2],[1,2],[1,1]]]";
  const auto county = load_sample(collection(feature("g1", polygon(ring))));
  ASSERT_TRUE(county) << county.error().message;
  EXPECT_NEAR(area_deg2(county->map.grids[0]), 8, 1e-12);
  EXPECT_FALSE(contains(county->map.grids[0], {1.5, 1.5}));
  EXPECT_TRUE(contains(county->map.grids[0], county->grids[0].center));
  EXPECT_LT(signed_area_deg2(county->map.grids[0][0].holes.at(0)), 0);
}

TEST(Map, AMultipolygonIsOneGrid) {
  const std::string two =
      R"({"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,1],[0,0]]],[[[2,0],[3,0],[3,1],[2,1],[2,0]]]]})";
  const auto county = load_sample(collection(feature("g1", two)));
  ASSERT_TRUE(county) << county.error().message;
  EXPECT_EQ(county->map.grids[0].size(), 2U);
  EXPECT_EQ(county->map.outline.size(), 2U);
  EXPECT_TRUE(contains(county->map.grids[0], county->grids[0].center));
}

TEST(Map, ClockwiseRingsAreTurnedWithoutAWarning) {
  const auto county = load_sample(collection(feature("g1", polygon("[[[0,0],[0,1],[1,1],[1,0],[0,0]]]"))));
  ASSERT_TRUE(county) << county.error().message;
  EXPECT_GT(signed_area_deg2(county->map.grids[0][0].outer), 0);
  EXPECT_TRUE(county->warnings.empty());
}

TEST(Map, AMapInGcj02IsMovedToWgs84) {
  const auto county = load_sample(collection(feature("g1", square(119.8, 33.4, 0.1))), sample_config("", "gcj02"));
  ASSERT_TRUE(county) << county.error().message;
  EXPECT_NEAR(county->box.west_deg, 119.795, 0.002);
  EXPECT_NE(county->box.west_deg, 119.8);
}

TEST(Map, AnOutlineFeatureIsTheCountysBorderAndNoGrid) {
  std::string config = sample_config();
  config.insert(config.find("level = \"level\""), "outline = \"whole\"\n");
  const auto county = load_sample(
      collection(feature("g1", square(0, 0)) + "," + feature("o", square(0, 0, 2), R"(,"whole":true)")), config);
  ASSERT_TRUE(county) << county.error().message;
  EXPECT_EQ(county->grids.size(), 1U);
  EXPECT_NEAR(area_deg2(county->map.outline), 4, 1e-12);
}

TEST(Map, AByteOrderMarkIsNoPartOfIt) {
  EXPECT_EQ(error_of("\xEF\xBB\xBF" + collection(feature("g1", square(0, 0)))), "loaded");
  EXPECT_EQ(error_of(collection(feature("g1", square(0, 0))), "\xEF\xBB\xBF" + sample_config()), "loaded");
}

TEST(Map, NumbersAreTroublesomeOnlyWhereTheyAreRead) {
  for (const char* number : {"NaN", "-Infinity", "1e400", "320925202611280001234567"}) {
    const auto with = [&](const char* name) {
      return error_of(
          collection(feature("g1", square(0, 0), R"(,"street":"s1",")" + std::string(name) + "\":" + number)));
    };
    EXPECT_EQ(with("unread"), "loaded") << number;
    expect_contains(with("households"), "'households' is " + std::string(number));
    expect_contains(error_of(collection(feature("g1", square(0, 0), ",\"street\":" + std::string(number)))),
                    "'street' is");
  }
  std::string map = collection(feature("g1", square(0, 0)));
  map.replace(map.find("1.000000"), 8, "NaN");
  expect_contains(error_of(map), "feature 0 (g1): a point holds NaN");
}

TEST(Map, CodesAreHeldToWhatAnEventMayCarry) {
  const auto coded = [](const std::string& code) { return error_of(collection(feature(code, square(0, 0)))); };
  expect_contains(coded(std::string(129, 'x')), "longer than 128 bytes");
  expect_contains(coded("a\\nb"), "line break");
  expect_contains(coded("a\\u200bb"), "U+200B");
  expect_contains(coded("\\u3000 "), "has no grid code");
  EXPECT_EQ(coded(std::string(128, 'x')), "loaded");
  std::string decimal = collection(feature("g1", square(0, 0)));
  decimal.replace(decimal.find("\"g1\""), 4, "320925.0");
  expect_contains(error_of(decimal), "is the decimal 320925.0");
  std::string longer = collection(feature("g1", square(0, 0)));
  longer.replace(longer.find("\"g1\""), 4, "320925202611280001234567");
  expect_contains(error_of(longer), "a number of 24 digits");
}

TEST(Map, WhiteSpaceAroundACodeIsCutAndTold) {
  const auto county = load_sample(collection(feature("g1\\u3000", square(0, 0)) + "," + feature(" g2", square(1, 0))));
  ASSERT_TRUE(county) << county.error().message;
  EXPECT_EQ(county->grids[0].code, "g1");
  EXPECT_EQ(county->grids[1].code, "g2");
  ASSERT_EQ(county->warnings.size(), 2U);
  expect_contains(county->warnings[0], "feature 0 (g1): white space around its code");
  expect_contains(error_of(collection(feature("g1 ", square(0, 0)) + "," + feature("g1", square(1, 0)))),
                  "feature 1 (g1): another grid has the same code: feature 0");
}

TEST(Map, CodesThatAPersonTakesForOneAreTold) {
  const auto county = load_sample(collection(feature("A1", square(0, 0)) + "," + feature("a1", square(1, 0)) + "," +
                                             feature("A 1", square(2, 0)) + "," + feature("Ａ１", square(3, 0)) + "," +
                                             feature("A2", square(4, 0), R"(,"street":"S1")") + "," +
                                             feature("A3", square(5, 0), R"(,"street":"s1")")));
  ASSERT_TRUE(county) << county.error().message;
  ASSERT_EQ(county->warnings.size(), 4U);
  expect_contains(county->warnings[0], "the grids 'A1' and 'a1' differ in");
  expect_contains(county->warnings[3], "the areas 's1' and 'S1' differ in");
}

TEST(Map, APropertyGivenTwiceIsRefusedWithBothPlaces) {
  expect_contains(error_of(collection(feature("g1", square(0, 0), R"(,"street":"s1","code":"g2")"))),
                  "its property 'code' is given twice (members 1 and 3)");
  EXPECT_EQ(error_of(collection(feature("g1", square(0, 0), R"(,"street":"s1","x":1,"x":2)"))), "loaded");
}

TEST(Map, AFileThatIsNoMapIsNamedForWhatItIs) {
  expect_contains(error_of(R"({"type":"Topology","objects":{},"arcs":[]})"), "TopoJSON");
  expect_contains(error_of("<?xml version=\"1.0\"?><kml/>"), "XML");
  expect_contains(error_of(R"({"type":"FeatureCollection","UTF8Encoding":true,"features":[]})"), "ECharts");
  expect_contains(
      error_of(collection(feature("g1", R"({"type":"Polygon","coordinates":["@@ABC"],"encodeOffsets":[[1,2]]})"))),
      "ECharts");
  expect_contains(error_of("(function(){ echarts.registerMap('x', {}) })()"), "ECharts");
  expect_contains(error_of(R"({"type":"Feature"})"), "its type is 'Feature'");
  expect_contains(error_of("[]"), "but a list");
}

TEST(Map, WhatALogHasStoredIsReadAsItWasTaken) {
  const std::string map = collection(feature("g1 ", square(0, 0)) + "," + feature("g1", square(1, 0)));
  CountySource source{"sample.toml", sample_config(), map, "sample.geojson"};
  EXPECT_FALSE(load_county(source));
  source.stored = true;
  const auto county = load_county(source);
  ASSERT_TRUE(county) << county.error().message;
  EXPECT_EQ(county->grids[0].code, "g1 ");
}

}  // namespace
}  // namespace gridwall::county
