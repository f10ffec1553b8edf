#include "viewer/source/duty_line.h"

#include "ingest/feed/wire.h"

namespace gridwall::source {
namespace {

constexpr int64_t kDutyTimeoutNs = 3'000'000'000;
constexpr int64_t kRetryAfterNs = 500'000'000;

}  // namespace

void DutyLine::set_endpoint(const std::string& intake) {
  if (intake == endpoint_) return;
  endpoint_ = intake;
  connect();
}

void DutyLine::connect() {
  socket_ = {};
  sent_ns_.reset();
  feed::SocketOptions options;
  options.curve_client = curve_;
  Result<feed::Socket> socket = feed::Socket::open(context_, feed::SocketKind::kDealer, options);
  // With an endpoint that cannot be used the events wait; the status shows that nobody answers.
  if (socket && socket->connect(endpoint_)) socket_ = std::move(*socket);
}

void DutyLine::say(const feed::DeskHealth& presence) {
  std::string frame = feed::encode_presence(presence);
  if (frame == presence_) return;
  presence_ = std::move(frame);
  presence_due_ns_ = 0;
}

void DutyLine::send_presence(int64_t steady_ns) {
  if (!presence_wanted_ || presence_.empty() || steady_ns < presence_due_ns_) return;
  if (socket_.send({presence_}) == feed::Socket::Sent::kSent) presence_due_ns_ = steady_ns + feed::kPresenceEveryNs;
}

void DutyLine::step(int64_t steady_ns, std::vector<Submitted>& answered) {
  if (!socket_) return;
  send_presence(steady_ns);
  while (socket_.receive(frames_, 4)) {
    if (!sent_ns_ || frames_.size() != 3 || feed::decode_tag(frames_[0].bytes()) != tag_) continue;
    const std::optional<feed::Answer> answer = feed::parse_answer(frames_[2].bytes());
    sent_ns_.reset();
    if (!answer || answer->kind == feed::Answer::Kind::kRetry) {
      not_before_ns_ = steady_ns + kRetryAfterNs;
      continue;
    }
    const bool rejected = answer->kind == feed::Answer::Kind::kReject;
    answered.push_back({waiting_.front().ticket, !rejected, answer->seq,
                        rejected ? std::string(answer->reason) + ' ' + std::string(answer->detail) : std::string()});
    waiting_.pop_front();
  }
  if (sent_ns_ && steady_ns - *sent_ns_ > kDutyTimeoutNs) connect();
  if (waiting_.empty() || sent_ns_ || steady_ns < not_before_ns_ || !socket_) return;
  const auto tag = feed::encode_tag(++tag_);
  if (socket_.send({std::string_view(tag.data(), tag.size()), "", waiting_.front().event}) ==
      feed::Socket::Sent::kSent) {
    sent_ns_ = steady_ns;
  }
}

}  // namespace gridwall::source
