// One map of those that stand in the map's place: its cells, what stands on it, and the names over it. Usually there is
// one; with two moments side by side there are two of the same view, and a dense town may have an inset of its own.
// Part of MapStage; UI thread, with the GL context current.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "viewer/panel/map_panel.h"
#include "viewer/render/layer.h"
#include "viewer/render/map_renderer.h"
#include "viewer/view_model/map_markers.h"
#include "viewer/view_model/map_names.h"
#include "viewer/view_model/own_layers.h"

namespace gridwall::scene {

// How things look, whichever they are.
struct MapLook {
  view_model::Scene scene = view_model::Scene::kOverview;
  bool greyed = false;   // not told any more
  bool pulsing = false;  // incidents that are new beat
  float scale = 1;       // of workers and teams
};

class MapPane {
 public:
  enum class Part : uint8_t { kShown, kCompared, kInset };

  MapPane(std::unique_ptr<render::MapRenderer> map, Part part);

  render::MapRenderer& map() { return *map_; }
  const render::MapRenderer& map() const { return *map_; }

  void show(view_model::MapMarkers things, std::vector<std::string> values, const MapLook& look);
  const view_model::MapMarkers& things() const { return things_; }
  bool pulsing() const { return look_.pulsing; }

  // Where it stands, and where no text may.
  void set_view(const block::Pens& pens, const render::MapView& view, std::span<const render::RectPx> taken,
                bool whole_county);
  void forget_texts() { texts_stale_ = true; }  // other names, or another choice of what is beside them
  // What the county draws over it, which must stay where it is; `nearer`: how much nearer the map is than all of it.
  void show_own_layers(std::span<const view_model::OwnLayer> layers, double nearer);
  // `names` in the order of the values shown.
  void draw(const block::Pens& pens, std::span<const view_model::MapName> names, int64_t frame_ns);
  // A border that stands out; before draw(), so that names lie over it.
  void outline(const block::Pens& pens, std::span<const render::Polyline> lines, block::Rgba tint);

  // Cells, the county's own layers, workers and teams, names, incidents, which nothing covers; texts are in `windows`.
  void add_layers(std::span<const render::Window> windows, std::vector<render::Layer>& layers);
  static bool is_of_map(const render::Window& window);  // one of those that add_layers() adds

  static constexpr int64_t kPulseStepNs = 80'000'000;

 private:
  struct TeamGroup {  // teams of one kind that stand too close to be told apart
    render::PointPx at;
    view_model::TeamMark team;
    size_t count = 0;
  };

  void gather_teams(const block::Pens& pens);
  void place_texts(const block::Pens& pens, std::span<const view_model::MapName> names);
  void place_own_texts(const block::Pens& pens, std::vector<view_model::BoxPx> taken);
  void make_markers(const block::Pens& pens, int64_t frame_ns);
  void add_worker_markers(const block::Pens& pens);
  void add_team_markers(const block::Pens& pens);

  std::unique_ptr<render::MapRenderer> map_;
  Part part_;
  view_model::MapMarkers things_;
  std::vector<std::string> values_;  // by name
  MapLook look_;
  std::vector<view_model::BoxPx> taken_;
  std::span<const view_model::OwnLayer> own_layers_;
  double nearer_ = 1;
  std::vector<TeamGroup> team_groups_;
  std::vector<panel::PlacedText> placed_names_, placed_incidents_, placed_counts_, placed_own_;
  std::vector<render::Marker> markers_px_;
  size_t low_markers_ = 0;  // workers and teams come first
  std::vector<block::PointF> outline_px_;
  bool texts_stale_ = true;
};

}  // namespace gridwall::scene
