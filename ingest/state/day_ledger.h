// Sums by local day, grid, subject and detail, for what happens too seldom to have a place in every day's tally. Days
// that no window tells apart any more are drawn together into one entry a year, so that memory stays flat. Pure values.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>

#include "ingest/state/handles.h"

namespace gridwall::inline state {

// The local day an entry stands under: the day itself, or for days before `kept_from_day` the 1st of January of its
// year. No window that begins on or after `kept_from_day`, on a 1st of January or never tells the difference.
int32_t ledger_day(int32_t day, int32_t kept_from_day);

struct LedgerKey {
  WordId subject;
  WordId detail;
  GridIndex grid;
  int32_t day;
  auto operator<=>(const LedgerKey&) const = default;
};

struct LedgerSums {
  int64_t count = 0;
  std::array<int64_t, 3> sums{};
};

class DayLedger {
 public:
  void add(const LedgerKey& key, const std::array<int64_t, 3>& values) {
    LedgerSums& entry = entries_[key];
    ++entry.count;
    for (std::size_t i = 0; i < values.size(); ++i) entry.sums[i] += values[i];
  }

  // Draws together what lies before `kept_from_day`.
  void collapse(int32_t kept_from_day);

  const std::map<LedgerKey, LedgerSums>& entries() const { return entries_; }  // by subject, then detail, grid, day

  template <typename Archive>
  void serialize(Archive& archive) {
    archive(entries_);
  }

 private:
  std::map<LedgerKey, LedgerSums> entries_;
};

}  // namespace gridwall::state
