// The one session behind follow() and replay(): the present, if there is a source of it, and the past, if there is one.
// One of the two is shown. UI thread; session.h is what others see.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "viewer/playback/past_worker.h"
#include "viewer/playback/session.h"
#include "viewer/playback/strip_builder.h"

namespace gridwall::playback {

class PlaybackSession final : public Session, private TimeControl {
 public:
  PlaybackSession(std::unique_ptr<source::EventSource> source, source::PastFactory past, std::function<void()> wake);

  // A log's session begins in the past. Call once, before the first step().
  Status begin_at(std::optional<int64_t> at_ns, double speed);

  Result<StepReport> step(int64_t steady_ns) override { return step(steady_ns, false); }
  Result<StepReport> settle(int64_t steady_ns) override { return step(steady_ns, true); }
  view_model::Connection connection(int64_t steady_ns) const override;
  std::string problem() const override;
  int64_t now_ns(int64_t steady_ns) override;
  TimeControl& time() override { return *this; }
  std::shared_ptr<const StripIndex> strip() const override;
  const CountyState* live_state() const override { return source_ && live_county_ ? &live_state_ : nullptr; }
  const County* live_county() const override { return live_county_.get(); }
  int64_t live_now_ns(int64_t steady_ns) override {
    return source_ ? live_clock_.now_ns(steady_ns) : now_ns(steady_ns);
  }

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

  TimeStatus time_status() const override;
  void play() override { ask({Command::Kind::kPlay}); }
  void pause() override { ask({Command::Kind::kPause}); }
  void set_speed(double speed) override { ask({Command::Kind::kSpeed, speed}); }
  void step_events(int64_t count) override { ask({Command::Kind::kStepEvents, 0, count}); }
  void step_seconds(double seconds) override;
  void advance_to(int64_t at_ns) override { ask({Command::Kind::kAdvance, 0, at_ns}); }
  void seek_time(int64_t at_ns) override { ask({Command::Kind::kSeekTime, 0, at_ns}); }
  void seek_seq(uint64_t seq) override { ask({Command::Kind::kSeekSeq, 0, static_cast<int64_t>(seq)}); }
  void follow_live() override { ask({Command::Kind::kFollow}); }
  void set_loop(std::optional<TimeRange> range) override { ask({Command::Kind::kLoop, 0, 0, range}); }
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
  void look_for_growth(int64_t steady_ns);
  void take_county(const source::CountyInForce& county);
  void note_speed(int64_t steady_ns);

  std::unique_ptr<source::EventSource> source_;  // null in a log's session
  const source::PastFactory factory_;            // empty: no past
  const std::function<void()> wake_;
  Parser parser_;

  // The present.
  source::Batch batch_;
  std::shared_ptr<const County> live_county_;
  uint64_t live_mark_ = 0;
  CountyState live_state_;
  LiveClock live_clock_;

  // The past.
  std::unique_ptr<PastWorker> worker_;
  mutable std::unique_ptr<StripBuilder> builder_;  // begins when somebody first asks for the strip
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

}  // namespace gridwall::playback
