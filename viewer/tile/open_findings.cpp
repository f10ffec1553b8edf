#include "viewer/tile/open_findings.h"

namespace gridwall::tile {

bool is_open(const Finding& finding) {
  return finding.found_ns != kNever && finding.closed_ns == kNever;
}

const std::vector<uint32_t>& OpenFindings::update(const std::vector<Finding>& findings, uint64_t seq) {
  if (seq < seq_ || findings.size() < looked_at_) {
    open_.clear();
    looked_at_ = 0;
  }
  seq_ = seq;
  std::erase_if(open_, [&](uint32_t index) { return !is_open(findings[index]); });
  for (; looked_at_ < findings.size(); ++looked_at_) {
    if (is_open(findings[looked_at_])) open_.push_back(static_cast<uint32_t>(looked_at_));
  }
  return open_;
}

}  // namespace gridwall::tile
