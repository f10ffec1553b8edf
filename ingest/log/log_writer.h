// The one writer of a log: gives out sequence numbers, chains the hashes, commits in groups, keeps the head file.
// Owned by one thread. No clock inside: every time is the caller's. Knows nothing of JSON, sockets or county state.
//
// The first I/O error is the last: from then on failed() holds and every call refuses, because a commit after a failed
// fsync would succeed without being durable. The caller stops acking and exits; the next open verifies the tail.
// A full disk and a foreign lock are survivable: the open transaction is gone, the next attempt may succeed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/event/result.h"
#include "ingest/log/log_types.h"

namespace gridwall::log {

struct WriterOptions {
  bool create = true;              // make the log when there is none
  bool accept_loss = false;        // open although the head file proves events lost; recorded in the log, new log id
  uint32_t max_rejects = 100'000;  // rejects kept in full, the oldest go first; their counts stay
  uint32_t cache_mib = 32;         // page cache
  uint32_t wal_checkpoint_kib = 8192;  // maintain() moves the WAL from this size on, commit() from four times this
  std::optional<LogId> log_id;         // of a new log; random when absent (a seeded run brings its own)
  std::optional<LogBase> base;         // of a new log that continues another one's numbers
  std::string vfs;                     // SQLite's file layer, for tests that inject faults; empty: the system's
};

struct OpenReport {
  bool created = false;
  bool head_missing = false;  // the log has events but no head file: a lost tail could not be ruled out
  uint64_t lost_from = 0;     // accept_loss: the events lost_from..lost_to are gone; 0: none
  uint64_t lost_to = 0;
};

struct AppendOutcome {
  enum class Kind {
    kAppended,   // seq and feed_seq are the new row's; they count once commit() has returned
    kDuplicate,  // same source, id and body as row `seq`
    kConflict,   // same source and id as row `seq`, other body: nothing was appended
  };
  Kind kind = Kind::kAppended;
  uint64_t seq = 0;
  uint64_t feed_seq = 0;
};

struct NewReject {
  int64_t received_ns = 0;
  std::string_view source;
  std::string_view reason;  // a short fixed word: counted by it
  std::string_view detail;
  std::string_view payload;  // the first kRejectPayloadBytes are kept
};
inline constexpr size_t kRejectPayloadBytes = 4096;

class LogWriter {
 public:
  // Takes the writer's lock (kBusy names the holder), makes or opens the log, verifies the tail and the head file.
  static Result<LogWriter> open(const std::filesystem::path& path, const WriterOptions& options = {});
  LogWriter(LogWriter&&) noexcept;
  LogWriter& operator=(LogWriter&&) noexcept;
  ~LogWriter();  // closes; what was not committed is not kept

  // Appends inside the open transaction, begun when there is none. On kDiskFull, kBusy, kIo and kCorrupt the whole
  // transaction is gone and its outcomes are void; kInvalidArgument refuses this row only.
  Result<AppendOutcome> append(const NewRow& row);
  // Counts a duplicate the caller recognised (append() does not count by itself). In memory until the next commit.
  void note_duplicate(std::string_view source, int64_t received_ns);
  Status append_reject(const NewReject& reject);
  // A state as of event `seq` (already appended), compressed by compress_blob(); replaces one at the same seq.
  // `version` is the state format's own.
  Status append_checkpoint(uint64_t seq, int64_t received_ns, int64_t version, std::string_view compressed);
  // What the index holds of events from_seq..last_seq (already appended), compressed by compress_blob(); a cache.
  Status append_index_part(uint64_t from_seq, uint64_t last_seq, std::string_view compressed);
  // In force from the next event on; part of the chain. Setting what is already in force does nothing.
  Status set_county(std::string_view name, std::string_view config_toml, std::string_view map_geojson);

  // Durable when it returns Done. Also writes the head file, and bounds the WAL when maintain() was too rare.
  // Commit at the latest every 4 MiB of bodies, or the WAL outgrows its bound within one transaction.
  Status commit();
  void rollback();
  // Call after the acks are out, whenever convenient: moves the WAL into the database when it has grown, makes the
  // head file durable at most once a second of `now_ns`.
  Status maintain(int64_t now_ns);
  // Commits nothing: rolls back, empties the WAL, makes the head durable. The destructor does the same silently.
  Status close();

  // Takes the bodies of a feed's events received before `before_ns`, at most `max_rows` a call, in a transaction of its
  // own (nothing may be open). Returns how many; 0: done. Rows, ids and hashes stay. Freed pages are reused.
  Result<uint64_t> prune(uint8_t feed, int64_t before_ns, uint64_t max_rows = 10'000);
  // Deletes checkpoints received before `before_ns` wherever less than `min_gap` events would lie between those left.
  Status thin_checkpoints(int64_t before_ns, uint64_t min_gap);
  Status drop_checkpoints();
  Status drop_index_parts(uint64_t through_seq);  // of events up to there

  bool failed() const;
  bool in_transaction() const;
  uint64_t next_seq() const;          // what the next appended row gets
  uint64_t pending_rows() const;      // appended, not committed
  const LogHead& head() const;        // committed
  const FeedSeqs& feed_seqs() const;  // committed
  const LogId& log_id() const;
  uint64_t wal_bytes() const;  // beyond 64 MiB a reader is stuck: show it
  const OpenReport& open_report() const;
  const std::filesystem::path& path() const;

 private:
  class Impl;
  explicit LogWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace gridwall::log
