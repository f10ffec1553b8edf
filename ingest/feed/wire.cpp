#include "ingest/feed/wire.h"

#include <charconv>
#include <initializer_list>

#include "ingest/event/bytes.h"
#include "ingest/event/time.h"

namespace gridwall::feed {
namespace {

void put_stamp(char* out, const Stamp& stamp) {
  put_big(out, stamp.seq);
  put_big(out + 8, stamp.feed_seq);
  put_big(out + 16, static_cast<uint64_t>(stamp.received_ns));
  put_big(out + 24, stamp.grid.value);
}

Stamp get_stamp(const char* in) {
  return {get_big<uint64_t>(in), get_big<uint64_t>(in + 8), static_cast<int64_t>(get_big<uint64_t>(in + 16)),
          GridIndex(get_big<uint32_t>(in + 24))};
}

constexpr uint8_t kPrunedBit = 0x80;
constexpr char kTagMark = 0x01;  // no JSON text begins with it

std::string_view take_word(std::string_view& text) {
  const size_t space = text.find(' ');
  const std::string_view word = text.substr(0, space);
  text = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
  return word;
}

}  // namespace

std::array<char, kStampBytes> encode_stamp(const Stamp& stamp) {
  std::array<char, kStampBytes> bytes{};
  put_stamp(bytes.data(), stamp);
  return bytes;
}

std::optional<Stamp> decode_stamp(std::string_view bytes) {
  if (bytes.size() != kStampBytes) return std::nullopt;
  const Stamp stamp = get_stamp(bytes.data());
  return is_time(stamp.received_ns) ? std::optional(stamp) : std::nullopt;
}

std::optional<Feed> feed_from_name(std::string_view name) {
  for (int i = 0; i < kFeedCount; ++i) {
    if (feed_name(static_cast<Feed>(i)) == name) return static_cast<Feed>(i);
  }
  return std::nullopt;
}

std::optional<LoggedEvent> event_of_frames(std::string_view topic, std::string_view stamp, std::string_view body) {
  const std::optional<Feed> feed = feed_from_name(topic);
  const std::optional<Stamp> decoded = decode_stamp(stamp);
  if (!feed || !decoded) return std::nullopt;
  return LoggedEvent{*decoded, *feed, false, body};
}

void append_answer(std::string& out, const Answer& answer) {
  char digits[24];
  switch (answer.kind) {
    case Answer::Kind::kAck:
    case Answer::Kind::kDuplicate: {
      out += answer.kind == Answer::Kind::kAck ? "ack " : "duplicate ";
      const auto end = std::to_chars(digits, digits + sizeof digits, answer.seq).ptr;
      out.append(digits, end);
      return;
    }
    case Answer::Kind::kReject:
    case Answer::Kind::kRetry:
      out += answer.kind == Answer::Kind::kReject ? "reject " : "retry ";
      out += answer.reason;
      if (!answer.detail.empty()) {
        out += ' ';
        out += answer.detail;
      }
      return;
  }
}

std::optional<Answer> parse_answer(std::string_view frame) {
  Answer answer;
  const std::string_view word = take_word(frame);
  if (word == "ack" || word == "duplicate") {
    answer.kind = word == "ack" ? Answer::Kind::kAck : Answer::Kind::kDuplicate;
    const auto [end, error] = std::from_chars(frame.data(), frame.data() + frame.size(), answer.seq);
    if (error != std::errc() || end != frame.data() + frame.size()) return std::nullopt;
    return answer;
  }
  if (word != "reject" && word != "retry") return std::nullopt;
  answer.kind = word == "reject" ? Answer::Kind::kReject : Answer::Kind::kRetry;
  answer.reason = take_word(frame);
  answer.detail = frame;
  return answer;
}

std::array<char, kTagBytes> encode_tag(uint64_t number) {
  std::array<char, kTagBytes> tag{};
  put_big(tag.data(), number);
  tag[0] = kTagMark;
  return tag;
}

bool is_tag(std::string_view frame) {
  return frame.size() == kTagBytes && frame[0] == kTagMark;
}

std::optional<uint64_t> decode_tag(std::string_view frame) {
  if (!is_tag(frame)) return std::nullopt;
  return get_big<uint64_t>(frame.data()) & 0x00ff'ffff'ffff'ffffULL;
}

void append_record(std::string& chunk, const LoggedEvent& event) {
  char head[kRecordOverheadBytes];
  head[0] = static_cast<char>(static_cast<uint8_t>(event.feed) | (event.pruned ? kPrunedBit : 0));
  put_stamp(head + 1, event.stamp);
  put_big(head + 1 + kStampBytes, static_cast<uint32_t>(event.body.size()));
  chunk.append(head, sizeof head);
  chunk += event.body;
}

bool RecordReader::next(LoggedEvent& event) {
  if (rest_.empty() || damaged_) return false;
  const auto feed = static_cast<uint8_t>(rest_[0]);
  damaged_ = rest_.size() < kRecordOverheadBytes || (feed & ~kPrunedBit) >= kFeedCount;
  if (damaged_) return false;
  const auto size = get_big<uint32_t>(rest_.data() + 1 + kStampBytes);
  event.stamp = get_stamp(rest_.data() + 1);
  damaged_ = size > rest_.size() - kRecordOverheadBytes || !is_time(event.stamp.received_ns);
  if (damaged_) return false;
  event.feed = static_cast<Feed>(feed & ~kPrunedBit);
  event.pruned = (feed & kPrunedBit) != 0;
  event.body = rest_.substr(kRecordOverheadBytes, size);
  rest_.remove_prefix(kRecordOverheadBytes + size);
  return true;
}

std::string pack_texts(std::initializer_list<std::string_view> texts) {
  std::string blob;
  for (const std::string_view text : texts) {
    char size[4];
    put_big(size, static_cast<uint32_t>(text.size()));
    blob.append(size, sizeof size);
    blob += text;
  }
  return blob;
}

std::optional<std::vector<std::string>> unpack_texts(std::string_view blob, size_t count) {
  std::vector<std::string> texts;
  while (!blob.empty() && texts.size() < count) {
    if (blob.size() < 4) return std::nullopt;
    const auto size = get_big<uint32_t>(blob.data());
    blob.remove_prefix(4);
    if (size > blob.size()) return std::nullopt;
    texts.emplace_back(blob.substr(0, size));
    blob.remove_prefix(size);
  }
  if (!blob.empty() || texts.size() != count) return std::nullopt;
  return texts;
}

}  // namespace gridwall::feed
