#include "viewer/view_model/routine_strip.h"

#include "viewer/view_model/format.h"
#include "viewer/view_model/rates.h"

namespace gridwall::view_model {
namespace {

RoutineFigure share(const Texts& texts, Text label, int64_t numerator, int64_t denominator) {
  const std::optional<std::string> percent = format_percent(numerator, denominator);
  return {texts[label], percent ? *percent + "%" : texts[Text::kNone],
          format_count(numerator) + " / " + format_count(denominator), false};
}

}  // namespace

RoutineStrip build_routine_strip(const ViewContext& context) {
  const Texts& texts = context.texts;
  const WindowFigures& window = context.figures.window(context.window);
  RoutineStrip strip;
  strip.title = texts[Text::kRoutineTitle];
  strip.window = texts[window_text(context.window)];
  strip.age = build_data_age(context, Feed::kRequest);
  strip.figures[0] = {texts[Text::kRoutineCollected], format_count(window.tally.collected), strip.window, false};
  strip.figures[1] = share(texts, Text::kRatesResolution, window.tally.resolved, window.tally.collected);
  strip.figures[2] = {texts[Text::kRatesOverdue], format_count(context.figures.overdue),
                      fill(texts[Text::kRatesBacklog], {{"n", format_count(context.figures.backlog)}}),
                      context.figures.overdue > 0};
  const Coverage& coverage = context.figures.coverage;
  strip.figures[3] = share(texts, Text::kCoverageTitle, coverage.covered(), coverage.grids);
  return strip;
}

}  // namespace gridwall::view_model
