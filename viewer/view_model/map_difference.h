// What the map showed of each place at the moment that is compared with, computed once for a moment and a choice, by
// the places of the moment shown. Part of MapLevels; UI thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "viewer/view_model/comparison.h"
#include "viewer/view_model/map_figures.h"

namespace gridwall::view_model {

class MapDifference {
 public:
  bool on() const { return number_ != 0; }
  // True when the levels must be made anew: another moment or choice, or no comparison any more.
  bool update(const Comparison* comparison, const County& county, const MapChoice& choice);
  // By the places of the moment shown; a place that was not there then is not whole.
  const MapFigures& then() const { return then_; }

 private:
  uint64_t number_ = 0;
  MapChoice choice_;
  MapFigures then_;
};

}  // namespace gridwall::view_model
