#include "ingest/feed/sender.h"

#include <algorithm>
#include <deque>
#include <vector>

#include "ingest/event/clock.h"
#include "ingest/feed/line_reader.h"
#include "ingest/feed/sent_file.h"
#include "ingest/feed/time_shift.h"
#include "ingest/feed/wire.h"

namespace gridwall::feed {
namespace {

constexpr size_t kBatchBytes = 1024 * 1024;
constexpr int64_t kMarkEveryNs = 1'000'000'000;
constexpr int64_t kProgressEveryNs = 100'000'000;
constexpr int64_t kRetryAfterNs = 200'000'000;
constexpr int64_t kLongestTurnNs = 100'000'000;

struct Line {
  std::string text;
  uint64_t number = 0;
};

struct Batch {
  std::vector<Line> lines;  // those without a final answer
  uint64_t end_offset = 0;
  uint64_t line_count = 0;
  uint64_t tag = 0;
  bool sent = false;
  int64_t not_before_ns = 0;
  bool done() const { return lines.empty(); }
  bool owed() const { return sent && !done(); }
};

class Sending {
 public:
  Sending(const SendOptions& options, LineReader reader) : options_(options), reader_(std::move(reader)) {}

  Status prepare();
  Result<SendReport> run();

 private:
  bool timed() const { return options_.speed > 0; }
  bool keeps_mark() const { return options_.resume && !reader_.standard_input() && report_.cannot_resume.empty(); }
  Status connect();
  Status find_times();
  bool read_line(int64_t now_ns);  // makes next_ hold a line; false when there is none at present
  void make_batches(int64_t now_ns);
  void send_batches(int64_t now_ns);
  void forget_connection();
  void receive_answers(int64_t now_ns);
  void take_answers(Batch& batch, size_t first_frame, int64_t now_ns);
  void finish_batches();
  void keep_mark(int64_t now_ns, bool at_once);
  void tell_progress(int64_t now_ns, bool at_once);
  int64_t wait_until_ns(int64_t now_ns) const;

  const SendOptions& options_;
  LineReader reader_;
  Context context_;
  Socket socket_;
  TimeShift times_;
  std::vector<Frame> frames_;

  std::deque<Batch> batches_;  // in the file's order
  uint64_t next_tag_ = 1;
  std::optional<Line> next_;  // read, and not yet due
  uint64_t next_end_ = 0;
  int64_t next_due_ns_ = 0;
  bool end_ = false;
  uint64_t line_number_ = 0;

  // Event time `anchor_at_ns_` is sent at `anchor_ns_`.
  std::optional<int64_t> first_at_ns_;
  std::optional<int64_t> anchor_at_ns_;
  int64_t anchor_ns_ = 0;
  SentMark mark_;
  bool resumed_ = false;

