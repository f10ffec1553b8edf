#include "viewer/playback/session.h"

#include <algorithm>

#include "ingest/county/load.h"
#include "ingest/event/clock.h"
#include "ingest/event/time.h"
#include "ingest/replay/log_fold.h"

namespace gridwall::playback {
namespace {

constexpr int64_t kLookForGrowthNs = kNsPerSecond;

}  // namespace

Session::Session(std::unique_ptr<source::LiveSource> source, source::PastFactory past, std::function<void()> wake)
    : source_(std::move(source)),
      factory_(std::move(past)),
      wake_(std::move(wake)),
      following_(source_ != nullptr),
      playing_(source_ != nullptr) {}

Status Session::begin_at(std::optional<int64_t> at_ns, double speed) {
  open_past();
  playing_ = speed > 0;
  speed_ = speed > 0 ? speed : 1;
  seek_ticket_ = worker_->seek({at_ns.value_or(INT64_MAX), 0});
  while (!begun_) {
    begun_ = worker_->take_found();
    if (!begun_) worker_->wait();
  }
  if (begun_->error) return *begun_->error;
  return Done{};
}

void Session::open_past() {
  block_ = {};
  block_next_ = 0;
  seek_ticket_.reset();
  worker_.reset();
  worker_ = std::make_unique<PastWorker>(factory_, wake_);
  worker_->check_for_growth();
  if (builder_) builder_ = std::make_unique<StripBuilder>(factory_, wake_);
}

// --- what is shown --------------------------------------------------------------------------------------------------

void Session::set_county(std::shared_ptr<const County> county, StepReport& report) {
  report.county_changed = report.county_changed || county_ != county;
  county_ = std::move(county);
}

void Session::show_live(StepReport& report) {
  seek_ticket_.reset();
  seek_at_ns_.reset();
  past_problem_.clear();
  playing_ = true;
  speed_ = 1;
  at_end_ = false;
  if (following_) return;
  following_ = true;
  shown_ = &live_state_;
  if (live_county_) set_county(live_county_, report);
  past_state_.reset();
  block_ = {};
  block_next_ = 0;
  worker_->read_after(UINT64_MAX - 1);  // lets go of what was read ahead
  report.state_replaced = true;
  figures_stale_ = true;
}

void Session::show_past(StepReport& report) {
  following_ = false;
  shown_ = past_state_.get();
  set_county(past_county_, report);
  report.state_replaced = true;
  figures_stale_ = true;
}

// Reuses the county of the present if it is the same one, so that nothing derived from it must be made again.
void Session::take_county(const source::CountyInForce& county) {
  past_county_ = live_county_ != nullptr && county.mark == live_mark_ ? live_county_ : county.county;
  past_mark_ = county.mark;
}

void Session::take_found(int64_t steady_ns, StepReport& report) {
  if (!seek_ticket_) return;
  std::optional<PastWorker::Found> found = begun_ ? std::exchange(begun_, std::nullopt) : worker_->take_found();
  if (!found || found->ticket != *seek_ticket_) return;
  seek_ticket_.reset();
  seek_at_ns_.reset();
  past_problem_ = found->error ? found->error->message : found->problem;
  if (!found->state) return set_clock(at_ns_, steady_ns);
  past_state_ = std::move(found->state);
  take_county(found->county);
  show_past(report);
  at_ns_ = found->at_ns;
  start_clock(steady_ns);
  at_end_ = !source_ && past_state_->seq >= found->span.head_seq;
}

// --- the present ----------------------------------------------------------------------------------------------------

void Session::take_live(StepReport& report) {
  if (!source_ || !source_->poll(batch_)) return;
  if (batch_.start) {
    live_county_ = batch_.start->county;
    live_mark_ =
        batch_.start->source ? county_mark(batch_.start->source->config_text, batch_.start->source->map_text) : 0;
    live_state_ = std::move(*batch_.start->state);
    if (factory_) {
      open_past();  // it may be another log
      if (!following_) seek({at_ns_, 0}, at_ns_);
    }
    if (following_) {
      shown_ = &live_state_;
      set_county(live_county_, report);
      report.state_replaced = true;
    }
  }
  if (live_county_ != nullptr) {
    for (size_t i = 0; i < batch_.events.size(); ++i) {
      const LoggedEvent event = batch_.events[i];
      if (event.stamp.seq <= live_state_.seq) continue;  // a wall accepts all and drops duplicates
      replay::fold_row(live_state_, *live_county_, parser_, event);
      if (keep_times) report.received_ns.push_back(event.stamp.received_ns);
    }
  }
  report.live_events = batch_.events.size();
  if (following_) {
    report.events = report.live_events;
    figures_stale_ = true;
  }
}

// --- a step ---------------------------------------------------------------------------------------------------------

void Session::check_for_growth(int64_t steady_ns) {
  if (steady_ns - looked_ns_ < kLookForGrowthNs) return;
  looked_ns_ = steady_ns;
  if (builder_ && (source_ ? live_state_.seq : worker_->span().head_seq) > builder_->index()->through_seq()) {
    builder_->check_for_growth();
  }
  if (!source_) worker_->check_for_growth();
}

Result<StepReport> Session::step(int64_t steady_ns, bool settle) {
  StepReport report;
  steady_ns_ = steady_ns;
  take_live(report);
  if (source_) {
    const int64_t server_ns = source_->status().server_now_ns;
    // Until the clock of the daemon is known, that of this machine is used.
    live_clock_.hear(server_ns != 0 ? server_ns : system_clock_ns(), steady_ns);
  }
  if (worker_ == nullptr) return report;
  check_for_growth(steady_ns);
  for (;;) {
    run_commands(steady_ns, report);
    while (settle && seek_ticket_) {
      take_found(steady_ns, report);
      if (seek_ticket_) worker_->wait();
    }
    take_found(steady_ns, report);
    if (!following_ && !seek_ticket_) {
      step_pending(steady_ns, settle, report);
      advance_pending(steady_ns, settle, report);
    }
    const bool rest = seek_ticket_ || pending_steps_ > 0 || advance_to_ns_ || !commands_.empty();
    if (!settle || !rest) break;
  }
  if (!following_) {
    run_clock(steady_ns, settle, report);
    note_speed(steady_ns);
  }
  return report;
}

// --- what others ask ------------------------------------------------------------------------------------------------

int64_t Session::now_ns(int64_t steady_ns) {
  return following_ ? live_clock_.now_ns(steady_ns) : at_ns_;
}

view_model::Connection Session::connection() const {
  view_model::Connection connection;
  if (source_) {
    const source::SourceStatus status = source_->status();
    connection.phase = status.phase;
    connection.done = status.done;
    connection.wanted = status.wanted;
    connection.silent_s = status.silent_s;
    connection.trouble = status.trouble;
    if (status.heartbeat) {
      connection.log_degraded = status.heartbeat->degraded;
      connection.training = status.heartbeat->training;
      for (const feed::DeskHealth& desk : status.heartbeat->desks) {
        connection.desks.push_back({desk.desk, desk.form, desk.about});
      }
    }
  } else {
    connection.phase = view_model::Connection::Phase::kLive;
  }
  if (following_) return connection;
  connection.phase = view_model::Connection::Phase::kLive;  // what is shown is as it was then
  connection.replay = true;
  connection.replay_speed = playing_ && !at_end_ ? speed_ : 0;
  return connection;
}

std::string Session::problem() const {
  if (source_) {
    if (std::string problem = source_->status().problem; !problem.empty()) return problem;
  }
  if (!past_problem_.empty()) return past_problem_;
  return worker_ && !following_ ? worker_->problem() : std::string();
}

std::shared_ptr<const StripIndex> Session::strip() const {
  if (worker_ == nullptr) return no_index_;
  if (!builder_) builder_ = std::make_unique<StripBuilder>(factory_, wake_);
  return builder_->index();
}

TimeStatus Session::time_status() const {
  TimeStatus status;
  status.can_go_back = static_cast<bool>(factory_);
  status.following = following_;
  status.playing = playing_;
  status.at_end = at_end_;
  status.speed = speed_;
  status.actual_speed = following_ ? 1 : actual_speed_;
  LiveClock clock = live_clock_;
  status.now_ns = following_ ? clock.now_ns(steady_ns_) : at_ns_;
  status.seq = shown_->seq;
  if (worker_) {
    const source::PastSpan span = worker_->span();
    status.first_ns = span.first_ns;
    status.first_seq = span.base_seq + 1;
    status.last_ns = span.head_ns;
    status.last_seq = span.head_seq;
  }
  if (source_ && live_state_.seq >= status.last_seq) {
    status.last_seq = live_state_.seq;
    status.last_ns = live_state_.received_ns;
  }
  if (seek_ticket_) status.seeking_ns = seek_at_ns_.value_or(0);
  status.loop = loop_;
  status.problem = past_problem_;
  if (status.problem.empty() && worker_ && !following_) status.problem = worker_->problem();
  return status;
}

const Figures& Session::figures(int64_t now_ns, Scope scope) {
  const bool another_second = now_ns / kNsPerSecond != figures_.now_ns / kNsPerSecond;
  if (figures_stale_ || another_second || !(scope == figures_scope_)) {
    figures_ = compute_figures(*shown_, *county_, now_ns, scope);
    figures_scope_ = scope;
    figures_stale_ = false;
  }
  return figures_;
}

// --- opening --------------------------------------------------------------------------------------------------------

std::unique_ptr<Session> follow(std::unique_ptr<source::LiveSource> source, source::PastFactory past,
                                std::function<void()> wake) {
  return std::make_unique<Session>(std::move(source), std::move(past), std::move(wake));
}

Result<std::unique_ptr<Session>> replay(source::PastFactory past, const ReplayOptions& options) {
  auto session = std::make_unique<Session>(nullptr, std::move(past), options.wake);
  if (const Status begun = session->begin_at(options.at_ns, options.speed); !begun) return begun.error();
  return session;
}

Result<std::unique_ptr<Session>> replay(const std::filesystem::path& log, const ReplayOptions& options) {
  return replay(source::past_of_log(log), options);
}

}  // namespace gridwall::playback
