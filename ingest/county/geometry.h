// Small questions about rings and polygons in degrees: areas, boxes, inside or not, simple or not. No GEOS here.
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
Box empty_box();  // nothing is in it; west > east
Box box_of(const Polygons& polygons);

// Turns outer rings counter-clockwise and holes clockwise.
void orient(Polygon& polygon);

// True when no two edges of the ring touch but neighbours at their common point. O(n^2); false may also mean "not
// looked at": rings of more than 400 points are left to GEOS.
bool is_surely_simple(const Ring& ring);

bool is_on_boundary(const Polygons& polygons, Position position);
bool contains(const Polygons& polygons, Position position);  // the boundary belongs to it

// A point well inside: the centroid where it is inside with room around it, else the middle of a wide chord.
Position interior_point(const Polygons& polygons);

}  // namespace gridwall::county
