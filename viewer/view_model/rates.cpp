#include "viewer/view_model/rates.h"

#include <algorithm>

#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

constexpr int32_t kLongestTrendDays = 90;

int32_t trend_days(const ViewContext& context, int32_t today) {
  switch (context.window) {
    case Window::kToday:
    case Window::k7Days:
      return 7;
    case Window::k30Days:
      return 30;
    case Window::kYear:
    case Window::kAll:
      break;
  }
  if (context.state.days.empty()) return 30;
  return std::clamp(today - context.state.days.begin()->first + 1, 30, kLongestTrendDays);
}

RateRow rate_row(const ViewContext& context, Text label, int64_t numerator, int64_t denominator, Text why) {
  RateRow row;
  row.label = context.texts[label];
  const std::optional<std::string> percent = format_percent(numerator, denominator);
  row.figure = percent.value_or(context.texts[Text::kNone]);
  row.unit = percent ? "%" : "";
  row.note = percent ? format_count(numerator) + " / " + format_count(denominator) : context.texts[why];
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
  if (!rates.figure) rates.why = texts[Text::kRatesNoneCollected];

  const int32_t today = context.county.zone.local_day(context.now_ns);
  const int32_t days = trend_days(context, today);
  rates.trend.resize(static_cast<size_t>(days));
  for (auto day = context.state.days.lower_bound(today - days + 1); day != context.state.days.end(); ++day) {
    if (day->first > today) break;
    const std::optional<double> share = rate(day->second.tally.resolved, day->second.tally.collected);
    if (share) rates.trend[static_cast<size_t>(day->first - today + days - 1)] = static_cast<float>(*share);
  }

  const int64_t running = context.county.due_s[static_cast<size_t>(Tier::kCommunity)] / 86'400 + 1;
  rates.settled_days = static_cast<size_t>(std::clamp<int64_t>(days - running, 0, days));

  rates.rows.push_back(rate_row(context, Text::kRatesOnTime, tally.resolved_on_time, figures.due, Text::kRatesNoneDue));
  RateRow satisfied = rate_row(context, Text::kRatesSatisfaction, tally.satisfied, tally.rated, Text::kRatesNoneRated);
  add_note(satisfied, texts, Text::kRatesUnrated, tally.unrated);
  rates.rows.push_back(std::move(satisfied));
  if (context.county.response_promise_s > 0) {
    RateRow promise =
        rate_row(context, Text::kRatesPromise, tally.promise_kept, figures.promise_total, Text::kRatesNonePromised);
    promise.label = fill(promise.label, {{"time", format_span(context.county.response_promise_s, texts)}});
    add_note(promise, texts, Text::kRatesUndecided, tally.collected - figures.promise_total);
    rates.rows.push_back(std::move(promise));
  }
  RateRow overdue;
  overdue.label = texts[Text::kRatesOverdue];
  overdue.figure = format_count(context.figures.overdue);
  overdue.attention = context.figures.overdue > 0;
  overdue.note = fill(texts[Text::kRatesBacklog], {{"n", format_count(context.figures.backlog)}});
  add_note(overdue, texts, Text::kRatesDeferred, context.figures.deferred);
  rates.rows.push_back(std::move(overdue));
  return rates;
}

}  // namespace gridwall::view_model
