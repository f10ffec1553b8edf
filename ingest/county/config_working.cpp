#include "ingest/county/config_working.h"

#include <cmath>

#include <algorithm>
#include <set>

#include "ingest/county/config_values.h"

namespace gridwall::inline county {
namespace {

using config::Section;
using config::UniqueCodes;

constexpr std::array<std::string_view, 7> kStageKeys = {"placed",   "dispatched", "accepted", "supervised",
                                                        "resolved", "published",  "rated"};

std::string listed(const auto& words) {
  std::string text;
  for (const std::string_view word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

bool has_value(const std::vector<std::pair<std::string, Label>>& list, const std::string& value) {
  return std::any_of(list.begin(), list.end(), [&](const auto& entry) { return entry.first == value; });
}

std::vector<Stage> read_stages(Section& owner) {
  std::vector<Stage> stages;
  std::set<std::string> used;
  for (Section& section : owner.sections("stage")) {
    Stage stage{section.texts("keys"), read_label(section, "label")};
    for (const std::string& key : stage.keys) {
      if (std::find(kStageKeys.begin(), kStageKeys.end(), key) == kStageKeys.end()) {
        section.fail("keys", "'" + key + "' is not a stage; allowed are " + listed(kStageKeys));
      } else if (!used.insert(key).second) {
        section.fail("keys", "'" + key + "' already belongs to another stage");
      }
    }
    section.finish();
    stages.push_back(std::move(stage));
  }
  if (stages.empty()) owner.fail("stage", "it is missing; at least one stage with keys and label is needed");
  return stages;
}

void read_loops(Section& root, CountyConfig& config) {
  County& county = config.county;
  county.loops.front().name = read_label_or(root, "loop_name", {});
  county.loops.front().stages = read_stages(root);
  std::set<std::string> taken_channels, taken_areas;
  for (Section& section : root.sections("loop")) {
    Loop loop;
    loop.name = read_label(section, "name");
    loop.channels = section.texts_or("channels", {});
    for (const std::string& channel : loop.channels) {
      if (!has_value(county.channels, channel))
        section.fail("channels", "no [[channel]] has the value '" + channel + "'");
      if (!taken_channels.insert(channel).second) section.fail("channels", "'" + channel + "' belongs to another loop");
    }
    for (const std::string& area : section.texts_or("areas", {})) {
      if (!taken_areas.insert(area).second) section.fail("areas", "'" + area + "' belongs to another loop");
      config.loop_areas.push_back({county.loops.size(), area, section.line_of("areas")});
    }
    if (!section.has("channels") && !section.has("areas"))
      section.fail("channels", "it is missing; a loop is for the channels or for the areas it names");
    loop.stages = read_stages(section);
    section.finish();
    county.loops.push_back(std::move(loop));
  }
}

void read_departments(Section& root, County& county) {
  UniqueCodes codes;
  for (Section& section : root.sections("department")) {
    Department department{section.text("code"), read_label(section, "name")};
    codes.add(section, "code", department.code);
    section.finish();
    county.departments.push_back(std::move(department));
  }
}

void read_plans(Section& root, County& county) {
  UniqueCodes codes;
  for (Section& section : root.sections("plan")) {
    Plan plan{section.text("code"), read_label(section, "name"), section.texts("kinds"), {}};
    codes.add(section, "code", plan.code);
    if (section.has("levels")) {
      for (const double level : section.numbers("levels", 1, 4)) {
        if (level < 1 || level > 4 || level != std::floor(level)) section.fail("levels", "a level is 1, 2, 3 or 4");
        plan.levels.push_back(static_cast<int>(level));
      }
    }
    UniqueCodes keys;
    for (Section& inner : section.sections("step")) {
      PlanStep step{inner.text("key"), read_label(inner, "label")};
      keys.add(inner, "key", step.key);
      inner.finish();
      plan.steps.push_back(std::move(step));
    }
    if (plan.steps.empty()) section.fail("step", "it is missing; a plan needs at least one [[plan.step]]");
    section.finish();
    county.plans.push_back(std::move(plan));
  }
}

void read_category_groups(Section& root, County& county) {
  for (Section& section : root.sections("category_group")) {
    CategoryGroup group{read_label(section, "name"), section.texts("categories")};
    for (const std::string& category : group.categories) {
      if (!has_value(county.categories, category))
        section.fail("categories", "no [[category]] has the value '" + category + "'");
    }
    section.finish();
    county.category_groups.push_back(std::move(group));
  }
}

void read_sizes(Section& root, County& county) {
  for (Section& section : root.sections("size")) {
    Size size{read_label(section, "name"), section.integer("count", 0, 10'000'000'000)};
    section.finish();
    county.sizes.push_back(std::move(size));
  }
}

}  // namespace

void read_working(Section& root, CountyConfig& config) {
  read_loops(root, config);
  read_departments(root, config.county);
  read_plans(root, config.county);
  read_category_groups(root, config.county);
  read_sizes(root, config.county);
}

}  // namespace gridwall::county
