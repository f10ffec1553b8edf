#include "tests/viewer/render/hex_map.h"

#include <cmath>
#include <map>
#include <vector>

namespace gridwall::test {
namespace {

using render::PointM;

constexpr float kAcross = 400.0F;  // metres

// Corners are shared by three cells, so what moves them depends on their place alone.
PointM wobbled(PointM p) {
  const float a = std::sin(p.x * 0.013F + p.y * 0.007F) * 60.0F;
  const float b = std::sin(p.y * 0.011F - p.x * 0.005F + 1.0F) * 60.0F;
  return {p.x + a, p.y + b};
}

bool in_county(float x, float y, float reach) {
  const float angle = std::atan2(y, x);
  return std::hypot(x, y) < reach * (0.8F + 0.12F * std::sin(3 * angle) + 0.08F * std::sin(7 * angle + 1));
}

}  // namespace

render::MapGeometry hex_map(std::uint32_t cells) {
  const float step_x = kAcross;
  const float step_y = kAcross * 0.8660254F;
  const float side = kAcross / std::sqrt(3.0F);
  const float reach = std::sqrt(static_cast<float>(cells) * step_x * step_y / 3.14159F) * 1.24F;
  const int half = static_cast<int>(reach / step_y) + 2;

  std::map<std::pair<int, int>, int> street_of;
  const auto center_of = [&](int column, int row) {
    return PointM{(static_cast<float>(column) + (row % 2 != 0 ? 0.5F : 0.0F)) * step_x,
                  static_cast<float>(row) * step_y};
  };
  const auto area_of = [](PointM c, float size) {
    const int column = static_cast<int>(std::floor((c.x + std::sin(c.y * 0.001F) * 500) / size));
    const int row = static_cast<int>(std::floor((c.y + std::sin(c.x * 0.0012F) * 400) / size));
    return row * 1000 + column;
  };
  for (int row = -half; row <= half; ++row) {
    for (int column = -half; column <= half; ++column) {
      const PointM c = center_of(column, row);
      if (in_county(c.x, c.y, reach)) street_of[{column, row}] = 1;
    }
  }

  render::MapGeometry map;
  map.cell_first_index.push_back(0);
  const float street_size = reach * 0.45F;
  const float community_size = reach * 0.15F;
  for (const auto& [place, inside] : street_of) {
    const auto [column, row] = place;
    const PointM center = center_of(column, row);
    const auto cell = map.cell_count();
    const auto first = static_cast<std::uint32_t>(map.vertices.size());
    render::Polyline ring;
    ring.closed = true;
    for (int k = 0; k < 6; ++k) {
      const float angle = 3.14159265F / 6.0F + static_cast<float>(k) * 3.14159265F / 3.0F;
      // Rounded to centimetres: neighbours must find the very same corner.
      const auto exact = [](float v) { return std::round(v * 0.1F) * 10.0F; };
      const PointM corner =
          wobbled({exact(center.x + side * std::cos(angle)), exact(center.y + side * std::sin(angle))});
      ring.points.push_back(corner);
      map.vertices.push_back(corner);
      map.vertex_cells.push_back(cell);
    }
    for (std::uint32_t k = 1; k + 1 < 6; ++k)
      map.triangles.insert(map.triangles.end(), {first, first + k, first + k + 1});
    map.cell_first_index.push_back(static_cast<std::uint32_t>(map.triangles.size()));

    // Edge k runs from corner k to corner k + 1; the neighbour beyond it, counter-clockwise from the upper right.
    const int odd = row % 2 != 0 ? 1 : 0;
    const int neighbours[6][2] = {{column - 1 + odd, row + 1}, {column - 1, row}, {column - 1 + odd, row - 1},
                                  {column + odd, row - 1},     {column + 1, row}, {column + odd, row + 1}};
    const int edge_to_neighbour[6] = {5, 0, 1, 2, 3, 4};
    for (std::size_t k = 0; k < 6; ++k) {
      const int* n = neighbours[edge_to_neighbour[k]];
      render::Polyline edge;
      edge.points = {ring.points[k], ring.points[(k + 1) % 6]};
      auto rank = render::LineRank::kGrid;
      if (!street_of.contains({n[0], n[1]})) {
        rank = render::LineRank::kCounty;
      } else {
        const PointM other = center_of(n[0], n[1]);
        if (area_of(center, street_size) != area_of(other, street_size)) {
          rank = render::LineRank::kStreet;
        } else if (area_of(center, community_size) != area_of(other, community_size)) {
          rank = render::LineRank::kCommunity;
        }
      }
      map.lines[static_cast<std::size_t>(rank)].push_back(edge);
    }
  }
  return map;
}

}  // namespace gridwall::test
