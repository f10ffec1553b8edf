#include "viewer/view_model/map_figures.h"

#include <algorithm>
#include <cmath>

#include "viewer/view_model/format.h"
#include "viewer/view_model/map_legend.h"

namespace gridwall::view_model {
namespace {

std::string per_households_text(const std::optional<double>& per) {
  const auto tenths = static_cast<int64_t>(std::llround(per.value_or(0) * 10));
  return tenths == 0 ? std::string() : format_count(tenths / 10) + "." + std::to_string(tenths % 10);
}

// Beside the names stands what can be counted: of heat, which is no number that anybody could check, what is open.
MapMode mode_beside_names(const MapChoice& choice) {
  return choice.mode == MapMode::kHeat ? MapMode::kOpen : choice.mode;
}

std::optional<double> per_households_beside_names(const PlaceFigures& place, const MapChoice& choice) {
  return place.figures.per_100_households(choice.mode == MapMode::kHeat ? static_cast<double>(place.known_open)
                                                                        : place.counted);
}

// How a place stands to what is usual there, as a mark beside its count.
std::string usual_mark(double ratio) {
  if (ratio >= kMoreThanUsual) return " ▲";
  return ratio <= 1 / kMoreThanUsual ? " ▼" : "";
}

void add_slow(const CountyState& state, const County& county, int64_t now_ns, const MapChoice& choice,
              MapFigures& made) {
  if (choice.mode == MapMode::kRate) {
    const std::vector<GridFigures> month = grid_figures(state, county, now_ns, Window::k30Days);
    for (size_t grid = 0; grid < made.grids.size(); ++grid) {
      made.grids[grid].figures.collected = month[grid].collected;
      made.grids[grid].figures.resolved = month[grid].resolved;
    }
  } else if (has_span(choice.mode)) {
    const ArrivalFigures arrivals = arrivals_at(state, county, now_ns, choice.span);
    made.weeks = arrivals.weeks;
    for (size_t grid = 0; grid < made.grids.size(); ++grid) made.grids[grid].arrivals = arrivals.grids[grid];
    for (size_t area = 0; area < made.areas.size(); ++area) made.areas[area].arrivals = arrivals.areas[area];
  }
}

void take_slow(const MapFigures& slow, MapFigures& made) {
  made.weeks = slow.weeks;
  for (size_t grid = 0; grid < made.grids.size(); ++grid) {
    made.grids[grid].figures.collected = slow.grids[grid].figures.collected;
    made.grids[grid].figures.resolved = slow.grids[grid].figures.resolved;
    made.grids[grid].arrivals = slow.grids[grid].arrivals;
  }
  for (size_t area = 0; area < made.areas.size(); ++area) made.areas[area].arrivals = slow.areas[area].arrivals;
}

}  // namespace

void PlaceFigures::add(const PlaceFigures& other) {
  figures.heat += other.figures.heat;
  figures.open += other.figures.open;
  figures.overdue += other.figures.overdue;
  figures.collected += other.figures.collected;
  figures.resolved += other.figures.resolved;
  figures.households += other.figures.households;
  counted += other.counted;
  known_open += other.known_open;
  covered += other.covered;
  grids += other.grids;
  staleness += std::min(other.staleness, kFullInterval * static_cast<double>(other.grids));
  visited += other.visited;
  whole = whole && other.whole;
}

void set_visit(PlaceFigures& grid, const GridState& at, int64_t visit_interval_s, int64_t now_ns) {
  const int64_t interval_s = std::max<int64_t>(1, visit_interval_s);
  grid.covered = freshness_at(at, interval_s, now_ns) <= Freshness::kDueSoon ? 1 : 0;
  grid.visited = at.last_visit_ns == kNever ? 0 : 1;
  grid.staleness = at.last_visit_ns == kNever
                       ? kFullInterval
                       : seconds_between(at.last_visit_ns, now_ns) / static_cast<double>(interval_s);
}

void set_counted(PlaceFigures& grid, MapMode mode) {
  const bool known = grid.figures.households > 0;
  grid.counted = known ? map_count(grid, mode) : 0;
  grid.known_open = known ? grid.figures.open : 0;
}

void sum_areas(const County& county, MapFigures& figures) {
  for (size_t grid = 0; grid < figures.grids.size(); ++grid) {
    if (county.grids[grid].area != kNone) figures.areas[county.grids[grid].area].add(figures.grids[grid]);
  }
  for (size_t area = figures.areas.size(); area-- > 0;) {  // parents stand before their children
    if (county.areas[area].parent != kNone) figures.areas[county.areas[area].parent].add(figures.areas[area]);
  }
}

MapFigures map_figures(const CountyState& state, const County& county, int64_t now_ns, const MapChoice& choice,
                       const MapFigures* slow) {
  MapFigures made;
  made.grids.resize(county.grids.size());
  made.areas.resize(county.areas.size());
  const std::vector<GridFigures> figures = grid_figures(state, county, now_ns);
  for (size_t grid = 0; grid < made.grids.size() && grid < figures.size(); ++grid) {
    made.grids[grid].figures = figures[grid];
  }
  if (slow != nullptr) {
    take_slow(*slow, made);
  } else {
    add_slow(state, county, now_ns, choice, made);
  }
  for (size_t grid = 0; grid < made.grids.size() && grid < state.grids.size(); ++grid) {
    made.grids[grid].grids = 1;
    set_visit(made.grids[grid], state.grids[grid], county.grids[grid].visit_interval_s, now_ns);
    set_counted(made.grids[grid], choice.mode);
  }
  sum_areas(county, made);
  return made;
}

MapChoice shown_choice(const MapChoice& choice, int weeks) {
  MapChoice shown = choice;
  if (shown.mode == MapMode::kUsual && weeks < kLeastUsualWeeks) {
    shown.mode = MapMode::kArrived;
    shown.per_households = false;
  }
  return shown;
}

double map_count(const PlaceFigures& place, MapMode mode) {
  switch (mode) {
    case MapMode::kUsual:
    case MapMode::kArrived:
      return static_cast<double>(place.arrivals.count);
    case MapMode::kOverdue:
      return static_cast<double>(place.figures.overdue);
    case MapMode::kHeat:
      return place.figures.heat;
    case MapMode::kOpen:
    case MapMode::kRate:
    case MapMode::kPatrol:
      break;
  }
  return static_cast<double>(place.figures.open);
}

std::optional<double> map_value(const PlaceFigures& place, const MapChoice& choice) {
  if (choice.mode == MapMode::kUsual) return std::log2(place.arrivals.ratio);
  if (choice.mode == MapMode::kRate) return place.figures.resolution_rate();
  if (choice.mode == MapMode::kPatrol) {
    if (place.visited == 0) return std::nullopt;
    return place.staleness / static_cast<double>(place.grids);
  }
  return is_per_households(choice) ? place.figures.per_100_households(place.counted)
                                   : std::optional(map_count(place, choice.mode));
}

std::string value_text(const PlaceFigures& place, const MapChoice& choice) {
  if (choice.mode == MapMode::kRate) {
    if (!place.figures.resolution_rate()) return {};
    return *format_percent(place.figures.resolved, place.figures.collected) + "%";
  }
  if (choice.mode == MapMode::kPatrol) return format_count(place.covered) + "/" + format_count(place.grids);
  if (choice.mode == MapMode::kUsual) {
    return format_count(place.arrivals.count) + usual_mark(place.arrivals.ratio);
  }
  if (is_per_households(choice)) return per_households_text(per_households_beside_names(place, choice));
  const auto count = static_cast<int64_t>(map_count(place, mode_beside_names(choice)));
  return count == 0 ? std::string() : format_count(count);
}

std::string difference_text(const PlaceFigures& now, const PlaceFigures& then, const MapChoice& choice) {
  if (!then.whole) return {};
  if (choice.mode == MapMode::kRate) {
    if (!now.figures.resolution_rate() || !then.figures.resolution_rate()) return {};
    return change_of_percent(format_percent(now.figures.resolved, now.figures.collected),
                             format_percent(then.figures.resolved, then.figures.collected))
        .text;
  }
  if (choice.mode == MapMode::kPatrol) return change_of_count(now.covered, then.covered).text;
  if (is_per_households(choice)) {
    const std::optional<double> per_now = per_households_beside_names(now, choice);
    const std::optional<double> per_then = per_households_beside_names(then, choice);
    return per_now && per_then ? change_of_tenths(*per_now - *per_then).text : std::string();
  }
  const auto count = [&](const PlaceFigures& place) {
    return static_cast<int64_t>(map_count(place, mode_beside_names(choice)));
  };
  return change_of_count(count(now), count(then)).text;
}

}  // namespace gridwall::view_model
