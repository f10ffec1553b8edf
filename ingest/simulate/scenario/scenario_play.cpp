#include <algorithm>
#include <cmath>
#include <map>

#include "ingest/event/parse.h"
#include "ingest/event/time.h"
#include "ingest/simulate/places.h"
#include "ingest/simulate/scenario/scenario.h"
#include "ingest/simulate/world.h"

namespace gridwall::simulate::scenario {
namespace {

constexpr uint64_t kStream = 0x7363656E65;         // "scene"
constexpr int64_t kReportEveryNs = 4 * kMinuteNs;  // by the clock on the wall: before a team counts as silent
constexpr int kReportsOnTheWay = 8;
constexpr int kTries = 60;
constexpr std::string_view kDrillMark = "【演练】";

struct Scene {  // a place of the script, found in the county
  GridIndex grid = kNone;
  std::optional<Position> at;
};

class Player {
 public:
  Player(const Scenario& scenario, const County& county, const PlayOptions& options)
      : scenario_(scenario),
        county_(county),
        options_(options),
        places_(county, options.seed),
        random_(seed_of(options.seed, kStream)) {}

  Result<Playing> play() {
    words_["run"] = run();
    words_["county"] = county_.name.zh;
    words_["county.code"] = county_.code;
    for (const Scenario::Word& word : scenario_.words) words_[word.name] = chosen(word);
    for (const Scenario::Place& place : scenario_.places) find(place);
    for (const Scenario::Crew& crew : scenario_.crews) call(crew);

    Playing playing;
    for (const Scenario::Phase& phase : scenario_.phases) {
      playing.phases.push_back({phase.name, phase.label, moment(phase.at_s)});
    }
    playing.end_ns = moment(scenario_.lasts_s);
    for (const Scenario::Step& step : scenario_.steps) {
      if (step.crew.empty()) emit(step);
    }
    for (size_t team = 0; team < county_.teams.size(); ++team) tell_team(team, playing.end_ns);
    std::stable_sort(told_.begin(), told_.end(),
                     [](const Told& a, const Told& b) { return a.draft.at_ns < b.draft.at_ns; });
    Parser parser;
    Event event;
    for (Told& told : told_) {
      if (const std::optional<Rejection> wrong = parser.parse(to_line(told.draft, 0), event)) {
        return Error{ErrorCode::kInvalidConfig, scenario_.file + ":" + std::to_string(told.line) + ": " +
                                                    std::string(event_type_name(told.draft.type)) + ": " +
                                                    wrong->detail};
      }
      playing.events.push_back(std::move(told.draft));
    }
    return playing;
  }

 private:
  // The number of this playing. Of a training it tells how it was played, for its debrief.
  std::string run() const {
    if (!options_.training) {
      return scenario_.name + "-" + std::to_string(options_.start_ns / kSecondNs) + "-" +
             std::to_string(options_.seed) + (options_.drill ? "-drill" : "");
    }
    return scenario_.name + "-" + std::to_string(options_.start_ns / 1'000'000) + "-" + std::to_string(options_.seed) +
           "-training-x" + std::to_string(std::llround(options_.speed * 1000));
  }

  struct Told {
    size_t line;
    Draft draft;
  };
  struct Leg {                       // what a team does from a moment on
    int64_t from_ns = 0, to_ns = 0;  // to_ns: when it arrives; 0: it stays
    TeamDetail detail = TeamDetail::kStandby;
    std::string incident;
    Position from, to;
    size_t line = 1;
  };

  int64_t scaled(int64_t seconds) const {  // whole milliseconds
    return static_cast<int64_t>(std::llround(static_cast<double>(seconds) * 1000 / options_.speed)) * 1'000'000;
  }
  int64_t moment(int64_t at_s) const { return options_.start_ns + scaled(at_s); }

  std::string chosen(const Scenario::Word& word) const {
    std::vector<std::string> known;
    if (word.of == "categories" || word.of == "channels") {
      for (const auto& [value, label] : word.of == "channels" ? county_.channels : county_.categories) {
        known.push_back(value);
      }
    } else if (word.of == "departments") {
      for (const Department& department : county_.departments) known.push_back(department.code);
    } else {
      for (const gridwall::Plan& plan : county_.plans) known.push_back(plan.code);
    }
    for (const std::string& wanted : word.prefer) {
      if (std::find(known.begin(), known.end(), wanted) != known.end()) return wanted;
    }
    for (const std::string& wanted : word.prefer) {  // 交通 is also 交通运输局
      for (const std::string& value : known) {
        if (value.find(wanted) != std::string::npos) return value;
      }
    }
    // A plan or a department that is not there is not replaced by another; a category or channel is.
    const bool any = word.of == "categories" || word.of == "channels";
    return any && !known.empty() ? known.front() : word.prefer.front();
  }

