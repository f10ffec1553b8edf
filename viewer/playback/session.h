// One wall's data: the county, the state folded from whatever source feeds it, the figures of the moment, the
// status of the source, and all moves in time. Present and past differ only in the state shown and its clock. UI
// thread. Must not know panels, OpenGL or sockets.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/event/parse.h"
#include "ingest/event/result.h"
#include "ingest/state/county_state.h"
#include "ingest/state/figures.h"
#include "viewer/playback/clock.h"
#include "viewer/playback/past_worker.h"
#include "viewer/playback/strip_builder.h"
#include "viewer/playback/strip_index.h"
#include "viewer/playback/time_status.h"
#include "viewer/source/live_source.h"
#include "viewer/source/past.h"
#include "viewer/view_model/context.h"

namespace gridwall::playback {

// What changed in a step, for drawing.
struct StepReport {
  bool county_changed = false;       // everything derived from the county must be made again
  bool state_replaced = false;       // a seek was completed, or the present was left or returned to
  uint64_t events = 0;               // folded into the state shown
  uint64_t live_events = 0;          // folded into the present, shown or not
  bool busy = false;                 // there was too much for this step: step again soon
  std::vector<int64_t> received_ns;  // of each event of the present, if Session::keep_times is set
};

// How much a step folds at most; the clock waits for the rest, so that no event is skipped.
struct StepLimits {
  uint64_t events = 50'000;
  int64_t ns = 8'000'000;
};

class Session {
 public:
  // Without a source there is no present, without a past no seeking. Made by follow() and replay().
  Session(std::unique_ptr<source::LiveSource> source, source::PastFactory past, std::function<void()> wake);

  // A log's session begins in the past. Call once, before the first step().
  Status begin_at(std::optional<int64_t> at_ns, double speed);

  // Folds the events that have arrived or that the clock has reached. An error is final: a county that cannot be
  // loaded, or a log that cannot be read at all.
  Result<StepReport> step(int64_t steady_ns) { return step(steady_ns, false); }
  // Waits until the moment asked for is shown, or `problem` says why not. For pictures and tests.
  Result<StepReport> settle(int64_t steady_ns) { return step(steady_ns, true); }

  view_model::Connection connection() const;
  std::string problem() const;        // what somebody must attend to, for the messages of the program
  int64_t now_ns(int64_t steady_ns);  // the time of what is shown
  // The index of the log as far as it has been read; never null, empty at first. The first call starts the reading,
  // later ones are cheap.
  std::shared_ptr<const StripIndex> strip() const;

  bool keep_times = false;  // for measuring: report when the daemon received each event
  StepLimits limits;

  bool has_county() const { return county_ != nullptr; }
  const County& county() const { return *county_; }  // has_county() first
  const CountyState& state() const { return *shown_; }
  // Figures of the state shown; computed again after new events, after a second, or for another scope.
  const Figures& figures(int64_t now_ns, Scope scope = {});

  // The present, which is always followed, whatever is shown. Null without a daemon: a log file has no present.
  const CountyState* live_state() const { return source_ && live_county_ ? &live_state_ : nullptr; }
  const County* live_county() const { return live_county_.get(); }
  int64_t live_now_ns(int64_t steady_ns) { return source_ ? live_clock_.now_ns(steady_ns) : now_ns(steady_ns); }

  // Moves in time. Each takes effect with the next step(); none of them waits.
  TimeStatus time_status() const;
  // From the moment shown; only in the past (while following, the clock runs anyway).
  void play() { ask({Command::Kind::kPlay}); }
  // While following: stays at this moment, while the present continues in the background.
  void pause() { ask({Command::Kind::kPause}); }
  // Clamped to the range of kSpeeds. Does not start a paused clock.
  void set_speed(double speed) { ask({Command::Kind::kSpeed, speed}); }
  void faster();  // the next of kSpeeds
  void slower();
  // By events (negative: back) or by seconds of the clock; both pause a running clock.
  void step_events(int64_t count) { ask({Command::Kind::kStepEvents, 0, count}); }
  void step_seconds(double seconds);
  // Forward to a moment, event by event from the one shown; a running clock continues from there. Does not go back.
  void advance_to(int64_t at_ns) { ask({Command::Kind::kAdvance, 0, at_ns}); }
  // To a moment or an event, clamped to the ends of the log. A running clock continues from there.
  void seek_time(int64_t at_ns) { ask({Command::Kind::kSeekTime, 0, at_ns}); }
  void seek_seq(uint64_t seq) { ask({Command::Kind::kSeekSeq, 0, static_cast<int64_t>(seq)}); }
  // To the present, at once, since it is followed all the time. In a log file: to its end.
  void follow_live() { ask({Command::Kind::kFollow}); }
  // Plays [from, to] again and again; the clock moves to `from` when it lies outside. nullopt ends it.
  void set_loop(std::optional<TimeRange> range) { ask({Command::Kind::kLoop, 0, 0, range}); }

