// What the wall is made of, for the files that make it up. Private to viewer/scene.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <deque>

#include "viewer/scene/desk.h"
#include "viewer/scene/map_stage.h"
#include "viewer/scene/scene_choice.h"
#include "viewer/scene/tile_slot.h"
#include "viewer/scene/wall.h"
#include "viewer/view_model/banner.h"
#include "viewer/view_model/desk_bar.h"
#include "viewer/view_model/keys.h"
#include "viewer/view_model/nav_bar.h"
#include "viewer/view_model/sheet.h"
#include "viewer/view_model/title_bar.h"

namespace gridwall::scene {

inline bool is_inside(const render::RectPx& rect, float x_px, float y_px) {
  return x_px >= static_cast<float>(rect.x) && x_px < static_cast<float>(rect.right()) &&
         y_px >= static_cast<float>(rect.y) && y_px < static_cast<float>(rect.bottom());
}

// What stands in every scene, as of one moment.
struct Standing {
  view_model::TitleBar title;
  view_model::TrustStrip trust;
  view_model::WallClock clock;
  view_model::NavBar nav;
  bool drill = false;
  std::optional<view_model::Banner> banner;
  std::vector<view_model::DeskButton> desk_bar;
};

// What the models were made from; they are made again when any of it moves.
struct MadeFrom {
  uint64_t seq = 0, emergency_seq = 0;
  int64_t second = INT64_MIN, figures_ns = INT64_MIN, frame_ns = INT64_MIN;
  view_model::Connection connection;
  uint64_t comparison = 0;  // its number
  view_model::Scene scene = view_model::Scene::kOverview;
  Scope scope;
  app::PictureShape shape = app::PictureShape::kStandard;
};

// A press on the map: it becomes a drag when the hand moves, a zoom when another one follows at once, else a step down.
struct MapPress {
  static constexpr int64_t kDoubleNs = 300'000'000;
  static constexpr float kDragPx = 6;  // of the picture; less is a hand that is not quite still

  bool down = false, dragging = false;
  render::PointPx at, last;
  int64_t drill_ns = INT64_MAX;  // on the frame clock: when a press that was let go is no double one any more
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
  bool scrubbing = false;               // the button went down on the time strip
  uint64_t notices_shown = 0;           // of those the desk has said
  int64_t notice_until_ns = INT64_MAX;  // of the frame clock
  std::deque<view_model::Notice> notices;
  view_model::Sheet sheet = view_model::Sheet::kNone;
  std::optional<size_t> explained_tile;  // the pointer stands on its heading
  view_model::Navigation navigation;
  // The patrol and the emergency scene have a mode of their own.
  view_model::MapMode map_mode = view_model::MapMode::kUsual;
  view_model::MapMode patrol_map_mode = view_model::MapMode::kPatrol;
  view_model::MapMode emergency_map_mode = view_model::MapMode::kHeat;
  ArrivalSpan span = ArrivalSpan::k7Days;
  MapPress map_press;
  std::optional<bool> show_resources;  // none: as the scene has it
  std::string selected_incident, selected_alarm, selected_team, selected_mode;
  std::string opened_alarms;               // AlarmGroup::key
  std::vector<std::string> marked_alarms;  // to be acknowledged together
  Standing standing;
  MadeFrom made;
  bool stale = true;
  std::vector<block::Hit> hits;  // of the last frame: that is what was pressed on
  std::optional<render::RectPx> map_rect;
  int heading_px = 0;                                         // of a tile
  std::vector<std::pair<render::RectPx, size_t>> tile_rects;  // of the last frame: where each tile stood
  std::vector<view_model::Action> actions;
  std::optional<render::RectPx> caret;  // of the last frame
  view_model::DeskPresence presence;
  std::vector<render::Layer> layers;

  view_model::MapMode& shown_mode() {
    switch (scene.scene()) {
      case view_model::Scene::kPatrol:
        return patrol_map_mode;
      case view_model::Scene::kEmergency:
        return emergency_map_mode;
      case view_model::Scene::kOverview:
      case view_model::Scene::kRequests:
      case view_model::Scene::kAnalysis:
        break;
    }
    return map_mode;
  }
  const Layout& layout(const WallInput& input) const { return layouts.of(scene.scene(), app::shape_of(input.size)); }
  void take_input(const WallInput& input);
  void press(const WallInput& input, const app::InputEvent& event);
  void move(const WallInput& input, const app::InputEvent& event);
  void release(const WallInput& input, const app::InputEvent& event);
  void drill(const WallInput& input, render::PointPx at);
  void drill_when_due(const WallInput& input);
  bool over_map(const app::InputEvent& event) const;
  void key(const WallInput& input, const app::InputEvent& event);
  void run(view_model::WallCommand command, const WallInput& input);
  void act(const view_model::Action& action, const WallInput& input);
  bool act_on_alarms(const view_model::Action& action, const WallInput& input);
  void show_alarm(const WallInput& input, const std::string& id);
  void mark_alarm(const WallInput& input, const std::string& id);
  void select_alarm(const WallInput& input, int steps);
  void select_team(const WallInput& input, const std::string& team);
  void enter(const WallInput& input);
  void leave(const WallInput& input);
  bool put_sheet_away(const app::InputEvent& event);
  bool point_at_heading(const app::InputEvent& event);
  void turn_page(const app::InputEvent& event);
  void scrub(const WallInput& input, const app::InputEvent& event);
  const block::Hit* hit_at(float x_px, float y_px) const;
  void choose_scene(const WallInput& input);
  void let_notice_go(const WallInput& input);
  view_model::ViewContext context(const WallInput& input) const;
  bool models_due(const WallInput& input) const;
  void build_models(const view_model::ViewContext& context, const WallInput& input);
  PlacedPanels place(const app::Metrics& metrics, const WallInput& input) const;
  void draw_panels(const block::Pens& pens, const PlacedPanels& placed, const WallInput& input);
  void draw_bars(const block::Pens& pens, const PlacedPanels& placed);
  void draw_map(const block::Pens& pens, const render::RectPx& rect, const WallInput& input);
  void draw_over(const block::Pens& pens, const PlacedPanels& placed, const WallInput& input);
  void stack_layers(std::span<const render::Window> windows);
  int64_t next_frame_ns(const WallInput& input) const;
};

}  // namespace gridwall::scene
