#include "viewer/view_model/team_board.h"

#include <algorithm>
#include <functional>
#include <tuple>

#include "ingest/event/time.h"
#include "ingest/state/team_board.h"
#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

// Who is out comes first, in the order of an operation; then who could go; then who cannot.
int rank_of(const TeamState& team) {
  if (!team.reported) return 8;
  switch (team.detail) {
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

std::string name_of(const ViewContext& context, TeamIndex team) {
  const std::string_view code = context.state.team_ids.text(team);
  if (team >= context.county.teams.size() || context.county.teams[team].code != code) return std::string(code);
  std::string_view name = context.texts.of(context.county.teams[team].name);
  // Whose wall it is, everybody knows.
  const std::string& county = context.texts.of(context.county.name);
  if (!county.empty() && name.size() > county.size() && name.starts_with(county)) name.remove_prefix(county.size());
  return std::string(name.substr(std::min(name.size(), name.find_first_not_of(' '))));
}

constexpr size_t kLeastEndingBytes = 9;

// Without the ending shared by most; only where a team of an area then bears the area's name, or a part of it ("近湖"):
// another name cut there ("综合应急救援大") would be no name.
bool may_lose(const ViewContext& context, uint32_t team, std::string_view rest) {
  if (team >= context.county.teams.size() || context.county.teams[team].area == kNoGrid) return true;
  return context.texts.of(context.county.areas[context.county.teams[team].area].name).starts_with(rest);
}

// What seven in ten names end with ("...街道综合应急救援队"): the board's title says it already.
// In English only whole words are taken off.
std::string_view shared_ending(const std::vector<std::string>& names) {
  if (names.size() < 3) return {};
  std::vector<std::string> backwards(names);
  for (std::string& name : backwards) std::reverse(name.begin(), name.end());
  std::sort(backwards.begin(), backwards.end());
  // Most names' ending is also the ending of the name in the middle.
  const std::string& middle = backwards[backwards.size() / 2];
  std::vector<size_t> shared;
  for (const std::string& name : backwards) {
    shared.push_back(static_cast<size_t>(std::mismatch(middle.begin(), middle.end(), name.begin(), name.end()).first -
                                         middle.begin()));
  }
  std::sort(shared.begin(), shared.end(), std::greater<>());
  const size_t length = shared[shared.size() * 7 / 10];
  const std::string ending(middle.rbegin() + static_cast<std::ptrdiff_t>(middle.size() - length), middle.rend());
  const auto holder =
      std::find_if(names.begin(), names.end(), [&](const std::string& name) { return name.ends_with(ending); });
  std::string_view found = std::string_view(*holder).substr(holder->size() - ending.size());
  const auto in_a_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
  while (!found.empty() && in_a_character(found.front())) found.remove_prefix(1);
  const bool latin = !found.empty() && (static_cast<unsigned char>(found.back()) < 0x80U);
  if (latin) found = found.find(' ') == std::string_view::npos ? std::string_view() : found.substr(found.find(' '));
  // Less than a word is no ending: 队 alone would leave 综合应急救援大.
  return found.size() < kLeastEndingBytes ? std::string_view() : found;
}

std::string note_of(const ViewContext& context, const TeamState& team) {
  const Texts& texts = context.texts;
  if (team.eta_ns != kNever && team.eta_ns > context.now_ns && team.detail < TeamDetail::kOnScene) {
    const double left_s = seconds_between(context.now_ns, team.eta_ns);
    return fill(texts[Text::kTeamsArrives], {{"time", format_coarse_duration(left_s, texts)}});
  }
  if (team.incident != kNoKey && team.incident < context.state.incidents.size()) {
    const Incident& incident = context.state.incidents[team.incident];
    if (incident.kind != kNoKey) return std::string(texts.word(context.state.words.text(incident.kind)));
  }
  return {};
}

TeamRow build_row(const ViewContext& context, uint32_t index) {
  const TeamState& team = context.state.teams[index];
  TeamRow row;
  row.team = index;
  row.reported = team.reported;
  row.status = team.status;
  row.headcount = team.headcount > 0 ? format_count(team.headcount) : context.texts[Text::kNone];
  if (!team.reported) {
    row.detail = context.texts[Text::kTeamsUnreported];
    return row;
  }
  row.lost = team_is_silent(team, context.county, context.now_ns);
  const int64_t from_ns = row.lost ? team.last_contact_ns : team.since_ns;
  const std::string time = format_coarse_duration(seconds_between(from_ns, context.now_ns), context.texts);
  row.detail = row.lost ? fill(context.texts[Text::kTeamsLost], {{"time", time}})
                        : context.texts.at(Text::kDetailStandby, static_cast<size_t>(team.detail)) + " " + time;
  row.note = note_of(context, team);
  return row;
}

struct Strength {
  std::vector<TeamIndex> teams;
  std::array<int64_t, 3> by_status{};
  int64_t people = 0;
};

Strength strength_of(const ViewContext& context) {
  const std::vector<TeamState>& teams = context.state.teams;
  Strength strength;
  strength.teams = teams_serving(context.state, context.county, ScopePlaces(context.county, context.scope));
  for (const uint32_t i : strength.teams) strength.people += teams[i].headcount;
  strength.by_status = context.figures.teams.teams;
  return strength;
}

}  // namespace

TeamBoard build_team_board(const ViewContext& context) {
  const Texts& texts = context.texts;
  const std::vector<TeamState>& teams = context.state.teams;
  TeamBoard board;
  board.title = texts[Text::kTeamsTitle];
  board.age = build_data_age(context, Feed::kEmergency);
  board.greyed = !context.live();
  const Strength strength = strength_of(context);
  std::vector<TeamIndex> order = strength.teams;
  const auto key = [&](TeamIndex i) {
    return std::tuple(rank_of(teams[i]), !team_is_silent(teams[i], context.county, context.now_ns), teams[i].since_ns,
                      i);
  };
  std::sort(order.begin(), order.end(), [&](TeamIndex a, TeamIndex b) { return key(a) < key(b); });
  std::vector<std::string> names;
  for (TeamIndex i{0}; i < teams.size(); ++i) names.push_back(name_of(context, i));
  const std::string ending(shared_ending(names));
  for (const TeamIndex i : order) {
    board.rows.push_back(build_row(context, i));
    std::string& name = board.rows.back().name;
    name = names[i];
    if (!ending.empty() && name.size() > ending.size() && name.ends_with(ending) &&
        may_lose(context, i, std::string_view(name).substr(0, name.size() - ending.size())))
      name.resize(name.size() - ending.size());
  }
  for (size_t status = 0; status < board.counts.size(); ++status) {
    board.counts[status] = {texts.at(Text::kTeamsAvailable, status), format_count(strength.by_status[status]), {}};
  }
  board.summary = fill(texts[Text::kTeamsSummary], {{"teams", format_count(static_cast<int64_t>(order.size()))},
                                                    {"people", format_count(strength.people)}});
  if (const std::optional<ViewContext> at_then = context.then()) {
    const Strength then = strength_of(*at_then);
    for (size_t status = 0; status < board.counts.size(); ++status) {
      board.counts[status].change = change_of_count(strength.by_status[status], then.by_status[status]);
    }
    board.people_change = change_of_count(strength.people, then.people);
  }
  if (order.empty()) board.why = texts[Text::kTeamsNone];
  return board;
}

}  // namespace gridwall::view_model