 private:
  struct Command {
    enum class Kind : uint8_t {
      kPlay,
      kPause,
      kSpeed,
      kStepEvents,
      kStepTime,
      kAdvance,
      kSeekTime,
      kSeekSeq,
      kFollow,
      kLoop
    };
    Kind kind;
    double speed = 0;
    int64_t number = 0;  // events, or nanoseconds
    std::optional<TimeRange> loop = std::nullopt;
  };

  void ask(Command command);

  Result<StepReport> step(int64_t steady_ns, bool settle);
  void take_live(StepReport& report);
  void open_past();
  void run_commands(int64_t steady_ns, StepReport& report);
  void run(const Command& command, int64_t steady_ns, StepReport& report);
  void seek(PastWorker::Target target, std::optional<int64_t> shown_ns);
  void stand_still(int64_t steady_ns, StepReport& report);
  void take_found(int64_t steady_ns, StepReport& report);
  void show_live(StepReport& report);
  void show_past(StepReport& report);
  void set_county(std::shared_ptr<const County> county, StepReport& report);
  void run_clock(int64_t steady_ns, bool settle, StepReport& report);
  void step_pending(int64_t steady_ns, bool settle, StepReport& report);
  void advance_pending(int64_t steady_ns, bool settle, StepReport& report);
  enum class Fold : uint8_t { kReached, kLimited, kWaiting, kEnd };
  Fold fold_until(int64_t until_ns, uint64_t max_events, bool settle, StepReport& report);
  void set_clock(int64_t at_ns, int64_t steady_ns);
  void start_clock(int64_t steady_ns);
  void check_for_growth(int64_t steady_ns);
  void take_county(const source::CountyInForce& county);
  void note_speed(int64_t steady_ns);

  std::unique_ptr<source::LiveSource> source_;  // null in a log's session
  const source::PastFactory factory_;           // empty: no past
  const std::function<void()> wake_;
  Parser parser_;

  // What is shown.
  std::shared_ptr<const County> county_;
  CountyState empty_;
  const CountyState* shown_ = &empty_;
  bool figures_stale_ = true;
  Figures figures_;
  Scope figures_scope_;

  // The present.
  source::Batch batch_;
  std::shared_ptr<const County> live_county_;
  uint64_t live_mark_ = 0;
  CountyState live_state_;
  LiveClock live_clock_;

  // The past.
  std::unique_ptr<PastWorker> worker_;
  mutable std::unique_ptr<StripBuilder> builder_;  // made at the first request for the strip
  std::shared_ptr<const StripIndex> no_index_ = std::make_shared<const StripIndex>();
  std::unique_ptr<CountyState> past_state_;
  std::shared_ptr<const County> past_county_;
  PastWorker::Block block_;
  size_t block_next_ = 0;  // the first event of block_ not folded
  bool following_;
  bool playing_ = false;
  double speed_ = 1;
  int64_t at_ns_ = 0;  // the clock, as of the last step
  int64_t anchor_at_ns_ = 0, anchor_steady_ns_ = 0;
  bool at_end_ = false;
  uint64_t pending_steps_ = 0;  // single events still to be folded
  std::optional<int64_t> advance_to_ns_;
  std::optional<uint64_t> seek_ticket_;
  std::optional<int64_t> seek_at_ns_;
  std::optional<TimeRange> loop_;
  std::deque<Command> commands_;
  std::string past_problem_;
  std::optional<PastWorker::Found> begun_;  // where a log's session begins, found before the first step
  uint64_t past_mark_ = 0;                  // of past_county_
  int64_t steady_ns_ = 0;
  int64_t looked_ns_ = 0;
  int64_t speed_at_ns_ = 0, speed_steady_ns_ = 0;
  double actual_speed_ = 0;
};

// Makes a session that follows a live source; `past` opens its history, and may be empty. `wake` is called on threads
// of the session when a result from the past has arrived.
std::unique_ptr<Session> follow(std::unique_ptr<source::LiveSource> source, source::PastFactory past = {},
                                std::function<void()> wake = {});

struct ReplayOptions {
  std::optional<int64_t> at_ns;  // where to start; default: when the last event was received
  double speed = 0;              // 0: paused
  std::function<void()> wake{};  // called on a thread of the session when a result has arrived
};
// Plays a log. Errors name the log and a remedy; a damaged log is opened as far as it is sound, and problem() says so.
Result<std::unique_ptr<Session>> replay(source::PastFactory past, const ReplayOptions& options);
Result<std::unique_ptr<Session>> replay(const std::filesystem::path& log, const ReplayOptions& options);

}  // namespace gridwall::playback
