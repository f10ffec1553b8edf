// The requests of a history: each runs its course to where its fate lets it end, as in a life, drawn together where it
// would not end before the history does.
#include <algorithm>
#include <cassert>

#include "ingest/simulate/history/history_fates.h"
#include "ingest/simulate/incident.h"
#include "ingest/simulate/matter.h"
#include "ingest/simulate/words.h"

namespace gridwall::simulate::history {
namespace {

using enum EventType;

constexpr int64_t kCourses = 2;

class Course : MatterSteps {
 public:
  Course(History& history, const Fate& fate, std::string id, Random random)
      : MatterSteps(history.world, std::move(id), fate.placed_ns, random), history_(history), fate_(fate) {}

  void emit() {
    place();
    if (fate_.stage >= kAtDispatched) take_up();
    if (fate_.stage == kAtSupervised) supervise();
    if (fate_.resolved) finish();
    fit();
    if (!fate_.resolved && fate_.stage >= kAtAccepted) defer();
    if (fate_.named && fate_.named->level > 0) start_incident();
    end_ns_ = steps_.back().at_ns;
    for (const Draft& draft : steps_) history_.told.push_back(draft);
  }

  int64_t end_ns() const { return end_ns_; }
  // Changes no figure: the resident is asked again.
  void revisit(int64_t at_ns) {
    now_ns_ = at_ns;
    step(kRequestRevisited).with(Field::kOutcome, revisit_outcome(true, random_));
    history_.told.push_back(steps_.back());
  }

 private:
  std::string handler(size_t tier) {
    const std::string theme = theme_of(world_.county, fate_.category);
    return handler_of(world_, grid_, tier, theme, random_);
  }

  void place() {
    grid_ = history_.pick_grid(fate_.area, random_);
    tier_ = fate_.tier;
    if (tier_ > 0 && fate_.stage >= kAtAccepted && !fate_.named && random_.chance(0.35)) --tier_;
    Draft& draft = step(kRequestPlaced);
    if (const NamedMatter* named = fate_.named) {
      draft.with(Field::kCategory, named->category)
          .with(Field::kChannel, named->channel)
          .with(Field::kTitle, named->title);
      if (!named->text.empty()) draft.with(Field::kText, named->text);
      draft.with(Field::kPlace, named->place).with(Field::kTier, static_cast<int64_t>(tier_));
    } else {
      describe(draft, world_, grid_, fate_.category, fate_.channel, tier_, random_);
    }
    history_.place(draft, grid_, random_);
    at_ = draft.position;
  }

  // When the first acceptance comes, whole seconds after the placing.
  int64_t response_s() {
    const int64_t promise_s = world_.county.response_promise_s;
    const double night = world_.local(now_ns_).hour() < 7 || world_.local(now_ns_).hour() >= 22 ? 4 : 1;
    if (!fate_.promise_kept)
      return promise_s > 0 ? random_.log_normal_s(static_cast<double>(promise_s) * 0.5, 0.5) + 2
                           : random_.log_normal_s(1000 * night, 0.9) + 2;
    if (*fate_.promise_kept)
      return std::max<int64_t>(2, static_cast<int64_t>(static_cast<double>(promise_s) * random_.between(0.1, 0.98)));
    return promise_s + 1 + static_cast<int64_t>(static_cast<double>(promise_s) * random_.between(0.05, 0.9));
  }

  void take_up() {
    const int64_t placed_ns = now_ns_;
    const int64_t response_ns = std::min(response_s(), (history_.until_ns - placed_ns) / kSecondNs * 2 / 3) * kSecondNs;
    const std::string to = handler(tier_);
    now_ns_ = placed_ns + std::max(kSecondNs, response_ns / kSecondNs / 3 * kSecondNs);
    step(kRequestDispatched).with(Field::kTo, to);
    if (fate_.stage == kAtDispatched) return;
    now_ns_ = placed_ns + response_ns;
    step(kRequestAccepted).with(Field::kBy, to);
    settled_ = steps_.size();
    if (tier_ < fate_.tier) {
      work_s(3600 * 2, 0.8);
      step(kRequestEscalated).with(Field::kTier, static_cast<int64_t>(++tier_));
    }
  }

  void supervise() {
    work_s(3600 * 20, 0.7);
    step(kRequestSupervised).with(Field::kBy, "指挥中心").with(Field::kNote, supervise_note(random_));
  }

  void resolve() {
    if (random_.chance(0.06)) {
      work_s(kResolveMedianH[tier_] * 1800, 0.5);
      step(kRequestSupervised).with(Field::kBy, "指挥中心").with(Field::kNote, supervise_note(random_));
    }
    if (fate_.named) {
      after_s(3600 * 2, 0.2);
    } else {
      work_s(kResolveMedianH[tier_] * 3600, 0.75);
    }
    step(kRequestResolved).with(Field::kBy, handler(tier_)).with(Field::kTier, static_cast<int64_t>(fate_.tier));
  }

