#include "ingest/feed/source_table.h"

#include <algorithm>

namespace gridwall::feed {

bool TokenBucket::take(double per_s, double burst, int64_t now_ns) {
  if (per_s <= 0) return true;
  if (filled_ns_ == INT64_MIN) {
    tokens_ = burst;
  } else {
    tokens_ = std::min(burst, tokens_ + static_cast<double>(now_ns - filled_ns_) * 1e-9 * per_s);
  }
  filled_ns_ = now_ns;
  if (tokens_ < 1) return false;
  tokens_ -= 1;
  return true;
}

bool SourceEntry::admit(const RateLimits& limits, bool emergency_event, int64_t now_ns) {
  return emergency_event ? emergency.take(limits.emergency_per_s, limits.emergency_burst, now_ns)
                         : routine.take(limits.routine_per_s, limits.routine_burst, now_ns);
}

SourceEntry& SourceTable::of(std::string_view name) {
  if (name.empty()) name = "(unnamed)";
  if (last_ != nullptr && last_->name == name) return *last_;
  auto found = entries_.find(name);
  if (found == entries_.end()) {
    if (entries_.size() >= kMaxSources) name = kOthers;
    found = entries_.try_emplace(std::string(name)).first;
    found->second.name = name;
  }
  last_ = &found->second;
  return *last_;
}

bool LineThrottle::admit(std::string_view kind, int64_t now_ns, uint64_t& left_out) {
  left_out = 0;
  auto found = kinds_.find(kind);
  if (found == kinds_.end()) {
    if (kinds_.size() >= 1024) kinds_.clear();
    found = kinds_.try_emplace(std::string(kind)).first;
  }
  Kind& entry = found->second;
  if (entry.since_ns == INT64_MIN || now_ns - entry.since_ns >= kWhileNs) {
    left_out = entry.left_out;
    entry = {now_ns, 0, 0};
  }
  if (entry.written < kLines) {
    ++entry.written;
    return true;
  }
  ++entry.left_out;
  return false;
}

}  // namespace gridwall::feed
