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
  EXPECT_EQ(read("%I:%M %p", "13:00 PM"), std::nullopt);
}

TEST(LocalTime, APatternWithAnUnknownPartIsAnError) {
  EXPECT_EQ(read("%Q", "x"), "pattern: '%Q' is not known; there are %Y %y %m %d %H %I %M %S %p");
  EXPECT_FALSE(TimeReader::make("%", ZoneTable()).ok());
  EXPECT_FALSE(TimeReader::make("", ZoneTable()).ok());
}

}  // namespace
}  // namespace gridwall::import
