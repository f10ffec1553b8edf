#include "ingest/log/chain.h"

namespace gridwall::log {

ChainWalk::ChainWalk(const Database& database, ChainPoint start, ProblemFn on_problem)
    : database_(database), point_(start), on_problem_(std::move(on_problem)) {}

Status ChainWalk::load_counties() {
  if (counties_loaded_) return Done{};
  counties_loaded_ = true;
  Result<Statement> statement =
      database_.prepare("SELECT effective_from_seq, number FROM county WHERE effective_from_seq > ? ORDER BY number");
  if (!statement) return statement.error();
  statement->bind_unsigned(1, point_.head.seq);
  for (;;) {
    Result<bool> row = statement->step();
    if (!row) return row.error();
    if (!*row) break;
    counties_.push_back({statement->unsigned_integer(0), statement->integer(1)});
  }
  Result<Statement> retention = database_.prepare("SELECT feed, pruned_through_seq FROM retention");
  if (!retention) return retention.error();
  for (;;) {
    Result<bool> row = retention->step();
    if (!row) return row.error();
    if (!*row) break;
    const uint64_t feed = retention->unsigned_integer(0);
    if (feed < kMaxFeeds) pruned_through_[feed] = retention->unsigned_integer(1);
  }
  return Done{};
}

Status ChainWalk::take_counties_before(uint64_t seq) {
  while (next_county_ < counties_.size() && counties_[next_county_].effective_from_seq <= seq) {
    const CountyLink link = counties_[next_county_++];
    Result<Statement> statement = database_.prepare("SELECT name, config, map, hash FROM county WHERE number=?");
    if (!statement) return statement.error();
    Result<bool> row = statement->bind(1, link.number).step();
    if (!row) return row.error();
    if (!*row) continue;
    const std::span<const uint8_t> map = statement->blob(2);
    const std::string_view stored_map(reinterpret_cast<const char*>(map.data()), map.size());
    const Hash expected =
        hasher_.county(point_.head.hash, link.effective_from_seq, statement->text(0), statement->text(1), stored_map);
    const std::optional<Hash> stored = as_hash(statement->blob(3));
    if (stored != expected) {
      on_problem_(link.effective_from_seq, "the county record set before event " +
                                               std::to_string(link.effective_from_seq) +
                                               " is not the one written there: its hash does not fit");
    }
    point_.head.hash = stored.value_or(expected);
  }
  return Done{};
}

void ChainWalk::take_event(const LogRow& row, std::span<const uint8_t> stored_hash, std::span<const uint8_t> body_hash,
                           bool has_body) {
  const std::string name = "event " + std::to_string(row.seq);
  const uint64_t expected_seq = point_.head.seq + 1;
  if (row.seq != expected_seq) {
    on_problem_(expected_seq, row.seq == expected_seq + 1 ? "event " + std::to_string(expected_seq) + " is missing"
                                                          : "events " + std::to_string(expected_seq) + ".." +
                                                                std::to_string(row.seq - 1) + " are missing");
  }
  // Once rows are missing the row before is unknown: this row's stored hash is where the chain can be taken up again.
  const bool linked = row.seq == expected_seq && !broken_;
  broken_ = false;
  if (row.feed >= kMaxFeeds) {
    on_problem_(row.seq, name + " names feed " + std::to_string(row.feed) + ", which cannot be");
  } else {
    uint64_t& feed_seq = point_.feed_seqs[row.feed];
    if (linked && row.feed_seq != feed_seq + 1) {
      on_problem_(row.seq, name + " is number " + std::to_string(row.feed_seq) + " of its feed, expected " +
                               std::to_string(feed_seq + 1));
    }
    feed_seq = row.feed_seq;
  }
  if (row.received_ns < point_.head.received_ns) on_problem_(row.seq, name + " was received before the one before it");

  Hash body{};
  if (has_body) {
    body = blake2b(row.body);
  } else {
    ++pruned_;
    const bool allowed = row.feed < kMaxFeeds && pruned_through_[row.feed].value_or(0) >= row.seq;
    if (!allowed) on_problem_(row.seq, name + " has lost its body, and retention did not take it");
    if (const std::optional<Hash> kept = as_hash(body_hash)) body = *kept;
  }
  const std::optional<Hash> stored = as_hash(stored_hash);
  const Hash expected = hasher_.event(point_.head.hash, row, body);
  if (!stored || (linked && *stored != expected)) {
    on_problem_(row.seq,
                name + " is not the one written there, or the one before it was changed: its hash does not fit");
  }
  ++events_;
  point_.head.seq = row.seq;
  point_.head.received_ns = row.received_ns;
  point_.head.hash = stored.value_or(expected);
}

// After an unreadable row: the next one SQLite can read at all, looked for in growing steps.
Result<bool> ChainWalk::find_readable_from(uint64_t seq, uint64_t to_seq) {
  Result<Statement> statement = database_.prepare("SELECT hash FROM event WHERE seq = ?");
  if (!statement) return statement.error();
  for (uint64_t step = 0; seq + step <= to_seq; step += 1 + step / 8) {
    Result<bool> row = statement->bind_unsigned(1, seq + step).step();
    statement->reset();
    if (!row || !*row) continue;
    // Continue just before it, so that it is the next row; the break itself has been reported.
    point_.head.seq = seq + step - 1;
    broken_ = true;
    return true;
  }
  return false;
}

Result<bool> ChainWalk::advance(uint64_t to_seq, uint64_t max_rows) {
  if (Status loaded = load_counties(); !loaded) return loaded.error();
  Result<Statement> statement = database_.prepare("SELECT " + std::string(kEventColumns) +
                                                  " FROM event WHERE seq >= ? AND seq <= ? ORDER BY seq LIMIT ?");
  if (!statement) return statement.error();
  statement->bind_unsigned(1, point_.head.seq + 1).bind_unsigned(2, to_seq).bind_unsigned(3, max_rows);
  uint64_t rows = 0;
  for (;;) {
    Result<bool> stepped = statement->step();
    if (!stepped && stepped.error().code != ErrorCode::kCorrupt) return stepped.error();
    if (stepped && !*stepped) return rows == max_rows && point_.head.seq < to_seq;
    const LogRow row = stepped ? row_of(*statement) : LogRow{};
    // A page in the wrong place shows as numbers that fall; following them would never end.
    if (!stepped || row.seq <= point_.head.seq) {
      statement->reset();
      const uint64_t lost_from = point_.head.seq + 1;
      on_problem_(lost_from, "the pages from event " + std::to_string(lost_from) + " on cannot be read");
      // A row that can be looked up alone may still not be walked from: never try the same one twice.
      return find_readable_from(lost_from + (rows == 0 ? 1 : 0), to_seq);
    }
    ++rows;
    if (Status taken = take_counties_before(row.seq); !taken) return taken.error();
    take_event(row, statement->blob(9), statement->blob(10), !row.pruned);
  }
}

Status ChainWalk::finish() {
  if (Status loaded = load_counties(); !loaded) return loaded;
  if (Status taken = take_counties_before(point_.head.seq + 1); !taken) return taken;
  if (next_county_ < counties_.size()) {
    on_problem_(counties_[next_county_].effective_from_seq, "a county record stands after the end of the log");
  }
  return Done{};
}

}  // namespace gridwall::log
