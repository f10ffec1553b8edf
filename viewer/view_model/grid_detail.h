// One grid: who lives there and answers for it, when it was last visited, what stands open, who is out there.
// UI thread.
#pragma once

#include <string>
#include <vector>

#include "viewer/view_model/data_age.h"
#include "viewer/view_model/findings.h"

namespace gridwall::view_model {

struct GridDetail {
  struct Row {
    std::string label, value;
    bool attention = false;
    bool known = true;
  };
  std::string title, level;
  DataAge age;
  Freshness freshness = Freshness::kNeverVisited;
  std::string state;       // fresh, due soon, overdue, never
  std::string last_visit;  // "3.2h ago"; empty when never
  std::string last_visit_caption;
  std::vector<Row> rows;
};
// `context.scope` must be a grid.
GridDetail build_grid_detail(const ViewContext& context, OpenOnPatrol& open);

}  // namespace gridwall::view_model
