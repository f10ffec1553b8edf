#include "ingest/log/backup.h"

#include <algorithm>
#include <string>

#include "ingest/log/chain.h"
#include "ingest/log/head_file.h"
#include "ingest/log/log_open.h"
#include "ingest/log/schema.h"

namespace gridwall::log {

namespace {

namespace fs = std::filesystem;
constexpr uint64_t kChunkRows = 5000;  // a read transaction of the source each

void remove_all_of(const fs::path& log) {
  std::error_code ignored;
  for (const char* suffix : {"", "-wal", "-shm", "-journal", ".head"}) fs::remove(log.string() + suffix, ignored);
}

Status run_range(Database& copy, std::string_view sql, uint64_t from, uint64_t to) {
  Result<Statement> statement = copy.prepare(sql);
  if (!statement) return statement.error();
  return statement->bind_unsigned(1, from).bind_unsigned(2, to).run();
}

Status copy_tables(Database& copy, const std::function<void(uint64_t, uint64_t)>& progress) {
  // Everything small in one transaction, together with the numbers that say how far the large tables count.
  const std::string small = "BEGIN; PRAGMA application_id=" + std::to_string(kApplicationId) +
                            "; PRAGMA user_version=" + std::to_string(kFormatVersion) + ";" + kSchemaSql +
                            "INSERT INTO meta SELECT * FROM source.meta;"
                            "INSERT OR REPLACE INTO meta VALUES('renew_log_id', 'a backup');"
                            "INSERT INTO county SELECT * FROM source.county;"
                            "INSERT INTO tally SELECT * FROM source.tally;"
                            "INSERT INTO feed_mark SELECT * FROM source.feed_mark;";
  if (Status made = copy.execute(small.c_str()); !made) return made;
  Result<LogBase> base = read_base(copy);
  if (!base) return base.error();
  Result<int64_t> last_event = copy.query_integer("SELECT max(seq) FROM source.event");
  Result<int64_t> first_reject = copy.query_integer("SELECT min(seq) FROM source.reject");
  Result<int64_t> last_reject = copy.query_integer("SELECT max(seq) FROM source.reject");
  for (const auto* number : {&last_event, &first_reject, &last_reject}) {
    if (!*number) return number->error();
  }
  if (Status done = copy.execute("COMMIT"); !done) return done;

  const auto last = static_cast<uint64_t>(*last_event);
  const uint64_t first = base->head.seq;
  for (uint64_t seq = first; seq < last; seq += kChunkRows) {
    const uint64_t to = std::min(seq + kChunkRows, last);
    if (Status copied =
            run_range(copy, "INSERT INTO event SELECT * FROM source.event WHERE seq > ? AND seq <= ?", seq, to);
        !copied) {
      return copied;
    }
    if (progress) progress(to - first, last - first);
  }
  // Last, since retention may take bodies while they are copied: it then allows more than is gone here.
  if (Status done = copy.execute("INSERT INTO retention SELECT * FROM source.retention"); !done) return done;
  // A reject that makes room for newer ones meanwhile is simply not there.
  for (auto seq = static_cast<uint64_t>(*first_reject); seq > 0 && seq <= static_cast<uint64_t>(*last_reject);
       seq += kChunkRows) {
    const uint64_t to = std::min(seq + kChunkRows - 1, static_cast<uint64_t>(*last_reject));
    if (Status copied =
            run_range(copy, "INSERT INTO reject SELECT * FROM source.reject WHERE seq >= ? AND seq <= ?", seq, to);
        !copied) {
      return copied;
    }
  }
  Result<Statement> checkpoints = copy.prepare("INSERT INTO checkpoint SELECT * FROM source.checkpoint WHERE seq <= ?");
  if (!checkpoints) return checkpoints.error();
  return checkpoints->bind_unsigned(1, std::max(last, first)).run();
}

Result<LogHead> verify_copy(const Database& copy) {
  Result<LogBase> base = read_base(copy);
  if (!base) return base.error();
  Result<uint64_t> last = read_last_seq(copy, *base);
  if (!last) return last.error();
  std::string problem;
  ChainWalk walk(copy, {base->head, base->feed_seqs}, [&](std::optional<uint64_t>, const std::string& text) {
    if (problem.empty()) problem = text;
  });
  for (;;) {
    Result<bool> more = walk.advance(*last, kChunkRows);
    if (!more) return more.error();
    if (!*more) break;
  }
  if (Status finished = walk.finish(); !finished) return finished.error();
  if (problem.empty()) return walk.point().head;
  return Error{ErrorCode::kCorrupt,
               "the log cannot be backed up, it is damaged: " + problem + "; run gridwall-log verify"};
}

Result<LogHead> make_backup(const fs::path& from, const fs::path& to,
                            const std::function<void(uint64_t, uint64_t)>& progress) {
  Result<Database> opened = Database::open(to, Database::Mode::kCreate);
  if (!opened) return opened.error();
  Database copy = std::move(*opened);
  copy.set_busy_timeout_ms(2000);
  // Nobody reads the copy before it is whole, so a crash may leave rubbish: it is made durable once, at the end.
  if (Status set = copy.execute("PRAGMA page_size=4096; PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF"); !set) {
    return set.error();
  }
  Result<Statement> attach = copy.prepare("ATTACH ? AS source");
  if (!attach) return attach.error();
  const std::string uri = reading_uri(from);
  if (Status attached = attach->bind_text(1, uri).run(); !attached) return attached.error();
  if (Status copied = copy_tables(copy, progress); !copied) return copied.error();
  if (Status detached = copy.execute("DETACH source"); !detached) return detached.error();
  Result<LogHead> head = verify_copy(copy);
  if (!head) return head.error();
  Result<LogId> log_id = read_log_id(copy);
  if (!log_id) return log_id.error();
  if (Status set = copy.execute("PRAGMA synchronous=FULL; PRAGMA journal_mode=WAL"); !set) return set.error();
  copy.close(true);

  if (Status synced = sync_file(to); !synced) return synced.error();
  Result<HeadFile> head_file = HeadFile::open(head_path(to));
  if (!head_file) return head_file.error();
  if (Status written = head_file->write({*log_id, *head}); !written) return written.error();
  if (Status synced = head_file->sync(); !synced) return synced.error();
  if (Status synced = sync_folder_of(to); !synced) return synced.error();
  return head;
}

}  // namespace

Result<LogHead> backup(const fs::path& from, const fs::path& to,
                       const std::function<void(uint64_t done, uint64_t total)>& progress) {
  if (Status started = start_crypto(); !started) return started.error();
  if (Result<Database> source = open_for_reading(from); !source) return source.error();
  std::error_code failure;
  for (const fs::path& taken : {to, head_path(to)}) {
    if (fs::exists(taken, failure)) {
      return Error{ErrorCode::kInvalidArgument, taken.string() + " exists already: give a new name for the backup"};
    }
  }
  Result<LogHead> head = make_backup(from, to, progress);
  if (!head) remove_all_of(to);
  return head;
}

}  // namespace gridwall::log
