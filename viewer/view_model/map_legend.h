// What the map's colours mean: fixed scales that never follow the data, so that a colour says the same on every day.
//   usual: a quarter to four times of what usually comes in, as a binary logarithm; the middle is as usual
//   arrived, open, overdue, heat: log(1 + value) / log(1 + full value), so that few and many can both be told apart;
//     of an area, whose value sums its grids, the full value is that of as many grids as such an area usually has
//   rate: 60 to 100 per cent, low is bright
//   patrol: time since the last visit over the required interval, in three bands with steps between them; of an area
//   the
//     mean of its grids
// Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "viewer/view_model/context.h"
#include "viewer/view_model/map_choice.h"

namespace gridwall::view_model {

using Level = uint8_t;  // 0 to kLevelSteps - 1, or kNoLevel
inline constexpr int kLevelSteps = 64;
inline constexpr Level kNoLevel = 0xff;  // there is nothing to say, or too few to say it: hatched, never as a low value
inline constexpr double kFullInterval = 2;  // of the required interval between visits: the end of the patrol scale

// The value a full scale stands for: the heat of an incident of level I, else fixed numbers; a quarter per 100
// households. `grids`: of a usual place of the level that is shown.
double full_value(const County& county, const MapChoice& choice, double grids = 1);
enum class Scale : uint8_t { kLinear, kLogarithm };
Level level_of_value(double value, double full, Scale scale);
Level level_of_rate(double rate);
Level level_of_staleness(double intervals);  // since the last visit, in required intervals
Level level_of_usual(double doublings);      // of what is usual
Level level_of_map_value(const std::optional<double>& value, const County& county, const MapChoice& choice,
                         double grids = 1);

// Of two moments: less than half the scale is less, the middle is no difference, never rescaled either. Counts as
// logarithms to the same full value; rates to 20 points, staleness to one interval, what is usual to two doublings,
// linear.
inline constexpr Level kNoDifference = kLevelSteps / 2;
Level level_of_difference(double difference, const County& county, const MapChoice& choice, double grids = 1);

struct LegendTick {
  float at = 0;  // 0 to 1 along the scale
  std::string text;
};
struct LegendBand {  // a part of the scale that is one class; what lies between two is no colour of the map
  float from = 0, to = 1;
};

struct Legend {
  std::string title;
  std::vector<LegendTick> ticks;
  std::vector<LegendBand> bands;
  std::string hatched;       // what hatching means; empty where it cannot occur
  std::string beside_names;  // what the figures beside the names count
  bool low_is_bright = false;
  bool diverging = false;  // of a difference: the middle is neutral
  bool staleness = false;  // of times since a visit
};

// What is coloured, and how much of a past there is.
struct LegendPlaces {
  std::string level;        // 镇, 网格; empty: not said
  double grids = 1;         // of a usual place of this level
  int weeks = kUsualWeeks;  // of the past that kUsual compares with; with too few, the legend is that of kArrived
  friend bool operator==(const LegendPlaces&, const LegendPlaces&) = default;
};
Legend build_legend(const County& county, const Texts& texts, const MapChoice& choice, const LegendPlaces& places = {});
Legend build_difference_legend(const County& county, const Texts& texts, const MapChoice& choice, int64_t then_ns,
                               const LegendPlaces& places = {});

}  // namespace gridwall::view_model
