// An invented overview, as a picture or running:
//   render_demo shot OUT.png [WIDTHxHEIGHT] [CELLS]
//   render_demo run SECONDS [WIDTHxHEIGHT] [CELLS] [CHANGES_PER_SECOND] [window]
// `run` prints frames a second, processor time and memory; `window` shows it on the display.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <random>
#include <string>

#include "tests/viewer/app/demo_scene.h"
#include "viewer/app/frame_loop.h"
#include "viewer/app/screenshot.h"
#include "viewer/app/surface.h"

namespace {

using namespace gridwall;

int fail(const Error& error) {
  std::fprintf(stderr, "render_demo: %s\n", error.message.c_str());
  return 1;
}

double processor_s() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double pss_mib() {
  std::ifstream in("/proc/self/smaps_rollup");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("Pss:")) return std::atof(line.c_str() + 4) / 1024.0;
  }
  return 0;
}

int run(app::Surface& surface, test::DemoScene& scene, double seconds, int changes_per_second) {
  const app::SteadyFrameClock clock;
  app::FrameLoop loop(surface, clock, 60);
  std::mt19937 random(7);
  test::DemoState state;
  std::uint64_t presented = 0;
  double debt = 0;
  const std::int64_t start_ns = clock.now_ns();
  std::int64_t last_ns = start_ns;
  const double processor_start_s = processor_s();
  const Status ended = loop.run([&](std::int64_t now_ns) -> Result<app::TickAnswer> {
    debt += static_cast<double>(now_ns - last_ns) * 1e-9 * changes_per_second;
    last_ns = now_ns;
    while (debt >= 1) {
      debt -= 1;
      const auto cell = static_cast<std::uint32_t>(random() % scene.map().cell_count());
      const auto style = static_cast<render::CellStyle>(random() % render::kLevelCount);
      scene.map().set_styles(std::span(&cell, 1), std::span(&style, 1));
      state.collected += 1;
    }
    state.seconds = static_cast<int>((now_ns - start_ns) / 1'000'000'000);
    (void)surface.take_input();
    const Result<render::FrameReport> report = scene.frame(state, now_ns);
    if (!report) return report.error();
    if (report->changed || surface.needs_present()) {
      if (Status shown = surface.present(scene.picture().framebuffer(), scene.picture().size(), {}, report->rects);
          !shown) {
        return shown.error();
      }
      ++presented;
    }
    app::TickAnswer answer;
    answer.moving = changes_per_second > 0;
    answer.next_tick_ns = now_ns + 1'000'000'000;
    answer.quit = static_cast<double>(now_ns - start_ns) * 1e-9 >= seconds;
    return answer;
  });
  if (!ended) return fail(ended.error());
  const double elapsed_s = static_cast<double>(clock.now_ns() - start_ns) * 1e-9;
  std::printf("%.1f frames/s, %.3f CPU-s/s, %.0f MiB\n", static_cast<double>(presented) / elapsed_s,
              (processor_s() - processor_start_s) / elapsed_s, pss_mib());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const auto begun = std::chrono::steady_clock::now();
  render::SizePx size{1920, 1080};
  const bool shot = argc > 2 && std::strcmp(argv[1], "shot") == 0;
  const bool running = argc > 2 && std::strcmp(argv[1], "run") == 0;
  if ((!shot && !running) || (argc > 3 && std::sscanf(argv[3], "%dx%d", &size.w, &size.h) != 2)) {
    std::fprintf(stderr,
                 "usage: render_demo shot OUT.png [WIDTHxHEIGHT] [CELLS]\n"
                 "       render_demo run SECONDS [WIDTHxHEIGHT] [CELLS] [CHANGES_PER_SECOND] [window]\n");
    return 2;
  }
  const bool window = argc > 6 && std::strcmp(argv[6], "window") == 0;
  auto surface =
      window ? app::create_window_surface({size, false, 0, "render_demo"}) : app::create_offscreen_surface(size);
  if (!surface) return fail(surface.error());
  size = (*surface)->size();
  auto scene = test::DemoScene::create(size, argc > 4 ? static_cast<std::uint32_t>(std::atoi(argv[4])) : 272);
  if (!scene) return fail(scene.error());
  if (auto drawn = (*scene)->frame({}, 1'000'000'000); !drawn) return fail(drawn.error());
  if (auto shown = (*surface)->present((*scene)->picture().framebuffer(), size, {}, {}); !shown) {
    return fail(shown.error());
  }
  std::printf("%s; first picture after %.0f ms\n", (*surface)->description().c_str(),
              std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
  if (running) return run(**surface, **scene, std::atof(argv[2]), argc > 5 ? std::atoi(argv[5]) : 1000);
  if (auto written = app::write_png(argv[2], (*scene)->picture().read_pixels(), size); !written)
    return fail(written.error());
  return 0;
}
