#include "viewer/view_model/tier_share.h"

#include <algorithm>
#include <numeric>

#include "viewer/view_model/format.h"
#include "viewer/view_model/matters.h"
#include "viewer/view_model/rates.h"

namespace gridwall::view_model {

std::array<int64_t, kTierCount> whole_percents(const std::array<int64_t, kTierCount>& counts) {
  std::array<int64_t, kTierCount> percents{}, remainders{};
  const int64_t total = std::accumulate(counts.begin(), counts.end(), int64_t{0});
  if (total <= 0) return percents;
  int64_t left = 100;
  for (size_t i = 0; i < kTierCount; ++i) {
    percents[i] = counts[i] * 100 / total;
    remainders[i] = counts[i] * 100 % total;
    left -= percents[i];
  }
  for (; left > 0; --left) {
    const auto most = static_cast<size_t>(std::max_element(remainders.begin(), remainders.end()) - remainders.begin());
    ++percents[most];
    remainders[most] = -1;
  }
  return percents;
}

TierShare build_tier_share(const ViewContext& context) {
  const Texts& texts = context.texts;
  const DayTally& tally = context.figures.window(context.window).tally;
  TierShare share;
  share.title = texts[Text::kTiersTitle];
  share.window = texts[window_text(context.window)];
  share.age = build_data_age(context, Feed::kRequest);
  const int64_t total = std::accumulate(tally.tier_resolved.begin(), tally.tier_resolved.end(), int64_t{0});
  share.resolved = fill(texts[Text::kTiersResolved], {{"n", format_count(total)}});
  if (total == 0) share.why = texts[Text::kTiersNone];
  const std::array<int64_t, kTierCount> percents = whole_percents(tally.tier_resolved);
  for (size_t tier = 0; tier < kTierCount; ++tier) {
    TierPart& part = share.parts[tier];
    part.label = tier_label(context, tier);
    part.count = format_count(tally.tier_resolved[tier]);
    const bool hidden = tally.tier_resolved[tier] > 0 && percents[tier] == 0;
    part.percent = total == 0 ? texts[Text::kNone] : hidden ? "<1%" : std::to_string(percents[tier]) + "%";
    part.share = total == 0 ? 0.0F : static_cast<float>(tally.tier_resolved[tier]) / static_cast<float>(total);
  }
  return share;
}

}  // namespace gridwall::view_model
