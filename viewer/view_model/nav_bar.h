// The bar under the title: the scenes, the way down from the county to what is looked at, and how large that is.
// Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "viewer/view_model/context.h"

namespace gridwall::view_model {

struct NavBar {
  struct SceneTab {
    Scene scene;
    std::string label;
    bool chosen = false;
  };
  struct Step {
    Scope scope;
    std::string label;
  };
  std::vector<SceneTab> scenes;
  std::vector<Step> path;   // from the county down
  std::string pointed;      // the part the keyboard points to; empty: none
  std::vector<Step> parts;  // where no map stands to press on: what lies directly below
  std::string sizes;        // what the place consists of
};
NavBar build_nav_bar(const ViewContext& context);

}  // namespace gridwall::view_model
