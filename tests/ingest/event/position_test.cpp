#include "ingest/event/position.h"

#include <gtest/gtest.h>

#include <cmath>

namespace gridwall {
namespace {

constexpr Box kBox{119, 33, 120, 34};

std::string_view fault(double lon_deg, double lat_deg, const Box& box = kBox) {
  return place_fault_name(fault_of({lon_deg, lat_deg}, box));
}

TEST(Position, TheCountyIsWidenedByATenth) {
  EXPECT_EQ(fault(119.5, 33.5), "none");
  EXPECT_EQ(fault(118.91, 34.09), "none");
  EXPECT_EQ(fault(118.89, 33.5), "outside");
}

TEST(Position, AFaultSaysWhatIsWrong) {
  EXPECT_EQ(fault(0, 0), "zero");
  EXPECT_EQ(fault(-0.0, 0.0), "zero");
  EXPECT_EQ(fault(33.5, 119.5), "swapped");
  EXPECT_EQ(fault(3678000.5, 530000.25), "not_degrees");
  EXPECT_EQ(fault(119.5, 91), "not_degrees");
  EXPECT_EQ(fault(-181, 33.5), "not_degrees");
  EXPECT_EQ(fault(12.5, 41.9), "outside");
  EXPECT_EQ(fault(std::nan(""), 33.5), "not_numbers");
  EXPECT_EQ(fault(INFINITY, 33.5), "not_numbers");
}

TEST(Position, WhereTheCountyLiesAtTheOriginZeroIsAPlace) {
  EXPECT_EQ(fault(0, 0, {-1, -1, 1, 1}), "none");
  EXPECT_EQ(fault(0, 0, {}), "none");  // a county without a map
}

}  // namespace
}  // namespace gridwall
