// What a frame of an overview costs on the way from ImGui to pixels. Each iteration waits until the pixels are there;
// "CPU" is that of the whole process. Arguments: cells, height of the picture.
#include <benchmark/benchmark.h>

#include <random>

#include <epoxy/gl.h>

#include "tests/viewer/app/demo_scene.h"
#include "viewer/app/surface.h"

namespace {

using namespace gridwall;

struct Wall {
  std::unique_ptr<app::Surface> surface;
  std::unique_ptr<test::DemoScene> scene;
  test::DemoState shown;
  std::int64_t now_ns = 1'000'000'000;
  std::mt19937 random{7};

  bool open(benchmark::State& state) {
    const render::SizePx size{static_cast<int>(state.range(1) * 16 / 9), static_cast<int>(state.range(1))};
    auto made = app::create_offscreen_surface(size);
    if (!made) {
      state.SkipWithError(made.error().message.c_str());
      return false;
    }
    surface = std::move(made).value();
    scene = std::move(test::DemoScene::create(size, static_cast<std::uint32_t>(state.range(0)))).value();
    for (int i = 0; i < 3; ++i) (void)frame();
    return true;
  }

  render::FrameReport frame() {
    now_ns += 16'666'667;
    const render::FrameReport report = scene->frame(shown, now_ns).value();
    glFinish();
    return report;
  }

  void change_cells(int count) {
    for (int i = 0; i < count; ++i) {
      const auto cell = static_cast<std::uint32_t>(random() % scene->map().cell_count());
      const auto style = static_cast<render::CellStyle>(random() % render::kLevelCount);
      scene->map().set_styles(std::span(&cell, 1), std::span(&style, 1));
    }
  }
};

void build_only(benchmark::State& state) {
  Wall wall;
  if (!wall.open(state)) return;
  for ([[maybe_unused]] auto _ : state)
    benchmark::DoNotOptimize(wall.scene->build(wall.shown, wall.now_ns += 16'666'667));
}

void still_frame(benchmark::State& state) {
  Wall wall;
  if (!wall.open(state)) return;
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(wall.frame().changed);
}

// 1,000 events a second: 17 cells, a figure, the pulse and walking workers differ in every frame.
void busy_frame(benchmark::State& state) {
  Wall wall;
  if (!wall.open(state)) return;
  double pixels = 0;
  double rects = 0;
  for ([[maybe_unused]] auto _ : state) {
    wall.change_cells(17);
    wall.shown.collected += 1;
    wall.shown.pulse = wall.shown.pulse > 0.95F ? 0.05F : wall.shown.pulse + 0.02F;
    wall.shown.worker_px = wall.shown.worker_px > 20 ? 0 : wall.shown.worker_px + 0.05F;
    const render::FrameReport report = wall.frame();
    pixels += static_cast<double>(report.pixels);
    rects += static_cast<double>(report.rects.size());
  }
  state.counters["pixels"] = benchmark::Counter(pixels, benchmark::Counter::kAvgIterations);
  state.counters["rects"] = benchmark::Counter(rects, benchmark::Counter::kAvgIterations);
}

void whole_frame(benchmark::State& state) {
  Wall wall;
  if (!wall.open(state)) return;
  for ([[maybe_unused]] auto _ : state) {
    (void)wall.scene->picture().draw_all(wall.scene->build(wall.shown, wall.now_ns += 16'666'667)).value();
    glFinish();
  }
}

BENCHMARK(build_only)->Args({272, 1080})->Args({272, 2160})->Unit(benchmark::kMillisecond);
BENCHMARK(still_frame)->Args({272, 1080})->Args({19000, 2160})->Unit(benchmark::kMillisecond);
BENCHMARK(busy_frame)
    ->Args({272, 1080})
    ->Args({19000, 1080})
    ->Args({19000, 2160})
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(whole_frame)
    ->Args({272, 1080})
    ->Args({19000, 2160})
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
