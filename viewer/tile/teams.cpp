// The board of emergency rescue teams: counts by status, then the teams, those first that matter now.
#include <algorithm>
#include <tuple>

#include "ingest/state/team_board.h"
#include "viewer/tile/team_names.h"
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"
#include "viewer/view_model/nearest.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

int rank_of(TeamDetail detail) {
  switch (detail) {
    case TeamDetail::kOnScene:
      return 0;
    case TeamDetail::kEnRoute:
      return 1;
    case TeamDetail::kDispatched:
      return 2;
    case TeamDetail::kReturning:
      return 3;
    case TeamDetail::kStandby:
      return 4;
    case TeamDetail::kResting:
      return 5;
    case TeamDetail::kMaintenance:
      return 6;
    case TeamDetail::kOffDuty:
      return 7;
  }
  return 8;
}

// Who is out comes first, in the order of an operation and whatever detail it sent; then who is proposed, who could go,
// and who cannot.
int rank_of(const ViewContext& context, TeamIndex index) {
  const TeamState& team = context.state.teams[index];
  if (!team.reported) return 8;
  if (context.state.team_requests.contains(index)) return 3;
  const int rank = rank_of(team.detail);
  return team.status == TeamStatus::kAssigned ? std::min(rank, 3) : rank;
}

std::string note_of(const ViewContext& context, TeamIndex index) {
  const TeamState& team = context.state.teams[index];
  const Texts& texts = context.texts;
  if (team.eta_ns != kNever && team.eta_ns > context.now_ns && team.detail < TeamDetail::kOnScene) {
    const double left_s = seconds_between(context.now_ns, team.eta_ns);
    return fill(texts[Text::kTeamsArrives], {{"time", format_coarse_duration(left_s, texts)}});
  }
  const auto request = context.state.team_requests.find(index);
  const IncidentIndex about = request != context.state.team_requests.end() ? request->second.incident : team.incident;
  if (about != kNone && about < context.state.incidents.size()) {
    const Incident& incident = context.state.incidents[about];
    if (incident.kind != kNone) return std::string(texts.word(context.state.words.text(incident.kind)));
  }
  return {};
}

struct Strength {
  std::vector<TeamIndex> teams;
  TeamBoard board;
  int64_t people = 0;
};

// In an emergency whoever is out is on the board of every place.
Strength strength_of(const ViewContext& context) {
  const std::vector<TeamState>& teams = context.state.teams;
  Strength strength;
  strength.teams = teams_serving(context.state, context.county, ScopePlaces(context.county, context.scope));
  if (context.scene == Scene::kEmergency) {
    for (TeamIndex i{0}; i < teams.size(); ++i) {
      if (!teams[i].reported || teams[i].status != TeamStatus::kAssigned) continue;
      const auto at = std::lower_bound(strength.teams.begin(), strength.teams.end(), i);
      if (at == strength.teams.end() || *at != i) strength.teams.insert(at, i);
    }
  }
  for (const TeamIndex i : strength.teams) strength.people += teams[i].headcount;
  strength.board = context.figures.teams;
  return strength;
}

