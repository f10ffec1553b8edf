// Counts of durations in log-linear steps, so that quantiles of any number of days merge exactly and stay within 1 %.
// Sparse: a day of a county has a few hundred steps in use.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace gridwall::inline state {

class DurationHistogram {
 public:
  // `change` is +1 or -1; what is taken away was put in before.
  void add(int64_t duration_ns, int32_t change) {
    const uint32_t step = step_of(duration_ns);
    auto at =
        std::lower_bound(counts_.begin(), counts_.end(), step, [](const auto& a, uint32_t b) { return a.first < b; });
    if (at == counts_.end() || at->first != step) at = counts_.insert(at, {step, 0});
    at->second += change;
    if (at->second == 0) counts_.erase(at);
  }

  void merge(const DurationHistogram& other) {
    std::vector<std::pair<uint32_t, int32_t>> merged;
    merged.reserve(counts_.size() + other.counts_.size());
    auto a = counts_.begin();
    auto b = other.counts_.begin();
    while (a != counts_.end() || b != other.counts_.end()) {
      if (b == other.counts_.end() || (a != counts_.end() && a->first < b->first)) {
        merged.push_back(*a++);
      } else if (a == counts_.end() || b->first < a->first) {
        merged.push_back(*b++);
      } else {
        merged.emplace_back(a->first, a->second + b->second);
        ++a, ++b;
      }
    }
    counts_ = std::move(merged);
  }

  // The duration in seconds that a share `q` of all do not exceed (nearest rank); none when empty.
  std::optional<double> quantile_s(double q) const {
    const int64_t total = count();
    if (total == 0) return std::nullopt;
    const auto rank = std::max<int64_t>(1, static_cast<int64_t>(std::ceil(q * static_cast<double>(total))));
    int64_t seen = 0;
    for (const auto& [step, count] : counts_) {
      seen += count;
      if (seen >= rank) return middle_s(step);
    }
    return middle_s(counts_.back().first);
  }

  int64_t count() const {
    int64_t total = 0;
    for (const auto& [step, count] : counts_) total += count;
    return total;
  }

  // False for bytes from anywhere that no durations gave.
  bool sound() const {
    for (size_t i = 0; i < counts_.size(); ++i) {
      const auto [step, count] = counts_[i];
      if (count < 1 || step > step_of(INT64_MAX) || (i > 0 && counts_[i - 1].first >= step)) return false;
    }
    return true;
  }

  template <typename Archive>
  void serialize(Archive& archive) {
    archive(counts_);
  }

 private:
  // Milliseconds: exact below 128, then 64 steps an octave, each at most 1/64 of its value wide.
  static uint32_t step_of(int64_t duration_ns) {
    const auto ms = static_cast<uint64_t>(std::max<int64_t>(0, duration_ns) / 1'000'000);
    if (ms < 128) return static_cast<uint32_t>(ms);
    const int shift = static_cast<int>(std::bit_width(ms)) - 7;
    return static_cast<uint32_t>(static_cast<uint64_t>(shift) * 64 + (ms >> shift));
  }
  static double middle_s(uint32_t step) {
    if (step < 128) return step / 1000.0;
    const uint32_t shift = step / 64 - 1;
    const uint64_t low = static_cast<uint64_t>(step - shift * 64) << shift;
    // Durations are mostly whole seconds; where the step holds exactly one such value, that is the better guess.
    const uint64_t high = low + (uint64_t{1} << shift);
    const uint64_t whole_s = (low + 999) / 1000 * 1000;
    if (whole_s < high && whole_s + 1000 >= high) return static_cast<double>(whole_s) / 1000.0;
    return (static_cast<double>(low) + static_cast<double>(high)) / 2000.0;
  }

  std::vector<std::pair<uint32_t, int32_t>> counts_;  // by step, ascending
};

}  // namespace gridwall::state
