#include "ingest/event/validate.h"

#include <gtest/gtest.h>

#include "ingest/event/time.h"

namespace gridwall {
namespace {

constexpr int64_t kReceivedNs = 1'795'242'728 * kNsPerSecond;

Event event_at(int64_t at_ns) {
  Event event;
  event.type = EventType::kRequestPublished;
  event.source = "s";
  event.at_ns = at_ns;
  return event;
}

TEST(Validate, AcceptsFromTheYear2000ToFiveMinutesAhead) {
  EXPECT_FALSE(validate(event_at(946'684'800 * kNsPerSecond), kReceivedNs));
  EXPECT_FALSE(validate(event_at(kReceivedNs + 300 * kNsPerSecond), kReceivedNs));
}

TEST(Validate, RefusesTimesThatASoundClockCannotGive) {
  for (const int64_t at_ns :
       {INT64_C(0), 946'684'800 * kNsPerSecond - 1, kReceivedNs + 300 * kNsPerSecond + 1, kReceivedNs + kNsPerDay}) {
    const auto rejection = validate(event_at(at_ns), kReceivedNs);
    ASSERT_TRUE(rejection);
    EXPECT_EQ(rejection->reason, RejectReason::kTimeOutOfRange);
  }
}

}  // namespace
}  // namespace gridwall
