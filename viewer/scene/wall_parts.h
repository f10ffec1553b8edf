// What the wall is made of, for the files that make it up. Private to viewer/scene.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viewer/scene/desk.h"
#include "viewer/scene/map_stage.h"
#include "viewer/scene/scene_choice.h"
#include "viewer/scene/tile_slot.h"
#include "viewer/scene/wall.h"
#include "viewer/view_model/banner.h"
#include "viewer/view_model/keys.h"
#include "viewer/view_model/nav_bar.h"
#include "viewer/view_model/title_bar.h"

namespace gridwall::scene {

// What stands in every scene, as of one moment.
struct Standing {
  view_model::TitleBar title;
  view_model::TrustStrip trust;
  view_model::WallClock clock;
  view_model::NavBar nav;
  bool drill = false;
  std::optional<view_model::Banner> banner;
};

// What the models were made from; they are made again when any of it moves.
struct MadeFrom {
  uint64_t seq = 0, emergency_seq = 0;
  int64_t second = INT64_MIN, figures_ns = INT64_MIN, frame_ns = INT64_MIN;
  view_model::Connection connection;
  uint64_t comparison = 0;  // its number
  view_model::Scene scene = view_model::Scene::kOverview;
  Scope scope;
};

struct Wall::Parts {
  view_model::Texts texts;
  Layouts layouts;
  std::unique_ptr<MapStage> map;
  std::vector<TileSlot> tiles;  // by tile::kinds(); the map's is never built
  Layout shown;                 // the scene's, without panels that are absent
  Window window = Window::k30Days;
  bool per_households = false;
  bool definitions = false;  // instead of the figures
  view_model::CompareView compare_view = view_model::CompareView::kDifference;
  SceneChoice scene;
  Desk desk;
  bool scrubbing = false;  // the button went down on the time strip
  std::string notice_shown;
  int64_t notice_until_ns = INT64_MAX;  // of the frame clock
  view_model::Navigation navigation;
  view_model::MapMode map_mode = view_model::MapMode::kHeat;
  view_model::MapMode patrol_map_mode = view_model::MapMode::kPatrol;  // the patrol scene has a mode of its own
  std::string selected_incident, selected_alarm;
  Standing standing;
  MadeFrom made;
  bool stale = true;
  std::vector<block::Hit> hits;  // of the last frame: that is what was pressed on
  std::optional<render::RectPx> map_rect;
  std::vector<view_model::Action> actions;
  std::vector<render::Layer> layers;

  view_model::MapMode& shown_mode() { return scene.scene() == view_model::Scene::kPatrol ? patrol_map_mode : map_mode; }
  const Layout& layout() const { return layouts.of(scene.scene()); }
  void take_input(const WallInput& input);
  void press(const WallInput& input, const app::InputEvent& event);
  void key(const WallInput& input, const app::InputEvent& event);
  void run(view_model::WallCommand command, const WallInput& input);
  void act(const view_model::Action& action, const WallInput& input);
  void select_alarm(const WallInput& input, int steps);
  void scrub(const WallInput& input, const app::InputEvent& event);
  const block::Hit* hit_at(float x_px, float y_px) const;
  void choose_scene(const WallInput& input);
  void let_notice_go(int64_t frame_ns);
  view_model::ViewContext context(const WallInput& input) const;
  bool models_due(const WallInput& input) const;
  void build_models(const view_model::ViewContext& context, const WallInput& input);
  void draw_panels(const block::Pens& pens, const PlacedPanels& placed, const WallInput& input);
  void draw_bars(const block::Pens& pens, const PlacedPanels& placed);
  void stack_layers(std::span<const render::Window> windows);
  int64_t next_frame_ns(const WallInput& input) const;
};

}  // namespace gridwall::scene
