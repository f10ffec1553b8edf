#include "viewer/view_model/routine_strip.h"

#include "viewer/view_model/format.h"
#include "viewer/view_model/rates.h"

namespace gridwall::view_model {
namespace {

RoutineFigure count(const ViewContext& context, Text label, int64_t (*count_at)(const ViewContext&)) {
  return {context.texts[label], format_count(count_at(context)), {}, false, change_of(context, count_at)};
}

RoutineFigure share(const ViewContext& context, Text label, Fraction (*fraction_at)(const ViewContext&)) {
  const auto [numerator, denominator] = fraction_at(context);
  const std::optional<std::string> percent = format_percent(numerator, denominator);
  RoutineFigure figure{context.texts[label],
                       percent ? *percent + "%" : context.texts[Text::kNone],
                       format_count(numerator) + " / " + format_count(denominator),
                       false,
                       {}};
  if (const std::optional<ViewContext> then = context.then()) {
    const auto [part, whole] = fraction_at(*then);
    figure.change = change_of_percent(percent, format_percent(part, whole));
  }
  return figure;
}

const DayTally& tally_of(const ViewContext& context) {
  return context.figures.window(context.window).tally;
}

}  // namespace

RoutineStrip build_routine_strip(const ViewContext& context) {
  const Texts& texts = context.texts;
  RoutineStrip strip;
  strip.title = texts[Text::kRoutineTitle];
  strip.window = texts[window_text(context.window)];
  strip.age = build_data_age(context, Feed::kRequest);
  strip.figures[0] =
      count(context, Text::kRoutineCollected, [](const ViewContext& at) { return tally_of(at).collected; });
  strip.figures[0].note = strip.window;
  strip.figures[1] = share(context, Text::kRatesResolution, [](const ViewContext& at) {
    return Fraction{tally_of(at).resolved, tally_of(at).collected};
  });
  strip.figures[2] = count(context, Text::kRatesOverdue, [](const ViewContext& at) { return at.figures.overdue; });
  strip.figures[2].note = fill(texts[Text::kRatesBacklog], {{"n", format_count(context.figures.backlog)}});
  strip.figures[2].attention = context.figures.overdue > 0;
  strip.figures[3] = share(context, Text::kCoverageTitle, [](const ViewContext& at) {
    return Fraction{at.figures.coverage.covered(), at.figures.coverage.grids};
  });
  return strip;
}

}  // namespace gridwall::view_model
