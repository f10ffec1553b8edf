// The shift's log: notes, bookmarks, handover and what was done, newest first; and what the desk can do. Pure; any
// thread.
#pragma once

#include <string>
#include <vector>

#include "viewer/view_model/context.h"

namespace gridwall::view_model {

struct DutyRow {
  uint64_t seq = 0;
  std::string time;
  std::string by;
  std::string text;
  bool bookmark = false;
};

struct DutyBoard {
  std::string title;
  std::string desk;  // whose wall it is; empty: nobody
  std::string why;
  bool greyed = false;
  std::vector<DutyRow> rows;
  static constexpr size_t kRows = 20;
};
DutyBoard build_duty_board(const ViewContext& context);

}  // namespace gridwall::view_model
