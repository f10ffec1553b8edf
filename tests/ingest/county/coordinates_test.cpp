#include "ingest/county/coordinates.h"

#include <gtest/gtest.h>

#include <cmath>

#include "ingest/county/project.h"

namespace gridwall::inline county {
namespace {

TEST(Coordinates, GoingThereAndBackIsExactToAMillionthOfADegree) {
  for (const Crs crs : {Crs::kGcj02, Crs::kBd09, Crs::kCgcs2000, Crs::kWgs84}) {
    for (double lon = 73; lon < 137; lon += 1.37) {
      for (double lat = 4; lat < 54; lat += 1.91) {
        const Position back = to_wgs84(from_wgs84({lon, lat}, crs), crs);
        ASSERT_NEAR(back.lon_deg, lon, 1e-9);
        ASSERT_NEAR(back.lat_deg, lat, 1e-9);
      }
    }
  }
}

TEST(Coordinates, TheKnownShiftInBeijingComesOut) {
  // The example the open converters carry in their documentation.
  const Position gcj = from_wgs84({116.404, 39.915}, Crs::kGcj02);
  EXPECT_NEAR(gcj.lon_deg, 116.41024449916938, 1e-9);
  EXPECT_NEAR(gcj.lat_deg, 39.91640428150164, 1e-9);
  const Position baidu = from_wgs84(to_wgs84({116.404, 39.915}, Crs::kGcj02), Crs::kBd09);
  EXPECT_NEAR(baidu.lon_deg, 116.41036949371029, 1e-9);
  EXPECT_NEAR(baidu.lat_deg, 39.92133699351021, 1e-9);
}

TEST(Coordinates, OutsideOfChinaNothingIsShifted) {
  const Position los_angeles{-118.24, 34.05};
  EXPECT_EQ(from_wgs84(los_angeles, Crs::kGcj02).lon_deg, los_angeles.lon_deg);
  EXPECT_EQ(to_wgs84(los_angeles, Crs::kBd09).lat_deg, los_angeles.lat_deg);
}

TEST(Coordinates, NamesAreKnownAndOthersAreNot) {
  EXPECT_EQ(crs_from_name("gcj02"), Crs::kGcj02);
  EXPECT_FALSE(crs_from_name("GCJ02"));
}

TEST(LocalPlane, MetresGoThereAndBack) {
  const LocalPlane plane({119.8, 33.47});
  const LocalPoint point = plane.local({119.9, 33.52});
  const Position back = plane.position(point);
  EXPECT_NEAR(back.lon_deg, 119.9, 1e-12);
  EXPECT_NEAR(back.lat_deg, 33.52, 1e-12);
  // One degree of latitude at 33.47 N is 110.9 km, of longitude 92.9 km.
  EXPECT_NEAR(point.north_m, 0.05 * 110'912, 5);
  EXPECT_NEAR(point.east_m, 0.1 * 92'950, 15);
}

}  // namespace
}  // namespace gridwall::county
