// What the map showed of each grid at the moment that is compared with, computed once for a moment and a choice: its
// level then, and the level of the difference to it. Part of MapLevels; UI thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "viewer/view_model/comparison.h"
#include "viewer/view_model/map_legend.h"

namespace gridwall::view_model {

// The figure the map shows of a grid in the mode chosen; none where there is nothing to say, or too few to say it.
// The staleness of the patrol mode is in required intervals.
std::optional<double> map_value(const GridFigures& figures, const GridState& at, int64_t visit_interval_s,
                                const MapChoice& choice, int64_t now_ns);

Level level_of_map_value(const std::optional<double>& value, const County& county, const MapChoice& choice);

struct GridThen {
  GridFigures figures;
  std::optional<double> value;
  bool covered = false;  // visited in its required time
};

class MapDifference {
 public:
  bool on() const { return number_ != 0; }
  // True when the levels must be made anew: another moment or choice, or no comparison any more.
  bool update(const Comparison* comparison, const County& county, const MapChoice& choice);
  // None where either moment has no figure.
  Level level_of(const County& county, uint32_t grid, const std::optional<double>& now) const;
  // Null for a grid that was not there then.
  const GridThen* grid_then(uint32_t grid) const;
  std::span<const Level> levels_then() const { return levels_then_; }

 private:
  uint64_t number_ = 0;
  MapChoice choice_;
  std::vector<std::optional<GridThen>> grids_;  // by the grids of the moment shown, as below
  std::vector<Level> levels_then_;
};

}  // namespace gridwall::view_model
