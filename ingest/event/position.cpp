#include "ingest/event/position.h"

#include <cmath>
#include <numbers>

namespace gridwall::inline event {

Box Box::widened() const {
  const double dx = (east_deg - west_deg) * 0.1;
  const double dy = (north_deg - south_deg) * 0.1;
  return {west_deg - dx, south_deg - dy, east_deg + dx, north_deg + dy};
}

bool Box::contains(Position position) const {
  return position.lon_deg >= west_deg && position.lon_deg <= east_deg && position.lat_deg >= south_deg &&
         position.lat_deg <= north_deg;
}

std::string_view place_fault_name(PlaceFault fault) {
  constexpr std::string_view kNames[] = {"none",    "one_alone", "not_numbers", "not_degrees",
                                         "swapped", "zero",      "outside",     "grid_code"};
  return kNames[static_cast<std::size_t>(fault)];
}

PlaceFault fault_of(Position position, const Box& county_box) {
  const Box box = county_box.widened();
  if (box.contains(position)) return PlaceFault::kNone;
  if (!std::isfinite(position.lon_deg) || !std::isfinite(position.lat_deg)) return PlaceFault::kNotNumbers;
  if (position.lon_deg == 0 && position.lat_deg == 0) return PlaceFault::kZero;
  if (box.contains({position.lat_deg, position.lon_deg})) return PlaceFault::kSwapped;
  const bool degrees = std::abs(position.lon_deg) <= 180 && std::abs(position.lat_deg) <= 90;
  return degrees ? PlaceFault::kOutside : PlaceFault::kNotDegrees;
}

double distance_m(Position a, Position b) {
  constexpr double kMetresPerDegree = 111'195;
  const double middle = (a.lat_deg + b.lat_deg) / 2 * std::numbers::pi / 180;
  return std::hypot((a.lon_deg - b.lon_deg) * std::cos(middle), a.lat_deg - b.lat_deg) * kMetresPerDegree;
}

}  // namespace gridwall::event
