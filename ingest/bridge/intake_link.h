// Events to the daemon's intake, and its answer to each. Keeps nothing beyond the time an answer may take: what has
// none by then is said to have none, and whoever sent it sends it again under the same id. One thread; the caller
// passes the time. Knows no HTTP.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/feed/socket.h"
#include "ingest/feed/wire.h"

namespace gridwall::bridge {

struct EventAnswer {
  enum class Kind : uint8_t {
    kAck,
    kDuplicate,
    kReject,
    kRetry,  // not now: too fast, or the log cannot be written
    kNone,   // the daemon did not answer in time: nothing is known
  };
  Kind kind = Kind::kNone;
  uint64_t seq = 0;            // kAck, kDuplicate
  std::string reason, detail;  // kReject, kRetry
  bool in_log() const { return kind == Kind::kAck || kind == Kind::kDuplicate; }
  bool is_final() const { return in_log() || kind == Kind::kReject; }
};

struct LinkOptions {
  std::string endpoint;
  std::optional<feed::CurveClient> curve;
  int64_t answer_timeout_ns = 3'000'000'000;
};

class IntakeLink {
 public:
  using OnAnswers = std::function<void(std::vector<EventAnswer>)>;  // one answer an event, in their order

  static Result<std::unique_ptr<IntakeLink>> open(feed::Context& context, LinkOptions options);

  // `on_answers` is called once, from serve(), by the time the answers may take.
  void submit(std::vector<std::string> events, int64_t now_ns, OnAnswers on_answers);
  // Sends what waits, takes what was answered, gives up what is late.
  void serve(int64_t now_ns);
  // Gives up all that is owed, at once.
  void give_up();

  // When serve() must be called though nothing was received.
  std::optional<int64_t> due_ns(int64_t now_ns) const;
  const feed::Socket& socket() const { return socket_; }
  size_t owed() const { return submissions_.size(); }  // submissions without all of their answers

 private:
  struct Submission {
    std::vector<std::string> events;
    std::vector<EventAnswer> answers;
    size_t open_parts = 0;
    OnAnswers on_answers;
  };
  struct Part {  // one message to intake
    std::shared_ptr<Submission> of;
    size_t first = 0, count = 0;
    int64_t since_ns = 0;
  };

  IntakeLink(feed::Context& context, LinkOptions options) : context_(context), options_(std::move(options)) {}
  Status connect();
  void send_waiting();
  void receive_answers(int64_t now_ns);
  void take_answers(const Part& part);
  void give_up_late(int64_t now_ns);
  void end_part(const Part& part);
  void tell_finished();

  feed::Context& context_;
  const LinkOptions options_;
  feed::Socket socket_;
  std::deque<Part> waiting_;            // not sent yet
  std::map<uint64_t, Part> in_flight_;  // by tag
  std::map<Submission*, std::shared_ptr<Submission>> submissions_;
  std::vector<std::shared_ptr<Submission>> finished_;
  std::vector<feed::Frame> frames_;
  uint64_t next_tag_ = 1;
  int64_t heard_ns_ = 0;  // the last answer, or the first message that is owed one
};

// Submits and waits for the answers, at most as long as they may take; for threads that have a link of their own.
// `stop` ends the wait early, with no answers.
std::vector<EventAnswer> ask(IntakeLink& link, std::vector<std::string> events, const std::function<bool()>& stop);

}  // namespace gridwall::bridge
