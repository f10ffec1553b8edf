#include <sodium.h>

#include <numeric>

#include "ingest/log/log_open.h"
#include "ingest/log/log_writer_impl.h"
#include "ingest/log/schema.h"

namespace gridwall::log {

namespace {

uint64_t sum(const FeedSeqs& seqs) {
  return std::accumulate(seqs.begin(), seqs.end(), uint64_t{0});
}

std::string range_text(uint64_t from, uint64_t to) {
  return from == to ? "event " + std::to_string(from) : "events " + std::to_string(from) + ".." + std::to_string(to);
}

}  // namespace

Status LogWriter::Impl::open() {
  namespace fs = std::filesystem;
  failed_ = true;  // until all is well: an opening that fails leaves the files as it found them
  if (Status started = start_crypto(); !started) return started;
  if (Status is_file = check_is_file(path_); !is_file) {
    if (is_file.error().code != ErrorCode::kNotFound || !options_.create) return is_file;
  }
  Result<WriterLock> lock = WriterLock::take(path_);
  if (!lock) return lock.error();
  lock_ = std::move(*lock);

  Result<std::optional<HeadFile::Record>> head = HeadFile::read(head_path(path_));
  const bool unreadable = !head && head.error().code == ErrorCode::kCorrupt;
  if (!head && !(unreadable && options_.accept_loss)) return head.error();
  const std::optional<HeadFile::Record> record = head ? *head : std::nullopt;

  std::error_code missing;
  bool fresh = fs::file_size(path_, missing) == 0 || missing;
  if (fresh && !options_.create) {
    return Error{ErrorCode::kInvalidArgument, path_.string() + " is empty: give the path of a log file"};
  }
  // If a log is to be created beside a head file that knows of events, a log was lost.
  if (fresh && record && record->head.seq > 0) {
    report_.lost_from = 1;
    report_.lost_to = record->head.seq;
    if (!options_.accept_loss) {
      return Error{ErrorCode::kCorrupt, "the log " + path_.string() + " is gone, but its head file remembers " +
                                            range_text(1, record->head.seq) +
                                            ": restore it from a backup, or accept the loss with --accept-loss"};
    }
  }

  Result<Database> database =
      Database::open(path_, options_.create ? Database::Mode::kCreate : Database::Mode::kReadWrite, options_.vfs);
  if (!database) return database.error();
  database_ = std::move(*database);
  database_.set_busy_timeout_ms(1000);
  if (!fresh) {
    // The first read rolls back a creation that a crash cut off; nothing is left of the file then.
    if (Result<int64_t> read = database_.query_integer("PRAGMA schema_version"); !read) {
      if (Status log = check_is_log(database_, path_); !log) return log;
      return read.error();
    }
    fresh = fs::file_size(path_, missing) == 0;
  }
  if (Status set = database_.execute("PRAGMA synchronous=FULL"); !set) return set;
  if (fresh) {
    if (Status created = create_schema(); !created) return created;
    report_.created = true;
  }
  if (Status log = check_is_log(database_, path_); !log) return log;
  if (Status set = database_.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                                     "PRAGMA journal_size_limit=33554432; PRAGMA wal_autocheckpoint=0");
      !set) {
    return set;
  }
  if (Status set = database_.execute(("PRAGMA cache_size=-" + std::to_string(options_.cache_mib * 1024)).c_str());
      !set) {
    return set;
  }
  database_.count_wal_frames(&wal_frames_);
  if (Status synced = sync_folder_of(path_); !synced) return synced;
  if (Status fits = check_kind(); !fits) return fits;
  if (Status loaded = load_state(); !loaded) return loaded;
  if (Status checked = fresh ? Status(Done{}) : check_head(record); !checked) return checked;
  if (Status prepared = prepare_statements(); !prepared) return prepared;

  Result<HeadFile> head_file = HeadFile::open(head_path(path_));
  if (!head_file) return head_file.error();
  head_file_ = std::move(*head_file);
  if (Status written = write_head(); !written) return written;
  if (Status synced = head_file_.sync(); !synced) return synced;
  // Whatever a crash left in the WAL is verified by now; in the database it is durable for certain.
  failed_ = false;
  return checkpoint_wal(Database::WalMode::kTruncate);
}

