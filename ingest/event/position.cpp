#include "ingest/event/position.h"

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

}  // namespace gridwall::event
