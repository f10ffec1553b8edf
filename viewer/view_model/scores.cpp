#include "viewer/view_model/scores.h"

#include "viewer/view_model/format.h"
#include "viewer/view_model/rates.h"

namespace gridwall::view_model {
namespace {

std::string counted(const ViewContext& context, Text pattern, int64_t count) {
  return fill(context.texts[pattern], {{"n", format_count(count)}});
}

Score rate_score(const ViewContext& context, Text label, FractionOf fraction, Text why) {
  const auto [numerator, denominator] = fraction(context.figures.window(context.window));
  const std::optional<std::string> percent = format_percent(numerator, denominator);
  Score score;
  score.label = context.texts[label];
  score.figure = percent.value_or(context.texts[Text::kNone]);
  if (percent) score.unit = "%";
  score.note = percent ? format_count(numerator) + " / " + format_count(denominator) : context.texts[why];
  if (const Figures* then = context.figures_then()) {
    const auto [part, whole] = fraction(then->window(context.window));
    score.change = change_of_percent(percent, format_percent(part, whole));
  }
  return score;
}

}  // namespace

Scores build_scores(const ViewContext& context) {
  const Texts& texts = context.texts;
  const WindowFigures& figures = context.figures.window(context.window);
  const DayTally& tally = figures.tally;
  Scores scores;
  scores.title = texts[Text::kScoresTitle];
  scores.window = texts[window_text(context.window)];
  scores.next_window = static_cast<Window>((static_cast<int>(context.window) + 1) % kWindowCount);
  scores.age = build_data_age(context, Feed::kRequest);

  Score collected;
  collected.label = texts[Text::kScoresCollected];
  collected.figure = format_count(tally.collected);
  collected.note = counted(context, Text::kRatesBacklog, context.figures.backlog);
  if (context.figures.deferred > 0) {
    collected.note += " · " + counted(context, Text::kRatesDeferred, context.figures.deferred);
  }
  Score due;
  due.label = texts[Text::kScoresDue];
  due.figure = format_count(figures.due);
  due.note = counted(context, Text::kScoresOverdue, context.figures.overdue);
  due.attention = context.figures.overdue > 0;
  if (const Figures* then = context.figures_then()) {
    const WindowFigures& was = then->window(context.window);
    collected.change = change_of_count(tally.collected, was.tally.collected);
    due.change = change_of_count(figures.due, was.due);
  }
  const auto of_collected = [](const WindowFigures& of) { return Fraction{of.tally.resolved, of.tally.collected}; };
  const auto of_due = [](const WindowFigures& of) { return Fraction{of.tally.resolved, of.due}; };
  const auto on_time = [](const WindowFigures& of) { return Fraction{of.tally.resolved_on_time, of.due}; };
  const auto satisfied = [](const WindowFigures& of) { return Fraction{of.tally.satisfied, of.tally.rated}; };
  Score resolution = rate_score(context, Text::kRatesResolution, of_collected, Text::kRatesNoneCollected);
  if (tally.reopened > 0) resolution.aside = counted(context, Text::kScoresReopened, tally.reopened);
  Score satisfaction = rate_score(context, Text::kRatesSatisfaction, satisfied, Text::kRatesNoneRated);
  if (tally.unrated > 0) satisfaction.aside = counted(context, Text::kRatesUnrated, tally.unrated);
  scores.scores = {std::move(collected),
                   std::move(due),
                   std::move(resolution),
                   rate_score(context, Text::kScoresClosing, of_due, Text::kRatesNoneDue),
                   rate_score(context, Text::kRatesOnTime, on_time, Text::kRatesNoneDue),
                   std::move(satisfaction)};
  return scores;
}

}  // namespace gridwall::view_model
