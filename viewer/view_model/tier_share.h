// At which tier matters were closed, in the county's own tier words. Pure; any thread.
#pragma once

#include <array>
#include <string>

#include "viewer/view_model/data_age.h"

namespace gridwall::view_model {

struct TierPart {
  std::string label;
  std::string percent;  // whole, all four add up to 100; "<1" where that would say 0 for something
  std::string count;
  Change change;  // of the count
  float share = 0;
};

struct TierShare {
  std::string title;
  std::string window;
  std::string resolved;  // "15,750 resolved"
  Change change;         // of these
  std::string why;       // nothing was resolved
  DataAge age;
  std::array<TierPart, kTierCount> parts;
};
TierShare build_tier_share(const ViewContext& context);

// Whole per cents that add up to 100, by the largest remainders; all 0 when there is nothing.
std::array<int64_t, kTierCount> whole_percents(const std::array<int64_t, kTierCount>& counts);

}  // namespace gridwall::view_model
