#include "ingest/event/clock.h"

#include <chrono>

namespace gridwall::inline event {
namespace {

template <typename Clock>
int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now().time_since_epoch()).count();
}

}  // namespace

int64_t steady_clock_ns() {
  return now_ns<std::chrono::steady_clock>();
}

int64_t system_clock_ns() {
  return now_ns<std::chrono::system_clock>();
}

}  // namespace gridwall::event
