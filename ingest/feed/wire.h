// Encodes and parses the frames between daemon, senders and walls; docs/OPERATIONS.md has the protocol. Pure functions
// over bytes, any thread; knows no socket. Numbers are big-endian. All input is checked, never trusted.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/event/logged_event.h"

namespace gridwall::feed {

inline constexpr int kProtocolVersion = 1;
inline constexpr size_t kMaxBatchEvents = 1000;
inline constexpr size_t kChunkBytes = 256 * 1024;
inline constexpr size_t kChunkEvents = 1000;
inline constexpr std::string_view kHeartbeatTopic = "heartbeat";

// Publish: [topic][stamp][body]; the topic is the feed's name.
inline constexpr size_t kStampBytes = 28;  // seq u64, feed_seq u64, received_ns i64, grid u32
std::array<char, kStampBytes> encode_stamp(const Stamp& stamp);
std::optional<Stamp> decode_stamp(std::string_view bytes);
std::optional<Feed> feed_from_name(std::string_view name);
std::optional<LoggedEvent> event_of_frames(std::string_view topic, std::string_view stamp, std::string_view body);

// Intake, answer to one event: `ack SEQ`, `duplicate SEQ`, `reject REASON DETAIL`, `retry WHY DETAIL`.
struct Answer {
  enum class Kind : uint8_t { kAck, kDuplicate, kReject, kRetry };
  Kind kind = Kind::kAck;
  uint64_t seq = 0;         // kAck, kDuplicate
  std::string_view reason;  // kReject: a reject reason's name; kRetry: `rate` or `log`
  std::string_view detail;
};
void append_answer(std::string& out, const Answer& answer);
std::optional<Answer> parse_answer(std::string_view frame);

// A batch may begin with a tag and must then have an empty frame before its events; both are returned with the answers.
// So a sender knows which batch an answer belongs to, even after a broken connection.
inline constexpr size_t kTagBytes = 8;
std::array<char, kTagBytes> encode_tag(uint64_t number);  // below 2^56
bool is_tag(std::string_view frame);
std::optional<uint64_t> decode_tag(std::string_view frame);

// History, range: records end to end, each [feed u8][stamp][size u32][body]. The high bit of feed says that the
// body was pruned.
void append_record(std::string& chunk, const LoggedEvent& event);
inline constexpr size_t kRecordOverheadBytes = 1 + kStampBytes + 4;
class RecordReader {
 public:
  explicit RecordReader(std::string_view chunk) : rest_(chunk) {}
  // False at the end, and at the first damaged record. The body points into the chunk.
  bool next(LoggedEvent& event);
  bool damaged() const { return damaged_; }

 private:
  std::string_view rest_;
  bool damaged_ = false;
};

// Several texts in one blob: [size u32][bytes] each.
std::string pack_texts(std::initializer_list<std::string_view> texts);
std::optional<std::vector<std::string>> unpack_texts(std::string_view blob, size_t count);

}  // namespace gridwall::feed
