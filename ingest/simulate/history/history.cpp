#include "ingest/simulate/history/history.h"

#include <algorithm>
#include <iterator>

#include "ingest/simulate/history/history_parts.h"

namespace gridwall::simulate::history {
namespace {

constexpr uint64_t kHistoryStream = 0x70617374;  // "past"

int64_t whole_seconds(int64_t time_ns) {
  return time_ns / kSecondNs * kSecondNs;
}

LifeOptions world_options(const HistoryTargets& targets, const HistoryOptions& options) {
  LifeOptions world;
  world.seed = options.seed;
  world.until_ns = whole_seconds(options.until_ns);
  world.since_ns = world.from_ns = world.until_ns - targets.period_s * kSecondNs;
  world.track_interval_s = 0;
  return world;
}

}  // namespace

History::History(const County& county, const HistoryTargets& targets_in, const HistoryOptions& options)
    : targets(targets_in),
      begin_ns(world_options(targets_in, options).from_ns),
      until_ns(world_options(targets_in, options).until_ns),
      world(county, world_options(targets_in, options)) {}

Random History::random(int64_t part, int64_t number) const {
  return Random(seed_of(world.options.seed, kHistoryStream, part, number));
}

int64_t History::moment(double (*rhythm)(const LocalMoment&), int64_t from_ns, int64_t to_ns, Random& random) const {
  constexpr double kBusiest = 3.2;
  int64_t at_ns = from_ns;
  for (int i = 0; i < 60; ++i) {
    at_ns = whole_seconds(from_ns + static_cast<int64_t>(random.uniform() * static_cast<double>(to_ns - from_ns)));
    if (random.uniform() * kBusiest < rhythm(world.local(at_ns))) break;
  }
  return std::max(at_ns, from_ns);
}

GridIndex History::pick_grid(AreaIndex area, Random& random) const {
  if (area == kNone) return world.places.pick_grid(random);
  const County& county = world.county;
  const uint8_t depth = county.areas[area].depth;
  constexpr int kTries = 64;
  for (int i = 0; i < kTries; ++i) {
    const GridIndex grid = world.places.pick_grid(random);
    if (grid == kNone || county.area_of_grid(grid, depth) == area) return grid;
  }
  std::vector<GridIndex> inside;
  for (GridIndex grid{0}; grid < county.grids.size(); ++grid) {
    if (county.area_of_grid(grid, depth) == area) inside.push_back(grid);
  }
  return inside.empty() ? world.places.pick_grid(random) : random.one_of(inside);
}

void History::place(Draft& draft, GridIndex grid, Random& random) const {
  if (grid == kNone) return;
  draft.grid = world.county.grids[grid].code;
  draft.position = world.places.point_in(grid, random);
}

std::string History::id(std::string_view prefix, int64_t number) {
  std::string digits = std::to_string(number + 1);
  std::string id = "past-";
  id.append(prefix).append("-").append(digits.size() < 6 ? 6 - digits.size() : 0, '0');
  return id.append(digits);
}

AreaIndex area_named(const County& county, std::string_view name) {
  if (const AreaIndex index = county.area_index(name); index != kNone) return index;
  for (AreaIndex index{0}; index < county.areas.size(); ++index) {
    if (county.areas[index].name.zh == name) return index;
  }
  return kNone;
}

std::vector<Draft> make_history(const County& county, const HistoryTargets& targets, const HistoryOptions& options) {
  History history(county, targets, options);
  add_emergencies(history);  // first: an area in emergency is left alone by incidents
  start_patrols(history);
  start_history_incidents(history);
  add_requests(history);
  add_findings(history);
  add_visits(history);
  add_meetings(history);
  add_whistles(history);
  add_assessments(history);
  add_alarms(history);
  add_resources(history);
  while (!history.world.empty()) history.world.act_next();
  cover_every_grid(history);
  report_teams(history);
  for (Draft& draft : history.told) {
    if (options.seed != 1) draft.id.append("@").append(std::to_string(options.seed));  // as World::emit does
  }
  for (Draft& draft : history.world.told) {
    // Visits are dealt; those the workers' days would have had are left out.
    if (draft.type == EventType::kPatrolVisited) continue;
    history.told.push_back(std::move(draft));
  }
  std::stable_sort(history.told.begin(), history.told.end(),
                   [](const Draft& a, const Draft& b) { return a.at_ns < b.at_ns; });
  return std::move(history.told);
}

}  // namespace gridwall::simulate::history
