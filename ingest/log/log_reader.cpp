#include "ingest/log/log_reader.h"

#include <algorithm>
#include <limits>

#include "ingest/event/time.h"
#include "ingest/log/chain.h"
#include "ingest/log/compress.h"
#include "ingest/log/database.h"
#include "ingest/log/head_file.h"
#include "ingest/log/log_open.h"
#include "ingest/log/tally.h"

namespace gridwall::log {

namespace {

constexpr uint64_t kBatchRows = 1000;
constexpr size_t kBatchBytes = 1 << 20;

// Rows copied out of the database, so that its transaction is over before anybody is called.
class Batch {
 public:
  void clear() {
    rows_.clear();
    text_.clear();
  }
  void add(const LogRow& row) {
    rows_.push_back(row);
    for (const std::string_view part : {row.type, row.source, row.id, row.body}) text_.append(part);
  }
  bool full() const { return rows_.size() >= kBatchRows || text_.size() >= kBatchBytes; }
  // Once all are in: the text no longer moves.
  const std::vector<LogRow>& settle() {
    const char* at = text_.data();
    for (LogRow& row : rows_) {
      for (std::string_view* part : {&row.type, &row.source, &row.id, &row.body}) {
        *part = std::string_view(at, part->size());
        at += part->size();
      }
    }
    return rows_;
  }

 private:
  std::vector<LogRow> rows_;
  std::string text_;
};

}  // namespace

class LogReader::Impl {
 public:
  std::filesystem::path path;
  Database database;
  LogBase base;
  std::optional<uint64_t> sound_through;  // the last row that can be read, when the log is damaged
  std::string damage;

