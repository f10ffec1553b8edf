// Incidents being handled: level, what and where, for how long, who is on it, the last word from there. By level, then
// the newest; drills last.
#include <algorithm>

#include "ingest/state/incident.h"
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"
#include "viewer/view_model/incident_focus.h"
#include "viewer/view_model/nearest.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

std::vector<IncidentView> incidents_of(const ViewContext& context) {
  std::vector<IncidentView> views = open_incidents(context.state, context.county);
  // In an emergency those elsewhere stay in sight, whatever place somebody looks at.
  if (context.scope.whole_county() || context.scene == Scene::kEmergency) return views;
  std::erase_if(views, [&](const IncidentView& view) {
    const GridIndex grid = context.state.incidents[view.incident].grid;
    return grid == kNone || !lies_in(context.county, grid, context.scope);
  });
  return views;
}

std::string title_of(const ViewContext& context, const IncidentView& view) {
  const Incident& incident = context.state.incidents[view.incident];
  const Texts& texts = context.texts;
  std::string title = incident.kind == kNone ? texts[Text::kMapIncident]
                                             : std::string(texts.word(context.state.words.text(incident.kind)));
  if (incident.grade != kNone) title += " · " + std::string(texts.word(context.state.words.text(incident.grade)));
  return view.drill ? texts[Text::kDrillMark] + " " + title : title;
}

std::string teams_of(const ViewContext& context, const IncidentView& view) {
  const Texts& texts = context.texts;
  const int64_t proposals = proposals_for(context, view.incident);
  const std::string proposed = proposals > 0 ? " · " + counted(context, Text::kIncidentsProposed, proposals) : "";
  if (view.teams.empty()) return texts[Text::kIncidentsNoTeams] + proposed;
  return fill(texts[Text::kIncidentsTeams], {{"n", format_count(static_cast<int64_t>(view.teams.size()))},
                                             {"scene", format_count(view.teams_on_scene)},
                                             {"people", format_count(view.headcount)}}) +
         proposed;
}

// The last update, and when it came.
std::string news_of(const ViewContext& context, const Incident& incident) {
  if (incident.text.empty()) return {};
  return format_clock(std::max(incident.updated_ns, incident.opened_ns), context.county.zone) + " " + incident.text;
}

Item item_of(const ViewContext& context, const IncidentView& view, bool selected) {
  const unsigned level = std::clamp<unsigned>(view.level, 1, 4);
  const std::string news = news_of(context, context.state.incidents[view.incident]);
  const std::string teams = teams_of(context, view);
  return {.badge = {Shape::kDiamond, tone_of_level(level), context.texts.at(Text::kLevelMark1, level - 1)},
          .title = title_of(context, view),
          .loud = true,
          .aside = place_of_incident(context, view.incident),
          .end = format_coarse_duration(seconds_between(view.opened_ns, context.now_ns), context.texts),
          .note = news.empty() ? teams : teams + " · " + news,
          .press = SelectIncident{std::string(context.state.incident_ids.text(view.incident))},
          .selected = selected};
}

}  // namespace

block::Tile incidents(const ViewContext& context) {
  const std::vector<IncidentView> incidents = incidents_of(context);
  const auto count = static_cast<int64_t>(incidents.size());
  // A quiet feed alone does not make an incident doubtful.
  Tile tile = standing_tile(context, Text::kIncidentsTitle);
  tile.age = build_data_age(context, Feed::kEmergency);
  tile.qualifier = counted(context, Text::kIncidentsOpen, count);
  if (const std::optional<ViewContext> then = context.then()) {
    tile.change = change_of_count(count, static_cast<int64_t>(incidents_of(*then).size()));
  }
  List list{.more = context.texts[Text::kIncidentsMore]};
  const IncidentIndex focus = incident_in_focus(context);
  for (const IncidentView& view : incidents) list.items.push_back(item_of(context, view, view.incident == focus));
  if (list.items.empty()) tile.why = context.texts[Text::kIncidentsNone];
  tile.body.push_back({std::move(list)});
  return tile;
}

}  // namespace gridwall::tile
