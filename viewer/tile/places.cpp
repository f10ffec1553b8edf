// Coverage of the parts of what is looked at, the worst first: streets of a county, prefectures of a province, grids of
// a community; of a grid, which has no parts, the grid itself. Below, the rounds of visits.
#include <algorithm>
#include <limits>
#include <tuple>

#include "viewer/tile/places_parts.h"
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

constexpr size_t kMostPlaces = 64, kMostWorst = 12;

using FreshnessCounts = std::array<int64_t, 4>;  // by Freshness

int64_t total(const FreshnessCounts& counts) {
  return counts[0] + counts[1] + counts[2] + counts[3];
}
double uncovered(const FreshnessCounts& counts) {
  const int64_t all = total(counts);
  return all == 0 ? 0 : static_cast<double>(counts[2] + counts[3]) / static_cast<double>(all);
}

std::vector<FreshnessCounts> counts_of_areas(const ViewContext& context) {
  const County& county = context.county;
  std::vector<FreshnessCounts> counts(county.areas.size());
  for (GridIndex grid{0}; grid < county.grids.size(); ++grid) {
    const AreaIndex area = county.grids[grid].area;
    if (area == kNone) continue;
    const Freshness freshness =
        freshness_at(context.state.grids[grid], county.grids[grid].visit_interval_s, context.now_ns);
    ++counts[area][static_cast<size_t>(freshness)];
  }
  for (size_t area = counts.size(); area-- > 0;) {  // parents stand before their children
    const AreaIndex parent = county.areas[area].parent;
    for (size_t i = 0; i < 4 && parent != kNone; ++i) counts[parent][i] += counts[area][i];
  }
  return counts;
}

// Of the areas now and at the other moment, which may have had others.
struct AreaCounts {
  std::vector<FreshnessCounts> now, then;
  const County* county_then = nullptr;

  explicit AreaCounts(const ViewContext& context) : now(counts_of_areas(context)) {
    const std::optional<ViewContext> at_then = context.then();
    if (!at_then) return;
    then = counts_of_areas(*at_then);
    county_then = &at_then->county;
  }
  Change change_of(const County& county, AreaIndex area) const {
    const AreaIndex before = county_then == nullptr ? AreaIndex() : county_then->area_index(county.areas[area].code);
    if (before == kNone) return {};
    return change_of_count(now[area][0] + now[area][1], then[before][0] + then[before][1]);
  }
};

// Five cells: name, bar, covered, overdue, never.
Row area_row(const ViewContext& context, AreaIndex area, const AreaCounts& areas) {
  const FreshnessCounts& counts = areas.now[area];
  const int64_t all = total(counts);
  // A column of nothing but zeros is room for the bars.
  const bool any_never = context.figures.coverage.by_freshness[static_cast<size_t>(Freshness::kNeverVisited)] > 0;
  const auto count = [&](Freshness freshness, Tone tone) -> Cell {
    const int64_t of = counts[static_cast<size_t>(freshness)];
    return {.text = format_count(of), .tone = of > 0 ? tone : Tone::kFaint, .strong = of > 0};
  };
  Cell bar;
  for (size_t i = 0; i < 4 && all > 0; ++i) {
    bar.bar.push_back(
        {static_cast<float>(counts[i]) / static_cast<float>(all), bar_tone_of(static_cast<Freshness>(i))});
  }
  const Scope place = scope_of_area(area);
  return {{{.text = scope_name(context.county, context.texts, place)},
           std::move(bar),
           {.text = format_count(counts[0] + counts[1]) + "/" + format_count(all),
            .change = areas.change_of(context.county, area)},
           count(Freshness::kOverdue, Tone::kAttention),
           any_never ? count(Freshness::kNeverVisited, Tone::kText) : Cell{}},
          GoTo{place}};
}

// In the same columns: how it stands, and when it was last visited.
Row grid_row(const ViewContext& context, GridIndex grid) {
  const Texts& texts = context.texts;
  const GridState& state = context.state.grids[grid];
  const Freshness freshness = freshness_at(state, context.county.grids[grid].visit_interval_s, context.now_ns);
  const Scope place = scope_of_grid(context.county, grid);
  std::string last_visit;
  if (state.last_visit_ns != kNever) {
    last_visit = fill(texts[Text::kAgeAgo],
                      {{"time", format_coarse_duration(seconds_between(state.last_visit_ns, context.now_ns), texts)}});
  }
  return {{{.text = scope_name(context.county, texts, place), .mark = mark_of(freshness)},
           {},
           {.text = texts.at(Text::kCoverageFresh, static_cast<size_t>(freshness)), .tone = Tone::kQuiet},
           {},
           {.text = std::move(last_visit)}},
          GoTo{place}};
}