Status LogWriter::Impl::create_schema() {
  if (options_.log_id) {
    log_id_ = *options_.log_id;
  } else {
    randombytes_buf(log_id_.data(), log_id_.size());
  }
  LogBase base = options_.base.value_or(LogBase{});
  if (sum(base.feed_seqs) != base.head.seq) {
    return Error{ErrorCode::kInvalidArgument, "a log's base must count as many events in its feeds as in all"};
  }
  // Every new log starts from a hash of its own, so that rows cannot be moved from log to log.
  if (!options_.base) base.head.hash = blake2b("gridwall log " + to_hex(log_id_));

  // One transaction under a rollback journal: after a crash there is a whole log or an empty file.
  const std::string sql =
      "PRAGMA page_size=4096; BEGIN IMMEDIATE; PRAGMA application_id=" + std::to_string(kApplicationId) +
      "; PRAGMA user_version=" + std::to_string(kFormatVersion) + ";" + kSchemaSql;
  if (Status made = database_.execute(sql.c_str()); !made) return made;
  if (Status set = write_base(database_, base); !set) return set;
  if (Status set = database_.set_meta("log_id", to_hex(log_id_)); !set) return set;
  if (Status set = database_.set_meta("format", std::to_string(kFormatVersion)); !set) return set;
  if (options_.training.value_or(false)) {
    if (Status set = database_.set_meta(kTrainingKey, "1"); !set) return set;
  }
  if (report_.lost_to > 0) {
    if (Status set = database_.set_meta("loss.1", range_text(1, report_.lost_to) + " of an earlier log"); !set)
      return set;
  }
  return database_.execute("COMMIT");
}

// An exercise never stands among real events, nor the other way round.
Status LogWriter::Impl::check_kind() const {
  if (!options_.training) return Done{};
  Result<std::optional<std::string>> mark = database_.meta(kTrainingKey);
  if (!mark) return mark.error();
  if (mark->has_value() == *options_.training) return Done{};
  return Error{ErrorCode::kInvalidArgument,
               path_.string() + (*options_.training ? ": is a real log, and a training must not write into it; name "
                                                      "another file with --log"
                                                    : ": is the log of a training, and real events must not stand in "
                                                      "it; name another file with --log, or start with --training")};
}

Status LogWriter::Impl::load_state() {
  Result<LogId> id = read_log_id(database_);
  if (!id) return id.error();
  log_id_ = *id;
  Result<LogBase> base = read_base(database_);
  if (!base) return base.error();
  base_ = *base;
  if (Status verified = verify_tail(); !verified) return verified;
  pending_ = committed_;
  if (Status loaded = tallies_.load(database_); !loaded) return loaded;
  Result<int64_t> rejects = database_.query_integer("SELECT max(seq) FROM reject");
  if (!rejects) return rejects.error();
  last_reject_seq_ = committed_reject_seq_ = static_cast<uint64_t>(*rejects);
  return Done{};
}

// The rows since the last mark are read anyway, for the numbers of the feeds; so they are verified as well.
Status LogWriter::Impl::verify_tail() {
  Result<uint64_t> last = read_last_seq(database_, base_);
  if (!last) return last.error();
  Result<ChainPoint> start = read_mark_before(database_, base_, *last);
  if (!start) return start.error();
  std::string problem;
  ChainWalk walk(database_, *start, [&](std::optional<uint64_t>, const std::string& text) {
    if (problem.empty()) problem = text;
  });
  for (;;) {
    Result<bool> more = walk.advance(*last, kFeedMarkEvery);
    if (!more) return more.error();
    if (!*more) break;
  }
  if (Status finished = walk.finish(); !finished) return finished;
  committed_ = walk.point();
  if (problem.empty() && sum(committed_.feed_seqs) != committed_.head.seq) problem = "the feeds' numbers do not add up";
  if (problem.empty()) return Done{};
  return Error{ErrorCode::kCorrupt, "the log " + path_.string() + " is damaged near its end: " + problem +
                                        "; run gridwall-log verify, then restore it from a backup"};
}

