// What the time strips show of a whole log: how dense each feed was, and where something happened. Grows part by part
// on a background thread; the session hands out finished copies. Values only, bounded: a slot is doubled in length when
// there would be too many, and the oldest marks of a kind go first. All times are receipts, as the clock's are.
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

  // Events per feed in `columns` equal pieces of [from, to).
  using Counts = std::array<uint32_t, kFeedCount>;
  std::vector<Counts> density(int64_t from_ns, int64_t to_ns, size_t columns) const;

  // In order of time; a span (incident, mode, gap) has end_ns, IndexMark::kOpen while it lasts.
  const std::vector<replay::IndexMark>& marks(replay::MarkKind kind) const { return marks_[static_cast<size_t>(kind)]; }
  uint64_t forgotten(replay::MarkKind kind) const { return forgotten_[static_cast<size_t>(kind)]; }
  // The nearest of the kind strictly before or after; the oldest kept is the first.
  const replay::IndexMark* next(replay::MarkKind kind, int64_t after_ns) const;
  const replay::IndexMark* previous(replay::MarkKind kind, int64_t before_ns) const;

  uint64_t through_seq() const { return through_seq_; }  // everything up to here is in it
  int64_t slot_ns() const { return slot_ns_; }
  size_t bytes() const;

 private:
  void halve_slots();
  size_t slot_of(int64_t at_ns);

  int64_t slot_ns_ = 60'000'000'000;
  int64_t first_slot_ = 0;  // slots_[0] begins at first_slot_ * slot_ns_
  std::vector<Counts> slots_;
  std::array<std::vector<replay::IndexMark>, replay::kMarkKindCount> marks_;
  std::array<uint64_t, replay::kMarkKindCount> forgotten_{};
  uint64_t through_seq_ = 0;
};

}  // namespace gridwall::playback
