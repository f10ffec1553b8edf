#include <algorithm>
#include <numeric>
#include <span>

#include "ingest/state/figures_parts.h"

namespace gridwall::inline state {
namespace {

using EntriesByStage = std::array<std::vector<int64_t>, kRequestStageCount>;  // when each matter entered it

// The k-th earliest entry (k from 0) into any of some stages, k below their count.
int64_t nth_of(std::span<const StageTimes* const> stages, uint64_t k) {
  if (stages.size() == 1) return stages.front()->nth(k);
  int64_t low = INT64_MAX, high = INT64_MIN;
  for (const StageTimes* times : stages) {
    if (times->count() == 0) continue;
    low = std::min(low, times->nth(0));
    high = std::max(high, times->nth(times->count() - 1));
  }
  while (low < high) {                                // the least time by which k + 1 had entered
    const int64_t middle = std::midpoint(low, high);  // towards low
    uint64_t entered = 0;
    for (const StageTimes* times : stages) entered += times->count_until(middle);
    if (entered > k) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

// From the entries in order, whoever holds them: `nth(k)` is the k-th earliest.
template <typename Nth>
StageFigures figures_of(uint64_t count, int64_t now_ns, const Nth& nth) {
  StageFigures figures;
  figures.count = static_cast<int64_t>(count);
  if (count == 0) return figures;
  const auto since = [&](uint64_t k) { return seconds(now_ns - nth(k)); };
  figures.oldest_s = since(0);
  const uint64_t middle = count / 2;
  figures.median_s = count % 2 == 1 ? since(middle) : (since(middle - 1) + since(middle)) / 2;
  return figures;
}

StageFigures figures_of(std::span<const StageTimes* const> stages, int64_t now_ns) {
  uint64_t count = 0;
  for (const StageTimes* times : stages) count += times->count();
  return figures_of(count, now_ns, [&](uint64_t k) { return nth_of(stages, k); });
}

StageFigures figures_of(std::vector<int64_t> entries, int64_t now_ns) {
  std::sort(entries.begin(), entries.end());
  return figures_of(entries.size(), now_ns, [&](uint64_t k) { return entries[k]; });
}

// Which of the seven each stage of a loop covers.
std::vector<std::vector<size_t>> stages_of(const Loop& loop) {
  std::vector<std::vector<size_t>> groups;
  for (const Stage& stage : loop.stages) {
    std::vector<size_t>& group = groups.emplace_back();
    for (size_t i = 0; i < kRequestStageCount; ++i) {
      const std::string_view name = request_stage_name(static_cast<RequestStage>(i));
      if (std::find(stage.keys.begin(), stage.keys.end(), name) != stage.keys.end()) group.push_back(i);
    }
  }
  if (groups.empty()) {
    for (size_t i = 0; i < kRequestStageCount; ++i) groups.push_back({i});
  }
  return groups;
}

void fill_county(const CountyState& state, const County& county, Figures& figures) {
  for (size_t i = 0; i < kRequestStageCount; ++i) {
    const StageTimes* all = &state.stages[i];
    figures.stages[i] = figures_of(std::span(&all, 1), figures.now_ns);
  }
  for (size_t loop = 0; loop < county.loops.size(); ++loop) {
    const auto& times = state.loop_stages.empty() ? state.stages : state.loop_stages[loop];
    for (const std::vector<size_t>& group : stages_of(county.loops[loop])) {
      std::vector<const StageTimes*> covered;
      for (const size_t i : group) covered.push_back(&times[i]);
      figures.pipelines[loop].push_back(figures_of(covered, figures.now_ns));
    }
  }
}

void fill_scope(const CountyState& state, const County& county, const ScopePlaces& places, Figures& figures) {
  std::vector<EntriesByStage> by_loop(county.loops.size());
  for (const GridIndex grid : places.grids()) {
    for (const RequestIndex index : state.requests_of_grid[grid]) {
      const Request& request = state.requests[index];
      if (!request.collected()) continue;
      const StageSince at = stage_of(request);
      by_loop[request.loop][static_cast<size_t>(at.stage)].push_back(at.since_ns);
    }
  }
  for (size_t i = 0; i < kRequestStageCount; ++i) {
    std::vector<int64_t> all;
    for (const EntriesByStage& entries : by_loop) all.insert(all.end(), entries[i].begin(), entries[i].end());
    figures.stages[i] = figures_of(std::move(all), figures.now_ns);
  }
  for (size_t loop = 0; loop < county.loops.size(); ++loop) {
    for (const std::vector<size_t>& group : stages_of(county.loops[loop])) {
      std::vector<int64_t> entries;
      for (const size_t i : group) {
        entries.insert(entries.end(), by_loop[loop][i].begin(), by_loop[loop][i].end());
      }
      figures.pipelines[loop].push_back(figures_of(std::move(entries), figures.now_ns));
    }
  }
}

}  // namespace

void fill_stages(const CountyState& state, const County& county, const ScopePlaces& places, Figures& figures) {
  figures.pipelines.resize(county.loops.size());
  if (places.whole_county()) {
    fill_county(state, county, figures);
  } else {
    fill_scope(state, county, places, figures);
  }
}

}  // namespace gridwall::state
