// Emergencies: the teams' reports every few minutes, incidents with the teams that go out to them, the switch to
// emergency mode and back, and the story of a burst water pipe that fits into two minutes.
#include <algorithm>

#include "ingest/simulate/incident.h"
#include "ingest/simulate/words.h"

namespace gridwall::simulate {
namespace {

using enum EventType;

// Reports of itself every few minutes, as a heartbeat, and when the roll is called.
class TeamActor : public Actor {
 public:
  TeamActor(World& world, size_t team)
      : team_(team), random_(world.random(Stream::kTeam, static_cast<int64_t>(team))) {}

  std::optional<int64_t> act(int64_t now_ns, World& world) override {
    TeamNow& now = world.crew[team_];
    const LocalMoment moment = world.local(now_ns);
    const bool maintenance = moment.second >= 9 * 3600 && moment.second < 11 * 3600 &&
                             world.random(Stream::kTeam, static_cast<int64_t>(team_), moment.day).chance(0.07);
    if (now.incident.empty() && !now.reserved && now.detail != TeamDetail::kReturning) {
      now.status = maintenance ? TeamStatus::kOutOfService : TeamStatus::kAvailable;
      now.detail = maintenance ? TeamDetail::kMaintenance : TeamDetail::kStandby;
    }
    const bool regular = now_ns >= regular_ns_;
    std::string number = "status-" + std::to_string(now_ns / kSecondNs);
    world.emit(world.crew.report(team_, now_ns, number.append(regular ? "-h" : "-roll")));
    if (regular) regular_ns_ = now_ns + interval_s(world) * kSecondNs;
    if (!world.options.roll_call_ns) return regular_ns_;
    const int64_t roll_ns = *world.options.roll_call_ns + static_cast<int64_t>(team_ % 60) * kSecondNs / 4;
    return now_ns < roll_ns ? std::min(regular_ns_, roll_ns) : regular_ns_;
  }

 private:
  // Many teams report more rarely, but often enough not to count as out of contact.
  int64_t interval_s(const World& world) {
    constexpr size_t kManyTeams = 100;
    if (world.crew.size() <= kManyTeams) return random_.whole(180, 300);
    const int64_t stale_s = std::max<int64_t>(world.county.team_stale_after_s, 400);
    return random_.whole(stale_s * 7 / 10, stale_s * 9 / 10);
  }

