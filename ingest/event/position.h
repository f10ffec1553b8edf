// Where on earth: a point, and a box of them. WGS 84, degrees. Values only; any thread; knows no county and no map.
#pragma once

#include <cstdint>
#include <string_view>

namespace gridwall::inline event {

struct Position {
  double lon_deg = 0;
  double lat_deg = 0;
  friend bool operator==(const Position&, const Position&) = default;
};

struct Box {
  double west_deg = -180, south_deg = -90, east_deg = 180, north_deg = 90;
  // The same box with a tenth of its width and height added on every side.
  Box widened() const;
  bool contains(Position position) const;
};

double distance_m(Position a, Position b);  // equirectangular: good to a thousandth within a county

// Why the place that an event names cannot be used. Such an event is kept, without that place.
enum class PlaceFault : uint8_t {
  kNone,
  kAlone,       // lon without lat, or the reverse
  kNotNumbers,  // a word, NaN, a number that cannot be read
  kNotDegrees,  // beyond 180 and 90: metres of a projection
  kSwapped,     // latitude first
  kZero,        // 0, 0: a geocoder that found nothing
  kOutside,     // of the county's box widened by a tenth
  kGrid,        // the code of the grid is not one that a map can have
};
inline constexpr int kPlaceFaultCount = static_cast<int>(PlaceFault::kGrid) + 1;
std::string_view place_fault_name(PlaceFault fault);  // "not_degrees", ...: stable, in the JSON of a state

// What is wrong with a position in a county with this box.
PlaceFault fault_of(Position position, const Box& county_box);

}  // namespace gridwall::event
