#include "ingest/county/assemble.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "ingest/county/dissolve.h"
#include "ingest/county/triangulate.h"
#include "ingest/event/identifier.h"

namespace gridwall::inline county {
namespace {

// Collects areas, parents first, from the `[[area]]` list and from the areas that each grid names.
class AreaTree {
 public:
  AreaTree(const CountyConfig& config, County& county) : config_(config), county_(county) {}

  std::optional<Error> add_listed() {
    for (const ListedArea& area : config_.areas) {
      AreaIndex parent = kNone;
      if (!area.parent.empty()) {
        const auto found = index_of_.find(area.parent);
        if (found == index_of_.end()) {
          return at_line(area.line, "area '" + area.code + "' has the parent '" + area.parent +
                                        "', which does not stand before it");
        }
        parent = found->second;
      }
      const size_t depth = parent == kNone ? 0 : county_.areas[parent].depth + 1U;
      if (depth >= county_.hierarchy.size()) {
        return at_line(area.line, "area '" + area.code + "' lies deeper than 'hierarchy' names");
      }
      append(area.code, area.name, static_cast<uint8_t>(depth), parent);
    }
    return std::nullopt;
  }

  // The index of the deepest area of a grid, adding those that are new.
  std::optional<Error> add_of_grid(const GridRecord& grid, AreaIndex& deepest) {
    deepest = kNone;
    // A single listed code means its whole chain of parents.
    if (!config_.areas.empty() && !grid.areas.empty()) {
      const auto found = index_of_.find(grid.areas.back().code);
      if (found == index_of_.end()) {
        return at_grid(grid, "its area '" + grid.areas.back().code + "' is not among the [[area]] entries");
      }
      deepest = found->second;
      return std::nullopt;
    }
    for (size_t depth = 0; depth < grid.areas.size(); ++depth) {
      const AreaName& area = grid.areas[depth];
      const auto found = index_of_.find(area.code);
      if (found == index_of_.end()) {
        if (depth >= county_.hierarchy.size()) return at_grid(grid, "it lies deeper than 'hierarchy' names");
        Label name = area.name;
        if (name.zh.empty()) name.zh = name.en.empty() ? area.code : name.en;
        deepest = append(area.code, std::move(name), static_cast<uint8_t>(depth), deepest);
        continue;
      }
      const Area& known = county_.areas[found->second];
      if (known.parent != deepest || known.depth != depth) {
        return at_grid(grid, "it puts area '" + area.code + "' somewhere else than the grids before it");
      }
      deepest = found->second;
    }
    return std::nullopt;
  }

 private:
  AreaIndex append(const std::string& code, Label name, uint8_t depth, AreaIndex parent) {
    const AreaIndex index(county_.areas.size());
    county_.areas.push_back({code, std::move(name), depth, parent, {}});
    index_of_.emplace(code, index);
    return index;
  }
  Error at_line(size_t line, const std::string& what) const {
    return {ErrorCode::kInvalidConfig, config_.name + ":" + std::to_string(line) + ": " + what};
  }
  Error at_grid(const GridRecord& grid, const std::string& what) const {
    const std::string& file = config_.map_file.empty() ? config_.name : config_.map_file;
    return {ErrorCode::kInvalidConfig, file + ": " + grid.where + " (" + grid.code + "): " + what};
  }

