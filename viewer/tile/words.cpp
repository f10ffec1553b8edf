#include "viewer/tile/words.h"

#include <algorithm>
#include <numeric>

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

const WindowFigures& window_of(const ViewContext& context) {
  return context.figures.window(context.window);
}

std::string tier_label(const ViewContext& context, size_t tier) {
  return text::tier_label(context.county, context.texts, tier);
}

std::string stage_label(const ViewContext& context, const Request& request) {
  const RequestStage stage = stage_of(request).stage;
  if (request.loop < context.county.loops.size()) {
    for (const Stage& named : context.county.loops[request.loop].stages) {
      if (std::find(named.keys.begin(), named.keys.end(), request_stage_name(stage)) != named.keys.end()) {
        return context.texts.of(named.label);
      }
    }
  }
  return context.texts.at(Text::kStagePlaced, static_cast<size_t>(stage));
}

std::string_view category_name(const ViewContext& context, std::string_view on_the_wire) {
  return text::category_name(context.county, context.texts, on_the_wire);
}

std::string category_of(const ViewContext& context, const Request& request) {
  if (request.category == kNone) return {};
  return std::string(category_name(context, context.state.words.text(request.category)));
}

std::string written(const Fraction& fraction) {
  return view_model::format_count(fraction.numerator) + " / " + view_model::format_count(fraction.denominator);
}

Rate rate_of(const ViewContext& context, const FractionAt& fraction_at) {
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

namespace {

constexpr Text kRateLabels[] = {Text::kRatesResolution, Text::kRatesClosing, Text::kRatesOnTime,
                                Text::kRatesSatisfaction, Text::kRatesPromise};
constexpr Text kNoRate[] = {Text::kRatesNoneCollected, Text::kRatesNoneDue, Text::kRatesNoneDue, Text::kRatesNoneRated,
                            Text::kRatesNonePromised};
static_assert(std::size(kRateLabels) == kRateKindCount && std::size(kNoRate) == kRateKindCount);

block::Versus versus(const ViewContext& context, RateKind kind, Text label,
                     const std::optional<EarlierWindow>& earlier) {
  const view_model::Texts& texts = context.texts;
  block::Versus told{.label = texts[label]};
  if (!earlier) {
    told.why = texts[Text::kVersusNoPast];
    return told;
  }
  const std::optional<double> points =
      change_points(fraction_of(kind, rate_counts(window_of(context))), fraction_of(kind, earlier->counts));
  if (points) {
    told.change = view_model::change_of_rate(*points);
  } else {
    told.why = counted(context, Text::kVersusTooFew, kMinChangeSample);
  }
  return told;
}

}  // namespace

Rate rate_of(const ViewContext& context, RateKind kind) {
  Rate rate = rate_of(context, [kind](const ViewContext& at) { return fraction_of(kind, rate_counts(window_of(at))); });
  if (context.figures_then() != nullptr) {
    rate.change.better = rate.change.sign;
    return rate;
  }
  if (!rate.percent || context.window == Window::kAll) return rate;
  const WindowFigures& window = window_of(context);
  rate.versus.push_back(versus(context, kind, Text::kVersusBefore, window.before));
  if (context.window == Window::k30Days || context.window == Window::kYear) {
    rate.versus.push_back(versus(context, kind, Text::kVersusLastYear, window.last_year));
  }
  // Both for the same reason: it is given once.
  if (rate.versus.size() == 2 && !rate.versus[0].why.empty() && rate.versus[0].why == rate.versus[1].why) {
    rate.versus[0].label += "/" + rate.versus[1].label;
    rate.versus.pop_back();
  }
  return rate;
}

std::string rate_label(const ViewContext& context, RateKind kind) {
  return view_model::fill(context.texts[kRateLabels[static_cast<size_t>(kind)]],
                          {{"time", view_model::format_span(context.county.response_promise_s, context.texts)}});
}

block::Figure rate_figure(const ViewContext& context, RateKind kind) {
  Rate rate = rate_of(context, kind);
  block::Figure figure{.label = rate_label(context, kind), .change = rate.change, .versus = std::move(rate.versus)};
  figure.figure = rate.percent.value_or(context.texts[Text::kNumberNone]);
  figure.unit = rate.percent ? "%" : "";
  figure.note = rate.percent ? written(rate.of) : context.texts[kNoRate[static_cast<size_t>(kind)]];
  return figure;
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

std::string told_backlog(const ViewContext& context, const Change& change) {
  std::string told = view_model::with_change(counted(context, Text::kRatesBacklog, context.figures.backlog), change);
  if (context.figures.deferred > 0) told += " · " + counted(context, Text::kRatesDeferred, context.figures.deferred);
  return told;
}

block::Choice all_or_some(block::List list, size_t most_columns) {
  block::List all = list;
  all.whole = true;
  all.most_columns = most_columns;
  return {{{{std::move(all)}}, {{std::move(list)}}}};
}

}  // namespace gridwall::tile
