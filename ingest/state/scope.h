// What figures are computed for: the county, an area with all below it, or one grid. Of an area count requests and
// findings that lie in it, visits made there, whistles its streets blew, teams that serve it, and its grids. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/event/result.h"

namespace gridwall::inline state {

struct Scope {
  AreaIndex area = kNone;
  GridIndex grid = kNone;  // goes before `area`
  bool whole_county() const { return area == kNone && grid == kNone; }
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
  bool holds_grid(GridIndex grid) const { return whole_county_ || (grid < in_grid_.size() && in_grid_[grid] != 0); }
  bool holds_area(AreaIndex area) const { return whole_county_ || (area < in_area_.size() && in_area_[area] != 0); }
  bool lies_in_area(AreaIndex area) const { return area < is_above_.size() && is_above_[area] != 0; }
  // A street as whistles name it: by code or by name.
  bool holds_street(const County& county, std::string_view street) const;
  const std::vector<GridIndex>& grids() const {
    return grids_;
  }  // ascending; empty for the county, which needs no list

 private:
  bool whole_county_;
  std::vector<uint8_t> in_grid_, in_area_, is_above_;
  std::vector<GridIndex> grids_;
};

}  // namespace gridwall::state
