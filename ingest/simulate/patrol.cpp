// Patrol: the day of every grid worker (shift, tracks along a walk inside the grid, check-ins, visits), and the hazards
// and disputes that are found and followed to closure.
#include <fmt/core.h>

#include <algorithm>

#include "ingest/event/time.h"
#include "ingest/simulate/words.h"
#include "ingest/simulate/world.h"

namespace gridwall::simulate {
namespace {

using enum EventType;
constexpr double kWalkMetresPerSecond = 1.1;
constexpr uint32_t kManyWorkers = 2000;  // more than these are simulated in less detail

// One worker in fourteen patrols in the evening, another through the night (夜巡队), in two halves.
int64_t track_interval_s(const World& world) {
  return world.options.track_interval_s.value_or(0);  // completed() has set it
}

enum class Watch { kDay, kEvening, kLate, kEarly };

Watch watch_of(uint32_t worker) {
  if (worker % 14 == 13) return Watch::kEvening;
  if (worker % 14 == 6) return worker % 28 == 6 ? Watch::kLate : Watch::kEarly;
  return Watch::kDay;
}

double begin_hour(Watch watch) {
  switch (watch) {
    case Watch::kDay:
      return 8;
    case Watch::kEvening:
      return 17.2;
    case Watch::kLate:
      return 22;
    case Watch::kEarly:
      return 3;
  }
  return 8;
}

class WorkerDay : public Actor {
 public:
  WorkerDay(World& world, uint32_t worker, int32_t day)
      : random_(world.random(Stream::kWorker, worker, day)),
        number_(worker),
        code_(worker_code(worker)),
        grid_(worker % world.county.grids.size()),
        watch_(watch_of(worker)) {
    const LocalMoment noon = world.local(world.instant(day, 12));
    const Watch watch = watch_;
    const bool night = watch != Watch::kDay;
    on_duty_ = random_.chance(noon.weekend() && !night ? 0.62 : 0.96);
    const double hours = watch == Watch::kDay ? 9.6 + random_.normal() * 0.25 : 5.4 + random_.normal() * 0.1;
    start_ns_ = world.instant(day, begin_hour(watch) + random_.normal() * 0.12);
    end_ns_ = start_ns_ + static_cast<int64_t>(hours * 3600) * kSecondNs;
    // By day an hour's break, in three groups, so that somebody is always outside; at night none.
    const double pause_h = 11.3 + 0.8 * (worker % 3) + random_.normal() * 0.1;
    pause_from_ns_ = night ? end_ns_ : world.instant(day, pause_h);
    pause_to_ns_ = night ? end_ns_ : world.instant(day, pause_h + 1);
    plan_errands(night, world.options.workers > kManyWorkers);
    track_ns_ = start_ns_ + random_.whole(5, std::max<int64_t>(6, track_interval_s(world))) * kSecondNs;
    // A history has no tracks, so the way before it ended need not be walked: that takes a province minutes.
    const int64_t every_ns = track_interval_s(world) * kSecondNs, from_ns = world.options.from_ns;
    if (world.options.after_history && every_ns > 0 && track_ns_ < from_ns)
      track_ns_ += (from_ns - track_ns_ + every_ns - 1) / every_ns * every_ns;
    if (track_ns_ >= pause_from_ns_ && track_ns_ < pause_to_ns_) track_ns_ = pause_to_ns_;
  }

  bool on_duty() const { return on_duty_; }
  int64_t start_ns() const { return start_ns_; }
  int64_t end_ns() const { return end_ns_; }

  std::optional<int64_t> act(int64_t now_ns, World& world) override {
    while (next_errand_ < errands_.size() && errands_[next_errand_].at_ns <= now_ns) {
      run(errands_[next_errand_], world);
      ++next_errand_;
    }
    if (track_ns_ <= now_ns) {
      track(now_ns, world);
      track_ns_ = now_ns + track_interval_s(world) * kSecondNs;
      if (track_ns_ >= pause_from_ns_ && track_ns_ < pause_to_ns_) track_ns_ = pause_to_ns_;
    }
    int64_t next_ns = next_errand_ < errands_.size() ? errands_[next_errand_].at_ns : INT64_MAX;
    if (track_interval_s(world) > 0 && world.county.map.has_geometry && track_ns_ < end_ns_) {
      next_ns = std::min(next_ns, track_ns_);
    } else {
      track_ns_ = INT64_MAX;
    }
    if (next_ns == INT64_MAX) return std::nullopt;
    return next_ns;
  }

