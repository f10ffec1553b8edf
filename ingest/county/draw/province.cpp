#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

#include "ingest/county/draw/generate.h"
#include "ingest/county/draw/share_borders.h"
#include "ingest/county/draw/sites.h"

namespace gridwall::inline county::draw {
namespace {

struct Job {  // one county
  const Prefecture* prefecture;
  const ProvinceCounty* county;
  const Polygons* outline;
  std::vector<int> grids;  // by street
  uint64_t seed;
};

Result<std::vector<Job>> make_jobs(const std::vector<Outline>& outlines, const ProvinceSpec& spec) {
  std::map<std::string_view, const Polygons*> outline_of;
  for (const Outline& outline : outlines) outline_of.emplace(outline.code, &outline.polygons);
  const int streets = spec.street_count();
  int street = 0;
  std::vector<Job> jobs;
  for (const Prefecture& prefecture : spec.prefectures) {
    for (const ProvinceCounty& county : prefecture.counties) {
      const auto outline = outline_of.find(county.area.code);
      if (outline == outline_of.end()) {
        return Error{ErrorCode::kNotFound, "no outline has the code " + county.area.code + " (" + county.area.name.zh +
                                               "); add it to the file of outlines"};
      }
      Job job{&prefecture, &county, outline->second, {}, spec.base.seed + jobs.size()};
      // Evenly, the first streets one more where it does not come out.
      for (size_t i = 0; i < county.streets.size(); ++i, ++street) {
        job.grids.push_back(spec.grids / streets + (street < spec.grids % streets ? 1 : 0));
      }
      jobs.push_back(std::move(job));
    }
  }
  return jobs;
}

Result<std::vector<GridRecord>> generate_county(const Job& job, const MapSpec& base) {
  MapSpec spec = base;
  spec.seed = job.seed;
  const std::vector<Position> seats = spread_seats(*job.outline, job.county->streets.size(), job.seed);
  for (size_t i = 0; i < seats.size(); ++i) {
    StreetSpec street;
    street.area = job.county->streets[i];
    street.seat = seats[i];
    street.grids = job.grids[i];
    spec.streets.push_back(std::move(street));
  }
  auto grids = generate_map(*job.outline, spec);
  if (!grids) return Error{grids.error().code, job.county->area.name.zh + ": " + grids.error().message};
  for (GridRecord& grid : *grids) {
    grid.areas.insert(grid.areas.begin(), {job.prefecture->area, job.county->area});
  }
  return grids;
}

}  // namespace

Result<std::vector<GridRecord>> generate_province(const std::vector<Outline>& outlines, const ProvinceSpec& spec,
                                                  unsigned threads) {
  const auto jobs = make_jobs(outlines, spec);
  if (!jobs) return jobs.error();
  std::vector<std::optional<Result<std::vector<GridRecord>>>> parts(jobs->size());
  std::atomic<size_t> next = 0;
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < std::max(1U, threads); ++i) {
      workers.emplace_back([&] {
        for (size_t job = next++; job < jobs->size(); job = next++)
          parts[job] = generate_county((*jobs)[job], spec.base);
      });
    }
  }
  std::vector<GridRecord> grids;
  grids.reserve(static_cast<size_t>(spec.grids));
  for (auto& part : parts) {
    if (!*part) return part->error();
    std::move((*part)->begin(), (*part)->end(), std::back_inserter(grids));
  }
  share_borders(grids);
  return grids;
}

}  // namespace gridwall::county::draw
