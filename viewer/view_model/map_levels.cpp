#include "viewer/view_model/map_levels.h"

#include <algorithm>
#include <cmath>

#include "ingest/event/time.h"
#include "ingest/state/figures.h"
#include "ingest/state/heat.h"
#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

constexpr double kFullOpen = 32, kFullOverdue = 16;
constexpr double kLowestRate = 0.6;
constexpr double kFullInterval = 2;  // of the required interval between visits
constexpr int kRateDays = 30;

std::string tick_text(double value) {
  const auto tenths = static_cast<int64_t>(std::llround(value * 10));
  if (tenths % 10 == 0) return format_count(tenths / 10);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

// Where a value stands on its scale, 0 to 1.
double share_of(double value, double full, Scale scale) {
  return scale == Scale::kLogarithm ? std::log1p(value) / std::log1p(full) : value / full;
}

}  // namespace

double full_value(const County& county, MapMode mode) {
  switch (mode) {
    case MapMode::kHeat:
      return std::max(1.0, county.heat.incident[0]);
    case MapMode::kOpen:
      return kFullOpen;
    case MapMode::kOverdue:
      return kFullOverdue;
    case MapMode::kRate:
      return 1 - kLowestRate;
    case MapMode::kPatrol:
      return kFullInterval;
  }
  return 1;
}

Level level_of_value(double value, double full, Scale scale) {
  return static_cast<Level>(std::lround(share_of(std::clamp(value, 0.0, full), full, scale) * (kLevelSteps - 1)));
}

Legend build_legend(const County& county, const Texts& texts, MapMode mode) {
  Legend legend;
  legend.title = texts.at(Text::kLegendHeat, static_cast<size_t>(mode));
  const double full = full_value(county, mode);
  if (mode == MapMode::kRate || mode == MapMode::kPatrol) {
    const double lowest = mode == MapMode::kRate ? kLowestRate : 0;
    for (const double share : {0.0, 0.5, 1.0}) {
      legend.ticks.push_back({static_cast<float>(share), tick_text(100 * (lowest + share * full)) + "%"});
    }
  } else {
    for (const double value : {0.0, 1.0, 3.0, 8.0, 16.0, 32.0, 64.0, 128.0}) {
      if (value > full * 0.7) break;
      legend.ticks.push_back({static_cast<float>(share_of(value, full, Scale::kLogarithm)), tick_text(value)});
    }
    legend.ticks.push_back({1, tick_text(full)});
  }
  switch (mode) {
    case MapMode::kHeat:
      legend.title = fill(legend.title, {{"time", format_duration(county.heat.half_life_s, texts)}});
      legend.beside_names = texts[Text::kBesideNamesOpen];
      break;
    case MapMode::kOpen:
      legend.beside_names = texts[Text::kBesideNamesOpen];
      break;
    case MapMode::kOverdue:
      legend.beside_names = texts[Text::kBesideNamesOverdue];
      break;
    case MapMode::kRate:
      legend.beside_names = texts[Text::kBesideNamesRate];
      legend.no_value = texts[Text::kLegendNoValueRate];
      legend.low_is_bright = true;
      legend.ticks[0].text.insert(0, "≤");
      return legend;
    case MapMode::kPatrol:
      legend.beside_names = texts[Text::kBesideNamesPatrol];
      legend.no_value = texts[Text::kLegendNoValuePatrol];
      break;
  }
  legend.ticks.back().text += "+";
  return legend;
}

MapLevels::MapLevels(size_t grids)
    : seen_(grids),
      levels_(grids, kNoLevel),
      overdue_heat_(grids),
      overdue_(grids),
      collected_(grids),
      resolved_(grids) {}

void MapLevels::forget() {
  refreshed_ns_ = rates_refreshed_ns_ = kNever;
}

void MapLevels::set(uint32_t grid, Level level) {
  if (levels_[grid] == level) return;
  levels_[grid] = level;
  changed_.push_back(grid);
}

