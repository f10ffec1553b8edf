// The index of a log, which the strip shows: events per feed and minute, and marks (incidents, mode changes, alarms,
// bookmarks, gaps in the data). It is read in consecutive pieces that together cover the whole log, and reads only the
// bodies of events that make a mark. Any thread with a reader of its own. Knows no screen.
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
  uint64_t seq = 0;   // the event it begins with; kGap: the first event after it, or the first missing one
  int64_t at_ns = 0;  // received time: it shows from then on
  static constexpr int64_t kOpen = INT64_MIN;
  int64_t end_ns = kOpen;  // incidents and gaps: when it ended; INT64_MIN: a single moment, or not over yet
  uint8_t level = 0;       // incidents, modes, alarms: 1 to 4; 0: none
  bool drill = false;
  int8_t feed = -1;  // kGap: the silent feed; -1: events are missing or cannot be read
  std::string key;   // incident, alarm, area; kGap: empty
  std::string text;  // kind of incident, mode, text of the bookmark, or what is missing
};

struct IndexPart {
  uint64_t from_seq = 0, last_seq = 0;  // it covers [from, last]; last < from: no event yet
  int64_t last_ns = INT64_MIN;          // received time of last_seq
  bool more = false;                    // there is more: continue from last_seq + 1
  bool stored = false;                  // stored in the log: its events have not been read
  static constexpr int64_t kSlotNs = 60'000'000'000;
  std::map<int64_t, std::array<uint32_t, kFeedCount>> slots;  // received time / kSlotNs -> events
  std::vector<IndexMark> marks;  // a mark ends the earlier open mark of its kind and key, see `ends`
  struct End {                   // something that ended in this piece
    MarkKind kind = MarkKind::kIncident;
    std::string key;
    int64_t at_ns = 0;
  };
  std::vector<End> ends;
};

// What carries over from piece to piece.
struct IndexCursor {
  uint64_t next_seq = 1;
  std::array<int64_t, kFeedCount> feed_received_ns = {INT64_MIN, INT64_MIN, INT64_MIN};
  std::array<uint64_t, kFeedCount> feed_seq{};
  friend bool operator==(const IndexCursor&, const IndexCursor&) = default;
};

// After how many seconds a silent feed makes a gap; 0: never.
using LateAfter = std::array<int64_t, kFeedCount>;

// Makes a piece of index from events as they come.
class IndexCollector {
 public:
  IndexCollector(const IndexCursor& cursor, const LateAfter& late_after_s);

  void take(const Event& event, const Stamp& stamp);
  // A row of the log; its body is only read if its `type` makes a mark.
  void take(const log::LogRow& row);
  // The events before `next` cannot be read.
  void skip_to(uint64_t next, const std::string& why);
  // Starts the next piece, after what was collected was stored or discarded.
  void begin_next();

  const IndexPart& part() const { return part_; }
  const IndexCursor& cursor() const { return cursor_; }
  bool empty() const { return part_.last_seq < part_.from_seq; }
  // The bytes stored beside a checkpoint, with the positions before and after, so that a reader knows whether it fits.
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
  kStored,  // use the pieces stored in the log where they fit
  kEvents,  // read every event, so that damage is found
};

// The next piece, of about `max_events` at most unless it is a stored one. A row that cannot be read ends it with a gap
// mark up to the next readable one; the log is never changed. If all of `late_after_s` are 0, no feed counts as silent.
Result<IndexPart> read_index_part(const log::LogReader& reader, IndexCursor& cursor, const LateAfter& late_after_s,
                                  uint64_t max_events, IndexUse use = IndexUse::kStored);

// A piece and the cursor after it, as bytes and back, for the history protocol. False: the bytes are damaged.
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
