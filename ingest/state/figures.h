// The figures on the wall: a state seen at a moment. Everything that depends on "now" is computed here, so that replay
// shows what was shown. Cost grows with open requests, grids and days, not with events. Definitions:
// docs/FIGURES.md. Pure; call between two applies.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"

namespace gridwall {

enum class Window : uint8_t { kToday, k7Days, k30Days, kYear, kAll };
inline constexpr int kWindowCount = 5;
std::string_view window_name(Window window);  // today 7d 30d year all

struct WindowFigures {
  DayTally tally;             // sums over the window's days
  int64_t due = 0;            // 应办结
  int64_t promise_total = 0;  // accepted, or the promise passed
  std::optional<double> response_p50_s;
  std::optional<double> response_p90_s;
  std::map<uint32_t, int64_t> categories;  // word -> collected
  std::map<uint32_t, int64_t> channels;
};

// Numerator over denominator; none where the denominator is 0.
std::optional<double> rate(int64_t numerator, int64_t denominator);

struct StageFigures {
  int64_t count = 0;
  std::optional<double> median_s;  // time in the stage; the upper one of an even number
  std::optional<double> oldest_s;
};

enum class Freshness : uint8_t { kFresh, kDueSoon, kOverdue, kNeverVisited };

struct Coverage {
  int64_t grids = 0;
  std::array<int64_t, 4> by_freshness{};  // indexed by Freshness
  int64_t covered() const { return by_freshness[0] + by_freshness[1]; }
};

struct AlarmCounts {
  int64_t active_unacknowledged = 0, active_acknowledged = 0, cleared_unacknowledged = 0, shelved = 0;
  bool flood = false;
};

struct Figures {
  int64_t now_ns = 0;
  std::array<WindowFigures, kWindowCount> windows;
  int64_t backlog = 0, overdue = 0, deferred = 0;
  std::array<StageFigures, kRequestStageCount> stages;
  Coverage coverage;
  AlarmCounts alarms;
  int64_t unlocated = 0, anomalies = 0;
  const WindowFigures& window(Window which) const { return windows[static_cast<size_t>(which)]; }
};

// What figures are computed for: the county, an area with all below it, or one grid. Of an area count requests and
// findings that lie in it, visits made there, teams that belong to it, and its grids.
struct Scope {
  uint32_t area = kNoGrid;  // index into County::areas
  uint32_t grid = kNoGrid;  // index into County::grids; goes before `area`
  bool whole_county() const { return area == kNoGrid && grid == kNoGrid; }
  bool operator==(const Scope&) const = default;
};

Figures compute_figures(const CountyState& state, const County& county, int64_t now_ns);

Freshness freshness_at(const GridState& grid, int64_t visit_interval_s, int64_t now_ns);
enum class AlarmState : uint8_t {
  kActiveUnacknowledged,
  kActiveAcknowledged,
  kClearedUnacknowledged,
  kNormal,
  kShelved
};
AlarmState alarm_state_at(const Alarm& alarm, int64_t now_ns);
bool alarm_flood_at(const CountyState& state, int64_t now_ns);

// Per grid: open requests past their time, and heat with what they add to it.
struct GridFigures {
  double heat = 0;
  int64_t overdue = 0;
};
std::vector<GridFigures> grid_figures(const CountyState& state, const County& county, int64_t now_ns);

}  // namespace gridwall
