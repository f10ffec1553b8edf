#include "viewer/tile/team_names.h"

#include <algorithm>
#include <functional>

namespace gridwall::tile {
using namespace view_model;
namespace {

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
bool may_lose(const ViewContext& context, TeamIndex team, std::string_view rest) {
  if (team >= context.county.teams.size() || context.county.teams[team].area == kNone) return true;
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

}  // namespace

std::vector<std::string> short_team_names(const ViewContext& context) {
  std::vector<std::string> names;
  for (TeamIndex i{0}; i < context.state.teams.size(); ++i) names.push_back(name_of(context, i));
  const std::string ending(shared_ending(names));
  if (ending.empty()) return names;
  for (TeamIndex i{0}; i < names.size(); ++i) {
    const std::string_view name = names[i];
    if (name.size() <= ending.size() || !name.ends_with(ending)) continue;
    const std::string_view rest = name.substr(0, name.size() - ending.size());
    if (may_lose(context, i, rest)) names[i].resize(rest.size());
  }
  return names;
}

}  // namespace gridwall::tile
