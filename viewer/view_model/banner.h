// What stands over the map while the wall is not current, so that stale never looks live. Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "viewer/view_model/context.h"

namespace gridwall::view_model {

struct Banner {
  bool alarming = false;  // the service is silent: more than a passing state
  std::string text;
  std::string detail;             // how far, or as of when
  std::optional<float> progress;  // 0 to 1
};

// None while live.
// Why there is no connection, and what to do about it: nobody there, or a key that is refused. The last is empty where
// it is too early to say.
struct TroubleTexts {
  std::string text, remedy;
};
TroubleTexts tell_trouble(const Texts& texts, feed::ConnectionTrouble trouble, std::string_view endpoint);

std::optional<Banner> build_banner(const ViewContext& context);

}  // namespace gridwall::view_model
