#include "viewer/scene/wall_parts.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "ingest/event/clock.h"
#include "ingest/event/time.h"
#include "viewer/block/card.h"
#include "viewer/panel/banner_panel.h"
#include "viewer/panel/desk_panel.h"
#include "viewer/panel/form_panel.h"
#include "viewer/panel/nav_panel.h"
#include "viewer/panel/time_panel.h"
#include "viewer/panel/title_panel.h"
#include "viewer/scene/desk.h"
#include "viewer/scene/map_marks.h"
#include "viewer/scene/map_stage.h"
#include "viewer/scene/scene_choice.h"
#include "viewer/scene/tile_slot.h"
#include "viewer/view_model/incident_focus.h"

namespace gridwall::scene {
namespace {

using view_model::Connection;
using view_model::MapMode;

constexpr int64_t kModelStepNs = 250'000'000;  // on the frame clock: how often figures follow events
// How long a notice stands: to be noticed, and for each of its characters to be read.
constexpr int64_t kNoticeNs = 5'000'000'000, kNoticeCharacterNs = 200'000'000;
uint64_t number_of(const view_model::Comparison* comparison) {
  return comparison == nullptr ? 0 : comparison->number;
}

}  // namespace

Result<std::unique_ptr<Wall>> Wall::create(const County& county, view_model::Texts texts, Layouts layouts,
                                           render::ShaderLibrary& shaders) {
  std::unique_ptr<Wall> wall(new Wall);
  wall->parts_ = std::make_unique<Parts>();
  Parts& parts = *wall->parts_;
  Result<std::unique_ptr<MapStage>> map = MapStage::create(county, texts, shaders);
  if (!map) return map.error();
  parts.map = std::move(map).value();
  parts.texts = std::move(texts);
  parts.layouts = std::move(layouts);
  for (const tile::Kind& kind : tile::kinds()) parts.tiles.emplace_back(kind);
  return wall;
}

Wall::~Wall() = default;

std::string Wall::text() const {
  std::string text;
  for (const PanelPlace& place : parts_->shown.panels) {
    if (place.tile == tile::kMap) continue;
    text += (text.empty() ? "" : "\n") + parts_->tiles[place.tile].text();
  }
  return text;
}

void Wall::on_state_replaced() {
  parts_->map->forget();
  parts_->stale = true;
}

void Wall::set_scene(view_model::Scene scene) {
  parts_->scene.choose(scene, 0);
  parts_->scene.stay();
  parts_->stale = true;
}
view_model::Scene Wall::scene() const {
  return parts_->scene.scene();
}

void Wall::set_scope(Scope scope) {
  parts_->navigation.go_to(scope);
  parts_->stale = true;
}
Scope Wall::scope() const {
  return parts_->navigation.scope();
}

std::vector<view_model::FormDraft> Wall::drafts() const {
  return parts_->desk.drafts();
}
void Wall::set_drafts(std::vector<view_model::FormDraft> drafts) {
  parts_->desk.set_drafts(std::move(drafts));
}
view_model::DeskPresence Wall::presence() const {
  return parts_->presence;
}

void Wall::notify(std::string notice) {
  parts_->desk.say(std::move(notice));
}

void Wall::set_map_mode(MapMode mode) {
  parts_->shown_mode() = mode;
  parts_->stale = true;
}
MapMode Wall::map_mode() const {
  return parts_->shown_mode();
}

void Wall::set_map_place(const view_model::MapPlace& place) {
  parts_->map->go_to(place);
  parts_->stale = true;
}
std::optional<view_model::MapPlace> Wall::map_place() const {
  return parts_->map->place();
}

void Wall::set_per_households(bool on) {
  parts_->per_households = on;
  parts_->stale = true;
}

void Wall::set_compare_view(view_model::CompareView view) {
  parts_->compare_view = view;
  parts_->stale = true;
}
view_model::CompareView Wall::compare_view() const {
  return parts_->compare_view;
}

void Wall::set_window(Window window) {
  parts_->window = window;
  parts_->stale = true;
}
Window Wall::window() const {
  return parts_->window;
}

void Wall::set_own_layers(std::vector<view_model::OwnLayer> layers) {
  parts_->map->set_own_layers(std::move(layers));
  parts_->stale = true;
}

void Wall::set_layouts(Layouts layouts) {
  parts_->layouts = std::move(layouts);
  parts_->stale = true;
}

void Wall::Parts::choose_scene(const WallInput& input) {
  const bool emergency = std::any_of(input.state.modes.begin(), input.state.modes.end(),
                                     [](const AreaMode& area) { return area.mode == Mode::kEmergency; });
  // Nobody wants the scene to turn away from a place somebody looks at, or from a moment of the past.
  const bool turns = navigation.scope().whole_county() && !input.connection.replay;
  const std::span<const view_model::Scene> rotation =
      turns ? std::span(layouts.rotation) : std::span<view_model::Scene>();
  if (scene.update(emergency, rotation, static_cast<int64_t>(layouts.rotation_s * 1e9), input.frame_ns)) stale = true;
}

void Wall::Parts::let_notice_go(const WallInput& input) {
  if (input.frame_ns >= notice_until_ns) {
    desk.say({});
    notice_until_ns = INT64_MAX;
  }
  if (desk.notices_said() == notices_shown) return;
  notices_shown = desk.notices_said();
  const std::string& notice = desk.notice();
  if (notice.empty()) return;
  notice_until_ns = input.frame_ns + kNoticeNs + static_cast<int64_t>(count_characters(notice)) * kNoticeCharacterNs;
  notices.push_back({input.now_ns, notice});
  if (notices.size() > view_model::kNoticesKept) notices.pop_front();
}

view_model::ViewContext Wall::Parts::context(const WallInput& input) const {
  view_model::ViewContext context{input.state,      input.county, input.figures, input.now_ns,
                                  input.connection, texts,        window};
  context.scene = scene.scene();
  context.scope = input.figures_scope;
  context.pointed = navigation.pointed();
  context.per_households = per_households;
  context.definitions = definitions;
  context.selected_incident = selected_incident;
  context.selected_alarm = selected_alarm;
  context.selected_team = selected_team;
  context.selected_mode = selected_mode;
  context.opened_alarms = opened_alarms;
  context.marked_alarms = marked_alarms;
  context.desk = input.desk;
  context.resources = show_resources.value_or(scene.scene() == view_model::Scene::kEmergency);
  context.sure_of_keys = input.sure_of_keys;
  context.comparison = input.comparison;
  context.compare_view = compare_view;
  return context;
}

bool Wall::Parts::models_due(const WallInput& input) const {
  if (stale || input.now_ns / kNsPerSecond != made.second || input.connection != made.connection) return true;
  if (app::shape_of(input.size) != made.shape) return true;
  if (input.figures.now_ns != made.figures_ns || number_of(input.comparison) != made.comparison) return true;
  if (input.state.feed_seq[static_cast<size_t>(Feed::kEmergency)] != made.emergency_seq) return true;
  return input.state.seq != made.seq && input.frame_ns - made.frame_ns >= kModelStepNs;
}

void Wall::Parts::build_models(const view_model::ViewContext& context, const WallInput& input) {
  standing.title = view_model::build_title_bar(context);
  standing.trust = view_model::build_trust_strip(context);
  standing.clock = view_model::build_clock(context);
  standing.nav = view_model::build_nav_bar(context);
  standing.drill = view_model::any_drill(context) || context.connection.training;
  standing.banner = view_model::build_banner(context);
  standing.desk_bar = view_model::build_desk_bar(context);
  if (made.scene != context.scene || !(made.scope == context.scope)) {
    for (TileSlot& tile : tiles) tile.first_page();
  }
  std::vector<bool> absent;
  for (const PanelPlace& place : layout(input).panels) {
    if (place.tile != tile::kMap) tiles[place.tile].build(context);
    absent.push_back(place.tile != tile::kMap && tiles[place.tile].absent());
  }
  shown = without(layout(input), absent);
  map->update_things(context);
  made = {input.state.seq,
          input.state.feed_seq[static_cast<size_t>(Feed::kEmergency)],
          input.now_ns / kNsPerSecond,
          input.figures.now_ns,
          input.frame_ns,
          input.connection,
          number_of(input.comparison),
          context.scene,
          context.scope,
          app::shape_of(input.size)};
  stale = !(input.figures_scope == navigation.scope());  // the next frame brings the figures of what was just chosen
}

void Wall::Parts::draw_bars(const block::Pens& pens, const PlacedPanels& placed) {
  const std::string widest = view_model::widest_trust_age(texts);
  const panel::TitleBarRects rects =
      panel::divide_title_bar(pens, placed.title_bar, standing.trust, standing.clock, widest);
  panel::draw_title(pens, rects, standing.title);
  panel::draw_trust(pens, rects.trust, standing.trust, widest);
  panel::draw_clock(pens, rects.clock, standing.clock);
  panel::draw_nav_bar(pens, placed.nav_bar, standing.nav);
}

// The marks that can be pressed lie over the map, but not over what stands on it.
void Wall::Parts::draw_map(const block::Pens& pens, const render::RectPx& rect, const WallInput& input) {
  map_rect = rect;
  map->draw(pens, rect, input.frame_ns);
  const std::vector<MapPane*> panes = map->panes();
  if (panes.empty()) return;
  const render::MapView& view = panes.front()->map().view();
  std::vector<panel::MapMark> marks = map_marks(panes.front()->things(), view, context(input), panel::pin_height(pens));
  const std::vector<render::RectPx> furniture = map->furniture();
  std::erase_if(marks, [&](const panel::MapMark& mark) {
    const auto over = [&](const render::RectPx& one) {
      return is_inside(one, mark.x_px, mark.y_px) || is_inside(one, mark.x_px, mark.y_px - panel::pin_height(pens));
    };
    const float half = panel::pin_height(pens) / 2;
    const bool whole = is_inside(view.rect_px, mark.x_px - half, mark.y_px - 2 * half) &&
                       is_inside(view.rect_px, mark.x_px + half, mark.y_px);
    return !whole || std::any_of(furniture.begin(), furniture.end(), over);
  });
  panel::draw_map_lines(pens, "map/help", view.rect_px, map_lines(panes.front()->things(), view));
  panel::draw_map_marks(pens, "map/marks", view.rect_px, marks);
}

// What lies over the panels: the later, the higher.
void Wall::Parts::draw_over(const block::Pens& pens, const PlacedPanels& placed, const WallInput& input) {
  if (standing.drill) panel::draw_drill_mark(pens, input.size, texts[view_model::Text::kDrillMark]);
  if (input.time_bar != nullptr) {
    panel::draw_time_controls(pens, placed.time_controls, placed.controls_inset, *input.time_bar);
    panel::draw_time_strip(pens, placed.time_strip, *input.time_bar);
  }
  panel::draw_desk_bar(pens, placed.desk_bar, standing.desk_bar);
  if (input.connection.replay) panel::draw_replay_frame(pens, input.size);
  for (const auto& [rect, tile] : tile_rects) {
    if (tile == explained_tile)
      panel::draw_tooltip(pens, {0, 0, input.size.w, input.size.h}, rect, texts[tile::kinds()[tile].definition]);
  }
  caret = desk.form() == nullptr ? std::nullopt : panel::draw_form(pens, placed.stage, *desk.form());
  if (sheet == view_model::Sheet::kHelp) {
    const view_model::ViewContext now = context(input);
    panel::draw_sheet(pens, placed.stage,
                      view_model::build_help_sheet(now, desk.form() != nullptr, input.time_bar != nullptr));
  } else if (sheet == view_model::Sheet::kNotices) {
    panel::draw_sheet(pens, placed.stage, view_model::build_notice_sheet(context(input), notices));
  } else if (sheet == view_model::Sheet::kSituation) {
    panel::draw_sheet(pens, placed.stage, view_model::build_situation_sheet(context(input)));
  }
  if (!desk.notice().empty()) panel::draw_notice(pens, placed.stage, placed.time_strip.y, desk.notice());
}

void Wall::Parts::draw_panels(const block::Pens& pens, const PlacedPanels& placed, const WallInput& input) {
  draw_bars(pens, placed);
  map_rect.reset();
  tile_rects.clear();
  heading_px = static_cast<int>(pens.metrics.px(block::kCardHeading));
  for (size_t i = 0; i < shown.panels.size(); ++i) {
    const size_t tile = shown.panels[i].tile;
    if (tile == tile::kMap) {
      draw_map(pens, placed.panels[i], input);
    } else {
      tiles[tile].draw(pens, placed.panels[i]);
      tile_rects.emplace_back(placed.panels[i], tile);
    }
  }
  if (standing.banner) {
    const int below = static_cast<int>(pens.metrics.px(60));
    render::RectPx rect = map_rect.value_or(
        render::RectPx{0, placed.nav_bar.bottom(), input.size.w, input.size.h - placed.nav_bar.bottom()});
    rect.y += below;
    rect.h -= below;
    panel::draw_banner(pens, rect, *standing.banner);
  }
  draw_over(pens, placed, input);
}

PlacedPanels Wall::Parts::place(const app::Metrics& metrics, const WallInput& input) const {
  PlacedPanels placed = place_panels(shown, metrics, input.size, input.time_bar != nullptr, !input.desk.empty());
  std::vector<PanelWish> wishes;
  for (const PanelPlace& place : shown.panels) {
    const TileSlot& tile = tiles[place.tile];
    const bool measured = place.tile != tile::kMap;
    wishes.push_back(measured ? PanelWish{tile.wanted_height(metrics), tile.grows()} : PanelWish{});
  }
  share_free_room(shown, metrics, wishes, placed);
  return placed;
}

// The map with its own windows, then all others, in the order they were made.
void Wall::Parts::stack_layers(std::span<const render::Window> windows) {
  layers.clear();
  if (map_rect) {
    for (MapPane* pane : map->panes()) pane->add_layers(windows, layers);
  }
  for (const render::Window& made_window : windows) {
    if (!MapPane::is_of_map(made_window)) layers.emplace_back(made_window);
  }
}

int64_t Wall::Parts::next_frame_ns(const WallInput& input) const {
  const int64_t speed = input.connection.replay ? static_cast<int64_t>(input.connection.replay_speed) : 1;
  int64_t next = INT64_MAX;
  if (speed >= 1) next = input.frame_ns + (kNsPerSecond - input.now_ns % kNsPerSecond) / speed;
  if (input.state.seq != made.seq) next = std::min(next, made.frame_ns + kModelStepNs);
  if (map->pulsing()) next = std::min(next, (input.frame_ns / MapPane::kPulseStepNs + 1) * MapPane::kPulseStepNs);
  next = std::min({next, scene.next_turn_ns(), notice_until_ns, map->home_at_ns(), map_press.drill_ns});
  if (stale) next = input.frame_ns;
  return std::max(next, input.frame_ns + 1);
}

WallFrame Wall::frame(app::ImguiBridge& bridge, const WallInput& input) {
  const int64_t began_ns = steady_clock_ns();
  Parts& parts = *parts_;
  parts.take_input(input);
  parts.choose_scene(input);
  parts.drill_when_due(input);
  parts.let_notice_go(input);
  parts.map->show_view_of(parts.scene.scene(), input.frame_ns);
  const view_model::ViewContext context = parts.context(input);
  parts.hits.clear();
  const block::Pens pens{bridge.fonts(), bridge.metrics(), &parts.hits, input.writings};
  parts.map->look_at(context);
  const view_model::MapChoice choice{parts.shown_mode(), context.per_households, parts.span};
  parts.map->update_cells(context, choice);
  if (parts.models_due(input)) parts.build_models(context, input);
  const PlacedPanels placed = parts.place(pens.metrics, input);
  bridge.begin_frame(input.frame_ns, input.size);
  parts.draw_panels(pens, placed, input);
  if (parts.map->detail_stale()) {  // the view that was just laid out shows other places
    parts.map->update_cells(context, choice);
    parts.stale = true;
  }
  if (parts.map->things_stale()) parts.stale = true;
  parts.stack_layers(bridge.end_frame());
  WallFrame made;
  made.layers = parts.layers;
  made.next_frame_ns = parts.next_frame_ns(input);
  made.build_ns = steady_clock_ns() - began_ns;
  made.actions = parts.actions;
  made.caret = parts.caret;
  parts.presence = parts.desk.presence(context);
  return made;
}

}  // namespace gridwall::scene
