// Keys and presses: what each means for the view, and what is handed on.
#include <algorithm>

#include "ingest/state/alarms.h"
#include "viewer/scene/wall_parts.h"

namespace gridwall::scene {

using view_model::MapMode;

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
    } else if (event.kind == app::InputEvent::Kind::kKey) {
      key(input, event);
    } else if (event.kind == app::InputEvent::Kind::kText) {
      typed(event.character);
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
  using app::Key;
  const County& county = input.county;
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
                 input);
    case Key::kSpace:
      actions.emplace_back(view_model::Play{input.time_bar != nullptr && !input.time_bar->playing});
      return;
    case Key::kLeft:
      actions.emplace_back(view_model::StepSeconds{-1});
      return;
    case Key::kRight:
      actions.emplace_back(view_model::StepSeconds{+1});
      return;
    case Key::kHome:
      actions.emplace_back(view_model::SeekEnd{false});
      return;
    case Key::kEnd:
      actions.emplace_back(view_model::SeekEnd{true});
      return;
    case Key::kPageUp:
      return select_alarm(input, -1);
    case Key::kPageDown:
      return select_alarm(input, +1);
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
  } else if (event.character == U'J' || event.character == U'K') {
    actions.emplace_back(view_model::SeekMark{-1, event.character == U'K'});
  } else if (event.character == U'L') {
    actions.emplace_back(view_model::MarkLoop{});
  } else if (event.character == U'M') {
    actions.emplace_back(view_model::MarkComparison{});
  } else if (event.character == U'V') {
    if (input.comparison != nullptr) compare_view = other(compare_view);
  } else if (event.character == U'F') {
    actions.emplace_back(view_model::FollowLive{});
  } else if (event.character == U'C') {
    actions.emplace_back(view_model::CopyLink{});
  }
}

void Wall::Parts::typed(char32_t character) {
  if (character == U',' || character == U'.') actions.emplace_back(view_model::StepEvents{character == U'.' ? 1 : -1});
  if (character == U'[' || character == U']') actions.emplace_back(view_model::ChangeSpeed{character == U']'});
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
