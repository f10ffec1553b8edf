// The wall as a program: a session with the data, the scene that shows it, a surface to show it on, and the frame loop.
// UI thread. Must not know the command line.
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
  std::string server_key;               // of a daemon that uses keys
  std::filesystem::path key_file;       // this wall's own key, with server_key
  std::filesystem::path replay;         // a log file
  std::optional<int64_t> replay_at_ns;  // none: the last event of the log, or the present
  double replay_speed = 0;
  std::optional<CompareChoice> compare;                                         // with this moment
  view_model::CompareView compare_view = view_model::CompareView::kDifference;  // of the map, at first
  int frames_per_s = 30;
  std::optional<RenderOptions> render;  // set: draw offscreen into pictures or a video

  view_model::Language language = view_model::Language::kChinese;
  Window window = Window::k30Days;                // of the rates, at first
  std::optional<view_model::MapMode> map_mode;    // of the first scene; none: its usual one
  bool per_households = false;                    // of the map, at first
  std::optional<view_model::MapPlace> map_place;  // none: all of what is looked at
  std::optional<view_model::Scene> scene;         // none: all in turn, the overview first
  std::string area;                               // code of the area or grid to show; empty: the county
  std::filesystem::path layout;                   // empty: config/wall.toml
  std::filesystem::path layers;                   // empty: config/layers/COUNTY.toml where there is one
  std::string desk;                               // name of the desk that acts from this wall; empty: none
  std::filesystem::path desk_store;               // what the desk has not sent, its reports; empty: the usual place
  render::SizePx size{1920, 1080};
  bool fullscreen = false;
  int monitor = 0;

  std::filesystem::path shot;     // set: draw offscreen, write the picture here
  double after_s = 0;             // from when the wall is up to date to the first picture
  double every_s = 0;             // between pictures; 0: only one, then end
  std::filesystem::path measure;  // set: measurements are written here at the end
  double settle_s = 0;            // from when the wall is up to date to the first measurement
  double seconds = 0;             // end after this time; 0: never
};

// Parses --from, --to, --frames and --video; leaves `options.render` unset when none is given.
Status parse_render(const std::string& replay, const std::string& from, const std::string& to,
                    const std::string& frames, const std::string& video, WallOptions& options);

// Runs until the window is closed, a signal stops it, or all pictures are written. Errors name the cause and a remedy.
Status run_wall(const WallOptions& options);

}  // namespace gridwall::program
