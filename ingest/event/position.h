// Where on earth: a point, and a box of them. WGS 84, degrees. Values only; any thread; knows no county and no map.
#pragma once

namespace gridwall::inline event {

struct Position {
  double lon_deg = 0;
  double lat_deg = 0;
};

struct Box {
  double west_deg = -180, south_deg = -90, east_deg = 180, north_deg = 90;
  // The same box with a tenth of its width and height added on every side.
  Box widened() const;
  bool contains(Position position) const;
};

}  // namespace gridwall::event
