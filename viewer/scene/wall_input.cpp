// Keys and presses: what each means for the view, and what is handed on.
#include <algorithm>
#include <cmath>
#include <utility>

#include "ingest/state/mode.h"
#include "ingest/state/team_board.h"
#include "viewer/scene/wall_parts.h"

namespace gridwall::scene {

namespace {

constexpr double kWheelStep = 1.25, kKeyStep = 1.5, kDoublePressStep = 2;  // factors of the zoom

bool is_still(render::PointPx a, render::PointPx b) {
  return std::abs(a.x - b.x) < MapPress::kDragPx && std::abs(a.y - b.y) < MapPress::kDragPx;
}

}  // namespace

void Wall::Parts::take_input(const WallInput& input) {
  actions.clear();
  for (const app::InputEvent& event : input.input) {
    if (put_sheet_away(event)) {
    } else if (event.kind == app::InputEvent::Kind::kMousePress) {
      press(input, event);
    } else if (desk.take(event, context(input), actions)) {
    } else if (event.kind == app::InputEvent::Kind::kKey || event.kind == app::InputEvent::Kind::kText) {
      key(input, event);
    } else if (event.kind == app::InputEvent::Kind::kMouseMove && (scrubbing || map_press.down)) {
      move(input, event);
    } else if (event.kind == app::InputEvent::Kind::kMouseMove && point_at_heading(event)) {
    } else if (event.kind == app::InputEvent::Kind::kMouseRelease) {
      release(input, event);
    } else if (event.kind == app::InputEvent::Kind::kWheel && desk.form() == nullptr && over_map(event)) {
      map->zoom(scene.scene(), {event.x_px, event.y_px}, std::pow(kWheelStep, event.wheel), input.frame_ns);
    } else if (event.kind == app::InputEvent::Kind::kWheel) {
      turn_page(event);
    } else {
      continue;
    }
    scene.touched(input.frame_ns);
    stale = true;
  }
  const bool acknowledged = std::any_of(actions.begin(), actions.end(), [](const view_model::Action& action) {
    const auto* draft = std::get_if<Draft>(&action);
    return draft != nullptr && draft->type == EventType::kEmergencyAlarmAcknowledged;
  });
  if (acknowledged) marked_alarms.clear();
  const bool situation = std::any_of(actions.begin(), actions.end(), [](const view_model::Action& action) {
    return std::holds_alternative<view_model::WriteSituation>(action);
  });
  if (situation) sheet = view_model::Sheet::kSituation;
}

// A sheet is there to be read: the next key or press puts it away and does nothing else.
bool Wall::Parts::put_sheet_away(const app::InputEvent& event) {
  using Kind = app::InputEvent::Kind;
  if (sheet == view_model::Sheet::kNone || (event.kind != Kind::kKey && event.kind != Kind::kMousePress)) return false;
  sheet = view_model::Sheet::kNone;
  return true;
}

// True when another heading, or none, is pointed at than before.
bool Wall::Parts::point_at_heading(const app::InputEvent& event) {
  std::optional<size_t> tile;
  for (const auto& [rect, index] : tile_rects) {
    const render::RectPx heading{rect.x, rect.y, rect.w, std::min(rect.h, heading_px)};
    if (is_inside(heading, event.x_px, event.y_px)) tile = index;
  }
  return std::exchange(explained_tile, tile) != tile;
}

// The wheel over a tile that has more than finds room.
void Wall::Parts::turn_page(const app::InputEvent& event) {
  if (desk.form() != nullptr || event.wheel == 0) return;
  for (const auto& [rect, tile] : tile_rects) {
    if (is_inside(rect, event.x_px, event.y_px)) tiles[tile].turn_page(event.wheel < 0 ? 1 : -1);
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

// What was drawn last lies on top. A press on the map waits for what the hand does next.
void Wall::Parts::press(const WallInput& input, const app::InputEvent& event) {
  const County& county = input.county;
  if (event.button == 1) {
    const block::Hit* hit = hit_at(event.x_px, event.y_px);
    const auto* turn = hit == nullptr ? nullptr : std::get_if<view_model::TurnPage>(&hit->action);
    if (turn != nullptr) return act(view_model::TurnPage{turn->tile, true}, input);
    navigation.leave(county);
    return;
  }
  if (event.button != 0) return;
  if (const block::Hit* hit = hit_at(event.x_px, event.y_px)) {
    scrubbing = std::holds_alternative<view_model::SeekTo>(hit->action);
    return act(view_model::Action(hit->action), input);
  }
  if (desk.form() != nullptr) return;  // nothing else while something is being written
  if (!over_map(event)) return;
  const render::PointPx at{event.x_px, event.y_px};
  if (input.frame_ns < map_press.drill_ns && is_still(map_press.at, at)) {
    map_press = {};
    return map->zoom(scene.scene(), at, kDoublePressStep, input.frame_ns);
  }
  if (map_press.drill_ns != INT64_MAX) drill(input, map_press.at);  // another place: the press before stands alone
  map_press = {.down = true, .at = at, .last = at};
}

bool Wall::Parts::over_map(const app::InputEvent& event) const {
  return map_rect && is_inside(*map_rect, event.x_px, event.y_px);
}

void Wall::Parts::move(const WallInput& input, const app::InputEvent& event) {
  if (scrubbing) return scrub(input, event);
  const render::PointPx at{event.x_px, event.y_px};
  if (!map_press.dragging && is_still(map_press.at, at)) return;
  map_press.dragging = true;
  map->drag(scene.scene(), map_press.last, at, input.frame_ns);
  map_press.last = at;
}

void Wall::Parts::release(const WallInput& input, const app::InputEvent&) {
  scrubbing = false;
  if (map_press.down && !map_press.dragging) map_press.drill_ns = input.frame_ns + MapPress::kDoubleNs;
  map_press.down = map_press.dragging = false;
}

// One step down towards the grid, or up when the place lies outside.
void Wall::Parts::drill(const WallInput& input, render::PointPx at) {
  const std::optional<uint32_t> grid = map->pick(at.x, at.y);
  if (grid && view_model::lies_in(input.county, *grid, navigation.scope())) {
    navigation.go_to(view_model::step_towards(input.county, navigation.scope(), *grid));
  } else {
    navigation.leave(input.county);
  }
  stale = true;
}

void Wall::Parts::drill_when_due(const WallInput& input) {
  if (input.frame_ns < map_press.drill_ns) return;
  const render::PointPx at = map_press.at;
  map_press = {};
  drill(input, at);
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
      return enter(input);
    case WallCommand::kLeavePart:
      return leave(input);
    case WallCommand::kMarkAlarm:
      return act(view_model::MarkAlarm{selected_alarm}, input);
    case WallCommand::kZoomIn:
      return map->zoom_middle(scene.scene(), kKeyStep, input.frame_ns);
    case WallCommand::kZoomOut:
      return map->zoom_middle(scene.scene(), 1 / kKeyStep, input.frame_ns);
    case WallCommand::kMapHome:
      return map->go_home(scene.scene());
    case WallCommand::kSwitchSpan:
      span = span == ArrivalSpan::k7Days ? ArrivalSpan::k24Hours : ArrivalSpan::k7Days;
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
    case WallCommand::kSwitchResources:
      show_resources = !context(input).resources;
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
  } else if (const auto* arrived = std::get_if<ShowSpan>(&action)) {
    span = arrived->span;
  } else if (const auto* own = std::get_if<ShowOwnLayer>(&action)) {
    map->show_own_layer(own->layer, own->on);
  } else if (const auto* per = std::get_if<ShowPerHouseholds>(&action)) {
    per_households = per->on;
  } else if (const auto* compared = std::get_if<ShowCompared>(&action)) {
    compare_view = compared->view;
  } else if (const auto* chosen = std::get_if<ShowWindow>(&action)) {
    window = chosen->window;
  } else if (const auto* incident = std::get_if<SelectIncident>(&action)) {
    selected_incident = incident->incident;
  } else if (const auto* area = std::get_if<SelectMode>(&action)) {
    selected_mode = area->area;
  } else if (const auto* team = std::get_if<SelectTeam>(&action)) {
    select_team(input, team->team);
  } else if (const auto* asked = std::get_if<ShowSheet>(&action)) {
    sheet = asked->sheet;
  } else if (act_on_alarms(action, input)) {
  } else if (const auto* turn = std::get_if<TurnPage>(&action)) {
    for (TileSlot& tile : tiles) {
      if (tile.name() == turn->tile) tile.turn_page(turn->back ? -1 : 1);
    }
  } else {
    actions.push_back(action);
  }
}

bool Wall::Parts::act_on_alarms(const view_model::Action& action, const WallInput& input) {
  using namespace view_model;
  if (const auto* selected = std::get_if<SelectAlarm>(&action)) {
    selected_alarm = selected->alarm;
  } else if (const auto* open = std::get_if<OpenAlarms>(&action)) {
    opened_alarms = open->row;
    selected_alarm.clear();
    for (TileSlot& tile : tiles) {
      if (tile.name() == "alarms") tile.first_page();
    }
  } else if (const auto* mark = std::get_if<MarkAlarm>(&action)) {
    mark_alarm(input, mark->alarm);
  } else if (const auto* show = std::get_if<ShowAlarm>(&action)) {
    show_alarm(input, show->alarm);
  } else {
    return false;
  }
  return true;
}

// Its place, where it has one, and its incident, where that is open: both with one press.
void Wall::Parts::show_alarm(const WallInput& input, const std::string& id) {
  const view_model::ViewContext now = context(input);
  const view_model::AlarmList list = view_model::build_alarm_list(now);
  const std::string& wanted = id.empty() ? selected_alarm : id;
  auto alarm =
      std::find_if(list.alarms.begin(), list.alarms.end(), [&](const AlarmView& one) { return one.id == wanted; });
  if (alarm == list.alarms.end()) alarm = list.alarms.begin();
  if (alarm == list.alarms.end()) return desk.say(texts[view_model::Text::kDeskNoAlarm]);
  selected_alarm = alarm->id;
  if (alarm->team != kNone) selected_team = input.state.team_ids.text(alarm->team);
  if (const IncidentIndex incident = view_model::incident_of_alarm(now, *alarm); incident != kNone) {
    selected_incident = input.state.incident_ids.text(incident);
  }
  if (const Scope place = view_model::place_of_alarm(now, *alarm); !place.whole_county()) navigation.go_to(place);
}

void Wall::Parts::mark_alarm(const WallInput& input, const std::string& id) {
  if (input.desk.empty()) return;
  if (id.empty()) return desk.say(texts[view_model::Text::kDeskNothingMarked]);
  const bool marked = std::find(marked_alarms.begin(), marked_alarms.end(), id) != marked_alarms.end();
  const view_model::AlarmList list = view_model::build_alarm_list(context(input));
  const auto row =
      std::find_if(list.rows.begin(), list.rows.end(), [&](const AlarmGroup& one) { return list.holds(one, id); });
  if (row == list.rows.end()) return;
  for (const uint32_t member : row->members) {  // of a row that stands for several: all
    const std::string& alarm = list.alarms[member].id;
    std::erase(marked_alarms, alarm);
    if (!marked) marked_alarms.push_back(alarm);
  }
}

// Through the rows as they stand; before the first and after the last one, none is selected.
void Wall::Parts::select_alarm(const WallInput& input, int steps) {
  const view_model::AlarmList list = view_model::build_alarm_list(context(input));
  const auto at = std::find_if(list.rows.begin(), list.rows.end(),
                               [&](const AlarmGroup& row) { return list.holds(row, selected_alarm); });
  const auto count = static_cast<int>(list.rows.size());
  const int from = at == list.rows.end() ? (steps > 0 ? -1 : count) : static_cast<int>(at - list.rows.begin());
  const int to = from + steps;
  selected_alarm = to < 0 || to >= count ? std::string() : list.first_of(list.rows[static_cast<size_t>(to)]).id;
}

// Shows where it is and what it is out for. In an emergency the picture stays what it is; else its area is looked at.
void Wall::Parts::select_team(const WallInput& input, const std::string& team) {
  selected_team = team;
  const TeamIndex index = input.state.team_ids.find(team);
  if (index == kNone) return;
  const IncidentIndex incident = input.state.teams[index].incident;
  if (incident != kNone && input.state.incidents[incident].open()) {
    selected_incident = input.state.incident_ids.text(incident);
  }
  const AreaIndex area = areas_of_teams(input.state, input.county)[index];
  const bool emergency = !emergencies_in_force(input.state, input.county).empty();
  if (!emergency && area != kNone) navigation.go_to(view_model::scope_of_area(area));
}

// The part pointed to; without one, what the selected row of alarms holds.
void Wall::Parts::enter(const WallInput& input) {
  if (navigation.enter()) return;
  const view_model::AlarmList list = view_model::build_alarm_list(context(input));
  for (const AlarmGroup& row : list.rows) {
    if (!list.holds(row, selected_alarm) || !view_model::can_open(list, row)) continue;
    opened_alarms = row.key;
    return;
  }
}

void Wall::Parts::leave(const WallInput& input) {
  if (opened_alarms.empty()) {
    navigation.leave(input.county);
    return;
  }
  opened_alarms.clear();
}

}  // namespace gridwall::scene
