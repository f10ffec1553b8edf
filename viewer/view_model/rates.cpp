#include "viewer/view_model/rates.h"

#include "ingest/state/trend.h"
#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

RateRow rate_row(const ViewContext& context, Text label, FractionOf fraction, Text why) {
  const auto [numerator, denominator] = fraction(context.figures.window(context.window));
  RateRow row;
  row.label = context.texts[label];
  const std::optional<std::string> percent = format_percent(numerator, denominator);
  row.figure = percent.value_or(context.texts[Text::kNone]);
  row.unit = percent ? "%" : "";
  row.note = percent ? format_count(numerator) + " / " + format_count(denominator) : context.texts[why];
  if (const Figures* then = context.figures_then()) {
    const auto [part, whole] = fraction(then->window(context.window));
    row.change = change_of_percent(percent, format_percent(part, whole));
  }
  return row;
}

void add_note(RateRow& row, const Texts& texts, Text pattern, int64_t count) {
  if (count > 0) row.note += " · " + fill(texts[pattern], {{"n", format_count(count)}});
}

}  // namespace

Text window_text(Window window) {
  return static_cast<Text>(static_cast<int>(Text::kWindowToday) + static_cast<int>(window));
}

Rates build_rates(const ViewContext& context) {
  const Texts& texts = context.texts;
  const WindowFigures& figures = context.figures.window(context.window);
  const DayTally& tally = figures.tally;
  Rates rates;
  rates.title = texts[Text::kRatesTitle];
  rates.window = texts[window_text(context.window)];
  rates.age = build_data_age(context, Feed::kRequest);
  rates.label = texts[Text::kRatesResolution];
  rates.figure = format_percent(tally.resolved, tally.collected);
  rates.numerator = format_count(tally.resolved);
  rates.denominator = format_count(tally.collected);
  const Figures* then = context.figures_then();
  if (then != nullptr) {
    const DayTally& was = then->window(context.window).tally;
    rates.change = change_of_percent(rates.figure, format_percent(was.resolved, was.collected));
  }
  if (!rates.figure) rates.why = texts[Text::kRatesNoneCollected];

  const Trend trend = trend_of(context.state, context.county, context.now_ns, context.window, context.scope);
  for (const TrendDay& day : trend.days) {
    const std::optional<double> share = day.resolution_rate();
    rates.trend.push_back(share ? std::optional(static_cast<float>(*share)) : std::nullopt);
  }
  rates.settled_days = trend.settled_days;

  const auto on_time = [](const WindowFigures& of) { return Fraction{of.tally.resolved_on_time, of.due}; };
  const auto satisfaction = [](const WindowFigures& of) { return Fraction{of.tally.satisfied, of.tally.rated}; };
  const auto kept = [](const WindowFigures& of) { return Fraction{of.tally.promise_kept, of.promise_total}; };
  rates.rows.push_back(rate_row(context, Text::kRatesOnTime, on_time, Text::kRatesNoneDue));
  RateRow satisfied = rate_row(context, Text::kRatesSatisfaction, satisfaction, Text::kRatesNoneRated);
  add_note(satisfied, texts, Text::kRatesUnrated, tally.unrated);
  rates.rows.push_back(std::move(satisfied));
  if (context.county.response_promise_s > 0) {
    RateRow promise = rate_row(context, Text::kRatesPromise, kept, Text::kRatesNonePromised);
    promise.label = fill(promise.label, {{"time", format_span(context.county.response_promise_s, texts)}});
    add_note(promise, texts, Text::kRatesUndecided, tally.collected - figures.promise_total);
    rates.rows.push_back(std::move(promise));
  }
  RateRow overdue;
  overdue.label = texts[Text::kRatesOverdue];
  overdue.figure = format_count(context.figures.overdue);
  if (then != nullptr) overdue.change = change_of_count(context.figures.overdue, then->overdue);
  overdue.attention = context.figures.overdue > 0;
  overdue.note = fill(texts[Text::kRatesBacklog], {{"n", format_count(context.figures.backlog)}});
  add_note(overdue, texts, Text::kRatesDeferred, context.figures.deferred);
  rates.rows.push_back(std::move(overdue));
  return rates;
}

}  // namespace gridwall::view_model
