#include "viewer/view_model/places.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

using Counts = std::array<int64_t, 4>;  // by Freshness

int64_t total(const Counts& counts) {
  return counts[0] + counts[1] + counts[2] + counts[3];
}
double uncovered(const Counts& counts) {
  const int64_t all = total(counts);
  return all == 0 ? 0 : static_cast<double>(counts[2] + counts[3]) / static_cast<double>(all);
}

std::vector<Counts> counts_of_areas(const ViewContext& context) {
  const County& county = context.county;
  std::vector<Counts> counts(county.areas.size());
  for (uint32_t grid = 0; grid < county.grids.size(); ++grid) {
    const uint32_t area = county.grids[grid].area;
    if (area == kNoGrid) continue;
    const Freshness freshness =
        freshness_at(context.state.grids[grid], county.grids[grid].visit_interval_s, context.now_ns);
    ++counts[area][static_cast<size_t>(freshness)];
  }
  for (size_t area = counts.size(); area-- > 0;) {  // parents stand before their children
    const uint32_t parent = county.areas[area].parent;
    for (size_t i = 0; i < 4 && parent != kNoGrid; ++i) counts[parent][i] += counts[area][i];
  }
  return counts;
}

std::string count_or_nothing(int64_t count) {
  return count == 0 ? std::string() : format_count(count);
}

// Of the areas now and at the other moment, which may have had others.
struct AreaCounts {
  std::vector<Counts> now, then;
  const County* county_then = nullptr;

  explicit AreaCounts(const ViewContext& context) : now(counts_of_areas(context)) {
    const std::optional<ViewContext> at_then = context.then();
    if (!at_then) return;
    then = counts_of_areas(*at_then);
    county_then = &at_then->county;
  }
  Change change_of(const County& county, uint32_t area) const {
    const uint32_t before = county_then == nullptr ? kNoGrid : county_then->area_index(county.areas[area].code);
    if (before == kNoGrid) return {};
    return change_of_count(now[area][0] + now[area][1], then[before][0] + then[before][1]);
  }
};

PlaceRow area_row(const ViewContext& context, uint32_t area, const AreaCounts& areas) {
  const Counts& counts = areas.now[area];
  PlaceRow row;
  row.place = scope_of_area(area);
  row.name = scope_name(context.county, context.texts, row.place);
  const int64_t all = total(counts);
  for (size_t i = 0; i < 4 && all > 0; ++i) row.shares[i] = static_cast<float>(counts[i]) / static_cast<float>(all);
  row.covered = format_count(counts[0] + counts[1]) + "/" + format_count(all);
  row.change = areas.change_of(context.county, area);
  row.overdue = count_or_nothing(counts[2]);
  row.never = count_or_nothing(counts[3]);
  return row;
}

PlaceRow grid_row(const ViewContext& context, uint32_t grid) {
  const Texts& texts = context.texts;
  const GridState& state = context.state.grids[grid];
  PlaceRow row;
  row.place = scope_of_grid(context.county, grid);
  row.name = scope_name(context.county, texts, row.place);
  row.is_grid = true;
  row.freshness = freshness_at(state, context.county.grids[grid].visit_interval_s, context.now_ns);
  row.state = texts.at(Text::kCoverageFresh, static_cast<size_t>(row.freshness));
  if (state.last_visit_ns != kNever) {
    row.last_visit =
        fill(texts[Text::kAgeAgo],
             {{"time", format_coarse_duration(seconds_between(state.last_visit_ns, context.now_ns), texts)}});
  }
  return row;
}

void sort_worst_first(std::vector<uint32_t>& areas, const std::vector<Counts>& counts) {
  std::sort(areas.begin(), areas.end(), [&](uint32_t a, uint32_t b) {
    return std::tuple(-uncovered(counts[a]), -counts[a][2] - counts[a][3], -total(counts[a]), a) <
           std::tuple(-uncovered(counts[b]), -counts[b][2] - counts[b][3], -total(counts[b]), b);
  });
}

// In required intervals since the last visit; never is the worst.
double staleness(const ViewContext& context, uint32_t grid) {
  const GridState& state = context.state.grids[grid];
  if (state.last_visit_ns == kNever) return std::numeric_limits<double>::max();
  return seconds_between(state.last_visit_ns, context.now_ns) /
         static_cast<double>(std::max<int64_t>(1, context.county.grids[grid].visit_interval_s));
}

