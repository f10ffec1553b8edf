#include "viewer/scene/layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "tests/viewer/scene/wall_toml.h"
#include "viewer/scene/map_view_fit.h"
#include "viewer/tile/tile.h"

namespace gridwall::scene {
namespace {

std::string error_of(std::string_view toml) {
  const Result<Layouts> layout = parse_layouts(toml, "wall.toml");
  return layout ? "no error" : layout.error().message;
}

constexpr std::string_view kGrid = "[overview]\ncolumns = [1, 2]\nrows = [1, 1]\n";

std::string with(std::string_view panels) {
  return std::string(kGrid) + std::string(panels);
}

TEST(LayoutTest, EveryPanelStandsInSomeSceneOfTheDeliveredLayout) {
  const Result<Layouts> layouts = delivered_layouts();
  ASSERT_TRUE(layouts) << layouts.error().message;
  std::set<size_t> kinds;
  for (const Layout& scene : layouts->scenes) {
    for (const PanelPlace& place : scene.panels) kinds.insert(place.tile);
  }
  EXPECT_EQ(kinds.size(), tile::kinds().size());
}

TEST(LayoutTest, PanelsStayApartAndOnTheScreenInEverySize) {
  const Result<Layouts> layouts = delivered_layouts();
  ASSERT_TRUE(layouts);
  for (const Layout& layout : layouts->scenes) {
    for (const render::SizePx size :
         {render::SizePx{1280, 720}, {1920, 1080}, {3840, 2160}, {3840, 1080}, {1080, 1920}}) {
      const PlacedPanels placed = place_panels(layout, {size.h}, size);
      const render::RectPx screen{0, placed.nav_bar.bottom(), size.w, size.h - placed.nav_bar.bottom()};
      ASSERT_EQ(placed.panels.size(), layout.panels.size());
      for (const render::RectPx& a : placed.panels) {
        EXPECT_TRUE(screen.contains(a));
        EXPECT_FALSE(a.empty());
        for (const render::RectPx& b : placed.panels) {
          if (&a != &b) {
            EXPECT_FALSE(a.overlaps(b));
          }
        }
      }
    }
  }
}

TEST(LayoutTest, FourTimesThePixelsIsTheSamePictureFiner) {
  const Result<Layouts> layouts = delivered_layouts();
  ASSERT_TRUE(layouts);
  const Layout& layout = layouts->of(view_model::Scene::kOverview);
  const PlacedPanels hd = place_panels(layout, {1080}, {1920, 1080}), uhd = place_panels(layout, {2160}, {3840, 2160});
  for (size_t i = 0; i < hd.panels.size(); ++i) {
    EXPECT_NEAR(hd.panels[i].x * 2, uhd.panels[i].x, 1);
    EXPECT_NEAR(hd.panels[i].bottom() * 2, uhd.panels[i].bottom(), 1);
  }
}

TEST(LayoutTest, APanelThatGrowsTakesWhatItsNeighboursDoNotNeedAndNothingOverlaps) {
  Layout layout;
  layout.column_shares = {1};
  layout.row_shares = {1, 1, 1};
  layout.panels = {{0, 0, 0}, {1, 0, 1}, {2, 0, 2}};
  const app::Metrics metrics{1080};
  const PlacedPanels before = place_panels(layout, metrics, {1920, 1080});
  PlacedPanels placed = before;
  share_free_room(layout, metrics, {{2000, true}, {100, false}, {100, false}}, placed);
  EXPECT_GT(placed.panels[0].h, before.panels[0].h);
  EXPECT_GE(placed.panels[1].h, 100);
  EXPECT_EQ(placed.panels[2].h, before.panels[2].h) << "it is no neighbour";
  EXPECT_EQ(placed.panels[1].y - placed.panels[0].bottom(), before.panels[1].y - before.panels[0].bottom());
  EXPECT_EQ(placed.panels[1].bottom(), before.panels[1].bottom());

  placed = before;
  share_free_room(layout, metrics, {{50, true}, {100, false}, {100, false}}, placed);
  EXPECT_EQ(placed.panels[0].h, before.panels[0].h) << "it has what it wants";
  share_free_room(layout, metrics, {{2000, true}, {2000, false}, {100, false}}, placed);
  EXPECT_EQ(placed.panels[0].h, before.panels[0].h) << "nobody has anything to spare";
}

TEST(LayoutTest, AnErrorNamesFileLineAndKey) {
  EXPECT_TRUE(error_of("[overview\n").starts_with("wall.toml:1: it is not TOML"));
  EXPECT_TRUE(
      error_of(with("colour = 3\n")).starts_with("wall.toml:4: overview.colour: it is not known here; allowed are "));
  EXPECT_TRUE(error_of("[overview]\ncolumns = [1]\nrows = [1]\n[[overview.panel]]\nkind = \"map\"\nat = [0, 0]\n")
                  .starts_with("wall.toml:1: requests: it is missing"));
  EXPECT_TRUE(error_of("[lobby]\n").starts_with("wall.toml:1: lobby: it is not known here; allowed are "));
  EXPECT_TRUE(error_of("[overview]\ncolumns = [1, -2]\nrows = [1]\n").starts_with("wall.toml:2: overview.columns"))
      << error_of("[overview]\ncolumns = [1, -2]\nrows = [1]\n");
  EXPECT_TRUE(error_of("[overview]\ncolumns = [1]\n").starts_with("wall.toml:1: overview.rows: it is missing"));
  EXPECT_TRUE(error_of(with("[[overview.panel]]\nkind = \"maps\"\nat = [0, 0]\n"))
                  .starts_with("wall.toml:5: overview.panel.kind: it must be one of map, rates"));
  EXPECT_TRUE(error_of(with("[[overview.panel]]\nkind = \"map\"\n"))
                  .starts_with("wall.toml:4: overview.panel.at: it is missing"));
  EXPECT_TRUE(error_of(with("[[overview.panel]]\nkind = \"map\"\nat = [0.5, 0]\n"))
                  .starts_with("wall.toml:6: overview.panel.at: it must be two whole numbers"));
  EXPECT_TRUE(error_of(with("[[overview.panel]]\nkind = \"map\"\nat = [0, 0]\nwide = 2\n"))
                  .starts_with("wall.toml:7: overview.panel.wide: it is not known here; allowed are "));
}

TEST(LayoutTest, PanelsThatDoNotFitTogetherAreErrors) {
  EXPECT_NE(error_of(with("[[overview.panel]]\nkind = \"map\"\nat = [1, 0]\nspan = [2, 1]\n")).find("beyond the last"),
            std::string::npos);
  EXPECT_NE(error_of(with("[[overview.panel]]\nkind = \"map\"\nat = [0, 0]\nspan = [2, 2]\n[[overview.panel]]\nkind = "
                          "\"rates\"\nat = [1, 1]\n"))
                .find("rates covers map"),
            std::string::npos);
  EXPECT_NE(
      error_of(
          with("[[overview.panel]]\nkind = \"map\"\nat = [0, 0]\n[[overview.panel]]\nkind = \"map\"\nat = [1, 1]\n"))
          .find("stands twice"),
      std::string::npos);
}

size_t tile_named(std::string_view name) {
  return tile::kind_of(name).value();
}

std::vector<bool> absent(const Layout& layout, std::initializer_list<size_t> tiles) {
  std::vector<bool> flags;
  for (const PanelPlace& place : layout.panels) {
    flags.push_back(std::find(tiles.begin(), tiles.end(), place.tile) != tiles.end());
  }
  return flags;
}

TEST(LayoutTest, APanelWithoutASubjectGivesItsPlaceToTheOneAboveElseBelowElseBeside) {
  Layout layout{{1, 1}, {1, 1, 1}, {}};
  layout.panels = {{tile_named("matters"), 0, 0, 1, 1},
                   {tile_named("whistles"), 0, 1, 1, 2},
                   {tile_named("subjects"), 1, 0, 1, 1},
                   {tile_named("mechanisms"), 1, 1, 1, 1},
                   {tile_named("organisations"), 1, 2, 1, 1}};
  const Layout above = without(layout, absent(layout, {tile_named("whistles")}));
  ASSERT_EQ(above.panels.size(), 4U);
  EXPECT_EQ(above.panels[0].rows, 3);
  EXPECT_EQ(above.panels[1].rows, 1);

  const Layout below = without(layout, absent(layout, {tile_named("subjects")}));
  EXPECT_EQ(below.panels[2].tile, tile_named("mechanisms"));
  EXPECT_EQ(below.panels[2].row, 0);
  EXPECT_EQ(below.panels[2].rows, 2);

  // Two that follow one another both go to the first that stays, whatever their order.
  const Layout two = without(layout, absent(layout, {tile_named("organisations"), tile_named("mechanisms")}));
  ASSERT_EQ(two.panels.size(), 3U);
  EXPECT_EQ(two.panels[2].tile, tile_named("subjects"));
  EXPECT_EQ(two.panels[2].rows, 3);

  const Layout beside = without(layout, absent(layout, {tile_named("subjects"), tile_named("mechanisms"),
                                                        tile_named("organisations"), tile_named("whistles")}));
  ASSERT_EQ(beside.panels.size(), 1U);
  EXPECT_EQ(beside.panels[0].rows, 3);
}

TEST(LayoutTest, APlaceThatFitsNobodyStaysEmpty) {
  Layout layout{{1, 1}, {1, 1}, {}};
  layout.panels = {{tile_named("map"), 0, 0, 2, 1}, {tile_named("rates"), 0, 1, 1, 1}};
  const Layout left = without(layout, absent(layout, {tile_named("rates")}));
  ASSERT_EQ(left.panels.size(), 1U);
  EXPECT_EQ(left.panels[0].columns, 2);
  EXPECT_EQ(left.panels[0].rows, 1);
}

TEST(MapViewFitTest, TheCountyKeepsClearOfWhatLiesInTheCorners) {
  render::MapGeometry geometry;  // a diamond: its corners are free
  for (int i = 0; i <= 100; ++i) {
    const float t = static_cast<float>(i) / 100;
    for (const render::PointM point : {render::PointM{t, 1 - t}, {-t, 1 - t}, {t, t - 1}, {-t, t - 1}}) {
      geometry.vertices.push_back({point.x * 10'000, point.y * 10'000});
    }
  }
  const render::RectPx rect{100, 100, 800, 700};
  const std::array<render::RectPx, 2> corners = {render::RectPx{100, 690, 260, 110}, {100, 100, 300, 44}};
  const render::MapView view = fit_map_view(geometry.vertices, rect, corners, 10).view;
  EXPECT_GT(view.px_per_m * 20'000, 600);
  for (const render::PointM& point : geometry.vertices) {
    const render::PointPx at = view.px_from_world(point);
    EXPECT_TRUE(at.x >= 100 && at.x <= 900 && at.y >= 100 && at.y <= 800);
    for (const render::RectPx& box : corners) {
      EXPECT_FALSE(at.x > static_cast<float>(box.x) && at.x < static_cast<float>(box.right()) &&
                   at.y > static_cast<float>(box.y) && at.y < static_cast<float>(box.bottom()));
    }
  }
}

}  // namespace
}  // namespace gridwall::scene