void sort_worst_first(std::vector<AreaIndex>& areas, const std::vector<FreshnessCounts>& counts) {
  std::sort(areas.begin(), areas.end(), [&](AreaIndex a, AreaIndex b) {
    return std::tuple(-uncovered(counts[a]), -counts[a][2] - counts[a][3], -total(counts[a]), a) <
           std::tuple(-uncovered(counts[b]), -counts[b][2] - counts[b][3], -total(counts[b]), b);
  });
}

// In required intervals since the last visit; never is the worst.
double staleness(const ViewContext& context, GridIndex grid) {
  const GridState& state = context.state.grids[grid];
  if (state.last_visit_ns == kNever) return std::numeric_limits<double>::max();
  return seconds_between(state.last_visit_ns, context.now_ns) /
         static_cast<double>(std::max<int64_t>(1, context.county.grids[grid].visit_interval_s));
}

// What is not covered among the areas one step further down, wherever in the scope they lie.
void add_worst(Table& table, const ViewContext& context, const AreaCounts& all, uint8_t depth) {
  const County& county = context.county;
  const ScopePlaces places(county, context.scope);
  std::vector<AreaIndex> areas;
  for (AreaIndex area{0}; area < county.areas.size(); ++area) {
    const bool below = county.areas[area].depth == depth && places.holds_area(area);
    if (below && uncovered(all.now[area]) > 0) areas.push_back(area);
  }
  if (areas.empty() || depth >= county.hierarchy.size()) return;
  sort_worst_first(areas, all.now);
  Section& section = table.sections.emplace_back();
  section.heading = fill(context.texts[Text::kPlacesWorst], {{"level", context.texts.of(county.hierarchy[depth])}});
  section.total = static_cast<int64_t>(areas.size());
  section.may_go = true;
  areas.resize(std::min(areas.size(), kMostWorst));
  for (const AreaIndex area : areas) section.rows.push_back(area_row(context, area, all));
}

Table table_of(const ViewContext& context) {
  const Texts& texts = context.texts;
  std::vector<AreaIndex> areas;
  std::vector<GridIndex> grids;
  for (const Scope child : children_of(context.county, context.scope)) {
    if (child.grid == kNone) {
      areas.push_back(child.area);
    } else {
      grids.push_back(child.grid);
    }
  }
  Table table{.more = texts[Text::kPlacesMore]};
  table.columns = {{.fit = Column::Fit::kCut, .grows = true},
                   {.fit = Column::Fit::kBar},
                   {.align = Align::kRight},
                   {.align = Align::kRight},
                   {.caption = texts[Text::kPlacesLastVisit], .align = Align::kRight}};
  table.sections.emplace_back().total = static_cast<int64_t>(areas.size() + grids.size());
  const AreaCounts counts(context);
  sort_worst_first(areas, counts.now);
  std::vector<Row> rows;
  for (size_t i = 0; i < std::min(areas.size(), kMostPlaces); ++i) rows.push_back(area_row(context, areas[i], counts));
  const size_t shown_grids = std::min(grids.size(), kMostPlaces - rows.size());
  std::partial_sort(grids.begin(), grids.begin() + static_cast<std::ptrdiff_t>(shown_grids), grids.end(),
                    [&](GridIndex a, GridIndex b) {
                      return std::tuple(-staleness(context, a), a) < std::tuple(-staleness(context, b), b);
                    });
  for (size_t i = 0; i < shown_grids; ++i) rows.push_back(grid_row(context, grids[i]));
  table.sections.front().rows = std::move(rows);
  if (areas.empty()) return table;
  table.columns[2].caption = texts[Text::kPlacesCovered];
  table.columns[3].caption = texts[Text::kCoverageOverdue];
  table.columns[4].caption = texts[Text::kCoverageNever];
  add_worst(table, context, counts, static_cast<uint8_t>(context.county.areas[areas[0]].depth + 1));
  return table;
}

}  // namespace

block::Tile places(const ViewContext& context, OpenOnPatrol& open) {
  Tile tile;
  if (context.scope.grid != kNone) {
    tile = grid_detail(context, open);
  } else {
    tile = tile_of(context, Feed::kPatrol, Text::kPlacesTitle);
    tile.qualifier = context.texts[Text::kPlacesWorstFirst];
    tile.body.push_back({table_of(context)});
  }
  for (Block& block : campaigns(context)) tile.body.push_back(std::move(block));
  tile.shrinks = true;
  return tile;
}

}  // namespace gridwall::tile
