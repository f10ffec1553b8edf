// Builds a state from a log: the newest checkpoint, then the events after it, with the one parser and the one fold. Any
// thread with a reader of its own. No clock.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "ingest/county/county.h"
#include "ingest/event/logged_event.h"
#include "ingest/event/parse.h"
#include "ingest/event/result.h"
#include "ingest/log/log_reader.h"
#include "ingest/state/county_state.h"

namespace gridwall::replay {

LoggedEvent event_of(
    const log::LogRow& row);  // without the columns that only the log needs; its body is that of the row

// Folds one logged event. If its body was pruned, or an older version accepted it and this one cannot parse it, only
// the numbers of the state change, and it returns false.
bool fold_row(CountyState& state, const County& county, Parser& parser, const LoggedEvent& event);

// Folds events state.seq + 1 .. to_seq onto `state`. `progress` gets the seq reached now and then; false stops
// with what was folded so far.
Status fold_range(const log::LogReader& reader, const County& county, Parser& parser, CountyState& state,
                  uint64_t to_seq, const std::function<bool(uint64_t)>& progress = {});

// The state after event `seq` (0: before the first), each event folded with the county that was in force for it;
// `county` is the one in force after `seq`, as returned by county_of(). Without `use_checkpoints` all events are
// folded; a part always starts from the state stored with it.
Result<CountyState> state_at(const log::LogReader& reader, const County& county, uint64_t seq,
                             bool use_checkpoints = true, const std::function<bool(uint64_t)>& progress = {});

// Continues from `state` as state_at() does, county by county.
Status fold_on(const log::LogReader& reader, const County& county, CountyState& state, uint64_t seq,
               const std::function<bool(uint64_t)>& progress = {});

// The events for which the county of event `seq` is in force.
struct CountySpan {
  uint64_t from_seq = 0;
  uint64_t until_seq = UINT64_MAX;
};
Result<CountySpan> county_span(const log::LogReader& reader, uint64_t seq);

// The county of a log, as it was for the events up to `seq`; kNotFound if the log has none.
Result<County> county_of(const log::LogReader& reader, uint64_t seq);

}  // namespace gridwall::replay
