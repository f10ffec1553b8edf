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

// An overview of two columns and two rows, as its areas say.
std::string with(std::string_view areas) {
  return "[overview]\ncolumns = [1, 2]\nrows = [1, 1]\nareas = " + std::string(areas) + "\n";
}

TEST(LayoutTest, EveryPanelStandsInSomeSceneOfTheDeliveredLayout) {
  const Result<Layouts> layouts = delivered_layouts();
  ASSERT_TRUE(layouts) << layouts.error().message;
  std::set<size_t> kinds;
  for (const auto& scene : layouts->scenes) {
    for (const PanelPlace& place : scene.front().panels) kinds.insert(place.tile);
  }
  EXPECT_EQ(kinds.size(), tile::kinds().size());
}

constexpr render::SizePx kSizes[] = {{1280, 720},  {1366, 768},  {1920, 1080}, {1920, 1200}, {3840, 2160}, {3840, 1080},
                                     {7680, 2160}, {5760, 1080}, {1080, 1920}, {2160, 3840}, {1024, 768}};

TEST(LayoutTest, PanelsStayApartAndOnTheScreenInEverySizeAndShape) {
  const Result<Layouts> layouts = delivered_layouts();
  ASSERT_TRUE(layouts);
  for (int scene = 0; scene < view_model::kSceneCount; ++scene) {
    for (const render::SizePx size : kSizes) {
      const app::PictureShape shape = app::shape_of(size);
      const Layout& layout = layouts->of(static_cast<view_model::Scene>(scene), shape);
      for (const bool bars : {false, true}) {
        SCOPED_TRACE(::testing::Message() << "scene " << scene << ", " << size.w << "x" << size.h << ", bars " << bars);
        const PlacedPanels placed = place_panels(layout, app::metrics_for(size), size, bars, bars);
        std::vector<render::RectPx> all = placed.panels;
        for (const render::RectPx& bar : {placed.title_bar, placed.nav_bar}) all.push_back(bar);
        if (bars) {
          for (const render::RectPx& bar : {placed.time_controls, placed.time_strip, placed.desk_bar}) {
            all.push_back(bar);
          }
        }
        ASSERT_EQ(placed.panels.size(), layout.panels.size());
        for (const render::RectPx& a : all) {
          EXPECT_TRUE((render::RectPx{0, 0, size.w, size.h}.contains(a)));
          EXPECT_FALSE(a.empty());
          for (const render::RectPx& b : all) {
            if (&a != &b) {
              EXPECT_FALSE(a.overlaps(b));
            }
          }
        }
      }
    }
  }
}

TEST(LayoutTest, NothingStandsAcrossTheEdgeOfAScreenButTheTitleBar) {
  const Result<Layouts> layouts = delivered_layouts();
  ASSERT_TRUE(layouts);
  for (const auto& [size, screen_w] : {std::pair{render::SizePx{3840, 1080}, 1920},
                                       {{7680, 2160}, 3840},
                                       {{5760, 1080}, 1920},
                                       {{11520, 2160}, 3840}}) {
    for (int scene = 0; scene < view_model::kSceneCount; ++scene) {
      const Layout& layout = layouts->of(static_cast<view_model::Scene>(scene), app::shape_of(size));
      ASSERT_FALSE(layout.columns_of_screen.empty());
      const PlacedPanels placed = place_panels(layout, app::metrics_for(size), size, true, true);
      std::vector<render::RectPx> all = placed.panels;
      for (const render::RectPx& bar :
           {placed.nav_bar, placed.time_controls, placed.time_strip, placed.desk_bar, placed.stage}) {
        all.push_back(bar);
      }
      for (const render::RectPx& rect : all) EXPECT_EQ(rect.x / screen_w, (rect.right() - 1) / screen_w);
    }
  }
}

constexpr std::string_view kMayBeAbsent[] = {"mechanisms", "organisations", "strip", "whistles", "departments"};

