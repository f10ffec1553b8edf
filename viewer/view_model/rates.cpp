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

// Resolved of collected by the day they were placed, the last is today. Of a place it costs what was ever placed there.
std::vector<std::optional<float>> trend_of(const ViewContext& context, int32_t today, int32_t days) {
  std::vector<std::pair<int64_t, int64_t>> counts(static_cast<size_t>(days));  // resolved, collected
  const int32_t first = today - days + 1;
  const auto add = [&](int32_t day, int64_t resolved, int64_t collected) {
    if (day < first || day > today) return;
    counts[static_cast<size_t>(day - first)].first += resolved;
    counts[static_cast<size_t>(day - first)].second += collected;
  };
  if (context.scope.whole_county()) {
    for (auto day = context.state.days.lower_bound(first); day != context.state.days.end(); ++day) {
      add(day->first, day->second.tally.resolved, day->second.tally.collected);
    }
  } else {
    const int64_t first_ns = context.county.zone.day_start_ns(first);
    const ScopePlaces places(context.county, context.scope);
    for (const uint32_t grid : places.grids()) {
      for (const uint32_t index : context.state.requests_of_grid[grid]) {
        const Request& request = context.state.requests[index];
        if (request.placed_ns < first_ns || !request.collected()) continue;
        add(context.county.zone.local_day(request.placed_ns), request.resolved() ? 1 : 0, 1);
      }
    }
  }
  std::vector<std::optional<float>> trend;
  for (const auto& [resolved, collected] : counts) {
    const std::optional<double> share = rate(resolved, collected);
    trend.push_back(share ? std::optional(static_cast<float>(*share)) : std::nullopt);
  }
  return trend;
}

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

  const int32_t today = context.county.zone.local_day(context.now_ns);
  const int32_t days = trend_days(context, today);
  rates.trend = trend_of(context, today, days);

  const int64_t running = context.county.due_s[static_cast<size_t>(Tier::kCommunity)] / 86'400 + 1;
  rates.settled_days = static_cast<size_t>(std::clamp<int64_t>(days - running, 0, days));

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
