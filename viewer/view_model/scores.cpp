#include "viewer/view_model/scores.h"

#include "viewer/view_model/format.h"
#include "viewer/view_model/rates.h"

namespace gridwall::view_model {
namespace {

Score count_score(const ViewContext& context, Text label, int64_t count) {
  return {context.texts[label], format_count(count), {}, {}};
}

Score rate_score(const ViewContext& context, Text label, int64_t numerator, int64_t denominator, Text why) {
  const std::optional<std::string> percent = format_percent(numerator, denominator);
  Score score{context.texts[label], percent.value_or(context.texts[Text::kNone]), percent ? "%" : "", {}};
  score.notes.push_back(percent ? format_count(numerator) + " / " + format_count(denominator) : context.texts[why]);
  return score;
}

void add_note(const ViewContext& context, Score& score, Text pattern, int64_t count) {
  if (count > 0) score.notes.push_back(fill(context.texts[pattern], {{"n", format_count(count)}}));
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

  Score collected = count_score(context, Text::kScoresCollected, tally.collected);
  collected.notes.push_back(fill(texts[Text::kRatesBacklog], {{"n", format_count(context.figures.backlog)}}));
  add_note(context, collected, Text::kRatesDeferred, context.figures.deferred);
  Score due = count_score(context, Text::kScoresDue, figures.due);
  due.notes.push_back(fill(texts[Text::kScoresOverdue], {{"n", format_count(context.figures.overdue)}}));
  due.attention = context.figures.overdue > 0;
  Score resolution =
      rate_score(context, Text::kRatesResolution, tally.resolved, tally.collected, Text::kRatesNoneCollected);
  add_note(context, resolution, Text::kScoresReopened, tally.reopened);
  Score satisfaction =
      rate_score(context, Text::kRatesSatisfaction, tally.satisfied, tally.rated, Text::kRatesNoneRated);
  add_note(context, satisfaction, Text::kRatesUnrated, tally.unrated);
  scores.scores = {std::move(collected),
                   std::move(due),
                   std::move(resolution),
                   rate_score(context, Text::kScoresClosing, tally.resolved, figures.due, Text::kRatesNoneDue),
                   rate_score(context, Text::kRatesOnTime, tally.resolved_on_time, figures.due, Text::kRatesNoneDue),
                   std::move(satisfaction)};
  return scores;
}

}  // namespace gridwall::view_model
