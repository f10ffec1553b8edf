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
#include "ingest/state/alarms.h"
#include "ingest/state/county_state.h"
#include "ingest/state/earlier_window.h"
#include "ingest/state/scope.h"
#include "ingest/state/team_board.h"

namespace gridwall::inline state {

enum class Window : uint8_t { kToday, k7Days, k30Days, kYear, kAll };
inline constexpr int kWindowCount = 5;
std::string_view window_name(Window window);  // today 7d 30d year all

struct MeetingSums {
  int64_t held = 0, issues = 0, measures = 0, solved = 0;
};

struct CampaignFigures {  // a round of visits with one aim (专项)
  int64_t estates = 0;    // distinct
  int64_t visits = 0, households = 0, people = 0;
};

struct ReportedIn {   // 双报到
  int64_t units = 0;  // distinct
  int64_t members = 0, solved = 0;
};

struct WindowFigures {
  DayTally tally;             // sums over the window's days
  int64_t due = 0;            // 应办结
  int64_t promise_total = 0;  // accepted, or the promise passed
  std::optional<double> response_p50_s;
  std::optional<double> response_p90_s;
  std::map<WordId, int64_t> categories;  // word -> collected; words without any are left out
  std::map<WordId, int64_t> channels;
  std::map<WordId, int64_t> categories_resolved;  // word -> resolved, of the collected
  std::map<WordId, int64_t> channels_resolved;
  std::map<WordId, MeetingSums> meetings;  // by level
  std::map<WordId, CampaignFigures> campaigns;
  ReportedIn reported_in;
  // None where the log does not reach back to their first day; `all` has neither, the year and 30 days have both.
  std::optional<EarlierWindow> before, last_year;
};
RateCounts rate_counts(const WindowFigures& window);

// Numerator over denominator; none where the denominator is 0.
std::optional<double> rate(int64_t numerator, int64_t denominator);

struct StageFigures {
  int64_t count = 0;
  std::optional<double> median_s;  // time in the stage; between the two in the middle of an even number
  std::optional<double> oldest_s;
};

enum class Freshness : uint8_t { kFresh, kDueSoon, kOverdue, kNeverVisited };

struct Coverage {
  int64_t grids = 0;
  std::array<int64_t, 4> by_freshness{};  // indexed by Freshness
  int64_t covered() const { return by_freshness[0] + by_freshness[1]; }
};

struct PatrolBoard {
  int64_t on_shift = 0;
  int64_t at_night = 0;             // of these, with a shift that began from 18:00 to 05:00 local time
  std::map<WordId, int64_t> posts;  // of these, by post (AB岗), where one was named
};

struct Figures {
  int64_t now_ns = 0;
  std::array<WindowFigures, kWindowCount> windows;
  int64_t backlog = 0, overdue = 0, deferred = 0;
  std::array<StageFigures, kRequestStageCount> stages;  // of all loops
  // [loop][stage] as County::loops has them; of a loop without stages of its own, the seven of RequestStage.
  std::vector<std::vector<StageFigures>> pipelines;
  Coverage coverage;
  TeamBoard teams;
  PatrolBoard patrol;
  AlarmCounts alarms;
  int64_t unlocated = 0, anomalies = 0;
  PlaceFaults bad_places{};  // among the anomalies, by PlaceFault
  const WindowFigures& window(Window which) const { return windows[static_cast<size_t>(which)]; }
};

// `scope`: an area or a grid in place of the county. Then cost grows with the requests ever placed there, and what has
// no place stays the county's: anomalies, unlocated events, the flood of alarms.
Figures compute_figures(const CountyState& state, const County& county, int64_t now_ns, const Scope& scope = {});

bool began_at_night(const Worker& worker, const County& county);  // the shift, from 18:00 to 05:00 local time

Freshness freshness_at(const GridState& grid, int64_t visit_interval_s, int64_t now_ns);

// Small cells are not singled out: a rate needs so many households in the grid, and so many matters under it.
inline constexpr uint32_t kMinHouseholds = 30;
inline constexpr int64_t kMinMatters = 5;

// What the map shows of a grid.
struct GridFigures {
  double heat = 0;  // with what open requests past their time add
  int64_t open = 0, overdue = 0;
  int64_t collected = 0, resolved = 0;  // placed in the window; of these resolved
  uint32_t households = 0;              // 0: not known
  bool small() const { return households != 0 && households < kMinHouseholds; }
  // None where it would single out a small cell, or has nothing to divide by.
  std::optional<double> resolution_rate() const;
  std::optional<double> per_100_households(double value) const;  // of any figure of this grid
};
// One a grid. Over the year the cost grows with the year's requests, over all time it does not.
std::vector<GridFigures> grid_figures(const CountyState& state, const County& county, int64_t now_ns,
                                      Window window = Window::kAll);

}  // namespace gridwall::state
