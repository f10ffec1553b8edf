// What the command centre itself sees and does: alarms of sensors and doorplates, street whistles, weather warnings,
// handovers, joint meetings, units that report in, assessments; and the story of the burst water pipe.
#include <fmt/core.h>

#include <algorithm>

#include "ingest/event/time.h"
#include "ingest/simulate/incident.h"
#include "ingest/simulate/words.h"

namespace gridwall::simulate {
namespace {

using enum EventType;

class Steps {  // of one matter
 public:
  Steps(std::string id, std::string_view source, Field field) : id_(std::move(id)), source_(source), field_(field) {}
  Draft& add(EventType type, int64_t at_ns, std::string_view source = {}) {
    const std::string_view name = event_type_name(type);
    steps.push_back(draft_of(type, at_ns, source.empty() ? source_ : source, id_, name.substr(name.find('.') + 1)));
    return steps.back().with(field_, id_);
  }
  std::vector<Draft> steps;

 private:
  const std::string id_;
  const std::string_view source_;
  const Field field_;
};

void start_alarm(World& world, Random random, const std::string& id, int64_t raised_ns) {
  const AlarmKind& kind = alarm_kind(random);
  Steps alarm(id, kSensorSource, Field::kAlarm);
  Draft& raised = alarm.add(kEmergencyAlarmRaised, raised_ns);
  raised.with(Field::kKind, kind.kind).with(Field::kLevel, int64_t{kind.level});
  const GridIndex grid = world.places.pick_grid(random);
  raised.with(Field::kPlace, spot_in(world.places.community_name(grid), random));
  world.place(raised, grid, random);
  int64_t at_ns = raised_ns + random.log_normal_s(kind.level <= 2 ? 60 : 240, 0.7) * kSecondNs;
  Draft& acknowledged = alarm.add(kEmergencyAlarmAcknowledged, at_ns, kDutySource).with(Field::kBy, "值班员");
  if (random.chance(0.3)) acknowledged.with(Field::kNote, "已通知网格员现场核实");
  if (kind.level >= 3 && random.chance(0.08)) {
    at_ns += random.log_normal_s(300, 0.5) * kSecondNs;
    alarm.add(kEmergencyAlarmShelved, at_ns, kDutySource)
        .with(Field::kBy, "值班员")
        .with(Field::kUntil, at_ns + 4 * kHourNs)
        .with(Field::kReason, "设备检修中");
    if (random.chance(0.5)) {
      at_ns += random.log_normal_s(1800, 0.5) * kSecondNs;
      alarm.add(kEmergencyAlarmUnshelved, at_ns, kDutySource).with(Field::kBy, "值班员");
    }
  }
  at_ns += random.log_normal_s(2400, 0.8) * kSecondNs;
  alarm.add(kEmergencyAlarmCleared, at_ns);
  Plan::start(world, std::move(alarm.steps));
}

void start_whistle(World& world, Random random, const std::string& id, int64_t blown_ns) {
  Steps whistle(id, kDutySource, Field::kWhistle);
  const GridIndex grid = world.places.pick_grid(random);
  whistle.add(kEmergencyWhistleBlown, blown_ns)
      .with(Field::kStreet, world.places.street_name(grid))
      .with(Field::kDepartment, random.one_of(world.county.departments).code)
      .with(Field::kText, spot_in(world.places.community_name(grid), random) + std::string(whistle_text(random)));
  int64_t at_ns = blown_ns + random.log_normal_s(420, 0.8) * kSecondNs;
  if (random.chance(0.95)) {
    whistle.add(kEmergencyWhistleAcknowledged, at_ns);
    whistle.add(kEmergencyWhistleArrived, at_ns += random.log_normal_s(1700, 0.5) * kSecondNs);
    whistle.add(kEmergencyWhistleClosed, at_ns + random.log_normal_s(5400, 0.7) * kSecondNs);
  }
  Plan::start(world, std::move(whistle.steps));
}

void start_warning(World& world, Random& random, int32_t day) {
  const int64_t issued_ns = world.instant(day, random.between(5, 20));
  const WarningKind* kind = warning_kind(world.local(issued_ns).month, random);
  if (kind == nullptr || !random.chance(0.22)) return;
  const int64_t until_ns = issued_ns + random.whole(6, 30) * kHourNs;
  Steps warning(world.matter_id("WARN", issued_ns, 0), "weather-office", Field::kWarning);
  warning.add(kEmergencyWarningIssued, issued_ns)
      .with(Field::kKind, kind->kind)
      .with(Field::kLevel, 1 + static_cast<int64_t>(random.pick({0.02, 0.10, 0.33, 0.55})))
      .with(Field::kArea, world.county.name.zh)
      .with(Field::kUntil, until_ns);
  if (random.chance(0.7)) warning.add(kEmergencyWarningLifted, until_ns - random.whole(10, 120) * kMinuteNs);
  Plan::start(world, std::move(warning.steps));
}

void start_handovers(World& world, Random& random, int32_t day) {
  constexpr std::string_view kShifts[] = {"甲班", "乙班", "丙班", "丁班"};
  for (int64_t half = 0; half < 2; ++half) {
    const auto turn = static_cast<size_t>(day) * 2 + static_cast<size_t>(half);
    const int64_t at_ns = world.instant(day, half == 0 ? 8 : 20) + random.whole(0, 600) * kSecondNs;
    std::vector<Draft> steps;
    steps.push_back(draft_of(kEmergencyHandover, at_ns, kDutySource, world.matter_id("SHIFT", at_ns, half), "handover")
                        .with(Field::kFrom, kShifts[turn % 4])
                        .with(Field::kTo, kShifts[(turn + 1) % 4])
                        .with(Field::kText, handover_text(random)));
    Plan::start(world, std::move(steps));
  }
}

void start_meeting(World& world, Random& random, int32_t day) {
  const int64_t at_ns = world.instant(day, random.between(9, 16.5));
  constexpr std::string_view kLevels[] = {"community", "street", "county"};
  Steps meeting(world.matter_id("MEET", at_ns, 0), kRequestSource, Field::kMeeting);
  const int64_t issues = random.whole(6, 40);
  const auto part = [&](double low, double high) {
    return static_cast<int64_t>(static_cast<double>(issues) * random.between(low, high));
  };
  meeting.add(kRequestMeetingHeld, at_ns)
      .with(Field::kLevel, kLevels[random.pick({0.5, 0.38, 0.12})])
      .with(Field::kIssues, issues)
      .with(Field::kMeasures, part(0.2, 0.5))
      .with(Field::kSolved, part(0.4, 0.85));
  Plan::start(world, std::move(meeting.steps));
}

void start_report_in(World& world, Random& random, int32_t day) {
  const int64_t at_ns = world.instant(day, random.between(15, 18));
  const int64_t members = random.whole(4, 30);
  std::vector<Draft> steps;
  steps.push_back(draft_of(kRequestReportedIn, at_ns, kRequestSource, world.matter_id("UNIT", at_ns, 0), "reported_in")
                      .with(Field::kUnit, random.one_of(usual_units()))
                      .with(Field::kMembers, members)
                      .with(Field::kSolved, random.whole(0, members / 2)));
  Plan::start(world, std::move(steps));
}

// Once a month, ten organisations: some red, few black, the others with stars.
void start_assessments(World& world, Random& random, int32_t day) {
  const CivilTime civil = civil_from_day(day);
  if (civil.day != 1) return;
  const std::string period = fmt::format("{:04}-{:02}", civil.year, civil.month);
  for (int64_t i = 0; i < 10; ++i) {
    const int64_t at_ns = world.instant(day, 10) + i * 20 * kSecondNs;
    const auto kind = static_cast<AssessmentKind>(random.pick({0.3, 0.12, 0.58}));
    std::vector<Draft> steps;
    Draft& draft = steps.emplace_back(
        draft_of(kRequestAssessed, at_ns, kRequestSource, world.matter_id("ASSESS", at_ns, i), "assessed"));
    draft.with(Field::kOrg, organisation(random)).with(Field::kKind, static_cast<int64_t>(kind));
    if (kind == AssessmentKind::kStar) draft.with(Field::kStars, random.whole(3, 5));
    draft.with(Field::kPeriod, period);
    Plan::start(world, std::move(steps));
  }
}

}  // namespace

void start_alarms(World& world, int64_t slice, int64_t from_ns) {
  Random random = world.random(Stream::kAlarm, slice);
  const int64_t count = count_of(random, 9.0 / kSlicesPerDay * incident_rhythm(world.local(from_ns)));
  for (int64_t i = 0; i < count; ++i) {
    const int64_t raised_ns = moment_in(random, from_ns);
    start_alarm(world, Random(random.next()), world.matter_id("A", from_ns, i), raised_ns);
  }
}

void start_whistles(World& world, int64_t slice, int64_t from_ns) {
  if (world.county.departments.empty()) return;
  Random random = world.random(Stream::kWhistle, slice);
  const int64_t count = count_of(random, 4.0 / kSlicesPerDay * patrol_rhythm(world.local(from_ns)));
  for (int64_t i = 0; i < count; ++i) {
    const int64_t blown_ns = moment_in(random, from_ns);
    start_whistle(world, Random(random.next()), world.matter_id("WH", from_ns, i), blown_ns);
  }
}

void start_duty_day(World& world, int32_t day) {
  Random random = world.random(Stream::kDuty, day);
  start_handovers(world, random, day);
  start_assessments(world, random, day);
  const bool weekend = world.local(world.instant(day, 12)).weekend();
  if (!weekend && random.chance(0.4)) start_meeting(world, random, day);
  if (!weekend && random.chance(0.35)) start_report_in(world, random, day);
  Random weather = world.random(Stream::kWarning, day);
  start_warning(world, weather, day);
}

// A burst pipe, from the rider who reports it to the teams' return, in about two minutes.
void start_story(World& world) {
  const int64_t at_ns = *world.options.story_ns;
  Random random = world.random(Stream::kStory, at_ns / kSecondNs);
  const GridIndex grid = world.places.pick_grid(random);
  const std::optional<Position> at = world.places.point_in(grid, random);
  const std::string number = std::to_string(at_ns / kSecondNs);
  const std::string place = world.places.community_name(grid) + "2号楼";

  Steps request("STORY-R-" + number, kRequestSource, Field::kRequest);
  const auto& categories = world.county.categories;
  const auto& channels = world.county.channels;
  Draft& placed = request.add(kRequestPlaced, at_ns);
  placed.with(Field::kCategory, categories.empty() ? std::string("供水") : categories.front().first)
      .with(Field::kChannel, channels.empty() ? std::string("12345") : channels.back().first)
      .with(Field::kTitle, place + "旁供水管爆裂，路面积水")
      .with(Field::kText, "骑手路过发现，水已漫上人行道。")
      .with(Field::kPlace, place)
      .with(Field::kTier, static_cast<int64_t>(Tier::kStreet))
      .with(Field::kDueAt, at_ns + 2 * kHourNs);
  if (grid != kNone) placed.grid = world.county.grids[grid].code;
  placed.position = at;
  request.add(kRequestDispatched, at_ns + 4 * kSecondNs).with(Field::kTo, world.places.street_name(grid));
  request.add(kRequestAccepted, at_ns + 7 * kSecondNs).with(Field::kBy, world.places.street_name(grid));
  request.add(kRequestResolved, at_ns + 95 * kSecondNs).with(Field::kBy, "综合应急救援队");
  request.add(kRequestPublished, at_ns + 105 * kSecondNs);
  request.add(kRequestRated, at_ns + 115 * kSecondNs).with(Field::kScore, static_cast<int64_t>(Score::kSatisfied));
  Plan::start(world, std::move(request.steps));

  if (const std::vector<Department>& departments = world.county.departments; !departments.empty()) {
    const auto water = std::find_if(departments.begin(), departments.end(), [](const Department& department) {
      return department.name.zh.find("水") != std::string::npos;
    });
    Steps whistle("STORY-W-" + number, kDutySource, Field::kWhistle);
    whistle.add(kEmergencyWhistleBlown, at_ns + 12 * kSecondNs)
        .with(Field::kStreet, world.places.street_name(grid))
        .with(Field::kDepartment, (water == departments.end() ? departments.front() : *water).code);
    whistle.add(kEmergencyWhistleAcknowledged, at_ns + 22 * kSecondNs);
    whistle.add(kEmergencyWhistleArrived, at_ns + 48 * kSecondNs);
    whistle.add(kEmergencyWhistleClosed, at_ns + 100 * kSecondNs);
    Plan::start(world, std::move(whistle.steps));
  }

  IncidentPlan plan;
  plan.id = "STORY-E-" + number;
  plan.kind = "供水管爆裂";
  plan.level = 2;
  plan.place = place;
  plan.opening = "供水主管爆裂，积水漫入地下车库，约三百户停水";
  plan.update = "阀门已关闭，正在抽排车库积水";
  plan.grid = grid;
  plan.at = at;
  plan.teams = 3;
  plan.opened_ns = at_ns + 10 * kSecondNs;
  plan.pace = {4 * kSecondNs, 5 * kSecondNs, 20 * kSecondNs, 40 * kSecondNs};
  if (plan.opened_ns < world.options.since_ns) return;
  world.start(plan.opened_ns, std::make_unique<IncidentActor>(std::move(plan), random));
}

}  // namespace gridwall::simulate
