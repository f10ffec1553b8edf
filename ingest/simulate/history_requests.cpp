// The requests of a history: how many of each kind, which of them are resolved and how, is dealt first; then each runs
// its course as in a life, drawn together where it would not end before the history does.
#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "ingest/simulate/history_parts.h"
#include "ingest/simulate/incident.h"
#include "ingest/simulate/matter.h"
#include "ingest/simulate/words.h"

namespace gridwall::simulate {
namespace {

using enum EventType;

constexpr int64_t kPart = 1;
constexpr size_t kPlaced = 0, kDispatched = 1, kAccepted = 2, kSupervised = 3, kResolved = 4, kPublished = 5,
                 kRated = 6;

struct Fate {
  std::string category, channel;
  uint32_t area = kNoGrid;
  const NamedMatter* named = nullptr;
  int64_t placed_ns = 0;
  bool resolved = false;
  size_t stage = kPlaced;  // where it stands at the end
  size_t tier = 0;         // where it is resolved, or stands
  Score score = Score::kSatisfied;
  std::optional<bool> promise_kept;  // none: as it comes
};

// A group of which so many are to be resolved: the youngest are left open most often, some old ones too.
void deal_resolved(History& history, std::vector<Fate>& fates, size_t first, int64_t resolved, Random& random) {
  std::vector<std::pair<double, size_t>> keys;
  for (size_t i = first; i < fates.size(); ++i) {
    const double age_d = static_cast<double>(history.until_ns - fates[i].placed_ns) / static_cast<double>(kDayNs);
    const double weight = 1 + 4 * std::exp(-age_d / 14) + 40 * std::exp(-age_d * 2);
    keys.emplace_back(std::pow(random.uniform(), 1 / weight), i);  // weighted, without putting back
  }
  std::sort(keys.begin(), keys.end());
  for (size_t i = 0; i < static_cast<size_t>(resolved); ++i) fates[keys[i].second].resolved = true;
}

// Cards for the resolved or the open ones: so many of each value, in any order.
std::vector<size_t> deck(std::span<const int64_t> counts, Random& random) {
  std::vector<size_t> cards;
  for (size_t value = 0; value < counts.size(); ++value)
    cards.insert(cards.end(), static_cast<size_t>(counts[value]), value);
  shuffle(cards, random);
  return cards;
}

class Dealer {
 public:
  explicit Dealer(History& history)
      : history_(history), targets_(history.targets.requests), random_(history.random(kPart)) {}

  std::vector<Fate> deal() {
    for (const RequestQuota& quota : targets_.quotas) deal_group(quota.collected, quota.resolved, &quota);
    for (const NamedMatter& matter : targets_.matters) {
      Fate& fate = fates_.emplace_back();
      fate.named = &matter;
      fate.category = matter.category;
      fate.channel = matter.channel;
      fate.area = matter.area;
      fate.placed_ns = history_.until_ns - matter.ago_s * kSecondNs;
      fate.resolved = true;
    }
    int64_t collected = targets_.collected, resolved = targets_.resolved;
    for (const Fate& fate : fates_) {
      --collected;
      resolved -= fate.resolved ? 1 : 0;
    }
    deal_group(collected, resolved, nullptr);
    for (size_t i = 0; i < fates_.size(); ++i) (fates_[i].resolved ? done_ : open_).push_back(i);
    deal_tiers();
    deal_ratings();
    deal_open_stages();
    if (targets_.promise_kept) deal_promise();
    return std::move(fates_);
  }

 private:
  void deal_group(int64_t collected, int64_t resolved, const RequestQuota* quota) {
    const std::vector<std::string> categories = free_categories(history_.world.county, targets_);
    const std::vector<std::string> channels = free_channels(history_.world.county, targets_);
    const auto one_of = [&](const std::vector<std::string>& words) {  // earlier ones are commoner
      return words.empty() ? std::string("其他")
                           : words[std::min(random_.below(words.size()), random_.below(words.size()))];
    };
    const size_t first = fates_.size();
    // The last ones have time to be answered, or to let a promise pass.
    const int64_t last_ns = history_.until_ns - (history_.world.county.response_promise_s * 3 + 3600) * kSecondNs;
    for (int64_t i = 0; i < collected; ++i) {
      Fate& fate = fates_.emplace_back();
      fate.category = quota && !quota->category.empty() ? quota->category : one_of(categories);
      fate.channel = quota && !quota->channel.empty() ? quota->channel : one_of(channels);
      fate.area = quota ? quota->area : kNoGrid;
      fate.placed_ns = placed_before(last_ns);
    }
    deal_resolved(history_, fates_, first, resolved, random_);
  }

