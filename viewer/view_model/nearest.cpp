#include "viewer/view_model/nearest.h"

#include <fmt/core.h>

#include <algorithm>

#include "ingest/state/nearest_help.h"
#include "viewer/view_model/format.h"
#include "viewer/view_model/incident_focus.h"

namespace gridwall::view_model {
namespace {

// Never more digits than a straight line made longer can mean.
std::string kilometres(const Texts& texts, double metres) {
  const double km = metres / 1000;
  return fill(texts[Text::kMapWayKm], {{"n", km < 10 ? fmt::format("{:.1f}", km) : fmt::format("{:.0f}", km)}});
}

std::string way_of(const ViewContext& context, const NearTeam& near) {
  if (!near.distance_m) return {};
  std::string way = kilometres(context.texts, *near.distance_m);
  if (!near.travel_s) return way;
  const std::string time = format_coarse_duration(static_cast<double>(*near.travel_s), context.texts);
  return fill(context.texts[Text::kMapWay],
              {{"way", way}, {"time", fill(context.texts[Text::kDeskCandidateTime], {{"time", time}})}});
}

std::string skills_of(const ViewContext& context, TeamIndex team) {
  const Team* listed = listed_team(context.state, context.county, team);
  std::string told;
  if (listed == nullptr) return told;
  const bool chinese = context.texts.language() == Language::kChinese;
  for (const std::string& skill : listed->skills) {
    if (!told.empty()) told += chinese ? "、" : ", ";
    told += context.texts.word(skill);
  }
  return told;
}

}  // namespace

std::vector<NearestTeam> nearest_to_focus(const ViewContext& context, size_t most) {
  const IncidentIndex focus = incident_in_focus(context);
  std::vector<NearestTeam> nearest;
  if (focus == kNone) return nearest;
  const auto& requests = context.state.team_requests;
  std::vector<NearTeam> near = nearest_teams(context.state, context.county, focus, context.now_ns);
  const auto is_proposed = [&](const NearTeam& one) {
    const auto request = requests.find(one.team);
    return request != requests.end() && request->second.incident == focus;
  };
  std::stable_partition(near.begin(), near.end(), [&](const NearTeam& one) { return !is_proposed(one); });
  for (const NearTeam& one : near) {
    if (nearest.size() == most) break;
    NearestTeam& made = nearest.emplace_back();
    made.team = one.team;
    made.name = text::team_name(context.county, context.texts, context.state.team_ids.text(one.team));
    made.way = way_of(context, one);
    made.skills = skills_of(context, one.team);
    made.headcount = one.headcount;
    made.proposed = is_proposed(one);
    made.position = one.position;
    made.has_place = one.distance_m.has_value();
  }
  return nearest;
}

std::string told_proposal(const ViewContext& context, TeamIndex team) {
  const auto request = context.state.team_requests.find(team);
  if (request == context.state.team_requests.end()) return {};
  const double waited_s = seconds_between(request->second.at_ns, context.now_ns);
  return fill(context.texts[Text::kTeamsProposed], {{"time", format_coarse_duration(waited_s, context.texts)}});
}

int64_t proposals_for(const ViewContext& context, IncidentIndex incident) {
  return std::count_if(context.state.team_requests.begin(), context.state.team_requests.end(),
                       [&](const auto& open) { return open.second.incident == incident; });
}

}  // namespace gridwall::view_model
