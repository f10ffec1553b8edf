// The clock of the past: events it has reached are folded, and it waits for those not folded yet.
#include <algorithm>

#include "ingest/event/clock.h"
#include "ingest/event/time.h"
#include "ingest/replay/log_fold.h"
#include "viewer/playback/session.h"

namespace gridwall::playback {
namespace {

constexpr uint64_t kLookAtTimeEvery = 64;

}  // namespace

void Session::set_clock(int64_t at_ns, int64_t steady_ns) {
  at_ns_ = at_ns;
  anchor_at_ns_ = at_ns;
  anchor_steady_ns_ = steady_ns;
}

Session::Fold Session::fold_until(int64_t until_ns, uint64_t max_events, bool settle, StepReport& report) {
  const int64_t began_ns = steady_clock_ns();
  const int64_t deadline_ns = began_ns + std::min(limits.ns, INT64_MAX - began_ns);
  for (uint64_t folded = 0;;) {
    if (block_next_ >= block_.events.size()) {
      block_next_ = 0;
      block_.events.clear();
      switch (worker_->take_block(block_)) {
        case PastWorker::Ahead::kAtEnd:
          return Fold::kEnd;
        case PastWorker::Ahead::kNotYet:
          if (!settle) return Fold::kWaiting;
          worker_->wait();
          continue;
        case PastWorker::Ahead::kBlock:
          break;
      }
      if (block_.county.mark != past_mark_) {
        take_county(block_.county);
        set_county(past_county_, report);
      }
      continue;
    }
    const LoggedEvent event = block_.events[block_next_];
    if (event.stamp.received_ns > until_ns) return Fold::kReached;
    if (folded >= max_events) return Fold::kLimited;
    if (!settle && folded % kLookAtTimeEvery == kLookAtTimeEvery - 1 && steady_clock_ns() >= deadline_ns)
      return Fold::kLimited;
    replay::fold_row(*past_state_, *block_.county.county, parser_, event);
    ++block_next_;
    ++folded;
    ++report.events;
    figures_stale_ = true;
  }
}

void Session::step_pending(int64_t steady_ns, bool settle, StepReport& report) {
  if (pending_steps_ == 0 || past_state_ == nullptr) return;
  const uint64_t before = past_state_->seq;
  const Fold end = fold_until(INT64_MAX, pending_steps_, settle, report);
  pending_steps_ -= past_state_->seq - before;
  if (end == Fold::kEnd) {
    const bool more = source_ && live_state_.seq > past_state_->seq && worker_->problem().empty();
    if (more) worker_->check_for_growth();
    if (!more) pending_steps_ = 0;
    at_end_ = !more;
  }
  report.busy = report.busy || pending_steps_ > 0;
  if (past_state_->seq > before) set_clock(past_state_->received_ns, steady_ns);
}

void Session::advance_pending(int64_t steady_ns, bool settle, StepReport& report) {
  if (!advance_to_ns_ || past_state_ == nullptr) return;
  const int64_t target_ns = *advance_to_ns_;
  const Fold end = fold_until(target_ns, settle ? UINT64_MAX : limits.events, settle, report);
  if (end == Fold::kReached || end == Fold::kEnd) {
    advance_to_ns_.reset();
    const int64_t last_ns = source_ ? live_clock_.now_ns(steady_ns) : worker_->span().head_ns;
    at_end_ = !source_ && end == Fold::kEnd;
    return set_clock(end == Fold::kEnd ? std::max(at_ns_, std::min(target_ns, last_ns)) : target_ns, steady_ns);
  }
  set_clock(std::max(at_ns_, std::min(target_ns, past_state_->received_ns)), steady_ns);
  report.busy = true;
}

// Folds the events that the clock has reached. If they do not all fit into the step the clock waits: none is skipped.
void Session::run_clock(int64_t steady_ns, bool settle, StepReport& report) {
  if (!playing_ || seek_ticket_ || past_state_ == nullptr) return set_clock(at_ns_, steady_ns);
  const double passed_ns = static_cast<double>(steady_ns - anchor_steady_ns_) * speed_;
  constexpr double kFarNs = 4e18;
  int64_t target_ns = passed_ns >= kFarNs - static_cast<double>(anchor_at_ns_)
                          ? INT64_MAX
                          : anchor_at_ns_ + static_cast<int64_t>(passed_ns);
  if (loop_) target_ns = std::min(target_ns, loop_->to_ns);
  if (target_ns < at_ns_) return;
  const uint64_t at_most = settle ? UINT64_MAX : limits.events;
  Fold end = fold_until(target_ns, at_most, settle, report);
  while (end == Fold::kEnd && source_ && live_state_.seq > past_state_->seq && worker_->problem().empty()) {
    worker_->check_for_growth();  // the present has continued meanwhile
    if (!settle) {
      end = Fold::kWaiting;
      break;
    }
    worker_->wait();
    end = fold_until(target_ns, at_most, settle, report);
  }
  at_end_ = false;
  switch (end) {
    case Fold::kReached:
      at_ns_ = target_ns;
      break;
    case Fold::kLimited:
    case Fold::kWaiting:
      set_clock(std::max(at_ns_, std::min(target_ns, past_state_->received_ns)), steady_ns);
      report.busy = true;
      break;
    case Fold::kEnd: {
      const int64_t last_ns = source_ ? live_clock_.now_ns(steady_ns) : worker_->span().head_ns;
      at_ns_ = std::max(at_ns_, std::min(target_ns, last_ns));
      if (source_ && target_ns >= last_ns && worker_->problem().empty()) return show_live(report);
      at_end_ = !source_ && target_ns >= last_ns;
      if (at_end_) set_clock(at_ns_, steady_ns);  // if the log grows, it continues from here
      break;
    }
  }
  if (loop_ && (at_ns_ >= loop_->to_ns || at_end_)) seek({loop_->from_ns, 0}, loop_->from_ns);
}

void Session::note_speed(int64_t steady_ns) {
  const int64_t passed_ns = steady_ns - speed_steady_ns_;
  if (passed_ns >= 0 && passed_ns < kNsPerSecond) return;
  actual_speed_ = passed_ns > 0 ? static_cast<double>(at_ns_ - speed_at_ns_) / static_cast<double>(passed_ns) : 0;
  speed_at_ns_ = at_ns_;
  speed_steady_ns_ = steady_ns;
}

// The speed of folding is not known yet.
void Session::start_clock(int64_t steady_ns) {
  set_clock(at_ns_, steady_ns);
  actual_speed_ = speed_;
  speed_at_ns_ = at_ns_;
  speed_steady_ns_ = steady_ns;
}

}  // namespace gridwall::playback
