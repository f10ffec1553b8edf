// Which grids were checked in or visited in their required time.
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;

block::Tile coverage(const ViewContext& context) {
  const Texts& texts = context.texts;
  const Coverage& grids = context.figures.coverage;
  Tile tile = tile_of(context, Feed::kPatrol, Text::kCoverageTitle);
  const Rate rate = rate_of(context, [](const ViewContext& at) -> Fraction {
    return {at.figures.coverage.covered(), at.figures.coverage.grids};
  });
  if (!rate.percent) tile.why = texts[Text::kCoverageNone];
  FigureRow figures;
  Figure& figure = figures.figures.emplace_back();
  figure.figure = rate.percent.value_or(texts[Text::kNumberNone]);
  figure.unit = "%";
  figure.note = fill(texts[Text::kCoverageGrids],
                     {{"n", format_count(rate.of.numerator)}, {"m", format_count(rate.of.denominator)}});
  figure.change = rate.change;
  Bar bar;
  Table table;
  table.columns = {{.fit = Column::Fit::kCut}, {.align = Align::kRight}};
  table.whole = true;
  Section& section = table.sections.emplace_back();
  for (size_t i = 0; i < grids.by_freshness.size(); ++i) {
    const auto freshness = static_cast<Freshness>(i);
    const int64_t count = grids.by_freshness[i];
    const float share = grids.grids > 0 ? static_cast<float>(count) / static_cast<float>(grids.grids) : 0;
    bar.parts.push_back({share, bar_tone_of(freshness)});
    section.rows.push_back(
        {{{.text = texts.at(Text::kCoverageFresh, i), .tone = Tone::kQuiet, .mark = mark_of(freshness)},
          {.text = format_count(count), .strong = true, .change = change_of(context, [i](const ViewContext& at) {
                                                          return at.figures.coverage.by_freshness[i];
                                                        })}}});
  }
  const Stack tall = {{figures}, {bar}, {table}};
  figures.large = false;
  const Stack low = {{Split{.sides = {{{figures}, {bar}}, {{table}}}, .shares = {}}}};
  tile.body.push_back({Choice{{tall, low}}});
  return tile;
}

}  // namespace gridwall::tile
