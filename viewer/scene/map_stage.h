// The map as part of the wall: keeps renderer, levels, markers and names in step with the county, and says what of it
// moves. UI thread, with the GL context current.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ingest/county/project.h"
#include "viewer/app/surface.h"
#include "viewer/panel/map_panel.h"
#include "viewer/render/map_renderer.h"
#include "viewer/scene/map_pane.h"
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

  // What is looked at fills the map, the rest stands back; the child pointed to gets an outline. Before the others.
  void look_at(const view_model::ViewContext& context);
  // The cells: every frame, because a new event should be seen in the next picture.
  void update_cells(const view_model::ViewContext& context, const view_model::MapChoice& choice);
  // Markers, names and legend: a few times a second is enough.
  void update_things(const view_model::ViewContext& context);
  // Lays the map out and draws the windows over it; `frame_ns` moves the pulses.
  void draw(const block::Pens& pens, const render::RectPx& rect, int64_t frame_ns);
  // The grid at a point of the picture; none outside of all.
  std::optional<uint32_t> pick(float x_px, float y_px) const;

  // The map that is shown; beside it that of the moment it is compared with. None where there is no map.
  std::vector<MapPane*> panes() const;
  std::vector<render::RectPx> furniture() const { return furniture_.grounds(); }  // what stands over the map
  bool pulsing() const { return shown_ && shown_->pulsing(); }

 private:
  MapStage(const County& county, render::ShaderLibrary& shaders);
  Result<std::unique_ptr<MapPane>> make_pane(MapPane::Moment moment);
  void set_texts(const County& county, const view_model::Texts& texts);
  void forget_texts();
  void lay_out(const block::Pens& pens, const render::RectPx& rect);
  std::vector<render::PointM> points_looked_at() const;
  bool is_outside(render::PointM at) const;
  render::CellStyle style_of(view_model::Level level, size_t cell) const;
  void styles_of(std::span<const view_model::Level> levels);
  void compare(const view_model::ViewContext& context, const view_model::MapChoice& choice);
  view_model::MapMarkers things_at(const view_model::ViewContext& context) const;
  void build_key(const view_model::ViewContext& context, const view_model::MapMarkers& things);

  render::ShaderLibrary& shaders_;
  LocalPlane plane_;
  render::MapGeometry geometry_;
  render::BoundsM county_bounds_;
  Scope scope_;
  std::optional<Scope> pointed_;
  std::optional<render::BoundsM> focus_;  // in an emergency: the incidents
  std::vector<uint8_t> outside_;          // by cell: not looked at
  std::vector<render::Polyline> outline_, pointed_outline_;
  bool styles_stale_ = false;
  std::unique_ptr<MapPane> shown_, compared_;
  view_model::MapLevels levels_;
  std::vector<view_model::MapName> names_;
  bool names_stale_ = true;
  panel::MapChrome chrome_;
  uint64_t compared_number_ = 0;  // of the comparison that is laid out
  view_model::CompareView compare_view_ = view_model::CompareView::kDifference;
  panel::MapFurniture furniture_;
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
