// The figures of the requests side by side: collected, due, and the four rates with their fractions.
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

Figure collected(const ViewContext& context) {
  return {.label = context.texts[Text::kScoresCollected],
          .figure = format_count(window_of(context).tally.collected),
          .note = told_backlog(context),
          .change = change_of(context, [](const ViewContext& at) { return window_of(at).tally.collected; })};
}

Figure due(const ViewContext& context) {
  return {.label = context.texts[Text::kScoresDue],
          .figure = format_count(window_of(context).due),
          .note = counted(context, Text::kScoresOverdue, context.figures.overdue),
          .change = change_of(context, [](const ViewContext& at) { return window_of(at).due; }),
          .attention = context.figures.overdue > 0};
}

}  // namespace

block::Tile scores(const ViewContext& context) {
  const DayTally& tally = window_of(context).tally;
  Tile tile = tile_of(context, Feed::kRequest, Text::kScoresTitle);
  tile.qualifier = in_window(context);
  tile.press = ShowWindow{static_cast<Window>((static_cast<int>(context.window) + 1) % kWindowCount)};
  Figure resolution = rate_figure(context, RateKind::kResolution);
  if (tally.reopened > 0) resolution.aside = counted(context, Text::kScoresReopened, tally.reopened);
  Figure satisfaction = rate_figure(context, RateKind::kSatisfaction);
  if (tally.unrated > 0) satisfaction.aside = counted(context, Text::kRatesUnrated, tally.unrated);
  tile.body.push_back({FigureRow{
      .words = FigureRow::Words::kAround,
      .figures = {collected(context), due(context), std::move(resolution), rate_figure(context, RateKind::kClosing),
                  rate_figure(context, RateKind::kOnTime), std::move(satisfaction)}}});
  return tile;
}

}  // namespace gridwall::tile
