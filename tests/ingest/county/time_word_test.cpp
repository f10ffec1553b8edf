#include "ingest/county/time_word.h"

#include <gtest/gtest.h>

#include "ingest/event/duration.h"
#include "ingest/event/time.h"

namespace gridwall::inline county {
namespace {

constexpr int64_t kNow = 1'795'233'322 * kNsPerSecond;
const ZoneTable kZone({{INT64_MIN, 8 * 3600}});

TEST(TimeWord, ReadsNowAndWhatIsCountedFromIt) {
  EXPECT_EQ(read_time_word("now", kNow, kZone), kNow);
  EXPECT_EQ(read_time_word("now-30d", kNow, kZone), kNow - 30 * kNsPerDay);
  EXPECT_EQ(read_time_word("now+20s", kNow, kZone), kNow + 20 * kNsPerSecond);
}

TEST(TimeWord, ADateIsMidnightInTheCounty) {
  EXPECT_EQ(read_time_word("2026-11-21", kNow, kZone), parse_rfc3339("2026-11-21T00:00:00+08:00"));
  EXPECT_EQ(read_time_word("2026-11-21T08:00:00Z", kNow, kZone), parse_rfc3339("2026-11-21T08:00:00Z"));
}

TEST(TimeWord, RefusesEverythingElse) {
  for (const char* text :
       {"", "yesterday", "now-", "now-3", "now-3w", "now--3d", "2026-13-01", "2026-11-21T08:00:00"}) {
    EXPECT_EQ(read_time_word(text, kNow, kZone), std::nullopt) << text;
  }
  EXPECT_EQ(read_duration_ns("99999999999999999999d"), std::nullopt);
  EXPECT_EQ(read_duration_ns("-3s"), std::nullopt);
  EXPECT_EQ(read_duration_ns("36501d"), std::nullopt);
  EXPECT_EQ(read_time_word("now+100000d", kNow, kZone), std::nullopt) << "it would be beyond the last time there is";
}

TEST(TimeWord, ADurationIsACenturyAtTheMost) {
  EXPECT_EQ(read_duration_ns("36500d"), 36'500 * kNsPerDay);
  EXPECT_EQ(read_duration_ns("876000h"), 36'500 * kNsPerDay);
  EXPECT_EQ(read_duration_ns("99999999s"), 99'999'999 * kNsPerSecond);
}

}  // namespace
}  // namespace gridwall::county
