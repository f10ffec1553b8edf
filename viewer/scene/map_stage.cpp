#include "viewer/scene/map_stage.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "viewer/panel/team_panel.h"
#include "viewer/scene/map_view_fit.h"
#include "viewer/view_model/county_geometry.h"
#include "viewer/view_model/format.h"
#include "viewer/view_model/map_focus.h"

namespace gridwall::scene {
namespace {

using view_model::MapMode;
using view_model::Text;
namespace color = app::color;

constexpr size_t kMostNames = 120;
constexpr double kWorthMoving = 1.04;  // how much better the county must stand for the legend to change its corner
constexpr double kNameToArea = 1.25;   // a name may be this much wider than its area
constexpr int64_t kPulseNs = 2'000'000'000;
constexpr float kIncidentPx = 32, kTeamPx = 14, kWorkerPx = 7, kNightWorkerPx = 12, kTrailPx = 2.5F;
constexpr float kPatrolScale = 1.3F;    // where workers are what is looked for
constexpr float kOutsideAlpha = 0.35F;  // of what stands beyond what is looked at

static_assert(view_model::kLevelSteps == render::kLevelCount);
static_assert(view_model::kNoLevel == render::kNoData);

render::Marker marker_at(const render::MapView& view, render::PointM at, render::MarkerShape shape, float size_px,
                         uint32_t rgba) {
  const render::PointPx px = view.px_from_world(at);
  render::Marker marker;
  marker.shape = shape;
  // Whole pixels: a marker does not shimmer when its place is told a little differently.
  marker.x_px = std::round(px.x);
  marker.y_px = std::round(px.y);
  marker.size_px = size_px;
  marker.rgba = rgba;
  return marker;
}

}  // namespace

MapStage::MapStage(const County& county)
    : plane_(view_model::plane_of(county)),
      geometry_(view_model::build_geometry(county)),
      county_bounds_(render::bounds_of(geometry_)),
      outside_(county.grids.size()),
      levels_(county.grids.size()) {}

Result<std::unique_ptr<MapStage>> MapStage::create(const County& county, const view_model::Texts& texts,
                                                   render::ShaderLibrary& shaders) {
  std::unique_ptr<MapStage> stage(new MapStage(county));
  if (county.map.has_geometry) {
    Result<std::unique_ptr<render::MapRenderer>> map = render::MapRenderer::create(shaders, stage->geometry_);
    if (!map) return map.error();
    stage->map_ = std::move(map).value();
    stage->map_->set_ground(color::kGround, color::kNoData);
    stage->map_->set_color_map(render::heat_color_map());
  }
  stage->chrome_.colors = render::heat_color_map();
  stage->set_texts(county, texts);
  return stage;
}

void MapStage::set_texts(const County& county, const view_model::Texts& texts) {
  no_map_ = texts[Text::kMapNone];
  chrome_.per_households = texts[Text::kMapPerHouseholds];
  for (size_t i = 0; i < chrome_.modes.size(); ++i) chrome_.modes[i] = texts.at(Text::kMapHeat, i);
  for (int mode = 0; mode < view_model::kMapModeCount; ++mode) {
    for (const bool per_households : {false, true}) {
      const view_model::MapChoice choice{static_cast<MapMode>(mode), per_households};
      const size_t index = static_cast<size_t>(mode) * 2 + (per_households ? 1 : 0);
      chrome_.legends[index] = view_model::build_legend(county, texts, choice);
    }
  }
  chrome_.difference.reset();
  compared_ = 0;
  names_stale_ = layout_stale_ = texts_stale_ = true;
}

// The legend of a difference, while two moments are compared.
void MapStage::set_difference(const view_model::ViewContext& context, const view_model::MapChoice& choice) {
  const uint64_t number = context.comparison == nullptr ? 0 : context.comparison->number;
  if (number == compared_ && (number == 0 || choice == chrome_.choice)) return;
  compared_ = number;
  chrome_.difference.reset();
  if (number != 0) {
    chrome_.difference =
        view_model::build_difference_legend(context.county, context.texts, choice, context.comparison->at_ns);
  }
  layout_stale_ = true;
}

render::CellStyle MapStage::style_of(size_t cell) const {
  return static_cast<render::CellStyle>(levels_.levels()[cell] | (outside_[cell] != 0 ? render::kCellOutside : 0) |
                                        (dimmed_ ? render::kCellStale : 0));
}

void MapStage::look_at(const view_model::ViewContext& context) {
  const County& county = context.county;
  if (!(context.scope == scope_)) {
    scope_ = context.scope;
    const ScopePlaces places(county, scope_);
    for (uint32_t grid = 0; grid < outside_.size(); ++grid) outside_[grid] = !places.holds_grid(grid);
    outline_ = view_model::outline_of(county, plane_, scope_);
    names_stale_ = layout_stale_ = styles_stale_ = true;
  }
  if (const auto focus = view_model::map_focus(context, county_bounds_); focus != focus_) {
    focus_ = focus;
    layout_stale_ = true;
  }
  if (context.pointed != pointed_) {
    pointed_ = context.pointed;
    pointed_outline_.clear();
    if (pointed_) pointed_outline_ = view_model::outline_of(county, plane_, *pointed_);
  }
  if (names_stale_) {
    names_ = view_model::build_map_names(county, context.texts, scope_, kMostNames);
    names_stale_ = false;
    texts_stale_ = true;
  }
}

// A grid is shown among its neighbours.
std::vector<render::PointM> MapStage::points_looked_at() const {
  std::vector<render::PointM> points;
  if (focus_) {
    for (const render::PointM& point : geometry_.vertices) {
      const bool inside = point.x >= focus_->min_x && point.x <= focus_->max_x && point.y >= focus_->min_y &&
                          point.y <= focus_->max_y;
      if (inside) points.push_back(point);
    }
    return points;
  }
  if (scope_.whole_county()) return geometry_.vertices;
  for (size_t i = 0; i < geometry_.vertices.size(); ++i) {
    if (outside_[geometry_.vertex_cells[i]] == 0) points.push_back(geometry_.vertices[i]);
  }
  if (scope_.grid == kNoGrid || points.empty()) return points;
  const render::BoundsM bounds = render::bounds_of_cell(geometry_, scope_.grid);
  const float wide = (bounds.max_x - bounds.min_x) * 0.75F, high = (bounds.max_y - bounds.min_y) * 0.75F;
  return {{bounds.min_x - wide, bounds.min_y - high}, {bounds.max_x + wide, bounds.max_y + high}};
}

bool MapStage::is_outside(render::PointM at) const {
  if (scope_.whole_county() || !map_) return false;
  const std::optional<uint32_t> cell = map_->cell_at(at);
  return !cell || outside_[*cell] != 0;
}

void MapStage::forget() {
  levels_.forget();
}

void MapStage::update_cells(const view_model::ViewContext& context, const view_model::MapChoice& choice) {
  set_difference(context, choice);
  if (!(choice == chrome_.choice)) texts_stale_ = true;
  chrome_.choice = choice;
  if (!map_) return;
  const std::span<const uint32_t> changed =
      levels_.update(context.state, context.county, context.now_ns, choice, context.comparison);
  chrome_.colors = chrome_.legend().diverging       ? render::difference_color_map()
                   : chrome_.legend().low_is_bright ? render::reversed_heat_color_map()
                                                    : render::heat_color_map();
  map_->set_color_map(chrome_.colors);
  using Phase = view_model::Connection::Phase;
  const bool dimmed = context.connection.phase == Phase::kStale || context.connection.phase == Phase::kConnecting;
  styles_.clear();
  if (dimmed != dimmed_ || styles_stale_) {  // what is not told any more must not look live
    dimmed_ = dimmed;
    styles_stale_ = false;
    for (size_t cell = 0; cell < levels_.levels().size(); ++cell) styles_.push_back(style_of(cell));
    map_->set_all_styles(styles_);
    return;
  }
  if (changed.empty()) return;
  cells_.assign(changed.begin(), changed.end());
  for (const uint32_t cell : changed) styles_.push_back(style_of(cell));
  map_->set_styles(cells_, styles_);
}

void MapStage::build_key(const view_model::ViewContext& context) {
  const auto counted = [&](Text key, int64_t count, panel::Shape shape, float size) {
    const auto text = [&](int64_t n) {
      return view_model::fill(context.texts[key], {{"n", view_model::format_count(n)}});
    };
    return panel::KeyEntry{shape, size, color::kGood, text(count), text(std::max<int64_t>(count, 8888))};
  };
  const PatrolBoard& patrol = context.figures.patrol;
  std::vector<panel::KeyEntry> key;
  const std::string& incident = context.texts[Text::kKeyIncident];
  key.push_back({panel::Shape::kDiamond, 20, color::kText, incident, incident});
  if (scene_ != view_model::Scene::kPatrol) {
    const std::string& team = context.texts[things_.standby_hidden ? Text::kKeyTeamOut : Text::kKeyTeam];
    key.push_back({panel::Shape::kSquare, 14, things_.standby_hidden ? panel::kAttention : color::kText, team, team});
  }
  key.push_back(counted(Text::kKeyWorker, patrol.on_shift, panel::Shape::kDisc, 11));
  key.push_back(counted(Text::kKeyNightWorker, patrol.at_night, panel::Shape::kRing, 16));
  if (things_.workers_hidden) {
    panel::KeyEntry& workers = key[key.size() - 2];
    workers.text = view_model::fill(context.texts[Text::kKeyDrillDown], {{"what", workers.text}});
    workers.widest = view_model::fill(context.texts[Text::kKeyDrillDown], {{"what", workers.widest}});
  }
  const auto widest = [](const panel::KeyEntry& a, const panel::KeyEntry& b) { return a.widest == b.widest; };
  if (!std::equal(key.begin(), key.end(), chrome_.key.begin(), chrome_.key.end(), widest)) layout_stale_ = true;
  chrome_.key = std::move(key);
}

void MapStage::update_things(const view_model::ViewContext& context) {
  scene_ = context.scene;
  things_ = view_model::build_map_markers(context);
  if (scene_ == view_model::Scene::kPatrol) things_.teams.clear();  // who patrols is what is looked for there
  for (view_model::TeamMark& team : things_.teams) team.outside = is_outside(team.at);
  values_ =
      view_model::build_name_values(context.state, context.county, levels_, chrome_.choice, context.now_ns, names_);
  greyed_ = !context.live();
  pulsing_ = !greyed_ && std::any_of(things_.incidents.begin(), things_.incidents.end(),
                                     [](const auto& mark) { return mark.pulsing && !mark.outside; });
  build_key(context);
  texts_stale_ = true;
}

// Borders beyond what is looked at must not stand before it: they are its neighbours' only, and its own is drawn over
// them.
void MapStage::set_line_styles(const panel::Pens& pens) {
  const float strength = scope_.whole_county() ? 1 : 0.5F;
  const auto set = [&](render::LineRank rank, uint32_t rgba, float width, float hide_below) {
    const float alpha = static_cast<float>(rgba >> 24) / 255 * (rank == render::LineRank::kGrid ? 1 : strength);
    map_->set_line_style(rank, {app::with_alpha(rgba, alpha), pens.metrics.px(width * 2) / 2, hide_below});
  };
  set(render::LineRank::kGrid, color::kGridLine, 1, 6);
  set(render::LineRank::kCommunity, color::kCommunityLine, 1.5F, 4);
  set(render::LineRank::kStreet, color::kStreetLine, 2, 0);
  set(render::LineRank::kCounty, color::kCountyLine, 3, 0);
}

void MapStage::lay_out(const panel::Pens& pens, const render::RectPx& rect) {
  if (!layout_stale_ && rect == rect_ && screen_height_ == pens.metrics.height_px) return;
  rect_ = rect;
  screen_height_ = pens.metrics.height_px;
  if (map_) {
    // The corners that leave the county largest; the usual ones where it makes no difference.
    const std::vector<render::PointM> points = points_looked_at();
    MapFit best{{}, -1};
    for (const panel::FurnitureCorners corners :
         {panel::FurnitureCorners{false, true}, {true, false}, {true, true}, {false, false}}) {
      const panel::MapFurniture furniture = panel::place_map_furniture(pens, rect, chrome_, corners);
      const std::array<render::RectPx, 3> obstacles = {furniture.tabs, furniture.legend, furniture.key};
      const MapFit fit = fit_map_view(points, rect, obstacles, pens.metrics.px(10));
      if (fit.score <= best.score * kWorthMoving) continue;
      best = fit;
      furniture_ = furniture;
    }
    map_->set_view(best.view);
    set_line_styles(pens);
  }
  layout_stale_ = false;
  texts_stale_ = true;
}

// Incidents first; names yield to them, smaller areas' names to larger ones'.
void MapStage::place_texts(const panel::Pens& pens) {
  if (!texts_stale_) return;
  texts_stale_ = false;
  const render::MapView& view = map_->view();
  const auto box_of = [](const render::RectPx& rect) {
    return view_model::BoxPx{static_cast<float>(rect.x), static_cast<float>(rect.y), static_cast<float>(rect.right()),
                             static_cast<float>(rect.bottom())};
  };
  std::vector<view_model::BoxPx> taken = {box_of(furniture_.legend), box_of(furniture_.key), box_of(furniture_.tabs)};
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
  for (const view_model::TeamMark& team : things_.teams) {
    if (team.outside) continue;
    const render::PointPx at = view.px_from_world(team.at);
    const float room = pens.metrics.px(kTeamPx) * 0.7F;
    taken.push_back({at.x - room, at.y - room, at.x + room, at.y + room});
  }
  const view_model::BoxPx bounds = box_of(rect_);
  const float gap = pens.metrics.px(6);
  auto boxes = view_model::place_labels(requests, taken, bounds, gap);
  // Where a crowd of teams leaves no room, an incident's name stands on them.
  if (std::any_of(boxes.begin(), boxes.end(), [](const auto& box) { return !box; })) {
    boxes = view_model::place_labels(requests, without_teams, bounds, gap);
  }
  placed_incidents_.clear();
  for (size_t i = 0; i < boxes.size(); ++i) {
    if (!boxes[i]) continue;
    placed_incidents_.push_back({*boxes[i], named[i]->text, {}});
    taken.push_back(*boxes[i]);
  }

  requests.clear();
  const auto value_of = [&](size_t name) { return name < values_.size() ? values_[name] : std::string(); };
  std::vector<size_t> asked;
  for (size_t i = 0; i < names_.size(); ++i) {
    const view_model::MapName& name = names_[i];
    // By the name alone: it must not come and go with the figure beside it.
    const float bare = panel::placed_text_width(pens, panel::kNameRole, name.text, {});
    if (bare > static_cast<double>(name.width_m) * view.px_per_m * kNameToArea) continue;
    const float width = panel::placed_text_width(pens, panel::kNameRole, name.text, value_of(i));
    const render::PointPx at = view.px_from_world(name.at);
    requests.push_back({at.x, at.y, width, pens.fonts.size_px(panel::kNameRole), 0, view_model::LabelSide::kCentered});
    asked.push_back(i);
  }
  boxes = view_model::place_labels(requests, taken, bounds, gap);
  placed_names_.clear();
  for (size_t i = 0; i < boxes.size(); ++i) {
    if (!boxes[i]) continue;
    const view_model::MapName& name = names_[asked[i]];
    placed_names_.push_back({*boxes[i], name.text, value_of(asked[i]), name.beyond ? color::kStaleText : color::kText,
                             greyed_ ? color::kStaleText : color::kAccent});
  }
}

void MapStage::add_worker_markers(const panel::Pens& pens) {
  const render::MapView& view = map_->view();
  const auto px = [&](float at_1080) { return pens.metrics.px(at_1080); };
  const float larger = scene_ == view_model::Scene::kPatrol ? kPatrolScale : 1;
  for (const view_model::WorkerMark& worker : things_.workers) {
    const float strength = worker.outside ? 0.15F : 0.55F;
    for (size_t i = 1; i < worker.trail.size(); ++i) {
      render::Marker step = marker_at(view, worker.trail[i - 1], render::MarkerShape::kTrack, px(kTrailPx * larger), 0);
      const render::PointPx end = view.px_from_world(worker.trail[i]);
      step.x2_px = std::round(end.x);
      step.y2_px = std::round(end.y);
      const auto fade = [&](size_t at) {
        return app::with_alpha(greyed_ ? color::kStaleText : color::kGood,
                               strength * static_cast<float>(at) / static_cast<float>(worker.trail.size() - 1));
      };
      step.rgba = fade(i - 1);
      step.end_rgba = fade(i);
      markers_px_.push_back(step);
    }
  }
  for (const view_model::WorkerMark& worker : things_.workers) {
    const uint32_t rgba = worker.quiet || greyed_ ? color::kStaleText : color::kGood;
    render::Marker mark =
        marker_at(view, worker.at, worker.night ? render::MarkerShape::kRing : render::MarkerShape::kDot,
                  px((worker.night ? kNightWorkerPx : kWorkerPx) * larger),
                  worker.outside ? app::with_alpha(rgba, kOutsideAlpha) : rgba);
    mark.halo_rgba = worker.outside ? app::with_alpha(color::kHalo, kOutsideAlpha) : color::kHalo;
    mark.halo_px = px(worker.night ? 1.5F : 1);
    markers_px_.push_back(mark);
  }
}

void MapStage::add_team_markers(const panel::Pens& pens) {
  const auto px = [&](float at_1080) { return pens.metrics.px(at_1080); };
  for (const view_model::TeamMark& team : things_.teams) {
    const bool out = team.status == TeamStatus::kAssigned;
    const uint32_t rgba = team.lost || greyed_                    ? color::kStaleText
                          : out                                   ? panel::kAttention
                          : team.status == TeamStatus::kAvailable ? color::kText
                                                                  : color::kQuietText;
    render::Marker square =
        marker_at(map_->view(), team.at, render::MarkerShape::kSquare, px(out ? kTeamPx + 6 : kTeamPx),
                  team.outside ? app::with_alpha(rgba, kOutsideAlpha) : rgba);
    square.halo_rgba = team.outside ? app::with_alpha(color::kHalo, kOutsideAlpha) : color::kHalo;
    square.halo_px = px(2);
    markers_px_.push_back(square);
  }
}

void MapStage::make_markers(const panel::Pens& pens, int64_t frame_ns) {
  markers_px_.clear();
  add_worker_markers(pens);
  add_team_markers(pens);
  low_markers_ = markers_px_.size();
  const auto px = [&](float at_1080) { return pens.metrics.px(at_1080); };
  // One step of the pulse for all, so that they beat together and nothing is drawn between two steps.
  const float phase =
      static_cast<float>(frame_ns % kPulseNs / kPulseStepNs * kPulseStepNs) / static_cast<float>(kPulseNs);
  for (auto mark = things_.incidents.rbegin(); mark != things_.incidents.rend(); ++mark) {
    const uint32_t rgba = color::kLevel[mark->level - 1];
    render::Marker diamond =
        marker_at(map_->view(), mark->at, render::MarkerShape::kDiamond, px(mark->outside ? kTeamPx + 6 : kIncidentPx),
                  mark->outside ? app::with_alpha(rgba, kOutsideAlpha) : rgba);
    diamond.halo_rgba = mark->outside ? app::with_alpha(color::kHalo, kOutsideAlpha) : color::kHalo;
    diamond.halo_px = px(3);
    if (mark->pulsing && pulsing_ && !mark->outside) {
      diamond.pulse = std::max(phase, 0.001F);
      diamond.pulse_px = px(34);
    }
    markers_px_.push_back(diamond);
  }
}

void MapStage::outline(const panel::Pens& pens, const std::vector<render::Polyline>& lines, panel::Rgba tint) {
  for (const render::Polyline& line : lines) {
    outline_px_.clear();
    for (const render::PointM& point : line.points) {
      const render::PointPx px = map_->view().px_from_world(point);
      outline_px_.push_back({px.x, px.y});
    }
    outline_px_.push_back(outline_px_.front());
    panel::draw_map_outline(pens, rect_, outline_px_, tint);
  }
}

void MapStage::draw(const panel::Pens& pens, const render::RectPx& rect, int64_t frame_ns) {
  if (!map_) {
    panel::draw_no_map(pens, rect, no_map_);
    return;
  }
  lay_out(pens, rect);
  place_texts(pens);
  make_markers(pens, frame_ns);
  outline(pens, outline_, greyed_ ? color::kStaleText : color::kText);
  outline(pens, pointed_outline_, color::kAccent);
  panel::draw_map_texts(pens, "map/names", rect, panel::kNameRole, placed_names_);
  panel::draw_map_texts(pens, "map/incidents", rect, panel::kIncidentRole, placed_incidents_);
  panel::draw_map_chrome(pens, rect, furniture_, chrome_);
}

std::optional<uint32_t> MapStage::pick(float x_px, float y_px) const {
  return map_ ? map_->cell_at(render::PointPx{x_px, y_px}) : std::nullopt;
}

}  // namespace gridwall::scene
