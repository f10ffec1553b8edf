#include <gtest/gtest.h>

#include <cmath>

#include "tests/viewer/render/hex_map.h"
#include "viewer/render/color_map.h"
#include "viewer/render/map_index.h"
#include "viewer/render/outline_mesh.h"

namespace gridwall::render {
namespace {

TEST(MapView, px_and_world_are_each_others_inverse_and_north_is_up) {
  const MapView view = MapView::fitting({-5000, -2000, 7000, 9000}, {500, 90, 900, 800}, 20);
  EXPECT_LT(view.px_from_world({0, 5000}).y, view.px_from_world({0, 0}).y);
  const PointM p = view.world_from_px(view.px_from_world({1234, 567}));
  EXPECT_NEAR(p.x, 1234, 0.5);
  EXPECT_NEAR(p.y, 567, 0.5);
  const PointPx corner = view.px_from_world({-5000, 9000});
  EXPECT_GE(corner.x, 520 - 0.01F);
  EXPECT_GE(corner.y, 110 - 0.01F);
}

TEST(MapIndex, finds_every_cell_at_its_middle_and_none_outside) {
  const MapGeometry map = test::hex_map(2000);
  const MapIndex index(map);
  for (std::uint32_t cell = 0; cell < map.cell_count(); ++cell) {
    PointM middle{0, 0};
    for (std::uint32_t corner = 0; corner < 6; ++corner) {
      middle.x += map.vertices[cell * 6 + corner].x / 6;
      middle.y += map.vertices[cell * 6 + corner].y / 6;
    }
    ASSERT_EQ(index.cell_at(middle), cell);
  }
  EXPECT_FALSE(index.cell_at({index.bounds().max_x + 1, 0}).has_value());
  EXPECT_FALSE(index.cell_at({index.bounds().min_x + 1, index.bounds().max_y - 1}).has_value());
  EXPECT_FALSE(MapIndex(MapGeometry{}).cell_at({0, 0}).has_value());
}

TEST(OutlineMesh, draws_an_edge_shared_by_two_cells_once) {
  Polyline left{{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, true};
  Polyline right{{{10, 0}, {20, 0}, {20, 10}, {10, 10}}, true};
  const OutlineMesh mesh = build_outline_mesh(std::vector{left, right});
  EXPECT_EQ(mesh.vertices.size(), 7U * 4);
  EXPECT_EQ(mesh.indices.size(), 7U * 6);
}

TEST(OutlineMesh, leaves_out_points_that_repeat_and_lines_without_length) {
  Polyline line{{{0, 0}, {0, 0}, {5, 0}, {5, 0}}, false};
  EXPECT_EQ(build_outline_mesh(std::vector{line}).vertices.size(), 4U);
  EXPECT_TRUE(build_outline_mesh(std::vector{Polyline{{{3, 3}}, true}}).vertices.empty());
  EXPECT_TRUE(build_outline_mesh({}).vertices.empty());
}

double luminance(std::uint32_t rgba) {
  const auto linear = [rgba](int shift) { return std::pow(static_cast<double>((rgba >> shift) & 0xFFU) / 255.0, 2.2); };
  return 0.2126 * linear(0) + 0.7152 * linear(8) + 0.0722 * linear(16);
}

TEST(ColorMap, grows_lighter_with_every_level_and_never_warm) {
  const auto colors = heat_color_map();
  for (std::size_t level = 1; level < colors.size(); ++level) {
    EXPECT_GT(luminance(colors[level]), luminance(colors[level - 1])) << "level " << level;
    const std::uint32_t red = colors[level] & 0xFFU;
    const std::uint32_t green = (colors[level] >> 8) & 0xFFU;
    EXPECT_LE(red, green) << "level " << level << " would pass for an alarm";
  }
}

TEST(ColorMap, staleness_grows_lighter_and_only_what_is_overdue_is_as_bright_as_an_alarm) {
  const auto colors = staleness_color_map();
  for (std::size_t level = 1; level < colors.size(); ++level) {
    EXPECT_GT(luminance(colors[level]), luminance(colors[level - 1])) << "level " << level;
  }
  EXPECT_LT(luminance(colors[16]) * 2, luminance(colors[24]));    // fresh, due soon
  EXPECT_LT(luminance(colors[34]) * 1.3, luminance(colors[48]));  // due soon, overdue
}

TEST(ColorMap, levels_span_the_scale_and_stop_at_its_ends) {
  EXPECT_EQ(level_of(0, 10), 0);
  EXPECT_EQ(level_of(-3, 10), 0);
  EXPECT_EQ(level_of(NAN, 10), 0);
  EXPECT_EQ(level_of(10, 10), 63);
  EXPECT_EQ(level_of(1e30, 10), 63);
  EXPECT_EQ(level_of(5, 10), 32);
}

}  // namespace
}  // namespace gridwall::render
