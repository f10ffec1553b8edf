// From a log's rows to a state: the newest checkpoint, then the events after it through the one parser and the one
// fold. Any thread with a reader of its own. No clock.
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

LoggedEvent event_of(const log::LogRow& row);  // without the columns that only the log reads; its body is the row's

// Folds one logged event. One whose body retention took, or that an older contract let in and this one does not know,
// changes nothing but the state's numbers; false then.
bool fold_row(CountyState& state, const County& county, Parser& parser, const LoggedEvent& event);

// Folds events state.seq + 1 .. to_seq onto `state`. `progress` is called now and then with the seq reached; false
// stops with what was folded so far.
Status fold_range(const log::LogReader& reader, const County& county, Parser& parser, CountyState& state,
                  uint64_t to_seq, const std::function<bool(uint64_t)>& progress = {});

// The state after event `seq` (0: before the first), each event folded with the county that was in force for it;
// `county` is the one after `seq`, as county_of() gives it. `use_checkpoints` off folds everything there is; a part cut
// out of another log always begins with the state it was given.
Result<CountyState> state_at(const log::LogReader& reader, const County& county, uint64_t seq,
                             bool use_checkpoints = true, const std::function<bool(uint64_t)>& progress = {});

// Folds on from `state` as state_at() does, county by county.
Status fold_on(const log::LogReader& reader, const County& county, CountyState& state, uint64_t seq,
               const std::function<bool(uint64_t)>& progress = {});

// The events for which the county of event `seq` is in force.
struct CountySpan {
  uint64_t from_seq = 0;
  uint64_t until_seq = UINT64_MAX;
};
Result<CountySpan> county_span(const log::LogReader& reader, uint64_t seq);

// The county a log carries, as it stood for the events up to `seq`; kNotFound when the log holds none.
Result<County> county_of(const log::LogReader& reader, uint64_t seq);

}  // namespace gridwall::replay
