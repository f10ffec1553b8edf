#include "ingest/state/whistle_board.h"

#include <algorithm>
#include <map>

#include "ingest/state/figures_parts.h"

namespace gridwall::inline state {
namespace {

struct Durations {  // of one step, in the whistles of one department
  std::vector<int64_t> ns;

  void add(int64_t from_ns, int64_t to_ns) { ns.push_back(std::max<int64_t>(0, to_ns - from_ns)); }
};

struct Row {
  WhistleDepartment figures;
  Durations acknowledged, arrived, closed;
};

void take(const Whistle& whistle, WhistleIndex index, int64_t now_ns, Row& row) {
  WhistleDepartment& figures = row.figures;
  ++figures.whistled;
  const auto step = [&](int64_t moment_ns, int64_t& count, Durations& durations) {
    if (moment_ns == kNever) return;
    ++count;
    durations.add(whistle.blown_ns, moment_ns);
  };
  step(whistle.acknowledged_ns, figures.acknowledged, row.acknowledged);
  step(whistle.arrived_ns, figures.arrived, row.arrived);
  step(whistle.closed_ns, figures.closed, row.closed);
  const bool answered =
      whistle.acknowledged_ns != kNever || whistle.arrived_ns != kNever || whistle.closed_ns != kNever;
  if (!answered) figures.unanswered.push_back({index, seconds(now_ns - whistle.blown_ns)});
}

}  // namespace

std::vector<WhistleDepartment> whistle_board(const CountyState& state, const County& county, int64_t now_ns,
                                             Window window, const Scope& scope) {
  const ScopePlaces places(county, scope);
  const DayRange range = day_ranges(county, now_ns)[static_cast<size_t>(window)];
  std::vector<Row> listed(county.departments.size());
  for (DepartmentIndex i{0}; i < listed.size(); ++i) {
    listed[i].figures.department = county.departments[i].code;
    listed[i].figures.listed = i;
  }
  std::map<std::string_view, Row> others;
  for (WhistleIndex index{0}; index < state.whistles.size(); ++index) {
    const Whistle& whistle = state.whistles[index];
    if (whistle.blown_ns == kNever || whistle.department == kNone || whistle.street == kNone) continue;
    if (!range.contains(county.zone.local_day(whistle.blown_ns))) continue;
    if (!places.holds_street(county, state.words.text(whistle.street))) continue;
    const std::string_view department = state.words.text(whistle.department);
    const auto known = std::find_if(listed.begin(), listed.end(),
                                    [&](const Row& row) { return row.figures.department == department; });
    Row& row = known != listed.end() ? *known : others[department];
    row.figures.department = department;
    take(whistle, index, now_ns, row);
  }
  for (auto& [name, row] : others) listed.push_back(std::move(row));
  std::vector<WhistleDepartment> board;
  for (Row& row : listed) {
    row.figures.acknowledge_median_s = median_s(row.acknowledged.ns);
    row.figures.arrive_median_s = median_s(row.arrived.ns);
    row.figures.close_median_s = median_s(row.closed.ns);
    std::stable_sort(row.figures.unanswered.begin(), row.figures.unanswered.end(),
                     [](const auto& a, const auto& b) { return a.waiting_s > b.waiting_s; });
    board.push_back(std::move(row.figures));
  }
  return board;
}

}  // namespace gridwall::state