Level MapLevels::level_at(const CountyState& state, const County& county, int64_t now_ns, MapMode mode,
                          uint32_t grid) const {
  const GridState& at = state.grids[grid];
  const double full = full_value(county, mode);
  switch (mode) {
    case MapMode::kHeat:
      return level_of_value(heat_at(at, now_ns, county.heat.half_life_s) + overdue_heat_[grid], full,
                            Scale::kLogarithm);
    case MapMode::kOpen:
      return level_of_value(static_cast<double>(at.open), full, Scale::kLogarithm);
    case MapMode::kOverdue:
      return level_of_value(static_cast<double>(overdue_[grid]), full, Scale::kLogarithm);
    case MapMode::kRate:
      if (const std::optional<double> share = rate(resolved_[grid], collected_[grid])) {
        return level_of_value(*share - kLowestRate, full, Scale::kLinear);
      }
      return kNoLevel;
    case MapMode::kPatrol:
      if (at.last_visit_ns == kNever) return kNoLevel;
      return level_of_value(seconds_between(at.last_visit_ns, now_ns) /
                                static_cast<double>(std::max<int64_t>(1, county.grids[grid].visit_interval_s)),
                            full, Scale::kLinear);
  }
  return kNoLevel;
}

void MapLevels::refresh_rates(const CountyState& state, const County& county, int64_t now_ns) {
  std::fill(collected_.begin(), collected_.end(), 0);
  std::fill(resolved_.begin(), resolved_.end(), 0);
  const int32_t today = county.zone.local_day(now_ns);
  for (auto day = state.days.lower_bound(today - kRateDays + 1); day != state.days.end() && day->first <= today;
       ++day) {
    for (const uint32_t index : day->second.requests) {
      const Request& request = state.requests[index];
      if (request.grid == kNoGrid || !request.collected()) continue;
      ++collected_[request.grid];
      if (request.resolved()) ++resolved_[request.grid];
    }
  }
  rates_refreshed_ns_ = now_ns;
}

void MapLevels::refresh(const CountyState& state, const County& county, int64_t now_ns, MapMode mode) {
  std::fill(overdue_.begin(), overdue_.end(), 0);
  std::fill(overdue_heat_.begin(), overdue_heat_.end(), 0.0);
  for (const uint32_t index : state.open_requests) {
    const Request& request = state.requests[index];
    if (request.grid == kNoGrid || !request.overdue_at(now_ns)) continue;
    ++overdue_[request.grid];
    if (request.overdue_counted == 0) {
      overdue_heat_[request.grid] += county.heat.overdue * heat_fade(now_ns - request.due_ns, county.heat.half_life_s);
    }
  }
  const bool rates_old =
      rates_refreshed_ns_ == kNever || now_ns < rates_refreshed_ns_ || now_ns - rates_refreshed_ns_ >= kRateRefreshNs;
  if (mode == MapMode::kRate && rates_old) refresh_rates(state, county, now_ns);
  refreshed_ns_ = now_ns;
}

std::span<const uint32_t> MapLevels::update(const CountyState& state, const County& county, int64_t now_ns,
                                            MapMode mode) {
  changed_.clear();
  const auto grids = static_cast<uint32_t>(std::min(levels_.size(), state.grids.size()));
  const bool all =
      refreshed_ns_ == kNever || mode != mode_ || now_ns < refreshed_ns_ || now_ns - refreshed_ns_ >= kRefreshNs;
  if (!all && state.seq == seq_) return changed_;
  if (mode != mode_) rates_refreshed_ns_ = kNever;
  mode_ = mode;
  seq_ = state.seq;
  if (all) refresh(state, county, now_ns, mode);
  for (uint32_t grid = 0; grid < grids; ++grid) {
    const GridState& at = state.grids[grid];
    Seen& seen = seen_[grid];
    const bool same = seen.heat == at.heat && seen.heat_ns == at.heat_ns && seen.open == at.open &&
                      seen.last_visit_ns == at.last_visit_ns;
    if (same && !all) continue;
    seen = {at.heat, at.heat_ns, at.open, at.last_visit_ns};
    set(grid, level_at(state, county, now_ns, mode, grid));
  }
  return changed_;
}

}  // namespace gridwall::view_model
