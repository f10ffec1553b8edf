// The map as part of the wall: keeps renderer, levels, markers and names in step with the county, and says what of it
// moves. UI thread, with the GL context current.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ingest/county/project.h"
#include "viewer/app/surface.h"
#include "viewer/panel/map_panel.h"
#include "viewer/render/map_renderer.h"
#include "viewer/scene/map_camera.h"
#include "viewer/scene/map_pane.h"
#include "viewer/scene/map_view_fit.h"
#include "viewer/view_model/county_geometry.h"
#include "viewer/view_model/map_levels.h"
#include "viewer/view_model/map_markers.h"
#include "viewer/view_model/map_names.h"
#include "viewer/view_model/navigation.h"

namespace gridwall::scene {

class MapStage {
 public:
  static Result<std::unique_ptr<MapStage>> create(const County& county, const view_model::Texts& texts,
                                                  render::ShaderLibrary& shaders);

  void forget();  // the state was replaced
  void set_own_layers(std::vector<view_model::OwnLayer> layers);
  void show_own_layer(size_t layer, bool on);

  // What is looked at fills the map, the rest stands back; the child pointed to gets an outline. Before the others.
  void look_at(const view_model::ViewContext& context);
  // The cells: every frame, because a new event should be seen in the next picture.
  void update_cells(const view_model::ViewContext& context, const view_model::MapChoice& choice);
  // Markers, names and legend: a few times a second is enough.
  void update_things(const view_model::ViewContext& context);
  // True when the view asks for another depth than the cells show: update_cells again, in the same frame.
  bool detail_stale() const { return shown_ && !(levels_.detail() == detail_); }
  bool things_stale() const { return things_stale_; }  // a map was added that shows none yet
  // Lays the map out and draws the windows over it; `frame_ns` moves the pulses.
  void draw(const block::Pens& pens, const render::RectPx& rect, int64_t frame_ns);
  // Somebody moves the map; each scene remembers where to. Over a point of the picture.
  void zoom(view_model::Scene scene, render::PointPx px, double factor, int64_t frame_ns);
  void zoom_middle(view_model::Scene scene, double factor, int64_t frame_ns);
  void drag(view_model::Scene scene, render::PointPx from, render::PointPx to, int64_t frame_ns);
  void go_home(view_model::Scene scene);
  void go_to(const view_model::MapPlace& place) { wanted_place_ = place; }  // of the scene that is shown next
  std::optional<view_model::MapPlace> place() const;                        // none: all is shown
  // Once a frame: shows the scene's own view, which goes home by itself after a while.
  void show_view_of(view_model::Scene scene, int64_t frame_ns);
  int64_t home_at_ns() const { return camera().home_at_ns(); }

  // The grid at a point of the picture; none outside of all.
  std::optional<uint32_t> pick(float x_px, float y_px) const;

  // The map that is shown; beside it that of the moment it is compared with. None where there is no map.
  std::vector<MapPane*> panes() const;
  std::vector<render::RectPx> furniture() const { return furniture_.grounds(); }  // what stands over the map
  bool pulsing() const { return shown_ && shown_->pulsing(); }

 private:
  MapStage(const County& county, render::ShaderLibrary& shaders);
  Result<std::unique_ptr<MapPane>> make_pane(MapPane::Part part);
  void set_texts(const County& county, const view_model::Texts& texts);
  view_model::LegendPlaces places_of(const County& county, const view_model::Texts& texts, int depth, int weeks) const;
  void build_legend(const view_model::ViewContext& context);
  void forget_texts();
  void lay_out(const block::Pens& pens, const render::RectPx& rect);
  std::vector<render::PointM> points_looked_at() const;
  bool is_outside(render::PointM at) const;
  const MapCamera& camera() const { return cameras_[static_cast<size_t>(scene_)]; }
  void move_panes(const block::Pens& pens);
  view_model::MapDetail detail_at(const block::Pens& pens, const render::MapView& view) const;
  bool may_have_inset() const { return scope_.whole_county() && !focus_ && !compared_; }
  void measure_areas(const County& county);
  AreaIndex dense_area(const County& county, double px_per_m, float unreadable_px) const;
  void place_inset(const block::Pens& pens, std::span<const render::PointM> points, MapFit& best);
  void color_inset();
  void show_inset(const view_model::ViewContext& context, const view_model::MapMarkers& things, bool pulsing);
  std::vector<render::PointM> points_of_area(AreaIndex area) const;
  render::CellStyle style_of(view_model::Level level, size_t cell) const;
  void styles_of(std::span<const view_model::Level> levels);
  void compare(const view_model::ViewContext& context, const view_model::MapChoice& choice);
  view_model::MapMarkers things_at(const view_model::ViewContext& context) const;
  void build_key(const view_model::ViewContext& context, const view_model::MapMarkers& things);

  static constexpr float kLeastPlace =
      18;  // pixels at 1080 across a usual place, for places of its depth to be coloured

  render::ShaderLibrary& shaders_;
  const County* county_ = nullptr;  // of the last look; the wall is made anew with another one
  LocalPlane plane_;
  render::MapGeometry geometry_;
  render::BoundsM county_bounds_;
  Scope scope_;
  std::optional<Scope> pointed_;
  std::optional<render::BoundsM> focus_;  // in an emergency: the incidents
  std::vector<uint8_t> outside_;          // by cell: not looked at
  std::vector<render::Polyline> outline_, pointed_outline_, inset_outline_;
  bool styles_stale_ = false;
  std::unique_ptr<MapPane> shown_, compared_, inset_;
  AreaIndex inset_area_ = kNone;  // the dense town that has an inset; kNone: none is needed
  std::string inset_name_, inset_value_;
  std::vector<double> area_m2_;       // by area
  std::vector<uint32_t> area_grids_;  // by area, how many lie in it
  render::MapView inset_view_;
  std::vector<render::CellStyle> inset_styles_;
  view_model::MapLevels levels_;
  double county_m2_ = 0;
  view_model::MapDetail detail_;  // as the view wants it
  view_model::MapChoice legend_choice_;
  view_model::LegendPlaces legend_places_{{}, 1, -1};  // of no legend yet
  std::vector<view_model::MapName> names_;
  std::vector<view_model::OwnLayer> own_layers_;
  bool names_stale_ = true;
  panel::MapChrome chrome_;
  uint64_t compared_number_ = 0;  // of the comparison that is laid out
  view_model::CompareView compare_view_ = view_model::CompareView::kDifference;
  panel::MapFurniture furniture_;
  std::array<MapCamera, view_model::kSceneCount> cameras_;
  view_model::Scene scene_ = view_model::Scene::kOverview;
  render::MapView home_;  // of the map that is shown
  std::optional<view_model::MapPlace> wanted_place_;
  bool view_stale_ = false, things_stale_ = false;
  std::vector<uint32_t> cells_;
  std::vector<render::CellStyle> styles_;
  render::RectPx rect_;
  std::string no_map_;
  int screen_height_ = 0;
  bool layout_stale_ = true;
  bool greyed_ = false;
  bool dimmed_ = false;
};

}  // namespace gridwall::scene
