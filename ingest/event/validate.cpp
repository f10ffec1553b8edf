#include "ingest/event/validate.h"

#include "ingest/event/time.h"

namespace gridwall::inline event {
namespace {
constexpr int64_t kEarliestNs = 946'684'800 * kNsPerSecond;  // 2000-01-01T00:00:00Z
constexpr int64_t kAheadNs = 5 * 60 * kNsPerSecond;
}  // namespace

std::optional<Rejection> validate(const Event& event, int64_t received_ns) {
  if (event.at_ns < kEarliestNs) {
    return Rejection{RejectReason::kTimeOutOfRange, "at: before 2000, check the sender's clock",
                     std::string(event.source)};
  }
  if (event.at_ns > received_ns + kAheadNs) {
    return Rejection{RejectReason::kTimeOutOfRange, "at: more than five minutes ahead, check the sender's clock",
                     std::string(event.source)};
  }
  return std::nullopt;
}

}  // namespace gridwall::event
