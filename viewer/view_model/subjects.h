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
  std::string fraction;                           // "980 / 1,034"
  float collected_share = 0, resolved_share = 0;  // of the largest row's collected
};

struct SubjectList {
  std::string heading;
  std::vector<SubjectRow> rows;  // most collected first; groups in the county's order
};

struct Subjects {
  std::string title;
  std::string window;  // with how many were collected
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
