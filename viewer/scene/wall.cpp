#include "viewer/scene/wall.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

#include "ingest/event/time.h"
#include "viewer/panel/banner_panel.h"
#include "viewer/panel/nav_panel.h"
#include "viewer/panel/title_panel.h"
#include "viewer/scene/map_stage.h"
#include "viewer/scene/panel_slot.h"
#include "viewer/scene/scene_choice.h"

namespace gridwall::scene {
namespace {

using view_model::Connection;
using view_model::MapMode;

constexpr int64_t kModelStepNs = 250'000'000;  // on the frame clock: how often figures follow events
constexpr uint64_t kMapLayer = 1, kLowMarkerLayer = 2, kIncidentLayer = 3;

// What stands in every scene, as of one moment.
struct Frame {
  view_model::TitleBar title;
  view_model::TrustStrip trust;
  view_model::WallClock clock;
  view_model::NavBar nav;
  std::optional<view_model::Banner> banner;
};

// What the models were made from; they are made again when any of it moves.
struct MadeFrom {
  uint64_t seq = 0, emergency_seq = 0;
  int64_t second = INT64_MIN, figures_ns = INT64_MIN, frame_ns = INT64_MIN;
  Connection connection;
};

}  // namespace

struct Wall::Parts {
  view_model::Texts texts;
  Layouts layouts;
  std::unique_ptr<MapStage> map;
  std::array<std::unique_ptr<PanelSlot>, kPanelKindCount> panels;  // by PanelKind
  Window window = Window::k30Days;
  bool per_households = false;
  SceneChoice scene;
  view_model::Navigation navigation;
  MapMode map_mode = MapMode::kHeat, patrol_map_mode = MapMode::kPatrol;  // the patrol scene has a mode of its own
  std::string selected_incident, selected_alarm;
  Frame standing;
  MadeFrom made;
  bool stale = true;
  std::vector<panel::Hit> hits;  // of the last frame: that is what was pressed on
  std::optional<render::RectPx> map_rect;
  std::vector<view_model::Action> actions;
  std::vector<render::Layer> layers;

  const Layout& layout() const { return layouts.of(scene.scene()); }
  MapMode& shown_mode() { return scene.scene() == view_model::Scene::kPatrol ? patrol_map_mode : map_mode; }
  void take_input(const WallInput& input);
  void press(const County& county, const app::InputEvent& event, int64_t frame_ns);
  void key(const County& county, const app::InputEvent& event, int64_t frame_ns);
  void act(const view_model::Action& action, int64_t frame_ns);
  void choose_scene(const WallInput& input);
  view_model::ViewContext context(const WallInput& input) const;
  bool models_due(const WallInput& input) const;
  void build_models(const view_model::ViewContext& context, const WallInput& input);
  void draw_panels(const panel::Pens& pens, const PlacedPanels& placed, const WallInput& input);
  void draw_bars(const panel::Pens& pens, const PlacedPanels& placed);
  void stack_layers(std::span<const render::Window> windows);
  int64_t next_frame_ns(const WallInput& input) const;
};

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
  for (size_t kind = 0; kind < parts.panels.size(); ++kind) {
    parts.panels[kind] = make_panel(static_cast<PanelKind>(kind));
  }
  return wall;
}

Wall::~Wall() = default;

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

void Wall::set_map_mode(MapMode mode) {
  parts_->shown_mode() = mode;
  parts_->stale = true;
}
MapMode Wall::map_mode() const {
  return parts_->shown_mode();
}

void Wall::set_per_households(bool on) {
  parts_->per_households = on;
  parts_->stale = true;
}

void Wall::set_window(Window window) {
  parts_->window = window;
  parts_->stale = true;
}
Window Wall::window() const {
  return parts_->window;
}

void Wall::set_texts(const County& county, view_model::Texts texts) {
  parts_->texts = std::move(texts);
  parts_->map->set_texts(county, parts_->texts);
  parts_->stale = true;
}

void Wall::set_layouts(Layouts layouts) {
  parts_->layouts = std::move(layouts);
  parts_->stale = true;
}

void Wall::Parts::take_input(const WallInput& input) {
  actions.clear();
  for (const app::InputEvent& event : input.input) {
    if (event.kind == app::InputEvent::Kind::kMousePress) {
      press(input.county, event, input.frame_ns);
    } else if (event.kind == app::InputEvent::Kind::kKey) {
      key(input.county, event, input.frame_ns);
    } else {
      continue;
    }
    scene.touched(input.frame_ns);
    stale = true;
  }
}

