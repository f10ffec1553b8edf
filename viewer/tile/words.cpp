#include "viewer/tile/words.h"

#include <algorithm>
#include <numeric>

#include "viewer/view_model/place_name.h"

namespace gridwall::tile {

block::Tile tile_of(const ViewContext& context, Feed feed, Text title) {
  block::Tile tile;
  tile.title = context.texts[title];
  tile.age = view_model::build_data_age(context, feed);
  tile.greyed = tile.age->greyed;
  return tile;
}

block::Tile standing_tile(const ViewContext& context, Text title) {
  block::Tile tile;
  tile.title = context.texts[title];
  tile.greyed = !context.live();
  return tile;
}

Text window_text(Window window) {
  return static_cast<Text>(static_cast<size_t>(Text::kWindowToday) + static_cast<size_t>(window));
}

std::string in_window(const ViewContext& context, const std::string& rest) {
  const std::string& window = context.texts[window_text(context.window)];
  return rest.empty() ? window : window + " · " + rest;
}

std::string tier_label(const ViewContext& context, size_t tier) {
  return text::tier_label(context.county, context.texts, tier);
}

Rate rate_of(const ViewContext& context, FractionAt fraction_at) {
  Rate rate;
  rate.of = fraction_at(context);
  rate.percent = view_model::format_percent(rate.of.numerator, rate.of.denominator);
  if (const std::optional<ViewContext> then = context.then()) {
    const Fraction was = fraction_at(*then);
    rate.change =
        view_model::change_of_percent(rate.percent, view_model::format_percent(was.numerator, was.denominator));
  }
  return rate;
}

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

std::string counted(const ViewContext& context, Text pattern, int64_t count) {
  return view_model::fill(context.texts[pattern], {{"n", view_model::format_count(count)}});
}

}  // namespace gridwall::tile
