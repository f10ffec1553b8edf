#include "ingest/log/log_writer.h"

#include <algorithm>

#include "ingest/log/log_writer_impl.h"

namespace gridwall::log {

namespace {

constexpr uint64_t kFrameBytes = 4096 + 24;  // a page and its header in the WAL
constexpr int kTruncateWaitMs = 100;         // for readers to finish; they are short
constexpr int kTruncateLongWaitMs = 1000;    // once the WAL is near its bound, which then comes first
constexpr int kBusyWaitMs = 1000;            // for a foreign program that writes, which should not be there at all
constexpr int64_t kHeadSyncNs = 1'000'000'000;
constexpr size_t kMaxNameBytes = 512;

}  // namespace

LogWriter::Impl::~Impl() {
  if (!closed_) static_cast<void>(close());
}

uint64_t LogWriter::Impl::passive_frames() const {
  return std::max<uint64_t>(options_.wal_checkpoint_kib * uint64_t{1024} / kFrameBytes, 1);
}

Error LogWriter::Impl::refusal() const {
  return {ErrorCode::kIo, "the log " + path_.string() +
                              " is closed for writing after a disk error: stop this program, check the disk and start "
                              "it again; it verifies the log at the start"};
}

Status LogWriter::Impl::begin() {
  if (failed_ || closed_) return refusal();
  if (in_transaction_) return Done{};
  if (Status begun = begin_.run(); !begun) return abort(begun.error());
  in_transaction_ = true;
  return Done{};
}

void LogWriter::Impl::rollback() {
  // SQLite may have rolled back by itself, as it does on a full disk.
  if (database_.in_transaction() && !database_.execute("ROLLBACK")) failed_ = true;
  in_transaction_ = false;
  pending_ = committed_;
  last_reject_seq_ = committed_reject_seq_;
  tallies_.rolled_back();
}

Error LogWriter::Impl::abort(Error error) {
  if (error.code == ErrorCode::kInvalidArgument) return error;
  if (!is_survivable(error.code)) failed_ = true;
  rollback();
  return error;
}

Result<AppendOutcome> LogWriter::Impl::append(const NewRow& row) {
  if (row.feed >= kMaxFeeds || row.type.size() > kMaxNameBytes || row.source.size() > kMaxNameBytes ||
      row.id.size() > kMaxNameBytes || row.id.empty()) {
    return Error{ErrorCode::kInvalidArgument, "an event's feed, type, source or id is not one the log can hold"};
  }
  if (row.received_ns < pending_.head.received_ns) {
    return Error{ErrorCode::kInvalidArgument,
                 "an event is said to be received before the last one in the log: the "
                 "intake must hold a clock that was set back"};
  }
  if (Status begun = begin(); !begun) return begun.error();

  LogRow next;
  next.seq = pending_.head.seq + 1;
  next.feed_seq = pending_.feed_seqs[row.feed] + 1;
  next.received_ns = row.received_ns;
  next.at_ns = row.at_ns;
  next.feed = row.feed;
  next.type = row.type;
  next.source = row.source;
  next.id = row.id;
  next.grid = row.grid;
  const Hash hash = hasher_.event(pending_.head.hash, next, row.body_hash);

  insert_.bind_unsigned(1, next.seq).bind_unsigned(2, next.feed_seq).bind(3, next.received_ns).bind(4, next.at_ns);
  insert_.bind(5, next.feed).bind_text(6, next.type).bind_text(7, next.source).bind_text(8, next.id);
  if (next.grid) {
    insert_.bind(9, *next.grid);
  } else {
    insert_.bind_null(9);
  }
  insert_.bind_blob(10, hash).bind_text(11, row.body);
  if (Status inserted = insert_.run(); !inserted) return abort(inserted.error());
  if (database_.changes() == 0) return outcome_of_known_id(row);

  pending_.head = {next.seq, next.received_ns, hash};
  pending_.feed_seqs[row.feed] = next.feed_seq;
  if (next.seq % kFeedMarkEvery == 0) {
    if (Status marked = write_feed_marks(); !marked) return abort(marked.error());
  }
  return AppendOutcome{AppendOutcome::Kind::kAppended, next.seq, next.feed_seq};
}

Result<AppendOutcome> LogWriter::Impl::outcome_of_known_id(const NewRow& row) {
  Result<bool> found = find_.bind_text(1, row.source).bind_text(2, row.id).step();
  if (!found || !*found) {
    Error error = found ? database_.error("find an earlier event in") : found.error();
    find_.reset();
    return abort(std::move(error));
  }
  AppendOutcome outcome;
  outcome.seq = find_.unsigned_integer(0);
  outcome.feed_seq = find_.unsigned_integer(1);
  // Retention leaves the body's hash where the body was.
  const bool same = find_.is_null(3) ? as_hash(find_.blob(2)) == row.body_hash : find_.text(3) == row.body;
  outcome.kind = same ? AppendOutcome::Kind::kDuplicate : AppendOutcome::Kind::kConflict;
  find_.reset();
  return outcome;
}

// Every few thousand events, so that finding the feeds' numbers at an event takes a short scan and no index.
Status LogWriter::Impl::write_feed_marks() {
  Result<Statement> statement = database_.prepare("INSERT INTO feed_mark(seq, feed, feed_seq) VALUES(?, ?, ?)");
  if (!statement) return statement.error();
  for (size_t feed = 0; feed < kMaxFeeds; ++feed) {
    if (pending_.feed_seqs[feed] == 0) continue;
    statement->bind_unsigned(1, pending_.head.seq).bind_unsigned(2, feed);
    if (Status run = statement->bind_unsigned(3, pending_.feed_seqs[feed]).run(); !run) return run;
  }
  return Done{};
}

Status LogWriter::Impl::commit() {
  if (failed_ || closed_) return refusal();
  if (tallies_.dirty()) {
    if (Status begun = begin(); !begun) return begun;
    if (Status flushed = tallies_.flush(database_); !flushed) return abort(flushed.error());
  }
  if (!in_transaction_) return Done{};
  if (Status done = commit_.run(); !done) return abort(done.error());
  in_transaction_ = false;
  committed_ = pending_;
  committed_reject_seq_ = last_reject_seq_;
  tallies_.committed();
  // From here on the events are durable: an error below is still returned; when the sender repeats them they are
  // duplicates.
  if (Status written = write_head(); !written) return written;
  if (wal_frames_ >= std::max(4 * passive_frames(), next_wal_truncate_at_)) {
    if (Status moved = checkpoint_wal(Database::WalMode::kTruncate); !moved) return moved;
  }
  return Done{};
}

Status LogWriter::Impl::write_head() {
  Status written = head_file_.write({log_id_, committed_.head});
  // An older head only proves less; the next commit writes a new one.
  if (!written && written.error().code == ErrorCode::kDiskFull) return Done{};
  if (!written) failed_ = true;
  return written;
}

Status LogWriter::Impl::checkpoint_wal(Database::WalMode mode) {
  database_.set_busy_timeout_ms(wal_frames_ < 5 * passive_frames() ? kTruncateWaitMs : kTruncateLongWaitMs);
  Result<Database::WalState> state = database_.checkpoint_wal(mode);
  database_.set_busy_timeout_ms(kBusyWaitMs);
  if (!state) {
    if (is_survivable(state.error().code)) return Done{};  // everything stays in the WAL, where it is as safe
    failed_ = true;
    return state.error();
  }
  if (state->emptied) wal_frames_ = 0;  // the next commit starts the WAL from its beginning
  next_wal_checkpoint_at_ = wal_frames_ + passive_frames();
  next_wal_truncate_at_ = state->emptied ? 0 : wal_frames_ + passive_frames() / 4;
  return Done{};
}

Status LogWriter::Impl::maintain(int64_t now_ns) {
  if (failed_ || closed_) return refusal();
  const bool due = !head_synced_ns_ || now_ns - *head_synced_ns_ >= kHeadSyncNs || now_ns < *head_synced_ns_;
  if (head_file_.dirty() && due) {
    Status synced = head_file_.sync();
    if (!synced && synced.error().code != ErrorCode::kDiskFull) {
      failed_ = true;
      return synced;
    }
    head_synced_ns_ = now_ns;
  }
  if (in_transaction_ || wal_frames_ < std::max(passive_frames(), next_wal_checkpoint_at_)) return Done{};
  return checkpoint_wal(Database::WalMode::kPassive);
}

Status LogWriter::Impl::close() {
  if (closed_) return Done{};
  Status status = Done{};
  if (database_.handle()) {
    rollback();
    if (failed_) {
      status = refusal();  // and touch nothing: what is on the disk is what the next open verifies
    } else {
      status = checkpoint_wal(Database::WalMode::kTruncate);
      if (Status synced = head_file_.sync(); status && !synced) status = synced;
    }
  }
  closed_ = true;
  for (Statement* statement : {&begin_, &commit_, &insert_, &find_, &insert_reject_, &drop_rejects_})
    *statement = Statement();
  database_.close(!failed_);
  head_file_ = HeadFile();
  lock_ = WriterLock();
  return status;
}

LogWriter::LogWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LogWriter::LogWriter(LogWriter&&) noexcept = default;
LogWriter& LogWriter::operator=(LogWriter&&) noexcept = default;
LogWriter::~LogWriter() = default;

Result<LogWriter> LogWriter::open(const std::filesystem::path& path, const WriterOptions& options) {
  // Two names of one file must meet at one lock.
  std::error_code failure;
  const std::filesystem::path canonical = std::filesystem::weakly_canonical(path, failure);
  auto impl = std::make_unique<Impl>(failure ? path : canonical, options);
  if (Status opened = impl->open(); !opened) return opened.error();
  return LogWriter(std::move(impl));
}

Result<AppendOutcome> LogWriter::append(const NewRow& row) {
  return impl_->append(row);
}
void LogWriter::note_duplicate(std::string_view source, int64_t received_ns) {
  impl_->tallies_.note(TallyKind::kDuplicate, source, {}, received_ns);
}
Status LogWriter::append_reject(const NewReject& reject) {
  return impl_->append_reject(reject);
}
Status LogWriter::append_checkpoint(uint64_t seq, int64_t received_ns, int64_t version, std::string_view compressed) {
  return impl_->append_checkpoint(seq, received_ns, version, compressed);
}
Status LogWriter::append_index_part(uint64_t from_seq, uint64_t last_seq, std::string_view compressed) {
  return impl_->append_index_part(from_seq, last_seq, compressed);
}
Status LogWriter::set_county(std::string_view name, std::string_view config_toml, std::string_view map_geojson) {
  return impl_->set_county(name, config_toml, map_geojson);
}
Status LogWriter::commit() {
  return impl_->commit();
}
void LogWriter::rollback() {
  impl_->rollback();
}
Status LogWriter::maintain(int64_t now_ns) {
  return impl_->maintain(now_ns);
}
Status LogWriter::close() {
  return impl_->close();
}
Result<uint64_t> LogWriter::prune(uint8_t feed, int64_t before_ns, uint64_t max_rows) {
  return impl_->prune(feed, before_ns, max_rows);
}
Status LogWriter::thin_checkpoints(int64_t before_ns, uint64_t min_gap) {
  return impl_->thin_checkpoints(before_ns, min_gap);
}
Status LogWriter::drop_index_parts(uint64_t through_seq) {
  return impl_->drop_index_parts(through_seq);
}
Status LogWriter::drop_checkpoints() {
  return impl_->drop_checkpoints();
}

bool LogWriter::failed() const {
  return impl_->failed_;
}
bool LogWriter::in_transaction() const {
  return impl_->in_transaction_;
}
uint64_t LogWriter::next_seq() const {
  return impl_->pending_.head.seq + 1;
}
const LogHead& LogWriter::head() const {
  return impl_->committed_.head;
}
const FeedSeqs& LogWriter::feed_seqs() const {
  return impl_->committed_.feed_seqs;
}
const LogId& LogWriter::log_id() const {
  return impl_->log_id_;
}
const OpenReport& LogWriter::open_report() const {
  return impl_->report_;
}
const std::filesystem::path& LogWriter::path() const {
  return impl_->path_;
}

uint64_t LogWriter::wal_bytes() const {
  std::error_code missing;
  const auto bytes = std::filesystem::file_size(impl_->path_.string() + "-wal", missing);
  return missing ? 0 : bytes;
}

}  // namespace gridwall::log