// Of those that a whole county may have no subject for, each alone.
TEST(LayoutTest, NoDeliveredLayoutHasAHoleWhereAPanelIsAbsent) {
  const Result<Layouts> layouts = delivered_layouts();
  ASSERT_TRUE(layouts);
  const auto cells = [](const Layout& layout) {
    int sum = 0;
    for (const PanelPlace& place : layout.panels) sum += place.columns * place.rows;
    return sum;
  };
  for (int scene = 0; scene < view_model::kSceneCount; ++scene) {
    for (int shape = 0; shape < app::kPictureShapeCount; ++shape) {
      const Layout& layout = layouts->of(static_cast<view_model::Scene>(scene), static_cast<app::PictureShape>(shape));
      for (size_t i = 0; i < layout.panels.size(); ++i) {
        const std::string_view name = tile::kinds()[layout.panels[i].tile].name;
        if (std::find(std::begin(kMayBeAbsent), std::end(kMayBeAbsent), name) == std::end(kMayBeAbsent)) continue;
        std::vector<bool> absent(layout.panels.size());
        absent[i] = true;
        EXPECT_EQ(cells(without(layout, absent)), cells(layout))
            << "scene " << scene << ", shape " << shape << ": " << name;
      }
    }
  }
}

TEST(LayoutTest, TheWritingFitsTheShape) {
  EXPECT_EQ(app::metrics_for({1920, 1080}).height_px, 1080);
  EXPECT_EQ(app::metrics_for({7680, 2160}).height_px, 2160);
  EXPECT_EQ(app::metrics_for({5760, 1080}).height_px, 1080);
  EXPECT_EQ(app::metrics_for({1080, 1920}).height_px, 1080) << "not 1920, which would be too large for 1080 across";
  EXPECT_EQ(app::metrics_for({1024, 768}).height_px, 640);
  EXPECT_EQ(app::shape_of({2560, 1080}), app::PictureShape::kStandard) << "one wide monitor is one screen";
  EXPECT_EQ(app::shape_of({1080, 1080}), app::PictureShape::kStandard);
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
  EXPECT_TRUE(error_of(with("['map map', 'map map']\ncolour = 3"))
                  .starts_with("wall.toml:5: overview.colour: it is not known here; allowed are "));
  EXPECT_TRUE(error_of("[overview]\ncolumns = [1]\nrows = [1]\nareas = ['map']\n")
                  .starts_with("wall.toml:1: requests: it is missing"));
  EXPECT_TRUE(error_of("[lobby]\n").starts_with("wall.toml:1: lobby: it is not known here; allowed are "));
  EXPECT_TRUE(error_of("[overview]\ncolumns = [1, -2]\nrows = [1]\n").starts_with("wall.toml:2: overview.columns"))
      << error_of("[overview]\ncolumns = [1, -2]\nrows = [1]\n");
  EXPECT_TRUE(error_of("[overview]\ncolumns = [1]\n").starts_with("wall.toml:1: overview.rows: it is missing"));
  EXPECT_TRUE(error_of(with("['maps maps', 'maps maps']"))
                  .starts_with("wall.toml:4: overview.areas: 'maps' is no panel; there are map, rates"));
  EXPECT_TRUE(
      error_of("[overview]\ncolumns = [1]\nrows = [1]\n").starts_with("wall.toml:1: overview.areas: it is missing"));
}

TEST(LayoutTest, PanelsThatDoNotFitTogetherAreErrors) {
  const auto says = [](std::string_view areas, std::string_view what) {
    const std::string error = error_of(with(areas));
    EXPECT_NE(error.find(what), std::string::npos) << error;
  };
  says("['map', 'map rates']", "'map' must name what stands in each of the 2 columns");
  says("['map rates']", "a line for each of the 2 rows");
  says("['map rates', 'rates map']", "map must stand in one rectangle");
  says("['map map', 'map rates']", "map must stand in one rectangle");
  says("['. .', '. .']", "at least one panel");
}

TEST(LayoutTest, ALayoutForMoreScreensSaysWhichColumnsStandOnWhich) {
  const auto says = [](std::string_view screens, std::string_view what) {
    const std::string error = error_of(with("['map map', 'map map']\n[overview.two_screens]\ncolumns = [1, 2, 1]\n"
                                            "rows = [1]\nareas = ['map rates rates']\n") +
                                       std::string(screens));
    EXPECT_NE(error.find(what), std::string::npos) << error;
  };
  says("", "overview.two_screens.columns_of_screen: it is missing");
  says("columns_of_screen = [1, 1]", "add up to 3");
  says("columns_of_screen = [3, 0]", "whole numbers above 0");
  says("columns_of_screen = [2, 1]", "rates would stand across the edge between two screens");
  says("columns_of_screen = [1, 2]", "requests: it is missing");  // it is right itself
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
