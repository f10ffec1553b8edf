// The figures the map shows of each grid and each area at one moment, and the one value of them that a mode colours.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ingest/state/figures.h"
#include "viewer/view_model/map_choice.h"

namespace gridwall::view_model {

struct PlaceFigures {
  GridFigures figures{};           // of an area, summed over its grids
  double counted = 0;              // what the mode counts, in grids whose households are known
  int64_t known_open = 0;          // open requests in those
  int64_t covered = 0, grids = 0;  // grids visited in their required time, of all
  double staleness = 0;            // since the last visit in required intervals, summed over the grids; each at most 2
  int64_t visited = 0;             // grids ever visited
  Arrivals arrivals;               // in modes that have a span
  bool whole = true;               // every grid was there

  void add(const PlaceFigures& other);  // all but the arrivals
};

struct MapFigures {
  std::vector<PlaceFigures> grids, areas;
  int weeks = 0;  // of the past that arrivals are compared with
};

// With `slow`, what walks the requests of weeks is taken from there.
MapFigures map_figures(const CountyState& state, const County& county, int64_t now_ns, const MapChoice& choice,
                       const MapFigures* slow = nullptr);

// Of a grid whose state changed.
void set_visit(PlaceFigures& grid, const GridState& at, int64_t visit_interval_s, int64_t now_ns);
void set_counted(PlaceFigures& grid, MapMode mode);

// Of each area the sum over its grids; what came in is left as it is.
void sum_areas(const County& county, MapFigures& figures);

// Where `weeks` of past are too few to say what is usual, what came in is shown itself.
MapChoice shown_choice(const MapChoice& choice, int weeks);

// The figure that is coloured; none where there is nothing to say, or too few to say it. kUsual: doublings of what is
// usual (binary logarithm of the ratio); kRate: 0 to 1; kPatrol: required intervals, of an area their mean.
std::optional<double> map_value(const PlaceFigures& place, const MapChoice& choice);
double map_count(const PlaceFigures& place, MapMode mode);  // of the modes that count

// Beside a name; empty where there is nothing to say.
std::string value_text(const PlaceFigures& place, const MapChoice& choice);
std::string difference_text(const PlaceFigures& now, const PlaceFigures& then, const MapChoice& choice);

// A ratio to what is usual from which a place is marked as more, and down to whose reciprocal it is marked as less.
inline constexpr double kMoreThanUsual = 1.25;

}  // namespace gridwall::view_model
