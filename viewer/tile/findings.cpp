// Hazards and disputes found on patrol and followed to their end (隐患、矛盾纠纷): how many stand open, since when, of
// what kind.
#include <algorithm>
#include <map>
#include <tuple>

#include "viewer/tile/open_findings.h"
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

constexpr size_t kMostCategories = 64;
// A hazard points up like a warning sign, a dispute stands between two: told apart without colour.
constexpr Shape kHazard = Shape::kTriangleUp, kDispute = Shape::kFrame;

struct Counted {
  int64_t open = 0;
  int64_t oldest_ns = INT64_MAX;
  std::map<WordId, int64_t> categories;
};
struct OnPatrol {
  Counted hazards, disputes;
  int64_t open() const { return hazards.open + disputes.open; }
};

void add(Counted& counted, const Finding& finding, const ScopePlaces& places) {
  if (!places.holds_grid(finding.grid)) return;
  ++counted.open;
  counted.oldest_ns = std::min(counted.oldest_ns, finding.found_ns);
  ++counted.categories[finding.category];
}

Counted count(const std::vector<Finding>& findings, const std::vector<uint32_t>& open, const ScopePlaces& places) {
  Counted counted;
  for (const uint32_t index : open) add(counted, findings[index], places);
  return counted;
}

// At the other moment, whose open findings nobody keeps a list of.
Counted count_open(const std::vector<Finding>& findings, const ScopePlaces& places) {
  Counted counted;
  for (const Finding& finding : findings) {
    if (is_open(finding)) add(counted, finding, places);
  }
  return counted;
}

std::optional<OnPatrol> count_then(const ViewContext& context) {
  const std::optional<ViewContext> then = context.then();
  if (!then) return std::nullopt;
  const ScopePlaces places(then->county, then->scope);
  return OnPatrol{count_open(then->state.hazards, places), count_open(then->state.disputes, places)};
}

struct Part {
  bool dispute;
  WordId category;
  int64_t count;
};

std::vector<Part> parts_of(const OnPatrol& now) {
  std::vector<Part> parts;
  for (const auto& [category, count] : now.hazards.categories) parts.push_back({false, category, count});
  for (const auto& [category, count] : now.disputes.categories) parts.push_back({true, category, count});
  std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
    return std::tuple(-a.count, a.dispute, a.category) < std::tuple(-b.count, b.dispute, b.category);
  });
  return parts;
}

// Words of another state may have other numbers.
int64_t count_of_then(const ViewContext& context, const OnPatrol& then, const Part& part) {
  const auto& categories = (part.dispute ? then.disputes : then.hazards).categories;
  WordId category = part.category;
  if (category != kNone) {
    category = context.comparison->state.words.find(context.state.words.text(category));
    if (category == kNone) return 0;
  }
  const auto at = categories.find(category);
  return at == categories.end() ? 0 : at->second;
}

Section section_of(const ViewContext& context, const OnPatrol& now, const std::optional<OnPatrol>& then) {
  const Texts& texts = context.texts;
  const std::vector<Part> parts = parts_of(now);
  Section section{.heading = texts[Text::kFindingsByCategory], .tone = Tone::kQuiet};
  section.total = static_cast<int64_t>(parts.size());
  // What is left after so many rows, of either moment.
  std::vector<std::pair<int64_t, int64_t>> left{{now.open(), then ? then->open() : 0}};
  for (const Part& part : parts) {
    const int64_t before = then ? count_of_then(context, *then, part) : 0;
    left.emplace_back(left.back().first - part.count, left.back().second - before);
    if (section.rows.size() == kMostCategories) continue;
    const std::string_view label = part.category == kNone ? std::string_view(texts[Text::kFindingsOther])
                                                          : texts.word(context.state.words.text(part.category));
    const float share = static_cast<float>(part.count) / static_cast<float>(parts.front().count);
    section.rows.push_back(
        {{{.text = std::string(label), .mark = {part.dispute ? kDispute : kHazard, Tone::kQuiet, {}}},
          {.bar = {{share, Tone::kAccent}}},
          {.text = format_count(part.count),
           .strong = true,
           .change = then ? change_of_count(part.count, before) : Change{}}}});
  }
  // All others are of both kinds, and not to be measured with one.
  section.rest = [left, compared = then.has_value(), other = texts[Text::kFindingsOther]](size_t from) -> Row {
    const auto& [rest, before] = left[std::min(from, left.size() - 1)];
    return {
        {{.text = other},
         {},
         {.text = format_count(rest), .strong = true, .change = compared ? change_of_count(rest, before) : Change{}}}};
  };
  return section;
}

}  // namespace

block::Tile findings(const ViewContext& context, OpenOnPatrol& open) {
  const Texts& texts = context.texts;
  const CountyState& state = context.state;
  const ScopePlaces places(context.county, context.scope);
  const OnPatrol now{count(state.hazards, open.hazards.update(state.hazards, state.seq), places),
                     count(state.disputes, open.disputes.update(state.disputes, state.seq), places)};
  const std::optional<OnPatrol> then = count_then(context);
  const DayTally& tally = window_of(context).tally;
  const auto side = [&](Text label, Shape shape, Counted OnPatrol::*of, int64_t found, const std::string& closed) {
    const Counted& counted = now.*of;
    Figure figure{.label = texts[label], .figure = format_count(counted.open), .mark = {shape, Tone::kQuiet, {}}};
    if (then) figure.change = change_of_count(counted.open, ((*then).*of).open);
    if (counted.open > 0) {
      figure.aside = fill(texts[Text::kFindingsOldest],
                          {{"time", format_duration(seconds_between(counted.oldest_ns, context.now_ns), texts)}});
    }
    figure.note = fill(texts[Text::kFindingsFound], {{"n", format_count(found)}, {"closed", closed}});
    return figure;
  };
  FigureRow figures{.words = FigureRow::Words::kAround, .large = false};
  figures.figures = {side(Text::kFindingsHazards, kHazard, &OnPatrol::hazards, tally.hazards_found,
                          counted(context, Text::kFindingsClosed, tally.hazards_closed)),
                     side(Text::kFindingsDisputes, kDispute, &OnPatrol::disputes, tally.disputes_found,
                          counted(context, Text::kFindingsResolved, tally.disputes_resolved))};
  Tile tile = tile_of(context, Feed::kPatrol, Text::kFindingsTitle);
  tile.qualifier = in_window(context);
  tile.body.push_back({std::move(figures)});
  if (now.open() == 0) {
    tile.body.push_back({Line{.text = texts[Text::kFindingsNone], .tone = Tone::kQuiet, .ruled = true}});
    return tile;
  }
  Table table;
  table.columns = {{.fit = Column::Fit::kCut}, {.fit = Column::Fit::kBar}, {.align = Align::kRight}};
  table.sections.push_back(section_of(context, now, then));
  tile.body.push_back({std::move(table)});
  return tile;
}

}  // namespace gridwall::tile
