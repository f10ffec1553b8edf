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

namespace {

const std::array<int64_t, kTierCount>& resolved_at(const ViewContext& context) {
  return context.figures.window(context.window).tally.tier_resolved;
}

int64_t sum_of(const std::array<int64_t, kTierCount>& counts) {
  return std::accumulate(counts.begin(), counts.end(), int64_t{0});
}

}  // namespace

TierShare build_tier_share(const ViewContext& context) {
  const Texts& texts = context.texts;
  const std::array<int64_t, kTierCount>& resolved = resolved_at(context);
  TierShare share;
  share.title = texts[Text::kTiersTitle];
  share.window = texts[window_text(context.window)];
  share.age = build_data_age(context, Feed::kRequest);
  const int64_t total = sum_of(resolved);
  share.resolved = fill(texts[Text::kTiersResolved], {{"n", format_count(total)}});
  share.change = change_of(context, [](const ViewContext& at) { return sum_of(resolved_at(at)); });
  if (total == 0) share.why = texts[Text::kTiersNone];
  const std::array<int64_t, kTierCount> percents = whole_percents(resolved);
  for (size_t tier = 0; tier < kTierCount; ++tier) {
    TierPart& part = share.parts[tier];
    part.label = tier_label(context, tier);
    part.count = format_count(resolved[tier]);
    part.change = change_of(context, [tier](const ViewContext& at) { return resolved_at(at)[tier]; });
    const bool hidden = resolved[tier] > 0 && percents[tier] == 0;
    part.percent = total == 0 ? texts[Text::kNone] : hidden ? "<1%" : std::to_string(percents[tier]) + "%";
    part.share = total == 0 ? 0.0F : static_cast<float>(resolved[tier]) / static_cast<float>(total);
  }
  return share;
}

}  // namespace gridwall::view_model
