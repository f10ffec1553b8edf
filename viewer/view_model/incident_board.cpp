#include "viewer/view_model/incident_board.h"

#include <algorithm>

#include "ingest/state/incident.h"
#include "viewer/view_model/format.h"
#include "viewer/view_model/place_name.h"

namespace gridwall::view_model {
namespace {

std::string teams_of(const ViewContext& context, const IncidentView& view) {
  const Texts& texts = context.texts;
  if (view.teams.empty()) return texts[Text::kIncidentsNoTeams];
  return fill(texts[Text::kIncidentsTeams], {{"n", format_count(static_cast<int64_t>(view.teams.size()))},
                                             {"scene", format_count(view.teams_on_scene)},
                                             {"people", format_count(view.headcount)}});
}

IncidentRow build_row(const ViewContext& context, const IncidentView& view, bool selected) {
  const Incident& incident = context.state.incidents[view.incident];
  const Texts& texts = context.texts;
  IncidentRow row;
  row.incident = context.state.incident_ids.text(view.incident);
  row.level = std::clamp<uint8_t>(view.level, 1, 4);
  row.drill = view.drill;
  row.selected = selected;
  row.mark = texts.at(Text::kLevelMark1, row.level - 1U);
  row.title = incident.kind == kNoKey ? texts[Text::kKeyIncident]
                                      : std::string(texts.word(context.state.words.text(incident.kind)));
  if (incident.grade != kNoKey) row.title += " · " + std::string(texts.word(context.state.words.text(incident.grade)));
  if (row.drill) row.title = texts[Text::kDrill] + " " + row.title;
  row.place = incident.place.empty() ? grid_name(context.county, texts, incident.grid) : incident.place;
  row.age = format_coarse_duration(seconds_between(view.opened_ns, context.now_ns), texts);
  row.teams = teams_of(context, view);
  if (!incident.text.empty()) {
    row.news =
        format_clock(std::max(incident.updated_ns, incident.opened_ns), context.county.zone) + " " + incident.text;
  }
  return row;
}

}  // namespace

IncidentIndex incident_in_focus(const ViewContext& context) {
  const IncidentIndex selected = context.state.incident_ids.find(context.selected_incident);
  if (selected != kNoKey && context.state.incidents[selected].open()) return selected;
  const std::vector<IncidentView> open = open_incidents(context.state, context.county);
  return open.empty() ? kNoKey : open.front().incident;
}

bool any_drill(const ViewContext& context) {
  return std::any_of(context.state.incidents.begin(), context.state.incidents.end(),
                     [](const Incident& incident) { return incident.open() && incident.drill; });
}

namespace {

std::vector<IncidentView> incidents_of(const ViewContext& context) {
  std::vector<IncidentView> views = open_incidents(context.state, context.county);
  if (context.scope.whole_county()) return views;
  std::erase_if(views, [&](const IncidentView& view) {
    const uint32_t grid = context.state.incidents[view.incident].grid;
    return grid == kNoGrid || !lies_in(context.county, grid, context.scope);
  });
  return views;
}

}  // namespace

IncidentBoard build_incident_board(const ViewContext& context) {
  IncidentBoard board;
  board.title = context.texts[Text::kIncidentsTitle];
  board.age = build_data_age(context, Feed::kEmergency);
  board.age.greyed = !context.live();  // a quiet feed alone does not make an incident doubtful
  const IncidentIndex focus = incident_in_focus(context);
  for (const IncidentView& view : incidents_of(context)) {
    board.rows.push_back(build_row(context, view, view.incident == focus));
  }
  const auto count = [](const ViewContext& at) { return static_cast<int64_t>(incidents_of(at).size()); };
  board.summary = fill(context.texts[Text::kIncidentsOpen], {{"n", format_count(count(context))}});
  board.change = change_of(context, count);
  if (board.rows.empty()) board.why = context.texts[Text::kIncidentsNone];
  return board;
}

}  // namespace gridwall::view_model
