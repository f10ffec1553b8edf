#include "ingest/county/draw/sites.h"

#include <algorithm>
#include <cmath>

namespace gridwall::inline county::draw {
namespace {

struct Sample {
  LocalPoint at;
  double weight = 1;
};

double squared(LocalPoint a, LocalPoint b) {
  const double east = a.east_m - b.east_m, north = a.north_m - b.north_m;
  return east * east + north * north;
}

// An outline's edges by rows of latitude, so that a point is held against those of its row only.
class Rows {
 public:
  Rows(const Polygons& outline, double south_deg, double row_deg, size_t count) : edges_(count) {
    const auto add_ring = [&](const Ring& ring) {
      for (size_t i = 0; i + 1 < ring.points.size(); ++i) {
        const auto [low, high] = std::minmax(ring.points[i].lat_deg, ring.points[i + 1].lat_deg);
        const double first = std::floor((low - south_deg) / row_deg) - 1, last = (high - south_deg) / row_deg + 1;
        for (auto row = static_cast<size_t>(std::max(0.0, first)); row < count && static_cast<double>(row) <= last;
             ++row)
          edges_[row].push_back({ring.points[i], ring.points[i + 1]});
      }
    };
    for (const Polygon& polygon : outline) {
      add_ring(polygon.outer);
      for (const Ring& hole : polygon.holes) add_ring(hole);
    }
  }

  bool contains(size_t row, Position p) const {
    bool odd = false;
    for (const auto& [a, b] : edges_[row]) {
      if ((a.lat_deg > p.lat_deg) == (b.lat_deg > p.lat_deg)) continue;
      const double turn =
          (b.lon_deg - a.lon_deg) * (p.lat_deg - a.lat_deg) - (b.lat_deg - a.lat_deg) * (p.lon_deg - a.lon_deg);
      if ((turn > 0) == (b.lat_deg > a.lat_deg)) odd = !odd;
    }
    return odd;
  }

