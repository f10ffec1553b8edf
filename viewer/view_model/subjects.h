// What people ask for and how they ask it: categories in the county's groups or one by one, and channels, each with
// collected and resolved. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "viewer/view_model/data_age.h"

namespace gridwall::view_model {

struct SubjectRow {
  std::string label;
  int64_t collected = 0, resolved = 0;
  int64_t collected_then = 0;                     // at the moment compared with
  std::string figure;                             // "980 / 1,034"; compared with another moment, "1,034"
  Change change;                                  // of the collected
  float collected_share = 0, resolved_share = 0;  // of the largest row's collected
};

struct SubjectList {
  std::string heading;
  bool compared = false;
  std::vector<SubjectRow> rows;  // most collected first; groups in the county's order
};

struct Subjects {
  std::string title;
  std::string window;  // with how many were collected
  Change change;       // of these
  std::string caption;
  std::string why;  // nothing was collected
  DataAge age;
  SubjectList groups;  // empty where the county has none
  SubjectList categories, channels;
};
Subjects build_subjects(const ViewContext& context);

// What the rows from `first` on come to: "11 others", their sums and no bar.
SubjectRow remaining_subjects(const Texts& texts, const SubjectList& list, size_t first);

}  // namespace gridwall::view_model
