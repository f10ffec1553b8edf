// One row a tile. A tile's own file defines what is declared here.
#include <algorithm>
#include <array>

#include "viewer/tile/tile.h"

namespace gridwall::tile {

using view_model::ViewContext;

block::Tile alarms(const ViewContext& context);
block::Tile command(const ViewContext& context);
block::Tile duty(const ViewContext& context);
block::Tile incidents(const ViewContext& context);
block::Tile routine(const ViewContext& context);
block::Tile tiers(const ViewContext& context);
block::Tile timeline(const ViewContext& context);
block::Tile warnings(const ViewContext& context);

namespace {

template <block::Tile (*Build)(const ViewContext&)>
Builder stateless() {
  return Build;
}

constexpr std::array kKinds = {
    Kind{"map", nullptr},
    Kind{"rates", nullptr},
    Kind{"pipeline", nullptr},
    Kind{"tiers", stateless<tiers>},
    Kind{"teams", nullptr},
    Kind{"alarms", stateless<alarms>},
    Kind{"ticker", nullptr},
    Kind{"strip", nullptr},
    Kind{"coverage", nullptr},
    Kind{"incidents", stateless<incidents>},
    Kind{"command", stateless<command>},
    Kind{"warnings", stateless<warnings>},
    Kind{"timeline", stateless<timeline>},
    Kind{"duty", stateless<duty>},
    Kind{"routine", stateless<routine>},
    Kind{"scores", nullptr},
    Kind{"matters", nullptr},
    Kind{"subjects", nullptr},
    Kind{"whistles", nullptr},
    Kind{"mechanisms", nullptr},
    Kind{"organisations", nullptr},
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
