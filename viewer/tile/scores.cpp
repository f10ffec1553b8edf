// The figures of the requests side by side: collected, due, and the four rates with their fractions.
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

const WindowFigures& window_of(const ViewContext& context) {
  return context.figures.window(context.window);
}

Figure collected(const ViewContext& context) {
  Figure figure{.label = context.texts[Text::kScoresCollected],
                .figure = format_count(window_of(context).tally.collected),
                .note = counted(context, Text::kRatesBacklog, context.figures.backlog)};
  if (context.figures.deferred > 0) {
    figure.note += " · " + counted(context, Text::kRatesDeferred, context.figures.deferred);
  }
  figure.change = change_of(context, [](const ViewContext& at) { return window_of(at).tally.collected; });
  return figure;
}

Figure due(const ViewContext& context) {
  return {.label = context.texts[Text::kScoresDue],
          .figure = format_count(window_of(context).due),
          .note = counted(context, Text::kScoresOverdue, context.figures.overdue),
          .change = change_of(context, [](const ViewContext& at) { return window_of(at).due; }),
          .attention = context.figures.overdue > 0};
}

Fraction of_collected(const ViewContext& context) {
  return {window_of(context).tally.resolved, window_of(context).tally.collected};
}
Fraction of_due(const ViewContext& context) {
  return {window_of(context).tally.resolved, window_of(context).due};
}
Fraction on_time(const ViewContext& context) {
  return {window_of(context).tally.resolved_on_time, window_of(context).due};
}
Fraction satisfied(const ViewContext& context) {
  return {window_of(context).tally.satisfied, window_of(context).tally.rated};
}

}  // namespace

block::Tile scores(const ViewContext& context) {
  const Texts& texts = context.texts;
  const DayTally& tally = window_of(context).tally;
  Tile tile = tile_of(context, Feed::kRequest, Text::kScoresTitle);
  tile.qualifier = in_window(context);
  tile.press = ShowWindow{static_cast<Window>((static_cast<int>(context.window) + 1) % kWindowCount)};
  Figure resolution = rate_figure(context, texts[Text::kRatesResolution], of_collected, Text::kRatesNoneCollected);
  if (tally.reopened > 0) resolution.aside = counted(context, Text::kScoresReopened, tally.reopened);
  Figure satisfaction = rate_figure(context, texts[Text::kRatesSatisfaction], satisfied, Text::kRatesNoneRated);
  if (tally.unrated > 0) satisfaction.aside = counted(context, Text::kRatesUnrated, tally.unrated);
  tile.body.push_back(
      {FigureRow{.words = FigureRow::Words::kAround,
                 .figures = {collected(context), due(context), std::move(resolution),
                             rate_figure(context, texts[Text::kScoresClosing], of_due, Text::kRatesNoneDue),
                             rate_figure(context, texts[Text::kRatesOnTime], on_time, Text::kRatesNoneDue),
                             std::move(satisfaction)}}});
  return tile;
}

}  // namespace gridwall::tile
