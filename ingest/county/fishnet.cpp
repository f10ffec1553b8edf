#include "ingest/county/fishnet.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "ingest/county/project.h"

namespace gridwall::inline county {

Result<MapContent> build_fishnet(const Fishnet& fishnet) {
  const Box& box = fishnet.box;
  const LocalPlane plane({(box.west_deg + box.east_deg) / 2, (box.south_deg + box.north_deg) / 2});
  const double width_deg = box.east_deg - box.west_deg;
  const double height_deg = box.north_deg - box.south_deg;
  const auto count = [&](double length_m) { return std::max(1.0, std::round(length_m / fishnet.cell_m)); };
  const double columns = count(width_deg * plane.m_per_deg_lon());
  const double rows = count(height_deg * plane.m_per_deg_lat());
  if (columns * rows > static_cast<double>(kMaxGrids)) {
    return Error{ErrorCode::kInvalidConfig, "the fishnet has more than 200,000 cells; make cell_m larger"};
  }
  MapContent content;
  const auto lon = [&](int column) {
    return column == static_cast<int>(columns) ? box.east_deg : box.west_deg + width_deg * column / columns;
  };
  const auto lat = [&](int row) {
    return row == static_cast<int>(rows) ? box.south_deg : box.north_deg - height_deg * row / rows;
  };
  for (int row = 0; row < static_cast<int>(rows); ++row) {
    for (int column = 0; column < static_cast<int>(columns); ++column) {
      const std::string code = fmt::format("r{:03}c{:03}", row, column);
      GridRecord grid;
      grid.where = code;
      grid.code = code;
      grid.name = {code, ""};
      const Position south_west{lon(column), lat(row + 1)}, north_east{lon(column + 1), lat(row)};
      grid.polygons = {{{{south_west,
                          {north_east.lon_deg, south_west.lat_deg},
                          north_east,
                          {south_west.lon_deg, north_east.lat_deg},
                          south_west}},
                        {}}};
      content.grids.push_back(std::move(grid));
    }
  }
  return content;
}

}  // namespace gridwall::county
