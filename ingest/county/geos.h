// The one place that knows GEOS. A Geos object belongs to one thread. Nothing throws; a failed call returns empty.
#pragma once

#include <geos_c.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/county/geometry.h"

namespace gridwall::inline county {

class Geos {
 public:
  Geos();
  ~Geos();
  Geos(const Geos&) = delete;
  Geos& operator=(const Geos&) = delete;

  struct Deleter {
    GEOSContextHandle_t context = nullptr;
    void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(context, geometry); }
  };
  using Geometry = std::unique_ptr<GEOSGeometry, Deleter>;

  Geometry wrap(GEOSGeometry* geometry) const { return Geometry(geometry, Deleter{context_}); }
  GEOSContextHandle_t context() const { return context_; }

  Geometry from_polygons(const Polygons& polygons) const;  // a multipolygon, or a collection when that is refused
  Geometry from_line(const std::vector<Position>& points) const;
  Geometry collection(std::vector<Geometry> parts) const;
  // The polygons of a geometry, oriented; points and lines in it are left out.
  Polygons to_polygons(const GEOSGeometry* geometry) const;
  std::vector<std::vector<Position>> to_lines(const GEOSGeometry* geometry) const;

  bool is_valid(const Polygons& polygons) const;
  // Polygons of the same covered area that are valid, empty when no area is left.
  Polygons make_valid(const Polygons& polygons) const;
  Polygons unite(const Polygons& polygons) const;
  // Constrained Delaunay triangles of one polygon, empty on failure.
  Polygons triangulate(const Polygon& polygon) const;

 private:
  Geometry from_polygon(const Polygon& polygon) const;
  GEOSCoordSequence* sequence(const std::vector<Position>& points) const;
  std::vector<Position> points_of(const GEOSGeometry* line) const;
  void append_polygons(const GEOSGeometry* geometry, Polygons& out) const;

  GEOSContextHandle_t context_;
};

}  // namespace gridwall::county
