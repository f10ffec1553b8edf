// What a LogWriter holds, shared by the files that implement it. Writer's thread. Internal to ingest/log.
#pragma once

#include <string>
#include <vector>

#include "ingest/log/chain.h"
#include "ingest/log/database.h"
#include "ingest/log/head_file.h"
#include "ingest/log/log_writer.h"
#include "ingest/log/tally.h"
#include "ingest/log/writer_lock.h"

namespace gridwall::log {

class LogWriter::Impl {
 public:
  Impl(std::filesystem::path path, WriterOptions options) : path_(std::move(path)), options_(std::move(options)) {}
  ~Impl();

  // log_writer_open.cpp
  Status open();

  // log_writer.cpp
  Result<AppendOutcome> append(const NewRow& row);
  Status commit();
  void rollback();
  Status maintain(int64_t now_ns);
  Status close();

  // log_writer_records.cpp
  Status append_reject(const NewReject& reject);
  Status append_checkpoint(uint64_t seq, int64_t received_ns, int64_t version, std::string_view compressed);
  Status append_index_part(uint64_t from_seq, uint64_t last_seq, std::string_view compressed);
  Status set_county(std::string_view name, std::string_view config_toml, std::string_view map_geojson);
  Result<uint64_t> prune(uint8_t feed, int64_t before_ns, uint64_t max_rows);
  Status thin_checkpoints(int64_t before_ns, uint64_t min_gap);
  Status drop_checkpoints();
  Status drop_index_parts(uint64_t through_seq);

  std::filesystem::path path_;
  WriterOptions options_;
  WriterLock lock_;          // before the database: taken first, released last
  uint64_t wal_frames_ = 0;  // before the database, whose hook writes it
  Database database_;
  HeadFile head_file_;
  Statement begin_, commit_, insert_, find_, insert_reject_, drop_rejects_;
  ChainHasher hasher_;
  Tallies tallies_;
  LogBase base_;
  LogId log_id_{};
  OpenReport report_;

  ChainPoint committed_;
  ChainPoint pending_;  // what committed_ becomes
  uint64_t last_reject_seq_ = 0;
  uint64_t committed_reject_seq_ = 0;
  uint64_t next_wal_checkpoint_at_ = 0;  // frames
  uint64_t next_wal_truncate_at_ = 0;
  std::optional<int64_t> head_synced_ns_;
  bool in_transaction_ = false;
  bool failed_ = false;
  bool closed_ = false;

 private:
  Status create_schema();
  Status check_kind() const;
  Status load_state();
  Status verify_tail();
  Status check_head(const std::optional<HeadFile::Record>& record);
  Status renew_log_id(const std::string& loss);
  Status prepare_statements();

  uint64_t passive_frames() const;
  Error refusal() const;
  Status begin();
  Error abort(Error error);  // rolls back, and fails the writer unless the error is survivable
  Result<AppendOutcome> outcome_of_known_id(const NewRow& row);
  Status write_feed_marks();
  Status make_index_table();
  Status write_head();
  Status checkpoint_wal(Database::WalMode mode);
  Result<Statement> prepared_in_transaction(std::string_view sql);
};

}  // namespace gridwall::log
