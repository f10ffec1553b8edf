#include "ingest/event/validate.h"

#include <gtest/gtest.h>

#include "ingest/event/time.h"

namespace gridwall {
namespace {

constexpr int64_t kReceivedNs = 1'795'242'728 * kNsPerSecond;
constexpr Box kBox{119, 33, 120, 34};

Event event_at(int64_t at_ns) {
  Event event;
  event.type = EventType::kRequestPublished;
  event.source = "s";
  event.at_ns = at_ns;
  return event;
}

TEST(Validate, AcceptsFromTheYear2000ToFiveMinutesAhead) {
  EXPECT_FALSE(validate(event_at(946'684'800 * kNsPerSecond), kReceivedNs, kBox));
  EXPECT_FALSE(validate(event_at(kReceivedNs + 300 * kNsPerSecond), kReceivedNs, kBox));
}

TEST(Validate, RefusesTimesThatASoundClockCannotGive) {
  for (const int64_t at_ns :
       {INT64_C(0), 946'684'800 * kNsPerSecond - 1, kReceivedNs + 300 * kNsPerSecond + 1, kReceivedNs + kNsPerDay}) {
    const auto rejection = validate(event_at(at_ns), kReceivedNs, kBox);
    ASSERT_TRUE(rejection);
    EXPECT_EQ(rejection->reason, RejectReason::kTimeOutOfRange);
  }
}

TEST(Validate, WidensTheCountyByATenth) {
  Event event = event_at(kReceivedNs);
  event.position = Position{118.91, 34.09};
  EXPECT_FALSE(validate(event, kReceivedNs, kBox));
  event.position = Position{118.89, 33.5};
  ASSERT_TRUE(validate(event, kReceivedNs, kBox));
  EXPECT_EQ(validate(event, kReceivedNs, kBox)->reason, RejectReason::kCoordinatesOutside);
  event.position = Position{0, 0};
  EXPECT_TRUE(validate(event, kReceivedNs, kBox));
}

}  // namespace
}  // namespace gridwall
