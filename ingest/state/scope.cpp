#include "ingest/state/scope.h"

namespace gridwall::inline state {

Result<Scope> scope_of(const County& county, std::string_view code) {
  Scope scope;
  scope.area = county.area_index(code);
  if (scope.area != kNone) return scope;
  scope.grid = county.grid_index(code);
  if (scope.grid != kNone) return scope;
  if (code == county.code || code == county.key) return Scope{};
  std::string message = "'";
  message += code;
  message += "' is no area and no grid of " + county.name.zh + " (" + county.key + "); give a code of its map";
  if (!county.areas.empty()) message += ", such as area " + county.areas.front().code;
  if (!county.grids.empty()) message += ", such as grid " + county.grids.front().code;
  return Error{ErrorCode::kInvalidArgument, std::move(message)};
}

ScopePlaces::ScopePlaces(const County& county, const Scope& scope) : whole_county_(scope.whole_county()) {
  if (whole_county_) return;
  in_grid_.assign(county.grids.size(), 0);
  in_area_.assign(county.areas.size(), 0);
  is_above_.assign(county.areas.size(), 0);
  AreaIndex above = scope.area < county.areas.size() ? county.areas[scope.area].parent : kNone;
  if (scope.grid != kNone) above = scope.grid < county.grids.size() ? county.grids[scope.grid].area : kNone;
  for (; above < county.areas.size(); above = county.areas[above].parent) is_above_[above] = 1;
  if (scope.grid != kNone) {
    if (scope.grid < county.grids.size()) {
      in_grid_[scope.grid] = 1;
      grids_.push_back(scope.grid);
    }
    return;
  }
  for (AreaIndex area{0}; area < county.areas.size(); ++area) {  // parents stand before their children
    const AreaIndex parent = county.areas[area].parent;
    in_area_[area] = area == scope.area || (parent < area && in_area_[parent] != 0);
  }
  for (GridIndex grid{0}; grid < county.grids.size(); ++grid) {
    if (!holds_area(county.grids[grid].area)) continue;
    in_grid_[grid] = 1;
    grids_.push_back(grid);
  }
}

bool ScopePlaces::holds_street(const County& county, std::string_view street) const {
  if (whole_county_) return true;
  if (const AreaIndex by_code = county.area_index(street); by_code != kNone) return holds_area(by_code);
  for (AreaIndex area{0}; area < county.areas.size(); ++area) {
    if (in_area_[area] != 0 && county.areas[area].name.zh == street) return true;
  }
  return false;
}

}  // namespace gridwall::state
