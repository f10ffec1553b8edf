// The last events as sentences somebody at the wall would want to read, newest first.
#include <algorithm>

#include "ingest/state/mode.h"
#include "ingest/text/telling.h"
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

bool concerns_area(const ViewContext& context, std::string_view area_or_street) {
  if (names_whole_county(context.county, area_or_street)) return true;
  const Result<Scope> there = scope_of(context.county, area_or_street);
  if (there) return overlap(context.county, *there, context.scope);
  for (AreaIndex area{0}; area < context.county.areas.size(); ++area) {
    if (context.county.areas[area].name.zh == area_or_street) {
      return overlap(context.county, scope_of_area(area), context.scope);
    }
  }
  return false;
}

bool concerns_area_of_team(const ViewContext& context, std::string_view code) {
  const auto& teams = context.county.teams;
  const auto team = std::find_if(teams.begin(), teams.end(), [&](const Team& t) { return t.code == code; });
  return team != teams.end() && team->area != kNone && concerns_area(context, context.county.areas[team->area].code);
}

bool concerns_place_of_request(const ViewContext& context, std::string_view id) {
  const RequestIndex index = context.state.request_ids.find(id);
  const GridIndex grid = index == kNone ? GridIndex() : context.state.requests[index].grid;
  return grid != kNone && lies_in(context.county, grid, context.scope);
}

// Whether a line concerns what is looked at: it happened there, or to an area it lies in.
bool concerns_scope(const ViewContext& context, const TickerLine& line) {
  if (context.scope.whole_county()) return true;
  if (line.grid != kNone) return lies_in(context.county, line.grid, context.scope);
  const text::Telling& telling = text::telling_of(line.type);
  if (telling.word == text::WordKind::kArea) return concerns_area(context, line.word);
  if (telling.subject == text::SubjectKind::kArea) return concerns_area(context, line.subject);
  if (telling.subject == text::SubjectKind::kTeam) return concerns_area_of_team(context, line.subject);
  return telling.subject == text::SubjectKind::kRequest && concerns_place_of_request(context, line.subject);
}

// By its level where it has one, else by its feed.
Mark mark_of(const TickerLine& line) {
  const uint8_t level = text::line_of(line).level;
  if (level > 0) return {Shape::kDiamond, tone_of_level(level), {}};
  return {Shape::kBar, tone_of_feed(feed_of(line.type)), {}};
}

}  // namespace

block::Tile ticker(const ViewContext& context) {
  Tile tile = standing_tile(context, Text::kTickerTitle);
  Timeline timeline;
  const auto& lines = context.state.ticker;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    if (!concerns_scope(context, *line)) continue;
    timeline.moments.push_back({.time = format_clock(line->at_ns, context.county.zone),
                                .mark = mark_of(*line),
                                .text = text::tell({context.state, context.county, context.texts},
                                                   text::telling_of(line->type).ticker, text::line_of(*line))});
  }
  if (timeline.moments.empty()) tile.why = context.texts[Text::kTickerNone];
  tile.body.push_back({std::move(timeline)});
  return tile;
}

}  // namespace gridwall::tile