Status LogWriter::Impl::check_head(const std::optional<HeadFile::Record>& record) {
  const std::string name = path_.string();
  std::string loss;
  if (!record) {
    report_.head_missing = committed_.head.seq > base_.head.seq;
  } else {
    Result<std::optional<std::string>> former = database_.meta("former_log_id");
    if (!former) return former.error();
    const bool ours = record->log_id == log_id_ || *former == to_hex(record->log_id);
    if (!ours) {
      if (!options_.accept_loss) {
        return Error{ErrorCode::kCorrupt,
                     "the head file beside " + name +
                         " belongs to another log: put the two that belong together side by side, or "
                         "go on with this log with --accept-loss"};
      }
      loss = "a head file of another log was set aside";
    } else if (record->head.seq > committed_.head.seq) {
      report_.lost_from = committed_.head.seq + 1;
      report_.lost_to = record->head.seq;
      loss = range_text(report_.lost_from, report_.lost_to) + " lost";
      if (!options_.accept_loss) {
        return Error{
            ErrorCode::kCorrupt,
            "the log " + name + " lost " + range_text(report_.lost_from, report_.lost_to) +
                " (its head file remembers them): run gridwall-log verify and restore it from a backup, or accept "
                "the loss with --accept-loss"};
      }
    } else {
      Result<bool> had = chain_had(database_, base_, record->head.seq, record->head.hash);
      if (!had) return had.error();
      if (!*had) {
        loss = "event " + std::to_string(record->head.seq) + " was not the one the head file remembers";
        if (!options_.accept_loss) {
          return Error{ErrorCode::kCorrupt, "event " + std::to_string(record->head.seq) + " of " + name +
                                                " is not the one its head file remembers: run gridwall-log verify and "
                                                "restore it from a backup, or go on with --accept-loss"};
        }
      }
    }
  }
  Result<std::optional<std::string>> renew = database_.meta("renew_log_id");
  if (!renew) return renew.error();
  return loss.empty() && !*renew ? Status(Done{}) : renew_log_id(loss);
}

// The next numbers may have been used for other events before. With a new log id no wall confuses them.
Status LogWriter::Impl::renew_log_id(const std::string& loss) {
  const LogId former = log_id_;
  if (options_.log_id && *options_.log_id != former) {
    log_id_ = *options_.log_id;
  } else {
    randombytes_buf(log_id_.data(), log_id_.size());
  }
  if (Status begun = database_.execute("BEGIN IMMEDIATE"); !begun) return begun;
  if (!loss.empty()) {
    Result<int64_t> earlier = database_.query_integer("SELECT count(*) FROM meta WHERE key GLOB 'loss.*'");
    if (!earlier) return earlier.error();
    const std::string text = loss + " after event " + std::to_string(committed_.head.seq) + " of log " + to_hex(former);
    if (Status set = database_.set_meta("loss." + std::to_string(*earlier + 1), text); !set) return set;
  }
  if (Status set = database_.set_meta("former_log_id", to_hex(former)); !set) return set;
  if (Status set = database_.set_meta("log_id", to_hex(log_id_)); !set) return set;
  if (Status set = database_.execute("DELETE FROM meta WHERE key='renew_log_id'"); !set) return set;
  return database_.execute("COMMIT");
}

Status LogWriter::Impl::prepare_statements() {
  const auto prepare = [this](Statement& into, std::string_view sql) -> Status {
    Result<Statement> statement = database_.prepare(sql);
    if (!statement) return statement.error();
    into = std::move(*statement);
    return Done{};
  };
  if (Status made = prepare(begin_, "BEGIN IMMEDIATE"); !made) return made;
  if (Status made = prepare(commit_, "COMMIT"); !made) return made;
  if (Status made = prepare(find_, "SELECT seq, feed_seq, body_hash, body FROM event WHERE source=? AND id=?"); !made) {
    return made;
  }
  if (Status made =
          prepare(insert_reject_,
                  "INSERT INTO reject(seq, received_ns, source, reason, detail, payload) VALUES(?, ?, ?, ?, ?, ?)");
      !made) {
    return made;
  }
  if (Status made = prepare(drop_rejects_, "DELETE FROM reject WHERE seq <= ?"); !made) return made;
  return prepare(insert_,
                 "INSERT INTO event(seq, feed_seq, received_ns, at_ns, feed, type, source, id, grid, hash, body) "
                 "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(source, id) DO NOTHING");
}

}  // namespace gridwall::log
