// Resolution with its trend, closing, on time, satisfaction, a promise where there is one, and what is overdue.
#include "ingest/state/trend.h"
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

// A rate as a row: its words at the left, the figure at the right.
Item rate_item(const ViewContext& context, RateKind kind) {
  Figure figure = rate_figure(context, kind);
  Item item{.title = std::move(figure.label), .note = std::move(figure.note)};
  figure.label.clear(), figure.note.clear();
  item.figure = std::move(figure);
  return item;
}

void add_note(Item& item, const ViewContext& context, Text pattern, int64_t count) {
  if (count > 0) item.note += " · " + counted(context, pattern, count);
}

Item satisfaction(const ViewContext& context) {
  Item item = rate_item(context, RateKind::kSatisfaction);
  add_note(item, context, Text::kRatesUnrated, window_of(context).tally.unrated);
  return item;
}

Item promise(const ViewContext& context) {
  Item item = rate_item(context, RateKind::kPromise);
  const WindowFigures& figures = window_of(context);
  add_note(item, context, Text::kRatesUndecided, figures.tally.collected - figures.promise_total);
  return item;
}

Item overdue(const ViewContext& context) {
  return {.title = context.texts[Text::kRatesOverdue],
          .figure = {.figure = format_count(context.figures.overdue),
                     .change = change_of(context, [](const ViewContext& at) { return at.figures.overdue; }),
                     .attention = context.figures.overdue > 0},
          .note = told_backlog(context)};
}

TrendChart trend(const ViewContext& context) {
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
  Tile tile = tile_of(context, Feed::kRequest, Text::kRatesTitle);
  tile.qualifier = in_window(context);
  // What is not yet due weighs on the first and not on the second, so the two stand side by side.
  FigureRow head{.words = FigureRow::Words::kAround};
  for (const RateKind kind : {RateKind::kResolution, RateKind::kClosing}) {
    Figure& figure = head.figures.emplace_back(rate_figure(context, kind));
    if (figure.unit.empty()) figure.tone = Tone::kFaint;
  }
  List rows;
  rows.ruled = rows.whole = true;
  rows.items.push_back(rate_item(context, RateKind::kOnTime));
  rows.items.push_back(satisfaction(context));
  if (context.county.response_promise_s > 0) rows.items.push_back(promise(context));
  rows.items.push_back(overdue(context));
  tile.body.push_back({std::move(head)});
  tile.body.push_back({trend(context), true});
  tile.body.push_back({std::move(rows)});
  return tile;
}

}  // namespace gridwall::tile
