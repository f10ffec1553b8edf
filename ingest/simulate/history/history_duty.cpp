// Meetings, units that report in, assessments, whistles, alarms, incidents and emergencies of a history.
#include <algorithm>
#include <cstdio>
#include <set>

#include "ingest/event/time.h"
#include "ingest/simulate/history/history_parts.h"
#include "ingest/simulate/history/split.h"
#include "ingest/simulate/incident.h"
#include "ingest/simulate/words.h"

namespace gridwall::simulate::history {
namespace {

using enum EventType;
constexpr int64_t kMeetings = 31, kUnits = 32, kWhistles = 33, kAssessments = 34, kAlarms = 35, kIncidents = 36,
                  kResources = 37;

std::vector<double> drawn_weights(int64_t count, Random& random) {
  std::vector<double> weights(static_cast<size_t>(count));
  for (double& weight : weights) weight = random.log_normal(1, 0.4);
  return weights;
}

// A morning or an afternoon of a working day, where the period has one.
int64_t office_hour(const History& history, Random& random) {
  return history.moment(patrol_rhythm, history.begin_ns, history.until_ns - kHourNs, random);
}

struct Period {
  std::string name;
  int64_t end_ns;
};

// The last whole one that ended before the history does.
Period last_period(const History& history, std::string_view every) {
  const ZoneTable& zone = history.world.county.zone;
  const CivilTime now = civil_from_day(zone.local_day(history.until_ns));
  const int month = static_cast<int>(now.month) - 1;
  const int months = every == "month" ? 1 : every == "quarter" ? 3 : every == "half" ? 6 : 12;
  const int first = month / months * months;  // of the present period
  const int part = first == 0 ? 12 / months : first / months;
  const int year = first == 0 ? now.year - 1 : now.year;
  std::string name = std::to_string(year) + "年";
  constexpr std::string_view kQuarters[] = {"第一季度", "第二季度", "第三季度", "第四季度"};
  if (months == 1) name += std::to_string(part) + "月";
  if (months == 3) name += kQuarters[part - 1];
  if (months == 6) name += part == 1 ? "上半年" : "下半年";
  const int32_t end_day = day_from_civil(now.year, static_cast<unsigned>(first + 1), 1);
  return {name, zone.day_start_ns(end_day)};
}

IncidentPlan plan_of_incident(const History& history, std::string id, const IncidentKind& kind, int level,
                              int64_t opened_ns, Random& random) {
  IncidentPlan plan;
  plan.id = std::move(id);
  plan.kind = kind.kind;
  plan.opening = kind.opening;
  plan.update = kind.update;
  plan.level = level;
  plan.opened_ns = opened_ns;
  plan.grid = history.world.places.pick_grid(random);
  plan.at = history.world.places.point_in(plan.grid, random);
  plan.place = spot_in(history.world.places.community_name(plan.grid), random);
  plan.teams = static_cast<size_t>(5 - level);
  const auto work_s = random.log_normal_s(kind.work_median_min * 60, 0.4);
  plan.pace = {50 * kSecondNs, 90 * kSecondNs, 0, std::min<int64_t>(work_s, 5 * 3600) * kSecondNs};
  return plan;
}

void start_incident(History& history, IncidentPlan plan, Random random) {
  const int64_t opened_ns = plan.opened_ns;
  history.world.start(opened_ns, std::make_unique<IncidentActor>(std::move(plan), random));
}

void tell_alarm(History& history, const AlarmGroup& group, const std::string& id, int64_t raised_ns, bool stays,
                Random& random) {
  const World& world = history.world;
  const GridIndex grid = world.places.pick_grid(random);
  std::string place = spot_in(world.places.community_name(grid), random);
  if (group.at_door) {
    place = world.places.community_name(grid) + std::to_string(random.whole(1, 30)) + "号楼" +
            std::to_string(random.whole(1, 4)) + "单元" + std::to_string(random.whole(1, 18)) + "0" +
            std::to_string(random.whole(1, 4)) + "室";
  }
  const auto step = [&](EventType type, int64_t at_ns, std::string_view source, std::string_view name) {
    return draft_of(type, at_ns, source, id, name).with(Field::kAlarm, id);
  };
  Draft raised = step(kEmergencyAlarmRaised, raised_ns, group.at_door ? "smart-door" : kSensorSource, "raised");
  raised.with(Field::kKind, group.kind).with(Field::kLevel, int64_t{group.level}).with(Field::kPlace, place);
  history.place(raised, grid, random);
  const std::optional<Position> at = raised.position;
  history.told.push_back(std::move(raised));
  if (!stays) {
    int64_t at_ns = raised_ns + std::min<int64_t>(random.log_normal_s(90, 0.6), 900) * kSecondNs;
    history.told.push_back(step(kEmergencyAlarmAcknowledged, at_ns, kDutySource, "acknowledged")
                               .with(Field::kBy, "值班员")
                               .with(Field::kNote, "已通知网格员现场核实"));
    at_ns += std::min<int64_t>(random.log_normal_s(2400, 0.6), 10'800) * kSecondNs;
    history.told.push_back(step(kEmergencyAlarmCleared, at_ns, kSensorSource, "cleared"));
  }
  if (!group.incident) return;
  IncidentPlan plan;
  plan.id = id + "-incident";
  plan.kind = group.kind;
  plan.level = group.level;
  plan.place = place;
  plan.opening = place + "发出" + group.kind;
  plan.update = "已到达现场，正在处置";
  plan.grid = grid;
  plan.at = at;
  plan.opened_ns = raised_ns + 20 * kSecondNs;
  plan.pace = {30 * kSecondNs, 60 * kSecondNs, 0, random.whole(20, 70) * kMinuteNs};
  start_incident(history, std::move(plan), random);
}

}  // namespace

std::vector<std::string> unit_names(const County& county, const std::vector<std::string>& first) {
  std::vector<std::string> names;
  std::set<std::string, std::less<>> taken;
  const auto add = [&](std::string_view name) {
    if (!name.empty() && taken.emplace(name).second) names.emplace_back(name);
  };
  for (const std::string& name : first) add(name);
  for (const Department& department : county.departments) add(department.name.zh);
  for (const Grid& grid : county.grids) add(grid.responsible.zh);
  for (const std::string_view name : usual_units()) add(name);
  // What a town and what a community has of its own.
  constexpr std::string_view kOfTowns[] = {"卫生院", "中心小学", "供电所", "财政所"};
  constexpr std::string_view kOfCommunities[] = {"卫生服务站", "小学", "幼儿园"};
  for (const Area& area : county.areas) {
    const bool town = area.depth + size_t{1} < county.hierarchy.size();
    for (const std::string_view unit : town ? std::span<const std::string_view>(kOfTowns) : kOfCommunities) {
      add(area.name.zh + std::string(unit));
    }
  }
  return names;
}

std::vector<std::string> organisations_of(const County& county, const AssessmentGroup& group) {
  std::vector<std::string> names;
  if (group.among == "firms") {
    for (const std::string_view name : organisations()) names.emplace_back(name);
    return names;
  }
  std::set<std::string> taken;
  const auto add = [&](const std::string& place) {
    const std::string name = place + group.name_tail;
    if (taken.insert(name).second) names.push_back(name);
  };
  if (group.among == "communities") {
    for (const Area& area : county.areas) {
      if (area.depth + size_t{1} == county.hierarchy.size()) add(area.name.zh);
    }
    return names;
  }
  for (const Grid& grid : county.grids) {
    const std::string community = grid.area < county.areas.size() ? county.areas[grid.area].name.zh : std::string();
    add(grid.name.zh.starts_with(community) ? grid.name.zh : community + grid.name.zh);
  }
  return names;
}

void add_meetings(History& history) {
  if (const std::optional<MeetingTargets>& meetings = history.targets.meetings) {
    Random random = history.random(kMeetings);
    std::vector<double> weights = drawn_weights(meetings->held, random);
    const std::vector<int64_t> issues = split(meetings->issues, weights, meetings->issues >= meetings->held ? 1 : 0);
    const std::vector<int64_t> measures = split(meetings->measures, weights, 0);
    for (double& weight : weights) weight *= random.between(0.8, 1.25);
    const std::vector<int64_t> solved = split(meetings->solved, weights, 0, issues);
    for (size_t i = 0; i < issues.size(); ++i) {
      const std::string id = History::id("MEET", static_cast<int64_t>(i));
      history.told.push_back(draft_of(kRequestMeetingHeld, office_hour(history, random), kRequestSource, id, "held")
                                 .with(Field::kMeeting, id)
                                 .with(Field::kLevel, random.one_of(meetings->levels))
                                 .with(Field::kIssues, issues[i])
                                 .with(Field::kMeasures, measures[i])
                                 .with(Field::kSolved, solved[i]));
    }
  }
  if (const std::optional<UnitTargets>& units = history.targets.units) {
    Random random = history.random(kUnits);
    const std::vector<std::string> names = unit_names(history.world.county, units->names);
    const std::vector<double> weights = drawn_weights(units->reports, random);
    const std::vector<int64_t> members = split(units->members, weights, 1), solved = split(units->solved, weights, 0);
    for (size_t i = 0; i < members.size(); ++i) {
      const std::string id = History::id("UNIT", static_cast<int64_t>(i));
      history.told.push_back(
          draft_of(kRequestReportedIn, office_hour(history, random), kRequestSource, id, "reported_in")
              .with(Field::kUnit, names[i % static_cast<size_t>(units->units)])
              .with(Field::kMembers, members[i])
              .with(Field::kSolved, solved[i]));
    }
  }
}

void add_whistles(History& history) {
  const WhistleTargets& whistles = history.targets.whistles;
  const std::vector<Department>& departments = history.world.county.departments;
  Random random = history.random(kWhistles);
  // The oldest are furthest; every department has its share of each step.
  std::vector<int64_t> blown_ns;
  for (int64_t i = 0; i < whistles.blown; ++i)
    blown_ns.push_back(history.moment(patrol_rhythm, history.begin_ns, history.until_ns - 2 * kHourNs, random));
  std::sort(blown_ns.begin(), blown_ns.end());
  for (int64_t i = 0; i < whistles.blown; ++i) {
    const std::string id = History::id("WH", i);
    const auto step = [&](EventType type, int64_t at_ns, std::string_view name) -> Draft& {
      history.told.push_back(draft_of(type, at_ns, kDutySource, id, name).with(Field::kWhistle, id));
      return history.told.back();
    };
    int64_t at_ns = blown_ns[static_cast<size_t>(i)];
    const GridIndex grid = history.pick_grid(kNone, random);
    step(kEmergencyWhistleBlown, at_ns, "blown")
        .with(Field::kStreet, history.world.places.street_name(grid))
        .with(Field::kDepartment, departments[static_cast<size_t>(i) % departments.size()].code)
        .with(Field::kText,
              spot_in(history.world.places.community_name(grid), random) + std::string(whistle_text(random)));
    // Two hours are left at least: half an hour, an hour, and what is between.
    if (i < whistles.acknowledged)
      step(kEmergencyWhistleAcknowledged, at_ns += std::min<int64_t>(random.log_normal_s(420, 0.7), 1200) * kSecondNs,
           "acknowledged");
    if (i < whistles.arrived)
      step(kEmergencyWhistleArrived, at_ns += std::min<int64_t>(random.log_normal_s(1500, 0.4), 2400) * kSecondNs,
           "arrived");
    if (i < whistles.closed)
      step(kEmergencyWhistleClosed, at_ns += std::min<int64_t>(random.log_normal_s(2400, 0.5), 3000) * kSecondNs,
           "closed");
  }
}

void add_assessments(History& history) {
  int64_t number = 0;
  std::map<std::string, std::vector<std::string>> left;  // of the organisations, by what was asked for
  for (const AssessmentGroup& group : history.targets.assessments) {
    const std::string asked = group.every + "|" + group.among + "|" + group.name_tail;
    auto [names, fresh] = left.try_emplace(asked);
    if (fresh) {
      names->second = organisations_of(history.world.county, group);
      Random random = history.random(kAssessments, number);
      shuffle(names->second, random);
    }
    const Period period = last_period(history, group.every);
    for (int64_t i = 0; i < group.count; ++i, ++number) {
      const int64_t at_ns = std::clamp(period.end_ns + 5 * kDayNs + 10 * kHourNs + number * 20 * kSecondNs,
                                       history.begin_ns + number * kSecondNs, history.until_ns - kMinuteNs);
      Draft draft = draft_of(kRequestAssessed, at_ns, kRequestSource, History::id("ASSESS", number), "assessed");
      draft.with(Field::kOrg, names->second.back()).with(Field::kKind, static_cast<int64_t>(group.kind));
      if (group.stars > 0) draft.with(Field::kStars, group.stars);
      draft.with(Field::kPeriod, period.name);
      names->second.pop_back();
      history.told.push_back(std::move(draft));
    }
  }
}

void add_alarms(History& history) {
  Random random = history.random(kAlarms);
  int64_t number = 0;
  for (const AlarmGroup& group : history.targets.alarms) {
    for (int64_t i = 0; i < group.raised; ++i) {
      const bool stays = i >= group.raised - group.open;
      const int64_t raised_ns =
          stays ? history.until_ns - random.whole(120, 480) * kSecondNs
                : history.moment(incident_rhythm, history.begin_ns, history.until_ns - kDayNs, random);
      tell_alarm(history, group, History::id("A", number++), raised_ns, stays, random);
    }
  }
}

void start_history_incidents(History& history) {
  Random random = history.random(kIncidents);
  for (int64_t i = 0; i < history.targets.incidents + history.targets.drills; ++i) {
    const bool drill = i >= history.targets.incidents;
    const int64_t opened_ns = history.moment(incident_rhythm, history.begin_ns, history.until_ns - kDayNs, random);
    const int level = 1 + static_cast<int>(random.pick({0.01, 0.06, 0.28, 0.65}));
    IncidentPlan plan = plan_of_incident(history, History::id("E", i), incident_kind(random), level, opened_ns, random);
    plan.drill = drill;
    if (drill) plan.opening = "【演练】" + plan.opening;
    start_incident(history, std::move(plan), Random(random.next()));
  }
}

void add_emergencies(History& history) {
  const County& county = history.world.county;
  int64_t number = 0;
  for (const EmergencyTarget& target : history.targets.emergencies) {
    const std::string id = History::id("MODE", number++);
    const int64_t from_ns = history.until_ns - target.ago_s * kSecondNs;
    const int64_t to_ns = from_ns + target.lasts_s * kSecondNs;
    const bool over = to_ns < history.until_ns - kMinuteNs;
    const std::string& code = target.area == kNone ? county.code : county.areas[target.area].code;
    const std::string& name = target.area == kNone ? county.name.zh : county.areas[target.area].name.zh;
    history.world.emergency_of_area.emplace(code, id);
    const auto emit = [&](EventType type, int64_t at_ns, std::string_view source, const std::string& step) -> Draft& {
      return history.told.emplace_back(draft_of(type, at_ns, source, id, step));
    };
    if (target.warning) {
      emit(kEmergencyWarningIssued, from_ns, "weather-office", "issued")
          .with(Field::kWarning, id)
          .with(Field::kKind, target.kind)
          .with(Field::kLevel, int64_t{target.level})
          .with(Field::kArea, name)
          .with(Field::kUntil, to_ns)
          .with(Field::kStatus, static_cast<int64_t>(target.drill ? WarningStatus::kExercise : WarningStatus::kActual))
          .with(Field::kText, target.reason);
      if (over) emit(kEmergencyWarningLifted, to_ns - kMinuteNs, "weather-office", "lifted").with(Field::kWarning, id);
    }
    if (target.drill) {
      Random random = history.random(kIncidents, number);
      const GridIndex grid = history.pick_grid(target.area, random);
      Draft& opened = emit(kEmergencyIncidentOpened, from_ns + kMinuteNs, kRescueSource, "drill");
      opened.with(Field::kIncident, id)
          .with(Field::kKind, target.kind)
          .with(Field::kLevel, int64_t{target.level})
          .with(Field::kPlace, spot_in(history.world.places.community_name(grid), random))
          .with(Field::kDrill, int64_t{1})
          .with(Field::kText, "【演练】" + target.reason);
      history.place(opened, grid, random);
      if (over) emit(kEmergencyIncidentClosed, to_ns - kMinuteNs, kRescueSource, "closed").with(Field::kIncident, id);
    }
    const gridwall::Plan* plan = plan_for(county, target.kind);
    Draft& mode = emit(kEmergencyModeChanged, from_ns + 2 * kMinuteNs, kDutySource, "mode");
    mode.with(Field::kArea, code)
        .with(Field::kMode, static_cast<int64_t>(Mode::kEmergency))
        .with(Field::kLevel, int64_t{target.level})
        .with(Field::kBy, "值班长")
        .with(Field::kReason, target.reason);
    if (plan != nullptr) {
      mode.with(Field::kPlan, plan->code);
      const int64_t pace_ns = (to_ns - from_ns) / (std::ssize(plan->steps) + 1) / kSecondNs * kSecondNs;
      int64_t at_ns = from_ns + 3 * kMinuteNs;
      for (const PlanStep& step : plan->steps) {
        if (at_ns >= std::min(to_ns, history.until_ns)) break;
        emit(kEmergencyPlanStepDone, at_ns, kDutySource, "step-" + std::to_string(&step - plan->steps.data()))
            .with(Field::kPlan, plan->code)
            .with(Field::kStep, step.key)
            .with(Field::kBy, "值班长");
        at_ns += pace_ns;
      }
    }
    if (!over) continue;
    emit(kEmergencyModeChanged, to_ns, kDutySource, "routine")
        .with(Field::kArea, code)
        .with(Field::kMode, static_cast<int64_t>(Mode::kRoutine))
        .with(Field::kBy, "值班长")
        .with(Field::kReason, "处置完毕，转入平时");
  }
}

// As they were told within the last hour.
void add_resources(History& history) {
  Random random = history.random(kResources);
  int64_t number = 0;
  for (const ResourceTarget& target : history.targets.resources) {
    const std::string id = History::id("RES", number++);
    const GridIndex grid = history.pick_grid(kNone, random);
    const int64_t at_ns = history.until_ns - random.whole(300, 3600) * kSecondNs;
    Draft draft = draft_of(kEmergencyResourceStatus, at_ns, kRescueSource, id, "status");
    draft.with(Field::kResource, id)
        .with(Field::kKind, target.kind)
        .with(Field::kCount, target.count)
        .with(Field::kFree, target.free)
        .with(Field::kName, target.name.empty() ? history.world.places.community_name(grid) + target.kind : target.name)
        .with(Field::kPlace, history.world.places.community_name(grid));
    history.place(draft, grid, random);
    history.told.push_back(std::move(draft));
  }
}

void report_teams(History& history) {
  for (size_t team = 0; team < history.world.crew.size(); ++team) {
    const int64_t at_ns = history.until_ns - (1 + static_cast<int64_t>(team % 60)) * kSecondNs;
    history.told.push_back(history.world.crew.report(team, at_ns, "past"));
  }
}

}  // namespace gridwall::simulate::history
