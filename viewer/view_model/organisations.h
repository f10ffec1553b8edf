// Red–black list and stars (红黑榜、星级) of the newest period, and how organisations score by the requests that name
// them, with the formula and the least sample. Organisations only. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "viewer/view_model/data_age.h"

namespace gridwall::view_model {

struct OrgLine {
  enum class Kind : uint8_t { kRed, kBlack, kStars, kScores };
  Kind kind{};
  std::string label;               // "Red 2", "5 stars 16", "Scores 2026-H2"
  std::vector<std::string> names;  // organisations, best first; of scores with the score behind the name
};

struct Organisations {
  bool absent = false;  // nothing was ever assessed, and no request names an organisation
  std::string title;
  std::string period;   // of the list; empty when only scores are known
  std::string formula;  // of the scores, with the least sample; empty without scores
  DataAge age;
  std::vector<OrgLine> lines;  // red, black, stars from many to few, scores
  OrgLine star_counts;         // in place of the lines of stars where those find no room; without names: no stars
};
Organisations build_organisations(const ViewContext& context);

}  // namespace gridwall::view_model
