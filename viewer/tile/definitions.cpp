// What the figures of each tile mean, one line each, in the order in which they stand.
#include <algorithm>
#include <span>

#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

struct Definition {
  Text term, meaning;
};
struct TileDefinitions {
  std::string_view tile;
  std::span<const Definition> all;
};

constexpr Definition kResolution{Text::kRatesResolution, Text::kDefineResolution};
constexpr Definition kClosing{Text::kRatesClosing, Text::kDefineClosing};
constexpr Definition kOnTime{Text::kRatesOnTime, Text::kDefineOnTime};
constexpr Definition kSatisfaction{Text::kRatesSatisfaction, Text::kDefineSatisfaction};
constexpr Definition kOverdue{Text::kRatesOverdue, Text::kDefineOverdue};
constexpr Definition kBefore{Text::kVersusBefore, Text::kDefineBefore};
constexpr Definition kLastYear{Text::kVersusLastYear, Text::kDefineLastYear};
constexpr Definition kCollected{Text::kScoresCollected, Text::kDefineCollected};
constexpr Definition kResolvedOf{Text::kTrendResolved, Text::kDefineResolvedOf};
constexpr Definition kBacklog{Text::kTrendBacklog, Text::kDefineBacklog};
constexpr Definition kCoverage{Text::kCoverageTitle, Text::kDefineCoverage};

constexpr Definition kRates[] = {kResolution, kClosing, kOnTime, kSatisfaction, kOverdue, kBefore, kLastYear};
constexpr Definition kScores[] = {
    kCollected, {Text::kScoresDue, Text::kDefineDue}, kResolution, kClosing, kOnTime, kSatisfaction, kBefore,
    kLastYear};
constexpr Definition kTrend[] = {kCollected, kResolvedOf, kBacklog, kResolution, kClosing};
constexpr Definition kHours[] = {{Text::kHoursUsual, Text::kDefineHoursUsual},
                                 {Text::kHoursToday, Text::kDefineHoursToday}};
constexpr Definition kRankings[] = {kClosing,
                                    {Text::kDefineResponseTerm, Text::kDefineResponse},
                                    {Text::kDefineOverdueRateTerm, Text::kDefineOverdueRate},
                                    kCoverage};
constexpr Definition kDepartments[] = {{Text::kDepartmentsRate, Text::kDefineDepartmentsRate},
                                       {Text::kDepartmentsResponse, Text::kDefineDepartmentsResponse},
                                       {Text::kWhistlesWaiting, Text::kDefineUnanswered}};
constexpr Definition kHot[] = {{Text::kHotTitle, Text::kDefineHot},
                               {Text::kDefineUsualTerm, Text::kDefineUsual},
                               {Text::kDefineRepeatedTerm, Text::kDefineRepeated}};
constexpr Definition kPipeline[] = {{Text::kPipelineCount, Text::kDefineStageCount},
                                    {Text::kPipelineMedian, Text::kDefineStageMedian},
                                    {Text::kPipelineOldest, Text::kDefineStageOldest}};
constexpr Definition kTiers[] = {{Text::kTiersTitle, Text::kDefineTiers}};
constexpr Definition kCoverages[] = {kCoverage,
                                     {Text::kCoverageFresh, Text::kDefineFresh},
                                     {Text::kCoverageDueSoon, Text::kDefineDueSoon},
                                     {Text::kCoverageOverdue, Text::kDefineGridOverdue}};
constexpr Definition kTeams[] = {{Text::kTeamsUnreported, Text::kDefineUnreported},
                                 {Text::kDefineLostTerm, Text::kDefineLost}};
constexpr Definition kMatters[] = {kOverdue, kBacklog};
constexpr Definition kMechanisms[] = {{Text::kDefinePromiseTerm, Text::kDefinePromise},
                                      {Text::kReportedTitle, Text::kDefineReported}};
constexpr Definition kWhistles[] = {{Text::kWhistlesAcknowledged, Text::kDefineWhistleSteps},
                                    {Text::kWhistlesWaiting, Text::kDefineUnanswered}};
constexpr Definition kFindings[] = {{Text::kFindingsHazards, Text::kDefineOpenFindings}};
constexpr Definition kVisits[] = {{Text::kVisitsTitle, Text::kDefineVisits}};
constexpr Definition kShifts[] = {{Text::kShiftsOn, Text::kDefineOnShift}, {Text::kShiftsNight, Text::kDefineNight}};
constexpr Definition kOrganisations[] = {{Text::kOrgsTitle, Text::kDefineAssessed},
                                         {Text::kDefineScoreTerm, Text::kDefineScore}};
constexpr Definition kSubjects[] = {kCollected, kResolvedOf};
constexpr Definition kRoutine[] = {kResolution, kClosing, kOverdue, kCoverage};

constexpr TileDefinitions kDefinitions[] = {
    {"rates", kRates},
    {"scores", kScores},
    {"trend", kTrend},
    {"weeks", kTrend},
    {"hours", kHours},
    {"rankings", kRankings},
    {"hot", kHot},
    {"departments", kDepartments},
    {"pipeline", kPipeline},
    {"tiers", kTiers},
    {"coverage", kCoverages},
    {"places", kCoverages},
    {"teams", kTeams},
    {"matters", kMatters},
    {"subjects", kSubjects},
    {"mechanisms", kMechanisms},
    {"whistles", kWhistles},
    {"findings", kFindings},
    {"visits", kVisits},
    {"shifts", kShifts},
    {"routine", kRoutine},
    {"organisations", kOrganisations},
};

}  // namespace

void define(std::string_view name, const ViewContext& context, Tile& tile) {
  const auto at = std::find_if(std::begin(kDefinitions), std::end(kDefinitions),
                               [&](const TileDefinitions& one) { return one.tile == name; });
  if (at == std::end(kDefinitions) || tile.absent) return;
  // Close together where they find no room apart.
  Table table{.more = context.texts[Text::kDefineMore]};
  table.columns = {{}, {.fit = Column::Fit::kParts}};
  table.least = at->all.size();
  Section& section = table.sections.emplace_back();
  for (const Definition& one : at->all) {
    section.rows.push_back({{{.text = context.texts[one.term], .strong = true},
                             {.text = context.texts[one.meaning], .tone = Tone::kQuiet}}});
  }
  Table close = table;
  close.whole = true;
  tile.body.clear();
  tile.why.clear();
  tile.brief.clear();
  tile.shrinks = tile.in_a_line = false;
  tile.qualifier = context.texts[Text::kDefineTitle];
  tile.change = {};
  tile.body.push_back({Choice{{{{std::move(table)}}, {{std::move(close)}}}}});
}

}  // namespace gridwall::tile
