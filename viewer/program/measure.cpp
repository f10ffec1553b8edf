#include "viewer/program/measure.h"

#include <fmt/core.h>

#include <sys/resource.h>
#include <unistd.h>
#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>

namespace gridwall::program {
namespace {

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Proportional set size: memory, with what is shared counted in parts.
double pss_mib() {
  std::ifstream rollup("/proc/self/smaps_rollup");
  for (std::string word; rollup >> word;) {
    double kib = 0;
    if (word == "Pss:" && rollup >> kib) return kib / 1024;
  }
  return 0;
}

// Since the process was started, from the kernel's own figures (hundredths of a second).
int64_t process_age_ns() {
  std::ifstream stat("/proc/self/stat");
  std::string text((std::istreambuf_iterator<char>(stat)), std::istreambuf_iterator<char>());
  const size_t after_name = text.rfind(')');
  if (after_name == std::string::npos) return 0;
  long long start_ticks = 0;
  size_t pos = after_name + 2;
  for (int field = 3; field < 22; ++field) pos = text.find(' ', pos) + 1;
  start_ticks = std::atoll(text.c_str() + pos);
  std::ifstream uptime("/proc/uptime");
  double up_s = 0;
  uptime >> up_s;
  return static_cast<int64_t>((up_s - static_cast<double>(start_ticks) / static_cast<double>(sysconf(_SC_CLK_TCK))) *
                              1e9);
}

double quantile(std::vector<float> values, double q) {  // nearest rank
  if (values.empty()) return 0;
  const auto rank = static_cast<size_t>(std::max(1.0, std::ceil(q * static_cast<double>(values.size()))));
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(rank - 1), values.end());
  return values[rank - 1];
}

}  // namespace

void Measure::begin_tick(int64_t time_of_day_ns) {
  for (const int64_t received_ns : shown_ns_) {
    latency_ms_.push_back(static_cast<float>(time_of_day_ns - received_ns) / 1e6F);
  }
  shown_ns_.clear();
}

void Measure::end_tick(bool picture_changed, int64_t build_ns) {
  ++ticks_;
  build_ms_.push_back(static_cast<float>(build_ns) / 1e6F);
  if (!picture_changed) return;
  ++pictures_;
  if (first_picture_ns_ == 0) first_picture_ns_ = process_age_ns();
}

void Measure::restart(int64_t time_of_day_ns) {
  started_ns_ = time_of_day_ns;
  started_cpu_s_ = cpu_seconds();
  ticks_ = pictures_ = 0;
  shown_ns_.clear();
  latency_ms_.clear();
  build_ms_.clear();
}

Status Measure::write(const std::filesystem::path& file, int64_t time_of_day_ns) const {
  const double seconds = static_cast<double>(time_of_day_ns - started_ns_) / 1e9;
  const std::string text = fmt::format(
      "{{\"seconds\": {:.2f}, \"ticks_per_s\": {:.1f}, \"pictures_per_s\": {:.1f}, \"events_per_s\": {:.1f}, "
      "\"latency_p50_ms\": {:.1f}, \"latency_p99_ms\": {:.1f}, \"build_p50_ms\": {:.3f}, \"build_p99_ms\": {:.3f}, "
      "\"cpu_s_per_s\": {:.3f}, \"pss_mib\": {:.0f}, \"first_picture_ms\": {:.0f}}}\n",
      seconds, static_cast<double>(ticks_) / seconds, static_cast<double>(pictures_) / seconds,
      static_cast<double>(latency_ms_.size()) / seconds, quantile(latency_ms_, 0.5), quantile(latency_ms_, 0.99),
      quantile(build_ms_, 0.5), quantile(build_ms_, 0.99), (cpu_seconds() - started_cpu_s_) / seconds, pss_mib(),
      static_cast<double>(first_picture_ns_) / 1e6);
  std::ofstream out(file);
  out << text;
  out.close();
  if (!out) return Error{ErrorCode::kIo, file.string() + ": cannot be written; name another file with --measure"};
  return Done{};
}

}  // namespace gridwall::program