  SendReport report_;
  int64_t last_answer_ns_ = 0;
  int64_t last_heard_ns_ = 0;  // like it, but not renewed by a new connection
  int64_t mark_written_ns_ = 0;
  int64_t progress_told_ns_ = 0;
};

Status Sending::connect() {
  SocketOptions socket_options;
  socket_options.curve_client = options_.curve;
  Result<Socket> socket = Socket::open(context_, SocketKind::kDealer, socket_options);
  if (!socket) return socket.error();
  if (const Status connected = socket->connect(options_.endpoint); !connected) return connected.error();
  socket_ = std::move(*socket);
  return Done{};
}

// Where "now" lies in the file's own times.
Status Sending::find_times() {
  if (!options_.stamp_now) return Done{};
  if (!timed() && reader_.standard_input()) {
    return Error{ErrorCode::kInvalidArgument,
                 "times can be moved to now only at a speed: standard input has no end yet"};
  }
  if (reader_.standard_input()) return Done{};
  std::string line;
  std::optional<int64_t> first, last;
  while (reader_.next(line) == LineReader::Read::kLine) {
    const std::optional<int64_t> at_ns = times_.at_ns(line);
    if (!at_ns) continue;
    if (!first) first = at_ns;
    last = std::max(last.value_or(*at_ns), *at_ns);
    if (timed()) break;
    if (options_.stop != nullptr && *options_.stop) break;
  }
  first_at_ns_ = first;
  if (!resumed_ && first) mark_.shift_ns = system_clock_ns() - (timed() ? *first : *last);
  return reader_.skip_to(0);
}

Status Sending::prepare() {
  mark_.beginning = reader_.standard_input() ? 0 : mark_of_beginning(options_.file);
  if (keeps_mark()) {
    if (const std::optional<SentMark> kept = read_sent_mark(options_.file)) {
      mark_ = *kept;
      resumed_ = true;
    }
  }
  if (const Status found = find_times(); !found) return found;
  if (mark_.offset > 0) {
    if (const Status skipped = reader_.skip_to(mark_.offset); !skipped) return skipped;
    line_number_ = mark_.lines;
    report_.skipped_lines = mark_.lines;
  }
  return connect();
}

bool Sending::read_line(int64_t now_ns) {
  if (next_) return true;
  if (end_) return false;
  Line line;
  switch (reader_.next(line.text)) {
    case LineReader::Read::kNothingYet:
      return false;
    case LineReader::Read::kEnd:
      end_ = true;
      return false;
    case LineReader::Read::kLine:
      break;
  }
  line.number = ++line_number_;
  next_end_ = reader_.offset();
  next_due_ns_ = now_ns;
  if (timed() || options_.stamp_now) {
    if (const std::optional<int64_t> at_ns = times_.at_ns(line.text)) {
      if (!first_at_ns_) {
        first_at_ns_ = at_ns;
        if (options_.stamp_now && !resumed_) mark_.shift_ns = system_clock_ns() - *at_ns;
      }
      const double speed = timed() ? options_.speed : 1;
      if (!anchor_at_ns_) {
        anchor_ns_ = now_ns;
        anchor_at_ns_ = at_ns;
        if (options_.stamp_now && resumed_) {  // what was due while nothing was sent is due at once
          const auto elapsed_ns = static_cast<double>(system_clock_ns() - *first_at_ns_ - mark_.shift_ns);
          anchor_at_ns_ = *first_at_ns_ + static_cast<int64_t>(elapsed_ns * speed);
        }
      }
      if (timed())
        next_due_ns_ = anchor_ns_ + static_cast<int64_t>(static_cast<double>(*at_ns - *anchor_at_ns_) / speed);
      if (options_.stamp_now) {
        const auto since_first_ns = static_cast<double>(*at_ns - *first_at_ns_) / speed;
        line.text = times_.moved(line.text, *first_at_ns_ + mark_.shift_ns + static_cast<int64_t>(since_first_ns));
      }
    }
  }
  next_ = std::move(line);
  return true;
}

void Sending::make_batches(int64_t now_ns) {
  while (batches_.size() < options_.batches_in_flight) {
    Batch batch;
    size_t bytes = 0;
    while (batch.lines.size() < options_.batch_events && bytes < kBatchBytes && read_line(now_ns) &&
           next_due_ns_ <= now_ns) {
      bytes += next_->text.size();
      batch.lines.push_back(std::move(*next_));
      batch.end_offset = next_end_;
      next_.reset();
    }
    if (batch.lines.empty()) return;
    batch.line_count = batch.lines.size();
    batches_.push_back(std::move(batch));
  }
}

void Sending::send_batches(int64_t now_ns) {
  std::vector<std::string_view> frames;
  for (Batch& batch : batches_) {
    if (batch.sent || batch.done()) continue;
    if (batch.not_before_ns > now_ns) return;  // and so must what comes after it
    batch.tag = next_tag_++;
    const auto tag = encode_tag(batch.tag);
    frames.assign({std::string_view(tag.data(), tag.size()), std::string_view()});
    for (const Line& line : batch.lines) frames.push_back(line.text);
    if (socket_.send(frames) != Socket::Sent::kSent) {
      forget_connection();  // no connection: earlier messages will not be answered
      return;
    }
    if (std::none_of(batches_.begin(), batches_.end(), [](const Batch& other) { return other.owed(); })) {
      last_answer_ns_ = now_ns;  // nothing was owed until now
    }
    batch.sent = true;
  }
}

void Sending::forget_connection() {
  for (Batch& batch : batches_) {
    if (batch.owed()) report_.retried += batch.lines.size();
    batch.sent = false;
  }
}

void Sending::take_answers(Batch& batch, size_t first_frame, int64_t now_ns) {
  std::vector<Line> again;
  for (size_t i = 0; i < batch.lines.size(); ++i) {
    Line& line = batch.lines[i];
    const std::optional<Answer> answer = parse_answer(frames_[first_frame + i].bytes());
    if (!answer || answer->kind == Answer::Kind::kRetry) {
      ++report_.retried;
      again.push_back(std::move(line));
      continue;
    }
    ++report_.lines;
    report_.acked += answer->kind == Answer::Kind::kAck;
    report_.duplicates += answer->kind == Answer::Kind::kDuplicate;
    if (answer->kind == Answer::Kind::kReject) {
      ++report_.rejected;
      ++report_.reasons[std::string(answer->reason)];
      if (report_.first_reject.empty()) {
        report_.first_reject = "line " + std::to_string(line.number) + ": " + std::string(answer->reason);
        if (!answer->detail.empty()) report_.first_reject += ": " + std::string(answer->detail);
      }
    }
  }
  batch.lines = std::move(again);
  batch.sent = false;
  batch.not_before_ns = now_ns + kRetryAfterNs;
}

void Sending::receive_answers(int64_t now_ns) {
  while (socket_.receive(frames_, kMaxBatchEvents + 2)) {
    last_answer_ns_ = last_heard_ns_ = now_ns;
    if (frames_.size() < 2) continue;
    const std::optional<uint64_t> tag = decode_tag(frames_[0].bytes());
    const auto found = std::find_if(batches_.begin(), batches_.end(), [&](const Batch& batch) {
      return batch.owed() && tag == batch.tag && frames_.size() == batch.lines.size() + 2;
    });
    if (found != batches_.end()) take_answers(*found, 2, now_ns);
  }
  finish_batches();
}

void Sending::finish_batches() {
  while (!batches_.empty() && batches_.front().done()) {
    mark_.offset = batches_.front().end_offset;
    mark_.lines += batches_.front().line_count;
    batches_.pop_front();
  }
}

void Sending::keep_mark(int64_t now_ns, bool at_once) {
  if (!keeps_mark() || (!at_once && now_ns - mark_written_ns_ < kMarkEveryNs)) return;
  mark_written_ns_ = now_ns;
  if (const Status kept = write_sent_mark(options_.file, mark_); !kept) report_.cannot_resume = kept.error().message;
}

void Sending::tell_progress(int64_t now_ns, bool at_once) {
  if (!options_.progress || (!at_once && now_ns - progress_told_ns_ < kProgressEveryNs)) return;
  progress_told_ns_ = now_ns;
  const bool waiting = !batches_.empty() && now_ns - last_heard_ns_ > options_.answer_timeout_ns;
  options_.progress(
      {mark_.offset, reader_.size(), report_.lines, report_.acked, report_.duplicates, report_.rejected, !waiting});
}

int64_t Sending::wait_until_ns(int64_t now_ns) const {
  int64_t until_ns = now_ns + kLongestTurnNs;
  if (next_ && batches_.size() < options_.batches_in_flight) until_ns = std::min(until_ns, next_due_ns_);
  return until_ns;
}

Result<SendReport> Sending::run() {
  last_heard_ns_ = last_answer_ns_ = mark_written_ns_ = steady_clock_ns();
  while (options_.stop == nullptr || !*options_.stop) {
    int64_t now_ns = steady_clock_ns();
    make_batches(now_ns);
    send_batches(now_ns);
    if (end_ && !next_ && batches_.empty()) {
      report_.complete = true;
      break;
    }
    const bool wants_input =
        reader_.standard_input() && !next_ && !end_ && batches_.size() < options_.batches_in_flight;
    PollItem items[] = {{&socket_, -1}, {nullptr, reader_.descriptor()}};
    const int64_t wait_ns = std::max<int64_t>(0, wait_until_ns(now_ns) - now_ns);
    poll(std::span(items, wants_input ? 2 : 1), static_cast<int>((wait_ns + 999'999) / 1'000'000));
    now_ns = steady_clock_ns();
    receive_answers(now_ns);
    if (batches_.empty()) last_heard_ns_ = now_ns;
    const bool owed = std::any_of(batches_.begin(), batches_.end(), [](const Batch& batch) { return batch.owed(); });
    if (owed && now_ns - last_answer_ns_ > options_.answer_timeout_ns) {
      forget_connection();
      last_answer_ns_ = now_ns;
      if (const Status connected = connect(); !connected) return connected.error();
    }
    if (options_.give_up_after_ns > 0 && now_ns - last_heard_ns_ > options_.give_up_after_ns) {
      keep_mark(now_ns, true);
      return Error{ErrorCode::kUnavailable, options_.endpoint + ": nobody answers; is gridwall-ingest running there?"};
    }
    keep_mark(now_ns, false);
    tell_progress(now_ns, false);
  }
  const int64_t now_ns = steady_clock_ns();
  tell_progress(now_ns, true);
  if (report_.complete) {
    if (keeps_mark()) remove_sent_mark(options_.file);
  } else {
    keep_mark(now_ns, true);
  }
  return report_;
}

}  // namespace

Result<SendReport> send_file(const SendOptions& options) {
  Result<LineReader> reader = LineReader::open(options.file);
  if (!reader) return reader.error();
  Sending sending(options, std::move(*reader));
  if (const Status prepared = sending.prepare(); !prepared) return prepared.error();
  return sending.run();
}

}  // namespace gridwall::feed
