// What is dealt to each request of a history before it runs its course. Private to ingest/simulate.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ingest/simulate/history/history_parts.h"

namespace gridwall::simulate::history {

// The stage of a request at the end; the order is that of the loop and of kStageKeys.
inline constexpr size_t kAtPlaced = 0, kAtDispatched = 1, kAtAccepted = 2, kAtSupervised = 3, kAtResolved = 4,
                        kAtPublished = 5, kAtRated = 6;

struct Fate {
  std::string category, channel;
  AreaIndex area = kNone;
  const NamedMatter* named = nullptr;
  int64_t placed_ns = 0;
  bool resolved = false;
  size_t stage = kAtPlaced;  // its stage at the end
  size_t tier = 0;           // the tier that resolves it, or where it is
  Score score = Score::kSatisfied;
  std::optional<bool> promise_kept;  // none: as it comes
};

// One for every request of the targets, in any order: together they come to all of them.
std::vector<Fate> deal_fates(History& history);

}  // namespace gridwall::simulate::history
