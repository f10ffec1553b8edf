// Which grids were checked in or visited in their required time. Pure; any thread.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "viewer/view_model/data_age.h"

namespace gridwall::view_model {

struct CoveragePart {
  std::string label;
  std::string count;
  Change change;
  float share = 0;
};

struct CoverageTile {
  std::string title;
  DataAge age;
  std::optional<std::string> figure;  // per cent
  Change change;
  std::string grids;                  // "267 / 272 grids", or why there is no figure
  std::array<CoveragePart, 4> parts;  // by Freshness
};
CoverageTile build_coverage(const ViewContext& context);

}  // namespace gridwall::view_model