  Error hole(uint64_t seq) const {
    return {ErrorCode::kCorrupt, "event " + std::to_string(seq) + " is missing in " + path.string() +
                                     ": run gridwall-log verify, then restore it from a backup"};
  }
  Error no_time(uint64_t seq) const {
    return {ErrorCode::kCorrupt, "event " + std::to_string(seq) + " in " + path.string() +
                                     " has no possible time: run gridwall-log verify, then restore it from a backup"};
  }
  bool readable(uint64_t seq) const {
    Result<Statement> statement = database.prepare("SELECT received_ns, body FROM event WHERE seq=?");
    if (!statement) return false;
    Result<bool> row = statement->bind_unsigned(1, seq).step();
    return row && *row && is_time(statement->integer(0));
  }
  // The last readable event, by bisection from an event that is certainly after it.
  uint64_t find_sound_end(uint64_t beyond) const {
    uint64_t good = base.head.seq;
    while (beyond - good > 1) {
      const uint64_t middle = good + (beyond - good) / 2;
      (readable(middle) ? good : beyond) = middle;
    }
    return good;
  }
  Error no_event(uint64_t seq) const {
    return {ErrorCode::kNotFound, "there is no event " + std::to_string(seq) + " in " + path.string()};
  }
};

LogReader::LogReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LogReader::LogReader(LogReader&&) noexcept = default;
LogReader& LogReader::operator=(LogReader&&) noexcept = default;
LogReader::~LogReader() = default;

Result<LogReader> LogReader::open(const std::filesystem::path& path) {
  if (Status started = start_crypto(); !started) return started.error();
  Result<Database> database = open_for_reading(path);
  if (!database) return database.error();
  Result<LogBase> base = read_base(*database);
  if (!base) return base.error();
  auto impl = std::make_unique<Impl>();
  impl->path = path;
  impl->database = std::move(*database);
  impl->base = *base;
  return LogReader(std::move(impl));
}

Result<LogReader> LogReader::open_sound(const std::filesystem::path& path) {
  if (Status started = start_crypto(); !started) return started.error();
  auto impl = std::make_unique<Impl>();
  impl->path = path;
  Result<Database> database = open_for_reading(path, &impl->damage);
  if (!database) return database.error();
  impl->database = std::move(*database);
  Result<LogBase> base = read_base(impl->database);
  if (!base) return base.error();
  impl->base = *base;
  // Read once only: while the log grows, the head file is ahead of a reader that looked before.
  const Result<std::optional<HeadFile::Record>> head = HeadFile::read(head_path(path));
  const uint64_t remembered = head && *head ? (*head)->head.seq : 0;
  const Result<uint64_t> last = read_last_seq(impl->database, impl->base);
  if (last && impl->damage.empty() && impl->readable(*last) && *last >= remembered) return LogReader(std::move(impl));
  if (last && *last == impl->base.head.seq && remembered <= *last) return LogReader(std::move(impl));  // empty
  if (!last && last.error().code != ErrorCode::kCorrupt) return last.error();
  uint64_t beyond = std::max(remembered, last ? *last : 0) + 1;
  while (impl->readable(beyond)) beyond *= 2;
  const uint64_t end = impl->find_sound_end(beyond);
  impl->sound_through = end;
  if (remembered > end) {
    impl->damage = path.string() + ": events " + std::to_string(end + 1) + " to " + std::to_string(remembered) +
                   " are missing or cannot be read; what comes before is shown, a backup has the rest";
  } else if (impl->damage.empty() && (!last || *last > end)) {
    impl->damage = path.string() + ": the events after " + std::to_string(end) +
                   " cannot be read; what comes before is shown, a backup has the rest";
  }
  return LogReader(std::move(impl));
}

Result<uint64_t> LogReader::glance(uint64_t from_seq, uint64_t limit, std::span<const std::string_view> types,
                                   const RowFn& fn) const {
  std::string wanted;
  for (const std::string_view type : types) wanted += (wanted.empty() ? "'" : ",'") + std::string(type) + "'";
  const std::string of_wanted = "CASE WHEN type IN (" + wanted + ") THEN ";
  Result<Statement> statement =
      impl_->database.prepare("SELECT seq, feed_seq, received_ns, feed, " + of_wanted + "type END, " + of_wanted +
                              "body END FROM event WHERE seq >= ? ORDER BY seq LIMIT ?");
  if (!statement) return statement.error();
  uint64_t next = std::max(from_seq, impl_->base.head.seq + 1);
  Batch batch;
  uint64_t given = 0;
  for (bool more = true; more && given < limit;) {
    batch.clear();
    std::optional<Error> failure;
    const uint64_t asked = std::min<uint64_t>(limit - given, 10'000);
    statement->bind_unsigned(1, next).bind_unsigned(2, asked);
    uint64_t rows = 0;
    for (; rows < asked; ++rows) {
      Result<bool> row = statement->step();
      if (!row) failure = row.error();
      more = row && *row;
      if (!more) break;
      LogRow read;
      read.seq = statement->unsigned_integer(0);
      if (read.seq != next) {
        failure = impl_->hole(next);
        break;
      }
      read.feed_seq = statement->unsigned_integer(1);
      read.received_ns = statement->integer(2);
      if (!is_time(read.received_ns)) {
        failure = impl_->no_time(read.seq);
        break;
      }
      read.feed = static_cast<uint8_t>(statement->integer(3));
      read.type = statement->text(4);
      read.pruned = !read.type.empty() && statement->is_null(5);
      read.body = statement->text(5);
      batch.add(read);
      ++next;
    }
    statement->reset();
    for (const LogRow& row : batch.settle()) {
      ++given;
      if (!fn(row)) return given;
    }
    if (failure) return *failure;
  }
  return given;
}

Result<std::optional<uint64_t>> LogReader::first_readable(uint64_t from_seq) const {
  const Result<LogHead> end = head();
  if (!end) return end.error();
  // In growing steps, then back to the first one: a damaged page holds many rows, and looking up each is slow.
  uint64_t before = from_seq;
  for (uint64_t seq = from_seq, step = 1; seq <= end->seq; before = seq + 1, seq += step, step += step / 8 + 1) {
    if (!impl_->readable(seq)) continue;
    uint64_t good = seq;
    while (good > before && impl_->readable(good - 1)) --good;
    return std::optional<uint64_t>(good);
  }
  return std::optional<uint64_t>();
}

Result<uint64_t> LogReader::events(uint64_t from_seq, uint64_t limit, const RowFn& fn) const {
  uint64_t next = std::max(from_seq, impl_->base.head.seq + 1);
  Result<Statement> statement = impl_->database.prepare("SELECT " + std::string(kEventColumns) +
                                                        " FROM event WHERE seq >= ? ORDER BY seq LIMIT ?");
  if (!statement) return statement.error();
  Batch batch;
  uint64_t given = 0;
  for (bool more = true; more && given < limit;) {
    batch.clear();
    std::optional<Error> failure;
    uint64_t expected = next;
    const uint64_t wanted = std::min(limit - given, kBatchRows);
    statement->bind_unsigned(1, next).bind_unsigned(2, wanted);
    for (uint64_t rows = 0; rows < wanted && !batch.full(); ++rows) {
      Result<bool> row = statement->step();
      if (!row) failure = row.error();
      more = row && *row;
      if (!more) break;
      const LogRow read = row_of(*statement);
      if (read.seq != expected) failure = impl_->hole(expected);
      if (!is_time(read.received_ns)) failure = impl_->no_time(read.seq);
      if (failure) break;
      batch.add(read);
      ++expected;
    }
    statement->reset();
    // The events before the damage are valid; a caller that stops there does not get the error.
    for (const LogRow& row : batch.settle()) {
      ++given;
      if (!fn(row)) return given;
    }
    if (failure) return *failure;
    next = expected;
  }
  return given;
}

Result<uint64_t> LogReader::seq_at(int64_t at_ns) const {
  return find_seq_at(impl_->database, impl_->base, at_ns, impl_->sound_through);
}

Result<int64_t> LogReader::received_ns_of(uint64_t seq) const {
  Result<Statement> statement = impl_->database.prepare("SELECT received_ns FROM event WHERE seq=?");
  if (!statement) return statement.error();
  Result<bool> row = statement->bind_unsigned(1, seq).step();
  if (!row) return row.error();
  if (!*row) return impl_->no_event(seq);
  return statement->integer(0);
}

Result<LogHead> LogReader::head() const {
  LogHead head = impl_->base.head;
  Result<Statement> event =
      impl_->database.prepare("SELECT seq, received_ns, hash FROM event WHERE seq <= ? ORDER BY seq DESC LIMIT 1");
  if (!event) return event.error();
  event->bind(1,
              impl_->sound_through ? static_cast<int64_t>(*impl_->sound_through) : std::numeric_limits<int64_t>::max());
  Result<bool> row = event->step();
  if (!row) return row.error();
  if (*row) {
    head.seq = event->unsigned_integer(0);
    head.received_ns = event->integer(1);
    head.hash = as_hash(event->blob(2)).value_or(Hash{});
    if (!is_time(head.received_ns)) return impl_->no_time(head.seq);
  }
  event->reset();
  Result<Statement> county =
      impl_->database.prepare("SELECT hash FROM county WHERE effective_from_seq=? ORDER BY number DESC LIMIT 1");
  if (!county) return county.error();
  row = county->bind_unsigned(1, head.seq + 1).step();
  if (!row) return row.error();
  if (*row) head.hash = as_hash(county->blob(0)).value_or(Hash{});
  return head;
}

Result<FeedSeqs> LogReader::feed_seqs_at(uint64_t seq) const {
  Result<uint64_t> last = read_last_seq(impl_->database, impl_->base);
  if (!last) return last.error();
  if (seq > *last || seq < impl_->base.head.seq) return impl_->no_event(seq);
  Result<ChainPoint> mark = read_mark_before(impl_->database, impl_->base, seq);
  if (!mark) return mark.error();
  FeedSeqs seqs = mark->feed_seqs;
  Result<Statement> statement =
      impl_->database.prepare("SELECT feed, feed_seq FROM event WHERE seq > ? AND seq <= ? ORDER BY seq");
  if (!statement) return statement.error();
  statement->bind_unsigned(1, mark->head.seq).bind_unsigned(2, seq);
  for (;;) {
    Result<bool> row = statement->step();
    if (!row) return row.error();
    if (!*row) return seqs;
    if (const uint64_t feed = statement->unsigned_integer(0); feed < kMaxFeeds) {
      seqs[feed] = statement->unsigned_integer(1);
    }
  }
}

Result<LogId> LogReader::log_id() const {
  return read_log_id(impl_->database);
}
const LogBase& LogReader::base() const {
  return impl_->base;
}
const std::filesystem::path& LogReader::path() const {
  return impl_->path;
}
const std::string& LogReader::damage() const {
  return impl_->damage;
}

Result<LogReader::Cut> LogReader::cut() const {
  Cut cut;
  for (const auto& [key, value] : {std::pair("cut_from", &cut.from_log_id), std::pair("drills", &cut.drills)}) {
    Result<std::optional<std::string>> text = impl_->database.meta(key);
    if (!text) return text.error();
    *value = text->value_or("");
  }
  return cut;
}

Result<bool> LogReader::training() const {
  Result<std::optional<std::string>> mark = impl_->database.meta(kTrainingKey);
  if (!mark) return mark.error();
  return mark->has_value();
}

Result<std::optional<Checkpoint>> LogReader::latest_checkpoint_at_or_before(uint64_t seq, int64_t version,
                                                                            bool compressed) const {
  Result<Statement> statement = impl_->database.prepare(
      "SELECT seq, received_ns, version, bytes, hash, data FROM checkpoint WHERE seq <= ? AND version=? ORDER BY seq "
      "DESC");
  if (!statement) return statement.error();
  statement->bind_unsigned(1, seq).bind(2, version);
  for (;;) {
    Result<bool> row = statement->step();
    if (!row) return row.error();
    if (!*row) return std::optional<Checkpoint>();
    const std::span<const uint8_t> data = statement->blob(5);
    const std::string_view stored(reinterpret_cast<const char*>(data.data()), data.size());
    if (as_hash(statement->blob(4)) != blake2b(stored)) continue;
    Result<std::string> bytes = compressed ? Result<std::string>(std::string(stored)) : decompress_blob(stored);
    if (!bytes) continue;
    return std::optional<Checkpoint>(
        {{statement->unsigned_integer(0), statement->integer(1), statement->integer(2), statement->unsigned_integer(3)},
         std::move(*bytes)});
  }
}

Result<std::optional<CheckpointInfo>> LogReader::latest_checkpoint_info(uint64_t seq, int64_t version) const {
  Result<Statement> statement = impl_->database.prepare(
      "SELECT seq, received_ns, version, bytes FROM checkpoint WHERE seq <= ? AND version=? ORDER BY seq DESC LIMIT 1");
  if (!statement) return statement.error();
  Result<bool> row = statement->bind_unsigned(1, seq).bind(2, version).step();
  if (!row) return row.error();
  if (!*row) return std::optional<CheckpointInfo>();
  return std::optional<CheckpointInfo>(
      {statement->unsigned_integer(0), statement->integer(1), statement->integer(2), statement->unsigned_integer(3)});
}

Result<std::vector<CheckpointInfo>> LogReader::checkpoints() const {
  Result<Statement> statement =
      impl_->database.prepare("SELECT seq, received_ns, version, bytes FROM checkpoint ORDER BY seq");
  if (!statement) return statement.error();
  std::vector<CheckpointInfo> list;
  for (;;) {
    Result<bool> row = statement->step();
    if (!row) return row.error();
    if (!*row) return list;
    list.push_back(
        {statement->unsigned_integer(0), statement->integer(1), statement->integer(2), statement->unsigned_integer(3)});
  }
}

Result<std::optional<StoredIndexPart>> LogReader::index_part(uint64_t from_seq) const {
  const Result<bool> indexed = impl_->database.has_table("index_part");
  if (!indexed) return indexed.error();
  if (!*indexed) return std::optional<StoredIndexPart>();
  Result<Statement> statement = impl_->database.prepare(
      "SELECT from_seq, last_seq, hash, data FROM index_part WHERE from_seq >= ? ORDER BY from_seq LIMIT 1");
  if (!statement) return statement.error();
  Result<bool> row = statement->bind_unsigned(1, from_seq).step();
  if (!row) return row.error();
  if (!*row) return std::optional<StoredIndexPart>();
  StoredIndexPart part{statement->unsigned_integer(0), statement->unsigned_integer(1), {}};
  const std::span<const uint8_t> data = statement->blob(3);
  const std::string_view compressed(reinterpret_cast<const char*>(data.data()), data.size());
  if (as_hash(statement->blob(2)) == blake2b(compressed)) {
    if (Result<std::string> bytes = decompress_blob(compressed)) part.data = std::move(*bytes);
  }
  return std::optional<StoredIndexPart>(std::move(part));
}

Result<std::optional<StoredCounty>> LogReader::county_at(uint64_t seq) const {
  Result<Statement> statement = impl_->database.prepare(
      "SELECT effective_from_seq, name, config, map FROM county WHERE effective_from_seq <= ? ORDER BY number DESC "
      "LIMIT 1");
  if (!statement) return statement.error();
  Result<bool> row = statement->bind_unsigned(1, seq).step();
  if (!row) return row.error();
  if (!*row) return std::optional<StoredCounty>();
  const std::span<const uint8_t> stored = statement->blob(3);
  Result<std::string> map = decompress_blob({reinterpret_cast<const char*>(stored.data()), stored.size()});
  if (!map) return map.error();
  return std::optional<StoredCounty>({statement->unsigned_integer(0), std::string(statement->text(1)),
                                      std::string(statement->text(2)), std::move(*map)});
}

Result<std::vector<uint64_t>> LogReader::county_changes() const {
  Result<Statement> statement =
      impl_->database.prepare("SELECT DISTINCT effective_from_seq FROM county ORDER BY effective_from_seq");
  if (!statement) return statement.error();
  std::vector<uint64_t> list;
  for (;;) {
    Result<bool> row = statement->step();
    if (!row) return row.error();
    if (!*row) return list;
    list.push_back(statement->unsigned_integer(0));
  }
}

Result<uint64_t> LogReader::rejects(uint64_t from_seq, uint64_t limit, const RejectFn& fn) const {
  struct Kept {
    uint64_t seq;
    int64_t received_ns;
    std::string source, reason, detail, payload;
  };
  Result<Statement> statement = impl_->database.prepare(
      "SELECT seq, received_ns, source, reason, detail, payload FROM reject WHERE seq >= ? ORDER BY seq LIMIT ?");
  if (!statement) return statement.error();
  uint64_t given = 0;
  uint64_t next = from_seq;
  std::vector<Kept> batch;
  while (given < limit) {
    batch.clear();
    statement->bind_unsigned(1, next).bind_unsigned(2, std::min<uint64_t>(limit - given, 100));
    for (;;) {
      Result<bool> row = statement->step();
      if (!row) return row.error();
      if (!*row) break;
      batch.push_back({statement->unsigned_integer(0), statement->integer(1), std::string(statement->text(2)),
                       std::string(statement->text(3)), std::string(statement->text(4)),
                       std::string(statement->text(5))});
    }
    statement->reset();
    if (batch.empty()) break;
    next = batch.back().seq + 1;
    for (const Kept& kept : batch) {
      ++given;
      if (!fn({kept.seq, kept.received_ns, kept.source, kept.reason, kept.detail, kept.payload})) return given;
    }
  }
  return given;
}

Result<IntakeCounts> LogReader::intake_counts(int64_t at_ns) const {
  Result<uint64_t> accepted = seq_at(at_ns);
  if (!accepted) return accepted.error();
  Result<std::vector<TallyTotal>> totals = read_tallies(impl_->database, at_ns);
  if (!totals) return totals.error();
  IntakeCounts counts;
  counts.accepted = *accepted;
  for (const TallyTotal& total : *totals) {
    (total.kind == TallyKind::kDuplicate ? counts.duplicates : counts.rejected) += total.count.count;
  }
  return counts;
}

Result<uint64_t> LogReader::pruned_through(uint8_t feed) const {
  Result<Statement> statement = impl_->database.prepare("SELECT pruned_through_seq FROM retention WHERE feed=?");
  if (!statement) return statement.error();
  Result<bool> row = statement->bind(1, feed).step();
  if (!row) return row.error();
  return *row ? statement->unsigned_integer(0) : uint64_t{0};
}

}  // namespace gridwall::log
