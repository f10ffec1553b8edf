// Receives batches from senders (ROUTER) and messages of systems that only publish (SUB), passes them to the pipeline
// in groups, and answers each event once its group is durable. Limits rates and counts by source. Owned by the
// pipeline's thread. Knows no county and no JSON; the caller passes the time.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ingest/feed/presence.h"
#include "ingest/feed/publisher.h"
#include "ingest/feed/socket.h"
#include "ingest/feed/source_table.h"
#include "ingest/feed/wire.h"
#include "ingest/pipeline/pipeline.h"

namespace gridwall::feed {

struct PublishedSource {  // a system that only publishes: what it sends while the daemon is down is lost
  std::string endpoint;
  std::string topic;           // prefix to subscribe to; empty: all
  std::string source;          // its name in messages and counters
  std::string sequence_field;  // the member with a counter, which shows lost messages; empty: none
  uint8_t may_send = 0b111;    // one bit a Feed
  std::optional<CurveClient> curve;
};

struct SenderRights {
  uint8_t may_send = 0b111;  // one bit a Feed
  uint64_t types = ~0ULL;    // one bit an EventType
};

struct IntakeOptions {
  std::string endpoint;
  SocketOptions socket;
  RateLimits limits;
  int64_t group_ns = 5'000'000;  // from a group's first event to its commit, at most
  size_t group_events = 1000;
  std::vector<PublishedSource> published;
  // With keys: what each client may send; one that is not listed may send nothing. Without keys everybody may send all.
  std::optional<std::map<std::string, SenderRights, std::less<>>> rights;
};

struct Now {
  int64_t wall_ns = 0;    // time of day: received_ns in the log
  int64_t steady_ns = 0;  // never goes back: for intervals
};

class Intake {
 public:
  // `pipeline` and `publisher` must outlive it.
  static Result<std::unique_ptr<Intake>> open(Context& context, const IntakeOptions& options,
                                              pipeline::Pipeline& pipeline, Publisher& publisher);

  // Takes some of the messages waiting on the sockets, and commits every group that is full or urgent. True: no message
  // is left waiting.
  bool receive(const std::function<Now()>& clock);
  // Commits the open group, publishes it, answers its senders.
  void flush(int64_t steady_ns);
  // When the open group must be flushed; none if there is none.
  std::optional<int64_t> flush_at_ns() const;

  std::string endpoint() const { return router_.endpoint(); }
  std::vector<const Socket*> sockets() const;
  const SourceTable& sources() const { return sources_; }
  std::vector<DeskHealth> desks(int64_t steady_ns) const { return presence_.desks(steady_ns); }
  // True if a desk said something new since the last call: a heartbeat sent now tells the others.
  bool take_new_presence() { return std::exchange(new_presence_, false); }
  uint64_t unanswered() const { return unanswered_; }  // batches whose answers could not be delivered

 private:
  struct Outcome {  // of one event
    Answer::Kind kind = Answer::Kind::kAck;
    uint64_t seq = 0;
    SourceEntry* source = nullptr;
    std::string_view reason;  // a literal, or a reject reason's name
    std::string detail;
  };
  struct Batch {  // whom to answer, and for which outcomes
    Frame identity;
    std::vector<Frame> envelope;  // tag and empty frame, when they were sent
    size_t first = 0;
    size_t count = 0;
  };
  struct Listener {
    PublishedSource config;
    Socket socket;
    std::optional<uint64_t> last_number;
  };

  Intake(IntakeOptions options, pipeline::Pipeline& pipeline, Publisher& publisher);
  void take_batch(const Now& now);
  void take_presence(int64_t steady_ns);
  void take_published(Listener& listener, const Now& now);
  void take_event(std::string_view message, const SenderRights& rights, const Now& now);
  void refuse_batch(size_t count, const Now& now);
  SenderRights rights_of(const Frame& frame) const;
  void count_gap(Listener& listener, std::string_view message);
  void settle(int64_t steady_ns);
  void answer();
  bool flush_due(int64_t steady_ns) const;
  void log_reject(const Outcome& outcome, int64_t steady_ns);

  IntakeOptions options_;
  pipeline::Pipeline& pipeline_;
  Publisher& publisher_;
  Socket router_;
  std::vector<Listener> listeners_;
  SourceTable sources_;
  PresenceBoard presence_;
  bool new_presence_ = false;
  LineThrottle throttle_;
  Parser type_parser_;  // only for senders that may send some types of a feed

  std::vector<Frame> frames_;
  std::vector<std::string_view> messages_;  // of the batch in frames_
  std::vector<Batch> batches_;
  std::vector<Outcome> outcomes_;
  size_t settled_ = 0;  // outcomes before it are final
  std::optional<int64_t> group_since_ns_;
  uint64_t unanswered_ = 0;
  std::string answer_text_;
  std::vector<size_t> answer_ends_;
  std::vector<std::string_view> answer_frames_;
};

}  // namespace gridwall::feed
