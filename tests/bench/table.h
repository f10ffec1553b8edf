// Ratios measured in one run, as one table: this machine is noisy, so a figure means something only beside another one
// taken in the same minute. Each side runs several times in turn; the best of each counts.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>

namespace gridwall::bench {

// Seconds the call takes.
inline double seconds(const std::function<void()>& call) {
  const auto start = std::chrono::steady_clock::now();
  call();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

struct Pair {
  double ours_s;
  double reference_s;
};

// Both calls in turn, so that a slow minute hits both.
inline Pair best_of(int rounds, const std::function<void()>& ours, const std::function<void()>& reference) {
  Pair best{1e9, 1e9};
  for (int round = 0; round < rounds; ++round) {
    best.reference_s = std::min(best.reference_s, seconds(reference));
    best.ours_s = std::min(best.ours_s, seconds(ours));
  }
  return best;
}

inline void head() {
  std::printf("%-58s %16s %16s %8s %8s\n", "what", "gridwall", "beside", "ratio", "limit");
}

// `better` says whether the ratio must be at least or at most the limit.
inline void row(const std::string& what, const std::string& ours, const std::string& beside, double ratio,
                const std::string& limit) {
  std::printf("%-58s %16s %16s %8.2f %8s\n", what.c_str(), ours.c_str(), beside.c_str(), ratio, limit.c_str());
  std::fflush(stdout);
}

inline std::string rate_text(double events, double s) {
  char text[32];
  std::snprintf(text, sizeof text, "%.0f k/s", events / s / 1000);
  return text;
}

inline std::string ms_text(double s) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f ms", s * 1000);
  return text;
}

}  // namespace gridwall::bench
