// Who is out on patrol, how many of them by night, and on which posts.
#include <map>

#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

constexpr size_t kMostPosts = 3;  // one below the other beside the figures

Table posts_of(const ViewContext& context) {
  std::map<std::string, int64_t, std::less<>> posts;  // A before B, whoever came first
  for (const auto& [post, count] : context.figures.patrol.posts) {
    posts[std::string(context.texts.word(context.state.words.text(post)))] += count;
  }
  Table table;
  table.columns = {{.align = Align::kRight, .fit = Column::Fit::kCut}};
  table.whole = true;
  Section& section = table.sections.emplace_back();
  for (const auto& [post, count] : posts) {
    if (section.rows.size() == kMostPosts) break;
    const std::string text = fill(context.texts[Text::kShiftsPost], {{"post", post}, {"n", format_count(count)}});
    section.rows.push_back({{{.text = text}}});
  }
  return table;
}

}  // namespace

block::Tile shifts(const ViewContext& context) {
  const auto figure = [&](Text label, Shape shape, int64_t PatrolBoard::*of) -> Figure {
    const auto at = [&](const ViewContext& moment) { return moment.figures.patrol.*of; };
    return {.label = context.texts[label],
            .figure = format_count(at(context)),
            .mark = {shape, Tone::kGood, {}},
            .change = change_of(context, at)};
  };
  FigureRow figures{.words = FigureRow::Words::kInline};
  figures.figures = {figure(Text::kShiftsOn, Shape::kDisc, &PatrolBoard::on_shift),
                     figure(Text::kShiftsNight, Shape::kRing, &PatrolBoard::at_night)};
  Tile tile = tile_of(context, Feed::kPatrol, Text::kShiftsTitle);
  Table posts = posts_of(context);
  if (posts.sections.front().rows.empty()) {
    tile.body.push_back({std::move(figures)});
  } else {
    tile.body.push_back({Split{.sides = {{{std::move(figures)}}, {{std::move(posts)}}}, .shares = {0.72F, 0.28F}}});
  }
  return tile;
}

}  // namespace gridwall::tile
