#include "ingest/state/state_text.h"

#include <fmt/core.h>

#include "ingest/event/time.h"
#include "ingest/state/figures.h"

namespace gridwall::inline state {
namespace {

std::string percent(int64_t numerator, int64_t denominator) {
  const std::optional<double> value = rate(numerator, denominator);
  if (!value) return "-";
  return fmt::format("{:.1f} %", *value * 100);
}

}  // namespace

std::string state_text(const CountyState& state, const County& county, int64_t now_ns, const IntakeFigures& intake,
                       const Scope& scope) {
  const Figures figures = compute_figures(state, county, now_ns, scope);
  std::string place = county.name.zh + " " + county.name.en;
  if (scope.grid != kNone) place += ", grid " + county.grids[scope.grid].code;
  if (scope.grid == kNone && scope.area != kNone) {
    place += ", " + county.areas[scope.area].code + " " + county.areas[scope.area].name.zh;
  }
  std::string text = place + ", " + format_rfc3339(now_ns / kNsPerSecond * kNsPerSecond, county.zone.offset_s(now_ns)) +
                     ", event " + std::to_string(state.seq) + "\n";
  text += fmt::format("  {:<6} {:>10} {:>10} {:>10} {:>10} {:>10} {:>12}\n", "window", "collected", "resolved", "rate",
                      "closing", "on time", "satisfied");
  for (size_t i = 0; i < kWindowCount; ++i) {
    const WindowFigures& window = figures.windows[i];
    const DayTally& tally = window.tally;
    text += fmt::format("  {:<6} {:>10} {:>10} {:>10} {:>10} {:>10} {:>12}\n", window_name(static_cast<Window>(i)),
                        tally.collected, tally.resolved, percent(tally.resolved, tally.collected),
                        percent(tally.resolved, window.due), percent(tally.resolved_on_time, window.due),
                        percent(tally.satisfied, tally.rated));
  }
  text += fmt::format("  backlog {}, overdue {}, deferred {}; grids covered {} of {}\n", figures.backlog,
                      figures.overdue, figures.deferred, figures.coverage.covered(), figures.coverage.grids);
  text += fmt::format("  intake: {} accepted, {} duplicates, {} rejected, {} unlocated, {} anomalies\n",
                      intake.accepted, intake.duplicates, intake.rejected, figures.unlocated, figures.anomalies);
  std::string bad_places;
  for (size_t i = 0; i < figures.bad_places.size(); ++i) {
    if (figures.bad_places[i] == 0) continue;
    bad_places += fmt::format("{} {} {}", bad_places.empty() ? "" : ",", figures.bad_places[i],
                              place_fault_name(static_cast<PlaceFault>(i)));
  }
  if (!bad_places.empty()) text += "  bad places among the anomalies:" + bad_places + "\n";
  return text;
}

}  // namespace gridwall::state
