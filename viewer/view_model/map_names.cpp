#include "viewer/view_model/map_names.h"

#include <algorithm>
#include <tuple>

#include "ingest/state/figures.h"
#include "viewer/view_model/county_geometry.h"
#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

float width_of(const County& county, const LocalPlane& plane, uint32_t area) {
  if (area >= county.map.areas.size()) return 0;
  double west = 1e9, east = -1e9;
  for (const Polygon& polygon : county.map.areas[area]) {
    for (const Position& point : polygon.outer.points) {
      west = std::min(west, point.lon_deg);
      east = std::max(east, point.lon_deg);
    }
  }
  return east < west ? 0.0F : static_cast<float>((east - west) * plane.m_per_deg_lon());
}

struct Sum {
  int64_t numerator = 0, denominator = 0;
};

Sum sum_of(const CountyState& state, const County& county, const MapLevels& levels, MapMode mode, int64_t now_ns,
           uint32_t grid) {
  switch (mode) {
    case MapMode::kHeat:
    case MapMode::kOpen:
      return {state.grids[grid].open, 0};
    case MapMode::kOverdue:
      return {levels.overdue()[grid], 0};
    case MapMode::kRate:
      return {levels.resolved()[grid], levels.collected()[grid]};
    case MapMode::kPatrol: {
      const Freshness freshness = freshness_at(state.grids[grid], county.grids[grid].visit_interval_s, now_ns);
      return {freshness <= Freshness::kDueSoon ? 1 : 0, 1};
    }
  }
  return {};
}

}  // namespace

std::vector<AreaName> build_area_names(const County& county, const Texts& texts, size_t most) {
  const LocalPlane plane = plane_of(county);
  std::vector<size_t> grids(county.areas.size());
  for (const Grid& grid : county.grids) {
    for (uint32_t area = grid.area; area != kNoGrid; area = county.areas[area].parent) ++grids[area];
  }
  std::vector<uint32_t> order;
  for (uint32_t area = 0; area < county.areas.size(); ++area) order.push_back(area);
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return std::tuple(county.areas[a].depth, grids[b], a) < std::tuple(county.areas[b].depth, grids[a], b);
  });
  order.resize(std::min(order.size(), most));
  std::vector<AreaName> names;
  for (const uint32_t area : order) {
    const Area& at = county.areas[area];
    names.push_back({area, to_metres(plane, at.label_at), width_of(county, plane, area), texts.of(at.name)});
  }
  return names;
}

std::vector<std::string> build_area_values(const CountyState& state, const County& county, const MapLevels& levels,
                                           MapMode mode, int64_t now_ns) {
  std::vector<Sum> sums(county.areas.size());
  for (uint32_t grid = 0; grid < county.grids.size(); ++grid) {
    const Sum sum = sum_of(state, county, levels, mode, now_ns, grid);
    for (uint32_t area = county.grids[grid].area; area != kNoGrid; area = county.areas[area].parent) {
      sums[area].numerator += sum.numerator;
      sums[area].denominator += sum.denominator;
    }
  }
  std::vector<std::string> values;
  values.reserve(sums.size());
  for (const Sum& sum : sums) {
    if (mode == MapMode::kRate) {
      const std::optional<std::string> percent = format_percent(sum.numerator, sum.denominator);
      values.push_back(percent ? *percent + "%" : std::string());
    } else if (mode == MapMode::kPatrol) {
      values.push_back(format_count(sum.numerator) + "/" + format_count(sum.denominator));
    } else {
      values.push_back(sum.numerator == 0 ? std::string() : format_count(sum.numerator));
    }
  }
  return values;
}

}  // namespace gridwall::view_model
