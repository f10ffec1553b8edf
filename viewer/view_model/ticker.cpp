#include "viewer/view_model/ticker.h"

#include <algorithm>

#include "ingest/state/mode.h"
#include "ingest/text/telling.h"
#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

bool concerns_area(const ViewContext& context, std::string_view area_or_street) {
  if (names_whole_county(context.county, area_or_street)) return true;
  const Result<Scope> there = scope_of(context.county, area_or_street);
  if (there) return overlap(context.county, *there, context.scope);
  for (uint32_t area = 0; area < context.county.areas.size(); ++area) {
    if (context.county.areas[area].name.zh == area_or_street) {
      return overlap(context.county, scope_of_area(area), context.scope);
    }
  }
  return false;
}

bool concerns_area_of_team(const ViewContext& context, std::string_view code) {
  const auto& teams = context.county.teams;
  const auto team = std::find_if(teams.begin(), teams.end(), [&](const Team& t) { return t.code == code; });
  return team != teams.end() && team->area != kNoGrid && concerns_area(context, context.county.areas[team->area].code);
}

bool concerns_place_of_request(const ViewContext& context, std::string_view id) {
  const uint32_t index = context.state.request_ids.find(id);
  const uint32_t grid = index == kNoKey ? kNoGrid : context.state.requests[index].grid;
  return grid != kNoGrid && lies_in(context.county, grid, context.scope);
}

// Whether a line concerns what is looked at: it happened there, or to an area it lies in.
bool concerns_scope(const ViewContext& context, const TickerLine& line) {
  if (context.scope.whole_county()) return true;
  if (line.grid != kNoGrid) return lies_in(context.county, line.grid, context.scope);
  const text::Telling& telling = text::telling_of(line.type);
  if (telling.word == text::WordKind::kArea) return concerns_area(context, line.word);
  if (telling.subject == text::SubjectKind::kArea) return concerns_area(context, line.subject);
  if (telling.subject == text::SubjectKind::kTeam) return concerns_area_of_team(context, line.subject);
  return telling.subject == text::SubjectKind::kRequest && concerns_place_of_request(context, line.subject);
}

}  // namespace

std::string ticker_sentence(const ViewContext& context, const TickerLine& line) {
  return text::tell({context.state, context.county, context.texts}, text::telling_of(line.type).ticker,
                    text::line_of(line));
}

Ticker build_ticker(const ViewContext& context) {
  Ticker ticker;
  ticker.title = context.texts[Text::kTickerTitle];
  ticker.greyed = !context.live();
  const auto& lines = context.state.ticker;
  for (auto line = lines.rbegin(); line != lines.rend() && ticker.rows.size() < Ticker::kRows; ++line) {
    if (!concerns_scope(context, *line)) continue;
    ticker.rows.push_back({line->seq, feed_of(line->type), text::line_of(*line).level,
                           format_clock(line->at_ns, context.county.zone), ticker_sentence(context, *line)});
  }
  if (ticker.rows.empty()) ticker.why = context.texts[Text::kTickerNone];
  return ticker;
}

}  // namespace gridwall::view_model
