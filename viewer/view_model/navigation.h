// Where the viewer stands: which scene, and how far down into the county (street, community, grid). Pure; any thread.
// Must not know panels or input devices.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/state/figures.h"
#include "viewer/view_model/text.h"

namespace gridwall::view_model {

enum class Scene : uint8_t { kOverview, kRequests, kPatrol, kEmergency, kAnalysis };
inline constexpr int kSceneCount = 5;
std::string_view scene_name(Scene scene);  // "overview", ...: as in wall.toml and on the command line
std::optional<Scene> scene_from_name(std::string_view name);

std::string scope_code(const County& county, Scope scope);  // empty for the whole county
std::string scope_name(const County& county, const Texts& texts, Scope scope);
Scope scope_of_area(uint32_t area);
Scope scope_of_grid(const County& county, uint32_t grid);

bool lies_in(const County& county, uint32_t grid, Scope scope);
// One holds the other, or they are the same.
bool overlap(const County& county, Scope a, Scope b);
Scope parent_of(const County& county, Scope scope);  // the county's is the county
// From the county down to the scope, both among them.
std::vector<Scope> path_to(const County& county, Scope scope);
// What lies directly below: areas, then grids that lie in no smaller area.
std::vector<Scope> children_of(const County& county, Scope scope);
// The next step from `scope` towards a grid; the grid itself when no area lies between. `scope` must hold the grid.
Scope step_towards(const County& county, Scope scope, uint32_t grid);

// The scope looked at, and which of its children the keyboard points to.
class Navigation {
 public:
  Scope scope() const { return scope_; }
  // The child pointed to, before it is entered.
  std::optional<Scope> pointed() const;

  void go_to(Scope scope);
  void point(const County& county, int steps);  // forward or back among the children, round the end
  bool enter();                                 // false when nothing is pointed to
  bool leave(const County& county);             // false at the top; then points to where it came from

 private:
  Scope scope_;
  std::vector<Scope> children_;
  int pointed_ = -1;
};

}  // namespace gridwall::view_model
