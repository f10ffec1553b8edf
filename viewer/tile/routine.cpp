// What goes on meanwhile, in one line: the emergency scene keeps the routine's figures in sight.
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

Figure count(const ViewContext& context, Text label, std::string note, int64_t (*count_at)(const ViewContext&)) {
  return {.label = context.texts[label],
          .figure = format_count(count_at(context)),
          .note = std::move(note),
          .change = change_of(context, count_at)};
}

Figure share(const ViewContext& context, std::string label, Rate rate) {
  if (rate.versus.size() > 1) rate.versus.resize(1);  // there is one line for all of it
  return {.label = std::move(label),
          .figure = rate.percent ? *rate.percent + "%" : context.texts[Text::kNumberNone],
          .note = written(rate.of),
          .change = rate.change,
          .versus = std::move(rate.versus)};
}

}  // namespace

block::Tile routine(const ViewContext& context) {
  Tile tile = tile_of(context, Feed::kRequest, Text::kRoutineTitle);
  tile.in_a_line = true;
  FigureRow figures{.words = FigureRow::Words::kInline};
  figures.figures.push_back(count(context, Text::kRoutineCollected, in_window(context),
                                  [](const ViewContext& at) { return window_of(at).tally.collected; }));
  for (const RateKind kind : {RateKind::kResolution, RateKind::kClosing}) {
    figures.figures.push_back(share(context, rate_label(context, kind), rate_of(context, kind)));
  }
  Figure overdue = count(context, Text::kRatesOverdue, counted(context, Text::kRatesBacklog, context.figures.backlog),
                         [](const ViewContext& at) { return at.figures.overdue; });
  overdue.attention = context.figures.overdue > 0;
  figures.figures.push_back(std::move(overdue));
  const Rate coverage = rate_of(context, [](const ViewContext& at) {
    return Fraction{at.figures.coverage.covered(), at.figures.coverage.grids};
  });
  figures.figures.push_back(share(context, context.texts[Text::kCoverageTitle], coverage));
  tile.body.push_back({std::move(figures)});
  return tile;
}

}  // namespace gridwall::tile
