#include "ingest/county/geometry.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "ingest/county/dissolve.h"
#include "ingest/county/repair.h"
#include "ingest/county/triangulate.h"

namespace gridwall::inline county {
namespace {

Polygon box_polygon(double west, double south, double east, double north) {
  return {{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}}, {}};
}
Ring reversed(Ring ring) {
  std::reverse(ring.points.begin(), ring.points.end());
  return ring;
}

// A ring around the middle of the unit square with one point a direction: simple, and mostly concave.
Polygon star(std::mt19937& random, int corners, Position middle, double radius) {
  std::uniform_real_distribution<double> reach(0.2, 1.0);
  Polygon polygon;
  for (int i = 0; i < corners; ++i) {
    const double angle = 2 * 3.141592653589793 * i / corners;
    const double length = radius * reach(random);
    polygon.outer.points.push_back(
        {middle.lon_deg + length * std::cos(angle), middle.lat_deg + length * std::sin(angle)});
  }
  polygon.outer.points.push_back(polygon.outer.points.front());
  return polygon;
}

double triangle_area(const Triangles& triangles, size_t grid) {
  double area = 0;
  for (uint32_t i = triangles.first_index_of_grid[grid]; i < triangles.first_index_of_grid[grid + 1]; i += 3) {
    const double twice = turn(triangles.points[triangles.indices[i]], triangles.points[triangles.indices[i + 1]],
                              triangles.points[triangles.indices[i + 2]]);
    EXPECT_GT(twice, 0) << "triangles are counter-clockwise";
    area += twice / 2;
  }
  return area;
}

TEST(Geometry, TurnIsExactlyOppositeForTheOppositeEdge) {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> lon(119, 121), lat(33, 34);
  for (int i = 0; i < 10'000; ++i) {
    const Position a{lon(random), lat(random)}, b{lon(random), lat(random)}, c{lon(random), lat(random)};
    ASSERT_EQ(turn(a, b, c), -turn(b, a, c));
  }
}

TEST(Geometry, InteriorPointsLieInside) {
  std::mt19937 random(2);
  for (int i = 0; i < 500; ++i) {
    const Polygons polygons = {star(random, 5 + i % 40, {119, 33}, 0.1)};
    const Position point = interior_point(polygons);
    ASSERT_TRUE(contains(polygons, point));
    ASSERT_FALSE(is_on_boundary(polygons, point));
  }
  Polygon ring = box_polygon(0, 0, 3, 3);
  ring.holes.push_back(reversed(box_polygon(0.5, 0.5, 2.5, 2.5).outer));
  EXPECT_TRUE(contains({ring}, interior_point({ring})));
}

TEST(Geometry, ASimpleRingIsTakenForOneAndACrossingOneIsNot) {
  EXPECT_TRUE(is_surely_simple(box_polygon(0, 0, 1, 1).outer));
  EXPECT_FALSE(is_surely_simple({{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}}));
  EXPECT_FALSE(is_surely_simple({{{0, 0}, {2, 0}, {1, 0}, {1, 1}, {0, 0}}})) << "a spike";
  EXPECT_FALSE(is_surely_simple({{{0, 0}, {2, 0}, {2, 2}, {1, 0}, {0, 2}, {0, 0}}})) << "touches itself";
}

TEST(Geometry, FastSimplicityAgreesWithGeos) {
  const Geos geos;
  std::mt19937 random(3);
  std::uniform_int_distribution<int> coordinate(0, 6);
  for (int i = 0; i < 20'000; ++i) {
    Ring ring;
    for (int corner = 0; corner < 3 + i % 5; ++corner) {
      ring.points.push_back({static_cast<double>(coordinate(random)), static_cast<double>(coordinate(random))});
    }
    ring.points.push_back(ring.points.front());
    if (!is_surely_simple(ring)) continue;
    ASSERT_TRUE(geos.is_valid({{ring, {}}}));
  }
}

TEST(Dissolve, NeighboursLoseTheBorderBetweenThem) {
  const Geos geos;
  const Polygons a = {box_polygon(0, 0, 1, 1)}, b = {box_polygon(1, 0, 2, 1)};
  const Polygons* members[] = {&a, &b};
  const Polygons both = dissolve(geos, members);
  ASSERT_EQ(both.size(), 1U);
  EXPECT_NEAR(area_deg2(both), 2, 1e-12);
  EXPECT_TRUE(contains(both, {1, 0.5}));
  EXPECT_FALSE(is_on_boundary(both, {1, 0.5}));
}

TEST(Dissolve, ARingOfGridsKeepsItsHole) {
  const Geos geos;
  std::vector<Polygons> grids;
  for (int x = 0; x < 3; ++x) {
    for (int y = 0; y < 3; ++y) {
      if (x != 1 || y != 1) grids.push_back({box_polygon(x, y, x + 1, y + 1)});
    }
  }
  std::vector<const Polygons*> members;
  for (const Polygons& grid : grids) members.push_back(&grid);
  const Polygons ring = dissolve(geos, members);
  ASSERT_EQ(ring.size(), 1U);
  ASSERT_EQ(ring[0].holes.size(), 1U);
  EXPECT_NEAR(area_deg2(ring), 8, 1e-12);
}

TEST(Dissolve, GridsThatTouchInAPointStayTwoPolygons) {
  const Geos geos;
  const Polygons a = {box_polygon(0, 0, 1, 1)}, b = {box_polygon(1, 1, 2, 2)};
  const Polygons* members[] = {&a, &b};
  EXPECT_EQ(dissolve(geos, members).size(), 2U);
}

TEST(Dissolve, OverlappingGridsAndBordersThatDoNotAgreeAreUnited) {
  const Geos geos;
  const Polygons a = {box_polygon(0, 0, 2, 2)}, overlapping = {box_polygon(1, 1, 3, 3)},
                 beside = {box_polygon(2, 0.5, 3, 1)};
  const Polygons* overlap[] = {&a, &overlapping};
  EXPECT_NEAR(area_deg2(dissolve(geos, overlap)), 7, 1e-9);
  const Polygons* t_junction[] = {&a, &beside};
  const Polygons joined = dissolve(geos, t_junction);
  ASSERT_EQ(joined.size(), 1U);
  EXPECT_NEAR(area_deg2(joined), 4.5, 1e-9);
}

TEST(Dissolve, RandomPartsOfAFishnetAgreeWithGeos) {
  const Geos geos;
  std::mt19937 random(4);
  for (int round = 0; round < 300; ++round) {
    std::vector<Polygons> grids;
    Polygons all;
    for (int x = 0; x < 6; ++x) {
      for (int y = 0; y < 6; ++y) {
        if (random() % 3 == 0) continue;
        all.push_back(box_polygon(x, y, x + 1, y + 1));
        grids.push_back({all.back()});
      }
    }
    std::vector<const Polygons*> members;
    for (const Polygons& grid : grids) members.push_back(&grid);
    const Polygons mine = dissolve(geos, members);
    const Polygons theirs = geos.unite(all);
    ASSERT_TRUE(geos.is_valid(mine));
    ASSERT_NEAR(area_deg2(mine), area_deg2(theirs), 1e-9);
    ASSERT_EQ(mine.size(), theirs.size());
  }
}

TEST(Triangulate, TrianglesHaveTheAreaOfTheirGrid) {
  std::mt19937 random(5);
  std::vector<Polygons> grids;
  for (int i = 0; i < 400; ++i) {
    Polygons grid = {star(random, 4 + i % 60, {119.0 + i, 33}, 0.3)};
    if (i % 3 == 0) grid[0].holes.push_back(reversed(box_polygon(118.98 + i, 32.98, 119.02 + i, 33.02).outer));
    if (i % 5 == 0) grid.push_back(star(random, 12, {119.0 + i, 34}, 0.3));
    grids.push_back(std::move(grid));
  }
  const Triangles triangles = triangulate(grids);
  ASSERT_EQ(triangles.first_index_of_grid.size(), grids.size() + 1);
  for (size_t i = 0; i < grids.size(); ++i) {
    const double expected = area_deg2(grids[i]);
    ASSERT_NEAR(triangle_area(triangles, i), expected, 1e-9 * expected) << "grid " << i;
  }
}

TEST(Triangulate, EveryPointOfAStraightBorderIsACorner) {
  const Polygon straight = {{{{0, 0}, {1, 0}, {2, 0}, {3, 0}, {3, 1}, {2, 1}, {1, 1}, {0, 1}, {0, 0}}}, {}};
  const std::vector<Polygons> grids = {{straight}};
  const Triangles triangles = triangulate(grids);
  EXPECT_EQ(triangles.indices.size(), 3U * 6U);
  std::vector<bool> used(triangles.points.size(), false);
  for (const uint32_t index : triangles.indices) used[index] = true;
  EXPECT_EQ(std::count(used.begin(), used.end(), true), 8);
}

TEST(Triangulate, AGridWithoutPolygonsHasNoTriangles) {
  const std::vector<Polygons> grids = {{}, {box_polygon(0, 0, 1, 1)}};
  const Triangles triangles = triangulate(grids);
  EXPECT_EQ(triangles.first_index_of_grid, (std::vector<uint32_t>{0, 0, 6}));
}

}  // namespace
}  // namespace gridwall::county
