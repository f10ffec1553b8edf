#include "viewer/scene/map_pane.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "viewer/app/imgui_bridge.h"
#include "viewer/panel/own_layers_panel.h"
#include "viewer/view_model/gather.h"

namespace gridwall::scene {
namespace {

namespace color = app::color;

constexpr size_t kMostOwnTexts = 400;
constexpr double kNameToArea = 1.25;  // a name may be this much wider than its area
constexpr int64_t kPulseNs = 2'000'000'000;
constexpr float kIncidentPx = 32, kTeamPx = 14, kWorkerPx = 7, kNightWorkerPx = 12, kTrailPx = 2.5F;
constexpr float kTeamsApart = 1.6F;     // in sizes of a team: what stands closer is gathered
constexpr float kPatrolScale = 1.3F;    // where workers are what is looked for
constexpr float kOutsideAlpha = 0.35F;  // of what stands beyond what is looked at

// Names of windows and numbers of layers, which are each map's own.
struct Windows {
  const char* own;
  const char* names;
  const char* incidents;
  uint64_t first_layer;
};
Windows windows_of(MapPane::Part part) {
  switch (part) {
    case MapPane::Part::kCompared:
      return {"map/own_then", "map/names_then", "map/incidents_then", 4};
    case MapPane::Part::kInset:
      return {"map/own_inset", "map/names_inset", "map/incidents_inset", 7};
    case MapPane::Part::kShown:
      break;
  }
  return {"map/own", "map/names", "map/incidents", 1};
}

view_model::BoxPx box_of(const render::RectPx& rect) {
  return {static_cast<float>(rect.x), static_cast<float>(rect.y), static_cast<float>(rect.right()),
          static_cast<float>(rect.bottom())};
}

render::Marker marker_at(render::PointPx px, render::MarkerShape shape, float size_px, uint32_t rgba) {
  render::Marker marker;
  marker.shape = shape;
  // Whole pixels: a marker does not shimmer when its place is told a little differently.
  marker.x_px = std::round(px.x);
  marker.y_px = std::round(px.y);
  marker.size_px = size_px;
  marker.rgba = rgba;
  return marker;
}

// A prefecture's name is larger than those of its counties.
block::FontRole name_role(const view_model::MapName& name) {
  return name.region ? panel::kRegionRole : panel::kNameRole;
}

render::Marker marker_at(const render::MapView& view, render::PointM at, render::MarkerShape shape, float size_px,
                         uint32_t rgba) {
  return marker_at(view.px_from_world(at), shape, size_px, rgba);
}

// Borders beyond what is looked at must not stand before it: they are its neighbours' only, and its own is drawn over
// them.
void set_line_styles(render::MapRenderer& map, const block::Pens& pens, bool whole_county) {
  const float strength = whole_county ? 1 : 0.5F;
  const auto set = [&](render::LineRank rank, uint32_t rgba, float width, float hide_below) {
    const float alpha = static_cast<float>(rgba >> 24) / 255 * (rank == render::LineRank::kGrid ? 1 : strength);
    map.set_line_style(rank, {app::with_alpha(rgba, alpha), pens.metrics.px(width * 2) / 2, hide_below});
  };
  set(render::LineRank::kGrid, color::kGridLine, 1, 6);
  set(render::LineRank::kCommunity, color::kCommunityLine, 1.5F, 4);
  set(render::LineRank::kStreet, color::kStreetLine, 2, 0);
  set(render::LineRank::kRegion, color::kCountyLine, 2.5F, 0);
  set(render::LineRank::kCounty, color::kCountyLine, 3, 0);
}

}  // namespace

MapPane::MapPane(std::unique_ptr<render::MapRenderer> map, Part part) : map_(std::move(map)), part_(part) {}

void MapPane::show(view_model::MapMarkers things, std::vector<std::string> values, const MapLook& look) {
  things_ = std::move(things);
  values_ = std::move(values);
  look_ = look;
  texts_stale_ = true;
}

void MapPane::set_view(const block::Pens& pens, const render::MapView& view, std::span<const render::RectPx> taken,
                       bool whole_county) {
  map_->set_view(view);
  set_line_styles(*map_, pens, whole_county);
  taken_.clear();
  for (const render::RectPx& rect : taken) taken_.push_back(box_of(rect));
  texts_stale_ = true;
}

// Teams that are out never hide among those that wait, nor the lost among the found: each kind gathers by itself.
void MapPane::gather_teams(const block::Pens& pens) {
  constexpr size_t kKinds = static_cast<size_t>(TeamStatus::kOutOfService) + 2;
  team_groups_.clear();
  placed_counts_.clear();
  const render::MapView& view = map_->view();
  std::array<std::vector<const view_model::TeamMark*>, kKinds> kinds;  // the lost last
  for (const view_model::TeamMark& team : things_.teams) {
    kinds[team.lost ? kKinds - 1 : static_cast<size_t>(team.status)].push_back(&team);
  }
  const float apart = pens.metrics.px(kTeamPx * kTeamsApart * look_.scale);
  const float size = pens.fonts.size_px(panel::kNameRole);
  for (const std::vector<const view_model::TeamMark*>& kind : kinds) {
    std::vector<render::PointPx> points;
    for (const view_model::TeamMark* team : kind) points.push_back(view.px_from_world(team->at));
    for (const view_model::Gathered& group : view_model::gather(points, apart, view.px_from_world({0, 0}))) {
      team_groups_.push_back({group.at, *kind[group.first], group.count});
      if (group.count < 2) continue;
      const std::string count = std::to_string(group.count);
      const float left = group.at.x + pens.metrics.px(kTeamPx) * 0.8F, top = group.at.y - size / 2;
      const float wide = panel::placed_text_width(pens, panel::kNameRole, count, {});
      placed_counts_.push_back({{left, top, left + wide, top + size}, count, {}});
    }
  }
}

// Incidents first; names yield to them, smaller areas' names to larger ones'.
void MapPane::place_texts(const block::Pens& pens, std::span<const view_model::MapName> names) {
  if (!texts_stale_) return;
  texts_stale_ = false;
  gather_teams(pens);
  const render::MapView& view = map_->view();
  std::vector<view_model::BoxPx> taken = taken_;
  const float half = pens.metrics.px(kIncidentPx) * 0.6F;
  std::vector<view_model::LabelRequest> requests;
  std::vector<const view_model::IncidentMark*> named;
  for (const view_model::IncidentMark& mark : things_.incidents) {
    if (mark.outside) continue;
    named.push_back(&mark);
    const render::PointPx at = view.px_from_world(mark.at);
    taken.push_back({at.x - half, at.y - half, at.x + half, at.y + half});
    requests.push_back({at.x, at.y, panel::placed_text_width(pens, panel::kIncidentRole, mark.text, {}),
                        pens.fonts.size_px(panel::kIncidentRole), half, view_model::LabelSide::kBeside});
  }
  const std::vector<view_model::BoxPx> without_teams = taken;
  for (const TeamGroup& group : team_groups_) {
    if (group.team.outside) continue;
    const float room = pens.metrics.px(kTeamPx) * 0.7F;
    taken.push_back({group.at.x - room, group.at.y - room, group.at.x + room, group.at.y + room});
  }
  for (const panel::PlacedText& count : placed_counts_) taken.push_back(count.box);
  const view_model::BoxPx bounds = box_of(view.rect_px);
  const float gap = pens.metrics.px(6);
  auto boxes = view_model::place_labels(requests, taken, bounds, gap);
  // Where a crowd of teams leaves no room, an incident's name stands on them.
  if (std::any_of(boxes.begin(), boxes.end(), [](const auto& box) { return !box; })) {
    boxes = view_model::place_labels(requests, without_teams, bounds, gap);
  }
  placed_incidents_.clear();
  for (size_t i = 0; i < boxes.size(); ++i) {
    if (!boxes[i]) continue;
    placed_incidents_.push_back({*boxes[i], named[i]->text, {}, panel::kIncidentRole});
    taken.push_back(*boxes[i]);
  }

  requests.clear();
  const auto value_of = [&](size_t name) { return name < values_.size() ? values_[name] : std::string(); };
  std::vector<size_t> asked;
  for (size_t i = 0; i < names.size(); ++i) {
    const view_model::MapName& name = names[i];
    // By the name alone: it must not come and go with the figure beside it.
    const block::FontRole role = name_role(name);
    const float bare = panel::placed_text_width(pens, role, name.text, {});
    if (bare > static_cast<double>(name.width_m) * view.px_per_m * kNameToArea) continue;
    const float width = panel::placed_text_width(pens, role, name.text, value_of(i));
    const render::PointPx at = view.px_from_world(name.at);
    requests.push_back({at.x, at.y, width, pens.fonts.size_px(role), 0, view_model::LabelSide::kCentered});
    asked.push_back(i);
  }
  boxes = view_model::place_labels(requests, taken, bounds, gap);
  placed_names_.clear();
  for (size_t i = 0; i < boxes.size(); ++i) {
    if (!boxes[i]) continue;
    const view_model::MapName& name = names[asked[i]];
    placed_names_.push_back({*boxes[i], name.text, value_of(asked[i]), name_role(name),
                             name.beyond ? color::kStaleText : color::kText,
                             look_.greyed ? color::kStaleText : color::kAccent});
    taken.push_back(*boxes[i]);
  }
  place_own_texts(pens, std::move(taken));
}

// Beside their symbols, where all else leaves room.
void MapPane::place_own_texts(const block::Pens& pens, std::vector<view_model::BoxPx> taken) {
  placed_own_.clear();
  const render::MapView& view = map_->view();
  const view_model::BoxPx bounds = box_of(view.rect_px);
  std::vector<view_model::LabelRequest> requests;
  std::vector<const std::string*> labels;
  for (const view_model::OwnLayer& layer : own_layers_) {
    if (!layer.labelled_at(nearer_)) continue;
    for (const view_model::OwnLayer::Spot& spot : layer.spots) {
      const render::PointPx at = view.px_from_world(spot.at);
      const bool inside = at.x >= bounds.left && at.x <= bounds.right && at.y >= bounds.top && at.y <= bounds.bottom;
      if (spot.label.empty() || !inside || requests.size() >= kMostOwnTexts) continue;
      requests.push_back({at.x, at.y, panel::placed_text_width(pens, panel::kNameRole, spot.label, {}),
                          pens.fonts.size_px(panel::kNameRole), pens.metrics.px(10), view_model::LabelSide::kBeside});
      labels.push_back(&spot.label);
    }
  }
  const auto boxes = view_model::place_labels(requests, taken, bounds, pens.metrics.px(4));
  for (size_t i = 0; i < boxes.size(); ++i) {
    if (boxes[i]) placed_own_.push_back({*boxes[i], *labels[i], {}, panel::kNameRole, color::kQuietText});
  }
}

void MapPane::show_own_layers(std::span<const view_model::OwnLayer> layers, double nearer) {
  own_layers_ = layers;
  nearer_ = nearer;
}

void MapPane::add_worker_markers(const block::Pens& pens) {
  const render::MapView& view = map_->view();
  const auto px = [&](float at_1080) { return pens.metrics.px(at_1080); };
  const float larger = look_.scale * (look_.scene == view_model::Scene::kPatrol ? kPatrolScale : 1);
  for (const view_model::WorkerMark& worker : things_.workers) {
    const float strength = worker.outside ? 0.15F : 0.55F;
    for (size_t i = 1; i < worker.trail.size(); ++i) {
      render::Marker step = marker_at(view, worker.trail[i - 1], render::MarkerShape::kTrack, px(kTrailPx * larger), 0);
      const render::PointPx end = view.px_from_world(worker.trail[i]);
      step.x2_px = std::round(end.x);
      step.y2_px = std::round(end.y);
      const auto fade = [&](size_t at) {
        return app::with_alpha(look_.greyed ? color::kStaleText : color::kGood,
                               strength * static_cast<float>(at) / static_cast<float>(worker.trail.size() - 1));
      };
      step.rgba = fade(i - 1);
      step.end_rgba = fade(i);
      markers_px_.push_back(step);
    }
  }
  for (const view_model::WorkerMark& worker : things_.workers) {
    const uint32_t rgba = worker.quiet || look_.greyed ? color::kStaleText : color::kGood;
    render::Marker mark =
        marker_at(view, worker.at, worker.night ? render::MarkerShape::kRing : render::MarkerShape::kDot,
                  px((worker.night ? kNightWorkerPx : kWorkerPx) * larger),
                  worker.outside ? app::with_alpha(rgba, kOutsideAlpha) : rgba);
    mark.halo_rgba = worker.outside ? app::with_alpha(color::kHalo, kOutsideAlpha) : color::kHalo;
    mark.halo_px = px(worker.night ? 1.5F : 1);
    markers_px_.push_back(mark);
  }
}

void MapPane::add_team_markers(const block::Pens& pens) {
  const auto px = [&](float at_1080) { return pens.metrics.px(at_1080); };
  for (const TeamGroup& group : team_groups_) {
    const view_model::TeamMark& team = group.team;
    const bool out = team.status == TeamStatus::kAssigned;
    const uint32_t rgba = team.lost || look_.greyed               ? color::kStaleText
                          : out                                   ? block::kAttention
                          : team.status == TeamStatus::kAvailable ? color::kText
                                                                  : color::kQuietText;
    render::Marker square =
        marker_at(group.at, render::MarkerShape::kSquare, px((out ? kTeamPx + 6 : kTeamPx) * look_.scale),
                  team.outside ? app::with_alpha(rgba, kOutsideAlpha) : rgba);
    square.halo_rgba = team.outside ? app::with_alpha(color::kHalo, kOutsideAlpha) : color::kHalo;
    square.halo_px = px(2);
    markers_px_.push_back(square);
  }
}

void MapPane::make_markers(const block::Pens& pens, int64_t frame_ns) {
  markers_px_.clear();
  add_worker_markers(pens);
  add_team_markers(pens);
  low_markers_ = markers_px_.size();
  const auto px = [&](float at_1080) { return pens.metrics.px(at_1080); };
  // One step of the pulse for all, so that they beat together and nothing is drawn between two steps.
  const int64_t step_ns = frame_ns % kPulseNs / kPulseStepNs * kPulseStepNs;
  const float phase = static_cast<float>(step_ns) / static_cast<float>(kPulseNs);
  for (auto mark = things_.incidents.rbegin(); mark != things_.incidents.rend(); ++mark) {
    const uint32_t rgba = color::kLevel[mark->level - 1];
    render::Marker diamond =
        marker_at(map_->view(), mark->at, render::MarkerShape::kDiamond, px(mark->outside ? kTeamPx + 6 : kIncidentPx),
                  mark->outside ? app::with_alpha(rgba, kOutsideAlpha) : rgba);
    diamond.halo_rgba = mark->outside ? app::with_alpha(color::kHalo, kOutsideAlpha) : color::kHalo;
    diamond.halo_px = px(3);
    if (mark->pulsing && look_.pulsing && !mark->outside) {
      diamond.pulse = std::max(phase, 0.001F);
      diamond.pulse_px = px(34);
    }
    markers_px_.push_back(diamond);
  }
}

void MapPane::outline(const block::Pens& pens, std::span<const render::Polyline> lines, block::Rgba tint) {
  for (const render::Polyline& line : lines) {
    outline_px_.clear();
    for (const render::PointM& point : line.points) {
      const render::PointPx px = map_->view().px_from_world(point);
      outline_px_.push_back({px.x, px.y});
    }
    outline_px_.push_back(outline_px_.front());
    panel::draw_map_outline(pens, windows_of(part_).names, map_->view().rect_px, outline_px_, tint);
  }
}

void MapPane::draw(const block::Pens& pens, std::span<const view_model::MapName> names, int64_t frame_ns) {
  place_texts(pens, names);
  make_markers(pens, frame_ns);
  const Windows windows = windows_of(part_);
  const render::RectPx& rect = map_->view().rect_px;
  for (const view_model::OwnLayer& layer : own_layers_) {
    if (layer.seen_at(nearer_)) panel::draw_own_layer(pens, windows.own, map_->view(), layer);
  }
  panel::draw_map_texts(pens, windows.names, rect, placed_own_);
  panel::draw_map_texts(pens, windows.names, rect, placed_names_);
  panel::draw_map_texts(pens, windows.names, rect, placed_counts_);
  panel::draw_map_texts(pens, windows.incidents, rect, placed_incidents_);
}

bool MapPane::is_of_map(const render::Window& window) {
  static const std::vector<uint64_t> kOfMaps = [] {
    std::vector<uint64_t> ids;
    for (const Part part : {Part::kShown, Part::kCompared, Part::kInset}) {
      ids.push_back(app::ImguiBridge::window_id(windows_of(part).own));
      ids.push_back(app::ImguiBridge::window_id(windows_of(part).names));
    }
    return ids;
  }();
  return std::find(kOfMaps.begin(), kOfMaps.end(), window.id) != kOfMaps.end();
}

void MapPane::add_layers(std::span<const render::Window> windows, std::vector<render::Layer>& layers) {
  const Windows own = windows_of(part_);
  const uint64_t names = app::ImguiBridge::window_id(own.names);
  const render::RectPx& rect = map_->view().rect_px;
  const std::span<const render::Marker> markers = markers_px_;
  layers.emplace_back(render::MapLayer{own.first_layer, map_.get()});
  const uint64_t drawn = app::ImguiBridge::window_id(own.own);
  for (const render::Window& window : windows) {
    if (window.id == drawn) layers.emplace_back(window);
  }
  layers.emplace_back(render::MarkerLayer{own.first_layer + 1, rect, markers.first(low_markers_)});
  for (const render::Window& window : windows) {
    if (window.id == names) layers.emplace_back(window);
  }
  layers.emplace_back(render::MarkerLayer{own.first_layer + 2, rect, markers.subspan(low_markers_)});
}

}  // namespace gridwall::scene
