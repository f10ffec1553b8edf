#include "ingest/event/validate.h"

#include "ingest/event/time.h"

namespace gridwall::inline event {
namespace {
constexpr int64_t kEarliestNs = 946'684'800 * kNsPerSecond;  // 2000-01-01T00:00:00Z
constexpr int64_t kAheadNs = 5 * 60 * kNsPerSecond;
}  // namespace

Box Box::widened() const {
  const double dx = (east_deg - west_deg) * 0.1;
  const double dy = (north_deg - south_deg) * 0.1;
  return {west_deg - dx, south_deg - dy, east_deg + dx, north_deg + dy};
}

bool Box::contains(Position position) const {
  return position.lon_deg >= west_deg && position.lon_deg <= east_deg && position.lat_deg >= south_deg &&
         position.lat_deg <= north_deg;
}

std::optional<Rejection> validate(const Event& event, int64_t received_ns, const Box& county_box) {
  if (event.at_ns < kEarliestNs) {
    return Rejection{RejectReason::kTimeOutOfRange, "at: before 2000, check the sender's clock",
                     std::string(event.source)};
  }
  if (event.at_ns > received_ns + kAheadNs) {
    return Rejection{RejectReason::kTimeOutOfRange, "at: more than five minutes ahead, check the sender's clock",
                     std::string(event.source)};
  }
  if (event.position && !county_box.widened().contains(*event.position)) {
    return Rejection{RejectReason::kCoordinatesOutside, "lon, lat: outside the county's box widened by a tenth",
                     std::string(event.source)};
  }
  return std::nullopt;
}

}  // namespace gridwall::inline event
