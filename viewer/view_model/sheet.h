// What lies over the wall until it is put away: the keys that work now, or the last notices. Pure; UI thread. Must not
// know how it looks.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "viewer/view_model/context.h"

namespace gridwall::view_model {

struct SheetLine {
  std::string left;  // a key, a time; empty in a heading
  std::string text;
};
struct SheetModel {
  std::string title;
  std::string close;  // how it is put away
  std::vector<SheetLine> lines;
};

struct Notice {
  int64_t at_ns = 0;  // of the clock shown
  std::string text;
};
inline constexpr size_t kNoticesKept = 40;

// The keys of what is on the screen; of a form alone while one is open.
SheetModel build_help_sheet(const ViewContext& context, bool form_open, bool time_shown);
// The newest first.
// Of the incident the wall is about; without one it says so.
SheetModel build_situation_sheet(const ViewContext& context);
SheetModel build_notice_sheet(const ViewContext& context, const std::deque<Notice>& notices);

}  // namespace gridwall::view_model
