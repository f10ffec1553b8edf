// Counters and rate limits of every source since the daemon started. Bounded: beyond kMaxSources all further names
// share one entry. Owned by the thread of intake; no clock inside.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ingest/county/county.h"

namespace gridwall::feed {

// Events per second and per burst, for each source; 0 per second: no limit. Emergencies have a bucket of their own, so
// that no flood of routine events can starve them.
struct RateLimits {
  double routine_per_s = 50'000;
  double routine_burst = 100'000;
  double emergency_per_s = 5'000;
  double emergency_burst = 20'000;
};

class TokenBucket {
 public:
  // Takes one token if there is one. `now_ns` is of a clock that never goes back.
  bool take(double per_s, double burst, int64_t now_ns);
  // Takes one token even if there is none; later events have to wait for it.
  void charge() { tokens_ -= 1; }

 private:
  double tokens_ = 0;
  int64_t filled_ns_ = INT64_MIN;  // never: starts full
};

struct SourceEntry {
  std::string name;
  TokenBucket routine, emergency;
  uint64_t accepted = 0;
  uint64_t duplicates = 0;
  uint64_t rejected = 0;
  uint64_t shed = 0;                     // refused by the rate limit: the sender retries
  uint64_t gaps = 0;                     // missing numbers in the counter of a system that only publishes
  int64_t last_received_ns = INT64_MIN;  // same clock as the buckets

  bool admit(const RateLimits& limits, bool emergency_event, int64_t now_ns);
};

class SourceTable {
 public:
  static constexpr size_t kMaxSources = 256;
  static constexpr std::string_view kOthers = "(others)";

  SourceEntry& of(std::string_view name);  // the reference stays valid; an empty name is "(unnamed)"
  const StringMap<SourceEntry>& all() const { return entries_; }

 private:
  StringMap<SourceEntry> entries_;  // node-based: entries do not move
  SourceEntry* last_ = nullptr;     // batches come from one source
};

// Lets the first few lines of a kind pass in a period and counts the rest, so that one bad peer cannot flood the
// program's messages.
class LineThrottle {
 public:
  static constexpr int kLines = 5;
  static constexpr int64_t kWhileNs = 10'000'000'000;
  // True if the line may be written; `left_out` is how many of this kind were not written in the period before.
  bool admit(std::string_view kind, int64_t now_ns, uint64_t& left_out);

 private:
  struct Kind {
    int64_t since_ns = INT64_MIN;
    int written = 0;
    uint64_t left_out = 0;
  };
  StringMap<Kind> kinds_;
};

}  // namespace gridwall::feed
