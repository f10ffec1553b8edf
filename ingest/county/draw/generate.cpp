#include "ingest/county/draw/generate.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "ingest/county/draw/cells.h"

namespace gridwall::inline county::draw {
namespace {

// A street or a community of a street, as one number, so that both can be made to hang together by the same code.
uint64_t street_key(const Site& site) {
  return site.street;
}
uint64_t community_key(const Site& site) {
  return (static_cast<uint64_t>(site.street) << 32) | site.community;
}

std::vector<std::vector<std::pair<uint32_t, double>>> neighbours_of(const Cells& cells, size_t count) {
  std::vector<std::vector<std::pair<uint32_t, double>>> neighbours(count);
  for (const Cells::Border& border : cells.borders) {
    neighbours[border.a].emplace_back(border.b, border.length_deg);
    neighbours[border.b].emplace_back(border.a, border.length_deg);
  }
  return neighbours;
}

// A cell that lies apart from the larger part of its group goes over to the group it borders on most.
template <typename Key>
void join_groups(const std::vector<std::vector<std::pair<uint32_t, double>>>& neighbours, Key key,
                 std::vector<Site>& sites) {
  for (int round = 0; round < 20; ++round) {
    std::vector<int> part(sites.size(), -1);
    std::vector<int> part_size;
    std::map<uint64_t, int> largest;  // group -> part
    for (uint32_t start = 0; start < sites.size(); ++start) {
      if (part[start] >= 0) continue;
      const int id = static_cast<int>(part_size.size());
      std::vector<uint32_t> open = {start};
      part[start] = id;
      int size = 0;
      while (!open.empty()) {
        const uint32_t at = open.back();
        open.pop_back();
        ++size;
        for (const auto& [next, length] : neighbours[at]) {
          if (part[next] >= 0 || key(sites[next]) != key(sites[at])) continue;
          part[next] = id;
          open.push_back(next);
        }
      }
      part_size.push_back(size);
      const auto [entry, is_new] = largest.try_emplace(key(sites[start]), id);
      if (!is_new && part_size[static_cast<size_t>(entry->second)] < size) entry->second = id;
    }
    bool moved = false;
    for (uint32_t cell = 0; cell < sites.size(); ++cell) {
      if (largest[key(sites[cell])] == part[cell]) continue;
      const std::pair<uint32_t, double>* best = nullptr;
      for (const auto& neighbour : neighbours[cell]) {
        if (key(sites[neighbour.first]) == key(sites[cell])) continue;
        if (!best || neighbour.second > best->second) best = &neighbour;
      }
      if (!best) continue;
      sites[cell].street = sites[best->first].street;
      sites[cell].community = sites[best->first].community;
      moved = true;
    }
    if (!moved) return;
  }
}

// Streets first; a community then only looks at neighbours of its own street, so it cannot break a street again.
void join_all(const Cells& cells, std::vector<Site>& sites) {
  auto neighbours = neighbours_of(cells, sites.size());
  join_groups(neighbours, street_key, sites);
  for (uint32_t cell = 0; cell < sites.size(); ++cell) {
    std::erase_if(neighbours[cell],
                  [&](const auto& neighbour) { return sites[neighbour.first].street != sites[cell].street; });
  }
  join_groups(neighbours, community_key, sites);
}

double distance_deg(Position a, Position b) {
  const double cosine = std::cos(a.lat_deg * 3.14159265358979 / 180);
  return std::hypot((a.lon_deg - b.lon_deg) * cosine, a.lat_deg - b.lat_deg);
}

// The member nearest to a point among those still of level 3.
void raise_nearest(const std::vector<uint32_t>& members, const std::vector<Position>& centers, Position point,
                   int level, std::vector<int>& levels) {
  int64_t best = -1;
  for (const uint32_t cell : members) {
    if (levels[cell] != 3) continue;
    if (best < 0 || distance_deg(centers[cell], point) < distance_deg(centers[static_cast<size_t>(best)], point))
      best = cell;
  }
  if (best >= 0) levels[static_cast<size_t>(best)] = level;
}

std::vector<int> choose_levels(const MapSpec& spec, const std::vector<Site>& sites,
                               const std::vector<Position>& centers) {
  std::vector<int> levels(sites.size(), 3);
  std::map<uint64_t, std::vector<uint32_t>> of_street, of_community;
  for (uint32_t cell = 0; cell < sites.size(); ++cell) {
    of_street[street_key(sites[cell])].push_back(cell);
    if (sites[cell].community != kNone) of_community[community_key(sites[cell])].push_back(cell);
  }
  for (const auto& [street, members] : of_street) {
    raise_nearest(members, centers, spec.streets[street].seat, 1, levels);
  }
  for (const auto& [community, members] : of_community) {
    Position middle;
    for (const uint32_t cell : members) {
      middle.lon_deg += centers[cell].lon_deg / static_cast<double>(members.size());
      middle.lat_deg += centers[cell].lat_deg / static_cast<double>(members.size());
    }
    raise_nearest(members, centers, middle, 2, levels);
  }
  return levels;
}

// Street, community, then rows from the north-west.
std::vector<uint32_t> reading_order(const std::vector<Site>& sites, const std::vector<Position>& centers) {
  std::vector<uint32_t> order(sites.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    if (sites[a].street != sites[b].street) return sites[a].street < sites[b].street;
    if (sites[a].community != sites[b].community) return sites[a].community < sites[b].community;
    const double a_key = centers[a].lon_deg - centers[a].lat_deg, b_key = centers[b].lon_deg - centers[b].lat_deg;
    return a_key != b_key ? a_key < b_key : a < b;
  });
  return order;
}

std::string short_english(const std::string& name) {  // "Jinhu Subdistrict" -> "Jinhu"
  const size_t space = name.rfind(' ');
  return space == std::string::npos ? name : name.substr(0, space);
}

// Codes continue the statistical ones: 9 digits of the street, 3 of the community (000 without one), 3 of the grid.
void name_grid(const MapSpec& spec, const Site& site, int number, GridRecord& record) {
  const StreetSpec& street = spec.streets[site.street];
  record.areas = {street.area};
  const bool has_community = site.community != kNone;
  if (has_community) record.areas.push_back(street.communities[site.community].area);
  const AreaName& last = record.areas.back();
  record.code = fmt::format("{}{}{:03}", last.code, has_community ? "" : "000", number);
  record.name.zh = last.name.zh + "第" + std::to_string(number) + "网格";
  if (!last.name.en.empty()) record.name.en = short_english(last.name.en) + " " + std::to_string(number);
}

}  // namespace