// What was drawn last lies on top. A press on the map goes one step down towards the grid, or up when it lies outside.
void Wall::Parts::press(const County& county, const app::InputEvent& event, int64_t frame_ns) {
  if (event.button == 1) {
    navigation.leave(county);
    return;
  }
  if (event.button != 0) return;
  const auto inside = [&](const render::RectPx& rect) {
    return event.x_px >= static_cast<float>(rect.x) && event.x_px < static_cast<float>(rect.right()) &&
           event.y_px >= static_cast<float>(rect.y) && event.y_px < static_cast<float>(rect.bottom());
  };
  const auto hit = std::find_if(hits.rbegin(), hits.rend(), [&](const panel::Hit& one) { return inside(one.rect); });
  if (hit != hits.rend()) return act(view_model::Action(hit->action), frame_ns);
  if (!map_rect || !inside(*map_rect)) return;
  const std::optional<uint32_t> grid = map->pick(event.x_px, event.y_px);
  if (grid && view_model::lies_in(county, *grid, navigation.scope())) {
    navigation.go_to(view_model::step_towards(county, navigation.scope(), *grid));
  } else {
    navigation.leave(county);
  }
}

void Wall::Parts::key(const County& county, const app::InputEvent& event, int64_t frame_ns) {
  using app::Key;
  switch (event.key) {
    case Key::kUp:
      return navigation.point(county, -1);
    case Key::kDown:
      return navigation.point(county, +1);
    case Key::kEnter:
      navigation.enter();
      return;
    case Key::kBackspace:
    case Key::kEscape:
      navigation.leave(county);
      return;
    case Key::kTab:
      return act(view_model::ShowScene{static_cast<view_model::Scene>((static_cast<int>(scene.scene()) + 1) %
                                                                      view_model::kSceneCount)},
                 frame_ns);
    case Key::kCharacter:
      break;
    default:
      return;
  }
  if (event.character >= U'1' && event.character < U'1' + view_model::kMapModeCount) {
    shown_mode() = static_cast<MapMode>(event.character - U'1');
  } else if (event.character == U'W') {
    window = static_cast<Window>((static_cast<int>(window) + 1) % kWindowCount);
  } else if (event.character == U'H') {
    per_households = !per_households;
  }
}

