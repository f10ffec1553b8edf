#include "ingest/log/tally.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace gridwall::log {

namespace {

constexpr int64_t kMinuteNs = 60'000'000'000;
// A sender that makes up a new source with every message must fill neither the memory nor the disk.
constexpr size_t kMaxKeys = 4096;
constexpr std::string_view kOtherSources = "*";

}  // namespace

Result<std::vector<TallyTotal>> read_tallies(const Database& database, int64_t at_ns) {
  // Leaps from key to key: the table has a row a minute, and there are few keys.
  Result<Statement> next = database.prepare(
      "SELECT kind, source, reason FROM tally WHERE (kind, source, reason) > (?, ?, ?) ORDER BY kind, source, reason "
      "LIMIT 1");
  if (!next) return next.error();
  Result<Statement> last = database.prepare(
      "SELECT minute, last_ns, total FROM tally WHERE kind=? AND source=? AND reason=? AND minute <= ? AND last_ns <= "
      "? "
      "ORDER BY minute DESC LIMIT 1");
  if (!last) return last.error();

  std::vector<TallyTotal> totals;
  int64_t kind = 0;
  std::string source;
  std::string reason;
  for (;;) {
    Result<bool> row = next->bind(1, kind).bind_text(2, source).bind_text(3, reason).step();
    if (!row) return row.error();
    if (!*row) return totals;
    const int64_t next_kind = next->integer(0);
    std::string next_source(next->text(1));
    std::string next_reason(next->text(2));
    next->reset();
    // In a damaged file a key may be of another type than the one it is read as, and would be found again for ever.
    if (std::tie(next_kind, next_source, next_reason) <= std::tie(kind, source, reason)) {
      return Error{ErrorCode::kCorrupt,
                   "the counts of the intake are damaged: table tally, after source '" + source + "'"};
    }
    kind = next_kind;
    source = std::move(next_source);
    reason = std::move(next_reason);
    row =
        last->bind(1, kind).bind_text(2, source).bind_text(3, reason).bind(4, at_ns / kMinuteNs).bind(5, at_ns).step();
    if (!row) return row.error();
    if (*row) {
      totals.push_back(
          {TallyKind{kind}, {source, reason, last->unsigned_integer(2)}, last->integer(0), last->integer(1)});
    }
    last->reset();
  }
}

Status Tallies::load(const Database& database) {
  Result<std::vector<TallyTotal>> totals = read_tallies(database, std::numeric_limits<int64_t>::max());
  if (!totals) return totals.error();
  for (const TallyTotal& total : *totals) {
    const Entry entry{total.minute, total.last_ns, total.count.count};
    entries_[Key(total.kind, total.count.source, total.count.reason)] = {entry, entry};
  }
  return Done{};
}

void Tallies::note(TallyKind kind, std::string_view source, std::string_view reason, int64_t received_ns) {
  auto found = entries_.find(KeyView(kind, source, reason));
  if (found == entries_.end()) {
    if (entries_.size() >= kMaxKeys) source = kOtherSources;
    found = entries_.try_emplace(Key(kind, source, reason)).first;
  }
  Entry& entry = found->second.now;
  // A clock set back must not reopen a minute that later totals already include.
  entry.last_ns = std::max(entry.last_ns, received_ns);
  entry.minute = entry.last_ns / kMinuteNs;
  ++entry.total;
  dirty_ = true;
}

Status Tallies::flush(Database& database) {
  if (!dirty_) return Done{};
  Result<Statement> statement = database.prepare(
      "INSERT OR REPLACE INTO tally(kind, source, reason, minute, last_ns, total) VALUES(?, ?, ?, ?, ?, ?)");
  if (!statement) return statement.error();
  for (const auto& [key, pair] : entries_) {
    if (pair.now == pair.committed) continue;
    statement->bind(1, static_cast<int64_t>(std::get<0>(key))).bind_text(2, std::get<1>(key));
    statement->bind_text(3, std::get<2>(key)).bind(4, pair.now.minute).bind(5, pair.now.last_ns);
    if (Status run = statement->bind_unsigned(6, pair.now.total).run(); !run) return run;
  }
  return Done{};
}

void Tallies::committed() {
  if (!dirty_) return;
  for (auto& [key, pair] : entries_) pair.committed = pair.now;
  dirty_ = false;
}

void Tallies::rolled_back() {
  if (!dirty_) return;
  for (auto& [key, pair] : entries_) pair.now = pair.committed;
  dirty_ = false;
}

}  // namespace gridwall::log
