// One row a tile. A tile's own file defines what is declared here.
#include <algorithm>
#include <array>
#include "viewer/tile/open_findings.h"

#include "viewer/tile/tile.h"

namespace gridwall::tile {

using view_model::ViewContext;
block::Tile coverage(const ViewContext& context);
block::Tile findings(const ViewContext& context, OpenOnPatrol& open);
block::Tile places(const ViewContext& context, OpenOnPatrol& open);
block::Tile shifts(const ViewContext& context);
block::Tile teams(const ViewContext& context);

block::Tile pipeline(const ViewContext& context);
block::Tile rates(const ViewContext& context);
block::Tile strip(const ViewContext& context);
block::Tile tiers(const ViewContext& context);
block::Tile visits(const ViewContext& context);
block::Tile scores(const ViewContext& context);
block::Tile matters(const ViewContext& context);
block::Tile subjects(const ViewContext& context);
block::Tile whistles(const ViewContext& context);
block::Tile mechanisms(const ViewContext& context);
block::Tile organisations(const ViewContext& context);

namespace {

template <block::Tile (*Build)(const ViewContext&)>
Builder stateless() {
  return Build;
}

constexpr std::array kKinds = {
    Kind{"map", nullptr},
    Kind{"rates", nullptr},
    Kind{"pipeline", nullptr},
    Kind{"rates", stateless<rates>},
    Kind{"pipeline", stateless<pipeline>},
    Kind{"tiers", stateless<tiers>},
    Kind{"teams", stateless<teams>},
    Kind{"teams", nullptr},
    Kind{"alarms", nullptr},
    Kind{"ticker", nullptr},
    Kind{"strip", nullptr},
    Kind{"coverage", stateless<coverage>},
    Kind{"strip", stateless<strip>},
    Kind{"coverage", nullptr},
    Kind{"incidents", nullptr},
    Kind{"command", nullptr},
    Kind{"warnings", nullptr},
    Kind{"timeline", nullptr},
    Kind{"duty", nullptr},
    Kind{"routine", nullptr},
    Kind{"scores", nullptr},
    Kind{"matters", nullptr},
    Kind{"subjects", nullptr},
    Kind{"whistles", nullptr},
    Kind{"mechanisms", nullptr},
    Kind{"organisations", nullptr},
    Kind{"visits", stateless<visits>},
    Kind{"shifts", stateless<shifts>},
    Kind{"findings", with_findings<findings>},
    Kind{"places", with_findings<places>},
    Kind{"scores", stateless<scores>},
    Kind{"matters", stateless<matters>},
    Kind{"subjects", stateless<subjects>},
    Kind{"whistles", stateless<whistles>},
    Kind{"mechanisms", stateless<mechanisms>},
    Kind{"organisations", stateless<organisations>},
    Kind{"visits", nullptr},
    Kind{"shifts", nullptr},
    Kind{"findings", nullptr},
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
// Keeps which findings stand open.
template <block::Tile (*Build)(const ViewContext&, OpenOnPatrol&)>
Builder with_findings() {
  return [open = OpenOnPatrol{}](const ViewContext& context) mutable { return Build(context, open); };

}  // namespace gridwall::tile
