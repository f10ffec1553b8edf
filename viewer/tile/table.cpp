// One row a tile. A tile's own file defines what is declared here.
#include <algorithm>
#include <array>

#include "viewer/tile/open_findings.h"
#include "viewer/tile/tile.h"

namespace gridwall::tile {

using view_model::Text;
using view_model::ViewContext;

block::Tile alarms(const ViewContext& context);
block::Tile command(const ViewContext& context);
block::Tile coverage(const ViewContext& context);
block::Tile departments(const ViewContext& context);
block::Tile duty(const ViewContext& context);
block::Tile findings(const ViewContext& context, OpenOnPatrol& open);
block::Tile hot(const ViewContext& context);
block::Tile hours(const ViewContext& context);
block::Tile incidents(const ViewContext& context);
block::Tile matters(const ViewContext& context);
block::Tile mechanisms(const ViewContext& context);
block::Tile organisations(const ViewContext& context);
block::Tile pipeline(const ViewContext& context);
block::Tile places(const ViewContext& context, OpenOnPatrol& open);
block::Tile rankings(const ViewContext& context);
block::Tile rates(const ViewContext& context);
block::Tile resources(const ViewContext& context);
block::Tile routine(const ViewContext& context);
block::Tile scores(const ViewContext& context);
block::Tile shifts(const ViewContext& context);
block::Tile strip(const ViewContext& context);
block::Tile subjects(const ViewContext& context);
block::Tile teams(const ViewContext& context);
block::Tile ticker(const ViewContext& context);
block::Tile tiers(const ViewContext& context);
block::Tile timeline(const ViewContext& context);
block::Tile trend(const ViewContext& context);
block::Tile visits(const ViewContext& context);
block::Tile warnings(const ViewContext& context);
block::Tile weeks(const ViewContext& context);
block::Tile whistles(const ViewContext& context);

namespace {

template <block::Tile (*Build)(const ViewContext&)>
Builder stateless() {
  return Build;
}

// Keeps which findings stand open, so that closed ones cost nothing.
template <block::Tile (*Build)(const ViewContext&, OpenOnPatrol&)>
Builder with_findings() {
  return [open = OpenOnPatrol{}](const ViewContext& context) mutable { return Build(context, open); };
}

// The overview tells what happens in the county; of a place somebody looks into it lists the matters.
block::Tile ticker_or_matters(const ViewContext& context) {
  const bool looked_into = context.scene == view_model::Scene::kOverview && !context.scope.whole_county();
  return looked_into ? matters(context) : ticker(context);
}

constexpr std::array kKinds = {
    Kind{"map", nullptr, Text::kDefinitionMap},
    Kind{"rates", stateless<rates>, Text::kDefinitionRates},
    Kind{"pipeline", stateless<pipeline>, Text::kDefinitionPipeline},
    Kind{"trend", stateless<trend>, Text::kDefinitionTrend},
    Kind{"tiers", stateless<tiers>, Text::kDefinitionTiers},
    Kind{"teams", stateless<teams>, Text::kDefinitionTeams},
    Kind{"alarms", stateless<alarms>, Text::kDefinitionAlarms},
    Kind{"ticker", stateless<ticker_or_matters>, Text::kDefinitionTicker},
    Kind{"strip", stateless<strip>, Text::kDefinitionStrip},
    Kind{"coverage", stateless<coverage>, Text::kDefinitionCoverage},
    Kind{"incidents", stateless<incidents>, Text::kDefinitionIncidents},
    Kind{"command", stateless<command>, Text::kDefinitionCommand},
    Kind{"warnings", stateless<warnings>, Text::kDefinitionWarnings},
    Kind{"timeline", stateless<timeline>, Text::kDefinitionTimeline},
    Kind{"duty", stateless<duty>, Text::kDefinitionDuty},
    Kind{"resources", stateless<resources>, Text::kDefinitionResources},
    Kind{"routine", stateless<routine>, Text::kDefinitionRoutine},
    Kind{"scores", stateless<scores>, Text::kDefinitionScores},
    Kind{"matters", stateless<matters>, Text::kDefinitionMatters},
    Kind{"subjects", stateless<subjects>, Text::kDefinitionSubjects},
    Kind{"whistles", stateless<whistles>, Text::kDefinitionWhistles},
    Kind{"mechanisms", stateless<mechanisms>, Text::kDefinitionMechanisms},
    Kind{"organisations", stateless<organisations>, Text::kDefinitionOrganisations},
    Kind{"weeks", stateless<weeks>, Text::kDefinitionWeeks},
    Kind{"hours", stateless<hours>, Text::kDefinitionHours},
    Kind{"rankings", stateless<rankings>, Text::kDefinitionRankings},
    Kind{"departments", stateless<departments>, Text::kDefinitionDepartments},
    Kind{"hot", stateless<hot>, Text::kDefinitionHot},
    Kind{"visits", stateless<visits>, Text::kDefinitionVisits},
    Kind{"shifts", stateless<shifts>, Text::kDefinitionShifts},
    Kind{"findings", with_findings<findings>, Text::kDefinitionFindings},
    Kind{"places", with_findings<places>, Text::kDefinitionPlaces},
};

}  // namespace

std::span<const Kind> kinds() {
  return kKinds;
}

std::optional<size_t> kind_of(std::string_view name) {
  const auto at = std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& kind) { return kind.name == name; });
  if (at == kKinds.end()) return std::nullopt;
  return static_cast<size_t>(at - kKinds.begin());
}

}  // namespace gridwall::tile
