// Each grid's colour level in the mode that is shown, kept from frame to frame so that only grids that changed are
// given on. What the levels mean is map_legend.h's. Owned by the UI thread. Must not know OpenGL.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "viewer/view_model/context.h"
#include "viewer/view_model/map_difference.h"
#include "viewer/view_model/map_legend.h"

namespace gridwall::view_model {

class MapLevels {
 public:
  explicit MapLevels(size_t grids);

  // Brings the levels to `now_ns`; the result names the grids whose level changed, good until the next call. Looks at
  // nothing but the grids whose state changed until `kRefreshNs` of the clock have passed; open requests are walked
  // then, at another choice and after forget(). With a comparison the levels are of the difference to it, unless both
  // moments stand side by side.
  std::span<const uint32_t> update(const CountyState& state, const County& county, int64_t now_ns,
                                   const MapChoice& choice, const Comparison* comparison = nullptr,
                                   CompareView compare_view = CompareView::kDifference);
  void forget();  // the state was replaced

  std::span<const Level> levels() const { return levels_; }

  // As of the last refresh, for figures beside the names; collected and resolved of 30 days, in mode kRate only.
  std::span<const GridFigures> figures() const { return figures_; }

  // What is compared with; not on() without a comparison.
  const MapDifference& difference() const { return difference_; }
  bool show_difference() const { return difference_.on() && compare_view_ == CompareView::kDifference; }

  static constexpr int64_t kRefreshNs = 2'000'000'000;
  static constexpr int64_t kRateRefreshNs = 10'000'000'000;

 private:
  void refresh(const CountyState& state, const County& county, int64_t now_ns);
  Level level_at(const CountyState& state, const County& county, int64_t now_ns, uint32_t grid) const;
  void set(uint32_t grid, Level level);

  struct Seen {  // what the level of a grid was made from
    double heat = 0;
    int64_t heat_ns = kNever;
    int64_t open = 0;
    int64_t last_visit_ns = kNever;
  };
  std::vector<Seen> seen_;
  std::vector<Level> levels_;
  std::vector<GridFigures> figures_;
  std::vector<double> overdue_heat_;  // what open requests past their time add
  std::vector<uint32_t> changed_;
  MapDifference difference_;
  MapChoice choice_;
  CompareView compare_view_ = CompareView::kDifference;
  int64_t refreshed_ns_ = kNever;
  int64_t rates_refreshed_ns_ = kNever;
  uint64_t seq_ = 0;
};

}  // namespace gridwall::view_model
