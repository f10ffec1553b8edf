// WGS-84 degrees <-> metres on a plane that touches the earth at an origin: equirectangular, scaled by the radii of
// curvature there. Good to a few parts in a thousand over 100 km. Pure, any thread.
#pragma once

#include <cmath>
#include <numbers>

#include "ingest/event/event.h"

namespace gridwall::inline county {

struct LocalPoint {
  double east_m = 0;
  double north_m = 0;
};

class LocalPlane {
 public:
  explicit LocalPlane(Position origin) : origin_(origin) {
    // WGS-84: semi-major axis and first eccentricity squared; radii of the meridian and of the parallel.
    constexpr double kSemiMajorAxisM = 6'378'137.0;
    constexpr double kEccentricitySquared = 6.69437999014e-3;
    constexpr double kRadPerDeg = std::numbers::pi / 180.0;
    const double sine = std::sin(origin.lat_deg * kRadPerDeg);
    const double w = std::sqrt(1.0 - kEccentricitySquared * sine * sine);
    m_per_deg_lat_ = kSemiMajorAxisM * (1.0 - kEccentricitySquared) / (w * w * w) * kRadPerDeg;
    m_per_deg_lon_ = kSemiMajorAxisM / w * std::cos(origin.lat_deg * kRadPerDeg) * kRadPerDeg;
  }

  LocalPoint local(Position position) const {
    return {(position.lon_deg - origin_.lon_deg) * m_per_deg_lon_,
            (position.lat_deg - origin_.lat_deg) * m_per_deg_lat_};
  }
  Position position(LocalPoint point) const {
    return {origin_.lon_deg + point.east_m / m_per_deg_lon_, origin_.lat_deg + point.north_m / m_per_deg_lat_};
  }
  double m_per_deg_lon() const { return m_per_deg_lon_; }
  double m_per_deg_lat() const { return m_per_deg_lat_; }

 private:
  Position origin_;
  double m_per_deg_lon_ = 1;
  double m_per_deg_lat_ = 1;
};

}  // namespace gridwall::county
