// The last events as sentences somebody at the wall would want to read. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "viewer/view_model/context.h"

namespace gridwall::view_model {

struct TickerRow {
  uint64_t seq = 0;
  Feed feed{};
  uint8_t level = 0;  // 1 to 4 of incidents, warnings and alarms; 0: none
  std::string time;   // of the event itself
  std::string text;
};

struct Ticker {
  std::string title;
  std::string why;  // nothing yet
  bool greyed = false;
  std::vector<TickerRow> rows;  // newest first, at most `kRows`
  static constexpr size_t kRows = 10;
};
Ticker build_ticker(const ViewContext& context);

// One line's sentence.
std::string ticker_sentence(const ViewContext& context, const TickerLine& line);

}  // namespace gridwall::view_model
