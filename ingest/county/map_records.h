// What a map or a list of grids contains, before it becomes a County. Plain data.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/county/geometry.h"

namespace gridwall::inline county {

struct AreaName {
  std::string code;
  Label name;
};

struct GridRecord {
  std::string where;  // "feature 12" or "line 40", for messages
  std::string code;
  Label name;
  std::vector<AreaName> areas;  // from the top of the hierarchy down; ends early where a grid lies directly below
  int level = 3;
  uint32_t households = 0;
  uint32_t people = 0;
  std::string responsible;  // the unit responsible for it; may be empty
  Polygons polygons;
};

struct MapContent {
  std::vector<GridRecord> grids;
  Polygons outline;  // empty: the grids' union
  std::vector<std::string> warnings;
};

}  // namespace gridwall::county
