// The buttons of a desk, the same in every scene, each with the key that does the same. Pure; UI thread. Must not know
// how they look.
#pragma once

#include <string>
#include <vector>

#include "viewer/view_model/action.h"
#include "viewer/view_model/context.h"

namespace gridwall::view_model {

struct DeskButton {
  std::string label;
  std::string key;
  Action action;
};
// None where nobody may act.
std::vector<DeskButton> build_desk_bar(const ViewContext& context);

}  // namespace gridwall::view_model
