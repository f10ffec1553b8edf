// Keys and presses: what each means for the view, and what is handed on.
#include <algorithm>

#include "ingest/state/alarms.h"
#include "viewer/scene/wall_parts.h"

namespace gridwall::scene {

namespace {

bool is_inside(const render::RectPx& rect, float x_px, float y_px) {
  return x_px >= static_cast<float>(rect.x) && x_px < static_cast<float>(rect.right()) &&
         y_px >= static_cast<float>(rect.y) && y_px < static_cast<float>(rect.bottom());
}

}  // namespace

void Wall::Parts::take_input(const WallInput& input) {
  actions.clear();
  for (const app::InputEvent& event : input.input) {
    if (event.kind == app::InputEvent::Kind::kMousePress) {
      press(input, event);
    } else if (desk.take(event, context(input), actions)) {
    } else if (event.kind == app::InputEvent::Kind::kKey || event.kind == app::InputEvent::Kind::kText) {
      key(input, event);
    } else if (event.kind == app::InputEvent::Kind::kMouseMove && scrubbing) {
      scrub(input, event);
    } else if (event.kind == app::InputEvent::Kind::kMouseRelease) {
      scrubbing = false;
    } else {
      continue;
    }
    scene.touched(input.frame_ns);
    stale = true;
  }
}

const block::Hit* Wall::Parts::hit_at(float x_px, float y_px) const {
  const auto hit =
      std::find_if(hits.rbegin(), hits.rend(), [&](const block::Hit& one) { return is_inside(one.rect, x_px, y_px); });
  return hit == hits.rend() ? nullptr : &*hit;
}

// The strip follows the hand, as long as the hand stays on it.
void Wall::Parts::scrub(const WallInput& input, const app::InputEvent& event) {
  const block::Hit* hit = hit_at(event.x_px, event.y_px);
  if (hit != nullptr && std::holds_alternative<view_model::SeekTo>(hit->action)) {
    act(view_model::Action(hit->action), input);
  }
}

// What was drawn last lies on top. A press on the map goes one step down towards the grid, or up when it lies outside.
void Wall::Parts::press(const WallInput& input, const app::InputEvent& event) {
  const County& county = input.county;
  if (event.button == 1) {
    navigation.leave(county);
    return;
  }
  if (event.button != 0) return;
  if (const block::Hit* hit = hit_at(event.x_px, event.y_px)) {
    scrubbing = std::holds_alternative<view_model::SeekTo>(hit->action);
    return act(view_model::Action(hit->action), input);
  }
  if (desk.form() != nullptr) return;  // nothing else while something is being written
  if (!map_rect || !is_inside(*map_rect, event.x_px, event.y_px)) return;
  const std::optional<uint32_t> grid = map->pick(event.x_px, event.y_px);
  if (grid && view_model::lies_in(county, *grid, navigation.scope())) {
    navigation.go_to(view_model::step_towards(county, navigation.scope(), *grid));
  } else {
    navigation.leave(county);
  }
}

void Wall::Parts::key(const WallInput& input, const app::InputEvent& event) {
  using namespace view_model;
  const Keystroke stroke{event.key, event.character};
  const KeyBinding* binding = find_key(stroke, KeyPlace::kWall);
  if (binding == nullptr) binding = find_key(stroke, KeyPlace::kTime);
  if (binding == nullptr) return;
  if (const auto* action = std::get_if<Action>(&binding->meaning)) act(*action, input);
  if (const auto* command = std::get_if<WallCommand>(&binding->meaning)) run(*command, input);
}

void Wall::Parts::run(view_model::WallCommand command, const WallInput& input) {
  using view_model::WallCommand;
  switch (command) {
    case WallCommand::kNextScene: {
      const int next = (static_cast<int>(scene.scene()) + 1) % view_model::kSceneCount;
      return act(view_model::ShowScene{static_cast<view_model::Scene>(next)}, input);
    }
    case WallCommand::kPointBack:
      return navigation.point(input.county, -1);
    case WallCommand::kPointForward:
      return navigation.point(input.county, +1);
    case WallCommand::kEnterPart:
      navigation.enter();
      return;
    case WallCommand::kLeavePart:
      navigation.leave(input.county);
      return;
    case WallCommand::kSwitchPerHouseholds:
      per_households = !per_households;
      return;
    case WallCommand::kNextWindow:
      window = static_cast<Window>((static_cast<int>(window) + 1) % kWindowCount);
      return;
    case WallCommand::kSwitchDefinitions:
      definitions = !definitions;
      return;
    case WallCommand::kSwitchCompareView:
      if (input.comparison != nullptr) compare_view = other(compare_view);
      return;
    case WallCommand::kSelectPreviousAlarm:
      return select_alarm(input, -1);
    case WallCommand::kSelectNextAlarm:
      return select_alarm(input, +1);
    case WallCommand::kSwitchPlaying:
      return act(view_model::Play{input.time_bar != nullptr && !input.time_bar->playing}, input);
  }
}

void Wall::Parts::act(const view_model::Action& action, const WallInput& input) {
  using namespace view_model;
  if (desk.act(action, context(input), actions)) return;
  if (const auto* go = std::get_if<GoTo>(&action)) {
    navigation.go_to(go->scope);
  } else if (const auto* show = std::get_if<ShowScene>(&action)) {
    scene.choose(show->scene, input.frame_ns);
  } else if (const auto* mode = std::get_if<ShowMap>(&action)) {
    shown_mode() = mode->mode;
  } else if (const auto* per = std::get_if<ShowPerHouseholds>(&action)) {
    per_households = per->on;
  } else if (const auto* compared = std::get_if<ShowCompared>(&action)) {
    compare_view = compared->view;
  } else if (const auto* chosen = std::get_if<ShowWindow>(&action)) {
    window = chosen->window;
  } else if (const auto* incident = std::get_if<SelectIncident>(&action)) {
    selected_incident = incident->incident;
  } else if (const auto* alarm = std::get_if<SelectAlarm>(&action)) {
    selected_alarm = alarm->alarm;
  } else if (const auto* turn = std::get_if<TurnPage>(&action)) {
    for (TileSlot& tile : tiles) {
      if (tile.name() == turn->tile) tile.turn_page();
    }
  } else {
    actions.push_back(action);
  }
}

// Through the list as it stands; before the first and after the last one, none is selected.
void Wall::Parts::select_alarm(const WallInput& input, int steps) {
  const std::vector<AlarmView> alarms = alarms_at(input.state, input.county, input.now_ns);
  const auto at =
      std::find_if(alarms.begin(), alarms.end(), [&](const AlarmView& one) { return one.id == selected_alarm; });
  const auto count = static_cast<int>(alarms.size());
  const int from = at == alarms.end() ? (steps > 0 ? -1 : count) : static_cast<int>(at - alarms.begin());
  const int to = from + steps;
  selected_alarm = to < 0 || to >= count ? std::string() : alarms[static_cast<size_t>(to)].id;
}

}  // namespace gridwall::scene
