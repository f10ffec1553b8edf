#include "ingest/state/arrivals.h"

#include <algorithm>

#include "ingest/event/time.h"

namespace gridwall::inline state {
namespace {

constexpr int64_t kWeekNs = 7 * kNsPerDay;

int64_t span_ns(ArrivalSpan span) {
  return span == ArrivalSpan::k24Hours ? kNsPerDay : kWeekNs;
}

// kNever where nothing was collected.
int64_t first_collected_ns(const CountyState& state) {
  for (const auto& [number, day] : state.days) {
    int64_t first_ns = kNever;
    for (const RequestIndex index : day.requests) {
      const Request& request = state.requests[index];
      if (request.collected() && (first_ns == kNever || request.placed_ns < first_ns)) first_ns = request.placed_ns;
    }
    if (first_ns != kNever) return first_ns;
  }
  return kNever;
}

void set_ratio(Arrivals& at, int weeks, double ratio_above) {
  at.ratio = (static_cast<double>(at.count) + kUsualFloor * ratio_above) / (at.usual(weeks) + kUsualFloor);
}

// Areas from the grids, then every ratio from the top down.
void finish(const County& county, ArrivalFigures& figures) {
  for (size_t grid = 0; grid < figures.grids.size(); ++grid) {
    const AreaIndex area = county.grids[grid].area;
    if (area == kNone) continue;
    figures.areas[area].count += figures.grids[grid].count;
    figures.areas[area].before += figures.grids[grid].before;
  }
  for (size_t area = figures.areas.size(); area-- > 0;) {  // parents stand before their children
    const AreaIndex parent = county.areas[area].parent;
    if (parent == kNone) continue;
    figures.areas[parent].count += figures.areas[area].count;
    figures.areas[parent].before += figures.areas[area].before;
  }
  if (!figures.comparable()) return;
  const auto ratio_of = [&](AreaIndex area) {
    return area == kNone ? figures.county.ratio : figures.areas[area].ratio;
  };
  set_ratio(figures.county, figures.weeks, 1);
  for (size_t area = 0; area < figures.areas.size(); ++area) {
    set_ratio(figures.areas[area], figures.weeks, ratio_of(county.areas[area].parent));
  }
  for (size_t grid = 0; grid < figures.grids.size(); ++grid) {
    set_ratio(figures.grids[grid], figures.weeks, ratio_of(county.grids[grid].area));
  }
}

}  // namespace

ArrivalFigures arrivals_at(const CountyState& state, const County& county, int64_t now_ns, ArrivalSpan span) {
  ArrivalFigures figures;
  figures.areas.resize(county.areas.size());
  figures.grids.resize(county.grids.size());
  const int64_t length_ns = span_ns(span);
  const int64_t first_ns = first_collected_ns(state);
  if (first_ns == kNever) return figures;
  figures.weeks = static_cast<int>(std::clamp<int64_t>((now_ns - length_ns - first_ns) / kWeekNs, 0, kUsualWeeks));
  const int32_t first_day = county.zone.local_day(now_ns - length_ns - figures.weeks * kWeekNs);
  const int32_t today = county.zone.local_day(now_ns);
  for (auto day = state.days.lower_bound(first_day); day != state.days.end() && day->first <= today; ++day) {
    for (const RequestIndex index : day->second.requests) {
      const Request& request = state.requests[index];
      const int64_t age_ns = now_ns - request.placed_ns;
      if (!request.collected() || age_ns < 0 || age_ns % kWeekNs >= length_ns) continue;
      const int64_t week = age_ns / kWeekNs;
      if (week > figures.weeks) continue;
      const auto add = [&](Arrivals& at) { ++(week == 0 ? at.count : at.before); };
      add(figures.county);
      if (request.grid != kNone) add(figures.grids[request.grid]);
    }
  }
  finish(county, figures);
  return figures;
}

}  // namespace gridwall::state
