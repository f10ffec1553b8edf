#include "ingest/bridge/intake_link.h"

#include <algorithm>

#include "ingest/event/clock.h"

namespace gridwall::bridge {
namespace {

constexpr size_t kPartBytes = 1024 * 1024;
constexpr int64_t kTryAgainNs = 20'000'000;      // while there is no connection to send on
constexpr int64_t kLongestWaitNs = 100'000'000;  // of ask(), so that a stop is seen

EventAnswer answer_of(std::string_view frame) {
  const std::optional<feed::Answer> answer = feed::parse_answer(frame);
  EventAnswer result;
  if (!answer) return result;
  switch (answer->kind) {
    case feed::Answer::Kind::kAck:
      result.kind = EventAnswer::Kind::kAck;
      break;
    case feed::Answer::Kind::kDuplicate:
      result.kind = EventAnswer::Kind::kDuplicate;
      break;
    case feed::Answer::Kind::kReject:
      result.kind = EventAnswer::Kind::kReject;
      break;
    case feed::Answer::Kind::kRetry:
      result.kind = EventAnswer::Kind::kRetry;
      break;
  }
  result.seq = answer->seq;
  result.reason = answer->reason;
  result.detail = answer->detail;
  return result;
}

}  // namespace

Result<std::unique_ptr<IntakeLink>> IntakeLink::open(feed::Context& context, LinkOptions options) {
  std::unique_ptr<IntakeLink> link(new IntakeLink(context, std::move(options)));
  if (const Status connected = link->connect(); !connected) return connected.error();
  return link;
}

Status IntakeLink::connect() {
  feed::SocketOptions socket_options;
  socket_options.curve_client = options_.curve;
  Result<feed::Socket> socket = feed::Socket::open(context_, feed::SocketKind::kDealer, socket_options);
  if (!socket) return socket.error();
  if (const Status connected = socket->connect(options_.endpoint); !connected) return connected.error();
  socket_ = std::move(*socket);
  return Done{};
}

void IntakeLink::submit(std::vector<std::string> events, int64_t now_ns, OnAnswers on_answers) {
  const auto submission = std::make_shared<Submission>();
  submission->answers.resize(events.size());
  submission->events = std::move(events);
  submission->on_answers = std::move(on_answers);
  submissions_.emplace(submission.get(), submission);
  const std::vector<std::string>& all = submission->events;
  for (size_t first = 0; first < all.size();) {
    size_t count = 0, bytes = 0;
    while (first + count < all.size() && count < feed::kMaxBatchEvents && (count == 0 || bytes < kPartBytes)) {
      bytes += all[first + count++].size();
    }
    waiting_.push_back({submission, first, count, now_ns});
    ++submission->open_parts;
    first += count;
  }
  if (all.empty()) finished_.push_back(submission);
  send_waiting();
}

void IntakeLink::send_waiting() {
  std::vector<std::string_view> frames;
  while (!waiting_.empty()) {
    Part& part = waiting_.front();
    const auto tag = feed::encode_tag(next_tag_);
    frames.assign({std::string_view(tag.data(), tag.size()), std::string_view()});
    for (size_t i = 0; i < part.count; ++i) frames.push_back(part.of->events[part.first + i]);
    if (socket_.send(frames) != feed::Socket::Sent::kSent) return;
    if (in_flight_.empty()) heard_ns_ = std::max(heard_ns_, part.since_ns);
    in_flight_.emplace(next_tag_++, std::move(part));
    waiting_.pop_front();
  }
}

void IntakeLink::serve(int64_t now_ns) {
  receive_answers(now_ns);
  give_up_late(now_ns);
  send_waiting();
  tell_finished();
}

void IntakeLink::receive_answers(int64_t now_ns) {
  while (socket_.receive(frames_, feed::kMaxBatchEvents + 2)) {
    heard_ns_ = now_ns;
    if (frames_.size() < 2) continue;
    const std::optional<uint64_t> tag = feed::decode_tag(frames_[0].bytes());
    const auto found = tag ? in_flight_.find(*tag) : in_flight_.end();
    if (found == in_flight_.end() || frames_.size() != found->second.count + 2) continue;
    take_answers(found->second);
    in_flight_.erase(found);
  }
}

void IntakeLink::take_answers(const Part& part) {
  for (size_t i = 0; i < part.count; ++i) part.of->answers[part.first + i] = answer_of(frames_[2 + i].bytes());
  end_part(part);
}

void IntakeLink::end_part(const Part& part) {
  if (--part.of->open_parts == 0) finished_.push_back(part.of);
}

void IntakeLink::give_up_late(int64_t now_ns) {
  const int64_t late_ns = now_ns - options_.answer_timeout_ns;
  bool silent = false;
  for (auto at = in_flight_.begin(); at != in_flight_.end();) {
    if (at->second.since_ns > late_ns) {
      ++at;
      continue;
    }
    silent = silent || heard_ns_ <= late_ns;
    end_part(at->second);
    at = in_flight_.erase(at);
  }
  while (!waiting_.empty() && waiting_.front().since_ns <= late_ns) {
    end_part(waiting_.front());
    waiting_.pop_front();
  }
  if (!silent) return;
  // The connection may be dead without anybody having said so: on a new one the rest is sent again.
  for (auto at = in_flight_.rbegin(); at != in_flight_.rend(); ++at) waiting_.push_front(at->second);
  in_flight_.clear();
  heard_ns_ = now_ns;
  static_cast<void>(connect());  // it worked at the start; without a socket of the context's the old one stays
}

void IntakeLink::give_up() {
  for (const auto& [tag, part] : in_flight_) end_part(part);
  for (const Part& part : waiting_) end_part(part);
  in_flight_.clear();
  waiting_.clear();
  tell_finished();
}

void IntakeLink::tell_finished() {
  std::vector<std::shared_ptr<Submission>> finished;
  finished.swap(finished_);
  for (const std::shared_ptr<Submission>& submission : finished) {
    submissions_.erase(submission.get());
    submission->on_answers(std::move(submission->answers));
  }
}

std::optional<int64_t> IntakeLink::due_ns(int64_t now_ns) const {
  if (!finished_.empty()) return now_ns;
  std::optional<int64_t> due_ns;
  const auto sooner = [&](int64_t ns) { due_ns = std::min(due_ns.value_or(ns), ns); };
  if (!waiting_.empty()) sooner(now_ns + kTryAgainNs);
  for (const auto& [tag, part] : in_flight_) sooner(part.since_ns + options_.answer_timeout_ns);
  return due_ns;
}

std::vector<EventAnswer> ask(IntakeLink& link, std::vector<std::string> events, const std::function<bool()>& stop) {
  std::optional<std::vector<EventAnswer>> result;
  const size_t count = events.size();
  link.submit(std::move(events), steady_clock_ns(),
              [&](std::vector<EventAnswer> answers) { result = std::move(answers); });
  while (!result && !stop()) {
    const int64_t now_ns = steady_clock_ns();
    const int64_t until_ns = std::min(link.due_ns(now_ns).value_or(now_ns), now_ns + kLongestWaitNs);
    feed::PollItem items[] = {{&link.socket(), -1}};
    feed::poll(items, static_cast<int>(std::max<int64_t>(0, (until_ns - now_ns + 999'999) / 1'000'000)));
    link.serve(steady_clock_ns());
  }
  if (!result) link.give_up();
  return result ? std::move(*result) : std::vector<EventAnswer>(count);
}

}  // namespace gridwall::bridge
