// At which tier matters were closed, in the county's own tier words.
#include <algorithm>
#include <numeric>

#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

using TierCounts = std::array<int64_t, kTierCount>;

const TierCounts& resolved_at(const ViewContext& context) {
  return window_of(context).tally.tier_resolved;
}

int64_t sum_of(const TierCounts& counts) {
  return std::accumulate(counts.begin(), counts.end(), int64_t{0});
}

}  // namespace

block::Tile tiers(const ViewContext& context) {
  const Texts& texts = context.texts;
  const TierCounts& resolved = resolved_at(context);
  const int64_t total = sum_of(resolved);
  Tile tile = tile_of(context, Feed::kRequest, Text::kTiersTitle);
  tile.qualifier = in_window(context, fill(texts[Text::kTiersResolved], {{"n", format_count(total)}}));
  tile.change = change_of(context, [](const ViewContext& at) { return sum_of(resolved_at(at)); });
  if (total == 0) tile.why = texts[Text::kTiersNone];
  const TierCounts percents = whole_percents(resolved);
  Table table;
  table.columns = {
      {.fit = Column::Fit::kCut}, {.fit = Column::Fit::kBar}, {.align = Align::kRight}, {.align = Align::kRight}};
  table.whole = true;
  Section& section = table.sections.emplace_back();
  for (size_t tier = 0; tier < kTierCount; ++tier) {
    const int64_t count = resolved[tier];
    const bool hidden = count > 0 && percents[tier] == 0;
    const std::string percent = total == 0 ? texts[Text::kNumberNone]
                                : hidden   ? "<1%"
                                           : std::to_string(percents[tier]) + "%";
    const float share = total == 0 ? 0 : static_cast<float>(count) / static_cast<float>(total);
    section.rows.push_back(
        {{{.text = tier_label(context, tier), .mark = {Shape::kSquare, tone_of_tier(tier)}},
          {.bar = {{share, tone_of_tier(tier)}}},
          {.text = percent, .strong = true},
          {.text = format_count(count),
           .tone = Tone::kQuiet,
           .change = change_of(context, [tier](const ViewContext& at) { return resolved_at(at)[tier]; })}}});
  }
  tile.body.push_back({std::move(table)});
  return tile;
}

}  // namespace gridwall::tile
