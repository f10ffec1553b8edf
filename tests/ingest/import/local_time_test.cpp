#include "ingest/import/local_time.h"

#include <gtest/gtest.h>

#include "ingest/county/zone.h"
#include "ingest/event/time.h"

namespace gridwall::import {
namespace {

std::optional<std::string> read(const char* pattern, const char* text, const char* zone = "America/Los_Angeles") {
  const Result<TimeReader> reader = TimeReader::make(pattern, county::load_zone_table(zone).value());
  if (!reader.ok()) return "pattern: " + reader.error().message;
  const std::optional<TimeReader::Moment> moment = reader->read(text);
  if (!moment) return std::nullopt;
  return format_rfc3339(moment->time_ns) + (moment->clock == TimeReader::Clock::kTwice   ? " twice"
                                            : moment->clock == TimeReader::Clock::kNever ? " never"
                                                                                         : "");
}

TEST(LocalTime, ReadsWhatTheCitiesWrite) {
  EXPECT_EQ(read("%m/%d/%y %H:%M", "1/1/20 0:05"), "2020-01-01T08:05:00Z");
  EXPECT_EQ(read("%m/%d/%Y %I:%M:%S %p", "01/12/2009 07:00:17 AM"), "2009-01-12T15:00:17Z");
  EXPECT_EQ(read("%m/%d/%Y %I:%M:%S %p", "07/12/2009 12:00:17 AM"), "2009-07-12T07:00:17Z");
  EXPECT_EQ(read("%m/%d/%Y %I:%M:%S %p", "07/12/2009 12:00:17 PM"), "2009-07-12T19:00:17Z");
  EXPECT_EQ(read("%Y-%m-%d %H:%M:%S", "2026-11-21 14:32:08", "Asia/Shanghai"), "2026-11-21T06:32:08Z");
  EXPECT_EQ(read("rfc3339", "2014-05-09T19:02:21-05:00"), "2014-05-10T00:02:21Z");
}

TEST(LocalTime, KnowsTimesThatCameTwiceAndTimesThatNeverWere) {
  EXPECT_EQ(read("%Y-%m-%d %H:%M", "2020-11-01 01:30"), "2020-11-01T08:30:00Z twice");
  EXPECT_EQ(read("%Y-%m-%d %H:%M", "2020-11-01 02:00"), "2020-11-01T10:00:00Z");
  EXPECT_EQ(read("%Y-%m-%d %H:%M", "2020-03-08 02:30"), "2020-03-08T10:30:00Z never");
  EXPECT_EQ(read("%Y-%m-%d %H:%M", "2020-03-08 03:00"), "2020-03-08T10:00:00Z");
}

TEST(LocalTime, RefusesWhatIsNoTime) {
  for (const char* text :
       {"", "1/1/20", "13/1/20 0:05", "2/30/20 0:05", "1/1/20 24:00", "1/1/20 0:60", "1/1/20 0:05 ", "x"}) {
    EXPECT_EQ(read("%m/%d/%y %H:%M", text), std::nullopt) << text;
  }
  EXPECT_EQ(read("%Y-%m-%d %I:%M %p", "2026-01-05 13:00 PM"), std::nullopt);
}

TEST(LocalTime, APatternWithAnUnknownPartIsAnError) {
  EXPECT_EQ(read("%Q", "x"), "pattern: '%Q' is not known; there are %Y %y %m %d %H %I %M %S %f %p %z");
  EXPECT_FALSE(TimeReader::make("%", ZoneTable()).ok());
  EXPECT_FALSE(TimeReader::make("", ZoneTable()).ok());
}

TEST(LocalTime, PatternsThatCannotBeMeantAreRefused) {
  for (const char* pattern :
       {"%m/%d/%Y %H:%M:%S %p", "%m/%d/%Y %I:%M:%S", "%m/%d %H:%M", "%H:%M", "%Y %H:%M", "%Y-%d %H:%M", "%Y-%m %H:%M",
        "%Y-%m-%d %M", "%Y-%m-%d %H:%S", "%Y-%m-%d %H %I %p", "%Y %y-%m-%d", "%Y-%m-%d %d", "%Y-%m-%d %p",
        "%Y-%m-%d %H:%M.%f", "%Y-%m-%d %z", "%Y-%m-%d %", "%Y-%m-%d %H:%M %Z", "%Y-%m-%d %%"}) {
    EXPECT_TRUE(read(pattern, "x").value_or("").starts_with("pattern: ")) << pattern;
  }
  for (const char* pattern :
       {"%Y-%m-%d", "%Y%m%d%H%M%S", "%d.%m.%y %H", "%Y年%m月%d日 %p%I时%M分", "%Y-%m-%dT%H:%M:%S.%f%z"}) {
    EXPECT_FALSE(read(pattern, "x").value_or("").starts_with("pattern: ")) << pattern;
  }
}

TEST(LocalTime, FractionsOfASecondAreRead) {
  const char* pattern = "%Y-%m-%dT%H:%M:%S";
  EXPECT_EQ(read(pattern, "2026-01-05T13:42:00", "Asia/Shanghai"), "2026-01-05T05:42:00Z");
  EXPECT_EQ(read(pattern, "2026-01-05T13:42:00.000", "Asia/Shanghai"), "2026-01-05T05:42:00Z");
  EXPECT_EQ(read(pattern, "2026-01-05T13:42:00.997", "Asia/Shanghai"), "2026-01-05T05:42:00.997Z");
  EXPECT_EQ(read(pattern, "2026-01-05T13:42:00,5", "Asia/Shanghai"), "2026-01-05T05:42:00.500Z");
  EXPECT_EQ(read(pattern, "2026-01-05T13:42:00.1234567899", "Asia/Shanghai"), "2026-01-05T05:42:00.123456789Z");
  EXPECT_EQ(read(pattern, "2026-01-05T13:42:00.", "Asia/Shanghai"), std::nullopt);
  EXPECT_EQ(read("%Y-%m-%d %H:%M:%S.%f", "2026-01-05 13:42:00.25", "Asia/Shanghai"), "2026-01-05T05:42:00.250Z");
  EXPECT_EQ(read("%S.%M.%H %d.%m.%Y", "07.42.13 05.01.2026", "Asia/Shanghai"), "2026-01-05T05:42:07Z");
}

TEST(LocalTime, OffsetsAndHalvesOfTheDayAreRead) {
  for (const char* text : {"2026-01-05 13:42 +08:00", "2026-01-05 13:42 +0800", "2026-01-05 13:42 +08",
                           "2026-01-05 05:42 Z", "2026-01-05 02:12 -03:30", "2026-01-05\u300013:42\u00A0+08:00"}) {
    EXPECT_EQ(read("%Y-%m-%d %H:%M %z", text), "2026-01-05T05:42:00Z") << text;
  }
  EXPECT_EQ(read("%Y-%m-%d %H:%M %z", "2026-01-05 13:42"), std::nullopt);
  for (const char* text : {"1/5/2026 1:42 PM", "1/5/2026 1:42\u202Fpm", "1/5/2026 1:42 p.m.", "1/5/2026 1:42 下午"}) {
    EXPECT_EQ(read("%m/%d/%Y %I:%M %p", text, "Asia/Shanghai"), "2026-01-05T05:42:00Z") << text;
  }
  EXPECT_EQ(read("%Y/%m/%d %p%I:%M", "2026/1/5 上午12:15", "Asia/Shanghai"), "2026-01-04T16:15:00Z");
  EXPECT_EQ(read("%m/%d/%Y %I:%M %p", "1/5/2026 13:42 PM"), std::nullopt);
}

}  // namespace
}  // namespace gridwall::import
