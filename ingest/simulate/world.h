// What all actors of a simulation share. Private to ingest/simulate; one thread.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/simulate/crew.h"
#include "ingest/simulate/life.h"
#include "ingest/simulate/places.h"
#include "ingest/simulate/random.h"
#include "ingest/simulate/rhythm.h"

namespace gridwall::simulate {

inline constexpr int64_t kSecondNs = 1'000'000'000;
inline constexpr int64_t kMinuteNs = 60 * kSecondNs;
inline constexpr int64_t kHourNs = 60 * kMinuteNs;
inline constexpr int64_t kDayNs = 24 * kHourNs;

// Streams of randomness: what happens in one does not disturb another.
enum class Stream : uint64_t {
  kRequest = 1,
  kHazard,
  kDispute,
  kIncident,
  kAlarm,
  kWhistle,
  kWarning,
  kMeeting,
  kDuty,
  kWorker,
  kTeam,
  kStory,
  kScreening
};

// The system that sends the events of a kind, as `source`.
inline constexpr std::string_view kRequestSource = "request-platform";
inline constexpr std::string_view kPatrolSource = "patrol-app";
inline constexpr std::string_view kRescueSource = "rescue-desk";
inline constexpr std::string_view kSensorSource = "sensor-hub";
inline constexpr std::string_view kDutySource = "duty-desk";

class World;

// Something that develops over time: a matter, the day of a worker, a team.
class Actor {
 public:
  virtual ~Actor() = default;
  // Does what is due at `now_ns`; returns when it acts next (not before now), or nothing when it has ended.
  virtual std::optional<int64_t> act(int64_t now_ns, World& world) = 0;
};

class World {
 public:
  World(const County& county_in, const LifeOptions& options_in);

  const County& county;
  const LifeOptions options;
  const Places places;
  Crew crew;
  std::map<std::string, std::string> emergency_of_area;  // code -> the incident that put it into emergency mode

  Random random(Stream stream, int64_t a = 0, int64_t b = 0) const {
    return Random(seed_of(options.seed, static_cast<uint64_t>(stream), a, b));
  }
  LocalMoment local(int64_t time_ns) const { return local_moment(time_ns, county.zone.offset_s(time_ns)); }
  // The instant of a second on a local day's clock, as if no clock were changed on that day.
  int64_t instant(int32_t day, double hour) const {
    return county.zone.day_start_ns(day) + static_cast<int64_t>(hour * 3600) * kSecondNs;
  }
  // An identifier that no other matter has: prefix, local date, quarter of the day, number within it, and the seed
  // when it is not the usual one.
  std::string matter_id(std::string_view prefix, int64_t started_ns, int64_t number) const;
  // Sometimes the event gets no place at all, sometimes only the position.
  void place(Draft& draft, GridIndex grid, Random& random) const;

  void start(int64_t at_ns, std::unique_ptr<Actor> actor);
  void emit(Draft draft);  // kept if it lies within the time asked for; `at_ns` is when the actor acted

  bool empty() const { return agenda_.empty(); }
  int64_t next_ns() const { return agenda_.front().at_ns; }
  void act_next();
  std::deque<Draft> told;

 private:
  struct Entry {
    int64_t at_ns;
    uint64_t order;  // of starting: the same in every run
    std::unique_ptr<Actor> actor;
    bool operator<(const Entry& other) const {  // the earliest on top
      return at_ns != other.at_ns ? at_ns > other.at_ns : order > other.order;
    }
  };
  void push(Entry entry);
  std::vector<Entry> agenda_;  // a heap
  uint64_t started_ = 0;
};

// A matter whose events are all known when it starts.
class Plan : public Actor {
 public:
  explicit Plan(std::vector<Draft> steps);  // in any order; steps with equal times keep theirs
  std::optional<int64_t> act(int64_t now_ns, World& world) override;
  static void start(World& world, std::vector<Draft> steps);

 private:
  std::vector<Draft> steps_;  // latest first
};

// One draft with its time, source and identifier `matter/step`.
Draft draft_of(EventType type, int64_t at_ns, std::string_view source, std::string_view matter, std::string_view step);

// Grid worker number so many, from 0, as events name them.
std::string worker_code(uint32_t worker);

// Each starts what begins in the quarter of an hour from `from_ns`, or on the local day.
void start_requests(World& world, int64_t slice, int64_t from_ns);
void start_findings(World& world, int64_t slice, int64_t from_ns);
void start_workers(World& world, int32_t day);
void start_teams(World& world);
void start_incidents(World& world, int64_t slice, int64_t from_ns);
void start_alarms(World& world, int64_t slice, int64_t from_ns);
void start_whistles(World& world, int64_t slice, int64_t from_ns);
void start_duty_day(World& world, int32_t day);  // handovers, meetings, warnings, assessments
void start_story(World& world);

inline constexpr int64_t kSliceNs = 15 * kMinuteNs;
inline constexpr double kSlicesPerDay = 96;
// How many of a stream begin in a slice, given the mean.
inline int64_t count_of(Random& random, double mean) {
  const auto whole = static_cast<int64_t>(mean);
  return whole + (random.chance(mean - static_cast<double>(whole)) ? 1 : 0);
}
// A moment within the slice, whole seconds.
inline int64_t moment_in(Random& random, int64_t from_ns) {
  return from_ns + random.whole(0, kSliceNs / kSecondNs - 1) * kSecondNs;
}

}  // namespace gridwall::simulate