  const size_t team_;
  Random random_;
  int64_t regular_ns_ = 0;
};

size_t teams_for(int level, Random& random) {
  constexpr size_t kTeams[] = {0, 5, 3, 2, 1};
  return kTeams[level] + (random.chance(0.25) ? 1 : 0);
}

// The steps that are done while an incident lasts: two of its plan, evenly, or what every plan has.
std::string_view step_of(const gridwall::Plan* plan, size_t number) {
  if (plan == nullptr || plan->steps.size() < 2) return number == 1 ? "力量集结" : "人员疏散";
  return plan->steps[number == 1 ? plan->steps.size() / 3 : plan->steps.size() - 1].key;
}

}  // namespace

const gridwall::Plan* plan_for(const County& county, std::string_view kind) {
  for (const gridwall::Plan& plan : county.plans) {
    if (std::find(plan.kinds.begin(), plan.kinds.end(), kind) != plan.kinds.end()) return &plan;
  }
  return nullptr;
}

void start_teams(World& world) {
  for (size_t team = 0; team < world.crew.size(); ++team) {
    world.start(world.options.since_ns + static_cast<int64_t>(team % 240) * kSecondNs,
                std::make_unique<TeamActor>(world, team));
  }
}

IncidentActor::IncidentActor(IncidentPlan plan, Random random) : plan_(std::move(plan)), random_(random) {
  beats_.push_back({plan_.opened_ns, Beat::kOpen, 0});
}

void IncidentActor::schedule(int64_t at_ns, Beat beat, size_t team) {
  const Entry entry{at_ns / kSecondNs * kSecondNs, beat, team};
  beats_.insert(std::upper_bound(beats_.begin(), beats_.end(), entry,
                                 [](const Entry& a, const Entry& b) { return a.at_ns < b.at_ns; }),
                entry);
}

std::optional<int64_t> IncidentActor::act(int64_t now_ns, World& world) {
  while (!beats_.empty() && beats_.front().at_ns <= now_ns) {
    const Entry entry = beats_.front();
    beats_.erase(beats_.begin());
    play(entry, world);
  }
  if (beats_.empty()) return std::nullopt;
  return beats_.front().at_ns;
}

Draft IncidentActor::draft(EventType type, int64_t at_ns, std::string_view source, std::string_view step) {
  std::string number = std::to_string(told_++);
  return draft_of(type, at_ns, source, plan_.id, number.append("-").append(step));
}

// Calls the teams and lays out the course, all times from those of the plan.
void IncidentActor::open(World& world) {
  const int64_t opened_ns = plan_.opened_ns;
  Draft event = draft(kEmergencyIncidentOpened, opened_ns, kRescueSource, "opened");
  event.with(Field::kIncident, plan_.id).with(Field::kKind, plan_.kind).with(Field::kLevel, int64_t{plan_.level});
  constexpr std::string_view kGrades[] = {"", "特别重大", "重大", "较大", "一般"};
  if (!plan_.drill && random_.chance(0.5)) event.with(Field::kGrade, kGrades[plan_.level]);
  event.with(Field::kPlace, plan_.place);
  if (plan_.drill) event.with(Field::kDrill, int64_t{1});
  event.with(Field::kText, plan_.opening);
  if (plan_.grid != kNone) event.grid = world.county.grids[plan_.grid].code;
  event.position = plan_.at;
  world.emit(std::move(event));

  const std::vector<size_t> teams = world.crew.nearest_free(plan_.at.value_or(Position{}), plan_.teams);
  int64_t worked_ns = opened_ns + plan_.pace.work_ns;
  for (const size_t team : teams) {
    world.crew[team].reserved = true;
    const int64_t dispatched_ns = opened_ns + spread(plan_.pace.dispatch_ns);
    const int64_t en_route_ns = dispatched_ns + spread(plan_.pace.turn_out_ns);
    const int64_t travel_ns = plan_.pace.travel_ns > 0 ? spread(plan_.pace.travel_ns) : way_ns(world, team);
    const int64_t on_scene_ns = en_route_ns + travel_ns;
    const int64_t done_ns = on_scene_ns + spread(plan_.pace.work_ns);
    schedule(dispatched_ns, Beat::kDispatched, team);
    schedule(en_route_ns, Beat::kEnRoute, team);
    schedule(on_scene_ns, Beat::kOnScene, team);
    schedule(done_ns, Beat::kReturning, team);
    schedule(done_ns + travel_ns, Beat::kBack, team);
    arrive_ns_[team] = on_scene_ns;
    back_ns_[team] = done_ns + travel_ns;
    worked_ns = std::max(worked_ns, done_ns);
  }
  if (plan_.level <= 2 && !plan_.drill)
    schedule(opened_ns + spread(plan_.pace.dispatch_ns) * 3 / 2, Beat::kAcknowledge, 0);
  schedule(opened_ns + (worked_ns - opened_ns) / 2, Beat::kUpdate, 0);
  if (plan_.level <= 2 && !plan_.drill) {
    schedule(opened_ns + spread(plan_.pace.turn_out_ns * 2), Beat::kMode, 0);
    schedule(opened_ns + (worked_ns - opened_ns) / 3, Beat::kStep, 1);
    schedule(opened_ns + (worked_ns - opened_ns) * 2 / 3, Beat::kStep, 2);
    schedule(worked_ns + spread(plan_.pace.turn_out_ns), Beat::kRoutine, 0);
  }
  schedule(worked_ns + kSecondNs, Beat::kClose, 0);
}

int64_t IncidentActor::way_ns(World& world, size_t team) {
  const double way_m = plan_.at ? distance_m(world.crew.home(team), *plan_.at) * 1.35 : 4000;  // roads are not straight
  return static_cast<int64_t>(way_m / random_.between(9, 14) + 40) * kSecondNs;
}

int64_t IncidentActor::spread(int64_t about_ns) {
  return static_cast<int64_t>(static_cast<double>(about_ns / kSecondNs) * random_.between(0.75, 1.35)) * kSecondNs;
}

void IncidentActor::move_team(World& world, const Entry& entry) {
  TeamNow& now = world.crew[entry.team];
  const Position home = world.crew.home(entry.team);
  now.status = TeamStatus::kAssigned;
  now.incident = plan_.id;
  switch (entry.beat) {
    case Beat::kDispatched:
      now.reserved = false;
      now.detail = TeamDetail::kDispatched;
      break;
    case Beat::kEnRoute:
      now.detail = TeamDetail::kEnRoute;
      now.from = home;
      now.to = plan_.at.value_or(home);
      now.leave_ns = entry.at_ns;
      now.arrive_ns = arrive_ns_[entry.team];
      break;
    case Beat::kOnScene:
      now.detail = TeamDetail::kOnScene;
      now.leave_ns = now.arrive_ns = entry.at_ns;
      break;
    case Beat::kReturning:
      now.detail = TeamDetail::kReturning;
      now.from = plan_.at.value_or(home);
      now.to = home;
      now.leave_ns = entry.at_ns;
      now.arrive_ns = back_ns_[entry.team];
      break;
    default:
      now.status = TeamStatus::kAvailable;
      now.detail = TeamDetail::kStandby;
      now.incident.clear();
      now.leave_ns = now.arrive_ns = entry.at_ns;
      now.from = now.to = home;
      break;
  }
  const std::string step = plan_.id + "-" + std::string(team_detail_name(now.detail));
  world.emit(world.crew.report(entry.team, entry.at_ns, step));
}

bool IncidentActor::leads(const World& world, const std::string& area) const {
  const auto found = world.emergency_of_area.find(area);
  return found != world.emergency_of_area.end() && found->second == plan_.id;
}

void IncidentActor::play(const Entry& entry, World& world) {
  const std::string& area = world.places.street_code(plan_.grid);
  const gridwall::Plan* known = plan_for(world.county, plan_.kind);
  const std::string plan = known != nullptr ? known->code : "预案-" + plan_.kind;
  switch (entry.beat) {
    case Beat::kOpen:
      return open(world);
    case Beat::kUpdate:
      world.emit(draft(kEmergencyIncidentUpdated, entry.at_ns, kRescueSource, "updated")
                     .with(Field::kIncident, plan_.id)
                     .with(Field::kText, plan_.update));
      if (plan_.level <= 2) {
        world.emit(draft(kEmergencyNoteAdded, entry.at_ns, kDutySource, "note")
                       .with(Field::kBy, "值班长")
                       .with(Field::kText, "已通报相关部门，" + plan_.update)
                       .with(Field::kIncident, plan_.id));
      }
      return;
    case Beat::kClose:
      if (plan_.level <= 2) {
        world.emit(draft(kEmergencyBookmarkAdded, entry.at_ns, kDutySource, "bookmark")
                       .with(Field::kBy, "值班员")
                       .with(Field::kText, plan_.kind + "处置结束")
                       .with(Field::kIncident, plan_.id));
      }
      return world.emit(
          draft(kEmergencyIncidentClosed, entry.at_ns, kRescueSource, "closed").with(Field::kIncident, plan_.id));
    case Beat::kAcknowledge:  // levels I and II make an alarm by themselves
      return world.emit(draft(kEmergencyAlarmAcknowledged, entry.at_ns, kDutySource, "alarm")
                            .with(Field::kAlarm, "incident:" + plan_.id)
                            .with(Field::kBy, "值班员"));
    case Beat::kMode:  // a street that has its emergency already keeps it
      if (!world.emergency_of_area.emplace(area, plan_.id).second) return;
      return world.emit(draft(kEmergencyModeChanged, entry.at_ns, kDutySource, "mode")
                            .with(Field::kArea, area)
                            .with(Field::kMode, static_cast<int64_t>(Mode::kEmergency))
                            .with(Field::kLevel, int64_t{plan_.level})
                            .with(Field::kPlan, plan)
                            .with(Field::kBy, "值班长")
                            .with(Field::kReason, plan_.place + plan_.kind));
    case Beat::kStep:
      if (!leads(world, area)) return;
      return world.emit(draft(kEmergencyPlanStepDone, entry.at_ns, kDutySource, "step")
                            .with(Field::kPlan, plan)
                            .with(Field::kStep, step_of(known, entry.team))
                            .with(Field::kBy, "值班长"));
    case Beat::kRoutine:
      if (!leads(world, area)) return;
      world.emergency_of_area.erase(area);
      return world.emit(draft(kEmergencyModeChanged, entry.at_ns, kDutySource, "routine")
                            .with(Field::kArea, area)
                            .with(Field::kMode, static_cast<int64_t>(Mode::kRoutine))
                            .with(Field::kBy, "值班长")
                            .with(Field::kReason, "处置完毕，转入平时"));
    default:
      return move_team(world, entry);
  }
}

void start_incidents(World& world, int64_t slice, int64_t from_ns) {
  Random random = world.random(Stream::kIncident, slice);
  const double a_day = std::clamp(static_cast<double>(world.county.grids.size()) / 62, 3.0, 40.0);
  const int64_t count = count_of(random, a_day / kSlicesPerDay * incident_rhythm(world.local(from_ns)));
  for (int64_t i = 0; i < count; ++i) {
    IncidentPlan plan;
    plan.opened_ns = moment_in(random, from_ns);
    plan.id = world.matter_id("E", from_ns, i);
    const IncidentKind& kind = incident_kind(random);
    plan.kind = kind.kind;
    plan.level = 1 + static_cast<int>(random.pick({0.015, 0.085, 0.28, 0.62}));
    plan.drill = random.chance(0.05);
    plan.grid = world.places.pick_grid(random);
    plan.at = world.places.point_in(plan.grid, random);
    plan.place = spot_in(world.places.community_name(plan.grid), random);
    plan.opening = std::string(plan.drill ? "【演练】" : "") + std::string(kind.opening);
    plan.update = kind.update;
    plan.teams = teams_for(plan.level, random);
    plan.pace = {50 * kSecondNs, 90 * kSecondNs, 0,
                 random.log_normal_s(kind.work_median_min * 60 * (plan.level <= 2 ? 1.6 : 1), 0.5) * kSecondNs};
    if (plan.opened_ns < world.options.since_ns) continue;
    const int64_t opened_ns = plan.opened_ns;
    world.start(opened_ns, std::make_unique<IncidentActor>(std::move(plan), Random(random.next())));
  }
}

}  // namespace gridwall::simulate
