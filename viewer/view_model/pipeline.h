// The loops of requests under the county's own stage labels: how many stand in each, for how long. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "viewer/view_model/data_age.h"

namespace gridwall::view_model {

struct PipelineRow {
  std::string label;
  int64_t count = 0;
  std::string count_text;
  Change change;
  std::string median, oldest;  // empty on the last stage of a loop that ends there: time in it means nothing
  float share = 0;             // of the fullest stage that is still moving
  bool done = false;           // where matters come to rest: the count is everything that ever did
};

struct PipelineLoop {
  std::string name;  // empty where the county has one loop only
  std::vector<PipelineRow> rows;
};

struct Pipeline {
  std::string title;
  std::string open;  // "2,250 open"
  Change open_change;
  std::string count_caption, median_caption, oldest_caption;
  std::string done_caption;
  std::string why;  // nothing was ever placed
  DataAge age;
  std::vector<PipelineLoop> loops;  // of a place, only those that anything there runs through; never empty
};
Pipeline build_pipeline(const ViewContext& context);

}  // namespace gridwall::view_model
