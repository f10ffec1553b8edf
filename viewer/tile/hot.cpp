// What comes more often than it used to, by an exact test, and where the same matter comes again and again.
#include <fmt/format.h>

#include "ingest/state/hot_topics.h"
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

constexpr size_t kMostRepeated = 24;

std::string usual_text(double expected) {
  return expected < 10 ? fmt::format("{:.1f}", expected) : format_count(static_cast<int64_t>(expected + 0.5));
}

// How much more than usual, in per cent of it; of what never came before there is none.
Change growth_of(const HotCategory& hot) {
  if (hot.before == 0) return {};
  const double more = static_cast<double>(hot.recent) / hot.expected - 1;
  return {+1, format_count(static_cast<int64_t>(more * 100 + 0.5)) + "%", -1};
}

Row hot_row(const ViewContext& context, const HotCategory& hot) {
  return {{{.text = std::string(category_name(context, context.state.words.text(hot.category))),
            .mark = {Shape::kTriangleUp, Tone::kAttention, {}}},
           {.text = counted(context, Text::kHotCount, hot.recent), .strong = true},
           {.text = fill(context.texts[Text::kHotUsual], {{"n", usual_text(hot.expected)}}),
            .tone = Tone::kQuiet,
            .change = growth_of(hot)}}};
}

Row repeated_row(const ViewContext& context, const RepeatedMatter& matter) {
  return {{{.text = std::string(category_name(context, context.state.words.text(matter.category))) + " · " +
                    grid_name(context.county, context.texts, matter.grid)},
           {.text = counted(context, Text::kHotCount, matter.count), .strong = true},
           {.text = counted(context, Text::kRatesBacklog, matter.open),
            .tone = matter.open > 0 ? Tone::kText : Tone::kQuiet}},
          GoTo{scope_of_grid(context.county, matter.grid)}};
}

std::string rule_of(const ViewContext& context, const HotTopics& topics) {
  return fill(context.texts[Text::kHotRule],
              {{"days", std::to_string(topics.usual_days)}, {"level", fmt::format("{:g}%", kHotLevel * 100)}});
}

Table table_of(const ViewContext& context) {
  Table table{.more = context.texts[Text::kPlacesMore]};
  table.columns = {{.fit = Column::Fit::kCut}, {.align = Align::kRight}, {.align = Align::kRight}};
  table.least = 1;
  return table;
}

// Why no category is hot, where none is.
std::string calm_text(const ViewContext& context, const HotTopics& topics) {
  return topics.usual_days == 0 ? counted(context, Text::kHotTooShort, kLeastUsualDays) : context.texts[Text::kHotNone];
}

// The hot categories, or that there is none.
Stack hot_block(const ViewContext& context, const HotTopics& topics) {
  if (topics.hot.empty()) return {{Line{.text = calm_text(context, topics), .tone = Tone::kQuiet}}};
  Table table = table_of(context);
  Section& section = table.sections.emplace_back();
  for (const HotCategory& one : topics.hot) section.rows.push_back(hot_row(context, one));
  return {{std::move(table)}};
}

}  // namespace

block::Tile hot(const ViewContext& context) {
  const HotTopics topics = hot_topics(context.state, context.county, context.now_ns, context.scope);
  const RepeatedMatters repeated =
      repeated_matters(context.state, context.county, context.now_ns, kMostRepeated, context.scope);
  Tile tile = tile_of(context, Feed::kRequest, Text::kHotTitle);
  if (topics.usual_days > 0) tile.qualifier = rule_of(context, topics);
  Stack all = hot_block(context, topics), low = all;
  if (repeated.first.empty()) {
    all.push_back({Line{.text = counted(context, Text::kHotNoneRepeated, kLeastRepeated), .tone = Tone::kQuiet}, true});
    tile.body = std::move(all);
    return tile;
  }
  const std::string heading = counted(context, Text::kHotRepeated, kLeastRepeated);
  Table table = table_of(context);
  table.least = 3;
  Section& section = table.sections.emplace_back();
  section.heading = heading;
  section.total = repeated.total;
  for (const RepeatedMatter& matter : repeated.first) section.rows.push_back(repeated_row(context, matter));
  // With less room the first of them alone.
  const std::vector<Cell>& first = section.rows.front().cells;
  low.push_back({Line{.text = heading, .strong = true}, true});
  low.push_back({Line{.text = first[0].text, .end = first[1].text + " · " + first[2].text}, true});
  all.push_back({std::move(table)});
  tile.body.push_back({Choice{{std::move(all), std::move(low)}}});
  return tile;
}

}  // namespace gridwall::tile
