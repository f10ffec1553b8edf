// How a county works together beside its loop, as far as it does: the response promise with the answers it waits for,
// joint meetings by level, and units reporting in (双报到). Pure; any thread.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "viewer/view_model/data_age.h"

namespace gridwall::view_model {

struct PromiseSection {
  std::string title;       // "5m answer"
  std::string figure;      // share kept, in per cent; "—"
  std::string unit, note;  // "%", "1,200 / 1,222" or why there is none
  Change change;           // of the figure
  std::string times;       // median and p90 of the response; empty: nothing was accepted
  std::string waiting;     // "3 waiting", or that nothing waits
  struct Next {
    std::string left;  // "2:31"
    std::string what;  // category and place
  };
  std::vector<Next> next;  // the next to run out first
};

struct MeetingRow {
  std::string level;
  std::array<std::string, 4> counts;  // held, issues, measures, solved
  std::array<Change, 4> changes{};
};

struct MeetingSection {
  std::string title;
  std::array<std::string, 4> captions;
  MeetingRow all;
  std::string solved_share;        // of the issues; empty without any
  std::vector<MeetingRow> levels;  // grid to county, then other words
};

struct Mechanisms {
  bool absent = false;  // the county has none of them
  std::string title;
  std::string window;
  DataAge age;
  std::optional<PromiseSection> promise;
  std::optional<MeetingSection> meetings;
  std::string reported_title, reported_line;  // empty: nobody ever reported in
};
Mechanisms build_mechanisms(const ViewContext& context);

}  // namespace gridwall::view_model
