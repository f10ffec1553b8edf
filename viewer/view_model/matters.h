// The open matters that need somebody, without number or title: what, where, how far, and how long until or past its
// time. Of the county those overdue and due within a day; of a smaller scope all its matters. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "viewer/view_model/data_age.h"

namespace gridwall::view_model {

struct MatterRow {
  std::string category, place, stage, tier;
  std::string age;  // since it was placed
  std::string due;  // "5h left", "3.2d over"
  bool overdue = false;
  Scope scope;  // its grid; the whole county's when it has none
};

struct MatterSection {
  std::string heading;  // "47 overdue"
  int64_t total = 0;    // listed or not
  std::vector<MatterRow> rows;
};

struct MatterBoard {
  std::string title;
  std::string open;  // "1,242 open · 3 deferred"
  std::string why;   // nothing to list
  DataAge age;
  MatterSection overdue, due;
};
MatterBoard build_matters(const ViewContext& context);

std::string more_matters(const Texts& texts, int64_t count);
// The label a matter's stage has in its loop; the wall's own word where the county names none.
std::string stage_label(const ViewContext& context, const Request& request);
std::string tier_label(const ViewContext& context, size_t tier);

}  // namespace gridwall::view_model
