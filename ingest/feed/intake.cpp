#include "ingest/feed/intake.h"

#include <spdlog/spdlog.h>

#include "ingest/feed/peek.h"

namespace gridwall::feed {
namespace {

constexpr int kMessagesAtOnce = 64;              // between two looks at the other sockets
constexpr size_t kMaxAnswersOfRefused = 10'000;  // of a batch that is too large

// Index of the first event: after the identity, and after an empty frame with or without a tag before it.
size_t first_event(const std::vector<Frame>& frames) {
  if (frames.size() > 2 && frames[1].bytes().empty()) return 2;
  if (frames.size() > 3 && is_tag(frames[1].bytes()) && frames[2].bytes().empty()) return 3;
  return 1;
}

}  // namespace

Intake::Intake(IntakeOptions options, pipeline::Pipeline& pipeline, Publisher& publisher)
    : options_(std::move(options)), pipeline_(pipeline), publisher_(publisher) {}

Result<std::unique_ptr<Intake>> Intake::open(Context& context, const IntakeOptions& options,
                                             pipeline::Pipeline& pipeline, Publisher& publisher) {
  std::unique_ptr<Intake> intake(new Intake(options, pipeline, publisher));
  Result<Socket> router = Socket::open(context, SocketKind::kRouter, options.socket);
  if (!router) return router.error();
  if (const Status bound = router->bind(options.endpoint); !bound) return bound.error();
  intake->router_ = std::move(*router);
  for (const PublishedSource& published : options.published) {
    SocketOptions socket_options;
    socket_options.receive_queue = 10'000;
    socket_options.curve_client = published.curve;
    Result<Socket> socket = Socket::open(context, SocketKind::kSub, socket_options);
    if (!socket) return socket.error();
    if (const Status subscribed = socket->subscribe(published.topic); !subscribed) return subscribed.error();
    if (const Status connected = socket->connect(published.endpoint); !connected) return connected.error();
    intake->listeners_.push_back({published, std::move(*socket), std::nullopt});
  }
  return intake;
}

std::vector<const Socket*> Intake::sockets() const {
  std::vector<const Socket*> all{&router_};
  for (const Listener& listener : listeners_) all.push_back(&listener.socket);
  return all;
}

std::optional<int64_t> Intake::flush_at_ns() const {
  if (!group_since_ns_) return std::nullopt;
  return *group_since_ns_ + options_.group_ns;
}

bool Intake::flush_due(int64_t steady_ns) const {
  return outcomes_.size() >= options_.group_events || pipeline_.emergency_waiting() || pipeline_.group_full() ||
         (group_since_ns_ && steady_ns >= *group_since_ns_ + options_.group_ns);
}

bool Intake::receive(const std::function<Now()>& clock) {
  bool drained = true;
  const auto take_all = [&](Socket& socket, auto&& take) {
    // A batch of 1,001 is already one too many; frames before the events: identity, tag, empty.
    size_t dropped = 0;
    for (int i = 0; i < kMessagesAtOnce && !pipeline_.failed(); ++i) {
      if (!socket.receive(frames_, kMaxBatchEvents + 4, &dropped)) return;
      const Now now = clock();
      take(now, dropped);
      if (flush_due(now.steady_ns)) flush(clock().steady_ns);
    }
    drained = false;
  };
  take_all(router_, [&](const Now& now, size_t dropped) {
    if (frames_.size() < 2) return;  // only an identity: no answer is expected
    if (dropped > 0) {
      refuse_batch(frames_.size() - 1 + dropped, now);
    } else if (frames_.size() == 2 && is_presence(frames_[1].bytes())) {
      take_presence(now.steady_ns);
    } else {
      take_batch(now);
    }
  });
  for (Listener& listener : listeners_) {
    take_all(listener.socket, [&](const Now& now, size_t) { take_published(listener, now); });
  }
  return drained;
}

SenderRights Intake::rights_of(const Frame& frame) const {
  if (!options_.rights) return {};
  const auto found = options_.rights->find(frame.user());
  return found == options_.rights->end() ? SenderRights{0, 0} : found->second;
}

// Only from those who may act in an emergency: others have no desk.
void Intake::take_presence(int64_t steady_ns) {
  const unsigned emergency = static_cast<unsigned>(Feed::kEmergency);
  if (((rights_of(frames_[1]).may_send >> emergency) & 1U) == 0) return;
  if (presence_.take(frames_[1].bytes(), steady_ns)) new_presence_ = true;
}

void Intake::take_batch(const Now& now) {
  const size_t first = first_event(frames_);
  if (frames_.size() - first > kMaxBatchEvents) return refuse_batch(frames_.size() - 1, now);

  Batch batch;
  const SenderRights rights = rights_of(frames_[first]);
  batch.identity = std::move(frames_[0]);
  for (size_t i = 1; i < first; ++i) batch.envelope.push_back(std::move(frames_[i]));
  messages_.clear();
  for (size_t i = first; i < frames_.size(); ++i) messages_.push_back(frames_[i].bytes());
  const pipeline::ReadAhead::Batch ahead = pipeline_.read_ahead(messages_);
  // The group is at most as large as promised: what would make it larger goes into the next.
  if (!outcomes_.empty() && outcomes_.size() + frames_.size() - first > options_.group_events) flush(now.steady_ns);
  batch.first = outcomes_.size();
  for (const std::string_view message : messages_) {
    take_event(message, rights, now);
    if (pipeline_.group_full()) settle(now.steady_ns);
  }
  batch.count = outcomes_.size() - batch.first;
  batches_.push_back(std::move(batch));
}

void Intake::refuse_batch(size_t count, const Now& now) {
  Batch batch;
  const size_t first = first_event(frames_);
  const Peek guess = peek(frames_[first].bytes());
  SourceEntry& source = sources_.of(guess.source);
  batch.identity = std::move(frames_[0]);
  for (size_t i = 1; i < first; ++i) batch.envelope.push_back(std::move(frames_[i]));
  batch.first = outcomes_.size();
  batch.count = std::min(count - (first - 1), kMaxAnswersOfRefused);
  const Outcome refused{Answer::Kind::kReject, 0, &source, reject_reason_name(RejectReason::kBatchTooLarge),
                        "at most " + std::to_string(kMaxBatchEvents) + " events a message"};
  outcomes_.resize(outcomes_.size() + batch.count, refused);
  source.last_received_ns = now.steady_ns;
  if (!group_since_ns_) group_since_ns_ = now.steady_ns;
  log_reject(refused, now.steady_ns);
  batches_.push_back(std::move(batch));
}

void Intake::take_event(std::string_view message, const SenderRights& rights, const Now& now) {
  if (!group_since_ns_) group_since_ns_ = now.steady_ns;
  const Peek guess = peek(message);
  SourceEntry* source = &sources_.of(guess.source);
  Outcome& outcome = outcomes_.emplace_back();
  outcome.source = source;
  source->last_received_ns = now.steady_ns;
  if (!source->admit(options_.limits, guess.emergency, now.steady_ns)) {
    ++source->shed;
    outcome.kind = Answer::Kind::kRetry;
    outcome.reason = "rate";
    return;
  }

  uint8_t allowed = rights.may_send;
  if (rights.types != ~0ULL && allowed != 0) {
    Event event;
    const bool may = type_parser_.parse(message, event).has_value() ||
                     ((rights.types >> static_cast<unsigned>(event.type)) & 1U) != 0;
    if (!may) allowed = 0;
  }
  pipeline::Verdict verdict = pipeline_.take(message, now.wall_ns, allowed);
  if (!verdict.source.empty() && verdict.source != source->name) {
    source = &sources_.of(verdict.source);
    source->last_received_ns = now.steady_ns;
    outcome.source = source;
  }
  outcome.seq = verdict.seq;
  outcome.detail = std::move(verdict.detail);
  switch (verdict.kind) {
    case pipeline::Verdict::Kind::kAccepted:
      outcome.kind = Answer::Kind::kAck;
      // It passed as an emergency and is none.
      if (guess.emergency && verdict.feed != Feed::kEmergency) source->routine.charge();
      break;
    case pipeline::Verdict::Kind::kDuplicate:
      outcome.kind = Answer::Kind::kDuplicate;
      break;
    case pipeline::Verdict::Kind::kRejected:
      outcome.kind = Answer::Kind::kReject;
      outcome.reason = reject_reason_name(verdict.reason);
      if (guess.emergency) source->routine.charge();
      log_reject(outcome, now.steady_ns);
      break;
    case pipeline::Verdict::Kind::kRetry:
      // The whole open group is gone with it.
      outcome.kind = Answer::Kind::kRetry;
      outcome.reason = "log";
      for (size_t i = settled_; i + 1 < outcomes_.size(); ++i) {
        Outcome& other = outcomes_[i];
        if (other.kind != Answer::Kind::kAck && other.kind != Answer::Kind::kDuplicate) continue;
        other.kind = Answer::Kind::kRetry;
        other.reason = "log";
        other.detail = outcome.detail;
      }
      break;
  }
}

void Intake::take_published(Listener& listener, const Now& now) {
  const std::string_view message = frames_.back().bytes();  // [topic][payload] or [payload]
  count_gap(listener, message);
  sources_.of(listener.config.source).last_received_ns = now.steady_ns;
  take_event(message, {listener.config.may_send, ~0ULL}, now);
}

void Intake::count_gap(Listener& listener, std::string_view message) {
  if (listener.config.sequence_field.empty()) return;
  const std::optional<uint64_t> number = peek_number(message, listener.config.sequence_field);
  if (!number) return;
  // A counter that goes back means that the other side restarted, not a loss.
  if (listener.last_number && *number > *listener.last_number + 1) {
    sources_.of(listener.config.source).gaps += *number - *listener.last_number - 1;
  }
  listener.last_number = *number;
}

void Intake::settle(int64_t steady_ns) {
  bool durable = true;
  std::string why;
  if (pipeline_.group_open()) {
    const Result<std::span<const LoggedEvent>> committed = pipeline_.commit();
    durable = committed.ok();
    if (durable) {
      publisher_.read_subscriptions();
      for (const LoggedEvent& event : *committed) publisher_.publish(event);
    } else {
      why = committed.error().message;
      uint64_t left_out = 0;
      if (throttle_.admit("log", steady_ns, left_out)) spdlog::error("the log cannot be written: {}", why);
    }
  }
  for (size_t i = settled_; i < outcomes_.size(); ++i) {
    Outcome& outcome = outcomes_[i];
    if (!durable && (outcome.kind == Answer::Kind::kAck || outcome.kind == Answer::Kind::kDuplicate)) {
      outcome.kind = Answer::Kind::kRetry;
      outcome.reason = "log";
      outcome.detail = why;
    }
    outcome.source->accepted += outcome.kind == Answer::Kind::kAck;
    outcome.source->duplicates += outcome.kind == Answer::Kind::kDuplicate;
    outcome.source->rejected += outcome.kind == Answer::Kind::kReject;
  }
  settled_ = outcomes_.size();
}

void Intake::flush(int64_t steady_ns) {
  settle(steady_ns);
  answer();
}

void Intake::answer() {
  for (const Batch& batch : batches_) {
    answer_text_.clear();
    answer_frames_.clear();
    answer_ends_.clear();
    for (size_t i = batch.first; i < batch.first + batch.count; ++i) {
      const Outcome& outcome = outcomes_[i];
      append_answer(answer_text_, {outcome.kind, outcome.seq, outcome.reason, outcome.detail});
      answer_ends_.push_back(answer_text_.size());
    }
    answer_frames_.push_back(batch.identity.bytes());
    for (const Frame& frame : batch.envelope) answer_frames_.push_back(frame.bytes());
    size_t begin = 0;
    for (const size_t end : answer_ends_) {
      answer_frames_.push_back(std::string_view(answer_text_).substr(begin, end - begin));
      begin = end;
    }
    if (router_.send(answer_frames_) != Socket::Sent::kSent) ++unanswered_;
  }
  batches_.clear();
  outcomes_.clear();
  settled_ = 0;
  group_since_ns_.reset();
}

void Intake::log_reject(const Outcome& outcome, int64_t steady_ns) {
  uint64_t left_out = 0;
  const std::string kind = outcome.source->name + ' ' + std::string(outcome.reason);
  if (!throttle_.admit(kind, steady_ns, left_out)) return;
  spdlog::warn("rejected from {}: {}: {}{}", outcome.source->name, outcome.reason, outcome.detail,
               left_out == 0 ? "" : " (and " + std::to_string(left_out) + " more like it that were not written)");
}

}  // namespace gridwall::feed
