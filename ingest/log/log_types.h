// The basic types of the log: rows, hashes, the head. docs/LOG_FORMAT.md is the contract.
// Values only, for any thread; knows nothing of SQLite, of JSON or of what an event means.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gridwall::log {

inline constexpr int64_t kFormatVersion = 1;
inline constexpr size_t kMaxFeeds = 8;

using Hash = std::array<uint8_t, 32>;              // BLAKE2b-256
using LogId = std::array<uint8_t, 16>;             // random, made with the log
using FeedSeqs = std::array<uint64_t, kMaxFeeds>;  // indexed by feed; 0: nothing yet

std::string to_hex(std::span<const uint8_t> bytes);
Hash blake2b(std::string_view bytes);

// A row to be appended. Times are nanoseconds since 1970 UTC. The views must be valid during the call only.
struct NewRow {
  int64_t received_ns = 0;  // never less than in the row before; the caller sees to that when the clock is set back
  int64_t at_ns = 0;
  uint8_t feed = 0;  // < kMaxFeeds
  std::string_view type;
  std::string_view source;
  std::string_view id;           // unique per source
  std::optional<uint32_t> grid;  // index into the county's grids
  std::string_view body;
  Hash body_hash{};  // blake2b(body), computed by the caller, possibly ahead and on another thread
};

// A row of the log, column by column: the hash chain covers each as it is stored, whether or not this version knows the
// feed or the grid. For folding, use replay::event_of(). The views are valid until the callback that was given the row
// returns.
struct LogRow {
  uint64_t seq = 0;       // contiguous over the log
  uint64_t feed_seq = 0;  // contiguous over the feed
  int64_t received_ns = 0;
  int64_t at_ns = 0;
  uint8_t feed = 0;
  bool pruned = false;  // the body was deleted; all other columns are there
  std::string_view type;
  std::string_view source;
  std::string_view id;
  std::optional<uint32_t> grid;
  std::string_view body;
};

// The end of the log. `hash` covers every event up to `seq` and every county record set before event seq + 1.
struct LogHead {
  uint64_t seq = 0;  // 0: no event yet
  int64_t received_ns = 0;
  Hash hash{};
  bool operator==(const LogHead&) const = default;
};

// Where a log begins that continues the numbers of another one, as a part does: the position in that one's chain.
struct LogBase {
  LogHead head;
  FeedSeqs feed_seqs{};
};

}  // namespace gridwall::log
