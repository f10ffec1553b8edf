#include "viewer/view_model/map_names.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "viewer/view_model/county_geometry.h"
#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

float width_of(const LocalPlane& plane, const std::vector<Polygon>& polygons) {
  double west = 1e9, east = -1e9;
  for (const Polygon& polygon : polygons) {
    for (const Position& point : polygon.outer.points) {
      west = std::min(west, point.lon_deg);
      east = std::max(east, point.lon_deg);
    }
  }
  return east < west ? 0.0F : static_cast<float>((east - west) * plane.m_per_deg_lon());
}

// What stands beside a name, summed over its grids.
struct Sum {
  GridFigures figures{};
  int64_t counted = 0;  // in grids whose households are known
  int64_t covered = 0, grids = 0;
  bool whole = true;  // every grid was there

  void add(const Sum& other) {
    figures.open += other.figures.open;
    figures.overdue += other.figures.overdue;
    figures.collected += other.figures.collected;
    figures.resolved += other.figures.resolved;
    figures.households += other.figures.households;
    counted += other.counted;
    covered += other.covered;
    grids += other.grids;
    whole = whole && other.whole;
  }
};

std::string text_of(const Sum& sum, const MapChoice& choice) {
  if (choice.mode == MapMode::kRate) {
    if (!sum.figures.resolution_rate()) return {};
    return *format_percent(sum.figures.resolved, sum.figures.collected) + "%";
  }
  if (choice.mode == MapMode::kPatrol) return format_count(sum.covered) + "/" + format_count(sum.grids);
  if (is_per_households(choice)) {
    const std::optional<double> per = sum.figures.per_100_households(static_cast<double>(sum.counted));
    const auto tenths = static_cast<int64_t>(std::llround(per.value_or(0) * 10));
    return tenths == 0 ? std::string() : format_count(tenths / 10) + "." + std::to_string(tenths % 10);
  }
  const int64_t count = choice.mode == MapMode::kOverdue ? sum.figures.overdue : sum.figures.open;
  return count == 0 ? std::string() : format_count(count);
}

std::string difference_text(const Sum& now, const Sum& then, const MapChoice& choice) {
  if (!then.whole) return {};
  if (choice.mode == MapMode::kRate) {
    if (!now.figures.resolution_rate() || !then.figures.resolution_rate()) return {};
    return change_of_percent(format_percent(now.figures.resolved, now.figures.collected),
                             format_percent(then.figures.resolved, then.figures.collected))
        .text;
  }
  if (choice.mode == MapMode::kPatrol) return change_of_count(now.covered, then.covered).text;
  if (is_per_households(choice)) {
    const std::optional<double> per_now = now.figures.per_100_households(static_cast<double>(now.counted));
    const std::optional<double> per_then = then.figures.per_100_households(static_cast<double>(then.counted));
    return per_now && per_then ? change_of_tenths(*per_now - *per_then).text : std::string();
  }
  const bool overdue = choice.mode == MapMode::kOverdue;
  return change_of_count(overdue ? now.figures.overdue : now.figures.open,
                         overdue ? then.figures.overdue : then.figures.open)
      .text;
}

// Of each area the sum over its grids.
template <typename SumOf>
std::vector<Sum> sums_of_areas(const County& county, size_t grids, const SumOf& sum_of) {
  std::vector<Sum> areas(county.areas.size());
  for (uint32_t grid = 0; grid < grids; ++grid) {
    if (county.grids[grid].area != kNone) areas[county.grids[grid].area].add(sum_of(grid));
  }
  for (size_t area = areas.size(); area-- > 0;) {  // parents stand before their children
    if (county.areas[area].parent != kNone) areas[county.areas[area].parent].add(areas[area]);
  }
  return areas;
}

Sum sum_of_grid(const GridFigures& figures, const MapChoice& choice) {
  Sum sum;
  sum.figures = figures;
  sum.grids = 1;
  if (figures.households > 0) sum.counted = choice.mode == MapMode::kOverdue ? figures.overdue : figures.open;
  return sum;
}

Sum sum_then(const MapDifference& difference, uint32_t grid, const MapChoice& choice) {
  const GridThen* then = difference.grid_then(grid);
  if (then == nullptr) return {.whole = false};
  Sum sum = sum_of_grid(then->figures, choice);
  sum.covered = then->covered;
  return sum;
}

template <typename ValueOf>
std::vector<std::string> values_of(std::span<const MapName> names, const ValueOf& value_of) {
  std::vector<std::string> values;
  values.reserve(names.size());
  for (const MapName& name : names) values.push_back(name.beyond ? std::string() : value_of(name));
  return values;
}

// Of one moment. What not all of a place was there for is not told, and a grid's colour says its freshness.
template <typename SumOf>
std::vector<std::string> texts_of(std::span<const MapName> names, const std::vector<Sum>& areas, const SumOf& sum_of,
                                  const MapChoice& choice) {
  return values_of(names, [&](const MapName& name) {
    const bool is_grid = name.place.grid != kNone;
    if (is_grid && choice.mode == MapMode::kPatrol) return std::string();
    const Sum sum = is_grid ? sum_of(name.place.grid) : areas[name.place.area];
    return sum.whole ? text_of(sum, choice) : std::string();
  });
}

