// The hazards and disputes that stand open (未销隐患、矛盾纠纷), kept from one moment to the next. What was found once
// is closed once, so only new ones and those still open are looked at; the past costs nothing. UI thread.
#pragma once

#include <cstdint>
#include <vector>

#include "ingest/state/county_state.h"

namespace gridwall::tile {

bool is_open(const Finding& finding);

class OpenFindings {
 public:
  // `seq` is of the state that holds `findings`; a lower one than last time is a state gone back, and all is looked at.
  const std::vector<uint32_t>& update(const std::vector<Finding>& findings, uint64_t seq);

 private:
  std::vector<uint32_t> open_;
  size_t looked_at_ = 0;
  uint64_t seq_ = 0;
};

struct OpenOnPatrol {
  OpenFindings hazards, disputes;
};

}  // namespace gridwall::tile
