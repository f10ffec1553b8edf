#include "ingest/log_index.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

namespace gridwall {
namespace {

constexpr std::string_view kTypes[] = {"emergency.incident_opened", "emergency.incident_closed",
                                       "emergency.mode_changed", "emergency.alarm_raised", "emergency.bookmark_added"};
constexpr int64_t kNsPerS = 1'000'000'000;
constexpr size_t kMaxTextBytes = 240;  // of a mark: it stands on a strip

std::string cut(std::string_view text) {
  size_t bytes = std::min(text.size(), kMaxTextBytes);
  while (bytes > 0 && bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xc0) == 0x80) --bytes;
  return std::string(text.substr(0, bytes));
}

// Reads one part; what it has found so far is whole at every row.
class PartReader {
 public:
  PartReader(IndexCursor& cursor, const std::array<int64_t, kFeedCount>& late_after_s)
      : cursor_(cursor), late_after_s_(late_after_s) {
    part.from_seq = cursor.next_seq;
    part.last_seq = cursor.next_seq - 1;
  }

  IndexPart part;

  void take(const log::LogRow& row) {
    part.last_seq = row.seq;
    part.last_ns = row.received_ns;
    cursor_.next_seq = row.seq + 1;
    if (row.feed >= kFeedCount) return;
    ++part.slots[row.received_ns / IndexPart::kSlotNs][row.feed];
    note_silence(row);
    if (!row.type.empty() && !row.pruned) note_moment(row);
  }

  // Events from cursor.next_seq up to `next` cannot be had.
  void skip_to(uint64_t next, const std::string& why) {
    IndexMark gap;
    gap.kind = MarkKind::kGap;
    gap.seq = cursor_.next_seq;
    gap.at_ns = part.last_ns != INT64_MIN ? part.last_ns : newest_receipt();
    gap.text = why;
    part.marks.push_back(std::move(gap));
    open_gap_ = part.marks.size() - 1;
    cursor_.next_seq = next;
    part.last_seq = next - 1;
    cursor_.feed_seq = {};
  }

 private:
  int64_t newest_receipt() const {
    return *std::max_element(cursor_.feed_received_ns.begin(), cursor_.feed_received_ns.end());
  }

  void note_silence(const log::LogRow& row) {
    if (open_gap_) {
      part.marks[*open_gap_].end_ns = row.received_ns;
      open_gap_.reset();
    }
    int64_t& last_ns = cursor_.feed_received_ns[row.feed];
    uint64_t& last_seq = cursor_.feed_seq[row.feed];
    const int64_t late_ns = late_after_s_[row.feed] * kNsPerS;
    const bool silent = last_ns != INT64_MIN && late_ns > 0 && row.received_ns - last_ns > late_ns;
    const bool missing = last_seq != 0 && row.feed_seq > last_seq + 1;
    if (silent || missing) {
      IndexMark gap;
      gap.kind = MarkKind::kGap;
      gap.seq = row.seq;
      gap.at_ns = last_ns;
      gap.end_ns = row.received_ns;
      gap.feed = static_cast<int8_t>(row.feed);
      gap.key = feed_name(static_cast<Feed>(row.feed));
      if (missing) gap.text = "numbers " + std::to_string(last_seq + 1) + " to " + std::to_string(row.feed_seq - 1);
      part.marks.push_back(std::move(gap));
    }
    last_ns = row.received_ns;
    last_seq = row.feed_seq;
  }

  void note_moment(const log::LogRow& row) {
    Event event;
    if (parser_.parse(row.body, event)) return;  // an older contract let it in
    IndexMark mark;
    mark.seq = row.seq;
    mark.at_ns = row.received_ns;
    mark.level = static_cast<uint8_t>(std::clamp<int64_t>(event.integer(Field::kLevel), 0, 4));
    switch (event.type) {
      case EventType::kEmergencyIncidentOpened:
        mark.kind = MarkKind::kIncident;
        mark.key = event.text(Field::kIncident);
        mark.text = cut(event.text(Field::kKind));
        mark.drill = event.flag(Field::kDrill);
        break;
      case EventType::kEmergencyIncidentClosed:
        part.ends.push_back({MarkKind::kIncident, std::string(event.text(Field::kIncident)), row.received_ns});
        return;
      case EventType::kEmergencyModeChanged:
        mark.kind = MarkKind::kMode;
        mark.key = event.text(Field::kArea);
        mark.text = mode_name(event.as<Mode>(Field::kMode));
        break;
      case EventType::kEmergencyAlarmRaised:
        mark.kind = MarkKind::kAlarm;
        mark.key = event.text(Field::kAlarm);
        mark.text = cut(event.text(Field::kKind));
        break;
      case EventType::kEmergencyBookmarkAdded:
        mark.kind = MarkKind::kBookmark;
        mark.key = event.text(Field::kIncident);
        mark.text = cut(event.text(Field::kText));
        if (event.has(Field::kMoment)) mark.at_ns = event.time_ns(Field::kMoment);
        break;
      default:
        return;
    }
    part.marks.push_back(std::move(mark));
  }

