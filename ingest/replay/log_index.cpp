#include "ingest/replay/log_index.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

#include "ingest/event/utf8.h"

namespace gridwall::replay {
namespace {

// The names of the types that leave a mark.
const std::vector<std::string_view>& marked_types() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> marked;
    for (int i = 0; i < kEventTypeCount; ++i) {
      const auto type = static_cast<EventType>(i);
      if (mark_of(type)) marked.push_back(event_type_name(type));
    }
    return marked;
  }();
  return names;
}

constexpr int64_t kNsPerS = 1'000'000'000;
constexpr size_t kMaxTextBytes = 240;  // of a mark on the strip

}  // namespace

IndexCollector::IndexCollector(const IndexCursor& cursor, const LateAfter& late_after_s)
    : cursor_(cursor), late_after_s_(late_after_s) {
  begin_next();
}

void IndexCollector::begin_next() {
  part_ = {};
  part_.from_seq = cursor_.next_seq;
  part_.last_seq = cursor_.next_seq - 1;
  before_ = cursor_;
  open_gap_.reset();
}

void IndexCollector::take(const Event& event, const Stamp& stamp) {
  count(stamp.seq, stamp.feed_seq, stamp.received_ns, static_cast<size_t>(event.feed()));
  note_moment(event, stamp.seq, stamp.received_ns);
}

void IndexCollector::take(const log::LogRow& row) {
  count(row.seq, row.feed_seq, row.received_ns, row.feed);
  const auto& types = marked_types();
  if (row.pruned || std::find(types.begin(), types.end(), row.type) == types.end()) return;
  Event event;
  if (!parser_.parse_logged(row.body, event)) note_moment(event, row.seq, row.received_ns);  // else an older contract's
}

void IndexCollector::skip_to(uint64_t next, const std::string& why) {
  IndexMark gap;
  gap.kind = MarkKind::kGap;
  gap.seq = cursor_.next_seq;
  gap.at_ns = part_.last_ns != INT64_MIN
                  ? part_.last_ns
                  : *std::max_element(cursor_.feed_received_ns.begin(), cursor_.feed_received_ns.end());
  gap.text = why;
  part_.marks.push_back(std::move(gap));
  open_gap_ = part_.marks.size() - 1;
  cursor_.next_seq = next;
  part_.last_seq = next - 1;
  cursor_.feed_seq = {};
}

void IndexCollector::count(uint64_t seq, uint64_t feed_seq, int64_t received_ns, size_t feed) {
  part_.last_seq = seq;
  part_.last_ns = received_ns;
  cursor_.next_seq = seq + 1;
  if (feed >= kFeedCount) return;
  ++part_.slots[received_ns / IndexPart::kSlotNs][feed];
  note_silence(seq, feed_seq, received_ns, feed);
}

void IndexCollector::note_silence(uint64_t seq, uint64_t feed_seq, int64_t received_ns, size_t feed) {
  if (open_gap_) {
    part_.marks[*open_gap_].end_ns = received_ns;
    open_gap_.reset();
  }
  int64_t& last_ns = cursor_.feed_received_ns[feed];
  uint64_t& last_seq = cursor_.feed_seq[feed];
  const int64_t late_ns = late_after_s_[feed] * kNsPerS;
  const bool silent = last_ns != INT64_MIN && late_ns > 0 && received_ns - last_ns > late_ns;
  const bool missing = last_seq != 0 && feed_seq > last_seq + 1;
  if (silent || missing) {
    IndexMark gap;
    gap.kind = MarkKind::kGap;
    gap.seq = seq;
    gap.at_ns = last_ns;
    gap.end_ns = received_ns;
    gap.feed = static_cast<int8_t>(feed);
    gap.key = feed_name(static_cast<Feed>(feed));
    if (missing) gap.text = "numbers " + std::to_string(last_seq + 1) + " to " + std::to_string(feed_seq - 1);
    part_.marks.push_back(std::move(gap));
  }
  last_ns = received_ns;
  last_seq = feed_seq;
}

