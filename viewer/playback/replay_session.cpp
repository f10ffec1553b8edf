#include "ingest/log_fold.h"
#include "viewer/playback/session.h"

namespace gridwall::playback {
namespace {

class ReplaySession : public Session {
 public:
  ReplaySession(log::LogReader reader, County county, CountyState state, const ReplayClock& clock, double speed)
      : reader_(std::move(reader)), clock_(clock), wanted_speed_(speed) {
    county_ = std::make_shared<const County>(std::move(county));
    state_ = std::move(state);
  }

  Result<StepReport> step(int64_t steady_ns) override {
    StepReport report;
    if (first_) {
      first_ = false;
      clock_.set_speed(wanted_speed_, steady_ns);
      report.county_changed = true;
      report.state_replaced = true;
    }
    const Result<uint64_t> reached = reader_.seq_at(clock_.now_ns(steady_ns));
    if (!reached) return reached.error();
    if (*reached > state_.seq) {
      const uint64_t before = state_.seq;
      if (Status folded = fold_range(reader_, *county_, parser_, state_, *reached); !folded) return folded.error();
      report.events = state_.seq - before;
      figures_stale_ = true;
    }
    return report;
  }

  view_model::Connection connection(int64_t steady_ns) const override {
    view_model::Connection connection;
    connection.phase = view_model::Connection::Phase::kLive;
    connection.replay = true;
    connection.replay_speed = clock_.at_end(steady_ns) ? 0 : clock_.speed();
    return connection;
  }

  int64_t now_ns(int64_t steady_ns) override { return clock_.now_ns(steady_ns); }

 private:
  log::LogReader reader_;
  ReplayClock clock_;
  double wanted_speed_;
  bool first_ = true;
};

}  // namespace

Result<std::unique_ptr<Session>> replay(log::LogReader reader, const ReplayOptions& options) {
  const Result<log::LogHead> head = reader.head();
  if (!head) return head.error();
  const int64_t at_ns = options.at_ns.value_or(head->received_ns);
  const Result<uint64_t> seq = reader.seq_at(at_ns);
  if (!seq) return seq.error();
  Result<County> county = county_of(reader, *seq);
  if (!county) return county.error();
  Result<CountyState> state = state_at(reader, *county, *seq);
  if (!state) return state.error();
  const ReplayClock clock(at_ns, std::max(at_ns, head->received_ns));
  return std::unique_ptr<Session>(
      std::make_unique<ReplaySession>(std::move(reader), std::move(*county), std::move(*state), clock, options.speed));
}

}  // namespace gridwall::playback
