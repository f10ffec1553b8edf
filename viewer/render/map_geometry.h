// The map as plain numbers: cells cut into triangles, and outlines; and the view that places it on the picture.
// Coordinates are projected metres relative to an origin that its maker chooses: x east, y north, small enough for
// float.
#pragma once

#include <cstdint>
#include <vector>

#include "viewer/render/rect.h"

namespace gridwall::render {

struct PointM {
  float x = 0;
  float y = 0;
};

// Ranks of outlines, thinnest first; a higher rank is drawn over a lower one.
enum class LineRank : std::uint8_t { kGrid, kCommunity, kStreet, kRegion, kCounty };
inline constexpr int kLineRankCount = 5;

struct Polyline {
  std::vector<PointM> points;
  bool closed = false;  // the last point joins the first, which is not repeated
};

struct MapGeometry {
  std::vector<PointM> vertices;
  std::vector<std::uint32_t> vertex_cells;      // the cell of each vertex; a vertex belongs to one cell
  std::vector<std::uint32_t> triangles;         // three vertex indices each, cell after cell
  std::vector<std::uint32_t> cell_first_index;  // cells + 1 entries: cell c owns triangles[first[c] .. first[c + 1])
  std::vector<Polyline> lines[kLineRankCount];  // edges shared by two areas may occur once or twice

  std::uint32_t cell_count() const {
    return cell_first_index.empty() ? 0 : static_cast<std::uint32_t>(cell_first_index.size() - 1);
  }
};

struct BoundsM {
  float min_x = 0, min_y = 0, max_x = 0, max_y = 0;
  friend bool operator==(const BoundsM&, const BoundsM&) = default;
};
BoundsM bounds_of(const MapGeometry& geometry);
double area_of(const MapGeometry& geometry);  // of all cells, square metres
double area_of_cell(const MapGeometry& geometry, std::uint32_t cell);
BoundsM bounds_of_cell(const MapGeometry& geometry, std::uint32_t cell);

struct PointPx {
  float x = 0;
  float y = 0;
};

// Position and size of the map: `center_m` is in the middle of `rect_px`.
struct MapView {
  RectPx rect_px;
  double center_x_m = 0;
  double center_y_m = 0;
  double px_per_m = 1;

  PointPx px_from_world(PointM p) const;
  PointM world_from_px(PointPx p) const;
  static MapView fitting(const BoundsM& bounds, RectPx rect_px, float margin_px);
  friend bool operator==(const MapView&, const MapView&) = default;
};

}  // namespace gridwall::render