  void find(const Scenario::Place& place) {
    Scene scene{grid_for(place), std::nullopt};
    scene.at = places_.point_in(scene.grid, random_);
    words_[place.name + ".community"] = places_.community_name(scene.grid);
    words_[place.name + ".street"] = places_.street_name(scene.grid);
    words_[place.name + ".street_code"] = places_.street_code(scene.grid);
    words_[place.name + ".spot"] = places_.community_name(scene.grid) + place.spot;
    scenes_[place.name] = scene;
  }

  // The named area when the county has it; beside another place; else a grid in a street that is not taken yet.
  GridIndex grid_for(const Scenario::Place& place) {
    std::vector<GridIndex> inside;
    const auto near = scenes_.find(place.near);
    for (GridIndex grid{0}; grid < county_.grids.size(); ++grid) {
      const bool named = !place.area.empty() &&
                         (places_.community_name(grid) == place.area || places_.street_name(grid) == place.area);
      const bool beside = near != scenes_.end() &&
                          places_.street_code(grid) == places_.street_code(near->second.grid) &&
                          grid != near->second.grid;
      if (named || beside) inside.push_back(grid);
    }
    if (!inside.empty()) return inside[random_.below(inside.size())];
    GridIndex grid = kNone;
    for (int i = 0; i < kTries; ++i) {
      grid = places_.pick_grid(random_);
      const bool taken = std::any_of(scenes_.begin(), scenes_.end(), [&](const auto& scene) {
        return places_.street_code(scene.second.grid) == places_.street_code(grid);
      });
      if (!taken) break;
    }
    return grid;
  }

  void call(const Scenario::Crew& crew) {
    const Position to = scenes_[crew.near].at.value_or(Position{});
    size_t best = county_.teams.size();
    double best_m = 0;
    for (size_t team = 0; team < county_.teams.size(); ++team) {
      if (std::any_of(crews_.begin(), crews_.end(), [&](const auto& taken) { return taken.second == team; })) continue;
      const bool right = !crew.prefer.empty() && county_.teams[team].name.zh.find(crew.prefer) != std::string::npos;
      const double way_m = distance_m(county_.teams[team].home, to) + (right ? 0 : 1e7);
      if (best == county_.teams.size() || way_m < best_m) {
        best = team;
        best_m = way_m;
      }
    }
    const bool found = best < county_.teams.size();  // a county with few teams sends fewer
    if (found) crews_[crew.name] = best;
    words_[crew.name] = found ? county_.teams[best].code : std::string("综合应急救援队");
    words_[crew.name + ".name"] = found ? county_.teams[best].name.zh : std::string("综合应急救援队");
  }

  std::string filled(const std::string& text) const {
    std::string made;
    for (size_t i = 0; i < text.size(); ++i) {
      const size_t end = text[i] == '{' ? text.find('}', i) : std::string::npos;
      if (end == std::string::npos) {
        made += text[i];
        continue;
      }
      made += words_.at(text.substr(i + 1, end - i - 1));
      i = end;
    }
    return made;
  }

  bool left_out(EventType type) const {
    if (!options_.drill) return false;
    return feed_of(type) != Feed::kEmergency || type == EventType::kEmergencyResourceStatus ||
           (type >= EventType::kEmergencyAlarmRaised && type <= EventType::kEmergencyAlarmCleared);
  }

  // A proposal of a team that a county with few teams does not have.
  bool names_no_team(const Scenario::Step& step) const {
    if (step.type != EventType::kEmergencyTeamRequested) return false;
    return std::any_of(step.values.begin(), step.values.end(), [&](const Scenario::Value& value) {
      const std::string& text = value.text;
      return value.field == Field::kTeam && text.starts_with('{') && !crews_.contains(text.substr(1, text.size() - 2));
    });
  }

  void emit(const Scenario::Step& step) {
    if (left_out(step.type) || names_no_team(step)) return;
    if (options_.injects_only && step.source == kDutySource) return;
    Draft draft = begun(step.type, moment(step.at_s), step.source);
    for (const Scenario::Value& value : step.values) {
      if (value.after_s) {
        draft.with(value.field, draft.at_ns + scaled(*value.after_s));
      } else if (value.integer) {
        if (options_.drill && (value.field == Field::kDrill || value.field == Field::kStatus)) continue;  // said below
        draft.with(value.field, *value.integer);
      } else {
        const bool prose = value.field == Field::kText || value.field == Field::kReason || value.field == Field::kNote;
        draft.with(value.field, (options_.drill && prose ? std::string(kDrillMark) : "") + filled(value.text));
      }
    }
    if (options_.drill && step.type == EventType::kEmergencyIncidentOpened) draft.with(Field::kDrill, int64_t{1});
    if (options_.drill && step.type == EventType::kEmergencyModeChanged) draft.with(Field::kDrill, int64_t{1});
    if (options_.drill && step.type == EventType::kEmergencyWarningIssued) {
      draft.with(Field::kStatus, static_cast<int64_t>(WarningStatus::kExercise));
    }
    if (!step.place.empty()) {
      const Scene& scene = scenes_.at(step.place);
      if (scene.grid != kNone) draft.grid = county_.grids[scene.grid].code;
      draft.position = scene.at;
    }
    told_.push_back({step.line, std::move(draft)});
  }

