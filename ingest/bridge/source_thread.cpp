#include "ingest/bridge/source_thread.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "ingest/feed/wire.h"

namespace gridwall::bridge {
namespace {

constexpr int64_t kLongestBackOffNs = 3600LL * 1'000'000'000;
constexpr unsigned kMostDoublings = 12;

}  // namespace

void StopSign::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
}

bool StopSign::stopped() const {
  const std::lock_guard lock(mutex_);
  return stopped_;
}

bool StopSign::wait(int64_t ns) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, std::chrono::nanoseconds(ns), [this] { return stopped_; });
}

void SourceReport::count(const std::vector<EventAnswer>& answers) {
  for (const EventAnswer& answer : answers) {
    counts_.in_log += answer.in_log();
    if (answer.kind != EventAnswer::Kind::kReject) continue;
    ++counts_.rejected;
    spdlog::warn("{}: an event was rejected: {}: {}", source_, answer.reason, answer.detail);
  }
}

void SourceReport::failed(const std::string& why) {
  ++counts_.failed;
  if (why != counts_.problem) spdlog::warn("{}: {}", source_, why);
  counts_.problem = why;
  publish();
}

void SourceReport::left_out(const std::string& why) {
  ++counts_.failed;
  spdlog::warn("{}: a message is left out: {}", source_, why);
}

void SourceReport::went_well(int64_t now_ns) {
  if (!counts_.problem.empty()) spdlog::info("{}: works again", source_);
  counts_.problem.clear();
  counts_.last_good_ns = now_ns;
  publish();
}

bool send_all(IntakeLink& link, const std::vector<std::string>& events, SourceReport& report, const StopSign& stop,
              const std::function<void(size_t first, const std::vector<EventAnswer>&)>& on_answers) {
  for (size_t first = 0; first < events.size(); first += feed::kMaxBatchEvents) {
    const size_t count = std::min(feed::kMaxBatchEvents, events.size() - first);
    const auto begin = events.begin() + static_cast<std::ptrdiff_t>(first);
    const std::vector<EventAnswer> answers =
        ask(link, {begin, begin + static_cast<std::ptrdiff_t>(count)}, stop.asks());
    report.count(answers);
    if (on_answers) on_answers(first, answers);
    if (!std::all_of(answers.begin(), answers.end(), [](const EventAnswer& answer) { return answer.is_final(); })) {
      return false;
    }
  }
  return true;
}

int64_t backed_off_ns(int64_t every_ns, unsigned failures) {
  const int64_t longest_ns = std::max(every_ns, kLongestBackOffNs);
  int64_t wait_ns = every_ns;
  for (unsigned i = 0; i < std::min(failures, kMostDoublings) && wait_ns < longest_ns; ++i) wait_ns *= 2;
  return std::min(wait_ns, longest_ns);
}

}  // namespace gridwall::bridge
