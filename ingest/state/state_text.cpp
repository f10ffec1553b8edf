#include "ingest/state/state_text.h"

#include <cstdio>

#include "ingest/event/time.h"
#include "ingest/state/figures.h"

namespace gridwall::inline state {
namespace {

template <typename... Values>
void line(std::string& text, const char* format, Values... values) {
  char buffer[256];
  const int length = std::snprintf(buffer, sizeof buffer, format, values...);
  text.append(buffer, static_cast<size_t>(std::min<int>(length, sizeof buffer - 1)));
  text += '\n';
}

std::string percent(int64_t numerator, int64_t denominator) {
  const std::optional<double> value = rate(numerator, denominator);
  if (!value) return "-";
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.1f %%", *value * 100);
  return buffer;
}

long long number(int64_t value) {
  return value;
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
  line(text, "  %-6s %10s %10s %10s %10s %10s %12s", "window", "collected", "resolved", "rate", "closing", "on time",
       "satisfied");
  for (size_t i = 0; i < kWindowCount; ++i) {
    const WindowFigures& window = figures.windows[i];
    line(text, "  %-6s %10lld %10lld %10s %10s %10s %12s", std::string(window_name(static_cast<Window>(i))).c_str(),
         number(window.tally.collected), number(window.tally.resolved),
         percent(window.tally.resolved, window.tally.collected).c_str(),
         percent(window.tally.resolved, window.due).c_str(), percent(window.tally.resolved_on_time, window.due).c_str(),
         percent(window.tally.satisfied, window.tally.rated).c_str());
  }
  line(text, "  backlog %lld, overdue %lld, deferred %lld; grids covered %lld of %lld", number(figures.backlog),
       number(figures.overdue), number(figures.deferred), number(figures.coverage.covered()),
       number(figures.coverage.grids));
  line(text, "  intake: %llu accepted, %llu duplicates, %llu rejected, %lld unlocated, %lld anomalies",
       static_cast<unsigned long long>(intake.accepted), static_cast<unsigned long long>(intake.duplicates),
       static_cast<unsigned long long>(intake.rejected), number(figures.unlocated), number(figures.anomalies));
  return text;
}

}  // namespace gridwall::state
