// One row a tile. A tile's own file defines what is declared here.
#include <algorithm>
#include <array>

#include "viewer/tile/open_findings.h"
#include "viewer/tile/tile.h"

namespace gridwall::tile {

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
    Kind{"map", nullptr},
    Kind{"rates", stateless<rates>},
    Kind{"pipeline", stateless<pipeline>},
    Kind{"trend", stateless<trend>},
    Kind{"tiers", stateless<tiers>},
    Kind{"teams", stateless<teams>},
    Kind{"alarms", stateless<alarms>},
    Kind{"ticker", stateless<ticker_or_matters>},
    Kind{"strip", stateless<strip>},
    Kind{"coverage", stateless<coverage>},
    Kind{"incidents", stateless<incidents>},
    Kind{"command", stateless<command>},
    Kind{"warnings", stateless<warnings>},
    Kind{"timeline", stateless<timeline>},
    Kind{"duty", stateless<duty>},
    Kind{"routine", stateless<routine>},
    Kind{"scores", stateless<scores>},
    Kind{"matters", stateless<matters>},
    Kind{"subjects", stateless<subjects>},
    Kind{"whistles", stateless<whistles>},
    Kind{"mechanisms", stateless<mechanisms>},
    Kind{"organisations", stateless<organisations>},
    Kind{"weeks", stateless<weeks>},
    Kind{"hours", stateless<hours>},
    Kind{"rankings", stateless<rankings>},
    Kind{"departments", stateless<departments>},
    Kind{"hot", stateless<hot>},
    Kind{"visits", stateless<visits>},
    Kind{"shifts", stateless<shifts>},
    Kind{"findings", with_findings<findings>},
    Kind{"places", with_findings<places>},
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
