// How the requests of a day stood at an earlier moment, in O(log n): the moments at which they were resolved, fell
// late, were rated and so on, each kind in order. Derived from the requests: the last resolution, rating and deferral
// count, as in Request itself. Pure values; knows no windows.
#pragma once

#include <array>
#include <cstdint>

#include "ingest/event/time.h"
#include "ingest/state/stage_times.h"

namespace gridwall::inline state {

struct Request;

enum class Turn : uint8_t {
  kResolved,
  kResolvedLate,  // after its time
  kLateFrom,      // past its time, neither resolved nor deferred; up to twice, before and after a deferral
  kLateUntil,
  kRated,
  kUnsatisfied,
  kPromiseDecided,  // accepted, or the promised time passed
  kPromiseKept
};
inline constexpr size_t kTurnCount = 8;

// The turns of one request; kNever where it did not come to one. The late spans stand one behind the other.
struct RequestTurns {
  static constexpr size_t kSlots = kTurnCount + 2;
  std::array<int64_t, kSlots> at_ns;
  RequestTurns() { at_ns.fill(kNever); }
  static constexpr Turn turn_of(size_t slot) {
    if (slot < kTurnCount) return static_cast<Turn>(slot);
    return slot == kTurnCount ? Turn::kLateFrom : Turn::kLateUntil;
  }
  void set(Turn turn, int64_t time_ns) { at_ns[static_cast<size_t>(turn)] = time_ns; }
};
// None of a request that is not collected; no promises where `promise_ns` is 0.
RequestTurns turns_of(const Request& request, int64_t promise_ns);

class DayTurns {
 public:
  // Moves one request from the turns it had to those it has.
  void move(const RequestTurns& had, const RequestTurns& has);
  int64_t count_until(Turn turn, int64_t time_ns) const {
    return static_cast<int64_t>(times_[static_cast<size_t>(turn)].count_until(time_ns));
  }
  const std::array<StageTimes, kTurnCount>& times() const { return times_; }

 private:
  std::array<StageTimes, kTurnCount> times_;
};

}  // namespace gridwall::state
