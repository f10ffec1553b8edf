#include "ingest/state/day_ledger.h"

#include "ingest/event/time.h"

namespace gridwall::inline state {

int32_t ledger_day(int32_t day, int32_t kept_from_day) {
  if (day >= kept_from_day) return day;
  return day_from_civil(civil_from_day(day).year, 1, 1);
}

void DayLedger::collapse(int32_t kept_from_day) {
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    LedgerKey key = entry->first;
    key.day = ledger_day(key.day, kept_from_day);
    if (key.day == entry->first.day) {
      ++entry;
      continue;
    }
    LedgerSums& year = entries_[key];
    year.count += entry->second.count;
    for (size_t i = 0; i < year.sums.size(); ++i) year.sums[i] += entry->second.sums[i];
    entry = entries_.erase(entry);
  }
}

}  // namespace gridwall::state