 private:
  struct Errand {
    EventType type;
    int64_t at_ns;
  };

  void plan_errands(bool night, bool many_workers) {
    errands_.push_back({kPatrolShiftStarted, start_ns_});
    const auto within = [&](int64_t from_ns, int64_t to_ns) {
      return from_ns +
             static_cast<int64_t>(random_.uniform() * static_cast<double>((to_ns - from_ns) / kSecondNs)) * kSecondNs;
    };
    errands_.push_back({kPatrolCheckedIn, start_ns_ + random_.whole(120, 2400) * kSecondNs});
    if (random_.chance(0.7))
      errands_.push_back({kPatrolCheckedIn, night ? within(start_ns_, end_ns_) : within(pause_to_ns_, end_ns_)});
    const int64_t visits = night ? 0 : many_workers ? random_.whole(0, 1) : random_.whole(1, 5);
    for (int64_t i = 0; i < visits; ++i) {
      errands_.push_back(
          {kPatrolVisited, i % 2 == 0 ? within(start_ns_, pause_from_ns_) : within(pause_to_ns_, end_ns_)});
    }
    errands_.push_back({kPatrolShiftEnded, end_ns_});
    std::stable_sort(errands_.begin(), errands_.end(),
                     [](const Errand& a, const Errand& b) { return a.at_ns < b.at_ns; });
  }

  Draft draft(EventType type, int64_t at_ns, std::string_view number = {}) const {
    const std::string_view name = event_type_name(type);
    std::string step(name.substr(name.find('.') + 1));
    step.append("-").append(std::to_string(at_ns / kSecondNs)).append(number);
    return draft_of(type, at_ns, kPatrolSource, code_, step).with(Field::kWorker, code_);
  }

  void run(const Errand& errand, World& world) {
    std::string number("-");
    Draft event = draft(errand.type, errand.at_ns, number.append(std::to_string(next_errand_)));
    if (errand.type == kPatrolShiftStarted) {
      event.with(Field::kTeam, watch_ == Watch::kDay ? world.places.community_name(grid_) + "网格组"
                                                     : world.places.street_name(grid_) + "夜巡队");
      // If there are more workers than grids, the second worker of a grid is the stand-in of the first.
      if (world.options.workers > world.county.grids.size())
        event.with(Field::kPost, number_ < world.county.grids.size() ? "A" : "B");
    }
    if (errand.type == kPatrolShiftEnded && start_ns_ < world.options.since_ns && !world.options.after_history) return;
    if (errand.type == kPatrolCheckedIn || errand.type == kPatrolVisited) {
      event.grid = world.county.grids[grid_].code;
      if (!at_) at_ = target_ = world.places.point_in(grid_, random_);
      event.position = at_;
    }
    if (errand.type == kPatrolVisited) {
      const int64_t households = random_.whole(1, 9);
      int64_t people = 0;
      for (int64_t i = 0; i < households; ++i) people += random_.whole(1, 4);
      event.with(Field::kHouseholds, households).with(Field::kPeople, people);
      screen(event, errand.at_ns, world);
    }
    world.emit(std::move(event));
  }

  // In the second week of a month half of the visits belong to a screening of estates, each grid's own.
  void screen(Draft& event, int64_t at_ns, const World& world) {
    const CivilTime civil = civil_from_seconds(at_ns / kSecondNs + world.county.zone.offset_s(at_ns));
    if (civil.day < 8 || civil.day > 14 || at_ns / kSecondNs % 2 != 0) return;
    const std::string campaign = fmt::format("{:04}年{}月入户排查", civil.year, civil.month);
    Random random = world.random(Stream::kScreening, grid_);
    event.with(Field::kCampaign, campaign)
        .with(Field::kEstate, world.places.community_name(grid_) + std::string(estate_name(random)));
  }

