// What the map costs: drawn bare, in full, and where cells changed. Each iteration waits until the pixels are there;
// "CPU" is that of the whole process, so a driver that draws on the processor is counted.
// Arguments: cells, height of the picture.
#include <benchmark/benchmark.h>

#include <map>
#include <random>

#include <epoxy/gl.h>

#include "tests/viewer/render/hex_map.h"
#include "viewer/app/surface.h"
#include "viewer/app/theme.h"
#include "viewer/render/gl_state.h"
#include "viewer/render/map_renderer.h"
#include "viewer/render/outline_mesh.h"
#include "viewer/render/panel_renderer.h"
#include "viewer/render/retained_picture.h"
#include "viewer/render/shader_library.h"

namespace {

using namespace gridwall;

render::SizePx size_of(std::int64_t height) {
  return {static_cast<int>(height * 16 / 9), static_cast<int>(height)};
}

render::RectPx map_rect(render::SizePx size) {
  return {size.w / 4, size.h / 12, size.w / 2, size.h * 3 / 4};
}

struct Wall {
  render::MapGeometry geometry;
  std::unique_ptr<app::Surface> surface;
  std::unique_ptr<render::ShaderLibrary> shaders;
  std::unique_ptr<render::MapRenderer> map;
  std::unique_ptr<render::RetainedPicture> picture;
  std::vector<render::Layer> layers;
  std::mt19937 random{7};

  // False when there is no OpenGL here; `state` then says so.
  bool open(benchmark::State& state) {
    const render::SizePx size = size_of(state.range(1));
    auto made = app::create_offscreen_surface(size);
    if (!made) {
      state.SkipWithError(made.error().message.c_str());
      return false;
    }
    surface = std::move(made).value();
    shaders = std::move(render::ShaderLibrary::open(render::ShaderLibrary::default_directory())).value();
    geometry = test::hex_map(static_cast<std::uint32_t>(state.range(0)));
    map = std::move(render::MapRenderer::create(*shaders, geometry)).value();
    picture = std::move(render::RetainedPicture::create(*shaders, size, app::color::kGround)).value();
    const app::Metrics m{size.h};
    map->set_line_style(render::LineRank::kGrid, {app::color::kGridLine, m.px(1), 7});
    map->set_line_style(render::LineRank::kCommunity, {app::color::kCommunityLine, m.px(1), 3});
    map->set_line_style(render::LineRank::kStreet, {app::color::kStreetLine, m.px(2), 0});
    map->set_line_style(render::LineRank::kCounty, {app::color::kCountyLine, m.px(3), 0});
    map->set_view(render::MapView::fitting(render::bounds_of(geometry), map_rect(size), 8));
    layers.emplace_back(render::MapLayer{1, map.get()});
    change(geometry.cell_count());
    (void)picture->draw(layers).value();
    glFinish();
    return true;
  }

  void change(std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto cell = static_cast<std::uint32_t>(random() % geometry.cell_count());
      const auto style = static_cast<render::CellStyle>(random() % render::kLevelCount);
      map->set_styles(std::span(&cell, 1), std::span(&style, 1));
    }
  }
};

constexpr const char* kBareVertex =
    "#version 330 core\nlayout(location = 0) in vec2 p;\nvoid main() { gl_Position = vec4(p, 0.0, 1.0); }\n";
constexpr const char* kBareFragment = "#version 330 core\nuniform vec4 c;\nout vec4 o;\nvoid main() { o = c; }\n";

GLuint bare_program() {
  const GLuint program = glCreateProgram();
  for (const auto& [kind, text] :
       {std::pair{GL_VERTEX_SHADER, kBareVertex}, std::pair{GL_FRAGMENT_SHADER, kBareFragment}}) {
    const GLuint shader = glCreateShader(static_cast<GLenum>(kind));
    glShaderSource(shader, 1, &text, nullptr);
    glCompileShader(shader);
    glAttachShader(program, shader);
    glDeleteShader(shader);
  }
  glLinkProgram(program);
  return program;
}

