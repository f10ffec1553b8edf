// What a generated map must contain: streets, communities and numbers of grids. Pure, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/county/map_records.h"
#include "ingest/event/result.h"

namespace gridwall::inline county::draw {

struct CommunitySpec {
  AreaName area;
  int grids = 1;
};

struct StreetSpec {
  AreaName area;
  Position seat;           // of its office; the street grows around it
  double share = 1;        // of the county's land, relative to the other streets
  double density = 8;      // how many times smaller grids are at the seat than far from it
  double radius_m = 1500;  // of the built-up part
  int grids = 1;           // the sum over its communities, where it has any
  std::vector<CommunitySpec> communities;
  bool outside = false;  // land of the outline that the system does not cover: it gets no grids
};

struct MapSpec {
  std::string outline;  // code of the feature in the outline file; empty: the first
  uint64_t seed = 1;
  int households_low = 300, households_high = 500;
  double people_per_household = 2.7;
  int bends = 2;                         // how often an edge is halved and bent; fewer points in a map of many grids
  std::vector<StreetSpec> streets;       // those outside come last
  std::vector<std::string> responsible;  // units responsible for the grids, assigned in turn

  int grid_count() const;  // of those that are on the map
};

struct ProvinceCounty {
  AreaName area;  // its code is the code of its outline
  std::vector<AreaName> streets;
};
struct Prefecture {
  AreaName area;
  std::vector<ProvinceCounty> counties;
};

// Many outlines at once; numbers that are not given are divided evenly.
struct ProvinceSpec {
  MapSpec base;   // seed, households, bends; no streets
  int grids = 1;  // of the whole
  std::vector<Prefecture> prefectures;

  int street_count() const;
};

// TOML; see assets/maps/README.md.
Result<MapSpec> read_map_spec(std::string_view text, std::string_view name);
Result<ProvinceSpec> read_province_spec(std::string_view text, std::string_view name);

}  // namespace gridwall::county::draw
