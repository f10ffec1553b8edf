// Visits of three windows in households and people (走访).
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;

block::Tile visits(const ViewContext& context) {
  const Texts& texts = context.texts;
  Tile tile = tile_of(context, Feed::kPatrol, Text::kVisitsTitle);
  Table table;
  table.columns = {{.grows = true},
                   {.caption = texts[Text::kVisitsHouseholds], .align = Align::kRight, .large = true},
                   {.caption = texts[Text::kVisitsPeople], .align = Align::kRight, .large = true}};
  table.whole = table.ruled = table.spread = true;
  Section& section = table.sections.emplace_back();
  // A wall that counts from further back shows that instead of the week.
  std::array<Window, 3> windows{Window::kToday, Window::k7Days, Window::k30Days};
  if (context.window > Window::k30Days) windows = {Window::kToday, Window::k30Days, context.window};
  for (const Window window : windows) {
    const auto count = [&](int64_t DayTally::*of) -> Cell {
      const auto at = [&](const ViewContext& moment) { return moment.figures.window(window).tally.*of; };
      return {.text = format_count(at(context)), .change = change_of(context, at)};
    };
    section.rows.push_back(
        {{{.text = texts[window_text(window)],
           .note = counted(context, Text::kVisitsTimes, context.figures.window(window).tally.visits)},
          count(&DayTally::households),
          count(&DayTally::people)}});
  }
  tile.body.push_back({std::move(table)});
  return tile;
}

}  // namespace gridwall::tile
