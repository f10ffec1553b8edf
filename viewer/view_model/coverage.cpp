#include "viewer/view_model/coverage.h"

#include "viewer/view_model/format.h"

namespace gridwall::view_model {

CoverageTile build_coverage(const ViewContext& context) {
  const Texts& texts = context.texts;
  const Coverage& coverage = context.figures.coverage;
  CoverageTile tile;
  tile.title = texts[Text::kCoverageTitle];
  tile.age = build_data_age(context, Feed::kPatrol);
  tile.figure = format_percent(coverage.covered(), coverage.grids);
  if (const Figures* then = context.figures_then()) {
    tile.change = change_of_percent(tile.figure, format_percent(then->coverage.covered(), then->coverage.grids));
  }
  tile.grids = tile.figure ? fill(texts[Text::kCoverageGrids],
                                  {{"n", format_count(coverage.covered())}, {"m", format_count(coverage.grids)}})
                           : texts[Text::kCoverageNone];
  for (size_t i = 0; i < tile.parts.size(); ++i) {
    CoveragePart& part = tile.parts[i];
    part.label = texts.at(Text::kCoverageFresh, i);
    part.count = format_count(coverage.by_freshness[i]);
    part.change = change_of(context, [i](const ViewContext& at) { return at.figures.coverage.by_freshness[i]; });
    if (coverage.grids > 0) {
      part.share = static_cast<float>(coverage.by_freshness[i]) / static_cast<float>(coverage.grids);
    }
  }
  return tile;
}

}  // namespace gridwall::view_model
