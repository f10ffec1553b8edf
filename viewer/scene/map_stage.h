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
#include "viewer/render/marker.h"
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

  void set_texts(const County& county, const view_model::Texts& texts);
  void forget();  // the state was replaced

  // What is looked at fills the map, the rest stands back; the child pointed to gets an outline. Before the others.
  void look_at(const view_model::ViewContext& context);
  // The cells: every frame, because a new event should be seen in the next picture.
  void update_cells(const view_model::ViewContext& context, const view_model::MapChoice& choice);
  // Markers, names and legend: a few times a second is enough.
  void update_things(const view_model::ViewContext& context);
  // Lays the map out and draws the windows over it; `frame_ns` moves the pulses.
  void draw(const panel::Pens& pens, const render::RectPx& rect, int64_t frame_ns);
  // The grid at a point of the picture; none outside of all.
  std::optional<uint32_t> pick(float x_px, float y_px) const;

  bool has_map() const { return map_ != nullptr; }
  render::MapRenderer& renderer() { return *map_; }
  // Workers and teams, which names cover; incidents, which nothing does.
  std::span<const render::Marker> low_markers() const { return std::span(markers_px_).first(low_markers_); }
  std::span<const render::Marker> incident_markers() const { return std::span(markers_px_).subspan(low_markers_); }
  bool pulsing() const { return pulsing_; }

  static constexpr int64_t kPulseStepNs = 80'000'000;

 private:
  MapStage(const County& county);
  void lay_out(const panel::Pens& pens, const render::RectPx& rect);
  void outline(const panel::Pens& pens, const std::vector<render::Polyline>& lines, panel::Rgba tint);
  std::vector<render::PointM> points_looked_at() const;
  bool is_outside(render::PointM at) const;
  void set_line_styles(const panel::Pens& pens);
  render::CellStyle style_of(size_t cell) const;
  void set_difference(const view_model::ViewContext& context, const view_model::MapChoice& choice);
  void place_texts(const panel::Pens& pens);
  void make_markers(const panel::Pens& pens, int64_t frame_ns);
  void add_worker_markers(const panel::Pens& pens);
  void add_team_markers(const panel::Pens& pens);
  void build_key(const view_model::ViewContext& context);

  LocalPlane plane_;
  render::MapGeometry geometry_;
  render::BoundsM county_bounds_;
  Scope scope_;
  std::optional<Scope> pointed_;
  std::optional<render::BoundsM> focus_;  // in an emergency: the incidents
  std::vector<uint8_t> outside_;          // by cell: not looked at
  std::vector<render::Polyline> outline_, pointed_outline_;
  bool styles_stale_ = false;
  std::unique_ptr<render::MapRenderer> map_;
  view_model::MapLevels levels_;
  view_model::Scene scene_ = view_model::Scene::kOverview;
  std::vector<view_model::MapName> names_;
  bool names_stale_ = true;
  std::vector<std::string> values_;  // by name
  view_model::MapMarkers things_;
  panel::MapChrome chrome_;
  uint64_t compared_ = 0;  // number of the comparison whose legend stands
  panel::MapFurniture furniture_;
  std::vector<panel::PlacedText> placed_names_, placed_incidents_;
  std::vector<render::Marker> markers_px_;
  std::vector<panel::PointF> outline_px_;
  std::vector<uint32_t> cells_;
  std::vector<render::CellStyle> styles_;
  size_t low_markers_ = 0;
  render::RectPx rect_;
  std::string no_map_;
  int screen_height_ = 0;
  bool layout_stale_ = true;
  bool texts_stale_ = true;
  bool pulsing_ = false;
  bool greyed_ = false;
  bool dimmed_ = false;
};

}  // namespace gridwall::scene
