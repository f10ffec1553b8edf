// The wall as a program: a session's data, the scene over it, a surface to show it on, and the loop that ties them.
// UI thread. The command line is main.cpp's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "ingest/event/result.h"
#include "ingest/state/figures.h"
#include "viewer/program/compare_program.h"
#include "viewer/program/render_program.h"
#include "viewer/render/rect.h"
#include "viewer/view_model/map_choice.h"
#include "viewer/view_model/navigation.h"
#include "viewer/view_model/text.h"

namespace gridwall::program {

struct WallOptions {
  std::string connect;                  // the daemon's history endpoint, or
  std::string server_key;               // of a daemon that asks for keys, with
  std::filesystem::path key_file;       // this wall's own
  std::filesystem::path replay;         // a log
  std::optional<int64_t> replay_at_ns;  // default: the last event's receipt; of a daemon, its present
  double replay_speed = 0;
  std::optional<CompareChoice> compare;                                         // with that moment
  view_model::CompareView compare_view = view_model::CompareView::kDifference;  // of the map, to begin with
  int frames_per_s = 30;
  std::optional<RenderOptions> render;  // set: offscreen, that part of the log goes to pictures or a video

  view_model::Language language = view_model::Language::kChinese;
  Window window = Window::k30Days;              // of the rates, to begin with
  std::optional<view_model::MapMode> map_mode;  // of the scene that stands first; none: its usual one
  bool per_households = false;                  // of the map, to begin with
  std::optional<view_model::Scene> scene;       // none: the overview, and the others in turn
  std::string area;                             // code of the area or grid to look at; empty: all
  std::filesystem::path layout;                 // empty: config/wall.toml
  std::string desk;                             // who acts from this wall; empty: nobody
  render::SizePx size{1920, 1080};
  bool fullscreen = false;
  int monitor = 0;

  std::filesystem::path shot;     // set: offscreen, and the picture goes here
  double after_s = 0;             // the first picture, after the wall is current
  double every_s = 0;             // and again; 0: only one, then exit
  std::filesystem::path measure;  // set: how the wall kept up goes here at the end
  double settle_s = 0;            // what is measured begins so long after the wall is current
  double seconds = 0;             // end after this long; 0: never
};

// What --from, --to, --frames and --video mean together; leaves `options.render` alone when none is given.
Status parse_render(const std::string& replay, const std::string& from, const std::string& to,
                    const std::string& frames, const std::string& video, WallOptions& options);

// Runs until it is closed, stopped by a signal, or its pictures are made. An error names the thing and the way out.
Status run_wall(const WallOptions& options);

}  // namespace gridwall::program
