// What each grid's colour says, in five modes with fixed scales, kept from frame to frame so that only grids that
// changed are given on. Scales never follow the data: the same colour means the same on every day.
//   heat, open, overdue: log(1 + value) / log(1 + full value), so that few and many can both be told apart
//   rate: 60 to 100 per cent, low is bright; patrol: time since the last visit over the required interval, up to twice
// Owned by the UI thread. Must not know OpenGL.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "viewer/view_model/context.h"

namespace gridwall::view_model {

enum class MapMode : uint8_t { kHeat, kOpen, kOverdue, kRate, kPatrol };
inline constexpr int kMapModeCount = 5;

using Level = uint8_t;  // 0 to kLevelSteps - 1, or kNoLevel
inline constexpr int kLevelSteps = 64;
inline constexpr Level kNoLevel = 0xff;  // there is nothing to say: drawn hatched, never as a low value

// The value a full scale stands for: the heat of an incident of level I, else fixed numbers.
double full_value(const County& county, MapMode mode);
enum class Scale : uint8_t { kLinear, kLogarithm };
Level level_of_value(double value, double full, Scale scale);

struct LegendTick {
  float at = 0;  // 0 to 1 along the scale
  std::string text;
};

struct Legend {
  std::string title;
  std::vector<LegendTick> ticks;
  std::string no_value;      // what hatching means; empty where it cannot occur
  std::string beside_names;  // what the figures beside the names count
  bool low_is_bright = false;
};
Legend build_legend(const County& county, const Texts& texts, MapMode mode);

class MapLevels {
 public:
  explicit MapLevels(size_t grids);

  // Brings the levels to `now_ns`; the result names the grids whose level changed, good until the next call. Looks at
  // nothing but the grids whose state changed until `kRefreshNs` of the clock have passed; open requests are walked
  // then, at a change of mode and after forget().
  std::span<const uint32_t> update(const CountyState& state, const County& county, int64_t now_ns, MapMode mode);
  void forget();  // the state was replaced

  std::span<const Level> levels() const { return levels_; }

  // Per grid, as of the last refresh; for figures beside the names.
  std::span<const int64_t> overdue() const { return overdue_; }
  std::span<const int64_t> collected() const { return collected_; }  // of 30 days, in mode kRate only
  std::span<const int64_t> resolved() const { return resolved_; }

  static constexpr int64_t kRefreshNs = 2'000'000'000;
  static constexpr int64_t kRateRefreshNs = 10'000'000'000;

 private:
  void refresh(const CountyState& state, const County& county, int64_t now_ns, MapMode mode);
  void refresh_rates(const CountyState& state, const County& county, int64_t now_ns);
  Level level_at(const CountyState& state, const County& county, int64_t now_ns, MapMode mode, uint32_t grid) const;
  void set(uint32_t grid, Level level);

  struct Seen {  // what the level of a grid was made from
    double heat = 0;
    int64_t heat_ns = kNever;
    int64_t open = 0;
    int64_t last_visit_ns = kNever;
  };
  std::vector<Seen> seen_;
  std::vector<Level> levels_;
  std::vector<double> overdue_heat_;
  std::vector<int64_t> overdue_, collected_, resolved_;
  std::vector<uint32_t> changed_;
  MapMode mode_ = MapMode::kHeat;
  int64_t refreshed_ns_ = kNever;
  int64_t rates_refreshed_ns_ = kNever;
  uint64_t seq_ = 0;
};

}  // namespace gridwall::view_model
