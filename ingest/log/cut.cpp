#include "ingest/log/cut.h"

#include <sodium.h>

#include <algorithm>

#include "ingest/log/chain.h"
#include "ingest/log/copy.h"
#include "ingest/log/log_open.h"
#include "ingest/log/log_reader.h"
#include "ingest/log/schema.h"

namespace gridwall::log {

namespace {

namespace fs = std::filesystem;

// Where the part's chain begins: the event before it, as the log has it.
Result<LogBase> base_before(const LogReader& reader, const Database& source, uint64_t from_seq) {
  const uint64_t before = from_seq - 1;
  if (before == reader.base().head.seq) return reader.base();
  LogBase base;
  const Result<FeedSeqs> feeds = reader.feed_seqs_at(before);
  if (!feeds) return feeds.error();
  base.feed_seqs = *feeds;
  Result<Statement> row = source.prepare("SELECT received_ns, hash FROM event WHERE seq=?");
  if (!row) return row.error();
  Result<bool> found = row->bind_unsigned(1, before).step();
  if (!found) return found.error();
  const std::optional<Hash> hash = *found ? as_hash(row->blob(1)) : std::nullopt;
  if (!hash)
    return Error{ErrorCode::kCorrupt, "event " + std::to_string(before) + " cannot be read; run gridwall-log verify"};
  base.head = {before, row->integer(0), *hash};
  return base;
}

Status write_origin(Database& copy, const LogBase& base, const LogId& source_id, const CutOptions& options) {
  LogId id{};
  randombytes_buf(id.data(), id.size());
  if (Status set = write_base(copy, base); !set) return set;
  const std::pair<const char*, std::string> texts[] = {
      {"log_id", to_hex(id)},
      {"format", std::to_string(kFormatVersion)},
      {"cut_from", to_hex(source_id)},
      {"cut_range", std::to_string(options.from_seq) + ".." + std::to_string(options.to_seq)},
      {"drills", std::string(options.drills)},
      {"renew_log_id", "a part of another log"},
  };
  for (const auto& [key, text] : texts) {
    if (text.empty()) continue;
    if (Status set = copy.set_meta(key, text); !set) return set;
  }
  return Done{};
}

Status copy_small(Database& copy, const CutOptions& options, const LogBase& base, int64_t to_ns) {
  // Of the counties before the part only the one it begins in; those set within it are part of its chain.
  if (Status done = run_range(copy,
                              "INSERT INTO county SELECT * FROM source.county WHERE (effective_from_seq >= ?1 AND "
                              "effective_from_seq <= ?2) OR number = (SELECT max(number) FROM source.county WHERE "
                              "effective_from_seq < ?1)",
                              options.from_seq, options.to_seq);
      !done) {
    return done;
  }
  if (Status done = run_range(copy, "INSERT INTO feed_mark SELECT * FROM source.feed_mark WHERE seq >= ? AND seq <= ?",
                              options.from_seq, options.to_seq);
      !done) {
    return done;
  }
  // Running totals continue from the last row before the part.
  const auto from_ns = static_cast<uint64_t>(base.head.received_ns);
  const auto until_ns = static_cast<uint64_t>(to_ns);
  if (Status done = run_range(copy,
                              "INSERT INTO tally SELECT * FROM source.tally AS t WHERE last_ns <= ?2 AND (last_ns > ?1 "
                              "OR minute = (SELECT max(minute) FROM source.tally AS u WHERE u.kind=t.kind AND "
                              "u.source=t.source AND u.reason=t.reason AND u.last_ns <= ?1))",
                              from_ns, until_ns);
      !done) {
    return done;
  }
  if (Status done =
          run_range(copy, "INSERT INTO reject SELECT * FROM source.reject WHERE received_ns > ?1 AND received_ns <= ?2",
                    from_ns, until_ns);
      !done) {
    return done;
  }
  Result<Statement> checkpoint =
      copy.prepare("INSERT INTO checkpoint(seq, received_ns, version, bytes, hash, data) VALUES(?, ?, ?, ?, ?, ?)");
  if (!checkpoint) return checkpoint.error();
  const Hash hash = blake2b(options.state);
  checkpoint->bind_unsigned(1, base.head.seq).bind(2, base.head.received_ns).bind(3, options.state_version);
  checkpoint->bind_unsigned(4, options.state.size()).bind_blob(5, hash).bind_blob(6, options.state);
  if (Status done = checkpoint->run(); !done) return done;
  return run_range(copy, "INSERT OR IGNORE INTO checkpoint SELECT * FROM source.checkpoint WHERE seq >= ? AND seq <= ?",
                   options.from_seq, options.to_seq);
}

Status copy_part(Database& copy, const CutOptions& options, const LogBase& base, const LogId& source_id,
                 int64_t to_ns) {
  const std::string schema = "BEGIN; PRAGMA application_id=" + std::to_string(kApplicationId) +
                             "; PRAGMA user_version=" + std::to_string(kFormatVersion) + ";" + kSchemaSql;
  if (Status made = copy.execute(schema.c_str()); !made) return made;
  if (Status set = write_origin(copy, base, source_id, options); !set) return set;
  const char* training = "INSERT INTO meta SELECT * FROM source.meta WHERE key='training'";
  if (Status kept = copy.execute(training); !kept) return kept;
  if (Status done = copy_small(copy, options, base, to_ns); !done) return done;
  if (Status done = copy.execute("COMMIT"); !done) return done;
  const uint64_t total = options.to_seq - options.from_seq + 1;
  for (uint64_t seq = options.from_seq; seq <= options.to_seq; seq += kChunkRows) {
    const uint64_t last = std::min(seq + kChunkRows - 1, options.to_seq);
    if (Status copied =
            run_range(copy, "INSERT INTO event SELECT * FROM source.event WHERE seq >= ? AND seq <= ?", seq, last);
        !copied) {
      return copied;
    }
    if (options.progress && !options.progress(last - options.from_seq + 1, total)) {
      return Error{ErrorCode::kUnavailable, "stopped; nothing was written"};
    }
  }
  // Last, since retention may take bodies meanwhile: it then allows more than is gone here.
  return copy.execute("INSERT INTO retention SELECT * FROM source.retention");
}

}  // namespace

Result<LogHead> cut_log(const fs::path& from, const fs::path& to, const CutOptions& options) {
  const Result<LogReader> reader = LogReader::open_sound(from);
  if (!reader) return reader.error();
  if (Status free = check_is_free(to); !free) return free.error();
  const Result<LogHead> end = reader->head();
  if (!end) return end.error();
  const uint64_t first = reader->base().head.seq + 1;
  if (options.from_seq < first || options.to_seq > end->seq || options.to_seq < options.from_seq) {
    return Error{ErrorCode::kInvalidArgument, "no event lies between " + std::to_string(options.from_seq) + " and " +
                                                  std::to_string(options.to_seq) + "; " + from.string() + " holds " +
                                                  std::to_string(first) + " to " + std::to_string(end->seq)};
  }
  const Result<int64_t> to_ns = reader->received_ns_of(options.to_seq);
  if (!to_ns) return to_ns.error();
  const Result<LogId> source_id = reader->log_id();
  if (!source_id) return source_id.error();
  std::string cut_short;
  const Result<Database> source = open_for_reading(from, &cut_short);
  if (!source) return source.error();
  const Result<LogBase> base = base_before(*reader, *source, options.from_seq);
  if (!base) return base.error();
  const auto make = [&]() -> Result<LogHead> {
    Result<Database> copy = open_copy(from, to);
    if (!copy) return copy.error();
    if (Status copied = copy_part(*copy, options, *base, *source_id, *to_ns); !copied) return copied.error();
    return finish_copy(std::move(*copy), to);
  };
  Result<LogHead> head = make();
  if (!head) remove_copy(to);
  return head;
}

}  // namespace gridwall::log
