// The past of a log, for replay: states, events, counties and the index, from a file or from a daemon; callers see no
// difference. Calls may wait for disk or network and belong to one thread of viewer/playback; interrupt() may be called
// from any. Never writes. Knows no clock and no screen.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "ingest/county/county.h"
#include "ingest/event/logged_event.h"
#include "ingest/event/result.h"
#include "ingest/replay/log_index.h"
#include "ingest/state/county_state.h"
#include "viewer/source/live_source.h"

namespace gridwall::source {

struct PastSpan {
  uint64_t base_seq = 0;  // the first event is base_seq + 1
  uint64_t head_seq = 0;
  int64_t first_ns = 0, head_ns = 0;  // their received times; 0 in an empty log
  std::string problem;                // what is missing in a damaged log; empty: nothing known
};

// The county in force for an event, and for which other events.
struct CountyInForce {
  std::shared_ptr<const County> county;
  uint64_t mark = 0;       // county_mark(): identifies it
  uint64_t from_seq = 0;   // in force for events from_seq ..
  uint64_t until_seq = 0;  // .. until_seq
};

class Past {
 public:
  virtual ~Past() = default;
  virtual Result<PastSpan> span() = 0;
  virtual Result<uint64_t> seq_at(int64_t at_ns) = 0;  // as LogReader
  virtual Result<int64_t> received_ns_of(uint64_t seq) = 0;
  virtual Result<CountyInForce> county_for(uint64_t seq) = 0;
  // The newest stored state of this version at or before `seq` and after `after_seq`.
  virtual Result<std::optional<uint64_t>> checkpoint_before(uint64_t seq, uint64_t after_seq) = 0;
  // That state; nullopt if it is damaged: it is a cache, and an earlier one or the events can be used instead.
  virtual Result<std::optional<CountyState>> checkpoint(uint64_t seq, const County& county) = 0;
  // Adds the events from `from` on to `out`, at most to `to` and about `max_bytes`; what was read before an error
  // stays.
  virtual Result<uint64_t> events(uint64_t from, uint64_t to, size_t max_bytes, EventBlock& out) = 0;
  virtual Result<replay::IndexPart> index_part(replay::IndexCursor& cursor, const County& county,
                                               replay::IndexUse use) = 0;
  // Whether to read every event after the stored index, to find damage: only if the past is a file.
  virtual bool can_look_at_all() const = 0;
  // Makes a waiting call and every later one return kUnavailable. Any thread.
  virtual void interrupt() = 0;
};

// How many counties a past keeps that were in force at some time.
inline constexpr size_t kCountiesKept = 4;

// Opens a past for each thread that needs one.
using PastFactory = std::function<Result<std::unique_ptr<Past>>()>;
PastFactory past_of_log(const std::filesystem::path& log);
PastFactory past_of_daemon(const LiveOptions& options);

}  // namespace gridwall::source
