// 街道吹哨、部门报到: how each department answered the whistles blown for it, and who has not. Pure; any thread.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "viewer/view_model/data_age.h"

namespace gridwall::view_model {

struct WhistleRow {
  std::string department;
  std::string blown;
  Change change;  // of the blown
  struct Step {
    std::string count, median;  // "—" where none came so far
  };
  std::array<Step, 3> steps;  // acknowledged, arrived, closed
  std::string waiting;        // "2 · 1.1d": how many have no answer, and how long the oldest waits; empty: none
};

struct WhistlePanel {
  bool absent = false;  // the county has neither departments nor whistles
  std::string title;
  std::string summary;     // "last 30 days · 111"
  std::string unanswered;  // "8 unanswered"; empty: none
  std::string why;         // none was blown in the window
  DataAge age;
  std::string department_caption, blown_caption, waiting_caption;
  std::array<std::string, 3> step_captions;
  std::vector<WhistleRow> rows;  // who has not answered first, the longest waiting on top; whom nobody called last
};
WhistlePanel build_whistles(const ViewContext& context);
std::string more_departments(const Texts& texts, int64_t count);

}  // namespace gridwall::view_model
