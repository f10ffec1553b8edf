// The views of the map: home, where everything is shown, and where somebody moved it to.
#include <algorithm>

#include "viewer/scene/map_stage.h"
#include "viewer/view_model/county_geometry.h"

namespace gridwall::scene {

// Shows the view of the scene in the room of each map.
void MapStage::move_panes(const block::Pens& pens) {
  render::MapView view = camera().view(home_);
  // Who moves the map sees the town larger there.
  const bool has_inset = inset_area_ != kNone && !camera().moved();
  if (has_inset && !inset_) {
    inset_ = std::move(make_pane(MapPane::Part::kInset)).value();  // as the other one was made
    things_stale_ = true;
  } else if (!has_inset) {
    inset_.reset();
  }
  std::vector<render::RectPx> taken = furniture_.grounds();
  if (!has_inset) std::erase(taken, furniture_.inset);
  const std::vector<render::RectPx> rects = panel::divide_map(pens, rect_, compared_ ? 2 : 1);
  size_t place = 0;
  for (MapPane* pane : {shown_.get(), compared_.get()}) {
    if (pane == nullptr) continue;
    view.rect_px = rects[place++];
    pane->set_view(pens, view, taken, scope_.whole_county());
  }
  if (inset_) {
    inset_->set_view(pens, inset_view_, {}, false);
    color_inset();
  }
  detail_ = detail_at(pens, view);
  view_stale_ = false;
}

view_model::MapDetail MapStage::detail_at(const block::Pens& pens, const render::MapView& view) const {
  return levels_.places().detail_for(county_m2_ * view.px_per_m * view.px_per_m, pens.metrics.px(kLeastPlace));
}

void MapStage::zoom(view_model::Scene scene, render::PointPx px, double factor, int64_t frame_ns) {
  cameras_[static_cast<size_t>(scene)].zoom(home_, px, factor, frame_ns);
  view_stale_ = true;
}

void MapStage::zoom_middle(view_model::Scene scene, double factor, int64_t frame_ns) {
  const render::RectPx& rect = home_.rect_px;
  render::PointPx px{static_cast<float>(rect.x) + static_cast<float>(rect.w) / 2,
                     static_cast<float>(rect.y) + static_cast<float>(rect.h) / 2};
  if (pointed_ && !pointed_outline_.empty() && shown_) {  // towards what the keyboard points to
    render::BoundsM bounds{1e9F, 1e9F, -1e9F, -1e9F};
    for (const render::PointM& point : pointed_outline_.front().points) {
      bounds = {std::min(bounds.min_x, point.x), std::min(bounds.min_y, point.y), std::max(bounds.max_x, point.x),
                std::max(bounds.max_y, point.y)};
    }
    px = shown_->map().view().px_from_world({(bounds.min_x + bounds.max_x) / 2, (bounds.min_y + bounds.max_y) / 2});
  }
  zoom(scene, px, factor, frame_ns);
}

void MapStage::drag(view_model::Scene scene, render::PointPx from, render::PointPx to, int64_t frame_ns) {
  cameras_[static_cast<size_t>(scene)].drag(home_, county_bounds_, from, to, frame_ns);
  view_stale_ = true;
}

void MapStage::go_home(view_model::Scene scene) {
  cameras_[static_cast<size_t>(scene)].go_home();
  view_stale_ = true;
}

void MapStage::show_view_of(view_model::Scene scene, int64_t frame_ns) {
  MapCamera& camera = cameras_[static_cast<size_t>(scene)];
  if (frame_ns >= camera.home_at_ns()) {
    camera.go_home();
    view_stale_ = true;
  }
  if (scene != scene_) view_stale_ = true;
  scene_ = scene;
  if (!wanted_place_) return;
  const render::PointM at = view_model::to_metres(plane_, wanted_place_->center);
  camera.go_to(at.x, at.y, wanted_place_->nearer, frame_ns);
  wanted_place_.reset();
  view_stale_ = true;
}

std::optional<view_model::MapPlace> MapStage::place() const {
  if (!camera().moved() || !shown_) return std::nullopt;
  const render::MapView& view = shown_->map().view();
  return view_model::MapPlace{plane_.position({view.center_x_m, view.center_y_m}), view.px_per_m / home_.px_per_m};
}

}  // namespace gridwall::scene
