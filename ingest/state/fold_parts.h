// What the three parts of the fold share. Private to ingest/state.
#pragma once

#include <optional>

#include "ingest/state/fold.h"

namespace gridwall::inline state {

struct FoldStep {
  CountyState& state;
  const County& county;
  const Event& event;
  const Stamp& stamp;
  SourceState& source;
  std::optional<Position> position;  // of the event, if it can be used

  void anomaly() const { ++source.anomalies; }
  Day& day_of(int64_t time_ns) const { return state.days[county.zone.local_day(time_ns)]; }
  DayTally& today() const { return day_of(event.at_ns).tally; }
  WordId word(Field field) const { return event.has(field) ? state.words.intern(event.text(field)) : kNone; }
  // The entry of a ledger this event belongs to, by its place and its day.
  LedgerKey ledger_key(WordId subject, WordId detail = kNone) const {
    return {subject, detail, stamp.grid, ledger_day(county.zone.local_day(event.at_ns), state.kept_from_day)};
  }
  GridDay& grid_day(GridIndex grid, int64_t time_ns) const;  // grid: not kNone
  void add_heat(GridIndex grid, double weight, int64_t time_ns) const;
  void say(std::string_view subject, std::string_view word = {}, int64_t number = 0, int64_t second_number = 0) const;
};

// The record of a key, made when it is new.
template <typename Index, typename Record>
Record& record_of(KeyTable<Index>& keys, std::vector<Record>& records, std::string_view key) {
  const Index index = keys.intern(key);
  if (index == records.size()) records.emplace_back();
  return records[index];
}

// 0 to 23, as clocks in the county show it.
size_t local_hour(const County& county, int64_t time_ns);

// Into the lists by grid and by organisation: once it is placed, in the order of placing.
void list_placed(CountyState& state, RequestIndex index);

// Draws the days together that no window of now or later tells apart: when a local day has ended.
void end_day(CountyState& state, const County& county);

void apply_request(const FoldStep& step);
void apply_patrol(const FoldStep& step);
void apply_emergency(const FoldStep& step);

}  // namespace gridwall::state
