#include "ingest/county/county.h"

#include <algorithm>

#include "ingest/event/time.h"

namespace gridwall::inline county {
namespace {

int64_t floor_div(int64_t value, int64_t divisor) {
  const int64_t quotient = value / divisor;
  return value % divisor < 0 ? quotient - 1 : quotient;
}

constexpr int64_t kSecondsPerDay = 86'400;

}  // namespace

ZoneTable::ZoneTable(std::vector<Change> changes) : changes_(std::move(changes)) {
  if (changes_.empty()) changes_.push_back({INT64_MIN, 0});
  changes_.front().from_s = INT64_MIN;
}

int ZoneTable::offset_at_s(int64_t time_s) const {
  if (time_s >= changes_.back().from_s) return changes_.back().offset_s;
  const auto after = std::upper_bound(changes_.begin(), changes_.end(), time_s,
                                      [](int64_t time, const Change& change) { return time < change.from_s; });
  return std::prev(after)->offset_s;
}

int ZoneTable::offset_s(int64_t time_ns) const {
  return offset_at_s(floor_div(time_ns, kNsPerSecond));
}

int32_t ZoneTable::local_day(int64_t time_ns) const {
  const int64_t time_s = floor_div(time_ns, kNsPerSecond);
  return static_cast<int32_t>(floor_div(time_s + offset_at_s(time_s), kSecondsPerDay));
}

int64_t ZoneTable::day_start_ns(int32_t local_day) const {
  const int64_t midnight_s = local_day * kSecondsPerDay;  // as if local time were UTC
  // No offset reaches 26 hours, so the two offsets in question are those a little over a day before and after.
  const int64_t before_s = midnight_s - offset_at_s(midnight_s - 26 * 3600);
  const int64_t after_s = midnight_s - offset_at_s(midnight_s + 26 * 3600);
  for (const int64_t start_s : {std::min(before_s, after_s), std::max(before_s, after_s)}) {
    if (start_s + offset_at_s(start_s) == midnight_s) return start_s * kNsPerSecond;
  }
  // Midnight was skipped: the day begins with the change of the clocks.
  const auto change = std::lower_bound(changes_.begin(), changes_.end(), std::min(before_s, after_s),
                                       [](const Change& item, int64_t time) { return item.from_s < time; });
  return (change == changes_.end() ? before_s : change->from_s) * kNsPerSecond;
}

void County::build_index() {
  grid_of_code_.clear();
  area_of_code_.clear();
  grid_of_code_.reserve(grids.size());
  area_of_code_.reserve(areas.size());
  for (size_t i = 0; i < grids.size(); ++i) grid_of_code_.emplace(grids[i].code, GridIndex(i));
  for (size_t i = 0; i < areas.size(); ++i) area_of_code_.emplace(areas[i].code, AreaIndex(i));
}

GridIndex County::grid_index(std::string_view grid_code) const {
  const auto found = grid_of_code_.find(grid_code);
  return found == grid_of_code_.end() ? kNone : found->second;
}

AreaIndex County::area_index(std::string_view area_code) const {
  const auto found = area_of_code_.find(area_code);
  return found == area_of_code_.end() ? kNone : found->second;
}

AreaIndex County::area_of_grid(GridIndex grid, uint8_t depth) const {
  if (grid >= grids.size()) return kNone;
  AreaIndex area = grids[grid].area;
  while (area < areas.size() && areas[area].depth > depth) area = areas[area].parent;
  return area < areas.size() && areas[area].depth == depth ? area : kNone;
}

uint32_t County::loop_of(std::string_view channel, GridIndex grid) const {
  for (uint32_t loop = 1; loop < loops.size(); ++loop) {
    const Loop& candidate = loops[loop];
    if (std::find(candidate.channels.begin(), candidate.channels.end(), channel) != candidate.channels.end())
      return loop;
    for (AreaIndex area = grid < grids.size() ? grids[grid].area : kNone; area < areas.size();
         area = areas[area].parent) {
      if (std::find(candidate.areas.begin(), candidate.areas.end(), area) != candidate.areas.end()) return loop;
    }
  }
  return 0;
}

int64_t County::due_after_s(Tier tier, std::string_view category) const {
  const auto own = due_s_of_category.find(category);
  return own == due_s_of_category.end() ? due_s[static_cast<size_t>(tier)] : own->second;
}

}  // namespace gridwall::county
