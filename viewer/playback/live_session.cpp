#include <chrono>

#include "ingest/log_fold.h"
#include "viewer/playback/session.h"

namespace gridwall::playback {
namespace {

class LiveSession : public Session {
 public:
  explicit LiveSession(std::unique_ptr<source::EventSource> source) : source_(std::move(source)) {}

  Result<StepReport> step(int64_t steady_ns) override {
    StepReport report;
    if (source_->poll(batch_)) {
      if (batch_.start) {
        report.county_changed = county_ != batch_.start->county;
        report.state_replaced = true;
        county_ = batch_.start->county;
        state_ = std::move(*batch_.start->state);
      }
      if (county_ != nullptr) {
        for (size_t i = 0; i < batch_.events.size(); ++i) take(batch_.events[i], report);
      }
      report.events = batch_.events.size();
      figures_stale_ = true;
    }
    hear_clock(steady_ns);
    return report;
  }

  view_model::Connection connection(int64_t) const override {
    const source::SourceStatus status = source_->status();
    view_model::Connection connection;
    connection.phase = static_cast<view_model::Connection::Phase>(status.phase);
    connection.done = status.done;
    connection.wanted = status.wanted;
    connection.silent_s = status.silent_s;
    return connection;
  }

  std::string problem() const override { return source_->status().problem; }
  int64_t now_ns(int64_t steady_ns) override { return clock_.now_ns(steady_ns); }

 private:
  void take(const source::SourceEvent& event, StepReport& report) {
    if (event.stamp.seq <= state_.seq) return;  // a wall takes all and drops what it has
    fold_row(state_, *county_, parser_, source::row_of(event));
    if (keep_times) report.received_ns.push_back(event.stamp.received_ns);
  }

  // The daemon's clock rules; before it was heard, this machine's stands in.
  void hear_clock(int64_t steady_ns) {
    const int64_t server_ns = source_->status().server_now_ns;
    clock_.hear(server_ns != 0 ? server_ns : std::chrono::system_clock::now().time_since_epoch().count(), steady_ns);
  }

  std::unique_ptr<source::EventSource> source_;
  source::Batch batch_;
  LiveClock clock_;
};

static_assert(static_cast<int>(source::SourceStatus::Phase::kStale) ==
              static_cast<int>(view_model::Connection::Phase::kStale));

}  // namespace

std::unique_ptr<Session> follow(std::unique_ptr<source::EventSource> source) {
  return std::make_unique<LiveSession>(std::move(source));
}

}  // namespace gridwall::playback