  // Straight on towards a point of the grid; where the way would leave it, or at the point, to another one.
  void track(int64_t now_ns, World& world) {
    if (!at_) at_ = target_ = world.places.point_in(grid_, random_);
    if (!at_) return;
    double left_m = kWalkMetresPerSecond * random_.between(0.5, 1.2) *
                    static_cast<double>(std::min<int64_t>(track_interval_s(world), 900));
    for (int turn = 0; turn < 6 && left_m > 1; ++turn) {
      const double way_m = distance_m(*at_, *target_);
      if (way_m < 1) {
        target_ = world.places.point_in(grid_, random_);
        continue;
      }
      const double part = std::min(1.0, left_m / way_m);
      const Position next = rounded(part_way(*at_, *target_, part));
      if (!world.places.inside(grid_, next)) {
        target_ = world.places.point_in(grid_, random_);
        continue;
      }
      left_m -= way_m * part;
      at_ = next;
    }
    Draft event = draft(kPatrolTrack, now_ns);
    event.grid = world.county.grids[grid_].code;
    event.position = at_;
    world.emit(std::move(event));
  }

  Random random_;
  const uint32_t number_;
  const std::string code_;
  const GridIndex grid_;
  const Watch watch_;
  bool on_duty_ = false;
  int64_t start_ns_ = 0, end_ns_ = 0, pause_from_ns_ = 0, pause_to_ns_ = 0, track_ns_ = 0;
  std::vector<Errand> errands_;
  size_t next_errand_ = 0;
  std::optional<Position> at_, target_;
};

void start_finding(World& world, Random random, const std::string& id, int64_t found_ns, bool hazard) {
  const GridIndex grid = world.places.pick_grid(random);
  std::vector<Draft> steps;
  const Field field = hazard ? Field::kHazard : Field::kDispute;
  Draft& found = steps.emplace_back(
      draft_of(hazard ? kPatrolHazardFound : kPatrolDisputeFound, found_ns, kPatrolSource, id, "found"));
  found.with(field, id).with(Field::kCategory, hazard ? hazard_category(random) : dispute_category(random));
  constexpr std::string_view kSeverities[] = {"一般", "较大", "重大"};
  if (hazard) found.with(Field::kSeverity, kSeverities[random.pick({0.86, 0.12, 0.02})]);
  world.place(found, grid, random);
  if (random.chance(hazard ? 0.94 : 0.88)) {
    const int64_t closed_ns = found_ns + random.log_normal_s(hazard ? 3600 * 14 : 3600 * 40, 0.9) * kSecondNs;
    steps.push_back(draft_of(hazard ? kPatrolHazardClosed : kPatrolDisputeResolved, closed_ns, kPatrolSource, id,
                             hazard ? "closed" : "resolved")
                        .with(field, id));
  }
  Plan::start(world, std::move(steps));
}

}  // namespace

std::string worker_code(uint32_t worker) {
  return fmt::format("W{:04}", worker + 1);
}

void start_findings(World& world, int64_t slice, int64_t from_ns) {
  if (world.county.grids.empty()) return;
  const double a_day =
      static_cast<double>(world.options.workers) / 420 / kSlicesPerDay * patrol_rhythm(world.local(from_ns));
  for (const bool hazard : {true, false}) {
    Random random = world.random(hazard ? Stream::kHazard : Stream::kDispute, slice);
    const int64_t count = count_of(random, (hazard ? 34 : 11) * a_day);
    for (int64_t i = 0; i < count; ++i) {
      const int64_t found_ns = moment_in(random, from_ns);
      start_finding(world, Random(random.next()), world.matter_id(hazard ? "H" : "D", from_ns, i), found_ns, hazard);
    }
  }
}

void start_workers(World& world, int32_t day) {
  if (world.county.grids.empty()) return;
  if (world.instant(day, 30) < world.options.from_ns) return;  // nothing of this day or its night is emitted
  for (uint32_t worker = 0; worker < world.options.workers; ++worker) {
    auto today = std::make_unique<WorkerDay>(world, worker, day);
    if (!today->on_duty() || today->end_ns() < world.options.from_ns) continue;
    const int64_t start_ns = today->start_ns();
    world.start(start_ns, std::move(today));
  }
}

}  // namespace gridwall::simulate
