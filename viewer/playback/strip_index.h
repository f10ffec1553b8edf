// What the strip shows of a whole log: how many events each feed had when, and the marks. Grows piece by piece on a
// background thread; the session returns finished copies. Values only, bounded: slots are doubled in length when there
// would be too many, and the oldest marks of a kind are dropped first. All times are received times, like the clock.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ingest/replay/log_index.h"
#include "viewer/playback/time_status.h"

namespace gridwall::playback {

class StripIndex {
 public:
  static constexpr size_t kMaxSlots = 200'000;
  static constexpr size_t kMaxMarks = 20'000;  // of a kind

  void add(const replay::IndexPart& part);
  void add_mark(const replay::IndexMark& mark);  // a gap found elsewhere

  // Events per feed in `columns` equal intervals of [from, to).
  using Counts = std::array<uint32_t, kFeedCount>;
  std::vector<Counts> density(int64_t from_ns, int64_t to_ns, size_t columns) const;

  // In order of time; incidents, modes and gaps have an end_ns, IndexMark::kOpen while they last.
  const std::vector<replay::IndexMark>& marks(replay::MarkKind kind) const { return marks_[static_cast<size_t>(kind)]; }
  // The nearest mark of the kind strictly before or after.
  const replay::IndexMark* next(replay::MarkKind kind, int64_t after_ns) const;
  const replay::IndexMark* previous(replay::MarkKind kind, int64_t before_ns) const;

  uint64_t through_seq() const { return through_seq_; }  // it covers the events up to here
  int64_t slot_ns() const { return slot_ns_; }
  size_t bytes() const;

 private:
  void halve_slots();
  size_t slot_of(int64_t at_ns);

  int64_t slot_ns_ = 60'000'000'000;
  int64_t first_slot_ = 0;  // slots_[0] begins at first_slot_ * slot_ns_
  std::vector<Counts> slots_;
  std::array<std::vector<replay::IndexMark>, replay::kMarkKindCount> marks_;
  uint64_t through_seq_ = 0;
};

}  // namespace gridwall::playback