  void finish() {
    resolve();
    if (!fate_.named && random_.chance(0.008)) {  // not done after all, and then it is
      work_s(3600 * 20, 0.6);
      step(kRequestRevisited).with(Field::kOutcome, revisit_outcome(false, random_));
      after_s(600, 0.5);
      step(kRequestReopened);
      after_s(900, 0.8);
      const std::string to = handler(tier_);
      step(kRequestDispatched).with(Field::kTo, to);
      after_s(900, 0.8);
      step(kRequestAccepted).with(Field::kBy, to);
      resolve();
    }
    if (fate_.stage == kAtPublished || (fate_.stage == kAtRated && random_.chance(0.86))) {
      after_s(3600, 0.9);
      step(kRequestPublished);
    }
    if (fate_.stage == kAtRated) {
      after_s(3600 * 4, 1.0);
      step(kRequestRated).with(Field::kScore, static_cast<int64_t>(fate_.score));
    }
    if (random_.chance(fate_.stage == kAtRated && fate_.score == Score::kUnsatisfied ? 0.9 : 0.2)) {
      work_s(3600 * 20, 0.6);
      step(kRequestRevisited).with(Field::kOutcome, revisit_outcome(fate_.score != Score::kUnsatisfied, random_));
    }
  }

  // What comes after the first acceptance is drawn together until it ends in time; steps stay a second apart.
  void fit() {
    const size_t fixed =
        std::max<size_t>(settled_, 1);  // of these the times are fixed: placed, or up to the acceptance
    const int64_t from_ns = steps_[fixed - 1].at_ns;
    const auto seconds = [&](size_t i) { return (steps_[i].at_ns - from_ns) / kSecondNs; };
    const auto rest = std::ssize(steps_) - static_cast<ptrdiff_t>(fixed);
    const int64_t room_s = (history_.until_ns - from_ns) / kSecondNs - rest - 60;
    assert(room_s > 0);
    const int64_t last_s = seconds(steps_.size() - 1);
    if (rest > 0 && last_s > room_s) {
      const double part = static_cast<double>(room_s) / static_cast<double>(last_s) * random_.between(0.6, 1);
      for (size_t i = fixed; i < steps_.size(); ++i)
        steps_[i].at_ns = from_ns + static_cast<int64_t>(static_cast<double>(seconds(i)) * part) * kSecondNs;
    }
    for (size_t i = fixed; i < steps_.size(); ++i)
      steps_[i].at_ns = std::max(steps_[i].at_ns, steps_[i - 1].at_ns + kSecondNs);
  }

  // Half of what is open was put off with leave, not long ago.
  void defer() {
    const int64_t last_ns = steps_.back().at_ns;
    const int64_t since_ns = std::max(last_ns, history_.until_ns - 20 * kDayNs);
    if (!random_.chance(0.5)) return;
    const double part = random_.between(0.2, 0.9);
    now_ns_ = since_ns +
              static_cast<int64_t>(static_cast<double>((history_.until_ns - since_ns) / kSecondNs) * part) * kSecondNs;
    if (now_ns_ <= last_ns) return;
    step(kRequestDeferred).with(Field::kUntil, history_.until_ns + random_.whole(1, 25) * kDayNs);
  }

  void start_incident() {
    const NamedMatter& named = *fate_.named;
    IncidentPlan plan;
    plan.id = id_ + "-incident";
    plan.kind = named.kind;
    plan.level = named.level;
    plan.place = named.place;
    plan.opening = named.opening;
    plan.update = named.update;
    plan.grid = grid_;
    plan.at = at_;
    plan.teams = 1;
    plan.opened_ns = steps_[settled_ - 1].at_ns + kMinuteNs;
    plan.pace = {kMinuteNs, kMinuteNs, 0, 70 * kMinuteNs};
    const int64_t opened_ns = plan.opened_ns;
    world_.start(opened_ns, std::make_unique<IncidentActor>(std::move(plan), random_));
  }

  History& history_;
  const Fate& fate_;
  GridIndex grid_ = kNone;
  std::optional<Position> at_;
  size_t tier_ = 0;
  int64_t end_ns_ = 0;
  size_t settled_ = 0;  // steps up to the first acceptance; 0 while there is none
};

}  // namespace

void add_requests(History& history) {
  std::vector<Fate> fates = deal_fates(history);
  std::stable_sort(fates.begin(), fates.end(), [](const Fate& a, const Fate& b) { return a.placed_ns < b.placed_ns; });
  // Events go on until the end, so that the feed is not silent when a simulation continues.
  int64_t calls = 3;
  for (size_t i = 0; i < fates.size(); ++i) {
    const auto number = static_cast<int64_t>(i);
    Course course(history, fates[i], History::id("R", number), history.random(kCourses, number));
    course.emit();
    if (calls == 0 || !fates[i].resolved || i * 2 < fates.size() || course.end_ns() > history.until_ns - kHourNs)
      continue;
    course.revisit(history.until_ns - calls-- * 97 * kSecondNs);
  }
}

}  // namespace gridwall::simulate::history
