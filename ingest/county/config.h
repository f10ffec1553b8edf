// Reads the TOML configuration of a county strictly, without its map. config/counties/README.md describes the keys.
// Pure, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/county/coordinates.h"
#include "ingest/county/geojson.h"
#include "ingest/county/map_records.h"
#include "ingest/event/result.h"

namespace gridwall::inline county {

struct Fishnet {  // a grid of equal cells over a box, for a city without a map
  Box box;
  double cell_m = 1000;
};

struct ListedArea {  // an `[[area]]`: the name of a code used by the map or the grids
  std::string code;
  Label name;
  std::string parent;  // code; empty at the top
  size_t line = 0;
};

struct ListedTeam {
  Team team;
  std::string area;  // code; empty: the county's own
  std::optional<Position> home;
  size_t line = 0;
};

struct TeamsPerArea {  // one team in each area of a depth
  uint8_t depth = 0;
  std::string code;  // {code} stands for the area's code
  Label name;        // {area} stands for the area's name
  uint32_t headcount = 0;
  std::vector<std::string> skills;
  size_t line = 0;
};

struct LoopArea {  // an area of a loop, before the map is read
  size_t loop = 0;
  std::string code;
  size_t line = 0;
};

struct CountyConfig {
  std::string name;  // of the file
  County county;     // everything but areas, grids, teams, map and box
  std::string map_file;
  bool map_is_generated = false;  // made by the build: map_file is a bare name, looked up in two folders
  size_t map_line = 0;
  Crs crs = Crs::kWgs84;
  MapProperties properties;
  std::optional<Fishnet> fishnet;
  std::optional<Box> box;
  std::vector<ListedArea> areas;
  std::vector<GridRecord> grids;
  std::vector<ListedTeam> teams;
  std::optional<TeamsPerArea> teams_per_area;
  std::vector<LoopArea> loop_areas;
  std::array<int64_t, 3> visit_interval_s = {86'400, 86'400, 86'400};  // by level 1 to 3
};

// `stored`: the text comes from a log and another version accepted it; unknown keys are ignored.
Result<CountyConfig> read_config(std::string_view text, std::string_view name, bool stored = false);

}  // namespace gridwall::county