// What is not covered among the areas one step further down, wherever in the scope they lie.
void add_worst(PlacesTile& tile, const ViewContext& context, const AreaCounts& all, uint8_t depth) {
  const County& county = context.county;
  const std::vector<Counts>& counts = all.now;
  const ScopePlaces places(county, context.scope);
  std::vector<uint32_t> areas;
  for (AreaIndex area{0}; area < county.areas.size(); ++area) {
    const bool below = county.areas[area].depth == depth && places.holds_area(area);
    if (below && uncovered(counts[area]) > 0) areas.push_back(area);
  }
  if (areas.empty() || depth >= county.hierarchy.size()) return;
  sort_worst_first(areas, counts);
  areas.resize(std::min(areas.size(), kMostWorst));
  tile.worst_title = fill(context.texts[Text::kPlacesWorst], {{"level", context.texts.of(county.hierarchy[depth])}});
  for (const uint32_t area : areas) tile.worst.push_back(area_row(context, area, all));
}

// Of the round of that name; nothing where it had not begun.
CampaignFigures campaign_then(const ViewContext& context, std::string_view name) {
  const Figures* then = context.figures_then();
  if (then == nullptr) return {};
  const auto& campaigns = then->window(Window::kAll).campaigns;
  const auto at = campaigns.find(context.comparison->state.words.find(name));
  return at == campaigns.end() ? CampaignFigures{} : at->second;
}

}  // namespace

PlacesTile build_places(const ViewContext& context) {
  const Texts& texts = context.texts;
  PlacesTile tile;
  tile.title = texts[Text::kPlacesTitle];
  tile.order = texts[Text::kPlacesWorstFirst];
  tile.age = build_data_age(context, Feed::kPatrol);
  tile.covered_caption = texts[Text::kPlacesCovered];
  tile.overdue_caption = texts[Text::kCoverageOverdue];
  tile.never_caption = texts[Text::kCoverageNever];
  tile.last_visit_caption = texts[Text::kPlacesLastVisit];
  tile.more = texts[Text::kPlacesMore];

  std::vector<uint32_t> areas, grids;
  for (const Scope child : children_of(context.county, context.scope)) {
    if (child.grid == kNoGrid) {
      areas.push_back(child.area);
    } else {
      grids.push_back(child.grid);
    }
  }
  const AreaCounts counts(context);
  sort_worst_first(areas, counts.now);
  tile.places = areas.size() + grids.size();
  const size_t shown_areas = std::min(areas.size(), kMostPlaces);
  for (size_t i = 0; i < shown_areas; ++i) tile.rows.push_back(area_row(context, areas[i], counts));
  const size_t shown_grids = std::min(grids.size(), kMostPlaces - shown_areas);
  std::partial_sort(grids.begin(), grids.begin() + static_cast<std::ptrdiff_t>(shown_grids), grids.end(),
                    [&](uint32_t a, uint32_t b) {
                      return std::tuple(-staleness(context, a), a) < std::tuple(-staleness(context, b), b);
                    });
  for (size_t i = 0; i < shown_grids; ++i) tile.rows.push_back(grid_row(context, grids[i]));
  if (!areas.empty()) add_worst(tile, context, counts, static_cast<uint8_t>(context.county.areas[areas[0]].depth + 1));
  return tile;
}

CampaignsTile build_campaigns(const ViewContext& context) {
  const Texts& texts = context.texts;
  CampaignsTile tile;
  tile.title = texts[Text::kCampaignsTitle];
  tile.window = texts[Text::kWindowAll];
  tile.more = texts[Text::kCampaignsMore];
  const auto& campaigns = context.figures.window(Window::kAll).campaigns;
  std::vector<std::pair<WordId, const CampaignFigures*>> order;
  for (const auto& [campaign, figures] : campaigns) order.push_back({campaign, &figures});
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second->households > b.second->households; });
  for (const auto& entry : order) {
    const CampaignFigures* figures = entry.second;
    const std::string_view name = context.state.words.text(entry.first);
    const CampaignFigures then = campaign_then(context, name);
    const auto counted = [&](Text pattern, int64_t CampaignFigures::*count) {
      return with_change(fill(texts[pattern], {{"n", format_count(figures->*count)}}),
                         context.figures_then() ? change_of_count(figures->*count, then.*count) : Change{});
    };
    tile.rows.push_back({std::string(texts.word(name)), counted(Text::kCampaignEstates, &CampaignFigures::estates),
                         counted(Text::kNavHouseholds, &CampaignFigures::households),
                         counted(Text::kNavPeople, &CampaignFigures::people),
                         counted(Text::kCampaignVisits, &CampaignFigures::visits)});
  }
  return tile;
}

}  // namespace gridwall::view_model
