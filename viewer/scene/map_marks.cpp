#include "viewer/scene/map_marks.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "viewer/view_model/format.h"

namespace gridwall::scene {

using namespace view_model;

std::vector<panel::MapMark> map_marks(const MapMarkers& things, const render::MapView& view, const ViewContext& context,
                                      float pin_px) {
  std::vector<panel::MapMark> marks;
  const auto add = [&](render::PointM at, bool selected, Action press) -> panel::MapMark& {
    const render::PointPx px = view.px_from_world(at);
    panel::MapMark& mark = marks.emplace_back();
    mark.x_px = px.x;
    mark.y_px = px.y;
    mark.selected = selected;
    mark.press = std::move(press);
    return mark;
  };
  for (const ResourceMark& resource : things.resources) {
    panel::MapMark& mark = add(resource.at, false, Action{});
    mark.plate = true;
    mark.badge = {block::Shape::kDisc, resource.scarce ? block::Tone::kAttention : block::Tone::kGood, resource.letter};
    mark.count = resource.free;
  }
  // Elsewhere a press near a team is meant for the place it stands at.
  const bool teams_matter = context.scene == Scene::kEmergency;
  for (const TeamMark& team : things.teams) {
    if (team.selected || (teams_matter && !team.outside)) add(team.at, team.selected, SelectTeam{team.team});
  }
  for (const IncidentMark& incident : things.incidents) {
    if (incident.outside) continue;
    const std::string id(context.state.incident_ids.text(IncidentIndex(incident.incident)));
    add(incident.at, id == context.selected_incident, SelectIncident{id});
  }
  // The most urgent stands in front; those it would hide are counted at its side.
  std::vector<std::pair<render::PointPx, AlarmMark>> pins;
  for (const AlarmMark& alarm : things.alarms) {
    const render::PointPx px = view.px_from_world(alarm.at);
    const auto hidden = std::find_if(pins.begin(), pins.end(), [&](const auto& pin) {
      return std::abs(pin.first.x - px.x) < pin_px && std::abs(pin.first.y - px.y) < pin_px;
    });
    if (hidden == pins.end()) {
      pins.emplace_back(px, alarm);
    } else {
      hidden->second.count += alarm.count;
      hidden->second.selected |= alarm.selected;
    }
  }
  for (auto pin = pins.rbegin(); pin != pins.rend(); ++pin) {
    const AlarmMark& alarm = pin->second;
    panel::MapMark& mark = add(alarm.at, alarm.selected, ShowAlarm{alarm.alarm});
    mark.badge = {alarm.loud ? block::Shape::kSquare : block::Shape::kFrame, block::tone_of_level(alarm.level),
                  context.texts.at(Text::kLevelMark1, alarm.level - 1U)};
    if (alarm.count > 1) mark.count = "×" + format_count(alarm.count);
  }
  return marks;
}

std::vector<panel::MapLine> map_lines(const MapMarkers& things, const render::MapView& view) {
  std::vector<panel::MapLine> lines;
  for (const HelpLine& help : things.help) {
    const render::PointPx from = view.px_from_world(help.from), to = view.px_from_world(help.to);
    lines.push_back({from.x, from.y, to.x, to.y, help.way, help.proposed});
  }
  return lines;
}

}  // namespace gridwall::scene