  const CountyConfig& config_;
  County& county_;
  StringMap<AreaIndex> index_of_;
};

std::optional<Error> add_areas_and_grids(const CountyConfig& config, std::vector<GridRecord>& records, County& county) {
  AreaTree tree(config, county);
  if (auto error = tree.add_listed()) return error;
  county.grids.reserve(records.size());
  for (GridRecord& record : records) {
    Grid grid;
    if (auto error = tree.add_of_grid(record, grid.area)) return error;
    grid.code = std::move(record.code);
    grid.name = std::move(record.name);
    grid.level = static_cast<uint8_t>(record.level);
    grid.households = record.households;
    grid.people = record.people;
    grid.responsible.zh = std::move(record.responsible);
    grid.visit_interval_s = config.visit_interval_s[static_cast<size_t>(record.level - 1)];
    county.grids.push_back(std::move(grid));
  }
  return std::nullopt;
}

// Borders of areas and county, deepest first, so that each area is made of the few below it.
void build_borders(const Geos& geos, County& county, Polygons outline) {
  CountyMap& map = county.map;
  std::vector<std::vector<const Polygons*>> members(county.areas.size() + 1);
  const auto parent_slot = [&](AreaIndex parent) { return parent == kNone ? county.areas.size() : parent; };
  for (size_t i = 0; i < county.grids.size(); ++i) members[parent_slot(county.grids[i].area)].push_back(&map.grids[i]);
  map.areas.resize(county.areas.size());
  for (size_t i = county.areas.size(); i-- > 0;) {
    if (members[i].empty()) {
      county.warnings.push_back("area '" + county.areas[i].code + "' has no grid on the map");
      continue;
    }
    map.areas[i] = dissolve(geos, members[i]);
    if (map.areas[i].empty()) continue;
    county.areas[i].label_at = interior_point(map.areas[i]);
    members[parent_slot(county.areas[i].parent)].push_back(&map.areas[i]);
  }
  map.outline = outline.empty() ? dissolve(geos, members.back()) : std::move(outline);
}

void build_map(County& county, std::vector<GridRecord>& records, Polygons outline) {
  const Geos geos;
  CountyMap& map = county.map;
  map.has_geometry = true;
  map.grids.reserve(records.size());
  county.box = empty_box();
  for (size_t i = 0; i < records.size(); ++i) {
    map.grids.push_back(std::move(records[i].polygons));
    county.grids[i].center = interior_point(map.grids.back());
    const Box box = box_of(map.grids.back());
    extend(county.box, {box.west_deg, box.south_deg});
    extend(county.box, {box.east_deg, box.north_deg});
  }
  build_borders(geos, county, std::move(outline));
  map.triangles = triangulate(map.grids);
}

std::optional<Error> add_teams(const CountyConfig& config, County& county) {
  const Position middle = county.map.outline.empty() ? Position{} : interior_point(county.map.outline);
  for (const ListedTeam& listed : config.teams) {
    Team team = listed.team;
    team.home = middle;
    if (!listed.area.empty()) {
      team.area = county.area_index(listed.area);
      if (team.area == kNone) {
        return Error{ErrorCode::kInvalidConfig, config.name + ":" + std::to_string(listed.line) +
                                                    ": key 'team.area': no area has the code '" + listed.area + "'"};
      }
      team.home = county.areas[team.area].label_at;
    }
    if (listed.home) team.home = *listed.home;
    if (county.map.has_geometry && !county.box.widened().contains(team.home)) {
      return Error{ErrorCode::kInvalidConfig, config.name + ":" + std::to_string(listed.line) +
                                                  ": key 'team.home': it lies outside of the county's map"};
    }
    county.teams.push_back(std::move(team));
  }
  return std::nullopt;
}

std::string filled_in(std::string text, std::string_view place, const std::string& value) {
  for (size_t at = text.find(place); at != std::string::npos; at = text.find(place, at + value.size()))
    text.replace(at, place.size(), value);
  return text;
}

std::optional<Error> add_teams_per_area(const CountyConfig& config, County& county) {
  if (!config.teams_per_area) return std::nullopt;
  const TeamsPerArea& rule = *config.teams_per_area;
  for (AreaIndex index{0}; index < county.areas.size(); ++index) {
    const Area& area = county.areas[index];
    if (area.depth != rule.depth) continue;
    Team team{filled_in(rule.code, "{code}", area.code),
              {filled_in(rule.name.zh, "{area}", area.name.zh),
               area.name.en.empty() ? "" : filled_in(rule.name.en, "{area}", area.name.en)},
              index,
              rule.headcount,
              area.label_at,
              rule.skills};
    const auto has_its_code = [&](const Team& other) { return other.code == team.code; };
    if (std::any_of(county.teams.begin(), county.teams.end(), has_its_code)) {
      return Error{ErrorCode::kInvalidConfig, config.name + ":" + std::to_string(rule.line) +
                                                  ": key 'teams_per_area.code': a [[team]] has the code '" + team.code +
                                                  "' already"};
    }
    county.teams.push_back(std::move(team));
  }
  return std::nullopt;
}

std::optional<Error> add_loop_areas(const CountyConfig& config, County& county) {
  for (const LoopArea& listed : config.loop_areas) {
    const AreaIndex area = county.area_index(listed.code);
    if (area == kNone) {
      return Error{ErrorCode::kInvalidConfig, config.name + ":" + std::to_string(listed.line) +
                                                  ": key 'loop.areas': no area has the code '" + listed.code + "'"};
    }
    county.loops[listed.loop].areas.push_back(area);
  }
  return std::nullopt;
}

// Two codes that a person would take for one are most likely meant to be one.
void tell_alike(const char* what, const std::vector<std::string_view>& codes, County& county) {
  std::unordered_map<std::string, std::string_view> seen;
  for (const std::string_view code : codes) {
    const auto [first, is_new] = seen.emplace(alike_key(code), code);
    if (is_new || first->second == code) continue;
    std::string text(what);
    text.append(" '").append(first->second).append("' and '").append(code);
    county.warnings.push_back(text + "' differ in white space, case or width only: are they one?");
  }
}

void tell_alike(County& county) {
  std::vector<std::string_view> codes;
  for (const Grid& grid : county.grids) codes.push_back(grid.code);
  tell_alike("the grids", codes, county);
  codes.clear();
  for (const Area& area : county.areas) codes.push_back(area.code);
  tell_alike("the areas", codes, county);
}

}  // namespace

Result<County> assemble(CountyConfig config, MapContent content) {
  County county = std::move(config.county);
  county.warnings = std::move(content.warnings);
  if (auto error = add_areas_and_grids(config, content.grids, county)) return *error;
  tell_alike(county);
  if (config.grids.empty()) {
    build_map(county, content.grids, std::move(content.outline));
  } else if (config.box) {
    county.box = *config.box;
  }
  county.build_index();
  if (auto error = add_teams(config, county)) return *error;
  if (auto error = add_teams_per_area(config, county)) return *error;
  if (auto error = add_loop_areas(config, county)) return *error;
  return county;
}

}  // namespace gridwall::county
