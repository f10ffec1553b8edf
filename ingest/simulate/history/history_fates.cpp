#include "ingest/simulate/history/history_fates.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace gridwall::simulate::history {
namespace {

constexpr int64_t kFates = 1;

// A group of which so many are to be resolved: the youngest are left open most often, some old ones too.
void deal_resolved(History& history, std::vector<Fate>& fates, size_t first, int64_t resolved, Random& random) {
  std::vector<std::pair<double, size_t>> keys;
  for (size_t i = first; i < fates.size(); ++i) {
    const double age_d = static_cast<double>(history.until_ns - fates[i].placed_ns) / static_cast<double>(kDayNs);
    const double weight = 0.12 + 0.5 * std::exp(-age_d / 90) + 3 * std::exp(-age_d / 14) + 40 * std::exp(-age_d * 2);
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
      : history_(history), targets_(history.targets.requests), random_(history.random(kFates)) {}

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
      fate.area = quota ? quota->area : kNone;
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
      fate.stage = kAtResolved + cards[i];
      if (fate.stage == kAtRated) fate.score = static_cast<Score>(scores[next++]);
    }
  }

  // The younger an open request, the earlier its stage.
  void deal_open_stages() {
    std::vector<std::pair<double, size_t>> youngest;
    for (const size_t i : open_) {
      const auto age = static_cast<double>(history_.until_ns - fates_[i].placed_ns);
      youngest.emplace_back(age * random_.log_normal(1, 0.5), i);
    }
    std::sort(youngest.begin(), youngest.end());
    if (targets_.stages) {
      size_t next = 0;
      for (size_t stage = kAtPlaced; stage <= kAtSupervised; ++stage) {
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
    for (size_t i = 0; i < fates_.size(); ++i) (fates_[i].stage >= kAtAccepted ? accepted : waiting).push_back(i);
    shuffle(waiting, random_);
    while (std::ssize(accepted) < *targets_.promise_kept) {  // only where the stages are not asked for
      fates_[waiting.back()].stage = kAtAccepted;
      accepted.push_back(waiting.back());
      waiting.pop_back();
    }
    // A request with given words was resolved in time.
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

std::vector<std::string> free_words(const std::vector<std::pair<std::string, Label>>& words,
                                    const std::vector<RequestQuota>& quotas, std::string RequestQuota::*word) {
  std::vector<std::string> free;
  for (const auto& entry : words) {
    const std::string& value = entry.first;
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

std::vector<Fate> deal_fates(History& history) {
  return Dealer(history).deal();
}

}  // namespace gridwall::simulate::history
