// The inset: a dense town of which nothing could be told on the map of its county stands beside it, larger.
#include <algorithm>
#include <array>
#include <cmath>

#include "viewer/scene/map_stage.h"
#include "viewer/view_model/county_geometry.h"

namespace gridwall::scene {
namespace {

constexpr float kUnreadable = 15;  // pixels at 1080 across a usual grid: smaller grids of a town look all the same
constexpr double kLeastShareOfGrids = 0.1;   // fewer are no town worth the room
constexpr double kMostShareOfCounty = 0.25;  // a larger one is the county
constexpr float kInsetShare = 0.36F;         // of the map's height and width, at most
constexpr double kLeastCounty = 0.7;         // of its size without the inset: the county comes first
constexpr float kGap = 8, kTitle = 42;

}  // namespace

void MapStage::measure_areas(const County& county) {
  area_m2_.assign(county.areas.size(), 0);
  area_grids_.assign(county.areas.size(), 0);
  for (GridIndex grid{0}; grid < county.grids.size(); ++grid) {
    const double m2 = render::area_of_cell(geometry_, grid);
    for (AreaIndex area = county.grids[grid].area; area != kNone; area = county.areas[area].parent) {
      area_m2_[area] += m2;
      ++area_grids_[area];
    }
  }
}

// The area of the first level with the most grids among those too dense to be read; kNone where there is none, or where
// grids are not shown at all.
AreaIndex MapStage::dense_area(const County& county, double px_per_m, float unreadable_px) const {
  AreaIndex dense = kNone;
  for (AreaIndex area{0}; area < county.areas.size(); ++area) {
    if (county.areas[area].depth != 0 || area_grids_[area] == 0) continue;
    const double across_px = std::sqrt(area_m2_[area] / area_grids_[area]) * px_per_m;
    if (across_px >= unreadable_px || area_m2_[area] > county_m2_ * kMostShareOfCounty) continue;
    if (area_grids_[area] < kLeastShareOfGrids * static_cast<double>(county.grids.size())) continue;
    if (dense == kNone || area_grids_[area] > area_grids_[dense]) dense = area;
  }
  return dense;
}

// Where the inset takes least from the county; nowhere when it would take too much.
void MapStage::place_inset(const block::Pens& pens, std::span<const render::PointM> points, MapFit& best) {
  inset_area_ = kNone;
  furniture_.inset = {};
  const int deepest = levels_.places().deepest();
  if (!may_have_inset() || detail_at(pens, best.view).shown(deepest) < deepest) return;
  const AreaIndex area = dense_area(*county_, best.view.px_per_m, pens.metrics.px(kUnreadable));
  if (area == kNone) return;
  const std::vector<render::PointM> town = points_of_area(area);
  const int gap = static_cast<int>(pens.metrics.px(kGap));
  const int top = std::max(furniture_.tabs.bottom(), furniture_.options.bottom()) + gap;
  const int side = static_cast<int>(static_cast<float>(std::min(rect_.w, rect_.h)) * kInsetShare);
  const int right = rect_.right() - side, bottom = rect_.bottom() - side;
  const int above_legend = furniture_.legend.y - side - gap, above_key = furniture_.key.y - side - gap;
  const std::array<render::RectPx, 6> places = {{{right, top, side, side},
                                                 {rect_.x, top, side, side},
                                                 {rect_.x, bottom, side, side},
                                                 {right, bottom, side, side},
                                                 {furniture_.legend.x, above_legend, side, side},
                                                 {right, above_key, side, side}}};
  MapFit with{{}, -1};
  for (const render::RectPx& place : places) {
    const std::vector<render::RectPx> taken = furniture_.grounds();
    if (std::any_of(taken.begin(), taken.end(), [&](const render::RectPx& one) { return one.overlaps(place); }))
      continue;
    std::vector<render::RectPx> obstacles = taken;
    obstacles.push_back(place);
    const MapFit fit = fit_map_view(points, rect_, obstacles, pens.metrics.px(10));
    if (fit.score <= with.score) continue;
    with = fit;
    furniture_.inset = place;
  }
  if (with.score < best.score * kLeastCounty) {
    furniture_.inset = {};
    return;
  }
  best = with;
  inset_area_ = area;
  inset_outline_ = view_model::outline_of(*county_, plane_, Scope{area, kNone});
  render::RectPx room = furniture_.inset;
  const int title = static_cast<int>(pens.metrics.px(kTitle));
  room.y += title;
  room.h -= title;
  inset_view_ = fit_map_view(town, room, {}, pens.metrics.px(8)).view;
  // The map covers the whole of the inset, its title too: the middle moves up by half of it.
  inset_view_.rect_px = furniture_.inset;
  inset_view_.center_y_m += title / 2.0 / inset_view_.px_per_m;
}

std::vector<render::PointM> MapStage::points_of_area(AreaIndex area) const {
  std::vector<render::PointM> points;
  const ScopePlaces places(*county_, Scope{area, kNone});
  for (size_t i = 0; i < geometry_.vertices.size(); ++i) {
    if (places.holds_grid(GridIndex(geometry_.vertex_cells[i]))) points.push_back(geometry_.vertices[i]);
  }
  return points;
}

// The town by its grids, what lies round it stands back.
void MapStage::color_inset() {
  if (!inset_) return;
  const std::vector<view_model::Level> levels = levels_.grid_levels(*county_);
  const ScopePlaces places(*county_, Scope{inset_area_, kNone});
  inset_styles_.clear();
  for (GridIndex grid{0}; grid < levels.size(); ++grid) {
    const bool inside = places.holds_grid(grid);
    inset_styles_.push_back(static_cast<render::CellStyle>(levels[grid] | (inside ? 0 : render::kCellOutside) |
                                                           (dimmed_ ? render::kCellStale : 0)));
  }
  inset_->map().set_color_map(chrome_.colors);
  inset_->map().set_all_styles(inset_styles_);
}

}  // namespace gridwall::scene
