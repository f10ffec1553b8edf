// What goes on meanwhile, in one line: the emergency scene keeps the routine's figures in sight. Pure; any thread.
#pragma once

#include <array>
#include <string>

#include "viewer/view_model/data_age.h"

namespace gridwall::view_model {

struct RoutineFigure {
  std::string label;
  std::string figure;
  std::string note;  // the fraction behind it
  bool attention = false;
  Change change;
};

struct RoutineStrip {
  std::string title;
  std::string window;
  DataAge age;
  std::array<RoutineFigure, 4> figures;  // collected, resolution, overdue, coverage
};
RoutineStrip build_routine_strip(const ViewContext& context);

}  // namespace gridwall::view_model
