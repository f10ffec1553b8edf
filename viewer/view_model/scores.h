// The figures of the requests side by side: collected, due, and the four rates with their fractions. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "viewer/view_model/data_age.h"

namespace gridwall::view_model {

struct Score {
  std::string label;
  std::string figure;  // "15,750", "92.1", "—"
  std::string unit;    // "%" or nothing
  std::string note;    // numerator / denominator, or why there is no figure
  std::string aside;   // what belongs to it: reopened, unrated; may be empty
  Change change;
  bool attention = false;  // the note wants somebody to look
};

struct Scores {
  std::string title;
  std::string window;
  Window next_window{};  // what a press on the heading asks for
  DataAge age;
  std::vector<Score> scores;
};
Scores build_scores(const ViewContext& context);

}  // namespace gridwall::view_model
