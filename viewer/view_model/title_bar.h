// The bar on top: whose wall this is, the mode, how far each feed can be trusted, and what time it is.
// Pure; any thread.
#pragma once

#include <array>
#include <string>

#include "viewer/view_model/data_age.h"

namespace gridwall::view_model {

struct ModeBadge {
  std::string text;
  bool emergency = false;
  uint8_t level = 0;  // 1 to 4; 0: none given
};

struct TitleBar {
  std::string title;
  ModeBadge mode;
};
TitleBar build_title_bar(const ViewContext& context);

using TrustStrip = std::array<FeedTrust, kFeedCount>;
TrustStrip build_trust_strip(const ViewContext& context);

struct WallClock {
  std::string time;
  std::string date;
  std::string replay;    // empty while live; else what says that this is not the present
  std::string compared;  // "against 11-20 14:32"; empty: nothing is compared
};
WallClock build_clock(const ViewContext& context);

}  // namespace gridwall::view_model
