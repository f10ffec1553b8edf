// What the three parts of the fold share. Private to ingest/state.
#pragma once

#include "ingest/state/fold.h"

namespace gridwall {

struct FoldStep {
  CountyState& state;
  const County& county;
  const Event& event;
  const Stamp& stamp;
  SourceState& source;

  void anomaly() const { ++source.anomalies; }
  Day& day_of(int64_t time_ns) const { return state.days[county.zone.local_day(time_ns)]; }
  DayTally& today() const { return day_of(event.at_ns).tally; }
  uint32_t word(Field field) const { return event.has(field) ? state.words.intern(event.text(field)) : kNoKey; }
  void add_heat(uint32_t grid, double weight, int64_t time_ns) const;
  void say(std::string_view subject, std::string_view word = {}, int64_t number = 0, int64_t second_number = 0) const;
};

// The record of a key, made when it is new.
template <typename Record>
Record& record_of(KeyTable& keys, std::vector<Record>& records, std::string_view key) {
  const uint32_t index = keys.intern(key);
  if (index == records.size()) records.emplace_back();
  return records[index];
}

void apply_request(const FoldStep& step);
void apply_patrol(const FoldStep& step);
void apply_emergency(const FoldStep& step);

}  // namespace gridwall
