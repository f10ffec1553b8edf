// Visits of three windows in households and people (走访), and who is out on patrol. Pure; any thread.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "viewer/view_model/data_age.h"

namespace gridwall::view_model {

struct VisitsTile {
  struct Row {
    std::string window;
    std::string households, people;
    std::string times;  // how often somebody called
    Change households_change, people_change;
  };
  std::string title;
  DataAge age;
  std::string households_caption, people_caption;
  std::array<Row, 3> rows;  // today, 7 and 30 days; today, 30 days and the wall's own window where that is longer
};
VisitsTile build_visits(const ViewContext& context);

struct ShiftsTile {
  std::string title;
  DataAge age;
  std::string on, on_caption;
  std::string night, night_caption;  // of these, with a shift that began in the evening or at night
  Change on_change, night_change;
  std::vector<std::string> posts;  // "A岗 12", where shifts named one (AB岗)
};
ShiftsTile build_shifts(const ViewContext& context);

}  // namespace gridwall::view_model
