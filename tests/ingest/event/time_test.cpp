#include "ingest/event/time.h"

#include <gtest/gtest.h>

namespace gridwall {
namespace {

TEST(Time, ReadsAnOffsetAndFractions) {
  EXPECT_EQ(parse_rfc3339("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(parse_rfc3339("1970-01-01T08:00:00+08:00"), 0);
  EXPECT_EQ(parse_rfc3339("1969-12-31T16:30:00-07:30"), 0);
  EXPECT_EQ(parse_rfc3339("2026-11-21T14:32:08.25+08:00"), 1795242728'250'000'000);
  EXPECT_EQ(parse_rfc3339("2024-02-29 12:00:00Z"), 1709208000'000'000'000);
}

TEST(Time, RefusesWhatIsNoTime) {
  for (const char* text :
       {"", "2026-11-21", "2026-11-21T14:32:08", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-11-21T24:00:00Z",
        "2026-11-21T14:60:00Z", "2026-11-21T14:32:08+0800", "2026-11-21T14:32:08.Z", "2026-11-21T14:32:08Zx",
        "02026-11-21T14:32:08Z", "2026-11-21T14:32:08+24:00", "9999-12-31T00:00:00Z", "0000-01-01T00:00:00Z",
        "1823-11-12T00:00:00Z", "2116-02-21T00:00:00Z"}) {
    EXPECT_FALSE(parse_rfc3339(text)) << text;
  }
}

TEST(Time, AnyTwoTimesCanBeSubtracted) {
  const std::optional<int64_t> first = parse_rfc3339("1823-11-13T00:00:00Z");
  const std::optional<int64_t> last = parse_rfc3339("2116-02-20T00:00:00Z");
  ASSERT_TRUE(first && last);
  EXPECT_GT(*last - *first, 0);
}

TEST(Time, WritesWhatItReads) {
  for (const int64_t time_ns : {INT64_C(0), INT64_C(1795242728250000000), INT64_C(951782400000000001), INT64_C(-1),
                                INT64_C(4102444800000000000)}) {
    EXPECT_EQ(parse_rfc3339(format_rfc3339(time_ns)), time_ns);
    EXPECT_EQ(parse_rfc3339(format_rfc3339(time_ns, 8 * 3600)), time_ns);
    EXPECT_EQ(parse_rfc3339(format_rfc3339(time_ns, -34200)), time_ns);
  }
  EXPECT_EQ(format_rfc3339(1795242728'250'000'000, 8 * 3600), "2026-11-21T14:32:08.250+08:00");
}

TEST(Time, CountsDaysAcrossLeapYears) {
  for (int64_t day = -800'000; day < 800'000; day += 37) {
    const CivilTime civil = civil_from_seconds(day * 86'400 + 3661);
    EXPECT_EQ(seconds_from_civil(civil.year, civil.month, civil.day, civil.hour, civil.minute, civil.second),
              day * 86'400 + 3661);
  }
  EXPECT_EQ(civil_from_seconds(1795242728).weekday, 6);  // 21 November 2026 is a Saturday
}

TEST(Time, DaysCountFromNineteenSeventy) {
  EXPECT_EQ(day_from_civil(1970, 1, 1), 0);
  EXPECT_EQ(day_from_civil(1969, 12, 31), -1);
  EXPECT_EQ(day_from_civil(2000, 2, 29), 11'016);
  EXPECT_EQ(day_from_civil(2026, 4, 31), day_from_civil(2026, 5, 1));
  const CivilTime civil = civil_from_day(11'016);
  EXPECT_EQ(civil.year * 10'000 + static_cast<int>(civil.month * 100 + civil.day), 20000229);
  EXPECT_EQ(civil.weekday, 2);
  EXPECT_EQ(civil.hour + civil.minute + civil.second, 0);
}

TEST(Time, ADateIsOneThatTheCalendarHas) {
  EXPECT_TRUE(is_date(2024, 2, 29));
  EXPECT_TRUE(is_date(2000, 2, 29));
  EXPECT_FALSE(is_date(1900, 2, 29));
  EXPECT_FALSE(is_date(2026, 2, 29));
  EXPECT_FALSE(is_date(2026, 4, 31));
  EXPECT_FALSE(is_date(2026, 13, 1));
  EXPECT_FALSE(is_date(2026, 0, 1));
  EXPECT_FALSE(is_date(2026, 1, 0));
}

TEST(Time, AFarTimeMayBeTheNearestThatThereIs) {
  EXPECT_FALSE(parse_rfc3339("9999-12-31T23:59:59+08:00"));
  const std::optional<int64_t> last = parse_rfc3339_clamped("9999-12-31T23:59:59+08:00");
  ASSERT_TRUE(last);
  EXPECT_EQ(parse_rfc3339(format_rfc3339(*last)), last);
  EXPECT_TRUE(is_time(*last));
  EXPECT_EQ(parse_rfc3339_clamped("0001-01-01T00:00:00Z"), -*last);
  EXPECT_EQ(parse_rfc3339_clamped("2026-11-21T14:32:08+08:00"), parse_rfc3339("2026-11-21T14:32:08+08:00"));
  EXPECT_FALSE(parse_rfc3339_clamped("9999-02-30T00:00:00Z"));
}

TEST(Time, AnOffsetIsReadInItsForms) {
  const auto offset = [](std::string_view text) -> std::optional<int64_t> {
    const std::optional<int64_t> offset_s = take_offset_s(text);
    return text.empty() ? offset_s : std::nullopt;
  };
  for (const char* text : {"+08:00", "+0800", "+08"}) EXPECT_EQ(offset(text), 8 * 3600) << text;
  EXPECT_EQ(offset("Z"), 0);
  EXPECT_EQ(offset("-03:30"), -(3 * 3600 + 1800));
  for (const char* text : {"", "08:00", "+8", "+08:", "+08:0", "+24:00", "+08:60", "UTC"}) {
    EXPECT_EQ(offset(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace gridwall
