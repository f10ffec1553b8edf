#include "ingest/state/rankings.h"

#include <algorithm>
#include <tuple>

#include "ingest/state/figures.h"
#include "ingest/state/figures_parts.h"
#include "ingest/state/request_tally.h"
#include "ingest/state/whistle_board.h"

namespace gridwall::inline state {
namespace {

struct Sample {
  Scope place;
  int64_t due = 0, resolved = 0, open = 0, overdue = 0, grids = 0, covered = 0;
  std::vector<int64_t> responses_ns{};
};

// The parts of the scope, and which of them each grid lies in.
struct Parts {
  std::vector<Sample> samples;
  std::vector<uint32_t> of_grid;  // kNone: in none

  Parts(const County& county, const Scope& scope) : of_grid(county.grids.size(), kNone) {
    if (scope.grid != kNone) return;
    std::vector<uint32_t> of_area(county.areas.size(), kNone);
    for (AreaIndex area{0}; area < county.areas.size(); ++area) {  // parents stand before their children
      const AreaIndex parent = county.areas[area].parent;
      if (parent == scope.area) {
        of_area[area] = static_cast<uint32_t>(samples.size());
        samples.emplace_back().place.area = area;
      } else if (parent != kNone) {
        of_area[area] = of_area[parent];
      }
    }
    for (GridIndex grid{0}; grid < county.grids.size(); ++grid) {
      const AreaIndex area = county.grids[grid].area;
      if (area == scope.area && area != kNone) {
        of_grid[grid] = static_cast<uint32_t>(samples.size());
        samples.emplace_back().place.grid = grid;
      } else if (area != kNone) {
        of_grid[grid] = of_area[area];
      }
    }
  }
  Sample* at(GridIndex grid) {
    if (grid >= of_grid.size() || of_grid[grid] == kNone) return nullptr;
    return &samples[of_grid[grid]];
  }
};

void sum_requests(const CountyState& state, int64_t now_ns, int32_t today, Parts& parts) {
  for (auto day = state.days.lower_bound(today - kRankedDays + 1); day != state.days.end() && day->first <= today;
       ++day) {
    for (const RequestIndex index : day->second.requests) {
      const Request& request = state.requests[index];
      Sample* sample = request.collected() ? parts.at(request.grid) : nullptr;
      if (sample == nullptr) continue;
      if (request.resolved()) ++sample->resolved;
      if (is_due(request, now_ns)) ++sample->due;
      if (request.accepted_ns != kNever) sample->responses_ns.push_back(response_ns_of(request));
    }
  }
  for (const RequestIndex index : state.open_requests) {
    const Request& request = state.requests[index];
    Sample* sample = parts.at(request.grid);
    if (sample == nullptr) continue;
    ++sample->open;
    if (request.overdue_at(now_ns)) ++sample->overdue;
  }
}

void sum_grids(const CountyState& state, const County& county, int64_t now_ns, Parts& parts) {
  for (GridIndex grid{0}; grid < state.grids.size(); ++grid) {
    Sample* sample = parts.at(grid);
    if (sample == nullptr) continue;
    const Freshness freshness = freshness_at(state.grids[grid], county.grids[grid].visit_interval_s, now_ns);
    ++sample->grids;
    if (freshness == Freshness::kFresh || freshness == Freshness::kDueSoon) ++sample->covered;
  }
}

Fraction fraction_of(Measure measure, const Sample& sample) {
  switch (measure) {
    case Measure::kClosing:
      return {sample.resolved, sample.due};
    case Measure::kOverdue:
      return {sample.overdue, sample.open};
    case Measure::kCoverage:
      return {sample.covered, sample.grids};
    case Measure::kResponse:
      break;
  }
  return {0, static_cast<int64_t>(sample.responses_ns.size())};
}

bool more_is_better(Measure measure) {
  return measure == Measure::kClosing || measure == Measure::kCoverage;
}

// Of equal values the larger sample first, then as the map has them.
Ranking ranking_of(Measure measure, std::vector<Sample>& samples) {
  Ranking ranking;
  for (Sample& sample : samples) {
    const Fraction of = fraction_of(measure, sample);
    if (of.denominator < min_sample(measure)) {
      ++ranking.unranked;
      continue;
    }
    const double value = measure == Measure::kResponse
                             ? *median_s(sample.responses_ns)
                             : static_cast<double>(of.numerator) / static_cast<double>(of.denominator);
    ranking.ranked.push_back({sample.place, of, value});
  }
  std::stable_sort(ranking.ranked.begin(), ranking.ranked.end(), [&](const RankedPlace& a, const RankedPlace& b) {
    if (a.value != b.value) return more_is_better(measure) ? a.value > b.value : a.value < b.value;
    return a.of.denominator > b.of.denominator;
  });
  return ranking;
}

}  // namespace

std::string_view measure_name(Measure measure) {
  constexpr std::string_view kNames[] = {"closing", "overdue", "response", "coverage"};
  return kNames[static_cast<size_t>(measure)];
}

std::array<Ranking, kMeasureCount> rankings(const CountyState& state, const County& county, int64_t now_ns,
                                            const Scope& scope) {
  Parts parts(county, scope);
  std::array<Ranking, kMeasureCount> rankings;
  if (parts.samples.empty()) return rankings;
  sum_requests(state, now_ns, county.zone.local_day(now_ns), parts);
  sum_grids(state, county, now_ns, parts);
  for (size_t i = 0; i < kMeasureCount; ++i) rankings[i] = ranking_of(static_cast<Measure>(i), parts.samples);
  return rankings;
}

DepartmentRanking department_ranking(const CountyState& state, const County& county, int64_t now_ns,
                                     const Scope& scope) {
  DepartmentRanking ranking;
  for (const WhistleDepartment& department : whistle_board(state, county, now_ns, Window::k30Days, scope)) {
    if (department.whistled == 0) continue;
    if (department.whistled < kMinRanked) {
      ++ranking.unranked;
      continue;
    }
    ranking.ranked.push_back({department.department,
                              department.listed,
                              {department.closed, department.whistled},
                              static_cast<int64_t>(department.unanswered.size()),
                              department.acknowledge_median_s});
  }
  std::stable_sort(ranking.ranked.begin(), ranking.ranked.end(),
                   [](const RankedDepartment& a, const RankedDepartment& b) {
                     const auto key = [](const RankedDepartment& one) {
                       return std::tuple(-*rate(one.closed.numerator, one.closed.denominator), -one.closed.denominator);
                     };
                     return key(a) < key(b);
                   });
  return ranking;
}

}  // namespace gridwall::state
