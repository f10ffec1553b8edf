// What requests have in common, whether simulated or part of a history. Private to ingest/simulate.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/simulate/world.h"

namespace gridwall::simulate {

// Hours from accepted to resolved, by tier: a grid worker's errand, a community's, a street's, a department's.
inline constexpr double kResolveMedianH[kTierCount] = {2.5, 9, 34, 80};

// Words are chosen by the value of a category in events and by the county's label for it.
std::string theme_of(const County& county, std::string_view category);
// Who deals with a request at this tier.
std::string handler_of(const World& world, GridIndex grid, size_t tier, std::string_view theme, Random& random);
// Nobody resolves a request at three in the morning: work that would end at night ends after offices open.
int64_t after_opening(const World& world, int64_t end_ns, Random& random);
// Category, channel, title, text, place, tier, and the organisation where one is concerned; not where it lies.
void describe(Draft& placed, const World& world, GridIndex grid, std::string_view category, std::string_view channel,
              size_t tier, Random& random);

// The steps of one request while they are generated: a clock that advances from each to the next, and the draft.
class MatterSteps {
 protected:
  MatterSteps(World& world, std::string id, int64_t placed_ns, Random random)
      : world_(world), id_(std::move(id)), random_(random), now_ns_(placed_ns) {}
  ~MatterSteps() = default;

  Draft& step(EventType type);
  void after_s(double median_s, double sigma);
  void work_s(double median_s, double sigma);  // ends while somebody is there

  World& world_;
  const std::string id_;
  Random random_;
  int64_t now_ns_;
  std::vector<Draft> steps_;
};

}  // namespace gridwall::simulate
