// What a frame of a whole scene costs over 18,906 grids with a week of life: the county's state, figures and models,
// the panels, and the pixels. Each iteration waits until the pixels are there; "CPU" is that of the whole process.
// Arguments: scene (0 overview, 1 requests, 2 patrol), height of the picture, grids in which an event came (0: all is
// drawn anew, as after a change of the window's size). `pixels` of the picture were drawn; `build_ms` is without
// OpenGL.
#include <benchmark/benchmark.h>

#include <epoxy/gl.h>

#include "ingest/county/load.h"
#include "tests/support/fishnet_county.h"
#include "tests/support/small_county.h"
#include "tests/support/wall_scenario.h"
#include "tests/viewer/scene/wall_toml.h"
#include "viewer/app/imgui_bridge.h"
#include "viewer/app/surface.h"
#include "viewer/app/theme.h"
#include "viewer/render/retained_picture.h"
#include "viewer/scene/wall.h"

namespace {

using namespace gridwall;

County large_county() {
  CountySource source = testing::fishnet_county();
  const std::string small = "[119.0, 33.0, 119.043, 33.036]", large = "[119.0, 33.0, 120.48475, 34.22758]";
  source.config_text.replace(source.config_text.find(small), small.size(), large);
  return std::move(load_county(source)).value();
}

const County& county() {
  static const County kCounty = large_county();
  return kCounty;
}

const CountyState& a_week() {
  static const CountyState kState = [] {
    testing::WallScenario scenario = testing::usual_afternoon();
    scenario.days = 7;
    scenario.requests_per_day = 4000;
    return testing::build_wall_state(county(), scenario);
  }();
  return kState;
}

struct Bench {
  render::SizePx size;
  std::unique_ptr<app::Surface> surface;
  std::unique_ptr<render::ShaderLibrary> shaders;
  std::unique_ptr<render::RetainedPicture> picture;
  std::unique_ptr<app::ImguiBridge> bridge;
  std::unique_ptr<scene::Wall> wall;
  testing::Folder folder{county()};
  view_model::Connection connection{.phase = view_model::Connection::Phase::kLive};
  int64_t now_ns = testing::usual_afternoon().now_ns;
  int64_t frame_ns = 1'000'000'000;
  int events = 0;
  double build_ns = 0, pixels = 0;

  // False when there is no OpenGL here; `state` then says so.
  bool open(benchmark::State& state) { return open_size(state, state.range(1), state.range(0)); }
  bool open_size(benchmark::State& state, int64_t height, int64_t scene) {
    size = {static_cast<int>(height * 16 / 9), static_cast<int>(height)};
    auto made = app::create_offscreen_surface(size);
    if (!made) {
      state.SkipWithError(made.error().message.c_str());
      return false;
    }
    surface = std::move(made).value();
    shaders = std::move(render::ShaderLibrary::open(render::ShaderLibrary::default_directory())).value();
    picture = std::move(render::RetainedPicture::create(*shaders, size, app::color::kGround)).value();
    bridge = std::move(app::ImguiBridge::create(size)).value();
    wall = std::move(scene::Wall::create(county(), view_model::Texts::builtin(view_model::Language::kChinese).value(),
                                         scene::delivered_layouts().value(), *shaders))
               .value();
    wall->set_scene(static_cast<view_model::Scene>(scene));
    folder.state = a_week();
    for (int i = 0; i < 3; ++i) frame(false);
    return true;
  }

  // Figures are computed as often as the wall's session does: once a second, and with the events of a frame.
  void frame(bool all, std::span<const app::InputEvent> input = {}) {
    now_ns += 16'666'667;
    frame_ns += 16'666'667;
    const Figures figures = compute_figures(folder.state, county(), now_ns);
    const scene::WallFrame made =
        wall->frame(*bridge, {folder.state, county(), figures, now_ns, frame_ns, size, input, connection});
    bridge->upload_atlas(picture->panels());
    const render::FrameReport report = (all ? picture->draw_all(made.layers) : picture->draw(made.layers)).value();
    glFinish();
    build_ns += static_cast<double>(made.build_ns);
    pixels += static_cast<double>(report.pixels);
  }

