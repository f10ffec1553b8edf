// Small configurations and maps for the tests of this folder, with one place to break each of them.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "ingest/county/load.h"

namespace gridwall::inline county {

inline void expect_contains(const std::string& text, const std::string& part) {
  EXPECT_NE(text.find(part), std::string::npos) << text << "\n  should contain: " << part;
}

inline std::string sample_config(const std::string& extra = "", const std::string& crs = "wgs84") {
  return R"(key = "sample"
code = "1"
name = { zh = "样县" }
center_name = { zh = "指挥中心", en = "Centre" }
time_zone = "Asia/Shanghai"
hierarchy = [{ zh = "街道" }, { zh = "社区" }]
[[stage]]
keys = ["placed", "accepted"]
label = { zh = "发现" }
[map]
file = "sample.geojson"
crs = ")" +
         crs + R"("
[map.properties]
code = "code"
level = "level"
households = "households"
[[map.properties.areas]]
code = "street"
name_zh = "street_name"
[[map.properties.areas]]
code = "community"
)" + extra;
}

inline std::string feature(const std::string& code, const std::string& geometry,
                           const std::string& more = R"(,"street":"s1")") {
  return R"({"type":"Feature","properties":{"code":")" + code + "\"" + more + R"(},"geometry":)" + geometry + "}";
}
inline std::string polygon(const std::string& rings) {
  return R"({"type":"Polygon","coordinates":)" + rings + "}";
}
inline std::string square(double west, double south, double size = 1) {
  std::string ring = "[[";
  const auto add = [&](double lon, double lat) {
    ring.append(ring.back() == ']' ? ",[" : "[")
        .append(std::to_string(lon))
        .append(",")
        .append(std::to_string(lat))
        .append("]");
  };
  add(west, south);
  add(west + size, south);
  add(west + size, south + size);
  add(west, south + size);
  add(west, south);
  return polygon(ring + "]]");
}
inline std::string collection(const std::string& features) {
  return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

inline Result<County> load_sample(const std::string& map, const std::string& config = sample_config()) {
  return load_county({"sample.toml", config, map, "sample.geojson"});
}
inline std::string error_of(const std::string& map, const std::string& config = sample_config()) {
  const auto county = load_sample(map, config);
  return county ? "loaded" : county.error().message;
}

}  // namespace gridwall::county
