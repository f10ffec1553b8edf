#include "ingest/log/verify.h"

#include <algorithm>
#include <numeric>

#include "ingest/log/chain.h"
#include "ingest/log/compress.h"
#include "ingest/log/head_file.h"
#include "ingest/log/log_open.h"

namespace gridwall::log {

namespace {

class Verification {
 public:
  Verification(const std::filesystem::path& path, const VerifyOptions& options, Database database)
      : path_(path), options_(options), database_(std::move(database)) {}

  VerifyReport run() {
    // The head file first: what it remembers must still be there when the rows are read after it.
    read_head_file();
    if (options_.structure) check_structure();
    if (read_origin()) {
      walk_chain();
      check_head_file();
    }
    check_marks();
    check_checkpoints();
    check_index();
    check_counties();
    Result<int64_t> rejects = database_.query_integer("SELECT count(*) FROM reject");
    if (rejects) report_.rejects = static_cast<uint64_t>(*rejects);
    if (!rejects) problem({}, rejects.error().message);
    return std::move(report_);
  }

 private:
  void problem(std::optional<uint64_t> seq, std::string text) {
    ++report_.problem_count;
    if (seq && *seq < report_.first_bad_seq.value_or(*seq + 1)) report_.first_bad_seq = seq;
    if (report_.problems.size() < options_.max_problems) report_.problems.push_back({seq, std::move(text)});
  }

  // Every row of a query; an error of the database is a problem of the log.
  template <typename Fn>
  void each(std::string_view sql, Fn fn) {
    Result<Statement> statement = database_.prepare(sql);
    if (!statement) return problem({}, statement.error().message);
    for (;;) {
      Result<bool> row = statement->step();
      if (!row) return problem({}, row.error().message);
      if (!*row) return;
      fn(*statement);
    }
  }

  void read_head_file() {
    Result<std::optional<HeadFile::Record>> record = HeadFile::read(head_path(path_));
    if (!record) return problem({}, record.error().message);
    head_record_ = *record;
    report_.head_file_present = head_record_.has_value();
  }

  void check_structure() {
    each("PRAGMA integrity_check(20)", [this](const Statement& row) {
      if (row.text(0) != "ok") problem({}, "the database's structure: " + std::string(row.text(0)));
    });
  }

  bool read_origin() {
    Result<LogId> id = read_log_id(database_);
    if (id) report_.log_id = *id;
    if (!id) problem({}, id.error().message);
    Result<LogBase> base = read_base(database_);
    if (base) report_.base = *base;
    if (!base) problem({}, base.error().message);
    return base.ok();
  }

  void walk_chain() {
    Result<uint64_t> last = read_last_seq(database_, report_.base);
    if (!last) return problem({}, last.error().message);
    const uint64_t first = report_.base.head.seq;
    ChainWalk walk(database_, {report_.base.head, report_.base.feed_seqs},
                   [this](std::optional<uint64_t> seq, std::string text) { problem(seq, std::move(text)); });
    for (;;) {
      Result<bool> more = walk.advance(*last, kChunkRows);
      if (!more) {
        problem(walk.point().head.seq + 1, more.error().message);
        break;
      }
      if (options_.progress) options_.progress(walk.point().head.seq - first, *last - first);
      if (!*more) break;
    }
    if (Status finished = walk.finish(); !finished) problem({}, finished.error().message);
    report_.head = walk.point().head;
    report_.events = walk.events();
    report_.pruned = walk.pruned();
    const FeedSeqs& feed_seqs = walk.point().feed_seqs;
    if (report_.problem_count == 0 &&
        std::accumulate(feed_seqs.begin(), feed_seqs.end(), uint64_t{0}) != report_.head.seq) {
      problem({}, "the feeds' numbers do not add up to the log's");
    }
    // Unless the rows can be read backwards as well, part of them is out of a reader's reach.
    if (report_.head.seq < *last) problem(report_.head.seq + 1, "the events from here to the end cannot be reached");
  }

