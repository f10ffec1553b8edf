#include "viewer/view_model/map_legend.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

constexpr double kFullOpen = 32, kFullOverdue = 16;
constexpr double kHundredsOfAFullGrid = 4;  // households of a usual grid, in hundreds
constexpr double kLowestRate = 0.6;
constexpr double kFullRateDifference = 0.2, kFullStalenessDifference = 1;
constexpr double kDueSoon = 0.75, kFullInterval = 2;  // of the required interval between visits

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
  for (const double value : {0.0, 0.5, 1.0, 3.0, 8.0, 16.0, 32.0, 64.0, 128.0}) {
    if (value > full * 0.7) break;
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

Scale difference_scale(MapMode mode) {
  return mode == MapMode::kRate || mode == MapMode::kPatrol ? Scale::kLinear : Scale::kLogarithm;
}

double full_difference(const County& county, const MapChoice& choice) {
  if (choice.mode == MapMode::kRate) return kFullRateDifference;
  if (choice.mode == MapMode::kPatrol) return kFullStalenessDifference;
  return full_value(county, choice);
}

}  // namespace

double full_value(const County& county, const MapChoice& choice) {
  double full = 1;
  switch (choice.mode) {
    case MapMode::kHeat:
      full = std::max(1.0, county.heat.incident[0]);
      break;
    case MapMode::kOpen:
      full = kFullOpen;
      break;
    case MapMode::kOverdue:
      full = kFullOverdue;
      break;
    case MapMode::kRate:
      return 1 - kLowestRate;
    case MapMode::kPatrol:
      return kFullInterval;
  }
  return is_per_households(choice) ? full / kHundredsOfAFullGrid : full;
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

Level level_of_difference(double difference, const County& county, const MapChoice& choice) {
  const double full = full_difference(county, choice);
  const double share = share_of(std::min(std::abs(difference), full), full, difference_scale(choice.mode));
  const auto steps = static_cast<int>(std::lround(share * (kLevelSteps - 1 - kNoDifference)));
  return static_cast<Level>(kNoDifference + (difference < 0 ? -steps : steps));
}

Legend build_difference_legend(const County& county, const Texts& texts, const MapChoice& choice, int64_t then_ns) {
  const bool per = is_per_households(choice);
  const auto mode = static_cast<size_t>(choice.mode);
  Legend legend = build_legend(county, texts, choice);
  legend.title = fill(texts.at(per ? Text::kCompareHeatPer : Text::kCompareHeat, mode),
                      {{"time", format_compared(then_ns, county.zone)}});
  legend.beside_names = fill(texts[Text::kCompareBeside], {{"what", legend.beside_names}});
  if (!legend.hatched.empty()) legend.hatched = texts[Text::kCompareHatched];
  legend.low_is_bright = false;
  legend.diverging = true;
  legend.bands = {{0, 1}};
  legend.ticks.clear();
  const double full = full_difference(county, choice);
  const double unit = choice.mode == MapMode::kRate ? 100 : 1;
  std::vector<double> values = {-full, 0, full};
  if (difference_scale(choice.mode) == Scale::kLogarithm) {  // what lies between on a linear one can be seen
    const double between = full > 8 ? 2 : 1;
    values = {-full, -between, 0, between, full};
  }
  for (const double value : values) {
    const double share = share_of(std::abs(value), full, difference_scale(choice.mode)) / 2;
    legend.ticks.push_back(
        {static_cast<float>(value < 0 ? 0.5 - share : 0.5 + share), format_difference(value * unit)});
  }
  legend.ticks.front().text += " " + texts[Text::kCompareLess];
  legend.ticks.back().text += " " + texts[Text::kCompareMore];
  return legend;
}

Legend build_legend(const County& county, const Texts& texts, const MapChoice& choice) {
  Legend legend;
  legend.bands = {{0, 1}};
  const auto mode = static_cast<size_t>(choice.mode);
  const bool per = is_per_households(choice);
  legend.title = texts.at(per ? Text::kLegendHeatPer : Text::kLegendHeat, mode);
  const std::string few = format_count(kMinHouseholds), few_matters = format_count(kMinMatters);
  switch (choice.mode) {
    case MapMode::kHeat:
      legend.title = fill(legend.title, {{"time", format_duration(county.heat.half_life_s, texts)}});
      [[fallthrough]];
    case MapMode::kOpen:
      legend.beside_names = texts[per ? Text::kMapBesideOpenPer : Text::kMapBesideOpen];
      add_counts(legend, full_value(county, choice));
      break;
    case MapMode::kOverdue:
      legend.beside_names = texts[per ? Text::kMapBesideOverduePer : Text::kMapBesideOverdue];
      add_counts(legend, full_value(county, choice));
      break;
    case MapMode::kRate:
      legend.beside_names = texts[Text::kMapBesideRate];
      legend.hatched = fill(texts[Text::kLegendHatchedRate], {{"n", few}, {"m", few_matters}});
      legend.low_is_bright = true;
      add_rates(legend);
      break;
    case MapMode::kPatrol:
      legend.beside_names = texts[Text::kMapBesidePatrol];
      legend.hatched = texts[Text::kLegendHatchedPatrol];
      legend.bands.clear();
      add_bands(legend, texts);
      break;
  }
  if (per) legend.hatched = fill(texts[Text::kLegendHatchedPer], {{"n", few}});
  return legend;
}

}  // namespace gridwall::view_model