 private:
  std::vector<std::vector<std::pair<Position, Position>>> edges_;
};

// One point in each cell of a fine raster, those inside the outline.
std::vector<Sample> sample_land(const Polygons& outline, const LocalPlane& plane, int grids, Random& random) {
  const Box box = box_of(outline);
  const LocalPoint low = plane.local({box.west_deg, box.south_deg});
  const LocalPoint high = plane.local({box.east_deg, box.north_deg});
  const double wanted = std::clamp(80.0 * grids, 20'000.0, 1'000'000.0);
  const double step_m = std::sqrt((high.east_m - low.east_m) * (high.north_m - low.north_m) / wanted);
  const auto rows = static_cast<size_t>((high.north_m - low.north_m) / step_m) + 2;
  const Rows land(outline, box.south_deg, step_m / plane.m_per_deg_lat(), rows);
  std::vector<Sample> samples;
  size_t row = 0;
  for (double north = low.north_m; north < high.north_m; north += step_m, ++row) {
    for (double east = low.east_m; east < high.east_m; east += step_m) {
      const LocalPoint point{east + random.unit() * step_m, north + random.unit() * step_m};
      if (land.contains(row, plane.position(point))) samples.push_back({point, 1});
    }
  }
  return samples;
}

// Street of each sample.
std::vector<uint32_t> share_land(const std::vector<Sample>& samples, const MapSpec& spec, const LocalPlane& plane,
                                 double land_m2) {
  const size_t streets = spec.streets.size();
  std::vector<LocalPoint> seats;
  double shares = 0;
  for (const StreetSpec& street : spec.streets) {
    seats.push_back(plane.local(street.seat));
    shares += street.share;
  }
  std::vector<double> lift(streets, 0);  // m², taken off the squared distance
  std::vector<uint32_t> owner(samples.size(), 0);
  const double sample_m2 = land_m2 / static_cast<double>(samples.size());
  constexpr int kRounds = 120;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<double> area_m2(streets, 0);
    for (size_t i = 0; i < samples.size(); ++i) {
      double best = 0;
      for (uint32_t street = 0; street < streets; ++street) {
        const double distance = squared(samples[i].at, seats[street]) - lift[street];
        if (street == 0 || distance < best) {
          best = distance;
          owner[i] = street;
        }
      }
      area_m2[owner[i]] += sample_m2;
    }
    if (round == kRounds - 1) break;
    const double gain = 0.5 * (1.0 - static_cast<double>(round) / kRounds);
    for (size_t street = 0; street < streets; ++street) {
      lift[street] += gain * (spec.streets[street].share / shares * land_m2 - area_m2[street]);
    }
  }
  return owner;
}

// Lloyd's iteration; `group[i]` becomes the centre of sample i. Starts from k-means++ (Arthur, Vassilvitskii 2007).
std::vector<LocalPoint> spread(const std::vector<Sample>& samples, size_t count, Random& random,
                               std::vector<uint32_t>& group) {
  std::vector<LocalPoint> centers;
  group.assign(samples.size(), 0);
  if (samples.empty()) return centers;
  std::vector<double> nearest(samples.size(), 1e30);
  while (centers.size() < count) {
    double total = 0;
    for (size_t i = 0; i < samples.size(); ++i) {
      if (!centers.empty()) nearest[i] = std::min(nearest[i], squared(samples[i].at, centers.back()));
      total += samples[i].weight * (centers.empty() ? 1.0 : nearest[i]);
    }
    double pick = random.unit() * total;
    size_t chosen = samples.size() - 1;
    for (size_t i = 0; i < samples.size(); ++i) {
      pick -= samples[i].weight * (centers.empty() ? 1.0 : nearest[i]);
      if (pick <= 0) {
        chosen = i;
        break;
      }
    }
    centers.push_back(samples[chosen].at);
  }
  for (int round = 0; round < 60; ++round) {
    std::vector<LocalPoint> sum(count);
    std::vector<double> weight(count, 0);
    for (size_t i = 0; i < samples.size(); ++i) {
      double best = 1e30;
      for (uint32_t center = 0; center < count; ++center) {
        const double distance = squared(samples[i].at, centers[center]);
        if (distance < best) {
          best = distance;
          group[i] = center;
        }
      }
      sum[group[i]].east_m += samples[i].weight * samples[i].at.east_m;
      sum[group[i]].north_m += samples[i].weight * samples[i].at.north_m;
      weight[group[i]] += samples[i].weight;
    }
    for (size_t center = 0; center < count; ++center) {
      if (weight[center] > 0)
        centers[center] = {sum[center].east_m / weight[center], sum[center].north_m / weight[center]};
    }
  }
  return centers;
}

void add_sites(const std::vector<Sample>& samples, const Site& kind, int count, Random& random,
               std::vector<Site>& sites) {
  std::vector<uint32_t> group;
  for (const LocalPoint center : spread(samples, static_cast<size_t>(count), random, group)) {
    Site site = kind;
    // A hair of jitter: points exactly in line make degenerate cells.
    site.at = {center.east_m + random.unit(), center.north_m + random.unit()};
    sites.push_back(site);
  }
}

}  // namespace

uint64_t Random::next() {
  state_ += 0x9e3779b97f4a7c15ULL;
  uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
  return mixed ^ (mixed >> 31);
}

std::vector<Position> spread_seats(const Polygons& outline, size_t count, uint64_t seed) {
  const LocalPlane plane(interior_point(outline));
  Random random(seed);
  std::vector<uint32_t> group;
  std::vector<Position> seats;
  const std::vector<Sample> land = sample_land(outline, plane, 1, random);
  for (const LocalPoint center : spread(land, count, random, group)) seats.push_back(plane.position(center));
  return seats;
}

std::vector<Site> place_sites(const Polygons& outline, const MapSpec& spec, const LocalPlane& plane) {
  Random random(spec.seed);
  std::vector<Sample> land = sample_land(outline, plane, spec.grid_count(), random);
  const double land_m2 = area_deg2(outline) * plane.m_per_deg_lon() * plane.m_per_deg_lat();
  const std::vector<uint32_t> street_of = share_land(land, spec, plane, land_m2);
  std::vector<Site> sites;
  for (uint32_t index = 0; index < spec.streets.size(); ++index) {
    const StreetSpec& street = spec.streets[index];
    const LocalPoint seat = plane.local(street.seat);
    std::vector<Sample> own;
    for (size_t i = 0; i < land.size(); ++i) {
      if (street_of[i] != index) continue;
      // People live around the seat: many times as dense as outside, over its radius.
      const double reach = squared(land[i].at, seat) / (2 * street.radius_m * street.radius_m);
      own.push_back({land[i].at, 1 + (street.density - 1) * std::exp(-reach)});
    }
    if (street.communities.empty()) {
      add_sites(own, {{}, index, kNone}, street.grids, random, sites);
      continue;
    }
    std::vector<uint32_t> community_of;
    spread(own, street.communities.size(), random, community_of);
    for (uint32_t community = 0; community < street.communities.size(); ++community) {
      std::vector<Sample> part;
      for (size_t i = 0; i < own.size(); ++i) {
        if (community_of[i] == community) part.push_back(own[i]);
      }
      add_sites(part, {{}, index, community}, street.communities[community].grids, random, sites);
    }
  }
  return sites;
}

}  // namespace gridwall::county::draw
