// The tile of rates: resolution with its trend, on time, satisfaction, a promise where there is one, and what is
// overdue. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viewer/view_model/data_age.h"

namespace gridwall::view_model {

struct Fraction {
  int64_t numerator, denominator;
};
using FractionOf = Fraction (*)(const WindowFigures&);  // the same of two moments

struct RateRow {
  std::string label;
  std::string figure;      // "92.1", "47", "—"
  std::string unit;        // "%" or nothing
  std::string note;        // numerator / denominator, or why there is no figure
  bool attention = false;  // wants somebody to look: overdue
  Change change;
};

struct Rates {
  std::string title;
  std::string window;
  DataAge age;
  std::string label;
  std::optional<std::string> figure;  // resolution rate in per cent
  Change change;
  std::string numerator, denominator;
  std::string why;                          // there is no figure
  std::vector<std::optional<float>> trend;  // rate a local day, the last is today; none: no requests that day
  size_t settled_days = 0;                  // the first so many of them; later days' requests are still being worked on
  std::vector<RateRow> rows;
};
Rates build_rates(const ViewContext& context);

Text window_text(Window window);

}  // namespace gridwall::view_model
