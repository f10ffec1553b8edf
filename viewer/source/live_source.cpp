#include "viewer/source/live_source.h"

#include <atomic>
#include <mutex>
#include <thread>

#include "ingest/event/clock.h"
#include "viewer/source/duty_line.h"
#include "viewer/source/live_line.h"
#include "viewer/source/outlet.h"

namespace gridwall::source {
namespace {

constexpr int kLongestWaitMs = 100;

}  // namespace

class LiveSource::Impl {
 public:
  explicit Impl(const LiveOptions& options)
      : options_(options),
        outlet_(options_.max_queued_bytes, options_.wake, [this] { wake_.notify(); }),
        line_(context_, options_, outlet_),
        duty_(context_, options_.curve) {}

  ~Impl() {
    stopping_ = true;
    wake_.notify();
    if (thread_.joinable()) thread_.join();
  }

  Status open() {
    if (const Status connected = line_.connect(); !connected) return connected.error();
    outlet_.status({}, steady_clock_ns());
    thread_ = std::thread([this] { run(); });
    return Done{};
  }

  Outlet& outlet() { return outlet_; }

  uint64_t submit(std::string event) {
    const std::lock_guard lock(mutex_);
    submitted_.emplace_back(++last_ticket_, std::move(event));
    wake_.notify();
    return last_ticket_;
  }

  void say_presence(feed::DeskHealth presence) {
    const std::lock_guard lock(mutex_);
    presence_ = std::move(presence);
    wake_.notify();
  }

  std::vector<Submitted> take_submitted() {
    const std::lock_guard lock(mutex_);
    return std::exchange(answered_, {});
  }

 private:
  void run() {
    while (!stopping_) {
      const bool has_room = outlet_.has_room();
      std::vector<feed::PollItem> items{{nullptr, wake_.descriptor()}, {&line_.history(), -1}};
      // While the wall does not keep up, what comes waits in the socket.
      if (line_.live() && has_room) items.push_back({&line_.live(), -1});
      if (duty_.socket()) items.push_back({&duty_.socket(), -1});
      feed::poll(items, kLongestWaitMs);
      if (items[0].readable) wake_.clear();
      const int64_t now_ns = steady_clock_ns();
      line_.step(now_ns);
      step_duty(now_ns);
    }
  }

  void step_duty(int64_t now_ns) {
    if (!line_.intake().empty()) duty_.set_endpoint(line_.intake());
    std::vector<Submitted> answered;
    {
      const std::lock_guard lock(mutex_);
      for (auto& [ticket, event] : submitted_) duty_.add(ticket, std::move(event));
      submitted_.clear();
      if (presence_) duty_.say(*std::exchange(presence_, std::nullopt));
    }
    const std::shared_ptr<const feed::Heartbeat> heartbeat = outlet_.status(now_ns).heartbeat;
    duty_.presence_wanted(heartbeat && heartbeat->takes_presence);
    duty_.step(now_ns, answered);
    if (answered.empty()) return;
    {
      const std::lock_guard lock(mutex_);
      for (Submitted& one : answered) answered_.push_back(std::move(one));
    }
    if (options_.wake) options_.wake();
  }

  const LiveOptions options_;
  feed::WakeUp wake_;
  feed::Context context_;
  Outlet outlet_;
  LiveLine line_;
  DutyLine duty_;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  std::vector<std::pair<uint64_t, std::string>> submitted_;
  std::vector<Submitted> answered_;
  uint64_t last_ticket_ = 0;
  std::optional<feed::DeskHealth> presence_;
  std::thread thread_;
};

LiveSource::LiveSource(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LiveSource::~LiveSource() = default;

Result<std::unique_ptr<LiveSource>> LiveSource::open(const LiveOptions& options) {
  auto impl = std::make_unique<Impl>(options);
  if (const Status opened = impl->open(); !opened) return opened.error();
  return std::unique_ptr<LiveSource>(new LiveSource(std::move(impl)));
}

bool LiveSource::poll(Batch& batch) {
  return impl_->outlet().poll(batch);
}
SourceStatus LiveSource::status() const {
  return impl_->outlet().status(steady_clock_ns());
}
uint64_t LiveSource::submit(std::string event) {
  return impl_->submit(std::move(event));
}
void LiveSource::say_presence(feed::DeskHealth presence) {
  impl_->say_presence(std::move(presence));
}
std::vector<Submitted> LiveSource::take_submitted() {
  return impl_->take_submitted();
}

}  // namespace gridwall::source
