// How old the data behind a tile is, in words that change only when they must. Pure; any thread.
#pragma once

#include <string>

#include "viewer/view_model/context.h"

namespace gridwall::view_model {

struct DataAge {
  std::string text;     // "within 10s", "3m ago", "as of 14:32"
  bool late = false;    // past County::feed_late_after_s
  bool greyed = false;  // what depends on it keeps its value, but must not look live
};

// Steps of ten seconds below a minute, for tiles.
DataAge build_data_age(const ViewContext& context, Feed feed);

// To the second below a minute, for the trust strip.
struct FeedTrust {
  std::string name;
  std::string age;
  bool late = false;
  bool known = false;
};
FeedTrust build_feed_trust(const ViewContext& context, Feed feed);
std::string widest_trust_age(const Texts& texts);  // what room to keep, so that nothing shifts as seconds pass

}  // namespace gridwall::view_model
