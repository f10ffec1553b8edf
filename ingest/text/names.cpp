#include "ingest/text/names.h"

#include <algorithm>

#include "ingest/state/mode.h"

namespace gridwall::text {

std::string area_name(const County& county, const Texts& texts, std::string_view code_or_name) {
  if (names_whole_county(county, code_or_name)) return texts.of(county.name);
  if (const AreaIndex area = county.area_index(code_or_name); area != kNone) return texts.of(county.areas[area].name);
  if (const GridIndex grid = county.grid_index(code_or_name); grid != kNone) return grid_name(county, texts, grid);
  const auto named = std::find_if(county.areas.begin(), county.areas.end(),
                                  [&](const Area& area) { return area.name.zh == code_or_name; });
  return named == county.areas.end() ? std::string(code_or_name) : texts.of(named->name);
}

std::string grid_name(const County& county, const Texts& texts, GridIndex grid) {
  if (grid >= county.grids.size()) return {};
  const Grid& at = county.grids[grid];
  const std::string& own = texts.of(at.name);
  if (at.area == kNone) return own;
  const std::string& area = texts.of(county.areas[at.area].name);
  // "Qiaodong 1" needs no "Qiaodong Community" in front of it.
  if (own.starts_with(area) || own.starts_with(area.substr(0, area.find(' ')))) return own;
  return area + " " + own;
}

std::string team_name(const County& county, const Texts& texts, std::string_view code) {
  const auto named =
      std::find_if(county.teams.begin(), county.teams.end(), [&](const Team& team) { return team.code == code; });
  return named == county.teams.end() ? std::string(code) : texts.of(named->name);
}

std::string_view category_name(const County& county, const Texts& texts, std::string_view on_the_wire) {
  for (const auto& [word, label] : county.categories) {
    if (word == on_the_wire) return texts.of(label);
  }
  return texts.word(on_the_wire);
}

std::string tier_label(const County& county, const Texts& texts, size_t tier) {
  const Label& label = county.tiers[tier];
  return label.zh.empty() ? texts.at(Text::kTierGrid, tier) : texts.of(label);
}

std::string alarm_kind_label(const County& county, const Texts& texts, AlarmKind kind) {
  const std::string highest = tier_label(county, texts, static_cast<size_t>(Tier::kCounty));
  return fill(std::string(texts.word(alarm_kind_name(kind))), {{"tier", highest}});
}

std::string step_name(const County& county, const Texts& texts, std::string_view plan, std::string_view step) {
  const PlanStep* found = nullptr;
  for (const Plan& listed : county.plans) {
    for (const PlanStep& known : listed.steps) {
      if (known.key == step && (found == nullptr || listed.code == plan)) found = &known;
    }
  }
  return found == nullptr ? std::string(step) : texts.of(found->label);
}

}  // namespace gridwall::text
