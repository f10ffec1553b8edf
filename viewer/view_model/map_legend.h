// What the map's colours mean: fixed scales that never follow the data, so that a colour says the same on every day.
//   heat, open, overdue: log(1 + value) / log(1 + full value), so that few and many can both be told apart
//   rate: 60 to 100 per cent, low is bright
//   patrol: time since the last visit over the required interval, in three bands with steps between them
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

// The value a full scale stands for: the heat of an incident of level I, else fixed numbers; a quarter per 100
// households.
double full_value(const County& county, const MapChoice& choice);
enum class Scale : uint8_t { kLinear, kLogarithm };
Level level_of_value(double value, double full, Scale scale);
Level level_of_rate(double rate);
Level level_of_staleness(double intervals);  // since the last visit, in required intervals

// Of two moments: less than half the scale is less, the middle is no difference, never rescaled either. Counts as
// logarithms to the same full value; rates to 20 points, staleness to one interval, linear.
inline constexpr Level kNoDifference = kLevelSteps / 2;
Level level_of_difference(double difference, const County& county, const MapChoice& choice);

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
};
Legend build_legend(const County& county, const Texts& texts, const MapChoice& choice);
Legend build_difference_legend(const County& county, const Texts& texts, const MapChoice& choice, int64_t then_ns);

}  // namespace gridwall::view_model
