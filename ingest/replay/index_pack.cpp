// An index part as bytes: for the history protocol, and as the log keeps it beside a checkpoint.
#include <algorithm>
#include <type_traits>

#include "ingest/event/bytes.h"
#include "ingest/event/time.h"
#include "ingest/replay/log_index.h"

namespace gridwall::replay {
namespace {

constexpr uint8_t kKeptVersion = 1;

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
      append_plain(bytes, value);
    }
  }
};

class Unpacker : public ByteReader {
 public:
  using ByteReader::ByteReader;
  template <typename T>
  void operator()(T& value) {
    if constexpr (std::is_same_v<T, std::string>) {
      uint32_t size = 0;
      read_plain(size);
      value = take(size);
    } else {
      if (!read_plain(value)) return;
      if constexpr (std::is_same_v<T, int64_t>) {
        if (value != IndexMark::kOpen && !is_time(value)) fail();
      }
    }
  }
  uint32_t count() {
    uint32_t n = 0;
    read_plain(n);
    if (n > rest().size()) fail(), n = 0;  // each needs at least one byte
    return n;
  }
};

void pack_cursor(Packer& pack, const IndexCursor& cursor) {
  pack(cursor.next_seq);
  pack(cursor.feed_received_ns);
  pack(cursor.feed_seq);
}

void unpack_cursor(Unpacker& unpack, IndexCursor& cursor) {
  unpack(cursor.next_seq);
  for (int64_t& received_ns : cursor.feed_received_ns) unpack(received_ns);
  unpack(cursor.feed_seq);
}

}  // namespace

std::string pack_index_part(const IndexPart& part, const IndexCursor& cursor) {
  Packer pack;
  pack_cursor(pack, cursor);
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
  unpack_cursor(unpack, cursor);
  uint8_t more = 0;
  unpack(part.from_seq);
  unpack(part.last_seq);
  unpack(part.last_ns);
  unpack(more);
  part.more = more != 0;
  for (uint32_t n = unpack.count(); n > 0 && !unpack.failed(); --n) {
    int64_t slot = 0;
    unpack(slot);
    if (slot < -kFarthestNs / IndexPart::kSlotNs || slot > kFarthestNs / IndexPart::kSlotNs) unpack.fail();
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
    if (kind >= kMarkKindCount || mark.level > 4 || mark.feed < -1 || mark.feed >= kFeedCount) unpack.fail();
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

std::string pack_kept_index(const KeptIndex& kept) {
  Packer pack;
  pack(kKeptVersion);
  pack(kept.late_after_s);
  pack_cursor(pack, kept.before);
  return std::move(pack.bytes) + pack_index_part(kept.part, kept.behind);
}

bool unpack_kept_index(std::string_view bytes, KeptIndex& kept) {
  Unpacker unpack(bytes);
  uint8_t version = 0;
  unpack(version);
  unpack(kept.late_after_s);
  unpack_cursor(unpack, kept.before);
  return version == kKeptVersion && !unpack.failed() && unpack_index_part(unpack.rest(), kept.part, kept.behind);
}

}  // namespace gridwall::replay
