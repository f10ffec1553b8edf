#include "ingest/county/county.h"

#include <gtest/gtest.h>

#include "ingest/county/zone.h"
#include "ingest/event/time.h"

namespace gridwall {
namespace {

int64_t utc_ns(int year, unsigned month, unsigned day, int hour = 0, int minute = 0, int second = 0) {
  return seconds_from_civil(year, month, day, hour, minute, second) * kNsPerSecond;
}
int32_t day_number(int year, unsigned month, unsigned day) {
  return static_cast<int32_t>(seconds_from_civil(year, month, day) / 86'400);
}

ZoneTable zone(std::string_view name) {
  auto table = county::load_zone_table(name);
  EXPECT_TRUE(table) << name;
  return table ? *table : ZoneTable{};
}

TEST(ZoneTable, LosAngelesChangesItsClocksWhenItDid) {
  const ZoneTable la = zone("America/Los_Angeles");
  EXPECT_EQ(la.offset_s(utc_ns(2020, 3, 8, 9, 59, 59)), -8 * 3600);
  EXPECT_EQ(la.offset_s(utc_ns(2020, 3, 8, 10)), -7 * 3600);
  EXPECT_EQ(la.offset_s(utc_ns(2020, 11, 1, 8, 59, 59)), -7 * 3600);
  EXPECT_EQ(la.offset_s(utc_ns(2020, 11, 1, 9)), -8 * 3600);
  // Until 2006 it was the first Sunday of April.
  EXPECT_EQ(la.offset_s(utc_ns(2006, 4, 2, 9, 59, 59)), -8 * 3600);
  EXPECT_EQ(la.offset_s(utc_ns(2006, 4, 2, 10)), -7 * 3600);
}

TEST(ZoneTable, TheRuleGoesOnAfterTheTablesEnd) {
  const ZoneTable la = zone("America/Los_Angeles");
  EXPECT_EQ(la.offset_s(utc_ns(2050, 3, 13, 9, 59, 59)), -8 * 3600);
  EXPECT_EQ(la.offset_s(utc_ns(2050, 3, 13, 10)), -7 * 3600);
  EXPECT_EQ(la.offset_s(utc_ns(2099, 11, 1, 8, 59, 59)), -7 * 3600);
  EXPECT_EQ(la.offset_s(utc_ns(2099, 11, 1, 9)), -8 * 3600);
  EXPECT_EQ(la.offset_s(utc_ns(2100, 7, 1)), -7 * 3600);
}

TEST(ZoneTable, ShanghaiHasEightHoursAndSummerTimeInTheEighties) {
  const ZoneTable shanghai = zone("Asia/Shanghai");
  EXPECT_EQ(shanghai.offset_s(utc_ns(2024, 7, 1)), 8 * 3600);
  EXPECT_EQ(shanghai.offset_s(utc_ns(1988, 7, 1)), 9 * 3600);
  EXPECT_EQ(shanghai.offset_s(utc_ns(1970, 1, 1)), 8 * 3600);
  EXPECT_EQ(shanghai.offset_s(utc_ns(2090, 7, 1)), 8 * 3600);
}

TEST(ZoneTable, ADayBeginsAtLocalMidnightAndDaysFollowEachOther) {
  for (const char* name :
       {"America/Los_Angeles", "Asia/Shanghai", "America/Havana", "Australia/Lord_Howe", "Africa/Cairo"}) {
    const ZoneTable table = zone(name);
    for (int32_t day = day_number(2015, 1, 1); day < day_number(2045, 1, 1); ++day) {
      const int64_t start = table.day_start_ns(day);
      ASSERT_EQ(table.local_day(start), day) << name;
      ASSERT_LT(table.local_day(start - 1), day) << name;
    }
  }
}

TEST(ZoneTable, ADayWhoseMidnightWasSkippedBeginsWithTheChange) {
  // Brazil went from 00:00 to 01:00 on 4 November 2018.
  const ZoneTable brazil = zone("America/Sao_Paulo");
  EXPECT_EQ(brazil.day_start_ns(day_number(2018, 11, 4)), utc_ns(2018, 11, 4, 3));
}

TEST(ZoneTable, DaysOfAChangeAre23And25HoursLong) {
  const ZoneTable la = zone("America/Los_Angeles");
  const auto length = [&](int32_t day) { return (la.day_start_ns(day + 1) - la.day_start_ns(day)) / kNsPerSecond; };
  EXPECT_EQ(length(day_number(2020, 3, 8)), 23 * 3600);
  EXPECT_EQ(length(day_number(2020, 11, 1)), 25 * 3600);
}

TEST(ZoneTable, ADayBefore1970IsCountedDownwards) {
  const ZoneTable utc({{INT64_MIN, 0}});
  EXPECT_EQ(utc.local_day(-1), -1);
  EXPECT_EQ(utc.local_day(0), 0);
}

TEST(ZoneTable, AnUnknownZoneIsNotFound) {
  for (const char* name : {"", "Mars/Olympus", "../Asia/Shanghai", "/etc/passwd", "Asia/Shanghai\n"}) {
    const auto table = county::load_zone_table(name);
    ASSERT_FALSE(table) << name;
    EXPECT_EQ(table.error().code, ErrorCode::kNotFound);
  }
}

County small_county() {
  County county;
  county.areas = {{"s", {}, 0, kNone, {}}, {"c", {}, 1, AreaIndex(0), {}}};
  const auto grid = [](std::string_view code, AreaIndex area) {
    Grid made;
    made.code = code;
    made.area = area;
    return made;
  };
  county.grids = {grid("a", AreaIndex(1)), grid("b", AreaIndex(0)), grid("c", kNone)};
  county.due_s_of_category["急"] = 60;
  county.build_index();
  return county;
}

TEST(County, CodesAreFound) {
  const County county = small_county();
  EXPECT_EQ(county.grid_index("b"), 1U);
  EXPECT_EQ(county.grid_index("x"), kNone);
  EXPECT_EQ(county.area_index("c"), 1U);
}

TEST(County, AncestorsAreFoundByDepth) {
  const County county = small_county();
  EXPECT_EQ(county.area_of_grid(GridIndex(0), 0), 0U);
  EXPECT_EQ(county.area_of_grid(GridIndex(0), 1), 1U);
  EXPECT_EQ(county.area_of_grid(GridIndex(1), 0), 0U);
  EXPECT_EQ(county.area_of_grid(GridIndex(1), 1), kNone);
  EXPECT_EQ(county.area_of_grid(GridIndex(2), 0), kNone);
  EXPECT_EQ(county.area_of_grid(GridIndex(99), 0), kNone);
}

TEST(County, ACategorysOwnTimeGoesBeforeTheTiers) {
  const County county = small_county();
  EXPECT_EQ(county.due_after_s(Tier::kStreet, "急"), 60);
  EXPECT_EQ(county.due_after_s(Tier::kStreet, "缓"), 7 * 86'400);
}

}  // namespace
}  // namespace gridwall
