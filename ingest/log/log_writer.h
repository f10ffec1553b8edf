// The only writer of a log: assigns sequence numbers, chains the hashes, commits in groups, keeps the head file.
// Owned by one thread. No clock inside: the caller passes every time. Knows nothing of JSON, sockets or county state.
//
// The first I/O error is final: from then on failed() is true and every call fails, because a commit after a failed
// fsync would succeed without being durable. The caller stops acknowledging and exits; the next open verifies the end.
// A full disk and a lock of another process are survivable: the open transaction is gone, the next attempt may succeed.
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
  bool create = true;  // create the log if there is none
  bool accept_loss =
      false;  // open even if the head file proves that events are lost; recorded in the log, which gets a new id
  uint32_t max_rejects = 100'000;  // rejects stored, the oldest are deleted first; their counts stay
  uint32_t cache_mib = 32;         // page cache
  uint32_t wal_checkpoint_kib =
      8192;                     // maintain() checkpoints the WAL from this size on, commit() from four times this
  std::optional<LogId> log_id;  // of a new log; random if absent (a seeded run gives its own)
  std::optional<LogBase> base;  // of a new log that continues the numbers of another
  // A log of exercises, or a real one: the other kind is refused. None: whichever it is; a new one is real.
  std::optional<bool> training;
  std::string vfs;  // SQLite's file layer, for tests that inject faults; empty: the system's
};

struct OpenReport {
  bool created = false;
  bool head_missing = false;  // the log has events but no head file: events may be missing at its end
  uint64_t lost_from = 0;     // accept_loss: the events lost_from..lost_to are gone; 0: none
  uint64_t lost_to = 0;
};

struct AppendOutcome {
  enum class Kind {
    kAppended,   // seq and feed_seq of the new row; valid after commit()
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
  std::string_view reason;  // a short fixed word, by which it is counted
  std::string_view detail;
  std::string_view payload;  // the first kRejectPayloadBytes are kept
};
inline constexpr size_t kRejectPayloadBytes = 4096;

class LogWriter {
 public:
  // Takes the writer's lock (kBusy names the holder), creates or opens the log, verifies its end and the head file.
  static Result<LogWriter> open(const std::filesystem::path& path, const WriterOptions& options = {});
  LogWriter(LogWriter&&) noexcept;
  LogWriter& operator=(LogWriter&&) noexcept;
  ~LogWriter();  // closes; what was not committed is lost

  // Appends in the open transaction, or begins one. On kDiskFull, kBusy, kIo and kCorrupt the whole transaction is gone
  // and its outcomes are void; kInvalidArgument refuses this row only.
  Result<AppendOutcome> append(const NewRow& row);
  // Counts a duplicate the caller recognised (append() does not count by itself). In memory until the next commit.
  void note_duplicate(std::string_view source, int64_t received_ns);
  Status append_reject(const NewReject& reject);
  // A state as of event `seq` (already appended), compressed by compress_blob(); replaces one at the same seq.
  // `version` is the state format's own.
  Status append_checkpoint(uint64_t seq, int64_t received_ns, int64_t version, std::string_view compressed);
  // The piece of index for events from_seq..last_seq (already appended), compressed by compress_blob(); a cache.
  Status append_index_part(uint64_t from_seq, uint64_t last_seq, std::string_view compressed);
  // In force from the next event on; part of the chain. Setting what is already in force does nothing.
  Status set_county(std::string_view name, std::string_view config_toml, std::string_view map_geojson);

  // Durable if it returns Done. Also writes the head file, and limits the WAL if maintain() was called too rarely.
  // Commit at least every 4 MiB of bodies, or the WAL exceeds its limit within one transaction.
  Status commit();
  void rollback();
  // Call after the acknowledgements are sent, when convenient: checkpoints the WAL if it has grown, makes the head file
  // durable at most once a second of `now_ns`.
  Status maintain(int64_t now_ns);
  // Commits nothing: rolls back, empties the WAL, makes the head file durable. The destructor does the same silently.
  Status close();

  // Deletes the bodies of a feed's events received before `before_ns`, at most `max_rows` per call, in a transaction of
  // its own (none may be open). Returns how many; 0: done. Rows, ids and hashes stay. Freed pages are reused.
  Result<uint64_t> prune(uint8_t feed, int64_t before_ns, uint64_t max_rows = 10'000);
  // Deletes checkpoints received before `before_ns` until those left are at least `min_gap` events apart.
  Status thin_checkpoints(int64_t before_ns, uint64_t min_gap);
  Status drop_checkpoints();
  Status drop_index_parts(uint64_t through_seq);  // of events up to there

  bool failed() const;
  bool in_transaction() const;
  uint64_t next_seq() const;          // what the next appended row gets
  const LogHead& head() const;        // committed
  const FeedSeqs& feed_seqs() const;  // committed
  const LogId& log_id() const;
  uint64_t wal_bytes() const;  // beyond 64 MiB a reader is stuck
  const OpenReport& open_report() const;
  const std::filesystem::path& path() const;

 private:
  class Impl;
  explicit LogWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace gridwall::log
