// An invented overview: map, markers, cards of Chinese text. For the demo, the tests and the benchmarks of the app.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "viewer/app/imgui_bridge.h"
#include "viewer/render/map_renderer.h"
#include "viewer/render/retained_picture.h"
#include "viewer/render/shader_library.h"

namespace gridwall::test {

// What changes between frames.
struct DemoState {
  int collected = 15750;
  int seconds = 8;      // of the clock
  float pulse = 0.4F;   // of the incident's ring
  float worker_px = 0;  // how far the workers have walked
};

class DemoScene {
 public:
  static Result<std::unique_ptr<DemoScene>> create(render::SizePx size, std::uint32_t cells);

  render::MapRenderer& map() { return *map_; }
  render::RetainedPicture& picture() { return *picture_; }
  app::ImguiBridge& bridge() { return *bridge_; }
  render::ShaderLibrary& shaders() { return *shaders_; }

  // Builds the frame; what it returns is good until the next build.
  std::span<const render::Layer> build(const DemoState& state, std::int64_t now_ns);
  Result<render::FrameReport> frame(const DemoState& state, std::int64_t now_ns);

  // Gives every cell a level by its place and `seed`.
  void heat(std::uint32_t seed);

 private:
  DemoScene() = default;
  void build_windows(const DemoState& state);

  render::SizePx size_;
  std::unique_ptr<render::ShaderLibrary> shaders_;
  std::unique_ptr<render::MapRenderer> map_;
  std::unique_ptr<render::RetainedPicture> picture_;
  std::unique_ptr<app::ImguiBridge> bridge_;
  std::vector<render::PointPx> cell_centers_px_;
  std::vector<render::Marker> workers_;
  std::vector<render::Marker> incidents_;
  std::vector<render::Layer> layers_;
};

}  // namespace gridwall::test
