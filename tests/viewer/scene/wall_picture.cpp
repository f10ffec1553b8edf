// The overview as a picture, from an invented month in a county:
//   wall_picture COUNTY OUT.png [WIDTHxHEIGHT] [zh-CN|en] [usual|emergency|empty|stale|catching_up|replay|late] [MODE
//   1-5] [LETTERS]
// LETTERS are keys pressed at the desk before the last frame: capitals as they are, d PageDown, e Enter, h F1. Prints
// what building the frame took.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "ingest/county/load.h"
#include "ingest/event/time.h"
#include "tests/support/wall_scenario.h"
#include "tests/viewer/scene/wall_toml.h"
#include "viewer/app/imgui_bridge.h"
#include "viewer/app/screenshot.h"
#include "viewer/app/surface.h"
#include "viewer/render/retained_picture.h"
#include "viewer/scene/wall.h"

namespace {

using namespace gridwall;
using view_model::Connection;

template <typename T>
T must(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "wall_picture: %s\n", result.error().message.c_str());
    std::exit(1);
  }
  return std::move(result).value();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: wall_picture COUNTY OUT.png [WIDTHxHEIGHT] [LANGUAGE] [VARIANT] [MODE] [LETTERS]\n");
    return 2;
  }
  const std::string variant = argc > 5 ? argv[5] : "usual";
  render::SizePx size{1920, 1080};
  if (argc > 3 && std::sscanf(argv[3], "%dx%d", &size.w, &size.h) != 2) return 2;
  const auto language = view_model::language_from_name(argc > 4 ? argv[4] : "zh-CN");
  if (!language) return 2;

  const County county = must(load_county(must(read_county_source(argv[1]))));
  testing::WallScenario scenario = testing::usual_afternoon();
  scenario.emergency = variant == "emergency";
  scenario.workers = county.grids.size() < 2000 ? 214 : 4000;
  const CountyState state = variant == "empty" ? CountyState(county) : testing::build_wall_state(county, scenario);
  if (variant == "late") scenario.now_ns += 16 * 3600 * kNsPerSecond;  // nothing has come since
  Connection connection;
  connection.phase = variant == "stale"         ? Connection::Phase::kStale
                     : variant == "catching_up" ? Connection::Phase::kCatchingUp
                                                : Connection::Phase::kLive;
  connection.silent_s = 34;
  connection.done = 48'210;
  connection.wanted = 126'000;
  connection.replay = variant == "replay";
  connection.replay_speed = 60;
  const Figures figures = compute_figures(state, county, scenario.now_ns);

  const auto surface = must(app::create_offscreen_surface(size));
  const auto shaders = must(render::ShaderLibrary::open(render::ShaderLibrary::default_directory()));
  const auto picture = must(render::RetainedPicture::create(*shaders, size, app::color::kGround));
  const auto bridge = must(app::ImguiBridge::create(size));
  const auto wall = must(scene::Wall::create(county, must(view_model::Texts::builtin(*language)),
                                             must(scene::delivered_layouts()), *shaders));
  if (argc > 6) wall->set_map_mode(static_cast<view_model::MapMode>(std::atoi(argv[6]) - 1));

  std::vector<app::InputEvent> keys;
  for (const char* letter = argc > 7 ? argv[7] : ""; *letter != 0; ++letter) {
    app::InputEvent key{.key = app::Key::kCharacter, .character = static_cast<char32_t>(*letter)};
    if (*letter == 'd') key = {.key = app::Key::kPageDown};
    if (*letter == 'e') key = {.key = app::Key::kEnter};
    if (*letter == 'h') key = {.key = app::Key::kF1};
    keys.push_back(key);
  }

  int64_t frame_ns = 700'000'000, build_ns = 0;
  for (int i = 0; i < 3; ++i) {
    frame_ns += 300'000'000;
    const scene::WallFrame frame =
        wall->frame(*bridge, {state,
                              county,
                              figures,
                              scenario.now_ns + (i == 2 ? 1'000'000'000 : 0),
                              frame_ns,
                              size,
                              i == 1 ? std::span<const app::InputEvent>(keys) : std::span<const app::InputEvent>(),
                              connection,
                              {},
                              nullptr,
                              argc > 7 ? "甲班" : ""});
    build_ns = frame.build_ns;
    bridge->upload_atlas(picture->panels());
    const auto report = must(picture->draw(frame.layers));
    std::printf("frame %d: built in %.3f ms, %ld pixels drawn\n", i, static_cast<double>(build_ns) / 1e6,
                report.pixels);
  }
  must(app::write_png(argv[2], picture->read_pixels(), size));
  return 0;
}
