#include "ingest/pipeline/pipeline.h"

#include <algorithm>

#include "ingest/county/locate.h"
#include "ingest/event/utf8.h"
#include "ingest/event/validate.h"
#include "ingest/log/compress.h"
#include "ingest/log/log_reader.h"
#include "ingest/replay/log_fold.h"
#include "ingest/replay/log_index.h"
#include "ingest/state/checkpoint.h"
#include "ingest/state/fold.h"

namespace gridwall::pipeline {
namespace {

constexpr int64_t kTryAgainNs = 1'000'000'000;  // after the log refused, it is tried once a second
constexpr size_t kGroupEvents = 1'000;
// How many times its own size of events lies between a checkpoint and the next: small states come often, so that
// seeking is quick, and all of them together stay a fraction of the log.
constexpr uint64_t kCheckpointShare = 4;
constexpr uint64_t kCheckpointMinEvents = 5'000;
constexpr int kCheckpointLevel = 1;  // quick: senders wait for their answers meanwhile
constexpr size_t kGroupBytes = 4 * 1024 * 1024;

bool same_grids(const County& a, const County& b) {
  return std::equal(a.grids.begin(), a.grids.end(), b.grids.begin(), b.grids.end(),
                    [](const Grid& x, const Grid& y) { return trimmed(x.code) == trimmed(y.code); });
}

}  // namespace

class Pipeline::Impl {
 public:
  Impl(County county, log::LogWriter writer, const PipelineOptions& options)
      : county_(std::move(county)), locator_(county_), writer_(std::move(writer)), options_(options) {}

  Status set_county(const CountySource& source);
  Status load_state();
  Verdict take(std::string_view message, int64_t received_ns, uint8_t allowed);
  ReadAhead::Batch read_ahead(std::span<const std::string_view> messages) { return ahead_.begin(messages); }
  Result<std::span<const LoggedEvent>> commit();
  Status maintain(int64_t now_ns);
  Status close(int64_t now_ns);

  const County& county() const { return county_; }
  const CountyState& state() const { return state_; }
  const log::LogWriter& writer() const { return writer_; }
  const std::string& log_error() const { return log_error_; }
  bool group_open() const { return writer_.in_transaction(); }
  bool group_full() const { return pending_.size() >= kGroupEvents || pending_.body_bytes() >= kGroupBytes; }
  bool emergency_waiting() const { return emergency_waiting_; }

 private:
  Verdict reject(const Rejection& rejection, std::string_view message, Verdict verdict);
  Verdict refuse(const Error& error, Verdict verdict);
  std::optional<Rejection> check_training(const Event& event) const;
  void read(std::string_view message, Reading& into) const;
  GridIndex locate(const Event& event) const;
  void forget_group();
  void drop_group(const Error& error);
  Status write_checkpoint();
  void probe(int64_t now_ns);

  County county_;
  Locator locator_;
  log::LogWriter writer_;
  PipelineOptions options_;
  Reading reading_;  // of a message that was not read ahead
  CountyState state_;
  replay::IndexCollector index_{{}, {}};  // of the events since the last checkpoint

  EventBlock pending_;
  std::vector<LoggedEvent> published_;
  bool committed_ = false;  // pending_ is what the last commit() returned
  bool emergency_waiting_ = false;

  std::string log_error_;
  int64_t refused_ns_ = kNever;
  int64_t probed_ns_ = 0;
  int64_t last_received_ns_ = kNever;
  uint64_t checkpoint_seq_ = 0;
  uint64_t checkpoint_bytes_ = 0;  // of the last one, compressed
  uint64_t bytes_since_ = 0;       // of events after it
  int64_t checkpoint_ns_ = kNever;