  // A county asks more as the years go by: at the beginning 0.4 of what it asks at the end.
  int64_t placed_before(int64_t last_ns) {
    int64_t at_ns = history_.begin_ns;
    for (int i = 0; i < 30; ++i) {
      at_ns = history_.moment(request_rhythm, history_.begin_ns, last_ns, random_);
      const double part =
          static_cast<double>(at_ns - history_.begin_ns) / static_cast<double>(last_ns - history_.begin_ns);
      if (random_.chance(0.4 + 0.6 * part)) break;
    }
    return at_ns;
  }

  void deal_tiers() {
    for (Fate& fate : fates_)
      fate.tier = fate.named ? static_cast<size_t>(fate.named->tier) : random_.pick({0.62, 0.24, 0.10, 0.04});
    if (!targets_.tiers) return;
    std::array<int64_t, kTierCount> left = *targets_.tiers;
    std::vector<size_t> others;
    for (const size_t i : done_) {
      if (fates_[i].named && left[fates_[i].tier] > 0) {
        --left[fates_[i].tier];
      } else {
        others.push_back(i);
      }
    }
    const std::vector<size_t> cards = deck(left, random_);
    for (size_t i = 0; i < others.size(); ++i) fates_[others[i]].tier = cards[i];
  }

  void deal_ratings() {
    const auto done = std::ssize(done_);
    std::array<int64_t, 3> stages{};  // resolved, published, rated
    if (targets_.stages) {
      stages = {(*targets_.stages)[4], (*targets_.stages)[5], (*targets_.stages)[6]};
    } else {
      const auto rated = targets_.rated.value_or(static_cast<int64_t>(std::llround(0.62 * static_cast<double>(done))));
      const auto published = static_cast<int64_t>(0.86 * static_cast<double>(done - rated));
      stages = {done - rated - published, published, rated};
    }
    const int64_t satisfied =
        targets_.satisfied.value_or(static_cast<int64_t>(std::llround(0.975 * static_cast<double>(stages[2]))));
    const int64_t basic = satisfied / 11;
    const std::vector<size_t> cards = deck(stages, random_);
    const std::vector<size_t> scores =
        deck(std::array<int64_t, 3>{satisfied - basic, basic, stages[2] - satisfied}, random_);
    size_t next = 0;
    for (size_t i = 0; i < done_.size(); ++i) {
      Fate& fate = fates_[done_[i]];
      fate.stage = kResolved + cards[i];
      if (fate.stage == kRated) fate.score = static_cast<Score>(scores[next++]);
    }
  }

  // The younger an open request, the nearer it stands to the beginning.
  void deal_open_stages() {
    std::vector<std::pair<double, size_t>> youngest;
    for (const size_t i : open_) {
      const auto age = static_cast<double>(history_.until_ns - fates_[i].placed_ns);
      youngest.emplace_back(age * random_.log_normal(1, 0.5), i);
    }
    std::sort(youngest.begin(), youngest.end());
    if (targets_.stages) {
      size_t next = 0;
      for (size_t stage = kPlaced; stage <= kSupervised; ++stage) {
        for (int64_t i = 0; i < (*targets_.stages)[stage]; ++i) fates_[youngest[next++].second].stage = stage;
      }
      return;
    }
    for (const auto& [age, i] : youngest) {
      const double age_h = age / static_cast<double>(kHourNs);
      fates_[i].stage = age_h < 3    ? random_.pick({0.25, 0.25, 0.5, 0})
                        : age_h < 48 ? random_.pick({0.03, 0.10, 0.8, 0.07})
                                     : random_.pick({0.005, 0.03, 0.7, 0.265});
    }
  }

  void deal_promise() {
    std::vector<size_t> accepted, waiting;
    for (size_t i = 0; i < fates_.size(); ++i) (fates_[i].stage >= kAccepted ? accepted : waiting).push_back(i);
    shuffle(waiting, random_);
    while (std::ssize(accepted) < *targets_.promise_kept) {  // only where the stages are not asked for
      fates_[waiting.back()].stage = kAccepted;
      accepted.push_back(waiting.back());
      waiting.pop_back();
    }
    // A matter that is told by its name was answered in time.
    shuffle(accepted, random_);
    std::stable_partition(accepted.begin(), accepted.end(), [&](size_t i) { return fates_[i].named != nullptr; });
    for (size_t i = 0; i < accepted.size(); ++i)
      fates_[accepted[i]].promise_kept = std::cmp_less(i, *targets_.promise_kept);
  }

  History& history_;
  const RequestTargets& targets_;
  Random random_;
  std::vector<Fate> fates_;
  std::vector<size_t> done_, open_;
};

// The course of one request to where its fate lets it end.
class Course {
 public:
  Course(History& history, const Fate& fate, std::string id, Random random)
      : history_(history),
        world_(history.world),
        fate_(fate),
        id_(std::move(id)),
        random_(random),
        now_ns_(fate.placed_ns) {}

