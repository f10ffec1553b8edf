// A log at a glance, part by part: events per feed and minute, and the moments somebody looks for (incidents, mode
// changes, alarms, bookmarks, gaps in the data). One pass that reads bodies only where a moment is. Any thread with a
// reader of its own; parts follow one another and together are the whole log. Knows no screen.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/event/event.h"
#include "ingest/event/parse.h"
#include "ingest/event/result.h"
#include "ingest/event/schema.h"
#include "ingest/log/log_reader.h"
#include "ingest/state/fold.h"

namespace gridwall::replay {

using gridwall::kMarkKindCount;
using gridwall::mark_kind_name;
using gridwall::MarkKind;

struct IndexMark {
  MarkKind kind = MarkKind::kIncident;
  uint64_t seq = 0;   // the event it begins with; kGap: the first one after it, or the first that is missing
  int64_t at_ns = 0;  // receipt: what the clock must reach
  static constexpr int64_t kOpen = INT64_MIN;
  int64_t end_ns = kOpen;  // incidents and gaps: when it was over; INT64_MIN: a moment, or not over yet
  uint8_t level = 0;       // incidents, modes, alarms: 1 to 4; 0: none
  bool drill = false;
  int8_t feed = -1;  // kGap: the feed that was silent, -1: events are missing or cannot be read
  std::string key;   // incident, alarm, area; kGap: empty
  std::string text;  // kind of incident, mode, the bookmark's text, what is missing
};

struct IndexPart {
  uint64_t from_seq = 0, last_seq = 0;  // covered: [from, last]; last < from: nothing there yet
  int64_t last_ns = INT64_MIN;          // receipt of last_seq
  bool more = false;                    // ask again from last_seq + 1
  bool stored = false;                  // as the log kept it: its events have not been looked at
  static constexpr int64_t kSlotNs = 60'000'000'000;
  std::map<int64_t, std::array<uint32_t, kFeedCount>> slots;  // receipt / kSlotNs -> events
  std::vector<IndexMark> marks;  // a mark with the key of an earlier open one of its kind ends it: see `ends`
  struct End {                   // an incident that was closed in this part
    MarkKind kind = MarkKind::kIncident;
    std::string key;
    int64_t at_ns = 0;
  };
  std::vector<End> ends;
};

// What carries over from part to part.
struct IndexCursor {
  uint64_t next_seq = 1;
  std::array<int64_t, kFeedCount> feed_received_ns = {INT64_MIN, INT64_MIN, INT64_MIN};
  std::array<uint64_t, kFeedCount> feed_seq{};
  friend bool operator==(const IndexCursor&, const IndexCursor&) = default;
};

// How long each feed may be silent before that is a gap; 0: any time. Seconds.
using LateAfter = std::array<int64_t, kFeedCount>;

// Makes a part out of events as they come.
class IndexCollector {
 public:
  IndexCollector(const IndexCursor& cursor, const LateAfter& late_after_s);

  void take(const Event& event, const Stamp& stamp);
  // A row of the log; its body is only looked at where `type` is one that makes a mark.
  void take(const log::LogRow& row);
  // Events from the cursor's next up to `next` cannot be had.
  void skip_to(uint64_t next, const std::string& why);
  // What was collected is void, or has been kept: goes on behind it.
  void begin_next();

  const IndexPart& part() const { return part_; }
  const IndexCursor& cursor() const { return cursor_; }
  bool empty() const { return part_.last_seq < part_.from_seq; }
  // As the log keeps it beside a checkpoint: with what it was made from, so that a reader knows whether it fits.
  std::string packed() const;

 private:
  void count(uint64_t seq, uint64_t feed_seq, int64_t received_ns, size_t feed);
  void note_silence(uint64_t seq, uint64_t feed_seq, int64_t received_ns, size_t feed);
  void note_moment(const Event& event, uint64_t seq, int64_t received_ns);

  IndexCursor cursor_, before_;
  LateAfter late_after_s_;
  IndexPart part_;
  std::optional<size_t> open_gap_;
  Parser parser_;
};

enum class IndexUse : uint8_t {
  kStored,  // take the parts the log keeps where they fit
  kEvents,  // look at every event, so that what is damaged is found
};

// The next part, of about `max_events` at most where it is not a stored one. A row that cannot be read ends it with a
// gap mark from there to the next one that can; the log itself is never touched. With all of `late_after_s`
// 0 no feed counts as silent.
Result<IndexPart> read_index_part(const log::LogReader& reader, IndexCursor& cursor, const LateAfter& late_after_s,
                                  uint64_t max_events, IndexUse use = IndexUse::kStored);

// A part and the cursor behind it as bytes and back, for the history protocol. False: the bytes are not sound.
std::string pack_index_part(const IndexPart& part, const IndexCursor& cursor);
bool unpack_index_part(std::string_view bytes, IndexPart& part, IndexCursor& cursor);

// IndexCollector::packed() and back.
struct KeptIndex {
  LateAfter late_after_s{};
  IndexCursor before, behind;
  IndexPart part;
};
std::string pack_kept_index(const KeptIndex& kept);
bool unpack_kept_index(std::string_view bytes, KeptIndex& kept);

}  // namespace gridwall::replay