// The same cells and the outlines that are shown, as plain triangles in clip space, in one colour a draw.
void bare_draw(benchmark::State& state) {
  Wall wall;
  if (!wall.open(state)) return;
  const render::SizePx size = size_of(state.range(1));
  const render::MapView view = wall.map->view();
  const auto clip = [&](render::PointPx p) {
    return std::pair{p.x / static_cast<float>(size.w) * 2 - 1, p.y / static_cast<float>(size.h) * 2 - 1};
  };
  std::vector<float> cells;
  for (const std::uint32_t index : wall.geometry.triangles) {
    const auto [x, y] = clip(view.px_from_world(wall.geometry.vertices[index]));
    cells.insert(cells.end(), {x, y});
  }
  std::vector<float> outlines;
  const float widths[] = {1, 1, 2, 3};
  const float scale = static_cast<float>(size.h) / 1080.0F;
  const double cell_px = 400 * 0.93 * view.px_per_m;
  for (std::size_t rank = cell_px < 7 ? (cell_px < 3 ? 2 : 1) : 0; rank < 4; ++rank) {
    const float reach = widths[rank] * scale * 0.5F + 0.5F;
    const render::OutlineMesh mesh = render::build_outline_mesh(wall.geometry.lines[rank]);
    for (std::size_t i = 0; i < mesh.vertices.size(); i += 4) {
      const auto& s = mesh.vertices[i];
      const render::PointPx a = view.px_from_world({s.from_x_m, s.from_y_m});
      const render::PointPx b = view.px_from_world({s.to_x_m, s.to_y_m});
      const float length = std::max(std::hypot(b.x - a.x, b.y - a.y), 1e-6F);
      const float ux = (b.x - a.x) / length * reach;
      const float uy = (b.y - a.y) / length * reach;
      const std::pair<float, float> corners[4] = {
          clip({a.x - ux - uy, a.y - uy + ux}), clip({b.x + ux - uy, b.y + uy + ux}),
          clip({a.x - ux + uy, a.y - uy - ux}), clip({b.x + ux + uy, b.y + uy - ux})};
      for (const int corner : {0, 1, 2, 1, 3, 2})
        outlines.insert(outlines.end(), {corners[corner].first, corners[corner].second});
    }
  }
  const GLuint program = bare_program();
  auto array = render::VertexArray::make();
  auto buffer = render::Buffer::make();
  glBindVertexArray(array.name());
  std::vector<float> all = cells;
  all.insert(all.end(), outlines.begin(), outlines.end());
  render::upload(GL_ARRAY_BUFFER, buffer, std::span<const float>(all), GL_STATIC_DRAW);
  glEnableVertexAttribArray(0);
  glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, 8, nullptr);
  glUseProgram(program);
  const GLint color = glGetUniformLocation(program, "c");
  glBindFramebuffer(GL_FRAMEBUFFER, wall.picture->framebuffer());
  glViewport(0, 0, size.w, size.h);
  for ([[maybe_unused]] auto _ : state) {
    glClear(GL_COLOR_BUFFER_BIT);
    glUniform4f(color, 0.2F, 0.4F, 0.5F, 1);
    glDisable(GL_BLEND);
    glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(cells.size() / 2));
    glUniform4f(color, 0.8F, 0.9F, 0.9F, 0.8F);
    glEnable(GL_BLEND);
    glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
    glDrawArrays(GL_TRIANGLES, static_cast<GLint>(cells.size() / 2), static_cast<GLsizei>(outlines.size() / 2));
    glFinish();
  }
  glDisable(GL_BLEND);
  glDeleteProgram(program);
  state.counters["triangles"] = static_cast<double>(all.size()) / 6;
}

// Another view each time: both layers and the picture are drawn anew.
void full_redraw(benchmark::State& state) {
  Wall wall;
  if (!wall.open(state)) return;
  render::MapView view = wall.map->view();
  double moved_px = 0.25;
  for ([[maybe_unused]] auto _ : state) {
    view.center_x_m -= moved_px / view.px_per_m;
    moved_px = -moved_px;
    wall.map->set_view(view);
    (void)wall.picture->draw(wall.layers).value();
    glFinish();
  }
}

// The same view, every pixel of the picture drawn anew.
void recolor_all(benchmark::State& state) {
  Wall wall;
  if (!wall.open(state)) return;
  for ([[maybe_unused]] auto _ : state) {
    (void)wall.picture->draw_all(wall.layers).value();
    glFinish();
  }
}

// One frame's share of 1,000 (third argument) changes a second at 60 frames a second.
void changed_cells(benchmark::State& state) {
  Wall wall;
  if (!wall.open(state)) return;
  const auto changes = static_cast<std::uint32_t>((state.range(2) + 59) / 60);
  double pixels = 0;
  double rects = 0;
  for ([[maybe_unused]] auto _ : state) {
    wall.change(changes);
    const render::FrameReport report = wall.picture->draw(wall.layers).value();
    glFinish();
    pixels += static_cast<double>(report.pixels);
    rects += static_cast<double>(report.rects.size());
  }
  state.counters["pixels"] = benchmark::Counter(pixels, benchmark::Counter::kAvgIterations);
  state.counters["rects"] = benchmark::Counter(rects, benchmark::Counter::kAvgIterations);
}

void nothing_changed(benchmark::State& state) {
  Wall wall;
  if (!wall.open(state)) return;
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(wall.picture->draw(wall.layers).value().changed);
}

BENCHMARK(bare_draw)
    ->Args({19000, 1080})
    ->Args({19000, 2160})
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(full_redraw)
    ->Args({19000, 1080})
    ->Args({19000, 2160})
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(recolor_all)
    ->Args({19000, 1080})
    ->Args({19000, 2160})
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(changed_cells)
    ->Args({272, 1080, 1000})
    ->Args({19000, 1080, 1000})
    ->Args({19000, 1080, 20000})
    ->Args({19000, 2160, 1000})
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(nothing_changed)->Args({19000, 1080})->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