// Name, what it does and since when (or for how long nobody has heard of it), when it arrives or what it is out for,
// and how many they are.
Row row_of(const ViewContext& context, TeamIndex index, const std::string& name) {
  const TeamState& team = context.state.teams[index];
  const Texts& texts = context.texts;
  const std::string_view code = context.state.team_ids.text(index);
  const bool selected = !code.empty() && code == context.selected_team;
  const Action press = SelectTeam{selected ? std::string() : std::string(code)};
  const std::string headcount = team.headcount > 0 ? format_count(team.headcount) : texts[Text::kNumberNone];
  if (!team.reported) {
    return {{{.text = name, .tone = Tone::kFaint, .mark = {Shape::kRing, Tone::kFaint, {}}},
             {.text = texts[Text::kTeamsUnreported], .tone = Tone::kFaint},
             {},
             {.text = headcount, .tone = Tone::kFaint, .strong = true}},
            press,
            selected};
  }
  const bool lost = team_is_silent(team, context.county, context.now_ns);
  const int64_t from_ns = lost ? team.last_contact_ns : team.since_ns;
  const std::string time = format_coarse_duration(seconds_between(from_ns, context.now_ns), texts);
  const std::string proposal = told_proposal(context, index);
  const Tone tone = lost ? Tone::kFaint : Tone::kText;
  const Mark mark = lost ? Mark{Shape::kRing, Tone::kFaint, {}} : mark_of(team.status);
  return {
      {{.text = name, .tone = tone, .mark = mark},
       {.text = lost                ? fill(texts[Text::kTeamsLost], {{"time", time}})
                : !proposal.empty() ? proposal
                                    : texts.at(Text::kTeamDetailStandby, static_cast<size_t>(team.detail)) + " " + time,
        .tone = lost || !proposal.empty() || team.status == TeamStatus::kAssigned ? Tone::kAttention : Tone::kQuiet},
       {.text = note_of(context, index), .tone = Tone::kQuiet},
       {.text = headcount, .tone = tone, .strong = true}},
      press,
      selected};
}

// By status those in contact; apart from them those that nobody has heard of for too long.
FigureRow counts_of(const ViewContext& context, const TeamBoard& board, const std::optional<Strength>& then) {
  FigureRow figures{.words = FigureRow::Words::kInline};
  for (size_t status = 0; status < board.teams.size(); ++status) {
    const int64_t teams = board.teams[status];
    const Mark mark = mark_of(static_cast<TeamStatus>(status));
    figures.figures.push_back({.label = context.texts.at(Text::kTeamsAvailable, status),
                               .figure = format_count(teams),
                               .mark = mark,
                               .tone = teams == 0 ? Tone::kQuiet : mark.tone,
                               .change = then ? change_of_count(teams, then->board.teams[status]) : Change{}});
  }
  if (board.silent > 0 || (then && then->board.silent > 0)) {
    figures.figures.push_back({.label = context.texts[Text::kTeamsSilent],
                               .figure = format_count(board.silent),
                               .mark = {Shape::kRing, Tone::kFaint, {}},
                               .tone = Tone::kFaint,
                               .change = then ? change_of_count(board.silent, then->board.silent) : Change{}});
  }
  return figures;
}

}  // namespace

// A quiet feed alone does not make a team unknown: grey only while the wall is not live.
block::Tile teams(const ViewContext& context) {
  const std::vector<TeamState>& all = context.state.teams;
  const Strength strength = strength_of(context);
  std::optional<Strength> then;
  if (const std::optional<ViewContext> at_then = context.then()) then = strength_of(*at_then);
  Tile tile = standing_tile(context, Text::kTeamsTitle);
  tile.grows = true;
  tile.age = build_data_age(context, Feed::kEmergency);
  tile.qualifier =
      fill(context.texts[Text::kTeamsSummary], {{"teams", format_count(static_cast<int64_t>(strength.teams.size()))},
                                                {"people", format_count(strength.people)}});
  if (then) tile.change = change_of_count(strength.people, then->people);
  if (strength.teams.empty()) tile.why = context.texts[Text::kTeamsNone];
  tile.body.push_back({counts_of(context, strength.board, then)});

  std::vector<TeamIndex> order = strength.teams;
  const auto key = [&](TeamIndex i) {
    return std::tuple(rank_of(context, i), !team_is_silent(all[i], context.county, context.now_ns), all[i].since_ns, i);
  };
  std::sort(order.begin(), order.end(), [&](TeamIndex a, TeamIndex b) { return key(a) < key(b); });
  Table table{.more = context.texts[Text::kTeamsMore], .ruled = true};
  table.columns = {
      {.fit = Column::Fit::kCut, .grows = true}, {}, {.fit = Column::Fit::kCut, .drop = 1}, {.align = Align::kRight}};
  const std::vector<std::string> names = short_team_names(context);
  Section& section = table.sections.emplace_back();
  for (const TeamIndex i : order) section.rows.push_back(row_of(context, i, names[i]));
  tile.body.push_back({std::move(table)});
  return tile;
}

}  // namespace gridwall::tile
