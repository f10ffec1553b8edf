#include "viewer/view_model/own_layers.h"

#include <gtest/gtest.h>

#include <fstream>

#include "ingest/county/coordinates.h"
#include "ingest/county/load.h"
#include "tests/support/fishnet_county.h"
#include "tests/support/temporary_folder.h"
#include "viewer/view_model/county_geometry.h"

namespace gridwall::view_model {
namespace {

constexpr const char* kAllGeometries = R"({"type":"FeatureCollection","features":[
  {"type":"Feature","properties":{"名称":"泵站","id":7},"geometry":{"type":"Point","coordinates":[119.01,33.01]}},
  {"type":"Feature","properties":null,"geometry":{"type":"MultiPoint","coordinates":[[119.01,33.02],[119.02,33.02]]}},
  {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[119,33],[119.02,33.02,5]]}},
  {"type":"Feature","properties":{},"geometry":{"type":"MultiLineString","coordinates":[[[119,33],[119.1,33]],[[119,33],[119,33.1]]]}},
  {"type":"Feature","properties":{},"geometry":null},
  {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[119,33],[119.04,33],[119.04,33.04],[119,33.04],[119,33]],
      [[119.01,33.01],[119.01,33.02],[119.02,33.02],[119.02,33.01],[119.01,33.01]]]}},
  {"type":"Feature","properties":{},"geometry":{"type":"GeometryCollection","geometries":[
      {"type":"Point","coordinates":[119.03,33.03]},
      {"type":"MultiPolygon","coordinates":[[[[119,33],[119.01,33],[119.01,33.01],[119,33]]]]}]}}]})";

class OwnLayersTest : public ::testing::Test {
 protected:
  static const County& county() {
    static const County kCounty = std::move(load_county(gridwall::testing::fishnet_county())).value();
    return kCounty;
  }
  void write(std::string_view name, std::string_view text) { std::ofstream(folder_ / name) << text; }
  Result<std::vector<OwnLayer>> read(const std::string& toml) {
    write("county.toml", toml);
    return read_own_layers(folder_ / "county.toml", county(), texts_);
  }
  std::string error_of(const std::string& toml) {
    const auto layers = read(toml);
    return layers ? "no error" : layers.error().message;
  }
  static std::string layer(const std::string& more = "", const std::string& file = "a.geojson") {
    return "[[layer]]\nname = { zh = \"泵站\", en = \"Pumps\" }\nfile = \"" + file + "\"\n" + more;
  }
  void expect_error(const std::string& toml, std::string_view part) {
    const std::string error = error_of(toml);
    EXPECT_NE(error.find(part), std::string::npos) << error;
  }

  gridwall::testing::TemporaryFolder folder_;
  Texts texts_ = Texts::builtin(Language::kEnglish).value();
};

TEST_F(OwnLayersTest, EveryGeometryIsRead) {
  write("a.geojson", kAllGeometries);
  const auto layers = read(layer("label = \"名称\"\nsymbol = \"diamond\"\ncolor = \"#0a0B0c\"\nfrom = 2\nto = 8\n"));
  ASSERT_TRUE(layers) << layers.error().message;
  ASSERT_EQ(layers->size(), 1U);
  const OwnLayer& own = layers->front();
  EXPECT_EQ(own.name, "Pumps");
  EXPECT_EQ(own.rgb, 0x0a0b0cU);
  ASSERT_EQ(own.spots.size(), 4U);
  EXPECT_EQ(own.spots[0].label, "泵站");
  EXPECT_EQ(own.spots[1].label, "");
  EXPECT_EQ(own.lines.size(), 3U);
  EXPECT_EQ(own.borders.size(), 3U) << "two areas, one with a hole";
  double area = 0;
  for (size_t i = 0; i + 2 < own.triangles.size(); i += 3) {
    const auto &a = own.triangles[i], &b = own.triangles[i + 1], &c = own.triangles[i + 2];
    area += std::abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2;
  }
  const LocalPlane plane = plane_of(county());
  const double square = 0.01 * plane.m_per_deg_lon() * 0.01 * plane.m_per_deg_lat();
  EXPECT_NEAR(area / square, 16 - 1 + 0.5, 0.01) << "of a square of 0.01 degrees";
  EXPECT_FALSE(own.seen_at(1.9));
  EXPECT_TRUE(own.seen_at(2));
  EXPECT_TRUE(own.seen_at(8));
  EXPECT_FALSE(own.seen_at(8.1));
}

TEST_F(OwnLayersTest, ChineseCoordinateSystemsComeToTheSamePlace) {
  const Position place{119.8, 33.47};
  const LocalPlane plane = plane_of(county());
  for (const auto& [name, crs] : {std::pair{"gcj02", Crs::kGcj02}, {"bd09", Crs::kBd09}, {"wgs84", Crs::kWgs84}}) {
    const Position shifted = from_wgs84(place, crs);
    write("a.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":
        {"type":"Point","coordinates":[)" +
                           std::to_string(shifted.lon_deg) + "," + std::to_string(shifted.lat_deg) + "]}}]}");
    const auto layers = read(layer(std::string("crs = \"") + name + "\"\n"));
    ASSERT_TRUE(layers) << layers.error().message;
    EXPECT_NEAR(layers->front().spots.front().at.x, to_metres(plane, place).x, 1) << name;
    EXPECT_NEAR(layers->front().spots.front().at.y, to_metres(plane, place).y, 1) << name;
  }
}

TEST_F(OwnLayersTest, AnErrorNamesWhatIsWrong) {
  write("a.geojson", kAllGeometries);
  expect_error(layer("colour = \"#ffffff\"\n"), "county.toml:4: layer.colour: it is not known here");
  expect_error(layer("color = \"red\"\n"), "layer.color: it must be written like");
  expect_error(layer("color = \"#12345g\"\n"), "layer.color: it must be written like");
  expect_error(layer("symbol = \"star\"\n"), "layer.symbol: it must be disc");
  expect_error(layer("crs = \"utm\"\n"), "layer.crs: it must be wgs84");
  expect_error(layer("opacity = 0\n"), "layer.opacity");
  expect_error(layer("from = 8\nto = 2\n"), "layer.to");
  expect_error("[[layer]]\nfile = \"a.geojson\"\n", "layer.name: it is missing");
  expect_error("", "layer: it is missing");
  expect_error(layer("", "b.geojson"), "b.geojson: it cannot be opened");
  write("bad.geojson", R"({"type":"Topology"})");
  expect_error(layer("", "bad.geojson"), "bad.geojson: it is TopoJSON");
  const auto feature = [&](const char* geometry) {
    write("bad.geojson",
          std::string(R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":)") +
              geometry + "}]}");
    return error_of(layer("", "bad.geojson"));
  };
  EXPECT_NE(feature(R"({"type":"Point","coordinates":[33,119]})").find("feature 0: "), std::string::npos);
  EXPECT_NE(feature(R"({"type":"Point","coordinates":[33,119]})").find("seem to be swapped"), std::string::npos);
  EXPECT_NE(feature(R"({"type":"LineString","coordinates":[[119,33]]})").find("fewer than two points"),
            std::string::npos);
  EXPECT_NE(feature(R"({"type":"Circle","coordinates":[119,33]})").find("which GeoJSON does not know"),
            std::string::npos);
  EXPECT_NE(feature(R"({"type":"Polygon","coordinates":[]})").find("holds no rings"), std::string::npos);
  EXPECT_NE(feature("null").find("none of its features has a geometry"), std::string::npos);
}

}  // namespace
}  // namespace gridwall::view_model
