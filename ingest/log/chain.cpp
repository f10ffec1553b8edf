#include "ingest/log/chain.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <concepts>
#include <cstring>

#include "ingest/event/bytes.h"

namespace gridwall::log {

namespace {

template <std::integral T>
requires(sizeof(T) == 8) void put(std::string& bytes, T value) {
  append_plain(bytes, value);
}

void put(std::string& bytes, std::string_view text) {
  put(bytes, static_cast<uint64_t>(text.size()));
  bytes.append(text);
}

void put(std::string& bytes, const Hash& hash) {
  append_plain(bytes, hash);
}

template <size_t kSize>
bool parse_hex(std::string_view text, std::array<uint8_t, kSize>& out) {
  if (text.size() != 2 * kSize) return false;
  for (size_t i = 0; i < kSize; ++i) {
    const char* begin = text.data() + 2 * i;
    if (std::from_chars(begin, begin + 2, out[i], 16).ptr != begin + 2) return false;
  }
  return true;
}

Error damaged_meta(const Database& database, std::string_view key) {
  Error error = error_of(database.handle(), 11 /* SQLITE_CORRUPT */, "read");
  error.message = "the log's own record '" + std::string(key) + "' is missing or unreadable: " + error.message;
  return error;
}

}  // namespace

std::string to_hex(std::span<const uint8_t> bytes) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const uint8_t byte : bytes) text += {kHex[byte >> 4], kHex[byte & 15]};
  return text;
}

Status start_crypto() {
  if (sodium_init() < 0) {
    return Error{ErrorCode::kUnavailable, "the cryptography library cannot start: the system gives no random numbers"};
  }
  return Done{};
}

Hash blake2b(std::string_view bytes) {
  Hash hash;
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                     nullptr, 0);
  return hash;
}

// The leading letter keeps an event's bytes from ever being a county record's. Every length precedes its text, so that
// no byte can move from one column to the next unnoticed.
Hash ChainHasher::event(const Hash& previous, const LogRow& row, const Hash& body_hash) {
  bytes_.assign(1, 'E');
  put(bytes_, previous);
  put(bytes_, row.seq);
  put(bytes_, row.feed_seq);
  put(bytes_, row.received_ns);
  put(bytes_, row.at_ns);
  put(bytes_, static_cast<uint64_t>(row.feed));
  put(bytes_, row.grid ? static_cast<int64_t>(*row.grid) : int64_t{-1});
  put(bytes_, row.type);
  put(bytes_, row.source);
  put(bytes_, row.id);
  put(bytes_, body_hash);
  return blake2b(bytes_);
}

Hash ChainHasher::county(const Hash& previous, uint64_t effective_from_seq, std::string_view name,
                         std::string_view config, std::string_view stored_map) {
  bytes_.assign(1, 'C');
  put(bytes_, previous);
  put(bytes_, effective_from_seq);
  put(bytes_, name);
  put(bytes_, config);
  put(bytes_, stored_map);
  return blake2b(bytes_);
}

std::optional<Hash> as_hash(std::span<const uint8_t> bytes) {
  Hash hash;
  if (bytes.size() != hash.size()) return std::nullopt;
  std::memcpy(hash.data(), bytes.data(), hash.size());
  return hash;
}

LogRow row_of(const Statement& statement) {
  LogRow row;
  row.seq = statement.unsigned_integer(0);
  row.feed_seq = statement.unsigned_integer(1);
  row.received_ns = statement.integer(2);
  row.at_ns = statement.integer(3);
  row.feed = static_cast<uint8_t>(statement.integer(4));
  row.type = statement.text(5);
  row.source = statement.text(6);
  row.id = statement.text(7);
  if (!statement.is_null(8)) row.grid = static_cast<uint32_t>(statement.integer(8));
  row.pruned = statement.is_null(11);
  row.body = statement.text(11);
  return row;
}

Result<LogId> read_log_id(const Database& database, std::string_view key) {
  Result<std::optional<std::string>> text = database.meta(key);
  if (!text) return text.error();
  LogId id{};
  if (!*text || !parse_hex(**text, id)) return damaged_meta(database, key);
  return id;
}

// One value, so that it is whole or absent: "seq received_ns hash feed_seq feed_seq …".
Status write_base(Database& database, const LogBase& base) {
  std::string text =
      std::to_string(base.head.seq) + ' ' + std::to_string(base.head.received_ns) + ' ' + to_hex(base.head.hash);
  for (const uint64_t feed_seq : base.feed_seqs) text += ' ' + std::to_string(feed_seq);
  return database.set_meta("base", text);
}

Result<LogBase> read_base(const Database& database) {
  Result<std::optional<std::string>> text = database.meta("base");
  if (!text) return text.error();
  if (!*text) return damaged_meta(database, "base");
  std::vector<std::string_view> words;
  std::string_view rest = **text;
  while (!rest.empty()) {
    const size_t end = std::min(rest.find(' '), rest.size());
    words.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const auto number = [](std::string_view word, auto& value) {
    const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), value);
    return failure == std::errc() && end == word.data() + word.size();
  };
  LogBase base;
  bool good = words.size() == 3 + kMaxFeeds && number(words[0], base.head.seq) &&
              number(words[1], base.head.received_ns) && parse_hex(words[2], base.head.hash);
  for (size_t feed = 0; good && feed < kMaxFeeds; ++feed) good = number(words[3 + feed], base.feed_seqs[feed]);
  if (!good) return damaged_meta(database, "base");
  return base;
}

}  // namespace gridwall::log
