#include "viewer/view_model/format.h"

#include <gtest/gtest.h>

#include "ingest/event/time.h"

namespace gridwall::view_model {
namespace {

Texts texts_of(Language language) {
  Result<Texts> texts = Texts::builtin(language);
  EXPECT_TRUE(texts) << texts.error().message;
  return std::move(texts).value();
}

TEST(FormatTest, CountsHaveTheirThousandsApart) {
  EXPECT_EQ(format_count(0), "0");
  EXPECT_EQ(format_count(999), "999");
  EXPECT_EQ(format_count(15'750), "15,750");
  EXPECT_EQ(format_count(1'234'567), "1,234,567");
  EXPECT_EQ(format_count(-15'750), "-15,750");
}

TEST(FormatTest, PercentHasADecimalOnlyWhereItMeansSomething) {
  EXPECT_EQ(format_percent(15'750, 18'000), "87.5");
  EXPECT_EQ(format_percent(991, 1000), "99.1");
  EXPECT_EQ(format_percent(2, 3), "67");
  EXPECT_EQ(format_percent(0, 0), std::nullopt);
}

TEST(FormatTest, PercentIsHundredOrZeroOnlyWhenItIsExact) {
  EXPECT_EQ(format_percent(5, 5), "100");
  EXPECT_EQ(format_percent(0, 5), "0");
  EXPECT_EQ(format_percent(99'999, 100'000), "99.9");
  EXPECT_EQ(format_percent(1, 100'000), "0.1");
  EXPECT_EQ(format_percent(98, 99), "99");
}

TEST(FormatTest, DurationsAreShortInBothLanguages) {
  const Texts chinese = texts_of(Language::kChinese), english = texts_of(Language::kEnglish);
  EXPECT_EQ(format_duration(34.9, chinese), "34秒");
  EXPECT_EQ(format_duration(8 * 60 + 59, chinese), "8分");
  EXPECT_EQ(format_duration(3.2 * 3600, chinese), "3.2时");
  EXPECT_EQ(format_duration(14.9 * 3600, chinese), "14时");
  EXPECT_EQ(format_duration(1.1 * 86'400, chinese), "1.1天");
  EXPECT_EQ(format_duration(8 * 60, english), "8m");
  EXPECT_EQ(format_duration(3.2 * 3600, english), "3.2h");
  EXPECT_EQ(format_duration(1.1 * 86'400, english), "1.1d");
  EXPECT_EQ(format_duration(400 * 86'400.0, english), "1y");
  EXPECT_EQ(format_coarse_duration(59, english), "<1m");
}

TEST(FormatTest, AStatedSpanKeepsItsUnit) {
  const Texts chinese = texts_of(Language::kChinese);
  EXPECT_EQ(format_span(300, chinese), "5分");
  EXPECT_EQ(format_span(7200, chinese), "2时");
  EXPECT_EQ(format_span(90, chinese), "90秒");
}

TEST(FormatTest, ClocksAreTheCountys) {
  const ZoneTable zone({{INT64_MIN, 8 * 3600}});
  const int64_t time_ns = *parse_rfc3339("2026-11-21T14:32:08+08:00");
  EXPECT_EQ(format_clock(time_ns, zone), "14:32");
  EXPECT_EQ(format_clock_seconds(time_ns, zone), "14:32:08");
  EXPECT_EQ(format_date(time_ns, zone, texts_of(Language::kChinese)), "11月21日 周六");
  EXPECT_EQ(format_date(time_ns, zone, texts_of(Language::kEnglish)), "Sat 21 Nov");
  EXPECT_EQ(format_moment(time_ns - kNsPerDay, time_ns, zone), "11-20 14:32");
}

TEST(FormatTest, AShortPromiseCountsDownInMinutesAndSeconds) {
  const Texts texts = Texts::builtin(Language::kChinese).value();
  EXPECT_EQ(format_countdown(245 * kNsPerSecond, texts), "4:05");
  EXPECT_EQ(format_countdown(kNsPerSecond / 2, texts), "0:00");
  EXPECT_EQ(format_countdown(-kNsPerSecond, texts), "0:00");
  EXPECT_EQ(format_countdown(2 * 3600 * kNsPerSecond, texts), "2时");
}

}  // namespace
}  // namespace gridwall::view_model
