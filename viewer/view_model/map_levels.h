// Each grid's colour level in the mode that is shown, by its own figure or its area's, kept from frame to frame so that
// only grids that changed are given on. What the levels mean is map_legend.h's. Owned by the UI thread. Must not know
// OpenGL.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "viewer/view_model/context.h"
#include "viewer/view_model/map_detail.h"
#include "viewer/view_model/map_difference.h"
#include "viewer/view_model/map_figures.h"
#include "viewer/view_model/map_legend.h"

namespace gridwall::view_model {

class MapLevels {
 public:
  explicit MapLevels(const County& county);

  // Takes effect at the next update. Until then, and without it, grids are shown.
  void set_detail(const MapDetail& detail);
  const MapDetail& detail() const { return detail_; }
  int shown_depth() const { return detail_.shown(places_.deepest()); }
  const DetailPlaces& places() const { return places_; }

  // Brings the levels to `now_ns`; the result names the grids whose level changed, good until the next call. Looks at
  // nothing but the grids whose state changed until `kRefreshNs` of the clock have passed; open requests are walked
  // then, at another choice and after forget(). With a comparison the levels are of the difference to it, unless both
  // moments stand side by side.
  std::span<const uint32_t> update(const CountyState& state, const County& county, int64_t now_ns,
                                   const MapChoice& choice, const Comparison* comparison = nullptr,
                                   CompareView compare_view = CompareView::kDifference);
  void forget();  // the state was replaced

  std::span<const Level> levels() const { return levels_; }
  // Of every grid by itself, whatever depth is shown.
  std::vector<Level> grid_levels(const County& county) const;
  // At the moment that is compared with, as it was shown.
  std::vector<Level> levels_then(const County& county) const;

  // As of the last refresh, for figures beside the names.
  const MapFigures& figures() const { return figures_; }
  // What is shown: not what was chosen where the past is too short.
  MapChoice shown() const { return shown_choice(choice_, figures_.weeks); }

  // What is compared with; not on() without a comparison.
  const MapDifference& difference() const { return difference_; }
  bool show_difference() const { return difference_.on() && compare_view_ == CompareView::kDifference; }

  static constexpr int64_t kRefreshNs = 2'000'000'000;
  static constexpr int64_t kSlowRefreshNs = 10'000'000'000;  // of what walks the requests of weeks

 private:
  void refresh(const CountyState& state, const County& county, int64_t now_ns);
  Level level_of(const County& county, const PlaceFigures& now, const PlaceFigures* then, int depth) const;
  Level level_of_grid(const County& county, const MapFigures& figures, bool difference, uint32_t grid) const;
  Level mixed(const County& county, const MapFigures& figures, std::span<const Level> areas, bool difference,
              uint32_t grid) const;
  std::vector<Level> area_levels(const County& county, const MapFigures& figures, bool difference) const;
  void set(uint32_t grid, Level level);

  struct Seen {  // what the level of a grid was made from
    double heat = 0;
    int64_t heat_ns = kNever;
    int64_t open = 0;
    int64_t last_visit_ns = kNever;
  };
  DetailPlaces places_;
  MapDetail detail_, wanted_detail_;
  std::vector<Seen> seen_;
  std::vector<Level> levels_;
  std::vector<Level> area_levels_;  // of every area, as its own depth shows it
  MapFigures figures_;
  std::vector<double> overdue_heat_;  // what open requests past their time add
  std::vector<uint32_t> changed_;
  MapDifference difference_;
  MapChoice choice_;
  CompareView compare_view_ = CompareView::kDifference;
  int64_t refreshed_ns_ = kNever;
  int64_t slow_refreshed_ns_ = kNever;
  uint64_t seq_ = 0;
};

}  // namespace gridwall::view_model
