// The list of alarms after ISA-18.2: unacknowledged ones first and loud, acknowledged ones quiet, shelved and standing
// ones counted; in a flood one row for many of one cause. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "viewer/view_model/context.h"

namespace gridwall::view_model {

struct AlarmRow {
  std::string alarm;  // its id; of a group that of its most urgent member
  uint8_t level = 4;
  bool acknowledged = false;
  bool cleared = false;  // gone, but nobody has acknowledged it
  bool selected = false;
  std::string mark;  // the level's numeral
  std::string text;  // what and where
  std::string age;
};

struct AlarmList {
  std::string title;
  std::string unacknowledged;  // empty when there are none, nor at the moment compared with
  bool any_unacknowledged = false;
  std::string shelved;   // likewise
  std::string standing;  // likewise
  std::string flood;     // empty when there is none
  std::string why;       // nothing to show
  bool greyed = false;
  std::vector<AlarmRow> rows;  // the first `kRows` of all
  int64_t total = 0;           // rows there would be
  static constexpr size_t kRows = 16;
};
AlarmList build_alarm_list(const ViewContext& context);
std::string more_alarms(const Texts& texts, int64_t left_out);

}  // namespace gridwall::view_model
