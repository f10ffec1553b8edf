#include "viewer/view_model/navigation.h"

#include <algorithm>
#include <array>

namespace gridwall::view_model {
namespace {

constexpr std::array<std::string_view, kSceneCount> kSceneNames = {"overview", "requests", "patrol", "emergency",
                                                                   "analysis"};

}  // namespace

std::string_view scene_name(Scene scene) {
  return kSceneNames[static_cast<size_t>(scene)];
}

std::optional<Scene> scene_from_name(std::string_view name) {
  const auto at = std::find(kSceneNames.begin(), kSceneNames.end(), name);
  if (at == kSceneNames.end()) return std::nullopt;
  return static_cast<Scene>(at - kSceneNames.begin());
}

Scope scope_of_area(uint32_t area) {
  Scope scope;
  scope.area = AreaIndex(area);
  return scope;
}

Scope scope_of_grid(const County& county, uint32_t grid) {
  Scope scope;
  scope.area = county.grids[grid].area;
  scope.grid = GridIndex(grid);
  return scope;
}

std::string scope_code(const County& county, Scope scope) {
  if (scope.grid != kNone) return county.grids[scope.grid].code;
  return scope.area != kNone ? county.areas[scope.area].code : std::string();
}

std::string scope_name(const County& county, const Texts& texts, Scope scope) {
  if (scope.grid != kNone) return texts.of(county.grids[scope.grid].name);
  return texts.of(scope.area != kNone ? county.areas[scope.area].name : county.name);
}

bool lies_in(const County& county, uint32_t grid, Scope scope) {
  if (scope.whole_county()) return true;
  if (scope.grid != kNone) return scope.grid == grid;
  for (uint32_t area = county.grids[grid].area; area != kNone; area = county.areas[area].parent) {
    if (area == scope.area) return true;
  }
  return false;
}

Scope parent_of(const County& county, Scope scope) {
  if (scope.grid != kNone) return scope_of_area(county.grids[scope.grid].area);
  return scope.area != kNone ? scope_of_area(county.areas[scope.area].parent) : Scope{};
}

std::vector<Scope> path_to(const County& county, Scope scope) {
  std::vector<Scope> path = {scope};
  while (!path.back().whole_county()) path.push_back(parent_of(county, path.back()));
  std::reverse(path.begin(), path.end());
  return path;
}

bool overlap(const County& county, Scope a, Scope b) {
  const auto reaches = [&](Scope from, Scope to) {
    const std::vector<Scope> path = path_to(county, from);
    return std::find(path.begin(), path.end(), to) != path.end();
  };
  return reaches(a, b) || reaches(b, a);
}

std::vector<Scope> children_of(const County& county, Scope scope) {
  std::vector<Scope> children;
  if (scope.grid != kNone) return children;
  for (uint32_t area = 0; area < county.areas.size(); ++area) {
    if (county.areas[area].parent == scope.area) children.push_back(scope_of_area(area));
  }
  for (uint32_t grid = 0; grid < county.grids.size(); ++grid) {
    if (county.grids[grid].area == scope.area) children.push_back(scope_of_grid(county, grid));
  }
  return children;
}

Scope step_towards(const County& county, Scope scope, uint32_t grid) {
  const std::vector<Scope> path = path_to(county, scope_of_grid(county, grid));
  const auto here = std::find(path.begin(), path.end(), scope);
  return here == path.end() || here + 1 == path.end() ? path.back() : *(here + 1);
}

std::optional<Scope> Navigation::pointed() const {
  if (pointed_ < 0) return std::nullopt;
  return children_[static_cast<size_t>(pointed_)];
}

void Navigation::go_to(Scope scope) {
  scope_ = scope;
  children_.clear();
  pointed_ = -1;
}

void Navigation::point(const County& county, int steps) {
  if (children_.empty()) children_ = children_of(county, scope_);
  const int count = static_cast<int>(children_.size());
  if (count == 0) return;
  const int from = pointed_ >= 0 ? pointed_ : steps > 0 ? -1 : 0;
  pointed_ = ((from + steps) % count + count) % count;
}

bool Navigation::enter() {
  const std::optional<Scope> child = pointed();
  if (!child) return false;
  go_to(*child);
  return true;
}

bool Navigation::leave(const County& county) {
  if (scope_.whole_county()) return false;
  const Scope from = scope_;
  go_to(parent_of(county, scope_));
  children_ = children_of(county, scope_);
  pointed_ = static_cast<int>(std::find(children_.begin(), children_.end(), from) - children_.begin());
  return true;
}

}  // namespace gridwall::view_model
