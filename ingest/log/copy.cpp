#include "ingest/log/copy.h"

#include <string>

#include "ingest/log/chain.h"
#include "ingest/log/head_file.h"
#include "ingest/log/log_open.h"

namespace gridwall::log {

namespace {

namespace fs = std::filesystem;

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
               "the log cannot be copied, it is damaged: " + problem + "; run gridwall-log verify"};
}

}  // namespace

Status check_is_free(const fs::path& to) {
  std::error_code failure;
  for (const fs::path& taken : {to, head_path(to)}) {
    if (fs::exists(taken, failure)) {
      return Error{ErrorCode::kInvalidArgument, taken.string() + " exists already: give a new name for the copy"};
    }
  }
  return Done{};
}

Result<Database> open_copy(const fs::path& from, const fs::path& to) {
  Result<Database> copy = Database::open(to, Database::Mode::kCreate);
  if (!copy) return copy;
  copy->set_busy_timeout_ms(2000);
  // Nobody reads the copy before it is whole, so a crash may leave rubbish: it is made durable once, at the end.
  if (Status set = copy->execute("PRAGMA page_size=4096; PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF"); !set) {
    return set.error();
  }
  Result<Statement> attach = copy->prepare("ATTACH ? AS source");
  if (!attach) return attach.error();
  const std::string uri = reading_uri(from);
  if (Status attached = attach->bind_text(1, uri).run(); !attached) return attached.error();
  return copy;
}

Status run_range(Database& copy, std::string_view sql, uint64_t from, uint64_t to) {
  Result<Statement> statement = copy.prepare(sql);
  if (!statement) return statement.error();
  return statement->bind_unsigned(1, from).bind_unsigned(2, to).run();
}

Result<LogHead> finish_copy(Database copy, const fs::path& to) {
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

void remove_copy(const fs::path& to) {
  std::error_code ignored;
  for (const char* suffix : {"", "-wal", "-shm", "-journal", ".head"}) fs::remove(to.string() + suffix, ignored);
}

}  // namespace gridwall::log
