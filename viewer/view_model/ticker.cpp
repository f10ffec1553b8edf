#include "viewer/view_model/ticker.h"

#include <algorithm>

#include "ingest/state/mode.h"
#include "viewer/view_model/format.h"
#include "viewer/view_model/matters.h"
#include "viewer/view_model/place_name.h"

namespace gridwall::view_model {
namespace {

Text pattern_of(const ViewContext& context, const TickerLine& line) {
  switch (line.type) {
    case EventType::kRequestPlaced:
      return Text::kTickerPlaced;
    case EventType::kRequestSupervised:
      return Text::kTickerSupervised;
    case EventType::kRequestResolved:
      return Text::kTickerResolved;
    case EventType::kRequestRated:
      return Text::kTickerRated;
    case EventType::kRequestReopened:
      return Text::kTickerReopened;
    case EventType::kRequestMeetingHeld:
      return Text::kTickerMeeting;
    case EventType::kPatrolVisited:
      return Text::kTickerVisited;
    case EventType::kPatrolHazardFound:
      return Text::kTickerHazard;
    case EventType::kPatrolDisputeFound:
      return Text::kTickerDispute;
    case EventType::kEmergencyIncidentOpened:
      return Text::kTickerIncidentOpened;
    case EventType::kEmergencyIncidentUpdated:
      return Text::kTickerIncidentUpdated;
    case EventType::kEmergencyIncidentClosed:
      return Text::kTickerIncidentClosed;
    case EventType::kEmergencyTeamStatus:
      return Text::kTickerTeam;
    case EventType::kEmergencyModeChanged: {
      const uint32_t area = context.state.mode_areas.find(line.subject);
      const bool emergency = area != kNoKey && context.state.modes[area].mode == Mode::kEmergency;
      return emergency ? Text::kTickerToEmergency : Text::kTickerToRoutine;
    }
    case EventType::kEmergencyWarningIssued:
      return Text::kTickerWarning;
    case EventType::kEmergencyAlarmRaised:
      return Text::kTickerAlarm;
    case EventType::kEmergencyWhistleBlown:
      return Text::kTickerWhistle;
    default:
      return Text::kTickerOther;
  }
}

bool has_level(EventType type) {
  switch (type) {
    case EventType::kEmergencyIncidentOpened:
    case EventType::kEmergencyIncidentUpdated:
    case EventType::kEmergencyWarningIssued:
    case EventType::kEmergencyAlarmRaised:
      return true;
    default:
      return false;
  }
}

uint8_t level_of(const TickerLine& line) {
  return has_level(line.type) ? static_cast<uint8_t>(std::clamp<int64_t>(line.number, 1, 4)) : uint8_t{0};
}

std::string subject_of(const ViewContext& context, const TickerLine& line) {
  switch (line.type) {
    case EventType::kEmergencyTeamStatus:
      for (const Team& team : context.county.teams) {
        if (team.code == line.subject) return context.texts.of(team.name);
      }
      return line.subject;
    case EventType::kEmergencyModeChanged:
    case EventType::kEmergencyWhistleBlown:
      return area_name(context.county, context.texts, line.subject);
    case EventType::kPatrolHazardFound:
    case EventType::kPatrolDisputeFound:
      return std::string(category_name(context, line.subject));
    case EventType::kEmergencyWarningIssued:
    case EventType::kEmergencyAlarmRaised:
      return std::string(context.texts.word(line.subject));
    default:
      return line.subject;
  }
}

std::string word_of(const ViewContext& context, const TickerLine& line) {
  if (line.type == EventType::kEmergencyWarningIssued) return area_name(context.county, context.texts, line.word);
  if (line.type == EventType::kRequestMeetingHeld) {
    for (size_t tier = 0; tier < kTierCount; ++tier) {
      if (line.word == tier_name(static_cast<Tier>(tier))) return tier_label(context, tier);
    }
  }
  return std::string(context.texts.word(line.word));
}

std::string detail_of(const ViewContext& context, const TickerLine& line) {
  for (size_t i = 0; i <= static_cast<size_t>(TeamDetail::kOffDuty); ++i) {
    if (line.word == team_detail_name(static_cast<TeamDetail>(i))) return context.texts.at(Text::kDetailStandby, i);
  }
  return line.word;
}

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

// Whether a line concerns what is looked at: it happened there, or to an area it lies in.
bool concerns_scope(const ViewContext& context, const TickerLine& line) {
  if (context.scope.whole_county()) return true;
  if (line.grid != kNoGrid) return lies_in(context.county, line.grid, context.scope);
  switch (line.type) {
    case EventType::kEmergencyModeChanged:
    case EventType::kEmergencyWhistleBlown:
      return concerns_area(context, line.subject);
    case EventType::kEmergencyWarningIssued:
      return concerns_area(context, line.word);
    case EventType::kEmergencyTeamStatus: {
      const auto& teams = context.county.teams;
      const auto team = std::find_if(teams.begin(), teams.end(), [&](const Team& t) { return t.code == line.subject; });
      return team != teams.end() && team->area != kNoGrid &&
             concerns_area(context, context.county.areas[team->area].code);
    }
    default:
      break;
  }
  if (feed_of(line.type) != Feed::kRequest) return false;
  const uint32_t index = context.state.request_ids.find(line.subject);
  const uint32_t grid = index == kNoKey ? kNoGrid : context.state.requests[index].grid;
  return grid != kNoGrid && lies_in(context.county, grid, context.scope);
}

// A title that begins with the area's name ("桥东社区12号楼路灯不亮") needs none in front of it.
bool names_its_place(const ViewContext& context, std::string_view title, uint32_t grid) {
  if (context.texts.language() != Language::kChinese || grid >= context.county.grids.size()) return false;
  const uint32_t area = context.county.grids[grid].area;
  return area != kNoGrid && title.starts_with(context.county.areas[area].name.zh);
}

// Where a double blank, a blank at an end or a separator in front of nothing is left by an empty value.
std::string tidied(std::string text) {
  for (size_t at; (at = text.find("  ")) != std::string::npos;) text.erase(at, 1);
  while (text.starts_with(' ') || text.starts_with(": ")) text.erase(0, 1);
  while (text.ends_with(' ') || text.ends_with(':')) text.pop_back();
  if (constexpr std::string_view kWideColon = "："; text.ends_with(kWideColon))
    text.resize(text.size() - kWideColon.size());
  return text;
}

}  // namespace

std::string ticker_sentence(const ViewContext& context, const TickerLine& line) {
  const Texts& texts = context.texts;
  uint32_t grid = line.grid;
  std::string what;
  if (line.type == EventType::kRequestPlaced) what = category_name(context, line.word);
  // Later steps of a request carry its number only; what and where it is, is known from its placing.
  if (feed_of(line.type) == Feed::kRequest && line.type != EventType::kRequestPlaced) {
    if (const uint32_t index = context.state.request_ids.find(line.subject); index != kNoKey) {
      const Request& request = context.state.requests[index];
      if (grid == kNoGrid) grid = request.grid;
      if (request.category != kNoKey) what = category_name(context, context.state.words.text(request.category));
    }
    if (what.empty()) what = line.subject;
  }
  std::string where = grid_name(context.county, texts, grid);
  if (line.type == EventType::kRequestPlaced && names_its_place(context, line.subject, grid)) where.clear();
  const Text pattern = pattern_of(context, line);
  const uint8_t level = level_of(line);
  const auto score = static_cast<size_t>(std::clamp<int64_t>(line.number, 0, 2));
  return tidied(fill(texts[pattern], {{"where", where},
                                      {"what", what},
                                      {"subject", subject_of(context, line)},
                                      {"word", word_of(context, line)},
                                      {"detail", detail_of(context, line)},
                                      {"score", texts.at(Text::kScoreSatisfied, score)},
                                      {"level", level == 0 ? std::string() : texts.at(Text::kLevel1, level - 1U)},
                                      {"n", format_count(line.number)},
                                      {"m", format_count(line.second_number)}}));
}

Ticker build_ticker(const ViewContext& context) {
  Ticker ticker;
  ticker.title = context.texts[Text::kTickerTitle];
  ticker.greyed = !context.live();
  const auto& lines = context.state.ticker;
  for (auto line = lines.rbegin(); line != lines.rend() && ticker.rows.size() < Ticker::kRows; ++line) {
    if (!concerns_scope(context, *line)) continue;
    ticker.rows.push_back({line->seq, feed_of(line->type), level_of(*line),
                           format_clock(line->at_ns, context.county.zone), ticker_sentence(context, *line)});
  }
  if (ticker.rows.empty()) ticker.why = context.texts[Text::kTickerNone];
  return ticker;
}

}  // namespace gridwall::view_model