void Wall::Parts::act(const view_model::Action& action, int64_t frame_ns) {
  using namespace view_model;
  if (const auto* go = std::get_if<GoTo>(&action)) {
    navigation.go_to(go->scope);
  } else if (const auto* show = std::get_if<ShowScene>(&action)) {
    scene.choose(show->scene, frame_ns);
  } else if (const auto* mode = std::get_if<ShowMap>(&action)) {
    shown_mode() = mode->mode;
  } else if (const auto* per = std::get_if<ShowPerHouseholds>(&action)) {
    per_households = per->on;
  } else if (const auto* chosen = std::get_if<ShowWindow>(&action)) {
    window = chosen->window;
  } else if (const auto* incident = std::get_if<SelectIncident>(&action)) {
    selected_incident = incident->incident;
  } else if (const auto* alarm = std::get_if<SelectAlarm>(&action)) {
    selected_alarm = alarm->alarm;
  } else {
    actions.push_back(action);
  }
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

view_model::ViewContext Wall::Parts::context(const WallInput& input) const {
  view_model::ViewContext context{input.state,      input.county, input.figures, input.now_ns,
                                  input.connection, texts,        window};
  context.scene = scene.scene();
  context.scope = input.figures_scope;
  context.pointed = navigation.pointed();
  context.per_households = per_households;
  context.selected_incident = selected_incident;
  context.selected_alarm = selected_alarm;
  context.desk = input.desk;
  return context;
}

bool Wall::Parts::models_due(const WallInput& input) const {
  if (stale || input.now_ns / kNsPerSecond != made.second || input.connection != made.connection) return true;
  if (input.figures.now_ns != made.figures_ns) return true;
  if (input.state.feed_seq[static_cast<size_t>(Feed::kEmergency)] != made.emergency_seq) return true;
  return input.state.seq != made.seq && input.frame_ns - made.frame_ns >= kModelStepNs;
}

void Wall::Parts::build_models(const view_model::ViewContext& context, const WallInput& input) {
  standing.title = view_model::build_title_bar(context);
  standing.trust = view_model::build_trust_strip(context);
  standing.clock = view_model::build_clock(context);
  standing.nav = view_model::build_nav_bar(context);
  standing.banner = view_model::build_banner(context);
  for (const PanelPlace& place : layout().panels) {
    if (place.kind != PanelKind::kMap) panels[static_cast<size_t>(place.kind)]->build(context);
  }
  map->update_things(context);
  made = {input.state.seq,
          input.state.feed_seq[static_cast<size_t>(Feed::kEmergency)],
          input.now_ns / kNsPerSecond,
          input.figures.now_ns,
          input.frame_ns,
          input.connection};
  stale = !(input.figures_scope == navigation.scope());  // the next frame brings the figures of what was just chosen
}

void Wall::Parts::draw_bars(const panel::Pens& pens, const PlacedPanels& placed) {
  const std::string widest = view_model::widest_trust_age(texts);
  const panel::TitleBarRects rects =
      panel::divide_title_bar(pens, placed.title_bar, standing.trust, standing.clock, widest);
  panel::draw_title(pens, rects.title, standing.title);
  panel::draw_trust(pens, rects.trust, standing.trust, widest);
  panel::draw_clock(pens, rects.clock, standing.clock);
  panel::draw_nav_bar(pens, placed.nav_bar, standing.nav);
}

void Wall::Parts::draw_panels(const panel::Pens& pens, const PlacedPanels& placed, const WallInput& input) {
  draw_bars(pens, placed);
  for (const PanelPlace& place : layout().panels) {
    const render::RectPx rect = *placed.at(place.kind);
    if (place.kind == PanelKind::kMap) {
      map->draw(pens, rect, input.frame_ns);
    } else {
      panels[static_cast<size_t>(place.kind)]->draw(pens, rect, texts);
    }
  }
  map_rect = placed.at(PanelKind::kMap);
  if (standing.banner) {
    const int below = static_cast<int>(pens.metrics.px(60));
    render::RectPx rect = map_rect.value_or(
        render::RectPx{0, placed.nav_bar.bottom(), input.size.w, input.size.h - placed.nav_bar.bottom()});
    rect.y += below;
    rect.h -= below;
    panel::draw_banner(pens, rect, *standing.banner);
  }
  if (input.connection.replay) panel::draw_replay_frame(pens, input.size);
}

// Cells, workers and teams, the names over them, the incidents, then all other windows in the order they were made.
void Wall::Parts::stack_layers(std::span<const render::Window> windows) {
  static const uint64_t kNames = app::ImguiBridge::window_id("map/names");
  layers.clear();
  if (map_rect && map->has_map()) {
    layers.emplace_back(render::MapLayer{kMapLayer, &map->renderer()});
    layers.emplace_back(render::MarkerLayer{kLowMarkerLayer, *map_rect, map->low_markers()});
    for (const render::Window& made_window : windows) {
      if (made_window.id == kNames) layers.emplace_back(made_window);
    }
    layers.emplace_back(render::MarkerLayer{kIncidentLayer, *map_rect, map->incident_markers()});
  }
  for (const render::Window& made_window : windows) {
    if (made_window.id != kNames) layers.emplace_back(made_window);
  }
}

int64_t Wall::Parts::next_frame_ns(const WallInput& input) const {
  const int64_t speed = input.connection.replay ? static_cast<int64_t>(input.connection.replay_speed) : 1;
  int64_t next = INT64_MAX;
  if (speed >= 1) next = input.frame_ns + (kNsPerSecond - input.now_ns % kNsPerSecond) / speed;
  if (input.state.seq != made.seq) next = std::min(next, made.frame_ns + kModelStepNs);
  if (map->pulsing()) next = std::min(next, (input.frame_ns / MapStage::kPulseStepNs + 1) * MapStage::kPulseStepNs);
  next = std::min(next, scene.next_turn_ns());
  if (stale) next = input.frame_ns;
  return std::max(next, input.frame_ns + 1);
}

WallFrame Wall::frame(app::ImguiBridge& bridge, const WallInput& input) {
  const auto begin = std::chrono::steady_clock::now();
  Parts& parts = *parts_;
  parts.take_input(input);
  parts.choose_scene(input);
  const view_model::ViewContext context = parts.context(input);
  parts.hits.clear();
  const panel::Pens pens{bridge.fonts(), bridge.metrics(), &parts.hits};
  parts.map->look_at(context);
  parts.map->update_cells(context, {parts.shown_mode(), context.per_households});
  if (parts.models_due(input)) parts.build_models(context, input);
  const PlacedPanels placed = place_panels(parts.layout(), pens.metrics, input.size);
  bridge.begin_frame(input.frame_ns, input.size, input.input);
  parts.draw_panels(pens, placed, input);
  parts.stack_layers(bridge.end_frame());
  const auto end = std::chrono::steady_clock::now();
  WallFrame made;
  made.layers = parts.layers;
  made.next_frame_ns = parts.next_frame_ns(input);
  made.build_ns = std::chrono::duration_cast<std::chrono::nanoseconds>(end - begin).count();
  made.actions = parts.actions;
  return made;
}

}  // namespace gridwall::scene
