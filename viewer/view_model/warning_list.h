// Weather and other warnings in force; exercises and tests stand apart. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "viewer/view_model/context.h"

namespace gridwall::view_model {

struct WarningRow {
  uint8_t level = 4;
  std::string mark;   // the level's numeral
  std::string title;  // kind and level, with 演练 or 测试 in front where it is none
  std::string area;
  std::string until;
  bool actual = true;
};

struct WarningList {
  std::string title;
  std::string why;
  bool greyed = false;
  std::vector<WarningRow> rows;
};
WarningList build_warning_list(const ViewContext& context);

}  // namespace gridwall::view_model
