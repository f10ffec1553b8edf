#include <algorithm>
#include <random>

#include "tests/viewer/render/draw_list_builder.h"
#include "tests/viewer/render/gl_fixture.h"
#include "tests/viewer/render/hex_map.h"
#include "viewer/render/map_renderer.h"
#include "viewer/render/panel_renderer.h"
#include "viewer/render/retained_picture.h"
#include "viewer/render/shader_library.h"

namespace gridwall::render {
namespace {

constexpr SizePx kSize{640, 480};
constexpr std::uint32_t kGround = 0xFF1B100A;

// A picture with a map, markers and windows, all of which a test can change.
struct Wall {
  explicit Wall(ShaderLibrary& shaders, std::uint32_t cells = 400) : geometry(test::hex_map(cells)) {
    map = std::move(MapRenderer::create(shaders, geometry)).value();
    picture = std::move(RetainedPicture::create(shaders, kSize, kGround)).value();
    map->set_line_style(LineRank::kGrid, {0xCC1B100A, 1, 0});
    map->set_line_style(LineRank::kStreet, {0xCCC8A88F, 2, 0});
    map->set_line_style(LineRank::kCounty, {0xFFF6E8DC, 3, 0});
    map->set_view(MapView::fitting(bounds_of(geometry), {120, 40, 400, 400}, 6));
    // The lowest texel row carries plain shapes; a second texture checks that batches keep to their own.
    const std::vector<std::uint8_t> white(16 * 16, 255);
    picture->panels().set_texture(1, 16, 16, white.data(), 0, 16);
    std::vector<std::uint8_t> pattern(16 * 16);
    for (std::size_t i = 0; i < pattern.size(); ++i) pattern[i] = static_cast<std::uint8_t>(i * 7);
    picture->panels().set_texture(2, 16, 16, pattern.data(), 0, 16);
  }

  void randomize(std::mt19937& random) {
    const auto place = [&random](int most) { return static_cast<float>(random() % static_cast<unsigned>(most)); };
    switch (random() % 6) {
      case 0:
      case 1:
        for (unsigned i = 0; i < random() % 30; ++i) {
          const auto cell = static_cast<std::uint32_t>(random() % geometry.cell_count());
          const auto style =
              static_cast<CellStyle>(random() % 5 == 0 ? kNoData : (random() % 64) | (random() % 4 << 8));
          map->set_styles(std::span(&cell, 1), std::span(&style, 1));
        }
        break;
      case 2: {
        markers.clear();
        for (unsigned i = 0; i < random() % 12; ++i) {
          Marker m;
          m.shape = static_cast<MarkerShape>(random() % 6);
          m.x_px = place(640) + 0.37F;
          m.y_px = place(480) + 0.61F;
          m.x2_px = m.x_px + place(80) - 40;
          m.y2_px = m.y_px + place(80) - 40;
          m.size_px = 4 + place(20);
          m.rgba = 0xC0FF8040U + static_cast<std::uint32_t>(random() % 4096);
          m.end_rgba = 0x20FFFFFF;
          m.halo_rgba = 0xE0000000;
          m.halo_px = place(4);
          m.pulse = place(3) / 2;
          m.pulse_px = 20;
          markers.push_back(m);
        }
        break;
      }
      case 3:
      case 4: {
        test::DrawListBuilder& window = windows[random() % windows.size()];
        if (!window.vertices().empty() && random() % 3 != 0) {
          window.vertices()[random() % window.vertices().size()].rgba ^= 0x00303030;
          break;
        }
        const RectPx clip{static_cast<int>(random() % 300), static_cast<int>(random() % 200), 320, 240};
        window =
            test::DrawListBuilder(100 + random() % 3 + static_cast<std::uint64_t>(&window - windows.data()) * 10, clip);
        window.add_rect(place(400), place(300), 150.3F, 90.7F, 0xE0402010);
        for (unsigned i = 0; i < random() % 20; ++i) window.add_rect(place(600), place(440), 9.5F, 14.25F, 0x80FFFFFF);
        for (unsigned i = 0; i < random() % 10; ++i)
          window.add_triangle(place(600), place(440), 70, 0xFF40C0FF, 0x4000FF40);
        break;
      }
      default:
        if (random() % 2 == 0) {
          std::swap(windows[random() % windows.size()], windows[random() % windows.size()]);
        } else {
          show_window = !show_window;
        }
        if (random() % 4 == 0) {
          MapView view = map->view();
          view.center_x_m -= (place(9) - 4.5F) / view.px_per_m;
          view.center_y_m += (place(9) - 4.5F) / view.px_per_m;
          map->set_view(view);
        }
        break;
    }
  }

