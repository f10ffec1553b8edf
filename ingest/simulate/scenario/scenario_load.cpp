#include <algorithm>
#include <set>

#include "ingest/config/toml_section.h"
#include "ingest/county/config_values.h"
#include "ingest/event/schema.h"
#include "ingest/simulate/scenario/scenario.h"
#include "ingest/simulate/world.h"

namespace gridwall::simulate::scenario {
namespace {

using config::Section;
using config::TomlFile;

constexpr std::string_view kWordLists[] = {"categories", "channels", "departments", "plans"};

std::string_view source_of(EventType type) {
  switch (type) {
    case EventType::kEmergencyIncidentOpened:
    case EventType::kEmergencyIncidentUpdated:
    case EventType::kEmergencyIncidentClosed:
    case EventType::kEmergencyTeamStatus:
    case EventType::kEmergencyResourceStatus:
      return kRescueSource;
    case EventType::kEmergencyWarningIssued:
    case EventType::kEmergencyWarningLifted:
      return "weather-office";
    case EventType::kEmergencyAlarmRaised:
    case EventType::kEmergencyAlarmCleared:
      return kSensorSource;
    default:
      break;
  }
  switch (feed_of(type)) {
    case Feed::kRequest:
      return kRequestSource;
    case Feed::kPatrol:
      return kPatrolSource;
    default:
      return kDutySource;
  }
}

class ScenarioLoader {
 public:
  explicit ScenarioLoader(std::string_view file) : file_(file), toml_(file) {}

  Result<Scenario> load(std::string_view text) {
    if (!toml_.parse(text)) return toml_.error();
    Section root = toml_.root();
    made_.file = file_;
    made_.name = root.text("name");
    made_.title = read_label(root, "title");
    root.text_or("county", "");  // which the demo takes, and how fast; nothing depends on them here
    root.number_or("speed", 1, 0.01, 10'000);
    made_.lasts_s = root.duration_s_or("lasts", 0);
    if (made_.lasts_s <= 0) root.fail("lasts", "it must say how long all of it takes, such as \"6h\"");
    for (Section& section : root.sections("place")) place(section);
    for (Section& section : root.sections("team")) team(section);
    for (Section& section : root.sections("word")) word(section);
    std::vector<Section> phases = root.sections("phase");
    if (phases.empty()) root.fail("phase", "there must be at least one [[phase]]");
    for (Section& section : phases) begin_phase(section);
    for (size_t i = 0; i < phases.size(); ++i) phase(phases[i], i);
    root.finish();
    if (toml_.failed()) return toml_.error();
    return std::move(made_);
  }

 private:
  void take_name(Section& section, const std::string& name) {
    if (!names_.insert(name).second) section.fail("name", "'" + name + "' stands for something else already");
  }

  void place(Section& section) {
    Scenario::Place made{section.text("name"), section.text_or("area", ""), section.text_or("spot", ""),
                         section.text_or("near", "")};
    take_name(section, made.name);
    if (!made.near.empty() && !is_place(made.near))
      section.fail("near", "no [[place]] before is named '" + made.near + "'");
    section.finish();
    for (const char* part : {".spot", ".community", ".street", ".street_code"}) known_.insert(made.name + part);
    made_.places.push_back(std::move(made));
  }

  void team(Section& section) {
    Scenario::Crew made{section.text("name"), section.text("near"), section.text_or("prefer", "")};
    take_name(section, made.name);
    if (!is_place(made.near)) section.fail("near", "no [[place]] is named '" + made.near + "'");
    section.finish();
    known_.insert(made.name);
    known_.insert(made.name + ".name");
    made_.crews.push_back(std::move(made));
  }

  void word(Section& section) {
    Scenario::Word made{section.text("name"), section.text("of"), section.texts("prefer")};
    take_name(section, made.name);
    if (std::find(std::begin(kWordLists), std::end(kWordLists), made.of) == std::end(kWordLists)) {
      section.fail("of", "it must be categories, channels, departments or plans");
    }
    section.finish();
    known_.insert(made.name);
    made_.words.push_back(std::move(made));
  }

  bool is_place(const std::string& name) const {
    return std::any_of(made_.places.begin(), made_.places.end(),
                       [&](const Scenario::Place& place) { return place.name == name; });
  }

  void begin_phase(Section& section) {
    Scenario::Phase made{section.text("name"), read_label(section, "label"), section.duration_s_or("at", 0)};
    const bool late = made_.phases.empty() ? made.at_s != 0 : made.at_s <= made_.phases.back().at_s;
    if (late)
      section.fail("at", made_.phases.empty() ? "the first phase begins at 0s" : "phases stand in order of time");
    if (made.at_s >= made_.lasts_s) section.fail("at", "it lies behind the end, which 'lasts' names");
    made_.phases.push_back(std::move(made));
  }

  void phase(Section& section, size_t index) {
    for (Section& event : section.sections("event")) {
      Scenario::Step made = step(event, index);
      const std::string name = event.text("type");
      const std::optional<EventType> type = event_type_from_name(name);
      if (!type || *type == EventType::kEmergencyTeamStatus) {
        event.fail("type", type ? "teams go by [[phase.move]]" : "'" + name + "' is not a type of docs/EVENTS.md");
        return;
      }
      made.type = *type;
      made.source = event.text_or("source", std::string(source_of(*type)));
      if (std::optional<Section> fields = event.section("fields")) {
        for (const FieldRule& rule : rules_of(*type)) value(*fields, rule, made);
        fields->finish();
      } else {
        event.fail("fields", "it is missing; it must be the fields of " + name);
      }
      event.finish();
      made_.steps.push_back(std::move(made));
    }
    for (Section& move : section.sections("move")) {
      Scenario::Step made = step(move, index);
      made.type = EventType::kEmergencyTeamStatus;
      made.source = kRescueSource;
      made.crew = move.text("team");
      if (std::none_of(made_.crews.begin(), made_.crews.end(),
                       [&](const Scenario::Crew& crew) { return crew.name == made.crew; })) {
        move.fail("team", "no [[team]] is named '" + made.crew + "'");
      }
      made.incident = move.text_or("incident", "");
      check(move, "incident", made.incident);
      detail(move, made);
      move.finish();
      made_.steps.push_back(std::move(made));
    }
    section.finish();
  }

  Scenario::Step step(Section& section, size_t phase) {
    Scenario::Step made;
    made.line = section.line();
    const int64_t after_s = section.duration_s_or("after", 0);
    made.at_s = made_.phases[phase].at_s + after_s;
    const int64_t end_s = phase + 1 < made_.phases.size() ? made_.phases[phase + 1].at_s : made_.lasts_s;
    if (made.at_s >= end_s) section.fail("after", "it lies behind the end of its phase");
    made.place = section.text_or("place", "");
    if (!made.place.empty() && !is_place(made.place))
      section.fail("place", "no [[place]] is named '" + made.place + "'");
    return made;
  }

  void detail(Section& move, Scenario::Step& made) {
    const std::string word = move.text("detail");
    const std::span<const std::string_view> words = words_of(ValueKind::kTeamDetail);
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) return move.fail("detail", "'" + word + "' is not a team detail of docs/EVENTS.md");
    made.detail = static_cast<TeamDetail>(found - words.begin());
    made.arrives_s = move.duration_s_or("arrives", 0);
    const bool travels = made.detail == TeamDetail::kEnRoute || made.detail == TeamDetail::kReturning;
    if (travels != (made.arrives_s > 0)) move.fail("arrives", "en_route and returning take time, the others take none");
    if (made.detail == TeamDetail::kEnRoute && made.place.empty()) move.fail("place", "en_route to where?");
    if (made.at_s + made.arrives_s >= made_.lasts_s) move.fail("arrives", "it arrives behind the end");
  }

