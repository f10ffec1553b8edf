// A county as its configuration and map describe it: areas, grids, teams, labels, times. Read once, never changed;
// any number of threads may read it. All geometry is WGS-84 degrees. Knows nothing of events, logs or screens.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/event/event.h"
#include "ingest/event/handle.h"
#include "ingest/event/position.h"

namespace gridwall::inline county {

using AreaIndex = Handle<struct AreaTag>;              // into County::areas
using DepartmentIndex = Handle<struct DepartmentTag>;  // into County::departments

struct Label {  // what the wall shows; where `en` is empty, `zh` is shown
  std::string zh;
  std::string en;
};

// A node between county and grid: street, community, or whatever `hierarchy` names (a province has prefecture, county,
// street). Parents come before their children.
struct Area {
  std::string code;
  Label name;
  uint8_t depth = 0;         // index into County::hierarchy
  AreaIndex parent = kNone;  // kNone at the top
  Position label_at;         // inside the area; where the map shows its name
};

struct Grid {
  std::string code;
  Label name;
  AreaIndex area = kNone;   // the deepest area it lies in
  uint8_t level = 3;        // 1 street, 2 community, 3 block
  uint32_t households = 0;  // 0: not known
  uint32_t people = 0;
  int64_t visit_interval_s = 86'400;  // it must be checked in or visited once in this time
  Label responsible;                  // the unit or post responsible for it (包保); may be empty
  Position center;                    // inside the grid
};

struct Team {
  std::string code;
  Label name;
  AreaIndex area = kNone;  // kNone: of the county itself
  uint32_t headcount = 0;
  Position home;
  std::vector<std::string> skills{};  // what it can do, in the county's words
};

struct Ring {
  std::vector<Position> points;  // closed: first == last; outer rings counter-clockwise, holes clockwise
};
struct Polygon {
  Ring outer;
  std::vector<Ring> holes;
};

struct Triangles {  // of all grids, for the GPU: `indices` three by three into `points`
  std::vector<Position> points;
  std::vector<uint32_t> indices;
  std::vector<uint32_t> first_index_of_grid;  // grids.size() + 1 entries into `indices`
};

struct CountyMap {
  std::vector<std::vector<Polygon>> grids;  // one entry a grid, in the order of County::grids
  std::vector<std::vector<Polygon>> areas;  // one entry an area: its grids dissolved
  std::vector<Polygon> outline;             // the county
  Triangles triangles;
  bool has_geometry = false;  // false: only a list of grids
};

struct Stage {  // one step of the loop as the county names it
  // What the step covers, in order: placed dispatched accepted supervised resolved published rated. A county may show
  // fewer; each of the seven is in at most one of its stages.
  std::vector<std::string> keys;
  Label label;
};

// One loop of the county. The first of County::loops has all requests that belong to no other.
struct Loop {
  Label name;
  std::vector<Stage> stages;
  std::vector<std::string> channels;  // values in events whose requests belong to it
  std::vector<AreaIndex> areas;       // and areas whose requests belong to it
};

struct Department {  // one that streets can whistle for
  std::string code;  // value on the wire
  Label name;
};

struct PlanStep {
  std::string key;  // value on the wire
  Label label;
};
struct Plan {  // an emergency plan (应急预案)
  std::string code;
  Label name;
  std::vector<std::string> kinds;  // kinds of incidents and warnings it is for
  std::vector<PlanStep> steps;
  std::vector<int> levels{};  // levels of incidents and warnings it is for; empty: all
};

struct CategoryGroup {  // 三网融合: categories shown together
  Label name;
  std::vector<std::string> categories;  // values on the wire
};

struct Size {  // a published number that no event carries, such as 420 grid workers or 1,079 十联户
  Label name;
  int64_t count = 0;
};

struct HeatWeights {
  double request = 1, overdue = 2, hazard = 3;
  std::array<double, 4> incident = {32, 16, 8, 4};  // by level I to IV
  double half_life_s = 7200;
};

// Offsets from UTC of the county's time zone, as the zone database had them when the county was loaded.
class ZoneTable {
 public:
  struct Change {
    int64_t from_s;  // seconds since 1970 UTC
    int32_t offset_s;
  };
  ZoneTable() : changes_{{INT64_MIN, 8 * 3600}} {}
  explicit ZoneTable(std::vector<Change> changes);  // ascending; the first also holds for all earlier time

  int offset_s(int64_t time_ns) const;
  // Number of the local calendar day, counted from 1970-01-01.
  int32_t local_day(int64_t time_ns) const;
  // The instant at which that local day begins.
  int64_t day_start_ns(int32_t local_day) const;

  std::span<const Change> changes() const { return changes_; }

 private:
  int offset_at_s(int64_t time_s) const;

  std::vector<Change> changes_;  // ascending; the first covers all earlier time
};

struct TransparentHash {  // lets a map of strings be searched by a string_view
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <typename Value>
using StringMap = std::unordered_map<std::string, Value, TransparentHash, std::equal_to<>>;

struct County {
  std::string key;   // "jianhu": the file's name
  std::string code;  // "320925"
  Label name;
  Label center_name;  // the wall's title
  std::string time_zone = "Asia/Shanghai";
  ZoneTable zone;
  std::vector<Label> hierarchy;  // names of the depths, such as 街道/镇, 社区/村
  std::vector<Area> areas;
  std::vector<Grid> grids;
  std::vector<Team> teams;
  CountyMap map;
  Box box;  // of the map, not widened

  std::vector<Loop> loops = std::vector<Loop>(1);  // never empty
  std::array<Label, kTierCount> tiers;
  std::vector<std::pair<std::string, Label>> channels;    // value on the wire, label
  std::vector<std::pair<std::string, Label>> categories;  // value on the wire, label
  // Seconds from placed to due: the category's own, else the tier's.
  std::array<int64_t, kTierCount> due_s = {86'400, 3 * 86'400LL, 7 * 86'400LL, 15 * 86'400LL};
  StringMap<int64_t> due_s_of_category;
  std::vector<CategoryGroup> category_groups;
  std::vector<Department> departments;
  std::vector<Plan> plans;
  std::vector<Size> sizes;
  int64_t response_promise_s = 0;  // 0: the county promises no time to accept
  HeatWeights heat;
  int64_t team_stale_after_s = 600;
  double travel_speed_kmh = 0;  // of a team on the road; 0: nobody said, and no time is named
  double travel_detour = 1.3;   // how much longer a road is than the straight line
  // A feed without an event for longer than this is silent; by Feed. In a small county requests pause for minutes at
  // night.
  std::array<int64_t, kFeedCount> feed_late_after_s = {900, 120, 60};

  std::vector<std::string> warnings;  // what was repaired or left out while loading, one sentence each

  GridIndex grid_index(std::string_view code) const;  // kNone when unknown
  AreaIndex area_index(std::string_view code) const;  // kNone when unknown
  // The ancestor of a grid at a depth of the hierarchy (0 the top), kNone when there is none.
  AreaIndex area_of_grid(GridIndex grid, uint8_t depth) const;
  // Index into `loops` of a request that came through a channel in a grid (kNone: in no known grid).
  uint32_t loop_of(std::string_view channel, GridIndex grid) const;
  int64_t due_after_s(Tier tier, std::string_view category) const;
  void build_index();  // after areas and grids are filled

 private:
  StringMap<GridIndex> grid_of_code_;
  StringMap<AreaIndex> area_of_code_;
};

}  // namespace gridwall::county