  ReadAhead ahead_{
      [this](std::string_view message, Reading& into) { read(message, into); }};  // last: its thread reads the others
};

Status Pipeline::Impl::set_county(const CountySource& source) {
  Result<log::LogReader> reader = log::LogReader::open(options_.log);
  if (!reader) return reader.error();
  const uint64_t head = writer_.head().seq;
  Result<std::optional<log::StoredCounty>> stored = reader->county_at(head + 1);
  if (!stored) return stored.error();
  if (stored->has_value()) {
    if ((*stored)->name != county_.key) {
      return Error{ErrorCode::kInvalidConfig, options_.log.string() + ": is the log of county '" + (*stored)->name +
                                                  "', not of '" + county_.key + "'; name another log for this county"};
    }
    const Result<County> before = replay::county_of(*reader, head);
    if (!before) return before.error();
    if (head > 0 && !same_grids(*before, county_)) {
      return Error{ErrorCode::kInvalidConfig,
                   options_.log.string() +
                       ": its events lie in other grids than the map has now; move this log away and start a new one"};
    }
  }
  return writer_.set_county(county_.key, source.config_text, source.map_text);
}

Status Pipeline::Impl::load_state() {
  Result<log::LogReader> reader = log::LogReader::open(options_.log);
  if (!reader) return reader.error();
  Result<CountyState> state = replay::state_at(*reader, county_, writer_.head().seq);
  if (!state) return state.error();
  state_ = std::move(*state);
  last_received_ns_ = std::max(last_received_ns_, state_.received_ns);
  checkpoint_seq_ = state_.seq;
  // Events since the last checkpoint have no stored index: readers read the events themselves.
  index_ =
      replay::IndexCollector({state_.seq + 1, state_.feed_received_ns, state_.feed_seq}, county_.feed_late_after_s);
  return Done{};
}

GridIndex Pipeline::Impl::locate(const Event& event) const {
  if (!event.grid_code.empty()) {
    if (const GridIndex grid = county_.grid_index(trimmed(event.grid_code)); grid != kNone) return grid;
  }
  return event.position ? locator_.locate(*event.position) : kNone;
}

// On either thread.
void Pipeline::Impl::read(std::string_view message, Reading& into) const {
  into.rejection = into.parser.parse(message, into.event);
  if (into.rejection) return;
  into.grid = locate(into.event);
  into.body_hash = log::blake2b(into.event.body);
}

void Pipeline::Impl::forget_group() {
  pending_.clear();
  published_.clear();
  committed_ = false;
  emergency_waiting_ = false;
}

// The open group is gone from the log, so it must go from the state: it is folded again from what the log holds.
void Pipeline::Impl::drop_group(const Error& error) {
  const bool folded = !pending_.empty() && !committed_;
  forget_group();
  log_error_ = error.message;
  refused_ns_ = last_received_ns_;
  if (!folded || writer_.failed()) return;
  if (const Status loaded = load_state(); !loaded) log_error_ += "; " + loaded.error().message;
}

Verdict Pipeline::Impl::refuse(const Error& error, Verdict verdict) {
  drop_group(error);
  verdict.kind = Verdict::Kind::kRetry;
  verdict.detail = log_error_;
  return verdict;
}

Verdict Pipeline::Impl::reject(const Rejection& rejection, std::string_view message, Verdict verdict) {
  verdict.kind = Verdict::Kind::kRejected;
  verdict.reason = rejection.reason;
  verdict.detail = rejection.detail;
  verdict.source = rejection.source;
  const std::string payload = reading_.parser.masked(message, log::kRejectPayloadBytes);
  const Status stored = writer_.append_reject(
      {last_received_ns_, verdict.source, reject_reason_name(rejection.reason), rejection.detail, payload});
  if (!stored) return refuse(stored.error(), std::move(verdict));
  return verdict;
}

// A log of exercises takes nothing else, and any other log none.
std::optional<Rejection> Pipeline::Impl::check_training(const Event& event) const {
  if (!options_.writer.training) return std::nullopt;
  const bool marked = event.unknown_members.find(kTrainingMember) != std::string::npos;
  if (marked == *options_.writer.training) return std::nullopt;
  return Rejection{RejectReason::kNotAllowed,
                   marked ? "training: this event is an exercise, and the daemon is a real one"
                          : "training: this daemon takes exercises only, and the event does not say it is one",
                   std::string(event.source)};
}

Verdict Pipeline::Impl::take(std::string_view message, int64_t received_ns, uint8_t allowed) {
  if (committed_) forget_group();
  Verdict verdict;
  // A clock that was set back must not reorder the log: the last time is repeated until the clock has caught up.
  last_received_ns_ = std::max(last_received_ns_, received_ns);
  if (writer_.failed() || (!log_error_.empty() && last_received_ns_ < refused_ns_ + kTryAgainNs)) {
    verdict.kind = Verdict::Kind::kRetry;
    verdict.detail = log_error_;
    return verdict;
  }

  const Reading* read_ahead = ahead_.find(message);
  if (read_ahead == nullptr) read(message, reading_);
  const Reading& reading = read_ahead ? *read_ahead : reading_;
  const Event& event = reading.event;
  std::optional<Rejection> rejection = reading.rejection;
  if (!rejection) rejection = validate(event, last_received_ns_);
  if (!rejection && (allowed >> static_cast<unsigned>(event.feed()) & 1U) == 0) {
    rejection = Rejection{RejectReason::kNotAllowed,
                          "feed: this sender may not send '" + std::string(feed_name(event.feed())) + "'",
                          std::string(event.source)};
  }
  if (!rejection) rejection = check_training(event);
  if (rejection) return reject(*rejection, message, std::move(verdict));

  verdict.feed = event.feed();
  verdict.source = event.source;
  const GridIndex grid = reading.grid;
  log::NewRow row;
  row.received_ns = last_received_ns_;
  row.at_ns = event.at_ns;
  row.feed = static_cast<uint8_t>(event.feed());
  row.type = event_type_name(event.type);
  row.source = event.source;
  row.id = event.id;
  if (grid != kNone) row.grid = grid;
  row.body = event.body;
  row.body_hash = reading.body_hash;
  const Result<log::AppendOutcome> appended = writer_.append(row);
  if (!appended) return refuse(appended.error(), std::move(verdict));
  verdict.seq = appended->seq;
  switch (appended->kind) {
    case log::AppendOutcome::Kind::kDuplicate:
      writer_.note_duplicate(event.source, last_received_ns_);
      verdict.kind = Verdict::Kind::kDuplicate;
      return verdict;
    case log::AppendOutcome::Kind::kConflict: {
      const Rejection conflict{RejectReason::kIdConflict,
                               "id: event " + std::to_string(appended->seq) + " has the same id and another body",
                               std::string(event.source)};
      return reject(conflict, message, std::move(verdict));
    }
    case log::AppendOutcome::Kind::kAppended:
      break;
  }

  const Stamp stamp{appended->seq, appended->feed_seq, last_received_ns_, grid};
  pending_.add({stamp, event.feed(), false, event.body});
  bytes_since_ += event.body.size();
  emergency_waiting_ = emergency_waiting_ || event.feed() == Feed::kEmergency;
  apply(state_, county_, event, stamp);
  index_.take(event, stamp);
  return verdict;
}

Result<std::span<const LoggedEvent>> Pipeline::Impl::commit() {
  if (committed_) forget_group();
  if (const Status committed = writer_.commit(); !committed) {
    drop_group(committed.error());
    return committed.error();
  }
  log_error_.clear();
  committed_ = true;
  emergency_waiting_ = false;
  for (size_t i = 0; i < pending_.size(); ++i) published_.push_back(pending_[i]);
  return std::span<const LoggedEvent>(published_);
}

Status Pipeline::Impl::write_checkpoint() {
  const std::string compressed = log::compress_blob(serialize(state_), kCheckpointLevel);
  if (const Status kept = writer_.append_checkpoint(state_.seq, state_.received_ns, kStateVersion, compressed); !kept) {
    return kept;
  }
  if (!index_.empty()) {
    const std::string part = log::compress_blob(index_.packed(), kCheckpointLevel);
    if (const Status kept = writer_.append_index_part(index_.part().from_seq, index_.part().last_seq, part); !kept) {
      return kept;
    }
  }
  if (const Status committed = writer_.commit(); !committed) return committed;
  index_.begin_next();
  checkpoint_seq_ = state_.seq;
  checkpoint_bytes_ = compressed.size();
  bytes_since_ = 0;
  return Done{};
}

// Is there room again? Nobody may be sending, and the wall should not show a trouble that is over. A checkpoint is
// something to write that changes nothing.
void Pipeline::Impl::probe(int64_t now_ns) {
  probed_ns_ = now_ns;
  if (write_checkpoint()) log_error_.clear();
}

Status Pipeline::Impl::maintain(int64_t now_ns) {
  if (writer_.failed() || group_open()) return Done{};
  if (!log_error_.empty() && now_ns >= probed_ns_ + kTryAgainNs) probe(now_ns);
  if (checkpoint_ns_ == kNever) checkpoint_ns_ = now_ns;
  const uint64_t events = state_.seq - checkpoint_seq_;
  const int64_t since_ns = now_ns - checkpoint_ns_;
  const bool worth_it = events >= kCheckpointMinEvents && bytes_since_ >= kCheckpointShare * checkpoint_bytes_;
  const bool due = ((events >= options_.checkpoint_events || worth_it) && since_ns >= options_.checkpoint_gap_ns) ||
                   (events > 0 && since_ns >= options_.checkpoint_ns && bytes_since_ >= checkpoint_bytes_);
  if (due && log_error_.empty()) {  // while the log refuses, only probe() asks it
    const Status kept = write_checkpoint();
    checkpoint_ns_ = now_ns;
    if (!kept) {
      log_error_ = kept.error().message;
      refused_ns_ = last_received_ns_;
      return kept;
    }
  }
  return writer_.maintain(now_ns);
}

Status Pipeline::Impl::close(int64_t now_ns) {
  if (group_open()) {
    if (const Result<std::span<const LoggedEvent>> last = commit(); !last) return last.error();
  }
  if (!writer_.failed() && state_.seq > checkpoint_seq_) {
    if (const Status kept = write_checkpoint(); !kept) return kept;
  }
  if (const Status kept = writer_.maintain(now_ns); !kept) return kept;
  return writer_.close();
}

Result<Pipeline> Pipeline::open(const CountySource& source, const PipelineOptions& options) {
  Result<County> county = load_county(source);
  if (!county) return county.error();
  Result<log::LogWriter> writer = log::LogWriter::open(options.log, options.writer);
  if (!writer) return writer.error();
  auto impl = std::make_unique<Impl>(std::move(*county), std::move(*writer), options);
  if (const Status set = impl->set_county(source); !set) return set.error();
  if (impl->group_open()) {
    if (const auto committed = impl->commit(); !committed) return committed.error();
  }
  if (const Status loaded = impl->load_state(); !loaded) return loaded.error();
  return Pipeline(std::move(impl));
}

Pipeline::Pipeline(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Pipeline::Pipeline(Pipeline&&) noexcept = default;
Pipeline& Pipeline::operator=(Pipeline&&) noexcept = default;
Pipeline::~Pipeline() = default;

Verdict Pipeline::take(std::string_view message, int64_t received_ns, uint8_t allowed) {
  return impl_->take(message, received_ns, allowed);
}
ReadAhead::Batch Pipeline::read_ahead(std::span<const std::string_view> messages) {
  return impl_->read_ahead(messages);
}
Result<std::span<const LoggedEvent>> Pipeline::commit() {
  return impl_->commit();
}
Status Pipeline::maintain(int64_t now_ns) {
  return impl_->maintain(now_ns);
}
Status Pipeline::close(int64_t now_ns) {
  return impl_->close(now_ns);
}
bool Pipeline::group_open() const {
  return impl_->group_open();
}
bool Pipeline::group_full() const {
  return impl_->group_full();
}
bool Pipeline::emergency_waiting() const {
  return impl_->emergency_waiting();
}
bool Pipeline::failed() const {
  return impl_->writer().failed();
}
const std::string& Pipeline::log_error() const {
  return impl_->log_error();
}
const County& Pipeline::county() const {
  return impl_->county();
}
const CountyState& Pipeline::state() const {
  return impl_->state();
}
const log::LogWriter& Pipeline::writer() const {
  return impl_->writer();
}

}  // namespace gridwall::pipeline