  void check_head_file() {
    if (!head_record_) return;
    const LogHead& remembered = head_record_->head;
    Result<std::optional<std::string>> former = database_.meta("former_log_id");
    if (head_record_->log_id != report_.log_id && !(former && *former == to_hex(head_record_->log_id))) {
      return problem({}, "the head file belongs to another log");
    }
    if (remembered.seq > report_.head.seq) {
      return problem(report_.head.seq + 1, "the log ends at event " + std::to_string(report_.head.seq) +
                                               ", its head file remembers event " + std::to_string(remembered.seq) +
                                               ": the end is lost");
    }
    Result<bool> had = chain_had(database_, report_.base, remembered.seq, remembered.hash);
    if (!had) return problem({}, had.error().message);
    if (!*had)
      problem(remembered.seq, "event " + std::to_string(remembered.seq) + " is not the one the head file remembers");
  }

  void check_marks() {
    each(
        "SELECT m.seq, m.feed, m.feed_seq, (SELECT e.feed_seq FROM event e WHERE e.seq=m.seq AND e.feed=m.feed), "
        "(SELECT sum(s.feed_seq) FROM feed_mark s WHERE s.seq=m.seq) FROM feed_mark m",
        [this](const Statement& row) {
          const bool own_fits = row.is_null(3) || row.integer(3) == row.integer(2);
          if (!own_fits || row.integer(4) != row.integer(0)) {
            problem(row.unsigned_integer(0),
                    "the feeds' mark at event " + std::to_string(row.integer(0)) + " is wrong");
          }
        });
  }

  void check_checkpoints() {
    each("SELECT seq, hash, data FROM checkpoint", [this](const Statement& row) {
      ++report_.checkpoints;
      const std::span<const uint8_t> data = row.blob(2);
      const std::string_view compressed(reinterpret_cast<const char*>(data.data()), data.size());
      const std::string name = "the checkpoint at event " + std::to_string(row.integer(0));
      if (as_hash(row.blob(1)) != blake2b(compressed) || !decompress_blob(compressed)) {
        problem({}, name + " is damaged; it is a cache, and may be dropped");
      } else if (row.unsigned_integer(0) > report_.head.seq) {
        problem({}, name + " lies beyond the end of the log");
      }
    });
  }

  void check_index() {
    const Result<bool> indexed = database_.has_table("index_part");
    if (!indexed) return problem({}, indexed.error().message);
    if (!*indexed) return;
    each("SELECT from_seq, last_seq, hash, data FROM index_part", [this](const Statement& row) {
      const std::span<const uint8_t> data = row.blob(3);
      const std::string_view compressed(reinterpret_cast<const char*>(data.data()), data.size());
      const std::string name =
          "the index of events " + std::to_string(row.integer(0)) + " to " + std::to_string(row.integer(1));
      if (as_hash(row.blob(2)) != blake2b(compressed) || !decompress_blob(compressed)) {
        problem({}, name + " is damaged; it is a cache, and may be dropped");
      } else if (row.unsigned_integer(1) > report_.head.seq) {
        problem({}, name + " lies beyond the end of the log");
      }
    });
  }

  void check_counties() {
    each("SELECT effective_from_seq, map FROM county", [this](const Statement& row) {
      ++report_.counties;
      const std::span<const uint8_t> map = row.blob(1);
      if (!decompress_blob({reinterpret_cast<const char*>(map.data()), map.size()})) {
        problem(row.unsigned_integer(0),
                "the county's map from event " + std::to_string(row.integer(0)) + " on is damaged");
      }
    });
  }

  const std::filesystem::path& path_;
  const VerifyOptions& options_;
  Database database_;
  VerifyReport report_;
  std::optional<HeadFile::Record> head_record_;
};

}  // namespace

Result<VerifyReport> verify(const std::filesystem::path& path, const VerifyOptions& options) {
  if (Status started = start_crypto(); !started) return started.error();
  Result<Database> database = open_for_reading(path);
  if (!database) return database.error();
  return Verification(path, options, std::move(*database)).run();
}

}  // namespace gridwall::log