  void tell() {
    place();
    if (fate_.stage >= kDispatched) take_up();
    if (fate_.stage == kSupervised) supervise();
    if (fate_.resolved) finish();
    fit();
    if (!fate_.resolved && fate_.stage >= kAccepted) defer();
    if (fate_.named && fate_.named->level > 0) start_incident();
    end_ns_ = steps_.back().at_ns;
    for (const Draft& draft : steps_) history_.told.push_back(draft);
  }

  int64_t end_ns() const { return end_ns_; }
  // Changes no figure: whoever asked is asked once more.
  void revisit(int64_t at_ns) {
    now_ns_ = at_ns;
    step(kRequestRevisited).with(Field::kOutcome, revisit_outcome(true, random_));
    history_.told.push_back(steps_.back());
  }

 private:
  Draft& step(EventType type) {
    const std::string_view name = event_type_name(type);
    std::string number = std::to_string(steps_.size());
    steps_.push_back(
        draft_of(type, now_ns_, kRequestSource, id_, number.append("-").append(name.substr(name.find('.') + 1))));
    return steps_.back().with(Field::kRequest, id_);
  }
  void after_s(double median_s, double sigma) { now_ns_ += random_.log_normal_s(median_s, sigma) * kSecondNs; }
  void work_s(double median_s, double sigma) {
    after_s(median_s, sigma);
    now_ns_ = after_opening(world_, now_ns_, random_);
  }
  std::string handler(size_t tier) {
    const std::string theme = theme_of(world_.county, fate_.category);
    return handler_of(world_, grid_, tier, theme, random_);
  }

  void place() {
    grid_ = history_.pick_grid(fate_.area, random_);
    tier_ = fate_.tier;
    if (tier_ > 0 && fate_.stage >= kAccepted && !fate_.named && random_.chance(0.35)) --tier_;
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
    if (fate_.stage == kDispatched) return;
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
    if (fate_.stage == kPublished || (fate_.stage == kRated && random_.chance(0.86))) {
      after_s(3600, 0.9);
      step(kRequestPublished);
    }
    if (fate_.stage == kRated) {
      after_s(3600 * 4, 1.0);
      step(kRequestRated).with(Field::kScore, static_cast<int64_t>(fate_.score));
    }
    if (random_.chance(fate_.stage == kRated && fate_.score == Score::kUnsatisfied ? 0.9 : 0.2)) {
      work_s(3600 * 20, 0.6);
      step(kRequestRevisited).with(Field::kOutcome, revisit_outcome(fate_.score != Score::kUnsatisfied, random_));
    }
  }

  // What comes after the first acceptance is drawn together until it ends in time; steps stay a second apart.
  void fit() {
    const size_t fixed = std::max<size_t>(settled_, 1);  // of these the times stand: placed, or up to the acceptance
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
  World& world_;
  const Fate& fate_;
  const std::string id_;
  Random random_;
  int64_t now_ns_;
  uint32_t grid_ = kNoGrid;
  std::optional<Position> at_;
  size_t tier_ = 0;
  int64_t end_ns_ = 0;
  size_t settled_ = 0;  // steps up to the first acceptance; 0 while there is none
  std::vector<Draft> steps_;
};

std::vector<std::string> free_words(const std::vector<std::pair<std::string, Label>>& words,
                                    const std::vector<RequestQuota>& quotas, std::string RequestQuota::*word) {
  std::vector<std::string> free;
  for (const auto& [value, label] : words) {
    const bool named =
        std::any_of(quotas.begin(), quotas.end(), [&](const RequestQuota& quota) { return quota.*word == value; });
    if (!named) free.push_back(value);
  }
  return free;
}

}  // namespace

std::vector<std::string> free_categories(const County& county, const RequestTargets& targets) {
  return free_words(county.categories, targets.quotas, &RequestQuota::category);
}

std::vector<std::string> free_channels(const County& county, const RequestTargets& targets) {
  return free_words(county.channels, targets.quotas, &RequestQuota::channel);
}

void tell_requests(History& history) {
  std::vector<Fate> fates = Dealer(history).deal();
  std::stable_sort(fates.begin(), fates.end(), [](const Fate& a, const Fate& b) { return a.placed_ns < b.placed_ns; });
  // The desk is at work until the end, so that the feed does not count as late where a life goes on.
  int64_t calls = 3;
  for (size_t i = 0; i < fates.size(); ++i) {
    const auto number = static_cast<int64_t>(i);
    Course course(history, fates[i], History::id("R", number), history.random(kPart + 1, number));
    course.tell();
    if (calls == 0 || !fates[i].resolved || i * 2 < fates.size() || course.end_ns() > history.until_ns - kHourNs)
      continue;
    course.revisit(history.until_ns - calls-- * 97 * kSecondNs);
  }
}

}  // namespace gridwall::simulate
