// Coverage of the parts of what is looked at, the worst first: streets of a county, prefectures of a province, grids of
// a community. Pure; any thread.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "viewer/view_model/data_age.h"

namespace gridwall::view_model {

struct PlaceRow {
  Scope place;
  std::string name;
  // Of an area: how much of it is covered, overdue and never visited.
  std::array<float, 4> shares{};  // by Freshness
  std::string covered;            // "12/14"
  Change change;                  // of the covered
  std::string overdue, never;     // counts; empty for none
  // Of a grid: how it stands, and when it was last visited.
  bool is_grid = false;
  Freshness freshness = Freshness::kFresh;
  std::string state, last_visit;
};

struct PlacesTile {
  std::string title, order;
  DataAge age;
  std::string covered_caption, overdue_caption, never_caption, last_visit_caption;
  std::vector<PlaceRow> rows;   // no more than kMostPlaces
  size_t places = 0;            // all there are
  std::string worst_title;      // of the next lower areas
  std::vector<PlaceRow> worst;  // empty where there are none, or all of it is covered
  std::string more;             // "{n} more", for what does not fit
};
PlacesTile build_places(const ViewContext& context);

inline constexpr size_t kMostPlaces = 48, kMostWorst = 12;

// Rounds of visits with one aim (专项), of all time: a round outlasts a window.
struct CampaignRow {
  std::string name;
  std::string estates, households, people, times;  // each with its difference to the moment compared with
};
struct CampaignsTile {
  std::string title, window;
  std::vector<CampaignRow> rows;  // the largest first
  std::string more;
};
CampaignsTile build_campaigns(const ViewContext& context);

}  // namespace gridwall::view_model