void IndexCollector::note_moment(const Event& event, uint64_t seq, int64_t received_ns) {
  const std::optional<MarkRule>& rule = mark_of(event.type);
  if (!rule) return;
  if (rule->ends) {
    part_.ends.push_back({rule->kind, std::string(event.text(rule->key)), received_ns});
    return;
  }
  IndexMark mark;
  mark.kind = rule->kind;
  mark.seq = seq;
  mark.at_ns = event.has(Field::kMoment) ? event.time_ns(Field::kMoment) : received_ns;
  mark.level = static_cast<uint8_t>(std::clamp<int64_t>(event.integer(Field::kLevel), 0, 4));
  mark.drill = event.flag(Field::kDrill);
  mark.key = event.text(rule->key);
  mark.text = cut_to_bytes(event.said(rule->text), kMaxTextBytes);
  part_.marks.push_back(std::move(mark));
}

std::string IndexCollector::packed() const {
  return pack_kept_index({late_after_s_, before_, cursor_, part_});
}

namespace {

// The part that the log keeps from here on, where it was made as it would be now. Otherwise `until` is the last event
// before the next one, so that that one may fit.
Result<std::optional<IndexPart>> stored_part(const log::LogReader& reader, IndexCursor& cursor,
                                             const LateAfter& late_after_s, uint64_t& until) {
  Result<std::optional<log::StoredIndexPart>> stored = reader.index_part(cursor.next_seq);
  if (!stored && stored.error().code == ErrorCode::kCorrupt) return std::optional<IndexPart>();  // the events say it
  if (!stored) return stored.error();
  if (!*stored) return std::optional<IndexPart>();
  const log::StoredIndexPart& found = **stored;
  until = found.from_seq > cursor.next_seq ? found.from_seq - 1 : found.last_seq;
  KeptIndex kept;
  if (found.from_seq != cursor.next_seq || !unpack_kept_index(found.data, kept)) return std::optional<IndexPart>();
  const bool any_silence = late_after_s == LateAfter{};
  if (kept.before != cursor || (!any_silence && kept.late_after_s != late_after_s)) return std::optional<IndexPart>();
  if (any_silence) {
    std::erase_if(kept.part.marks, [](const IndexMark& mark) { return mark.feed >= 0 && mark.text.empty(); });
  }
  cursor = kept.behind;
  kept.part.more = true;
  kept.part.stored = true;
  return std::optional<IndexPart>(std::move(kept.part));
}

}  // namespace

Result<IndexPart> read_index_part(const log::LogReader& reader, IndexCursor& cursor, const LateAfter& late_after_s,
                                  uint64_t max_events, IndexUse use) {
  cursor.next_seq = std::max(cursor.next_seq, reader.base().head.seq + 1);
  uint64_t until = UINT64_MAX;
  if (use == IndexUse::kStored && reader.damage().empty()) {
    Result<std::optional<IndexPart>> stored = stored_part(reader, cursor, late_after_s, until);
    if (!stored) return stored.error();
    if (*stored) return std::move(**stored);
  }
  const uint64_t wanted = std::min(max_events, until - cursor.next_seq + (until == UINT64_MAX ? 0 : 1));
  IndexCollector collector(cursor, late_after_s);
  uint64_t taken = 0;
  while (taken < wanted) {
    const uint64_t next_seq = collector.cursor().next_seq;
    const Result<uint64_t> read = reader.glance(next_seq, wanted - taken, marked_types(), [&](const log::LogRow& row) {
      collector.take(row);
      ++taken;
      return true;
    });
    if (read) break;
    if (read.error().code != ErrorCode::kCorrupt) return read.error();
    const uint64_t from = collector.cursor().next_seq;
    const Result<std::optional<uint64_t>> next = reader.first_readable(from);
    if (!next) return next.error();
    if (*next && **next == from) return read.error();  // alone it can be read, in a row it cannot
    const Result<log::LogHead> head = reader.head();
    if (!head) return head.error();
    const uint64_t beyond = next->value_or(head->seq + 1);
    if (beyond <= from) break;
    collector.skip_to(beyond,
                      "events " + std::to_string(from) + " to " + std::to_string(beyond - 1) + " cannot be read");
  }
  cursor = collector.cursor();
  IndexPart part = collector.part();
  part.more = taken >= wanted;
  return part;
}

}  // namespace gridwall::replay
