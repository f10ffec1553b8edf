#include "ingest/log/chain.h"

namespace gridwall::log {

namespace {

Error missing_event(const Database& database, uint64_t seq) {
  Error error = error_of(database.handle(), 11 /* SQLITE_CORRUPT */, "read");
  error.message = "event " + std::to_string(seq) + " is missing: " + error.message;
  return error;
}

}  // namespace

Result<bool> chain_had(const Database& database, const LogBase& base, uint64_t seq, const Hash& hash) {
  if (seq == base.head.seq && hash == base.head.hash) return true;
  Result<Statement> statement = database.prepare(
      "SELECT hash FROM event WHERE seq=?1 UNION ALL SELECT hash FROM county WHERE effective_from_seq=?2");
  if (!statement) return statement.error();
  statement->bind_unsigned(1, seq).bind_unsigned(2, seq + 1);
  for (;;) {
    Result<bool> row = statement->step();
    if (!row) return row.error();
    if (!*row) return false;
    if (as_hash(statement->blob(0)) == hash) return true;
  }
}

Result<uint64_t> read_last_seq(const Database& database, const LogBase& base) {
  Result<int64_t> last = database.query_integer("SELECT max(seq) FROM event");
  if (!last) return last.error();
  return std::max(static_cast<uint64_t>(*last), base.head.seq);
}

Result<uint64_t> find_seq_at(const Database& database, const LogBase& base, int64_t at_ns,
                             std::optional<uint64_t> last_seq) {
  Result<uint64_t> last = last_seq ? Result<uint64_t>(*last_seq) : read_last_seq(database, base);
  if (!last) return last.error();
  // Looks past events that are missing: where a log is damaged, times can still be found around it.
  Result<Statement> statement =
      database.prepare("SELECT seq, received_ns FROM event WHERE seq >= ? ORDER BY seq LIMIT 1");
  if (!statement) return statement.error();
  uint64_t before = base.head.seq;  // received by at_ns, or the base
  uint64_t after = *last + 1;       // received later, or beyond the end
  while (after - before > 1) {
    const uint64_t middle = before + (after - before) / 2;
    Result<bool> row = statement->bind_unsigned(1, middle).step();
    if (!row) return row.error();
    const bool by_then = *row && statement->unsigned_integer(0) < after && statement->integer(1) <= at_ns;
    (by_then ? before : after) = by_then ? statement->unsigned_integer(0) : middle;
    statement->reset();
  }
  return before;
}

Result<ChainPoint> read_mark_before(const Database& database, const LogBase& base, uint64_t seq) {
  Result<Statement> newest = database.prepare("SELECT max(seq) FROM feed_mark WHERE seq <= ?");
  if (!newest) return newest.error();
  Result<bool> row = newest->bind_unsigned(1, seq).step();
  if (!row) return row.error();
  const uint64_t mark = newest->unsigned_integer(0);
  newest->reset();
  if (mark <= base.head.seq) return ChainPoint{base.head, base.feed_seqs};

  ChainPoint point;
  Result<Statement> event = database.prepare("SELECT received_ns, hash FROM event WHERE seq=?");
  if (!event) return event.error();
  row = event->bind_unsigned(1, mark).step();
  if (!row) return row.error();
  const std::optional<Hash> hash = *row ? as_hash(event->blob(1)) : std::nullopt;
  if (!hash) return missing_event(database, mark);
  point.head = {mark, event->integer(0), *hash};

  Result<Statement> feeds = database.prepare("SELECT feed, feed_seq FROM feed_mark WHERE seq=?");
  if (!feeds) return feeds.error();
  feeds->bind_unsigned(1, mark);
  for (;;) {
    row = feeds->step();
    if (!row) return row.error();
    if (!*row) return point;
    if (const uint64_t feed = feeds->unsigned_integer(0); feed < kMaxFeeds) {
      point.feed_seqs[feed] = feeds->unsigned_integer(1);
    }
  }
}

}  // namespace gridwall::log
