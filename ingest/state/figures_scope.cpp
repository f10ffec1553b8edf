#include <algorithm>

#include "ingest/state/figures_parts.h"
#include "ingest/state/request_tally.h"

namespace gridwall::inline state {
namespace {

using Responses = std::array<DurationHistogram, kWindowCount>;

// One matter, into every window its day of placing lies in.
void sum_request(const County& county, const Request& request, const DayRanges& ranges, Figures& figures,
                 Responses& responses) {
  const int64_t promise_ns = county.response_promise_s * kNsPerSecond;
  const int32_t placed_day = county.zone.local_day(request.placed_ns);
  const bool resolved = request.resolved();
  const bool due = is_due(request, figures.now_ns);
  for (size_t window = 0; window < kWindowCount; ++window) {
    WindowFigures& sums = figures.windows[window];
    if (resolved && ranges[window].contains(county.zone.local_day(request.resolved_ns))) {
      ++sums.tally.tier_resolved[request.closed_tier()];
    }
    for (std::optional<EarlierWindow>* earlier : {&sums.before, &sums.last_year}) {
      if (!*earlier || placed_day < (*earlier)->first_day || placed_day > (*earlier)->last_day) continue;
      add_as_it_stood(request, promise_ns, **earlier, (*earlier)->counts);
    }
    if (!ranges[window].contains(placed_day)) continue;
    ++sums.tally.collected;
    tally_progress(request, promise_ns, +1, sums.tally);
    if (due) ++sums.due;
    ++sums.categories[request.category];
    ++sums.channels[request.channel];
    if (resolved) {
      ++sums.categories_resolved[request.category];
      ++sums.channels_resolved[request.channel];
    }
    if (!promise_undecided(request, promise_ns, figures.now_ns)) ++sums.promise_total;
    if (request.accepted_ns != kNever) responses[window].add(response_ns_of(request), +1);
  }
  if (resolved) return;
  ++figures.backlog;
  if (request.deferred_at(figures.now_ns)) ++figures.deferred;
  if (request.overdue_at(figures.now_ns)) ++figures.overdue;
}

void sum_grid_days(const GridState& grid, const DayRanges& ranges, Figures& figures) {
  for (size_t window = 0; window < kWindowCount; ++window) {
    DayTally& tally = figures.windows[window].tally;
    for (const GridDay& day : grid.days) {
      if (!ranges[window].contains(day.day)) continue;
      tally.visits += day.visits;
      tally.households += day.households;
      tally.people += day.people;
      tally.hazards_found += day.hazards_found;
      tally.hazards_closed += day.hazards_closed;
      tally.disputes_found += day.disputes_found;
      tally.disputes_resolved += day.disputes_resolved;
    }
  }
}

// Calls `take(window, key, sums)` for every entry of a ledger that lies in the scope and the window.
template <typename Take>
void for_each_entry(const DayLedger& ledger, const ScopePlaces& places, const DayRanges& ranges, const Take& take) {
  for (const auto& [key, sums] : ledger.entries()) {
    if (!places.holds_grid(key.grid)) continue;
    for (size_t window = 0; window < kWindowCount; ++window) {
      if (ranges[window].contains(key.day)) take(window, key, sums);
    }
  }
}

}  // namespace

void sum_scope(const CountyState& state, const County& county, const ScopePlaces& places, const DayRanges& ranges,
               Figures& figures) {
  Responses responses;
  for (const GridIndex grid : places.grids()) {
    for (const RequestIndex index : state.requests_of_grid[grid]) {
      const Request& request = state.requests[index];
      if (request.collected()) sum_request(county, request, ranges, figures, responses);
    }
    sum_grid_days(state.grids[grid], ranges, figures);
  }
  for (size_t window = 0; window < kWindowCount; ++window) {
    WindowFigures& sums = figures.windows[window];
    sums.response_p50_s = responses[window].quantile_s(0.5);
    sums.response_p90_s = responses[window].quantile_s(0.9);
    if (county.response_promise_s == 0) sums.tally.promise_kept = sums.promise_total = 0;
  }
}

void sum_ledgers(const CountyState& state, const ScopePlaces& places, const DayRanges& ranges, Figures& figures) {
  for_each_entry(state.meetings, places, ranges, [&](size_t window, const LedgerKey& key, const LedgerSums& entry) {
    MeetingSums& sums = figures.windows[window].meetings[key.subject];
    sums.held += entry.count;
    sums.issues += entry.sums[0];
    sums.measures += entry.sums[1];
    sums.solved += entry.sums[2];
  });
  // A unit or an estate stands in entries side by side: by grid and day, and those of one subject follow one another.
  std::array<WordId, kWindowCount> last_unit;
  for_each_entry(state.reports, places, ranges, [&](size_t window, const LedgerKey& key, const LedgerSums& entry) {
    ReportedIn& sums = figures.windows[window].reported_in;
    if (last_unit[window] != key.subject) ++sums.units;
    last_unit[window] = key.subject;
    sums.members += entry.sums[0];
    sums.solved += entry.sums[1];
  });
  std::array<LedgerKey, kWindowCount> last_estate;
  last_estate.fill({kNone, kNone, kNone, 0});
  for_each_entry(state.campaign_visits, places, ranges, [&](size_t window, const LedgerKey& key, const LedgerSums& e) {
    CampaignFigures& sums = figures.windows[window].campaigns[key.subject];
    const LedgerKey& last = last_estate[window];
    if (key.detail != kNone && (last.subject != key.subject || last.detail != key.detail)) ++sums.estates;
    last_estate[window] = key;
    sums.visits += e.count;
    sums.households += e.sums[0];
    sums.people += e.sums[1];
  });
  if (places.whole_county()) return;  // the days' tallies hold them already
  for (WindowFigures& window : figures.windows) {
    for (const auto& [level, sums] : window.meetings) {
      window.tally.meetings += sums.held;
      window.tally.issues += sums.issues;
      window.tally.measures += sums.measures;
      window.tally.issues_solved += sums.solved;
    }
  }
}

}  // namespace gridwall::state
