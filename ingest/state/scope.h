// What figures are computed for: the county, an area with all below it, or one grid. Of an area count requests and
// findings that lie in it, visits made there, whistles its streets blew, teams that serve it, and its grids. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/event/result.h"

namespace gridwall::inline state {

struct Scope {
  uint32_t area = kNoGrid;  // index into County::areas
  uint32_t grid = kNoGrid;  // index into County::grids; goes before `area`
  bool whole_county() const { return area == kNoGrid && grid == kNoGrid; }
  bool operator==(const Scope&) const = default;
};

// By the code of an area or a grid; the county's own code or key is the county. kInvalidArgument names the code and
// what it may be.
Result<Scope> scope_of(const County& county, std::string_view code);

// A scope looked up once: what lies in it, in O(1).
class ScopePlaces {
 public:
  ScopePlaces(const County& county, const Scope& scope);

  bool whole_county() const { return whole_county_; }
  bool holds_grid(uint32_t grid) const { return whole_county_ || (grid < in_grid_.size() && in_grid_[grid] != 0); }
  bool holds_area(uint32_t area) const { return whole_county_ || (area < in_area_.size() && in_area_[area] != 0); }
  bool lies_in_area(uint32_t area) const { return area < is_above_.size() && is_above_[area] != 0; }
  // A street as whistles name it: by code or by name.
  bool holds_street(const County& county, std::string_view street) const;
  const std::vector<uint32_t>& grids() const { return grids_; }  // ascending; empty for the county, which needs no list

 private:
  bool whole_county_;
  std::vector<uint8_t> in_grid_, in_area_, is_above_;
  std::vector<uint32_t> grids_;
};

}  // namespace gridwall::state
