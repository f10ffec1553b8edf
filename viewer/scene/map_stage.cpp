#include "viewer/scene/map_stage.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "viewer/panel/own_layers_panel.h"
#include "viewer/scene/map_view_fit.h"
#include "viewer/view_model/county_geometry.h"
#include "viewer/view_model/data_age.h"
#include "viewer/view_model/format.h"
#include "viewer/view_model/map_focus.h"

namespace gridwall::scene {
namespace {

using view_model::CompareView;
using view_model::MapMode;
using view_model::Text;
namespace color = app::color;

constexpr size_t kMostNames = 120;
constexpr float kHalfMapScale = 0.75F;  // of workers and teams where two maps share the place of one
constexpr double kWorthMoving = 1.04;   // how much better the county must stand for the legend to change its corner

static_assert(view_model::kLevelSteps == render::kLevelCount);
static_assert(view_model::kNoLevel == render::kNoData);

}  // namespace

MapStage::MapStage(const County& county, render::ShaderLibrary& shaders)
    : shaders_(shaders),
      plane_(view_model::plane_of(county)),
      geometry_(view_model::build_geometry(county)),
      county_bounds_(render::bounds_of(geometry_)),
      outside_(county.grids.size()),
      levels_(county),
      county_m2_(render::area_of(geometry_)) {
  measure_areas(county);
}

Result<std::unique_ptr<MapStage>> MapStage::create(const County& county, const view_model::Texts& texts,
                                                   render::ShaderLibrary& shaders) {
  std::unique_ptr<MapStage> stage(new MapStage(county, shaders));
  if (county.map.has_geometry) {
    Result<std::unique_ptr<MapPane>> pane = stage->make_pane(MapPane::Part::kShown);
    if (!pane) return pane.error();
    stage->shown_ = std::move(pane).value();
  }
  stage->chrome_.colors = render::heat_color_map();
  stage->set_texts(county, texts);
  return stage;
}

Result<std::unique_ptr<MapPane>> MapStage::make_pane(MapPane::Part part) {
  Result<std::unique_ptr<render::MapRenderer>> map = render::MapRenderer::create(shaders_, geometry_);
  if (!map) return map.error();
  (*map)->set_ground(color::kGround, color::kNoData);
  (*map)->set_color_map(render::heat_color_map());
  return std::make_unique<MapPane>(std::move(map).value(), part);
}

void MapStage::set_texts(const County& county, const view_model::Texts& texts) {
  no_map_ = texts[Text::kMapNone];
  chrome_.per_households = texts[Text::kMapPerHouseholds];
  for (size_t i = 0; i < chrome_.modes.size(); ++i) chrome_.modes[i] = texts.at(Text::kMapUsual, i);
  chrome_.spans = {texts[Text::kMapSpan24h], texts[Text::kMapSpan7d]};
  // Every legend there may be, so that the longest has room and nothing moves.
  const auto add_legends = [&](const view_model::LegendPlaces& places) {
    for (int mode = 0; mode < view_model::kMapModeCount; ++mode) {
      for (const bool per_households : {false, true}) {
        for (const ArrivalSpan span : {ArrivalSpan::k24Hours, ArrivalSpan::k7Days}) {
          chrome_.possible_legends.push_back(
              view_model::build_legend(county, texts, {static_cast<MapMode>(mode), per_households, span}, places));
        }
      }
    }
  };
  chrome_.possible_legends.clear();
  for (int depth = 0; depth <= levels_.places().deepest(); ++depth) {
    for (const int weeks : {0, kUsualWeeks}) add_legends(places_of(county, texts, depth, weeks));
  }
  chrome_.side_by_side = texts[Text::kCompareSideBySide];
}

view_model::LegendPlaces MapStage::places_of(const County& county, const view_model::Texts& texts, int depth,
                                             int weeks) const {
  const bool grids = depth >= levels_.places().deepest() || static_cast<size_t>(depth) >= county.hierarchy.size();
  const std::string& level = grids ? texts[Text::kMapGrid] : texts.of(county.hierarchy[static_cast<size_t>(depth)]);
  return {level, levels_.places().grids_of(depth), weeks};
}

// From the figures and the depth that are shown.
void MapStage::build_legend(const view_model::ViewContext& context) {
  const view_model::LegendPlaces places =
      places_of(context.county, context.texts, levels_.shown_depth(), levels_.figures().weeks);
  if (chrome_.choice == legend_choice_ && places == legend_places_) return;
  legend_choice_ = chrome_.choice;
  legend_places_ = places;
  chrome_.base_legend = view_model::build_legend(context.county, context.texts, chrome_.choice, places);
  if (chrome_.difference) {
    chrome_.difference = view_model::build_difference_legend(context.county, context.texts, chrome_.choice,
                                                             context.comparison->at_ns, places);
  }
}

void MapStage::forget_texts() {
  for (MapPane* pane : panes()) pane->forget_texts();
}

// The inset last: it lies over the map.
std::vector<MapPane*> MapStage::panes() const {
  std::vector<MapPane*> panes;
  for (const auto* pane : {&shown_, &compared_, &inset_}) {
    if (*pane) panes.push_back(pane->get());
  }
  return panes;
}

// The legend of a difference, or a map for each moment, while two of them are compared.
void MapStage::compare(const view_model::ViewContext& context, const view_model::MapChoice& choice) {
  const uint64_t number = context.comparison == nullptr ? 0 : context.comparison->number;
  const bool as_before = number == compared_number_ && context.compare_view == compare_view_;
  if (as_before && (number == 0 || choice == chrome_.choice)) return;
  compared_number_ = number;
  compare_view_ = context.compare_view;
  chrome_.compared = number == 0 ? std::nullopt : std::optional(compare_view_);
  chrome_.difference.reset();
  if (!context.side_by_side()) {
    compared_.reset();
  } else if (shown_ && !compared_) {
    compared_ = std::move(make_pane(MapPane::Part::kCompared)).value();  // as the other one was made
  }
  if (number != 0 && compare_view_ == CompareView::kDifference) {
    chrome_.difference = view_model::build_difference_legend(context.county, context.texts, choice,
                                                             context.comparison->at_ns, legend_places_);
  }
  layout_stale_ = true;
}

render::CellStyle MapStage::style_of(view_model::Level level, size_t cell) const {
  return static_cast<render::CellStyle>(level | (outside_[cell] != 0 ? render::kCellOutside : 0) |
                                        (dimmed_ ? render::kCellStale : 0));
}

void MapStage::look_at(const view_model::ViewContext& context) {
  const County& county = context.county;
  county_ = &county;
  if (!(context.scope == scope_)) {
    scope_ = context.scope;
    const ScopePlaces places(county, scope_);
    for (GridIndex grid{0}; grid < outside_.size(); ++grid) outside_[grid] = !places.holds_grid(grid);
    outline_ = view_model::outline_of(county, plane_, scope_);
    names_stale_ = layout_stale_ = styles_stale_ = true;
    for (MapCamera& camera : cameras_) camera.go_home();  // another place is a view of its own
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
    forget_texts();
  }
}

// A grid is shown among its neighbours.
std::vector<render::PointM> MapStage::points_looked_at() const {
  std::vector<render::PointM> points;
  if (focus_) {
    for (const render::PointM& point : geometry_.vertices) {
      const bool inside =
          point.x >= focus_->min_x && point.x <= focus_->max_x && point.y >= focus_->min_y && point.y <= focus_->max_y;
      if (inside) points.push_back(point);
    }
    return points;
  }
  if (scope_.whole_county()) return geometry_.vertices;
  for (size_t i = 0; i < geometry_.vertices.size(); ++i) {
    if (outside_[geometry_.vertex_cells[i]] == 0) points.push_back(geometry_.vertices[i]);
  }
  if (scope_.grid == kNone || points.empty()) return points;
  const render::BoundsM bounds = render::bounds_of_cell(geometry_, scope_.grid);
  const float wide = (bounds.max_x - bounds.min_x) * 0.75F, high = (bounds.max_y - bounds.min_y) * 0.75F;
  return {{bounds.min_x - wide, bounds.min_y - high}, {bounds.max_x + wide, bounds.max_y + high}};
}

bool MapStage::is_outside(render::PointM at) const {
  if (scope_.whole_county() || !shown_) return false;
  const std::optional<uint32_t> cell = shown_->map().cell_at(at);
  return !cell || outside_[*cell] != 0;
}

void MapStage::set_own_layers(std::vector<view_model::OwnLayer> layers) {
  own_layers_ = std::move(layers);
  forget_texts();
}

void MapStage::show_own_layer(size_t layer, bool on) {
  if (layer >= own_layers_.size()) return;
  own_layers_[layer].shown = on;
  forget_texts();
}

void MapStage::forget() {
  levels_.forget();
}

void MapStage::update_cells(const view_model::ViewContext& context, const view_model::MapChoice& choice) {
  compare(context, choice);
  if (!(choice == chrome_.choice)) forget_texts();
  chrome_.choice = choice;
  if (!shown_) return;
  render::MapRenderer& map = shown_->map();
  levels_.set_detail(detail_);
  const std::span<const uint32_t> changed =
      levels_.update(context.state, context.county, context.now_ns, choice, context.comparison, context.compare_view);
  build_legend(context);
  chrome_.colors = chrome_.legend().diverging       ? render::difference_color_map()
                   : chrome_.legend().staleness     ? render::staleness_color_map()
                   : chrome_.legend().low_is_bright ? render::reversed_heat_color_map()
                                                    : render::heat_color_map();
  for (MapPane* pane : panes()) pane->map().set_color_map(chrome_.colors);
  using Phase = view_model::Connection::Phase;
  const bool silent = context.connection.phase == Phase::kStale || context.connection.phase == Phase::kConnecting;
  const Feed feed = choice.mode == MapMode::kPatrol ? Feed::kPatrol : Feed::kRequest;
  const bool dimmed = silent || (context.live() && view_model::build_data_age(context, feed).greyed);
  if (compared_) {
    styles_of(levels_.levels_then(context.county));
    compared_->map().set_all_styles(styles_);
  }
  if (dimmed != dimmed_ || styles_stale_) {  // what is not told any more must not look live
    dimmed_ = dimmed;
    styles_stale_ = false;
    styles_of(levels_.levels());
    map.set_all_styles(styles_);
    color_inset();
    return;
  }
  if (changed.empty()) return;
  color_inset();
  cells_.assign(changed.begin(), changed.end());
  styles_.clear();
  for (const uint32_t cell : changed) styles_.push_back(style_of(levels_.levels()[cell], cell));
  map.set_styles(cells_, styles_);
}

void MapStage::styles_of(std::span<const view_model::Level> levels) {
  styles_.clear();
  for (size_t cell = 0; cell < levels.size(); ++cell) styles_.push_back(style_of(levels[cell], cell));
}

void MapStage::build_key(const view_model::ViewContext& context, const view_model::MapMarkers& things) {
  const auto counted = [&](Text key, int64_t count, block::Shape shape, float size) {
    const auto text = [&](int64_t n) {
      return view_model::fill(context.texts[key], {{"n", view_model::format_count(n)}});
    };
    return panel::KeyEntry{shape, size, color::kGood, text(count), text(std::max<int64_t>(count, 8888))};
  };
  const PatrolBoard& patrol = context.figures.patrol;
  std::vector<panel::KeyEntry> key;
  const std::string& incident = context.texts[Text::kMapIncident];
  key.push_back({block::Shape::kDiamond, 20, color::kText, incident, incident});
  if (context.scene != view_model::Scene::kPatrol) {
    const std::string& team = context.texts[Text::kMapTeam];
    key.push_back({block::Shape::kSquare, 14, color::kText, team, team});
  }
  key.push_back(counted(Text::kMapWorker, patrol.on_shift, block::Shape::kDisc, 11));
  key.push_back(counted(Text::kMapNightWorker, patrol.at_night, block::Shape::kRing, 16));
  if (things.workers_hidden) {
    panel::KeyEntry& workers = key[key.size() - 2];
    workers.text = view_model::fill(context.texts[Text::kMapDrillDown], {{"what", workers.text}});
    workers.widest = view_model::fill(context.texts[Text::kMapDrillDown], {{"what", workers.widest}});
  }
  for (size_t i = 0; i < own_layers_.size(); ++i) {
    const view_model::OwnLayer& layer = own_layers_[i];
    const block::Shape shape = layer.spots.empty() ? block::Shape::kBar : panel::shape_of(layer.symbol);
    panel::KeyEntry& entry = key.emplace_back(panel::KeyEntry{shape, 14, app::rgba(layer.rgb), layer.name, layer.name});
    entry.press = view_model::ShowOwnLayer{i, !layer.shown};
    entry.off = !layer.shown;
  }
  const auto widest = [](const panel::KeyEntry& a, const panel::KeyEntry& b) { return a.widest == b.widest; };
  if (!std::equal(key.begin(), key.end(), chrome_.key.begin(), chrome_.key.end(), widest)) layout_stale_ = true;
  chrome_.key = std::move(key);
}

void MapStage::update_things(const view_model::ViewContext& context) {
  if (!shown_) return;
  greyed_ = !context.live();
  view_model::MapMarkers things = things_at(context);
  const bool pulsing = !greyed_ && std::any_of(things.incidents.begin(), things.incidents.end(),
                                               [](const auto& mark) { return mark.pulsing && !mark.outside; });
  build_key(context, things);
  const float scale = compared_ ? kHalfMapScale : 1;
  things_stale_ = false;
  if (inset_) show_inset(context, things, pulsing);
  shown_->show(std::move(things), view_model::build_name_values(context.county, levels_, names_),
               {context.scene, greyed_, pulsing, scale});
  if (!compared_) return;
  const std::optional<view_model::ViewContext> then = context.then();
  compared_->show(then ? things_at(*then) : view_model::MapMarkers(),
                  view_model::build_name_values_then(levels_, names_), {context.scene, greyed_, false, scale});
  const auto caption = [&](int64_t at_ns) { return view_model::format_compared(at_ns, context.county.zone); };
  chrome_.captions = {caption(context.now_ns), view_model::fill(context.texts[Text::kCompareWith],
                                                                {{"time", caption(context.comparison->at_ns)}})};
}

void MapStage::show_inset(const view_model::ViewContext& context, const view_model::MapMarkers& things, bool pulsing) {
  std::vector<view_model::MapName> town(1);
  town.front().place = view_model::scope_of_area(inset_area_);
  inset_name_ = view_model::scope_name(context.county, context.texts, town.front().place);
  inset_value_ = view_model::build_name_values(context.county, levels_, town).front();
  view_model::MapMarkers few = things;
  few.workers.clear();  // so small they would hide what the inset is for
  inset_->show(std::move(few), {}, {context.scene, greyed_, pulsing, kHalfMapScale});
}

view_model::MapMarkers MapStage::things_at(const view_model::ViewContext& context) const {
  view_model::MapMarkers things = view_model::build_map_markers(context, plane_);
  if (context.scene == view_model::Scene::kPatrol) things.teams.clear();  // who patrols is what is looked for there
  for (view_model::TeamMark& team : things.teams) team.outside = is_outside(team.at);
  return things;
}

void MapStage::lay_out(const block::Pens& pens, const render::RectPx& rect) {
  if (!layout_stale_ && rect == rect_ && screen_height_ == pens.metrics.height_px) return;
  rect_ = rect;
  screen_height_ = pens.metrics.height_px;
  if (shown_) {
    // The corners that leave the county largest; the usual ones where it makes no difference.
    const std::vector<render::PointM> points = points_looked_at();
    const std::vector<render::RectPx> rects = panel::divide_map(pens, rect, compared_ ? 2 : 1);
    MapFit best{{}, -1};
    for (const panel::FurnitureCorners corners : {panel::FurnitureCorners{false, true},
                                                  {true, false},
                                                  {true, true},
                                                  {false, false},
                                                  {true, true, true},
                                                  {true, false, true},
                                                  {false, true, true},
                                                  {false, false, true}}) {
      if (corners.legend_top && chrome_.compared) continue;  // what is compared stands at the top
      const panel::MapFurniture furniture = panel::place_map_furniture(pens, rect, chrome_, corners);
      const MapFit fit = fit_map_view(points, rects.front(), furniture.over(rects), pens.metrics.px(10));
      if (fit.score <= best.score * kWorthMoving) continue;
      best = fit;
      furniture_ = furniture;
    }
    place_inset(pens, points, best);
    home_ = best.view;
    home_.rect_px = rects.front();
    move_panes(pens);
  }
  layout_stale_ = false;
}

void MapStage::draw(const block::Pens& pens, const render::RectPx& rect, int64_t frame_ns) {
  if (!shown_) {
    panel::draw_no_map(pens, rect, no_map_);
    return;
  }
  lay_out(pens, rect);
  if (view_stale_) move_panes(pens);
  for (MapPane* pane : panes()) {
    if (pane == inset_.get()) continue;
    pane->show_own_layers(own_layers_, home_.px_per_m > 0 ? pane->map().view().px_per_m / home_.px_per_m : 1);
    pane->outline(pens, outline_, greyed_ ? color::kStaleText : color::kText);
    pane->outline(pens, pointed_outline_, color::kAccent);
    if (pane == shown_.get() && inset_) pane->outline(pens, inset_outline_, color::kAccent);
    pane->draw(pens, names_, frame_ns);
  }
  if (inset_) inset_->draw(pens, {}, frame_ns);
  if (inset_) panel::draw_map_inset(pens, "map/inset", furniture_.inset, inset_name_, inset_value_);
  panel::draw_map_chrome(pens, rect, furniture_, chrome_);
}

std::optional<uint32_t> MapStage::pick(float x_px, float y_px) const {
  const std::vector<MapPane*> panes = this->panes();
  for (auto pane = panes.rbegin(); pane != panes.rend(); ++pane) {  // what lies over it first
    const render::RectPx& rect = (*pane)->map().view().rect_px;
    const bool over = *pane == inset_.get() && x_px >= static_cast<float>(rect.x) &&
                      y_px >= static_cast<float>(rect.y) && x_px < static_cast<float>(rect.right()) &&
                      y_px < static_cast<float>(rect.bottom());
    const auto cell = (*pane)->map().cell_at(render::PointPx{x_px, y_px});
    if (cell || over) return cell;
  }
  return std::nullopt;
}

}  // namespace gridwall::scene
