// Simple computations with rings and polygons in degrees: areas, boxes, containment, simplicity. No GEOS here.
// Rings are closed (first point == last). Pure functions, any thread.
#pragma once

#include <vector>

#include "ingest/county/county.h"

namespace gridwall::inline county {

using Polygons = std::vector<Polygon>;

// > 0 where c lies left of the line from a to b, 0 on it. The sign for (b, a, c) is always the exact opposite, so two
// polygons that share an edge never disagree about a point.
double turn(Position a, Position b, Position c);

double signed_area_deg2(const Ring& ring);  // > 0 when counter-clockwise
double area_deg2(const Polygon& polygon);
double area_deg2(const Polygons& polygons);
void extend(Box& box, Position position);
Box empty_box();  // contains nothing; west > east
Box box_of(const Polygons& polygons);

// Turns outer rings counter-clockwise and holes clockwise.
void orient(Polygon& polygon);

// True if no two edges of the ring touch, except neighbours at their common point. O(n^2), so it is also false for
// rings of more than 400 points, which are left to GEOS.
bool is_surely_simple(const Ring& ring);

bool is_on_boundary(const Polygons& polygons, Position position);
bool contains(const Polygons& polygons, Position position);  // the boundary belongs to it

// A point well inside: the centroid if it is inside and far enough from the border, otherwise the middle of a wide
// chord.
Position interior_point(const Polygons& polygons);

}  // namespace gridwall::county
