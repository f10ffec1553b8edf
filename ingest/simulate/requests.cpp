// The life of a request: placed, dispatched, accepted, sometimes supervised, escalated, returned or deferred, resolved
// at a tier, published, rated, revisited, now and then reopened. The whole course is drawn when it starts.
#include <algorithm>

#include "ingest/simulate/matter.h"
#include "ingest/simulate/words.h"

namespace gridwall::simulate {
namespace {

using enum EventType;

class Course : MatterSteps {
 public:
  // `earlier` is a request placed before it, which it may turn out to be a duplicate of; empty: none.
  Course(World& world, std::string id, int64_t placed_ns, Random random, std::string earlier)
      : MatterSteps(world, std::move(id), placed_ns, random), earlier_(std::move(earlier)) {}

  std::vector<Draft> draw() {
    place();
    if (random_.chance(0.02)) {
      after_s(1800, 1.0);
      const std::string_view reason = cancel_reason(random_);
      if (!earlier_.empty() && random_.chance(0.4)) {
        step(kRequestMerged).with(Field::kInto, earlier_);
      } else {
        step(kRequestCancelled).with(Field::kReason, reason);
      }
      return std::move(steps_);
    }
    take_up();
    if (random_.chance(0.014)) return std::move(steps_);  // never done: it stays open past its time
    resolve();
    const int score = after_resolution();
    if (random_.chance(score == 2 ? 0.45 : 0.006)) {
      after_s(3600 * 8, 0.8);
      step(kRequestReopened);
      take_up();
      if (random_.chance(0.94)) {
        resolve();
        after_resolution();
      }
    }
    return std::move(steps_);
  }

 private:
  void place() {
    grid_ = world_.places.pick_grid(random_);
    const auto& categories = world_.county.categories;
    const auto& channels = world_.county.channels;
    std::string category = "其他", channel = "12345";
    // Earlier ones are commoner.
    if (!categories.empty())
      category = categories[std::min(random_.below(categories.size()), random_.below(categories.size()))].first;
    if (!channels.empty())
      channel = channels[std::min(random_.below(channels.size()), random_.below(channels.size()))].first;
    theme_ = theme_of(world_.county, category);
    tier_ = random_.pick({0.62, 0.24, 0.10, 0.04});
    Draft& draft = step(kRequestPlaced);
    describe(draft, world_, grid_, category, channel, tier_, random_);
    urgent_ = random_.chance(0.05);
    if (urgent_) draft.with(Field::kDueAt, now_ns_ + 2 * kHourNs);
    world_.place(draft, grid_, random_);
  }

  std::string handler() { return handler_of(world_, grid_, tier_, theme_, random_); }

  void take_up() {
    const auto promise_s = static_cast<double>(world_.county.response_promise_s);
    const LocalMoment moment = world_.local(now_ns_);
    const double night = moment.hour() < 7 || moment.hour() >= 22 ? 4 : 1;
    after_s((urgent_ ? 60 : 240) * night, 0.8);
    std::string to = handler();
    step(kRequestDispatched).with(Field::kTo, to);
    if (random_.chance(0.04)) {
      after_s(2400, 0.8);
      step(kRequestReturned).with(Field::kReason, return_reason(random_));
      after_s(900, 0.8);
      to = handler();
      step(kRequestDispatched).with(Field::kTo, to);
    }
    const double median_s = promise_s > 0 ? promise_s * 0.3 : (urgent_ ? 180 : 600);
    after_s(median_s * (promise_s > 0 ? 1 : night), 0.9);
    step(kRequestAccepted).with(Field::kBy, to);
    if (tier_ < 3 && random_.chance(0.08)) {
      work_s(3600 * 2, 0.8);
      step(kRequestEscalated).with(Field::kTier, static_cast<int64_t>(++tier_));
    }
    if (random_.chance(0.03)) {
      work_s(3600 * 3, 0.6);
      step(kRequestDeferred).with(Field::kUntil, now_ns_ + random_.whole(3, 12) * kDayNs);
      deferred_ = true;
    }
  }

  void resolve() {
    const double median_s = urgent_ ? 4500 : kResolveMedianH[tier_] * 3600 * (deferred_ ? 2.5 : 1);
    const int64_t accepted_ns = now_ns_;
    work_s(median_s, 0.75);
    if (random_.chance(0.06)) {
      const int64_t end_ns = now_ns_;
      now_ns_ =
          accepted_ns + static_cast<int64_t>(static_cast<double>(end_ns - accepted_ns) * 0.7) / kSecondNs * kSecondNs;
      step(kRequestSupervised).with(Field::kBy, "指挥中心").with(Field::kNote, supervise_note(random_));
      now_ns_ = end_ns;
    }
    Draft& draft = step(kRequestResolved).with(Field::kBy, handler());
    if (random_.chance(0.7)) draft.with(Field::kTier, static_cast<int64_t>(tier_));
  }

  // Published, rated, revisited; returns the score, or -1 without a rating.
  int after_resolution() {
    if (random_.chance(0.86)) {
      after_s(3600, 0.9);
      step(kRequestPublished);
    }
    int score = -1;
    if (random_.chance(0.62)) {
      after_s(3600 * 4, 1.0);
      score = static_cast<int>(random_.pick({0.885, 0.09, 0.025}));
      step(kRequestRated).with(Field::kScore, int64_t{score});
    }
    if (random_.chance(score == 2 ? 0.9 : 0.22)) {
      work_s(3600 * 20, 0.6);
      step(kRequestRevisited).with(Field::kOutcome, revisit_outcome(score != 2, random_));
    }
    return score;
  }

  GridIndex grid_ = kNone;
  size_t tier_ = 0;
  bool urgent_ = false, deferred_ = false;
  std::string theme_, earlier_;
};

}  // namespace

void start_requests(World& world, int64_t slice, int64_t from_ns) {
  Random random = world.random(Stream::kRequest, slice);
  const double mean = world.options.requests_per_day / kSlicesPerDay * request_rhythm(world.local(from_ns));
  const int64_t count = count_of(random, mean * random.log_normal(1, 0.18));
  std::string earlier;
  int64_t earlier_ns = INT64_MAX;
  for (int64_t i = 0; i < count; ++i) {
    const int64_t placed_ns = moment_in(random, from_ns);
    const uint64_t seed = random.next();
    if (placed_ns < world.options.since_ns || placed_ns >= world.options.until_ns) continue;
    const std::string id = world.matter_id("R", from_ns, i);
    const std::string into = earlier_ns < placed_ns ? earlier : std::string();
    Plan::start(world, Course(world, id, placed_ns, Random(seed), into).draw());
    if (placed_ns < world.options.from_ns) continue;  // it is not dispatched
    earlier = id;
    earlier_ns = placed_ns;
  }
}

}  // namespace gridwall::simulate