class NameList {
 public:
  NameList(const County& county, const Texts& texts)
      : county_(county), texts_(texts), plane_(plane_of(county)), grids_(county.areas.size()) {
    for (const Grid& grid : county.grids) {
      for (uint32_t area = grid.area; area != kNone; area = county.areas[area].parent) ++grids_[area];
    }
  }

  // The parts of `scope`, and the parts of those: all of the county is named as far as there is room.
  void add_below(Scope scope, bool beyond, std::optional<Scope> but = {}) {
    std::vector<Scope> parts;
    for (const Scope child : children_of(county_, scope)) {
      if (but && child == *but) continue;
      if (child.grid == kNone || !scope.whole_county()) parts.push_back(child);
    }
    const auto size_of = [&](Scope place) { return place.grid == kNone ? grids_[place.area] : 0; };
    std::stable_sort(parts.begin(), parts.end(), [&](Scope a, Scope b) { return size_of(a) > size_of(b); });
    for (const Scope part : parts) add(part, beyond);
    if (beyond) return;
    std::vector<uint32_t> deeper;
    for (uint32_t area = 0; area < county_.areas.size(); ++area) {
      if (lies_deeper(area, scope)) deeper.push_back(area);
    }
    std::sort(deeper.begin(), deeper.end(), [&](uint32_t a, uint32_t b) {
      return std::tuple(county_.areas[a].depth, grids_[b], a) < std::tuple(county_.areas[b].depth, grids_[a], b);
    });
    for (const uint32_t area : deeper) add(scope_of_area(area), false);
  }

  std::vector<MapName> names;

 private:
  bool lies_deeper(uint32_t area, Scope scope) const {
    if (county_.areas[area].parent == scope.area) return false;
    for (uint32_t up = county_.areas[area].parent; up != kNone; up = county_.areas[up].parent) {
      if (up == scope.area) return true;
    }
    return scope.whole_county();
  }

  // A grid needs not say again what it lies in: it stands there.
  std::string short_name(Scope place) const {
    std::string name = scope_name(county_, texts_, place);
    const std::string parent = scope_name(county_, texts_, parent_of(county_, place));
    if (place.grid == kNone || !name.starts_with(parent)) return name;
    const size_t rest = name.find_first_not_of(' ', parent.size());
    return rest == std::string::npos ? name : name.substr(rest);
  }

  void add(Scope place, bool beyond) {
    const bool is_grid = place.grid != kNone;
    const auto& shapes = is_grid ? county_.map.grids : county_.map.areas;
    const size_t index = is_grid ? place.grid : place.area;
    const Position at = is_grid ? county_.grids[index].center : county_.areas[index].label_at;
    const float width = index < shapes.size() ? width_of(plane_, shapes[index]) : 0;
    names.push_back({place, to_metres(plane_, at), width, short_name(place), beyond});
  }

  const County& county_;
  const Texts& texts_;
  LocalPlane plane_;
  std::vector<size_t> grids_;
};

}  // namespace

std::vector<MapName> build_map_names(const County& county, const Texts& texts, Scope looked_at, size_t most) {
  NameList list(county, texts);
  list.add_below(looked_at, false);
  if (!looked_at.whole_county()) list.add_below(parent_of(county, looked_at), true, looked_at);
  list.names.resize(std::min(list.names.size(), most));
  return std::move(list.names);
}

std::vector<std::string> build_name_values(const CountyState& state, const County& county, const MapLevels& levels,
                                           const MapChoice& choice, int64_t now_ns, std::span<const MapName> names) {
  const std::span<const GridFigures> figures = levels.figures();
  const auto sum_of = [&](uint32_t grid) {
    Sum sum = sum_of_grid(figures[grid], choice);
    sum.figures.open = state.grids[grid].open;
    if (choice.mode != MapMode::kOverdue && sum.figures.households > 0) sum.counted = sum.figures.open;
    sum.covered = choice.mode == MapMode::kPatrol &&
                  freshness_at(state.grids[grid], county.grids[grid].visit_interval_s, now_ns) <= Freshness::kDueSoon;
    return sum;
  };
  const size_t grids = std::min(county.grids.size(), figures.size());
  const std::vector<Sum> areas = sums_of_areas(county, grids, sum_of);
  if (!levels.show_difference()) return texts_of(names, areas, sum_of, choice);
  const auto then_of = [&](uint32_t grid) { return sum_then(levels.difference(), grid, choice); };
  const std::vector<Sum> areas_then = sums_of_areas(county, grids, then_of);
  return values_of(names, [&](const MapName& name) {
    return name.place.grid != kNone ? difference_text(sum_of(name.place.grid), then_of(name.place.grid), choice)
                                    : difference_text(areas[name.place.area], areas_then[name.place.area], choice);
  });
}

std::vector<std::string> build_name_values_then(const County& county, const MapDifference& difference,
                                                const MapChoice& choice, std::span<const MapName> names) {
  const auto then_of = [&](uint32_t grid) { return sum_then(difference, grid, choice); };
  return texts_of(names, sums_of_areas(county, county.grids.size(), then_of), then_of, choice);
}

}  // namespace gridwall::view_model
