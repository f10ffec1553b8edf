// A county's map as the renderer takes it: metres on a plane round the county's middle. Pure; runs once a county.
#pragma once

#include "ingest/county/county.h"
#include "ingest/county/project.h"
#include "ingest/state/figures.h"
#include "viewer/render/map_geometry.h"

namespace gridwall::view_model {

LocalPlane plane_of(const County& county);
render::PointM to_metres(const LocalPlane& plane, Position position);

// Cells in the order of County::grids; the deepest areas are outlined as communities, all above them as streets.
render::MapGeometry build_geometry(const County& county);

// The border of an area or a grid; nothing for the whole county, whose border is drawn anyway.
std::vector<render::Polyline> outline_of(const County& county, const LocalPlane& plane, Scope scope);

}  // namespace gridwall::view_model