  std::vector<Layer> layers() {
    std::vector<Layer> all{MapLayer{1, map.get()}, windows[0].window(), MarkerLayer{2, {100, 30, 450, 420}, markers},
                           windows[1].window(2)};
    if (show_window) all.emplace_back(windows[2].window());
    return all;
  }

  MapGeometry geometry;
  std::unique_ptr<MapRenderer> map;
  std::unique_ptr<RetainedPicture> picture;
  std::vector<Marker> markers;
  std::vector<test::DrawListBuilder> windows{test::DrawListBuilder(101, {0, 0, 640, 480}),
                                             test::DrawListBuilder(111, {0, 0, 640, 480}),
                                             test::DrawListBuilder(121, {0, 0, 640, 480})};
  bool show_window = true;
};

std::size_t differing_pixels(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.size(); i += 4) count += std::equal(&a[i], &a[i] + 4, &b[i]) ? 0U : 1U;
  return count;
}

using RetainedPictureTest = test::GlTest;

TEST_F(RetainedPictureTest, any_sequence_of_partial_redraws_gives_the_pixels_of_a_full_one) {
  Wall wall(*shaders_);
  std::mt19937 random(11);
  for (int step = 0; step < 300; ++step) {
    wall.randomize(random);
    const std::vector<Layer> layers = wall.layers();
    ASSERT_TRUE(wall.picture->draw(layers));
    if (step % 3 != 0) continue;  // several partial frames lie between comparisons
    const std::vector<std::uint8_t> partial = wall.picture->read_pixels();
    ASSERT_TRUE(wall.picture->draw_all(layers));
    ASSERT_EQ(differing_pixels(partial, wall.picture->read_pixels()), 0U) << "after step " << step;
  }
}

TEST_F(RetainedPictureTest, windows_that_change_places_or_vanish_show_what_lies_there_now) {
  Wall wall(*shaders_);
  test::DrawListBuilder red(7, {0, 0, 640, 480});
  red.add_rect(20, 20, 60, 60, 0xFF0000FF);
  test::DrawListBuilder green(8, {0, 0, 640, 480});
  green.add_rect(40, 40, 60, 60, 0xFF00FF00);
  const auto pixel = [&wall](int x, int y) {
    const std::vector<std::uint8_t> rgba = wall.picture->read_pixels();
    const std::uint8_t* p = &rgba[static_cast<std::size_t>(y * kSize.w + x) * 4];
    return static_cast<std::uint32_t>(p[0] | (p[1] << 8) | (p[2] << 16)) | 0xFF000000U;
  };
  ASSERT_TRUE(wall.picture->draw(std::vector<Layer>{red.window(), green.window()}));
  EXPECT_EQ(pixel(60, 60), 0xFF00FF00);
  ASSERT_TRUE(wall.picture->draw(std::vector<Layer>{green.window(), red.window()}));
  EXPECT_EQ(pixel(60, 60), 0xFF0000FF);
  ASSERT_TRUE(wall.picture->draw(std::vector<Layer>{green.window()}));
  EXPECT_EQ(pixel(60, 60), 0xFF00FF00);
  EXPECT_EQ(pixel(30, 30), kGround);
  ASSERT_TRUE(wall.picture->draw(std::vector<Layer>{}));
  EXPECT_EQ(pixel(60, 60), kGround);
}

TEST_F(RetainedPictureTest, a_frame_without_a_difference_is_not_drawn) {
  Wall wall(*shaders_);
  std::mt19937 random(5);
  for (int i = 0; i < 20; ++i) wall.randomize(random);
  EXPECT_TRUE(wall.picture->draw(wall.layers()).value().changed);
  const FrameReport still = wall.picture->draw(wall.layers()).value();
  EXPECT_FALSE(still.changed);
  EXPECT_EQ(still.pixels, 0);
}

TEST_F(RetainedPictureTest, a_cell_that_changes_costs_its_own_pixels_only) {
  Wall wall(*shaders_);
  ASSERT_TRUE(wall.picture->draw(wall.layers()));
  const std::size_t uploaded = wall.map->uploaded_cells();
  const std::uint32_t cell = 200;
  const CellStyle style = 63;
  wall.map->set_styles(std::span(&cell, 1), std::span(&style, 1));
  const FrameReport report = wall.picture->draw(wall.layers()).value();
  EXPECT_TRUE(report.changed);
  EXPECT_LE(report.pixels, 64 * 64);
  EXPECT_EQ(wall.map->uploaded_cells() - uploaded, 1U);
  wall.map->set_styles(std::span(&cell, 1), std::span(&style, 1));
  EXPECT_FALSE(wall.picture->draw(wall.layers()).value().changed) << "the same level again is no change";
}

TEST_F(RetainedPictureTest, what_is_picked_at_a_pixel_is_the_cell_drawn_there) {
  Wall wall(*shaders_);
  for (const LineRank rank : {LineRank::kGrid, LineRank::kStreet, LineRank::kCounty})
    wall.map->set_line_style(rank, {0, 0, 0});
  const std::vector<Layer> only_map{MapLayer{1, wall.map.get()}};
  std::vector<CellStyle> dark(wall.geometry.cell_count(), 0);
  for (const std::uint32_t cell : {0U, 57U, 399U}) {
    if (cell >= wall.geometry.cell_count()) continue;
    dark[cell] = 63;
    wall.map->set_all_styles(dark);
    ASSERT_TRUE(wall.picture->draw(only_map));
    const std::vector<std::uint8_t> pixels = wall.picture->read_pixels();
    int wrong = 0;
    int lit = 0;
    for (int y = 0; y < kSize.h; ++y) {
      for (int x = 0; x < kSize.w; ++x) {
        const bool light = pixels[static_cast<std::size_t>(y * kSize.w + x) * 4 + 1] > 200;
        const bool picked =
            wall.map->cell_at(PointPx{static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F}) == cell;
        lit += light ? 1 : 0;
        wrong += light != picked ? 1 : 0;
      }
    }
    EXPECT_GT(lit, 20);
    EXPECT_LE(wrong, 4) << "rounding at the rim of cell " << cell;
    dark[cell] = 0;
  }
}

TEST_F(RetainedPictureTest, another_size_is_drawn_whole) {
  Wall wall(*shaders_);
  ASSERT_TRUE(wall.picture->draw(wall.layers()));
  ASSERT_TRUE(wall.picture->resize({320, 200}));
  const FrameReport report = wall.picture->draw(wall.layers()).value();
  EXPECT_EQ(report.pixels, 320L * 200L);
  EXPECT_EQ(wall.picture->read_pixels().size(), 320U * 200U * 4U);
}

TEST_F(RetainedPictureTest, rebuilding_everything_twenty_times_leaks_no_object_and_gives_the_same_picture) {
  std::vector<std::uint8_t> first;
  int objects = 0;
  for (int round = 0; round < 20; ++round) {
    shaders_.reset();
    surface_.reset();
    auto made = app::create_offscreen_surface(kSize);
    ASSERT_TRUE(made) << made.error().message;
    surface_ = std::move(made).value();
    shaders_ = std::move(ShaderLibrary::open(ShaderLibrary::default_directory())).value();
    EXPECT_EQ(live_gl_objects(), 0);
    {
      Wall wall(*shaders_);
      std::mt19937 random(2);
      for (int i = 0; i < 30; ++i) wall.randomize(random);
      ASSERT_TRUE(wall.picture->draw(wall.layers()));
      if (round == 0) {
        first = wall.picture->read_pixels();
        objects = live_gl_objects();
      }
      EXPECT_EQ(differing_pixels(first, wall.picture->read_pixels()), 0U);
      EXPECT_EQ(live_gl_objects(), objects);
    }
  }
}

TEST_F(RetainedPictureTest, geometry_that_does_not_fit_together_is_refused) {
  MapGeometry map = test::hex_map(20);
  map.triangles[4] = 100000;
  EXPECT_EQ(MapRenderer::create(*shaders_, map).error().code, ErrorCode::kInvalidArgument);
  map = test::hex_map(20);
  map.vertex_cells.pop_back();
  EXPECT_FALSE(MapRenderer::create(*shaders_, map));
  map = test::hex_map(20);
  map.cell_first_index.back() += 3;
  EXPECT_FALSE(MapRenderer::create(*shaders_, map));
  EXPECT_TRUE(MapRenderer::create(*shaders_, MapGeometry{})) << "a county without a map still has a wall";
}

}  // namespace
}  // namespace gridwall::render
