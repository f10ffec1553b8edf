#include "ingest/state/request_turns.h"

#include <algorithm>

#include "ingest/state/county_state.h"
#include "ingest/state/request_tally.h"

namespace gridwall::inline state {
namespace {

// From when until when it is past its time, neither resolved nor deferred.
void set_late(const Request& request, RequestTurns& turns) {
  if (request.due_ns == kNever) return;
  const int64_t until_ns = request.resolved() ? request.resolved_ns : INT64_MAX;
  size_t from_slot = static_cast<size_t>(Turn::kLateFrom), until_slot = static_cast<size_t>(Turn::kLateUntil);
  const auto add = [&](int64_t from, int64_t until) {
    if (from >= until) return;
    turns.at_ns[from_slot] = from;
    if (until != INT64_MAX) turns.at_ns[until_slot] = until;
    from_slot = kTurnCount, until_slot = kTurnCount + 1;
  };
  if (request.deferred_until_ns == kNever || request.deferred_until_ns <= request.deferred_ns) {
    return add(request.due_ns, until_ns);
  }
  add(request.due_ns, std::min(until_ns, request.deferred_ns));
  add(std::max(request.due_ns, request.deferred_until_ns), until_ns);
}

}  // namespace

RequestTurns turns_of(const Request& request, int64_t promise_ns) {
  RequestTurns turns;
  if (!request.collected()) return turns;
  if (request.resolved()) {
    turns.set(Turn::kResolved, request.resolved_ns);
    if (request.due_ns != kNever && request.resolved_ns > request.due_ns) {
      turns.set(Turn::kResolvedLate, request.resolved_ns);
    }
  }
  set_late(request, turns);
  if (request.rated_ns != kNever) {
    turns.set(Turn::kRated, request.rated_ns);
    if (request.score == static_cast<uint8_t>(Score::kUnsatisfied)) turns.set(Turn::kUnsatisfied, request.rated_ns);
  }
  if (promise_ns == 0) return turns;
  const int64_t passed_ns = request.placed_ns + promise_ns + 1;
  const bool accepted = request.accepted_ns != kNever;
  turns.set(Turn::kPromiseDecided, accepted ? std::min(request.accepted_ns, passed_ns) : passed_ns);
  if (accepted && response_ns_of(request) <= promise_ns) turns.set(Turn::kPromiseKept, request.accepted_ns);
  return turns;
}

void DayTurns::move(const RequestTurns& had, const RequestTurns& has) {
  for (size_t slot = 0; slot < RequestTurns::kSlots; ++slot) {
    if (had.at_ns[slot] == has.at_ns[slot]) continue;
    StageTimes& times = times_[static_cast<size_t>(RequestTurns::turn_of(slot))];
    if (had.at_ns[slot] != kNever) times.erase(had.at_ns[slot]);
    if (has.at_ns[slot] != kNever) times.insert(has.at_ns[slot]);
  }
}

}  // namespace gridwall::state