  void value(Section& fields, const FieldRule& rule, Scenario::Step& made) {
    const std::string key(field_name(rule.field));
    if (!fields.has(key) && !rule.required) {
      fields.text_or(key, "");  // so that it counts as known
      return;
    }
    Scenario::Value value{rule.field, {}, {}, {}};
    const std::span<const std::string_view> words = words_of(rule.kind);
    if (rule.kind == ValueKind::kCount || rule.kind == ValueKind::kLevel || rule.kind == ValueKind::kStars ||
        rule.kind == ValueKind::kSeconds) {
      if (!fields.has(key)) fields.fail(key, "it is missing; it must be a number");
      value.integer = fields.integer_or(key, 1, 0, 1'000'000'000);
    } else if (rule.kind == ValueKind::kBool) {
      value.integer = fields.flag_or(key, false) ? 1 : 0;
    } else if (rule.kind == ValueKind::kTime) {
      value.after_s = fields.duration_s_or(key, 0);
      if (!fields.has(key)) fields.fail(key, "it is missing; it must be so long after the event, such as \"2h\"");
    } else if (!words.empty()) {
      const std::string word = fields.text(key);
      const auto found = std::find(words.begin(), words.end(), word);
      if (found == words.end()) fields.fail(key, "'" + word + "' is not among the words of docs/EVENTS.md");
      value.integer = found - words.begin();
    } else {
      value.text = fields.text(key);
      check(fields, key, value.text);
    }
    made.values.push_back(std::move(value));
  }

  void check(Section& section, const std::string& key, const std::string& text) {
    for (size_t from = text.find('{'); from != std::string::npos; from = text.find('{', from + 1)) {
      const size_t to = text.find('}', from);
      const std::string name = to == std::string::npos ? std::string() : text.substr(from + 1, to - from - 1);
      if (!known_.contains(name)) {
        return section.fail(key,
                            "'{" + name +
                                "}' stands for nothing: {run}, {county}, {county.code}, a [[word]], a "
                                "[[team]] (also .name), or a [[place]] with .spot, .community, .street, .street_code");
      }
    }
  }

  const std::string file_;
  TomlFile toml_;
  Scenario made_;
  std::set<std::string> names_;
  std::set<std::string> known_ = {"run", "county", "county.code"};
};

}  // namespace

Result<Scenario> load_scenario(std::string_view text, std::string_view file) {
  return ScenarioLoader(file).load(text);
}

}  // namespace gridwall::simulate::scenario
