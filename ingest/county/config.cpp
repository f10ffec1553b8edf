#include "ingest/county/config.h"

#include <algorithm>

#include "ingest/config/toml_section.h"
#include "ingest/county/config_values.h"
#include "ingest/county/config_working.h"
#include "ingest/county/zone.h"

namespace gridwall::inline county {
namespace {

using config::Section;
using config::TomlFile;
using config::UniqueCodes;

constexpr std::array<std::string_view, 3> kLevels = {"street", "community", "block"};

void read_identity(Section& root, County& county) {
  county.key = root.text("key");
  const auto is_plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
  if (!std::all_of(county.key.begin(), county.key.end(), is_plain)) {
    root.fail("key", "it may hold small letters, digits, '-' and '_' only");
  }
  county.code = root.text("code");
  county.name = read_label(root, "name");
  county.center_name = read_label(root, "center_name");
  county.time_zone = root.text("time_zone");
  const auto zone = load_zone_table(county.time_zone);
  if (zone) {
    county.zone = *zone;
  } else if (!county.time_zone.empty()) {
    root.fail("time_zone", zone.error().message);
  }
  county.hierarchy = read_labels(root, "hierarchy");
  if (county.hierarchy.size() > 8) root.fail("hierarchy", "it may hold 8 depths at most");
}

void read_times(Section& root, County& county) {
  county.response_promise_s = root.duration_s_or("response_promise", 0);
  county.team_stale_after_s = root.duration_s_or("team_stale_after", county.team_stale_after_s);
  if (auto late = root.section("feed_late_after")) {
    for (size_t feed = 0; feed < kFeedCount; ++feed) {
      county.feed_late_after_s[feed] =
          late->duration_s_or(feed_name(static_cast<Feed>(feed)), county.feed_late_after_s[feed]);
    }
    late->finish();
  }
}

void read_tiers(Section& root, County& county) {
  county.tiers = {Label{"网格", "Grid"}, Label{"社区", "Community"}, Label{"街道", "Street"}, Label{"县级", "County"}};
  if (auto tiers = root.section("tiers")) {
    for (size_t i = 0; i < kTierCount; ++i)
      county.tiers[i] = read_label_or(*tiers, tier_name(static_cast<Tier>(i)), county.tiers[i]);
    tiers->finish();
  }
  if (auto due = root.section("due")) {
    for (size_t i = 0; i < kTierCount; ++i)
      county.due_s[i] = due->duration_s_or(tier_name(static_cast<Tier>(i)), county.due_s[i]);
    due->finish();
  }
}

void read_channels_and_categories(Section& root, County& county) {
  UniqueCodes channels;
  for (Section& section : root.sections("channel")) {
    county.channels.emplace_back(section.text("value"), read_label(section, "label"));
    channels.add(section, "value", county.channels.back().first);
    section.finish();
  }
  UniqueCodes categories;
  for (Section& section : root.sections("category")) {
    const auto& category = county.categories.emplace_back(section.text("value"), read_label(section, "label"));
    categories.add(section, "value", category.first);
    if (const int64_t due_s = section.duration_s_or("due", 0)) county.due_s_of_category[category.first] = due_s;
    section.finish();
  }
}

void read_heat(Section& root, HeatWeights& heat) {
  auto section = root.section("heat");
  if (!section) return;
  heat.request = section->number_or("request", heat.request, 0, 1e6);
  heat.overdue = section->number_or("overdue", heat.overdue, 0, 1e6);
  heat.hazard = section->number_or("hazard", heat.hazard, 0, 1e6);
  const auto incident = section->numbers_or("incident", {heat.incident.begin(), heat.incident.end()});
  for (size_t i = 0; i < heat.incident.size(); ++i) {
    if (!(incident[i] >= 0 && incident[i] <= 1e6))
      section->fail("incident", "each of the four must be from 0 to 1000000");
    heat.incident[i] = incident[i];
  }
  heat.half_life_s = static_cast<double>(section->duration_s_or("half_life", static_cast<int64_t>(heat.half_life_s)));
  section->finish();
}

void read_travel(Section& root, County& county) {
  auto travel = root.section("travel");
  if (!travel) return;
  county.travel_speed_kmh = travel->number("speed_kmh", 1, 300);
  county.travel_detour = travel->number_or("detour", county.travel_detour, 1, 10);
  travel->finish();
}

void read_patrol(Section& root, CountyConfig& config) {
  auto patrol = root.section("patrol");
  if (!patrol) return;
  if (auto interval = patrol->section("visit_interval")) {
    for (size_t i = 0; i < kLevels.size(); ++i) {
      config.visit_interval_s[i] = interval->duration_s_or(kLevels[i], config.visit_interval_s[i]);
    }
    interval->finish();
  }
  patrol->finish();
}

Box read_box(Section& section, std::string_view key) {
  const auto sides = section.numbers(key, 4);
  const Box box{sides[0], sides[1], sides[2], sides[3]};
  if (box.west_deg < -180 || box.east_deg > 180 || box.south_deg < -90 || box.north_deg > 90 ||
      box.west_deg >= box.east_deg || box.south_deg >= box.north_deg) {
    section.fail(key, "it must be [west, south, east, north] in degrees");
  }
  return box;
}

void read_map_properties(Section& map, CountyConfig& config) {
  auto section = map.section("properties");
  if (!section) return;
  MapProperties& properties = config.properties;
  properties.code = section->text("code");
  properties.name_zh = section->text_or("name_zh", "");
  properties.name_en = section->text_or("name_en", "");
  properties.level = section->text_or("level", "");
  properties.households = section->text_or("households", "");
  properties.people = section->text_or("people", "");
  properties.responsible = section->text_or("responsible", "");
  properties.outline = section->text_or("outline", "");
  for (Section& area : section->sections("areas")) {
    properties.areas.push_back({area.text("code"), area.text_or("name_zh", ""), area.text_or("name_en", "")});
    area.finish();
  }
  if (properties.areas.size() > config.county.hierarchy.size()) {
    section->fail("areas", "it has more depths than 'hierarchy' names");
  }
  section->finish();
}

void read_map_section(Section& root, CountyConfig& config) {
  auto map = root.section("map");
  if (!map) return;
  config.map_file = map->text_or("file", "");
  config.map_line = map->line_of("file");
  if (const std::string generated = map->text_or("generated", ""); !generated.empty()) {
    if (map->has("file")) map->fail("generated", "a map has either a file or a generated one, not both");
    if (generated.find('/') != std::string::npos || generated.front() == '.')
      map->fail("generated", "it must be the bare name of a file, without folders");
    config.map_file = generated;
    config.map_is_generated = true;
    config.map_line = map->line_of("generated");
  }
  const std::string crs = map->text_or("crs", "wgs84");
  if (const auto known = crs_from_name(crs)) {
    config.crs = *known;
  } else {
    map->fail("crs", "'" + crs + "' is not known; allowed are wgs84, cgcs2000, gcj02, bd09");
  }
  read_map_properties(*map, config);
  if (auto fishnet = map->section("fishnet")) {
    config.fishnet = Fishnet{read_box(*fishnet, "box"), fishnet->number("cell_m", 10, 1e6)};
    fishnet->finish();
    if (!config.map_file.empty()) map->fail("fishnet", "a map has either a file or a fishnet, not both");
  } else if (config.map_file.empty()) {
    map->fail("file", "it is missing; a [map] needs a file, a generated one or a [map.fishnet]");
  }
  map->finish();
}

void read_areas_and_grids(Section& root, CountyConfig& config) {
  UniqueCodes area_codes;
  for (Section& section : root.sections("area")) {
    ListedArea area{section.text("code"), read_label(section, "name"), section.text_or("parent", ""), section.line()};
    area_codes.add(section, "code", area.code);
    section.finish();
    config.areas.push_back(std::move(area));
  }
  UniqueCodes grid_codes;
  for (Section& section : root.sections("grid")) {
    GridRecord grid;
    grid.where = "line " + std::to_string(section.line());
    grid.code = section.text("code");
    grid_codes.add(section, "code", grid.code);
    grid.name = read_label_or(section, "name", {grid.code, ""});
    if (const std::string area = section.text_or("area", ""); !area.empty()) grid.areas.push_back({area, {}});
    grid.level = static_cast<int>(section.integer_or("level", 3, 1, 3));
    grid.households = static_cast<uint32_t>(section.integer_or("households", 0, 0, 10'000'000));
    grid.people = static_cast<uint32_t>(section.integer_or("people", 0, 0, 100'000'000));
    section.finish();
    config.grids.push_back(std::move(grid));
  }
  if (root.has("grid") && root.has("map")) root.fail("grid", "grids come from [map] or from [[grid]], not from both");
  if (!root.has("grid") && !root.has("map"))
    root.fail("map", "it is missing; a county needs a [map] or a list of [[grid]]");
  if (config.grids.size() > kMaxGrids) root.fail("grid", "more than 200,000 grids");
  if (root.has("box")) config.box = read_box(root, "box");
  if (root.has("box") && root.has("map")) root.fail("box", "the box comes from the map; leave it out");
}

void read_teams(Section& root, CountyConfig& config) {
  UniqueCodes codes;
  for (Section& section : root.sections("team")) {
    ListedTeam listed_team;
    listed_team.line = section.line();
    listed_team.team.code = section.text("code");
    codes.add(section, "code", listed_team.team.code);
    listed_team.team.name = read_label(section, "name");
    listed_team.team.headcount = static_cast<uint32_t>(section.integer_or("headcount", 0, 0, 100'000));
    listed_team.area = section.text_or("area", "");
    if (section.has("skills")) listed_team.team.skills = section.texts("skills");
    listed_team.home = read_position(section, "home");
    section.finish();
    config.teams.push_back(std::move(listed_team));
  }
}

void read_teams_per_area(Section& root, CountyConfig& config) {
  auto section = root.section("teams_per_area");
  if (!section) return;
  const auto deepest = static_cast<int64_t>(config.county.hierarchy.size()) - 1;
  TeamsPerArea rule;
  if (deepest < 0) section->fail("depth", "there are no areas: 'hierarchy' is empty");
  rule.depth = static_cast<uint8_t>(section->integer_or("depth", 0, 0, std::max<int64_t>(deepest, 0)));
  rule.code = section->text("code");
  if (rule.code.find("{code}") == std::string::npos) section->fail("code", "it must contain {code}, the area's code");
  rule.name = read_label(*section, "name");
  if (rule.name.zh.find("{area}") == std::string::npos)
    section->fail("name", "it must contain {area}, the area's name");
  rule.headcount = static_cast<uint32_t>(section->integer_or("headcount", 0, 0, 100'000));
  if (section->has("skills")) rule.skills = section->texts("skills");
  rule.line = section->line();
  section->finish();
  config.teams_per_area = std::move(rule);
}

}  // namespace

Result<CountyConfig> read_config(std::string_view text, std::string_view name, bool stored) {
  TomlFile file(name, {.lenient = stored});
  if (!file.parse(text)) return file.error();
  CountyConfig config;
  config.name = name;
  Section root = file.root();
  read_identity(root, config.county);
  read_times(root, config.county);
  read_tiers(root, config.county);
  read_channels_and_categories(root, config.county);
  read_working(root, config);
  read_heat(root, config.county.heat);
  read_patrol(root, config);
  read_travel(root, config.county);
  read_map_section(root, config);
  read_areas_and_grids(root, config);
  read_teams(root, config);
  read_teams_per_area(root, config);
  root.finish();
  if (file.failed()) return file.error();
  return config;
}

}  // namespace gridwall::county
