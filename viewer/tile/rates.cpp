// Resolution with its trend, on time, satisfaction, a promise where there is one, and what is overdue.
#include "ingest/state/trend.h"
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

const WindowFigures& window_of(const ViewContext& context) {
  return context.figures.window(context.window);
}

std::string written(const Fraction& fraction) {
  return format_count(fraction.numerator) + " / " + format_count(fraction.denominator);
}

Item rate_item(const ViewContext& context, Text label, FractionAt fraction_at, Text why) {
  const Rate rate = rate_of(context, fraction_at);
  Item item;
  item.title = context.texts[label];
  item.figure = {.figure = rate.percent.value_or(context.texts[Text::kNone]),
                 .unit = rate.percent ? "%" : "",
                 .change = rate.change};
  item.note = rate.percent ? written(rate.of) : context.texts[why];
  return item;
}

void add_note(Item& item, const ViewContext& context, Text pattern, int64_t count) {
  if (count > 0) item.note += " · " + counted(context, pattern, count);
}

Item satisfaction(const ViewContext& context) {
  const auto satisfied = [](const ViewContext& at) {
    return Fraction{window_of(at).tally.satisfied, window_of(at).tally.rated};
  };
  Item item = rate_item(context, Text::kRatesSatisfaction, satisfied, Text::kRatesNoneRated);
  add_note(item, context, Text::kRatesUnrated, window_of(context).tally.unrated);
  return item;
}

Item promise(const ViewContext& context) {
  const auto kept = [](const ViewContext& at) {
    return Fraction{window_of(at).tally.promise_kept, window_of(at).promise_total};
  };
  Item item = rate_item(context, Text::kRatesPromise, kept, Text::kRatesNonePromised);
  item.title = fill(item.title, {{"time", format_span(context.county.response_promise_s, context.texts)}});
  const WindowFigures& figures = window_of(context);
  add_note(item, context, Text::kRatesUndecided, figures.tally.collected - figures.promise_total);
  return item;
}

Item overdue(const ViewContext& context) {
  Item item;
  item.title = context.texts[Text::kRatesOverdue];
  item.figure = {.figure = format_count(context.figures.overdue),
                 .change = change_of(context, [](const ViewContext& at) { return at.figures.overdue; }),
                 .attention = context.figures.overdue > 0};
  item.note = counted(context, Text::kRatesBacklog, context.figures.backlog);
  add_note(item, context, Text::kRatesDeferred, context.figures.deferred);
  return item;
}

block::TrendChart trend(const ViewContext& context) {
  const Trend days = trend_of(context.state, context.county, context.now_ns, context.window, context.scope);
  block::TrendChart::Series line;
  line.label = context.texts[Text::kRatesResolution];
  line.settled = days.settled_days;
  for (const TrendDay& day : days.days) {
    const std::optional<double> rate = day.resolution_rate();
    line.values.push_back(rate ? std::optional(static_cast<float>(*rate)) : std::nullopt);
  }
  block::TrendChart trend;
  trend.lines.push_back(std::move(line));
  return trend;
}

}  // namespace

block::Tile rates(const ViewContext& context) {
  const Texts& texts = context.texts;
  Tile tile = tile_of(context, Feed::kRequest, Text::kRatesTitle);
  tile.qualifier = in_window(context);
  const Rate resolution = rate_of(context, [](const ViewContext& at) {
    return Fraction{window_of(at).tally.resolved, window_of(at).tally.collected};
  });
  FigureRow head;
  head.figures.push_back({.label = texts[Text::kRatesResolution],
                          .figure = resolution.percent.value_or(texts[Text::kNone]),
                          .unit = resolution.percent ? "%" : "",
                          .note = resolution.percent ? written(resolution.of) : texts[Text::kRatesNoneCollected],
                          .tone = resolution.percent ? Tone::kText : Tone::kFaint,
                          .change = resolution.change});
  List rows;
  rows.ruled = rows.whole = true;
  const auto on_time = [](const ViewContext& at) {
    return Fraction{window_of(at).tally.resolved_on_time, window_of(at).due};
  };
  rows.items.push_back(rate_item(context, Text::kRatesOnTime, on_time, Text::kRatesNoneDue));
  rows.items.push_back(satisfaction(context));
  if (context.county.response_promise_s > 0) rows.items.push_back(promise(context));
  rows.items.push_back(overdue(context));
  tile.body.push_back({std::move(head)});
  tile.body.push_back({trend(context), true});
  tile.body.push_back({std::move(rows)});
  return tile;
}

}  // namespace gridwall::tile
