// Reads a log, live or exported, without ever writing to it. One reader per thread.
// Every call reads in short transactions and copies a batch before it calls back, so that a slow or stuck caller never
// keeps the writer's WAL from shrinking. Trusts nothing in the file: it may come from anywhere.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/event/result.h"
#include "ingest/log/log_types.h"

namespace gridwall::log {

struct CheckpointInfo {
  uint64_t seq = 0;
  int64_t received_ns = 0;
  int64_t version = 0;  // of the state's format
  uint64_t compressed_bytes = 0;
};

struct Checkpoint {
  CheckpointInfo info;
  std::string data;  // decompressed
};

struct StoredIndexPart {
  uint64_t from_seq = 0;
  uint64_t last_seq = 0;
  std::string data;  // decompressed; empty if it is damaged
};

struct StoredCounty {
  uint64_t effective_from_seq = 0;  // in force from this event on
  std::string name;
  std::string config_toml;
  std::string map_geojson;
};

struct LogReject {
  uint64_t seq = 0;  // the rejects' own numbers
  int64_t received_ns = 0;
  std::string_view source;
  std::string_view reason;
  std::string_view detail;
  std::string_view payload;
};

struct IntakeCounts {
  uint64_t accepted = 0;
  uint64_t duplicates = 0;
  uint64_t rejected = 0;
};

class LogReader {
 public:
  using RowFn = std::function<bool(const LogRow&)>;        // false stops
  using RejectFn = std::function<bool(const LogReject&)>;  // false stops

  // Each problem has its own message: kNotFound; kInvalidArgument (a folder, not a database, not a gridwall log);
  // kVersion (written by a newer gridwall); kCorrupt (cut short or damaged); kIo (permissions, the medium).
  static Result<LogReader> open(const std::filesystem::path& path);
  // As open(), but a log whose end is missing or cannot be read is opened as far as it is sound: head() is then the
  // last readable event, and damage() says what is wrong. The files are not changed.
  static Result<LogReader> open_sound(const std::filesystem::path& path);
  LogReader(LogReader&&) noexcept;
  LogReader& operator=(LogReader&&) noexcept;
  ~LogReader();

  // Passes up to `limit` events from `from_seq` on to `fn`; returns how many. A gap is kCorrupt, never skipped. Beyond
  // the head there are none.
  Result<uint64_t> events(uint64_t from_seq, uint64_t limit, const RowFn& fn) const;
  // The same rows, but with `type` and `body` only for the given types, which is several times faster.
  Result<uint64_t> glance(uint64_t from_seq, uint64_t limit, std::span<const std::string_view> types,
                          const RowFn& fn) const;
  // The first event from `from_seq` on that can be read; nullopt when there is none.
  Result<std::optional<uint64_t>> first_readable(uint64_t from_seq) const;
  // The last event with received_ns <= at_ns; base().seq (0 in a log of its own) when there is none.
  Result<uint64_t> seq_at(int64_t at_ns) const;
  Result<int64_t> received_ns_of(uint64_t seq) const;  // kNotFound when the log has no such event

  Result<LogHead> head() const;
  Result<FeedSeqs> feed_seqs_at(uint64_t seq) const;
  Result<LogId> log_id() const;  // can change under a live reader: see LOG_FORMAT.md, "When the log id changes"
  const LogBase& base() const;   // the events start at base().head.seq + 1

  // The newest checkpoint with this state version at or before `seq`. A damaged one is skipped: it is a cache.
  // `compressed` returns its data as stored, for sending it on.
  Result<std::optional<Checkpoint>> latest_checkpoint_at_or_before(uint64_t seq, int64_t version,
                                                                   bool compressed = false) const;
  // Without its data, and without checking that the data is sound.
  Result<std::optional<CheckpointInfo>> latest_checkpoint_info(uint64_t seq, int64_t version) const;
  Result<std::vector<CheckpointInfo>> checkpoints() const;

  // The first piece of the index that begins with event `from_seq` or later; nullopt if there is none.
  Result<std::optional<StoredIndexPart>> index_part(uint64_t from_seq) const;

  // The county in force for event `seq`; for the state at the head of a log pass head().seq + 1.
  Result<std::optional<StoredCounty>> county_at(uint64_t seq) const;
  Result<std::vector<uint64_t>> county_changes() const;  // ascending effective_from_seq, each once

  // Rejects that are still stored, ascending from reject number `from_seq`.
  Result<uint64_t> rejects(uint64_t from_seq, uint64_t limit, const RejectFn& fn) const;
  // Totals since the start of the log. Duplicates and rejects are counted per minute: a minute counts once its last one
  // was received by at_ns, so the totals are exact at the head, exact to the minute in the past, and never ahead of
  // at_ns.
  Result<IntakeCounts> intake_counts(int64_t at_ns) const;

  // Bodies of this feed's events up to and including the returned seq may have been pruned; 0: none.
  Result<uint64_t> pruned_through(uint8_t feed) const;
  const std::filesystem::path& path() const;
  // What is known to be missing or damaged; empty: nothing.
  const std::string& damage() const;
  // The origin of a part; empty for any other log.
  struct Cut {
    std::string from_log_id;
    std::string drills;  // the drills in it, by name
    bool is_cut() const { return !from_log_id.empty(); }
  };
  Result<Cut> cut() const;
  // It holds exercises only: whoever shows it says so.
  Result<bool> training() const;

 private:
  class Impl;
  explicit LogReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace gridwall::log
