#include "ingest/simulate/life.h"

#include <fmt/core.h>

#include <algorithm>

#include "ingest/event/time.h"
#include "ingest/simulate/world.h"

namespace gridwall::simulate {
namespace {

constexpr double kManyGrids = 1000;
constexpr int64_t kTracksPerDay = 100'000;  // at most about so many where the interval is left open
constexpr int64_t kUsualInterval_s = 300;
constexpr double kWalkedPerDay_s = 8.6 * 3600;

uint32_t workers_of(const County& county, double grids) {
  for (const Size& size : county.sizes) {
    if (size.name.zh == "网格员" && size.count > 0) return static_cast<uint32_t>(size.count);
  }
  return static_cast<uint32_t>(std::max(1.0, grids > kManyGrids ? grids : grids * 420 / 272 + 0.5));
}

}  // namespace

LifeOptions completed(const County& county, LifeOptions options) {
  const auto grids = static_cast<double>(county.grids.size());
  if (options.requests_per_day <= 0) {
    const double busy_grids = grids <= kManyGrids ? grids : kManyGrids + (grids - kManyGrids) / 20;
    options.requests_per_day = std::max(20.0, busy_grids * 600 / 272);
  }
  if (options.workers == 0) options.workers = workers_of(county, grids);
  if (!options.track_interval_s) {
    const double tracks_s = options.workers * kWalkedPerDay_s / static_cast<double>(kTracksPerDay);
    options.track_interval_s = std::max(kUsualInterval_s, static_cast<int64_t>(tracks_s));
  }
  options.since_ns = std::min(options.since_ns, options.from_ns);
  return options;
}

World::World(const County& county_in, const LifeOptions& options_in)
    : county(county_in),
      options(completed(county_in, options_in)),
      places(county_in, options_in.seed),
      crew(county_in) {}

std::string World::matter_id(std::string_view prefix, int64_t started_ns, int64_t number) const {
  const CivilTime civil = civil_from_seconds(started_ns / kSecondNs + county.zone.offset_s(started_ns));
  std::string id = fmt::format("{}-{:04}{:02}{:02}-{:02}{:03}", prefix, civil.year, civil.month, civil.day,
                               (civil.hour * 60 + civil.minute) / 15, number);
  if (options.seed != 1) id.append("-s").append(std::to_string(options.seed));
  return id;
}

void World::place(Draft& draft, GridIndex grid, Random& random) const {
  if (grid == kNone) return;
  const double dice = random.uniform();
  const std::optional<Position> at = places.point_in(grid, random);
  if (dice < 0.003) return;
  if (dice > 0.12 || !at) draft.grid = county.grids[grid].code;
  draft.position = at;
}

void World::start(int64_t at_ns, std::unique_ptr<Actor> actor) {
  if (at_ns >= options.until_ns) return;
  push({at_ns, started_++, std::move(actor)});
}

void World::push(Entry entry) {
  agenda_.push_back(std::move(entry));
  std::push_heap(agenda_.begin(), agenda_.end());
}

void World::emit(Draft draft) {
  if (draft.at_ns < options.from_ns || draft.at_ns >= options.until_ns) return;
  if (options.seed != 1) draft.id.append("@").append(std::to_string(options.seed));  // another life, other events
  told.push_back(std::move(draft));
}

void World::act_next() {
  std::pop_heap(agenda_.begin(), agenda_.end());
  Entry entry = std::move(agenda_.back());
  agenda_.pop_back();
  const std::optional<int64_t> again_ns = entry.actor->act(entry.at_ns, *this);
  if (!again_ns || *again_ns >= options.until_ns) return;
  entry.at_ns = std::max(*again_ns, entry.at_ns);
  push(std::move(entry));
}

Plan::Plan(std::vector<Draft> steps) : steps_(std::move(steps)) {
  std::stable_sort(steps_.begin(), steps_.end(), [](const Draft& a, const Draft& b) { return a.at_ns < b.at_ns; });
  std::reverse(steps_.begin(), steps_.end());
}

std::optional<int64_t> Plan::act(int64_t now_ns, World& world) {
  while (!steps_.empty() && steps_.back().at_ns <= now_ns) {
    world.emit(std::move(steps_.back()));
    steps_.pop_back();
  }
  if (steps_.empty()) return std::nullopt;
  return steps_.back().at_ns;
}

void Plan::start(World& world, std::vector<Draft> steps) {
  if (steps.empty()) return;
  int64_t first_ns = steps.front().at_ns;
  for (const Draft& step : steps) first_ns = std::min(first_ns, step.at_ns);
  if (first_ns < world.options.since_ns) return;  // older than the simulation: not emitted
  world.start(first_ns, std::make_unique<Plan>(std::move(steps)));
}

Draft draft_of(EventType type, int64_t at_ns, std::string_view source, std::string_view matter, std::string_view step) {
  Draft draft;
  draft.type = type;
  draft.at_ns = at_ns;
  draft.source = source;
  draft.id.reserve(matter.size() + step.size() + 1);
  draft.id.append(matter).append("/").append(step);
  return draft;
}

struct Life::Impl {
  World world;
  int64_t slice;  // the next to begin
  std::optional<int32_t> day;
  uint64_t left;

  Impl(const County& county, const LifeOptions& options)
      : world(county, options), slice(world.options.since_ns / kSliceNs), left(options.max_events) {
    start_teams(world);
    // Those who went on duty the evening before a history ended are still about.
    if (options.after_history) start_workers(world, world.county.zone.local_day(world.options.since_ns) - 1);
    if (options.story_ns) start_story(world);
  }
  Impl(const Impl&) = delete;
  ~Impl() = default;

  void begin_slice() {
    const int64_t from_ns = slice * kSliceNs;
    if (const int32_t today = world.county.zone.local_day(from_ns); day != today) {
      day = today;
      start_workers(world, today);
      start_duty_day(world, today);
    }
    start_requests(world, slice, from_ns);
    start_findings(world, slice, from_ns);
    start_incidents(world, slice, from_ns);
    start_alarms(world, slice, from_ns);
    start_whistles(world, slice, from_ns);
    ++slice;
  }
};

Life::Life(const County& county, const LifeOptions& options) : impl_(std::make_unique<Impl>(county, options)) {}
Life::~Life() = default;
Life::Life(Life&&) noexcept = default;

std::optional<Draft> Life::next() {
  World& world = impl_->world;
  if (impl_->left == 0) return std::nullopt;
  while (world.told.empty()) {
    const int64_t begun_ns = impl_->slice * kSliceNs;  // everything before is on the agenda
    if (world.empty() || world.next_ns() >= begun_ns) {
      if (begun_ns >= world.options.until_ns) {
        if (world.empty()) return std::nullopt;
      } else {
        impl_->begin_slice();
        continue;
      }
    }
    world.act_next();
  }
  --impl_->left;
  Draft draft = std::move(world.told.front());
  world.told.pop_front();
  return draft;
}

}  // namespace gridwall::simulate
