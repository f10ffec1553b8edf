// Another moment of the county that the one shown is compared with: its state, its figures, and how a difference is
// written. The state is found once by whoever owns it (playback::ComparedMoment). Plain values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"
#include "ingest/state/figures.h"
#include "viewer/view_model/text.h"

namespace gridwall::view_model {

struct Comparison {
  uint64_t number = 0;  // another one for each moment marked
  int64_t at_ns = 0;
  const CountyState& state;
  const County& county;              // in force then; its grids may be others than the present's
  Scope scope = {};                  // the place that is shown, as `county` numbers it
  const Figures* figures = nullptr;  // of it; null where it did not exist then
};

// What the map shows of two moments: where they differ, or both of them beside each other.
enum class CompareView : uint8_t { kDifference, kSideBySide };
constexpr CompareView other(CompareView view) {
  return view == CompareView::kDifference ? CompareView::kSideBySide : CompareView::kDifference;
}
std::string_view compare_view_name(CompareView view);  // "difference", "side-by-side"
std::optional<CompareView> compare_view_from_name(std::string_view name);

// Now less then: a sign for the shape beside it and the text, "+1.3", "−12", "±0". Without text there is nothing to
// compare.
struct Change {
  int sign = 0;
  std::string text;
  int better = 0;  // +1: for the better, -1: for the worse; 0: more or less is neither
  friend bool operator==(const Change&, const Change&) = default;
};
Change change_of_count(int64_t now, int64_t then);
// In points, of the rates as they are written, so that the three add up.
Change change_of_percent(const std::optional<std::string>& now, const std::optional<std::string>& then);
// Points between two rates of which more is better, "1.3": its shape tells the sign.
Change change_of_rate(double points);
Change change_of_tenths(double difference);
// Within a line of text: "437 open ▲+2"; the text alone where there is nothing to compare.
std::string with_change(std::string text, const Change& change);
// A difference with its sign and at most one decimal: "+3", "−0.5", "0".
std::string format_difference(double difference);

// "11-20 14:32": with its day, wherever it lies.
std::string format_compared(int64_t at_ns, const ZoneTable& zone);

}  // namespace gridwall::view_model