  IndexCursor& cursor_;
  const std::array<int64_t, kFeedCount>& late_after_s_;
  std::optional<size_t> open_gap_;
  Parser parser_;
};

// Plain numbers and counted texts, little-endian.
class Packer {
 public:
  std::string bytes;
  template <typename T>
  void operator()(const T& value) {
    if constexpr (std::is_same_v<T, std::string>) {
      (*this)(static_cast<uint32_t>(value.size()));
      bytes += value;
    } else {
      bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
  }
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}
  template <typename T>
  void operator()(T& value) {
    if constexpr (std::is_same_v<T, std::string>) {
      uint32_t size = 0;
      (*this)(size);
      if (size > rest_.size()) return fail();
      value = rest_.substr(0, size);
      rest_.remove_prefix(size);
    } else {
      if (sizeof value > rest_.size()) return fail();
      std::memcpy(&value, rest_.data(), sizeof value);
      rest_.remove_prefix(sizeof value);
    }
  }
  uint32_t count() {
    uint32_t n = 0;
    (*this)(n);
    if (n > rest_.size()) fail(), n = 0;  // each takes a byte at least
    return n;
  }
  void fail() { failed_ = true, rest_ = {}; }
  bool failed() const { return failed_; }
  bool done() const { return !failed_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace

std::string_view mark_kind_name(MarkKind kind) {
  constexpr std::string_view kNames[] = {"incident", "mode", "alarm", "bookmark", "gap"};
  return kNames[static_cast<size_t>(kind)];
}

Result<IndexPart> read_index_part(const log::LogReader& reader, IndexCursor& cursor,
                                  const std::array<int64_t, kFeedCount>& late_after_s, uint64_t max_events) {
  cursor.next_seq = std::max(cursor.next_seq, reader.base().head.seq + 1);
  PartReader part(cursor, late_after_s);
  uint64_t taken = 0;
  while (taken < max_events) {
    const Result<uint64_t> read =
        reader.glance(cursor.next_seq, max_events - taken, kTypes, [&](const log::LogRow& row) {
          part.take(row);
          ++taken;
          return true;
        });
    if (read) break;
    if (read.error().code != ErrorCode::kCorrupt) return read.error();
    const Result<std::optional<uint64_t>> next = reader.first_readable(cursor.next_seq);
    if (!next) return next.error();
    if (*next && **next == cursor.next_seq) return read.error();  // alone it can be read, in a row it cannot
    const Result<log::LogHead> head = reader.head();
    if (!head) return head.error();
    const uint64_t from = cursor.next_seq;
    const uint64_t until = next->value_or(head->seq + 1);
    if (until <= from) break;
    part.skip_to(until, "events " + std::to_string(from) + " to " + std::to_string(until - 1) + " cannot be read");
  }
  part.part.more = taken >= max_events;
  return std::move(part.part);
}

std::string pack_index_part(const IndexPart& part, const IndexCursor& cursor) {
  Packer pack;
  pack(cursor.next_seq);
  pack(cursor.feed_received_ns);
  pack(cursor.feed_seq);
  pack(part.from_seq);
  pack(part.last_seq);
  pack(part.last_ns);
  pack(static_cast<uint8_t>(part.more));
  pack(static_cast<uint32_t>(part.slots.size()));
  for (const auto& [slot, counts] : part.slots) {
    pack(slot);
    pack(counts);
  }
  pack(static_cast<uint32_t>(part.marks.size()));
  for (const IndexMark& mark : part.marks) {
    pack(mark.kind);
    pack(mark.seq);
    pack(mark.at_ns);
    pack(mark.end_ns);
    pack(mark.level);
    pack(mark.drill);
    pack(mark.feed);
    pack(mark.key);
    pack(mark.text);
  }
  pack(static_cast<uint32_t>(part.ends.size()));
  for (const IndexPart::End& end : part.ends) {
    pack(end.kind);
    pack(end.key);
    pack(end.at_ns);
  }
  return std::move(pack.bytes);
}

bool unpack_index_part(std::string_view bytes, IndexPart& part, IndexCursor& cursor) {
  part = {};
  Unpacker unpack(bytes);
  unpack(cursor.next_seq);
  unpack(cursor.feed_received_ns);
  unpack(cursor.feed_seq);
  uint8_t more = 0;
  unpack(part.from_seq);
  unpack(part.last_seq);
  unpack(part.last_ns);
  unpack(more);
  part.more = more != 0;
  for (uint32_t n = unpack.count(); n > 0 && !unpack.failed(); --n) {
    int64_t slot = 0;
    unpack(slot);
    unpack(part.slots[slot]);
  }
  for (uint32_t n = unpack.count(); n > 0 && !unpack.failed(); --n) {
    IndexMark& mark = part.marks.emplace_back();
    uint8_t kind = 0, drill = 0;
    unpack(kind);
    unpack(mark.seq);
    unpack(mark.at_ns);
    unpack(mark.end_ns);
    unpack(mark.level);
    unpack(drill);
    unpack(mark.feed);
    unpack(mark.key);
    unpack(mark.text);
    if (kind >= kMarkKindCount || mark.level > 4 || mark.feed >= kFeedCount) unpack.fail();
    mark.kind = static_cast<MarkKind>(kind < kMarkKindCount ? kind : 0);
    mark.drill = drill != 0;
  }
  for (uint32_t n = unpack.count(); n > 0 && !unpack.failed(); --n) {
    IndexPart::End& end = part.ends.emplace_back();
    uint8_t kind = 0;
    unpack(kind);
    unpack(end.key);
    unpack(end.at_ns);
    if (kind >= kMarkKindCount) unpack.fail();
    end.kind = static_cast<MarkKind>(kind < kMarkKindCount ? kind : 0);
  }
  return unpack.done();
}

}  // namespace gridwall
