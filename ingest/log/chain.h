// The hash chain: what each record's hash covers, byte for byte, and the check of rows against it.
// Pure but for reading the database it is given; belongs to its caller's thread. Internal to ingest/log.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/event/result.h"
#include "ingest/log/database.h"
#include "ingest/log/log_types.h"

namespace gridwall::log {

// Call once before any hash; repeated calls are free.
Status start_crypto();

class ChainHasher {
 public:
  Hash event(const Hash& previous, const LogRow& row, const Hash& body_hash);
  Hash county(const Hash& previous, uint64_t effective_from_seq, std::string_view name, std::string_view config,
              std::string_view stored_map);

 private:
  std::string bytes_;  // kept, so that a row needs no allocation
};

std::optional<Hash> as_hash(std::span<const uint8_t> bytes);

inline constexpr uint64_t kFeedMarkEvery = 4096;
inline constexpr std::string_view kEventColumns =
    "seq, feed_seq, received_ns, at_ns, feed, type, source, id, grid, hash, body_hash, body";
LogRow row_of(const Statement& statement);  // kEventColumns; the views live until the next step

inline constexpr std::string_view kTrainingKey = "training";  // in meta: a log of exercises

// A position in the chain.
struct ChainPoint {
  LogHead head;
  FeedSeqs feed_seqs{};
};

Result<LogBase> read_base(const Database& database);
Result<LogId> read_log_id(const Database& database, std::string_view key = "log_id");
Status write_base(Database& database, const LogBase& base);

// Was `hash` the chain's end while `seq` was the last event? False also when the log has no such event.
Result<bool> chain_had(const Database& database, const LogBase& base, uint64_t seq, const Hash& hash);
// The last event with received_ns <= at_ns, by bisection: seq is contiguous and received_ns never falls.
// `last_seq`: the last event that can be read, if that is not the last row.
Result<uint64_t> find_seq_at(const Database& database, const LogBase& base, int64_t at_ns,
                             std::optional<uint64_t> last_seq = std::nullopt);
// The numbers of the feeds after event `seq`, which the log must have: from the mark before it and the rows since.
Result<ChainPoint> read_mark_before(const Database& database, const LogBase& base, uint64_t seq);
Result<uint64_t> read_last_seq(const Database& database, const LogBase& base);

// Walks the rows after `start` in order and reports every break. Reads in short transactions.
class ChainWalk {
 public:
  using ProblemFn = std::function<void(std::optional<uint64_t> seq, std::string text)>;

  ChainWalk(const Database& database, ChainPoint start, ProblemFn on_problem);
  // Walks events up to `to_seq`, at most `max_rows`; true if there are more. Damage is reported and skipped.
  Result<bool> advance(uint64_t to_seq, uint64_t max_rows);
  // The county records set after the last event walked. Call once, at the end.
  Status finish();

  const ChainPoint& point() const { return point_; }
  uint64_t events() const { return events_; }
  uint64_t pruned() const { return pruned_; }

 private:
  struct CountyLink {
    uint64_t effective_from_seq;
    int64_t number;
  };
  Status load_counties();
  Status take_counties_before(uint64_t seq);
  void take_event(const LogRow& row, std::span<const uint8_t> stored_hash, std::span<const uint8_t> body_hash,
                  bool has_body);
  Result<bool> find_readable_from(uint64_t seq, uint64_t to_seq);

  const Database& database_;
  ChainPoint point_;
  ProblemFn on_problem_;
  ChainHasher hasher_;
  std::vector<CountyLink> counties_;
  size_t next_county_ = 0;
  bool counties_loaded_ = false;
  bool broken_ = false;  // rows were just skipped: the hash of the next one cannot be checked
  std::array<std::optional<uint64_t>, kMaxFeeds> pruned_through_{};
  uint64_t events_ = 0;
  uint64_t pruned_ = 0;
};

}  // namespace gridwall::log
