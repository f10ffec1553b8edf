#include "ingest/state/hot_topics.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "ingest/state/figures_parts.h"

namespace gridwall::inline state {
namespace {

struct Counts {
  int64_t recent = 0, before = 0;
};
using ByCategory = std::map<WordId, Counts>;

ByCategory count_county(const CountyState& state, int32_t first_recent, int32_t first_usual, int32_t today) {
  ByCategory counts;
  for (auto day = state.days.lower_bound(first_usual); day != state.days.end() && day->first <= today; ++day) {
    for (const auto& [category, tally] : day->second.categories) {
      Counts& of = counts[category];
      (day->first >= first_recent ? of.recent : of.before) += tally.collected;
    }
  }
  return counts;
}

ByCategory count_places(const CountyState& state, const County& county, const ScopePlaces& places, int32_t first_recent,
                        int32_t first_usual, int32_t today) {
  const int64_t usual_ns = county.zone.day_start_ns(first_usual), recent_ns = county.zone.day_start_ns(first_recent),
                end_ns = county.zone.day_start_ns(today + 1);
  ByCategory counts;
  for (const GridIndex grid : places.grids()) {
    for (const RequestIndex index : state.requests_of_grid[grid]) {
      const Request& request = state.requests[index];
      if (!request.collected() || request.placed_ns < usual_ns || request.placed_ns >= end_ns) continue;
      Counts& of = counts[request.category];
      ++(request.placed_ns >= recent_ns ? of.recent : of.before);
    }
  }
  return counts;
}

}  // namespace

double binomial_tail(int64_t hits, int64_t trials, double share) {
  const auto n = static_cast<double>(trials);
  auto k = static_cast<double>(hits);
  double term = std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) + k * std::log(share) +
                         (n - k) * std::log1p(-share));
  double sum = 0;
  for (; k <= n && term > sum * 1e-17; ++k) {  // beyond the mean each term is smaller than the one before
    sum += term;
    term *= (n - k) / (k + 1) * share / (1 - share);
  }
  return sum;
}

HotTopics hot_topics(const CountyState& state, const County& county, int64_t now_ns, const Scope& scope) {
  HotTopics topics;
  const int32_t today = county.zone.local_day(now_ns);
  const int32_t first_recent = today - kHotDays + 1;
  const int32_t usual_days = std::min(kUsualDays, first_recent - std::min(today, first_request_day(state)));
  topics.recent_days = seconds(now_ns - county.zone.day_start_ns(first_recent)) / 86'400;
  if (usual_days < kLeastUsualDays) return topics;
  topics.usual_days = usual_days;
  const ScopePlaces places(county, scope);
  const int32_t first_usual = first_recent - usual_days;
  const ByCategory counts = places.whole_county()
                                ? count_county(state, first_recent, first_usual, today)
                                : count_places(state, county, places, first_recent, first_usual, today);
  for (const auto& [category, of] : counts) topics.tested += of.recent + of.before > 0 ? 1 : 0;
  const double share = topics.recent_days / (topics.recent_days + usual_days);
  for (const auto& [category, of] : counts) {
    const double expected = static_cast<double>(of.before) * topics.recent_days / usual_days;
    if (of.recent < kLeastHot || static_cast<double>(of.recent) <= expected) continue;
    const double chance = binomial_tail(of.recent, of.recent + of.before, share);
    if (chance * static_cast<double>(topics.tested) > kHotLevel) continue;
    topics.hot.push_back({category, of.recent, of.before, expected, chance});
  }
  std::sort(topics.hot.begin(), topics.hot.end(), [&](const HotCategory& a, const HotCategory& b) {
    return std::tuple(a.chance, state.words.text(a.category)) < std::tuple(b.chance, state.words.text(b.category));
  });
  return topics;
}

RepeatedMatters repeated_matters(const CountyState& state, const County& county, int64_t now_ns, size_t limit,
                                 const Scope& scope) {
  const ScopePlaces places(county, scope);
  const DayRange range = day_ranges(county, now_ns)[static_cast<size_t>(Window::k30Days)];
  std::map<std::pair<GridIndex, WordId>, RepeatedMatter> counts;
  for (auto day = state.days.lower_bound(range.first); day != state.days.end() && day->first <= range.last; ++day) {
    for (const RequestIndex index : day->second.requests) {
      const Request& request = state.requests[index];
      if (!request.collected() || request.grid == kNone || !places.holds_grid(request.grid)) continue;
      RepeatedMatter& matter = counts[{request.grid, request.category}];
      matter.grid = request.grid;
      matter.category = request.category;
      ++matter.count;
      if (request.open()) ++matter.open;
    }
  }
  RepeatedMatters repeated;
  for (const auto& [key, matter] : counts) {
    if (matter.count >= kLeastRepeated) repeated.first.push_back(matter);
  }
  repeated.total = static_cast<int64_t>(repeated.first.size());
  std::sort(repeated.first.begin(), repeated.first.end(), [&](const RepeatedMatter& a, const RepeatedMatter& b) {
    const auto key = [&](const RepeatedMatter& one) {
      return std::tuple(-one.count, -one.open, one.grid, state.words.text(one.category));
    };
    return key(a) < key(b);
  });
  repeated.first.resize(std::min(limit, repeated.first.size()));
  return repeated;
}

}  // namespace gridwall::state
