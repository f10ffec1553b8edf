#include "ingest/county/geos.h"

namespace gridwall::inline county {

Geos::Geos() : context_(GEOS_init_r()) {}

Geos::~Geos() {
  GEOS_finish_r(context_);
}

GEOSCoordSequence* Geos::sequence(const std::vector<Position>& points) const {
  static_assert(sizeof(Position) == 2 * sizeof(double), "a Position is handed over as two doubles");
  return GEOSCoordSeq_copyFromBuffer_r(context_, &points.front().lon_deg, static_cast<unsigned>(points.size()), 0, 0);
}

Geos::Geometry Geos::from_line(const std::vector<Position>& points) const {
  if (points.size() < 2) return wrap(nullptr);
  return wrap(GEOSGeom_createLineString_r(context_, sequence(points)));
}

Geos::Geometry Geos::from_polygon(const Polygon& polygon) const {
  const auto ring = [&](const Ring& source) -> GEOSGeometry* {
    if (source.points.size() < 4) return nullptr;
    return GEOSGeom_createLinearRing_r(context_, sequence(source.points));
  };
  Geometry shell = wrap(ring(polygon.outer));
  if (!shell) return wrap(nullptr);
  std::vector<GEOSGeometry*> holes;
  for (const Ring& hole : polygon.holes) {
    if (GEOSGeometry* geometry = ring(hole)) holes.push_back(geometry);
  }
  return wrap(GEOSGeom_createPolygon_r(context_, shell.release(), holes.data(), static_cast<unsigned>(holes.size())));
}

Geos::Geometry Geos::collection(std::vector<Geometry> parts) const {
  std::vector<GEOSGeometry*> raw;
  for (Geometry& part : parts) {
    if (part) raw.push_back(part.release());
  }
  return wrap(
      GEOSGeom_createCollection_r(context_, GEOS_GEOMETRYCOLLECTION, raw.data(), static_cast<unsigned>(raw.size())));
}

Geos::Geometry Geos::from_polygons(const Polygons& polygons) const {
  if (polygons.size() == 1) return from_polygon(polygons.front());
  std::vector<GEOSGeometry*> raw;
  for (const Polygon& polygon : polygons) {
    if (Geometry geometry = from_polygon(polygon)) raw.push_back(geometry.release());
  }
  return wrap(GEOSGeom_createCollection_r(context_, GEOS_MULTIPOLYGON, raw.data(), static_cast<unsigned>(raw.size())));
}

std::vector<Position> Geos::points_of(const GEOSGeometry* line) const {
  std::vector<Position> points;
  const GEOSCoordSequence* coordinates = GEOSGeom_getCoordSeq_r(context_, line);
  unsigned size = 0;
  if (!coordinates || !GEOSCoordSeq_getSize_r(context_, coordinates, &size) || size == 0) return points;
  points.resize(size);
  if (!GEOSCoordSeq_copyToBuffer_r(context_, coordinates, &points.front().lon_deg, 0, 0)) points.clear();
  return points;
}

void Geos::append_polygons(const GEOSGeometry* geometry, Polygons& out) const {
  if (GEOSGeomTypeId_r(context_, geometry) == GEOS_POLYGON) {
    if (GEOSisEmpty_r(context_, geometry) != 0) return;
    Polygon polygon;
    polygon.outer.points = points_of(GEOSGetExteriorRing_r(context_, geometry));
    const int holes = GEOSGetNumInteriorRings_r(context_, geometry);
    for (int i = 0; i < holes; ++i) {
      polygon.holes.push_back({points_of(GEOSGetInteriorRingN_r(context_, geometry, i))});
    }
    orient(polygon);
    out.push_back(std::move(polygon));
    return;
  }
  const int parts = GEOSGetNumGeometries_r(context_, geometry);
  for (int i = 0; i < parts; ++i) {
    const GEOSGeometry* part = GEOSGetGeometryN_r(context_, geometry, i);
    if (part && part != geometry) append_polygons(part, out);
  }
}

Polygons Geos::to_polygons(const GEOSGeometry* geometry) const {
  Polygons polygons;
  if (geometry) append_polygons(geometry, polygons);
  return polygons;
}

std::vector<std::vector<Position>> Geos::to_lines(const GEOSGeometry* geometry) const {
  std::vector<std::vector<Position>> lines;
  const int parts = geometry ? GEOSGetNumGeometries_r(context_, geometry) : 0;
  for (int i = 0; i < parts; ++i) {
    const GEOSGeometry* part = GEOSGetGeometryN_r(context_, geometry, i);
    if (part && GEOSGeomTypeId_r(context_, part) == GEOS_LINESTRING) lines.push_back(points_of(part));
  }
  return lines;
}

bool Geos::is_valid(const Polygons& polygons) const {
  const Geometry geometry = from_polygons(polygons);
  return geometry && GEOSisValid_r(context_, geometry.get()) == 1;
}

Polygons Geos::make_valid(const Polygons& polygons) const {
  const Geometry geometry = from_polygons(polygons);
  if (!geometry) return {};
  // The method that keeps every enclosed part: a ring shaped like an 8 becomes its two loops.
  GEOSMakeValidParams* params = GEOSMakeValidParams_create_r(context_);
  GEOSMakeValidParams_setMethod_r(context_, params, GEOS_MAKE_VALID_STRUCTURE);
  GEOSMakeValidParams_setKeepCollapsed_r(context_, params, 0);
  const Geometry valid = wrap(GEOSMakeValidWithParams_r(context_, geometry.get(), params));
  GEOSMakeValidParams_destroy_r(context_, params);
  return to_polygons(valid.get());
}

Polygons Geos::unite(const Polygons& polygons) const {
  const Geometry geometry = from_polygons(polygons);
  if (!geometry) return {};
  const Geometry united = wrap(GEOSUnaryUnion_r(context_, geometry.get()));
  return to_polygons(united.get());
}

Polygons Geos::triangulate(const Polygon& polygon) const {
  const Geometry geometry = from_polygon(polygon);
  if (!geometry) return {};
  const Geometry triangles = wrap(GEOSConstrainedDelaunayTriangulation_r(context_, geometry.get()));
  return to_polygons(triangles.get());
}

}  // namespace gridwall::county
