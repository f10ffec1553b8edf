#include "ingest/state/resource_board.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace gridwall::inline state {

bool resource_serves(const CountyState& state, const County& county, const ScopePlaces& places,
                     const Resource& resource) {
  if (places.whole_county()) return true;
  AreaIndex area = resource.area == kNone ? AreaIndex(kNone) : county.area_index(state.words.text(resource.area));
  if (resource.grid != kNone) {
    if (places.holds_grid(resource.grid)) return true;
    if (resource.grid < county.grids.size() && area == kNone) area = county.grids[resource.grid].area;
  }
  return area != kNone && (places.holds_area(area) || places.lies_in_area(area));
}

std::vector<ResourceKind> resource_board(const CountyState& state, const County& county, const Scope& scope) {
  const ScopePlaces places(county, scope);
  std::map<WordId, ResourceKind> kinds;
  for (ResourceIndex index{0}; index < state.resources.size(); ++index) {
    const Resource& resource = state.resources[index];
    if (resource.reported_ns == kNever || !resource_serves(state, county, places, resource)) continue;
    ResourceKind& kind = kinds[resource.kind];
    kind.kind = resource.kind;
    kind.count += resource.count;
    kind.free += resource.free;
    kind.stores.push_back(index);
  }
  std::vector<ResourceKind> board;
  for (auto& [word, kind] : kinds) {
    std::sort(kind.stores.begin(), kind.stores.end(), [&](ResourceIndex a, ResourceIndex b) {
      const Resource &first = state.resources[a], &second = state.resources[b];
      return std::tuple(-first.free, first.name, a) < std::tuple(-second.free, second.name, b);
    });
    board.push_back(std::move(kind));
  }
  // free / count without a division: the smallest part first, kinds of which there is nothing before all.
  std::stable_sort(board.begin(), board.end(), [](const ResourceKind& a, const ResourceKind& b) {
    return a.free * std::max<int64_t>(b.count, 1) < b.free * std::max<int64_t>(a.count, 1);
  });
  return board;
}

}  // namespace gridwall::state