Result<std::vector<GridRecord>> generate_map(const Polygons& outline, const MapSpec& spec) {
  const Geos geos;
  const LocalPlane plane(interior_point(outline));
  std::vector<Site> sites = place_sites(outline, spec, plane);
  size_t wanted = 0;
  for (const StreetSpec& street : spec.streets) wanted += static_cast<size_t>(street.grids);
  if (sites.size() != wanted) {
    return Error{ErrorCode::kInvalidArgument,
                 "a street of the specification gets no land; move its seat into the outline"};
  }
  Cells cells = cut_cells(geos, outline, sites, plane, spec.seed, spec.bends);
  std::vector<Position> centers;
  for (const Polygons& cell : cells.polygons) {
    if (cell.empty())
      return Error{ErrorCode::kInvalidArgument, "a grid gets no land; ask for fewer grids or try another seed"};
    centers.push_back(interior_point(cell));
  }
  join_all(cells, sites);
  const std::vector<int> levels = choose_levels(spec, sites, centers);

  Random random(spec.seed + 1);
  std::vector<GridRecord> grids;
  std::map<uint64_t, int> count_of;
  for (const uint32_t cell : reading_order(sites, centers)) {
    if (spec.streets[sites[cell].street].outside) continue;
    GridRecord record;
    record.where = "grid " + std::to_string(grids.size());
    record.level = levels[cell];
    name_grid(spec, sites[cell], ++count_of[community_key(sites[cell])], record);
    const int range = spec.households_high - spec.households_low;
    const int households = spec.households_low + static_cast<int>(std::lround(random.unit() * range));
    record.households = static_cast<uint32_t>(households);
    record.people =
        static_cast<uint32_t>(std::lround(households * spec.people_per_household * (0.93 + 0.14 * random.unit())));
    if (!spec.responsible.empty()) record.responsible = spec.responsible[grids.size() % spec.responsible.size()];
    record.polygons = std::move(cells.polygons[cell]);
    grids.push_back(std::move(record));
  }
  if (grids.size() != static_cast<size_t>(spec.grid_count())) {
    return Error{ErrorCode::kInvalidArgument,
                 "a piece of a street lies apart, behind land outside; move seats or try another seed"};
  }
  return grids;
}

}  // namespace gridwall::county::draw
