// One row a tile. A tile's own file defines what is declared here.
#include <algorithm>
#include <array>

#include "viewer/tile/tile.h"

namespace gridwall::tile {

using view_model::ViewContext;

block::Tile pipeline(const ViewContext& context);
block::Tile rates(const ViewContext& context);
block::Tile strip(const ViewContext& context);
block::Tile tiers(const ViewContext& context);
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
    Kind{"rates", stateless<rates>},
    Kind{"pipeline", stateless<pipeline>},
    Kind{"tiers", stateless<tiers>},
    Kind{"teams", nullptr},
    Kind{"alarms", nullptr},
    Kind{"ticker", nullptr},
    Kind{"strip", stateless<strip>},
    Kind{"coverage", nullptr},
    Kind{"incidents", nullptr},
    Kind{"command", nullptr},
    Kind{"warnings", nullptr},
    Kind{"timeline", nullptr},
    Kind{"duty", nullptr},
    Kind{"routine", nullptr},
    Kind{"scores", stateless<scores>},
    Kind{"matters", stateless<matters>},
    Kind{"subjects", stateless<subjects>},
    Kind{"whistles", stateless<whistles>},
    Kind{"mechanisms", stateless<mechanisms>},
    Kind{"organisations", stateless<organisations>},
    Kind{"visits", nullptr},
    Kind{"shifts", nullptr},
    Kind{"findings", nullptr},
    Kind{"places", nullptr},
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
