#include "viewer/view_model/map_difference.h"

#include <algorithm>

#include "viewer/view_model/format.h"

namespace gridwall::view_model {

std::optional<double> map_value(const GridFigures& figures, const GridState& at, int64_t visit_interval_s,
                                const MapChoice& choice, int64_t now_ns) {
  double value = 0;
  switch (choice.mode) {
    case MapMode::kHeat:
      value = figures.heat;
      break;
    case MapMode::kOpen:
      value = static_cast<double>(figures.open);
      break;
    case MapMode::kOverdue:
      value = static_cast<double>(figures.overdue);
      break;
    case MapMode::kRate:
      return figures.resolution_rate();
    case MapMode::kPatrol:
      if (at.last_visit_ns == kNever) return std::nullopt;
      return seconds_between(at.last_visit_ns, now_ns) / static_cast<double>(std::max<int64_t>(1, visit_interval_s));
  }
  return is_per_households(choice) ? figures.per_100_households(value) : std::optional(value);
}

Level level_of_map_value(const std::optional<double>& value, const County& county, const MapChoice& choice) {
  if (!value) return kNoLevel;
  if (choice.mode == MapMode::kRate) return level_of_rate(*value);
  if (choice.mode == MapMode::kPatrol) return level_of_staleness(*value);
  return level_of_value(*value, full_value(county, choice), Scale::kLogarithm);
}

bool MapDifference::update(const Comparison* comparison, const County& county, const MapChoice& choice) {
  const uint64_t number = comparison == nullptr ? 0 : comparison->number;
  if (number == number_ && (number == 0 || choice == choice_)) return false;
  number_ = number;
  choice_ = choice;
  grids_.clear();
  levels_then_.clear();
  if (comparison == nullptr) return true;
  const County& was = comparison->county;
  const std::vector<GridFigures> figures = grid_figures(comparison->state, was, comparison->at_ns,
                                                        choice.mode == MapMode::kRate ? Window::k30Days : Window::kAll);
  for (const Grid& grid : county.grids) {
    const uint32_t then = was.grid_index(grid.code);
    if (then == kNone || then >= figures.size()) {
      grids_.emplace_back();
      levels_then_.push_back(kNoLevel);
      continue;
    }
    const GridState& at = comparison->state.grids[then];
    const int64_t interval_s = was.grids[then].visit_interval_s;
    grids_.emplace_back(GridThen{figures[then], map_value(figures[then], at, interval_s, choice, comparison->at_ns),
                                 freshness_at(at, interval_s, comparison->at_ns) <= Freshness::kDueSoon});
    levels_then_.push_back(level_of_map_value(grids_.back()->value, county, choice));
  }
  return true;
}

const GridThen* MapDifference::grid_then(uint32_t grid) const {
  return grid < grids_.size() && grids_[grid] ? &*grids_[grid] : nullptr;
}

Level MapDifference::level_of(const County& county, uint32_t grid, const std::optional<double>& now) const {
  const GridThen* then = grid_then(grid);
  if (!now || then == nullptr || !then->value) return kNoLevel;
  return level_of_difference(*now - *then->value, county, choice_);
}

}  // namespace gridwall::view_model
