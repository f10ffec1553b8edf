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

template <typename ValueOf>
std::vector<std::string> values_of(std::span<const MapName> names, const ValueOf& value_of) {
  std::vector<std::string> values;
  values.reserve(names.size());
  for (const MapName& name : names) values.push_back(name.beyond ? std::string() : value_of(name));
  return values;
}

const PlaceFigures& figures_of(const MapFigures& figures, Scope place) {
  return place.grid != kNone ? figures.grids[place.grid] : figures.areas[place.area];
}

// Of one moment. What not all of a place was there for is not told, and a grid's colour says its freshness.
std::vector<std::string> texts_of(std::span<const MapName> names, const MapFigures& figures, const MapChoice& choice) {
  return values_of(names, [&](const MapName& name) {
    if (name.place.grid != kNone && choice.mode == MapMode::kPatrol) return std::string();
    const PlaceFigures& place = figures_of(figures, name.place);
    return place.whole ? value_text(place, choice) : std::string();
  });
}

// The areas as their grids are now; the map's own areas are a little older.
MapFigures with_fresh_areas(const County& county, MapFigures figures) {
  for (PlaceFigures& area : figures.areas) {
    const Arrivals arrivals = area.arrivals;
    area = {};
    area.arrivals = arrivals;
  }
  sum_areas(county, figures);
  return figures;
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
    const bool region = !is_grid && county_.hierarchy.size() > 2 && county_.areas[place.area].depth == 0;
    names.push_back({place, to_metres(plane_, at), width, short_name(place), beyond, region});
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

std::vector<std::string> build_name_values(const County& county, const MapLevels& levels,
                                           std::span<const MapName> names) {
  const MapFigures now = with_fresh_areas(county, levels.figures());
  const MapChoice choice = levels.shown();
  if (!levels.show_difference()) return texts_of(names, now, choice);
  return values_of(names, [&](const MapName& name) {
    return difference_text(figures_of(now, name.place), figures_of(levels.difference().then(), name.place), choice);
  });
}

std::vector<std::string> build_name_values_then(const MapLevels& levels, std::span<const MapName> names) {
  return texts_of(names, levels.difference().then(), levels.shown());
}

}  // namespace gridwall::view_model
