// A stream of numbers that is the same with every compiler and library, so that a seed always gives the same events.
// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014). Values only, any thread.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>

namespace gridwall::simulate {

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }

  double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }  // [0, 1)
  double between(double low, double high) { return low + (high - low) * uniform(); }
  bool chance(double probability) { return uniform() < probability; }
  size_t below(size_t count) {  // [0, count); count is neither 0 nor above 2^32
    return static_cast<size_t>(((next() >> 32) * count) >> 32);
  }
  int64_t whole(int64_t low, int64_t high) {  // both ends included
    return low + static_cast<int64_t>(below(static_cast<size_t>(high - low + 1)));
  }

  // Irwin-Hall: twelve uniform values, exact arithmetic. Never beyond six.
  double normal() {
    int64_t sum = 0;
    for (int i = 0; i < 3; ++i) {
      const uint64_t bits = next();
      for (unsigned shift = 0; shift < 64; shift += 16) sum += static_cast<int64_t>((bits >> shift) & 0xFFFF);
    }
    return (static_cast<double>(sum) + 6.0) / 65536.0 - 6.0;
  }

  double log_normal(double median, double sigma) { return median * std::exp(sigma * normal()); }
  int64_t log_normal_s(double median_s, double sigma) {  // seconds, at least one
    const double value = log_normal(median_s, sigma);
    return value < 1 ? 1 : static_cast<int64_t>(value);
  }

  // Index by weight.
  size_t pick(std::span<const double> weights) {
    double sum = 0;
    for (const double weight : weights) sum += weight;
    double at = uniform() * sum;
    for (size_t i = 0; i + 1 < weights.size(); ++i) {
      if (at < weights[i]) return i;
      at -= weights[i];
    }
    return weights.size() - 1;
  }
  size_t pick(std::initializer_list<double> weights) { return pick(std::span(weights.begin(), weights.size())); }

  template <typename Range>
  const auto& one_of(const Range& range) {
    return range[below(std::size(range))];
  }

 private:
  uint64_t state_;
};

// A seed for one thing out of the seed of all: the stream (requests, workers, ...) and up to two numbers within it.
inline uint64_t seed_of(uint64_t seed, uint64_t stream, int64_t a = 0, int64_t b = 0) {
  Random mix(seed ^ (stream * 0xD1B54A32D192ED03ULL));
  mix = Random(mix.next() ^ static_cast<uint64_t>(a));
  mix = Random(mix.next() ^ static_cast<uint64_t>(b));
  return mix.next();
}

}  // namespace gridwall::simulate
