// A county of sixteen square grids in two streets, with a map, three teams and a few words. For tests of the simulator.
#pragma once

#include "ingest/county/county.h"

namespace gridwall::testing {

inline County toy_county() {
  County county;
  county.key = "toy";
  county.code = "990001";
  county.name = {"玩具县", "Toy County"};
  county.hierarchy = {{"街道", "Street"}, {"社区", "Community"}};
  county.channels = {{"12345", {"12345热线", ""}}, {"APP", {"APP", ""}}};
  county.categories = {{"市容环境", {"市容环境", ""}}, {"物业管理", {"物业管理", ""}}, {"噪声扰民", {"噪声扰民", ""}}};
  county.departments = {{"水务局", {"水务局", ""}}, {"城管局", {"城管局", ""}}};
  const std::string names[] = {"东街", "西街"};
  for (uint32_t street = 0; street < 2; ++street) {
    county.areas.push_back({"S" + std::to_string(street), {names[street], ""}, 0, kNone, {}});
  }
  for (uint32_t street = 0; street < 2; ++street) {
    county.areas.push_back({"C" + std::to_string(street), {names[street] + "社区", ""}, 1, AreaIndex(street), {}});
  }
  for (uint32_t i = 0; i < 16; ++i) {
    const double west = 119.8 + 0.01 * (i % 4), south = 33.4 + 0.01 * (i / 4);
    Grid grid;
    grid.code = "G" + std::to_string(i);
    grid.name = {grid.code, ""};
    grid.area = AreaIndex(2 + (i % 4) / 2);
    grid.households = 200;
    grid.center = {west + 0.005, south + 0.005};
    county.grids.push_back(grid);
    // An L, so that half of its box lies outside.
    Polygon polygon;
    polygon.outer.points = {{west, south},
                            {west + 0.01, south},
                            {west + 0.01, south + 0.004},
                            {west + 0.004, south + 0.004},
                            {west + 0.004, south + 0.01},
                            {west, south + 0.01},
                            {west, south}};
    county.map.grids.push_back({polygon});
  }
  county.map.has_geometry = true;
  county.box = {119.8, 33.4, 119.84, 33.44};
  for (uint32_t i = 0; i < 3; ++i) {
    county.teams.push_back({"T" + std::to_string(i), {"救援队", ""}, kNone, 12, {119.801 + 0.012 * i, 33.402}});
  }
  county.zone = ZoneTable({{INT64_MIN, 8 * 3600}});
  county.build_index();
  return county;
}

}  // namespace gridwall::testing
