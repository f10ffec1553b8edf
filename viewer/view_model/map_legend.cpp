#include "viewer/view_model/map_legend.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "viewer/view_model/format.h"
#include "viewer/view_model/map_figures.h"

namespace gridwall::view_model {
namespace {

constexpr double kFullOpen = 32, kFullOverdue = 16;
constexpr double kFullArrivedDay = 8, kFullArrivedWeek = 16;
constexpr double kFullUsual = 2;            // doublings: four times, and a quarter
constexpr double kHundredsOfAFullGrid = 4;  // households of a usual grid, in hundreds
constexpr double kTickGap = 0.12;           // between two of a scale
constexpr double kLowestRate = 0.6;
constexpr double kFullRateDifference = 0.2, kFullStalenessDifference = 1;
constexpr double kDueSoon = 0.75;  // of the required interval between visits

// Fresh, due soon, overdue: by Freshness, as shares of the scale.
constexpr std::array<LegendBand, 3> kStaleness = {{{0, 0.26F}, {0.38F, 0.54F}, {0.76F, 1}}};

std::string tick_text(double value) {
  const auto tenths = static_cast<int64_t>(std::llround(value * 10));
  if (tenths % 10 == 0) return format_count(tenths / 10);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

// Where a value stands on its scale, 0 to 1.
double share_of(double value, double full, Scale scale) {
  return scale == Scale::kLogarithm ? std::log1p(value) / std::log1p(full) : value / full;
}

void add_counts(Legend& legend, double full) {
  double last = -1;  // ticks closer than this would touch
  for (const double value : {0.0, 0.5, 1.0, 3.0, 8.0, 16.0, 32.0, 64.0, 128.0, 512.0, 2048.0, 8192.0, 32768.0}) {
    if (value > full * 0.7) break;
    const double at = share_of(value, full, Scale::kLogarithm);
    if (at - last < kTickGap || 1 - at < kTickGap) continue;
    last = at;
    if (value == 0.5 && full > 8) continue;
    legend.ticks.push_back({static_cast<float>(share_of(value, full, Scale::kLogarithm)), tick_text(value)});
  }
  legend.ticks.push_back({1, tick_text(full) + "+"});
}

void add_rates(Legend& legend) {
  for (const double share : {0.0, 0.5, 1.0}) {
    legend.ticks.push_back(
        {static_cast<float>(share), tick_text(100 * (kLowestRate + share * (1 - kLowestRate))) + "%"});
  }
  legend.ticks[0].text = std::string("≤").append(legend.ticks[0].text);
}

void add_bands(Legend& legend, const Texts& texts) {
  legend.bands.assign(kStaleness.begin(), kStaleness.end());
  for (size_t i = 0; i < kStaleness.size(); ++i) {
    legend.ticks.push_back({(kStaleness[i].from + kStaleness[i].to) / 2, texts.at(Text::kCoverageFresh, i)});
  }
}

void add_usual(Legend& legend, const Texts& texts) {
  const auto times = [&](std::string_view n) { return fill(texts[Text::kMapTimes], {{"n", n}}); };
  legend.ticks = {{0, "¼"}, {0.25F, "½"}, {0.5F, texts[Text::kMapUsualValue]}, {0.75F, times("2")}, {1, times("4")}};
}

Scale difference_scale(MapMode mode) {
  const bool linear = mode == MapMode::kRate || mode == MapMode::kPatrol || mode == MapMode::kUsual;
  return linear ? Scale::kLinear : Scale::kLogarithm;
}

double full_difference(const County& county, const MapChoice& choice, double grids) {
  if (choice.mode == MapMode::kRate) return kFullRateDifference;
  if (choice.mode == MapMode::kPatrol) return kFullStalenessDifference;
  return full_value(county, choice, grids);
}

std::string difference_tick(double value, MapMode mode) {
  if (mode == MapMode::kUsual && value != 0) return value < 0 ? "÷4" : "×4";
  return format_difference(value * (mode == MapMode::kRate ? 100 : 1));
}

// Of the modes that look at what came in, the span; of all, what is coloured.
std::string title_of(Text pattern, const County& county, const Texts& texts, const MapChoice& choice,
                     const LegendPlaces& places) {
  const std::string& span = texts[choice.span == ArrivalSpan::k7Days ? Text::kMapSpan7d : Text::kMapSpan24h];
  const std::string title = fill(texts[pattern], {{"span", span},
                                                  {"weeks", std::to_string(places.weeks)},
                                                  {"least", std::to_string(kLeastUsualWeeks)},
                                                  {"time", format_duration(county.heat.half_life_s, texts)}});
  return places.level.empty() ? title : fill(texts[Text::kMapByLevel], {{"what", title}, {"level", places.level}});
}

Text offset(Text first, MapMode mode) {
  return static_cast<Text>(static_cast<size_t>(first) + static_cast<size_t>(mode));
}

// The texts of modes that count per 100 households stand behind each other.
Text per_text(Text first, MapMode mode) {
  const size_t index = mode == MapMode::kHeat ? 3 : static_cast<size_t>(mode) - static_cast<size_t>(MapMode::kArrived);
  return static_cast<Text>(static_cast<size_t>(first) + index);
}

// Heat is no number that anybody could check: beside the names stands what is open.
std::string beside_of(const Texts& texts, const MapChoice& choice) {
  const MapMode mode = choice.mode == MapMode::kHeat ? MapMode::kOpen : choice.mode;
  const std::string& span = texts[choice.span == ArrivalSpan::k7Days ? Text::kMapSpan7d : Text::kMapSpan24h];
  const Text text =
      is_per_households(choice) ? per_text(Text::kMapBesideArrivedPer, mode) : offset(Text::kMapBesideUsual, mode);
  return fill(texts[text], {{"span", span}});
}

}  // namespace

double full_value(const County& county, const MapChoice& choice, double grids) {
  double full = 1;
  switch (choice.mode) {
    case MapMode::kUsual:
      return kFullUsual;
    case MapMode::kRate:
      return 1 - kLowestRate;
    case MapMode::kPatrol:
      return kFullInterval;
    case MapMode::kArrived:
      full = choice.span == ArrivalSpan::k7Days ? kFullArrivedWeek : kFullArrivedDay;
      break;
    case MapMode::kOpen:
      full = kFullOpen;
      break;
    case MapMode::kOverdue:
      full = kFullOverdue;
      break;
    case MapMode::kHeat:
      full = std::max(1.0, county.heat.incident[0]);
      break;
  }
  return is_per_households(choice) ? full / kHundredsOfAFullGrid : full * grids;
}

Level level_of_value(double value, double full, Scale scale) {
  return static_cast<Level>(std::lround(share_of(std::clamp(value, 0.0, full), full, scale) * (kLevelSteps - 1)));
}

Level level_of_rate(double rate) {
  return level_of_value(rate - kLowestRate, 1 - kLowestRate, Scale::kLinear);
}

Level level_of_staleness(double intervals) {
  const auto within = [](const LegendBand& band, double share) {
    return level_of_value(band.from + (band.to - band.from) * std::clamp(share, 0.0, 1.0), 1, Scale::kLinear);
  };
  if (intervals <= kDueSoon) return within(kStaleness[0], intervals / kDueSoon);
  if (intervals <= 1) return within(kStaleness[1], (intervals - kDueSoon) / (1 - kDueSoon));
  return within(kStaleness[2], (intervals - 1) / (kFullInterval - 1));
}

Level level_of_usual(double doublings) {
  return level_of_value(kFullUsual + doublings, 2 * kFullUsual, Scale::kLinear);
}

Level level_of_map_value(const std::optional<double>& value, const County& county, const MapChoice& choice,
                         double grids) {
  if (!value) return kNoLevel;
  if (choice.mode == MapMode::kUsual) return level_of_usual(*value);
  if (choice.mode == MapMode::kRate) return level_of_rate(*value);
  if (choice.mode == MapMode::kPatrol) return level_of_staleness(*value);
  return level_of_value(*value, full_value(county, choice, grids), Scale::kLogarithm);
}

Level level_of_difference(double difference, const County& county, const MapChoice& choice, double grids) {
  const double full = full_difference(county, choice, grids);
  const double share = share_of(std::min(std::abs(difference), full), full, difference_scale(choice.mode));
  const auto steps = static_cast<int>(std::lround(share * (kLevelSteps - 1 - kNoDifference)));
  return static_cast<Level>(kNoDifference + (difference < 0 ? -steps : steps));
}

Legend build_difference_legend(const County& county, const Texts& texts, const MapChoice& wanted, int64_t then_ns,
                               const LegendPlaces& places) {
  const MapChoice choice = shown_choice(wanted, places.weeks);
  Legend legend = build_legend(county, texts, choice, places);
  const Text title = is_per_households(choice) ? per_text(Text::kCompareArrivedPer, choice.mode)
                                               : offset(Text::kCompareUsual, choice.mode);
  legend.title = fill(texts[title], {{"time", format_compared(then_ns, county.zone)}});
  legend.beside_names = fill(texts[Text::kCompareBeside], {{"what", beside_of(texts, choice)}});
  if (!legend.hatched.empty()) legend.hatched = texts[Text::kCompareHatched];
  legend.low_is_bright = legend.staleness = false;
  legend.diverging = true;
  legend.bands = {{0, 1}};
  legend.ticks.clear();
  const double full = full_difference(county, choice, places.grids);
  std::vector<double> values = {-full, 0, full};
  if (difference_scale(choice.mode) == Scale::kLogarithm) {  // what lies between on a linear one can be seen
    const double between = full > 8 ? 2 : 1;
    values = {-full, -between, 0, between, full};
  }
  for (const double value : values) {
    const double share = share_of(std::abs(value), full, difference_scale(choice.mode)) / 2;
    legend.ticks.push_back(
        {static_cast<float>(value < 0 ? 0.5 - share : 0.5 + share), difference_tick(value, choice.mode)});
  }
  legend.ticks.front().text += " " + texts[Text::kCompareLess];
  legend.ticks.back().text += " " + texts[Text::kCompareMore];
  return legend;
}

Legend build_legend(const County& county, const Texts& texts, const MapChoice& wanted, const LegendPlaces& places) {
  const MapChoice choice = shown_choice(wanted, places.weeks);
  const bool young = choice.mode != wanted.mode;
  const bool per = is_per_households(choice);
  Legend legend;
  legend.bands = {{0, 1}};
  const Text title = young ? Text::kLegendYoung
                     : per ? per_text(Text::kLegendArrivedPer, choice.mode)
                           : offset(Text::kLegendUsual, choice.mode);
  legend.title = title_of(title, county, texts, choice, places);
  legend.beside_names = beside_of(texts, choice);
  const std::string few = format_count(kMinHouseholds), few_matters = format_count(kMinMatters);
  switch (choice.mode) {
    case MapMode::kUsual:
      add_usual(legend, texts);
      break;
    case MapMode::kArrived:
    case MapMode::kOpen:
    case MapMode::kOverdue:
    case MapMode::kHeat:
      add_counts(legend, full_value(county, choice, places.grids));
      break;
    case MapMode::kRate:
      legend.hatched = fill(texts[Text::kLegendHatchedRate], {{"n", few}, {"m", few_matters}});
      legend.low_is_bright = true;
      add_rates(legend);
      break;
    case MapMode::kPatrol:
      legend.hatched = texts[Text::kLegendHatchedPatrol];
      legend.bands.clear();
      legend.staleness = true;
      add_bands(legend, texts);
      break;
  }
  if (per) legend.hatched = fill(texts[Text::kLegendHatchedPer], {{"n", few}});
  return legend;
}

}  // namespace gridwall::view_model
