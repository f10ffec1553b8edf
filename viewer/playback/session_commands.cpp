// Commands for moving in time: kept until the next step, then carried out in order.
#include <algorithm>
#include <iterator>

#include "ingest/event/time.h"
#include "viewer/playback/session.h"

namespace gridwall::playback {
namespace {

constexpr size_t kMaxCommands = 256;  // a key held down

}  // namespace

void Session::ask(Command command) {
  if (worker_ == nullptr) {
    if (!factory_) past_problem_ = "this wall has no past to show";
    return;
  }
  if (commands_.size() < kMaxCommands) commands_.push_back(command);
}

void Session::step_seconds(double seconds) {
  ask({Command::Kind::kStepTime, 0, static_cast<int64_t>(seconds * static_cast<double>(kNsPerSecond))});
}

void Session::faster() {
  const auto next = std::upper_bound(kSpeeds.begin(), kSpeeds.end(), time_status().speed);
  set_speed(next == kSpeeds.end() ? kSpeeds.back() : *next);
}

void Session::slower() {
  const auto at = std::lower_bound(kSpeeds.begin(), kSpeeds.end(), time_status().speed);
  set_speed(at == kSpeeds.begin() ? kSpeeds.front() : *std::prev(at));
}

void Session::run_commands(int64_t steady_ns, StepReport& report) {
  while (!commands_.empty()) {
    const Command command = commands_.front();
    using Kind = Command::Kind;
    const bool relative =
        command.kind == Kind::kStepEvents || command.kind == Kind::kStepTime || command.kind == Kind::kAdvance;
    if (relative && (seek_ticket_ || pending_steps_ > 0 || advance_to_ns_)) return;  // counted from where that ends
    commands_.pop_front();
    run(command, steady_ns, report);
  }
}

void Session::run(const Command& command, int64_t steady_ns, StepReport& report) {
  using Kind = Command::Kind;
  switch (command.kind) {
    case Kind::kPlay:
      if (following_ && !seek_ticket_) return;
      playing_ = true;
      pending_steps_ = 0;
      advance_to_ns_.reset();
      return start_clock(steady_ns);
    case Kind::kPause:
      if (following_ && !seek_ticket_) return stand_still(steady_ns, report);
      playing_ = false;
      pending_steps_ = 0;
      advance_to_ns_.reset();
      return set_clock(at_ns_, steady_ns);
    case Kind::kSpeed:
      speed_ = std::clamp(command.speed, kSpeeds.front(), kSpeeds.back());
      return start_clock(steady_ns);
    case Kind::kStepEvents: {
      stand_still(steady_ns, report);
      if (past_state_ == nullptr) return;
      if (command.number >= 0) {
        pending_steps_ = static_cast<uint64_t>(command.number);
        return;
      }
      const auto back = static_cast<uint64_t>(-command.number);
      return seek({std::nullopt, past_state_->seq > back ? past_state_->seq - back : 0}, 0);
    }
    case Kind::kStepTime:
      stand_still(steady_ns, report);
      return seek({at_ns_ + command.number, 0}, at_ns_ + command.number);
    case Kind::kAdvance:
      if (following_) stand_still(steady_ns, report);
      if (past_state_ != nullptr && command.number > at_ns_) advance_to_ns_ = command.number;
      return;
    case Kind::kSeekTime:
      return seek({command.number, 0}, command.number);
    case Kind::kSeekSeq:
      return seek({std::nullopt, static_cast<uint64_t>(command.number)}, 0);
    case Kind::kFollow:
      loop_.reset();
      pending_steps_ = 0;
      advance_to_ns_.reset();
      if (source_) return show_live(report);
      playing_ = false;
      return seek({INT64_MAX, 0}, INT64_MAX);
    case Kind::kLoop:
      loop_ = command.loop && command.loop->to_ns > command.loop->from_ns ? command.loop : std::nullopt;
      if (!loop_) return;
      if (following_ || at_ns_ < loop_->from_ns || at_ns_ > loop_->to_ns) seek({loop_->from_ns, 0}, loop_->from_ns);
      playing_ = true;
      return start_clock(steady_ns);
  }
}

void Session::seek(PastWorker::Target target, std::optional<int64_t> shown_ns) {
  if (following_ && !seek_ticket_) {
    playing_ = true;  // the clock of the present runs, so it continues from there
    speed_ = 1;
  }
  pending_steps_ = 0;
  advance_to_ns_.reset();
  block_ = {};
  block_next_ = 0;
  at_end_ = false;
  seek_at_ns_ = shown_ns;
  seek_ticket_ = worker_->seek(target);
}

// From the present to the same moment of the past, paused; a running replay is paused.
void Session::stand_still(int64_t steady_ns, StepReport& report) {
  playing_ = false;
  pending_steps_ = 0;
  advance_to_ns_.reset();
  if (following_ && live_county_ != nullptr && !seek_ticket_) {
    past_state_ = std::make_unique<CountyState>(live_state_);
    past_county_ = live_county_;
    past_mark_ = live_mark_;
    block_ = {};
    block_next_ = 0;
    worker_->read_after(past_state_->seq);
    at_ns_ = std::max(live_clock_.now_ns(steady_ns), past_state_->received_ns);
    show_past(report);
  }
  set_clock(at_ns_, steady_ns);
}

}  // namespace gridwall::playback
