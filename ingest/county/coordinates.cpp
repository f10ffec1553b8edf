#include "ingest/county/coordinates.h"

#include <cmath>
#include <numbers>

namespace gridwall::inline county {
namespace {

using std::numbers::pi;

constexpr double kSemiMajorAxisM = 6'378'245.0;  // Krasovsky 1940
constexpr double kEccentricitySquared = 0.00669342162296594323;
constexpr double kBaiduFrequency = pi * 3000.0 / 180.0;
constexpr double kBaiduLonShiftDeg = 0.0065;
constexpr double kBaiduLatShiftDeg = 0.006;

bool is_shifted(Position p) {
  return p.lon_deg >= 72.004 && p.lon_deg <= 137.8347 && p.lat_deg >= 0.8293 && p.lat_deg <= 55.8271;
}

Position gcj02_from_wgs84(Position p) {
  if (!is_shifted(p)) return p;
  const double x = p.lon_deg - 105.0;
  const double y = p.lat_deg - 35.0;
  const double root = std::sqrt(std::abs(x));
  const double common = (20.0 * std::sin(6.0 * x * pi) + 20.0 * std::sin(2.0 * x * pi)) * 2.0 / 3.0;
  const double north_m = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common +
                         (20.0 * std::sin(y * pi) + 40.0 * std::sin(y * pi / 3.0)) * 2.0 / 3.0 +
                         (160.0 * std::sin(y * pi / 12.0) + 320.0 * std::sin(y * pi / 30.0)) * 2.0 / 3.0;
  const double east_m = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common +
                        (20.0 * std::sin(x * pi) + 40.0 * std::sin(x * pi / 3.0)) * 2.0 / 3.0 +
                        (150.0 * std::sin(x * pi / 12.0) + 300.0 * std::sin(x * pi / 30.0)) * 2.0 / 3.0;
  const double lat_rad = p.lat_deg * pi / 180.0;
  const double w_squared = 1.0 - kEccentricitySquared * std::sin(lat_rad) * std::sin(lat_rad);
  const double w = std::sqrt(w_squared);
  const double meridian_radius_m = kSemiMajorAxisM * (1.0 - kEccentricitySquared) / (w_squared * w);
  const double parallel_radius_m = kSemiMajorAxisM / w * std::cos(lat_rad);
  return {p.lon_deg + east_m / parallel_radius_m * 180.0 / pi, p.lat_deg + north_m / meridian_radius_m * 180.0 / pi};
}

Position bd09_from_gcj02(Position p) {
  const double radius = std::hypot(p.lon_deg, p.lat_deg) + 0.00002 * std::sin(p.lat_deg * kBaiduFrequency);
  const double angle = std::atan2(p.lat_deg, p.lon_deg) + 0.000003 * std::cos(p.lon_deg * kBaiduFrequency);
  return {radius * std::cos(angle) + kBaiduLonShiftDeg, radius * std::sin(angle) + kBaiduLatShiftDeg};
}

}  // namespace

std::optional<Crs> crs_from_name(std::string_view name) {
  if (name == "wgs84") return Crs::kWgs84;
  if (name == "cgcs2000") return Crs::kCgcs2000;
  if (name == "gcj02") return Crs::kGcj02;
  if (name == "bd09") return Crs::kBd09;
  return std::nullopt;
}

Position from_wgs84(Position position, Crs crs) {
  switch (crs) {
    case Crs::kWgs84:
    case Crs::kCgcs2000:
      return position;
    case Crs::kGcj02:
      return gcj02_from_wgs84(position);
    case Crs::kBd09:
      return is_shifted(position) ? bd09_from_gcj02(gcj02_from_wgs84(position)) : position;
  }
  return position;
}

Position to_wgs84(Position position, Crs crs) {
  if (crs == Crs::kWgs84 || crs == Crs::kCgcs2000) return position;
  // The offset changes by less than a hundredth of a step, so a dozen rounds are far more than enough.
  Position guess = position;
  for (int round = 0; round < 30; ++round) {
    const Position forward = from_wgs84(guess, crs);
    const double lon_error = forward.lon_deg - position.lon_deg;
    const double lat_error = forward.lat_deg - position.lat_deg;
    guess.lon_deg -= lon_error;
    guess.lat_deg -= lat_error;
    if (std::abs(lon_error) < 1e-11 && std::abs(lat_error) < 1e-11) break;
  }
  return guess;
}

}  // namespace gridwall::county
