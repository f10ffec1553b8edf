#include "ingest/log/backup.h"

#include <algorithm>
#include <string>

#include "ingest/log/chain.h"
#include "ingest/log/copy.h"
#include "ingest/log/log_open.h"
#include "ingest/log/schema.h"

namespace gridwall::log {

namespace {

namespace fs = std::filesystem;

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
  if (Status done = checkpoints->bind_unsigned(1, std::max(last, first)).run(); !done) return done;
  const Result<bool> indexed = copy.has_table("index_part", "source");
  if (!indexed) return indexed.error();
  if (!*indexed) return Done{};
  if (Status made = copy.execute(kIndexPartSql); !made) return made;
  return run_range(copy, "INSERT INTO index_part SELECT * FROM source.index_part WHERE from_seq > ? AND last_seq <= ?",
                   first, last);
}

Result<LogHead> make_backup(const fs::path& from, const fs::path& to,
                            const std::function<void(uint64_t, uint64_t)>& progress) {
  Result<Database> copy = open_copy(from, to);
  if (!copy) return copy.error();
  if (Status copied = copy_tables(*copy, progress); !copied) return copied.error();
  return finish_copy(std::move(*copy), to);
}

}  // namespace

Result<LogHead> backup(const fs::path& from, const fs::path& to,
                       const std::function<void(uint64_t done, uint64_t total)>& progress) {
  if (Status started = start_crypto(); !started) return started.error();
  if (Result<Database> source = open_for_reading(from); !source) return source.error();
  if (Status free = check_is_free(to); !free) return free.error();
  Result<LogHead> head = make_backup(from, to, progress);
  if (!head) remove_copy(to);
  return head;
}

}  // namespace gridwall::log