  Draft begun(EventType type, int64_t at_ns, std::string_view source) {
    const std::string_view name = event_type_name(type);
    Draft draft;
    draft.type = type;
    draft.at_ns = at_ns;
    draft.source = source;
    draft.training = options_.training;
    draft.id =
        words_.at("run") + "/" + std::to_string(told_.size()) + "-" + std::string(name.substr(name.find('.') + 1));
    return draft;
  }

  // The whole course of a team: standing by, then the moves of the script, each until the next.
  std::vector<Leg> legs_of(size_t team) const {
    const Position home = county_.teams[team].home;
    std::vector<Leg> legs = {{options_.start_ns, 0, TeamDetail::kStandby, {}, home, home, 1}};
    for (const Scenario::Step& step : scenario_.steps) {
      const auto crew = step.crew.empty() ? crews_.end() : crews_.find(step.crew);
      if (crew == crews_.end() || crew->second != team) continue;
      const Leg& last = legs.back();
      Leg leg{moment(step.at_s), 0, step.detail, filled(step.incident), last.to, last.to, step.line};
      const Position place = step.place.empty() ? last.to : scenes_.at(step.place).at.value_or(home);
      const bool travels = step.arrives_s > 0;
      if (travels) leg.to_ns = moment(step.at_s + step.arrives_s);
      if (step.detail == TeamDetail::kEnRoute) leg.to = place;
      if (step.detail == TeamDetail::kOnScene && !step.place.empty()) leg.from = leg.to = place;
      if (step.detail == TeamDetail::kReturning) leg.to = home;
      legs.push_back(leg);
      if (!travels) continue;
      const bool back = step.detail == TeamDetail::kReturning;
      legs.push_back({leg.to_ns, 0, back ? TeamDetail::kStandby : TeamDetail::kOnScene, back ? "" : leg.incident,
                      leg.to, leg.to, step.line});
    }
    std::stable_sort(legs.begin(), legs.end(), [](const Leg& a, const Leg& b) { return a.from_ns < b.from_ns; });
    return legs;
  }

  void tell_team(size_t team, int64_t end_ns) {
    const std::vector<Leg> legs = legs_of(team);
    for (size_t i = 0; i < legs.size(); ++i) {
      const Leg& leg = legs[i];
      const int64_t until_ns = i + 1 < legs.size() ? legs[i + 1].from_ns : end_ns;
      const bool moves = leg.to_ns > leg.from_ns;
      int64_t every_ns = kReportEveryNs;
      if (moves)
        every_ns = std::min(every_ns, std::max((leg.to_ns - leg.from_ns) / kReportsOnTheWay, int64_t{1'000'000}));
      for (int64_t at_ns = leg.from_ns; at_ns < until_ns || at_ns == leg.from_ns; at_ns += every_ns) {
        report(team, leg, at_ns);
      }
    }
  }

  void report(size_t team, const Leg& leg, int64_t at_ns) {
    Draft draft = begun(EventType::kEmergencyTeamStatus, at_ns / 1'000'000 * 1'000'000, kRescueSource);
    const bool assigned = leg.detail >= TeamDetail::kDispatched && leg.detail <= TeamDetail::kReturning;
    const TeamStatus status = assigned                             ? TeamStatus::kAssigned
                              : leg.detail == TeamDetail::kStandby ? TeamStatus::kAvailable
                                                                   : TeamStatus::kOutOfService;
    draft.with(Field::kTeam, county_.teams[team].code)
        .with(Field::kStatus, static_cast<int64_t>(status))
        .with(Field::kDetail, static_cast<int64_t>(leg.detail));
    if (assigned && !leg.incident.empty()) draft.with(Field::kIncident, leg.incident);
    if (county_.teams[team].headcount > 0) draft.with(Field::kHeadcount, int64_t{county_.teams[team].headcount});
    if (leg.detail == TeamDetail::kEnRoute) draft.with(Field::kEtaS, (leg.to_ns - at_ns) / kSecondNs);
    if (county_.map.has_geometry) {
      const int64_t way_ns = leg.to_ns - leg.from_ns;
      const double part = way_ns > 0 ? static_cast<double>(at_ns - leg.from_ns) / static_cast<double>(way_ns) : 1;
      draft.position = rounded(part_way(leg.from, leg.to, part));
    }
    told_.push_back({leg.line, std::move(draft)});
  }

  const Scenario& scenario_;
  const County& county_;
  const PlayOptions& options_;
  const Places places_;
  Random random_;
  std::map<std::string, std::string> words_;
  std::map<std::string, Scene> scenes_;
  std::map<std::string, size_t> crews_;  // index into County::teams
  std::vector<Told> told_;
};

}  // namespace

Result<Playing> play_scenario(const Scenario& scenario, const County& county, const PlayOptions& options) {
  return Player(scenario, county, options).play();
}

}  // namespace gridwall::simulate::scenario
