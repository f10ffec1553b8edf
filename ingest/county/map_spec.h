// What a generated map is to hold: streets, communities and numbers of grids. Pure, any thread.
#pragma once

#include <string_view>
#include <vector>

#include "ingest/county/map_records.h"
#include "ingest/event/result.h"

namespace gridwall::county {

struct CommunitySpec {
  AreaName area;
  int grids = 1;
};

struct StreetSpec {
  AreaName area;
  Position seat;           // of its office; the street grows around it
  double share = 1;        // of the county's land, relative to the other streets
  double density = 8;      // how many times smaller grids are at the seat than far out
  double radius_m = 1500;  // of the built-up part
  int grids = 1;           // the sum over its communities, where it has any
  std::vector<CommunitySpec> communities;
};

struct MapSpec {
  std::string outline;  // code of the feature in the outline file; empty: the first
  uint64_t seed = 1;
  int households_low = 300, households_high = 500;
  double people_per_household = 2.7;
  std::vector<StreetSpec> streets;

  int grid_count() const;
};

// TOML; see assets/maps/README.md.
Result<MapSpec> read_map_spec(std::string_view text, std::string_view name);

}  // namespace gridwall::county