  // Of the kind the scene is about: in the patrol scene somebody checks in, else a request is placed.
  void events_in(int64_t grids) {
    const bool patrol = wall->scene() == view_model::Scene::kPatrol;
    for (int64_t i = 0; i < grids; ++i, ++events) {
      const auto index = static_cast<size_t>(events) * 7919 % county().grids.size();
      const std::string grid = R"(,"grid":")" + county().grids[index].code + '"';
      if (patrol) {
        folder.add("patrol.checked_in", "11-21 14:32:00", R"("worker":"w")" + grid);
        continue;
      }
      folder.add("request.placed", "11-21 14:32:00",
                 R"("request":"b)" + std::to_string(events) +
                     R"(","category":"噪音","channel":"12345","title":"噪音","tier":"grid")" + grid);
    }
  }
};

void scene_frame(benchmark::State& state) {
  Bench bench;
  if (!bench.open(state)) return;
  bench.build_ns = bench.pixels = 0;
  for ([[maybe_unused]] auto _ : state) {
    state.PauseTiming();
    bench.events_in(state.range(2));
    state.ResumeTiming();
    bench.frame(state.range(2) == 0);
  }
  constexpr auto kMean = benchmark::Counter::kAvgIterations;
  state.counters["build_ms"] = benchmark::Counter(bench.build_ns / 1e6, kMean);
  state.counters["pixels"] = benchmark::Counter(bench.pixels, kMean);
}

// 40,000 corners of roads, 60 areas and 500 points, drawn as a county's own layers.
std::vector<view_model::OwnLayer> three_layers() {
  std::vector<view_model::OwnLayer> layers(3);
  const auto wave = [](int i, int k) { return static_cast<float>((i * 7919 + k * 104729) % 100'000 - 50'000); };
  for (int i = 0; i < 400; ++i) {
    view_model::OwnLayer::Run road;
    render::PointM at{wave(i, 0), wave(i, 1)};
    for (int k = 0; k < 100; ++k) {
      at.x += 150 + wave(i, k) / 500;
      at.y += wave(k, i) / 400;
      road.points.push_back(at);
      road.bounds = k == 0 ? render::BoundsM{at.x, at.y, at.x, at.y}
                           : render::BoundsM{std::min(road.bounds.min_x, at.x), std::min(road.bounds.min_y, at.y),
                                             std::max(road.bounds.max_x, at.x), std::max(road.bounds.max_y, at.y)};
    }
    layers[0].lines.push_back(std::move(road));
  }
  for (int i = 0; i < 60; ++i) {
    const render::PointM a{wave(i, 2), wave(i, 3)};
    layers[1].triangles.insert(layers[1].triangles.end(), {a, {a.x + 3000, a.y}, {a.x, a.y + 3000}});
  }
  for (int i = 0; i < 500; ++i) layers[2].spots.push_back({{wave(i, 4), wave(i, 5)}, "站点"});
  return layers;
}

// Somebody drags the map: it is drawn anew every frame. Arguments: height, own layers or none.
void drag_map(benchmark::State& state) {
  Bench bench;
  using Kind = app::InputEvent::Kind;
  const int64_t height = state.range(0);
  state.SetLabel(state.range(1) == 0 ? "bare" : "three layers");
  if (!bench.open_size(state, height, 0)) return;
  if (state.range(1) != 0) bench.wall->set_own_layers(three_layers());
  const auto x = static_cast<float>(bench.size.w) / 2, y = static_cast<float>(bench.size.h) * 0.4F;
  const app::InputEvent near{.kind = Kind::kWheel, .x_px = x, .y_px = y, .wheel = 4};
  bench.frame(false, std::span(&near, 1));
  const app::InputEvent press{.kind = Kind::kMousePress, .x_px = x, .y_px = y, .button = 0};
  bench.frame(false, std::span(&press, 1));
  int step = 0;
  bench.build_ns = bench.pixels = 0;
  for ([[maybe_unused]] auto _ : state) {
    const float by = static_cast<float>(++step % 2 * 40 + 20);
    const app::InputEvent move{.kind = Kind::kMouseMove, .x_px = x + by, .y_px = y + by};
    bench.frame(false, std::span(&move, 1));
  }
  constexpr auto kMean = benchmark::Counter::kAvgIterations;
  state.counters["build_ms"] = benchmark::Counter(bench.build_ns / 1e6, kMean);
  state.counters["fps"] = benchmark::Counter(1, benchmark::Counter::kIsIterationInvariantRate);
}

BENCHMARK(drag_map)
    ->ArgsProduct({{1080, 2160}, {0, 1}})
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

BENCHMARK(scene_frame)
    ->ArgsProduct({{0, 1, 2}, {1080}, {1, 64, 0}})
    ->ArgsProduct({{0, 2}, {2160}, {1, 64, 0}})
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
