// gridwall: the wall.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <vector>

#include "ingest/event/time.h"
#include "ingest/program/program.h"
#include "viewer/program/wall_program.h"
#include "viewer/view_model/keys.h"

namespace gridwall::program {
namespace {

constexpr std::string_view kProgram = "gridwall";

struct Words {  // the command line before it is parsed
  std::string from, to, frames, video, compare, compare_view;
  std::string connect, replay, at, language = "zh-CN", size = "1920x1080", scene, shot, layout, layers, window = "30d",
                                   map;
  std::vector<double> view;
};

Status parse_options(const Words& words, WallOptions& options) {
  const auto wrong = [](std::string message) { return Error{ErrorCode::kInvalidArgument, std::move(message)}; };
  if (words.connect.empty() == words.replay.empty()) {
    return wrong("give either --connect with a daemon or --replay with a log; --help shows examples");
  }
  options.connect = words.connect;
  options.replay = words.replay;
  if (!words.at.empty()) {
    options.replay_at_ns = parse_rfc3339(words.at);
    if (!options.replay_at_ns) {
      return wrong("--at: '" + words.at + "' is not a time; write it like 2026-11-21T14:32:08+08:00");
    }
  }
  if (!words.compare.empty()) {
    Result<CompareChoice> compare = parse_compare(words.compare);
    if (!compare) return compare.error();
    options.compare = *compare;
  }
  if (!words.compare_view.empty()) {
    if (!options.compare) return wrong("--compare-view: needs --compare");
    const auto view = view_model::compare_view_from_name(words.compare_view);
    if (!view) {
      return wrong("--compare-view: '" + words.compare_view + "' must be difference or side-by-side");
    }
    options.compare_view = *view;
  }
  if (Status rendered = parse_render(words.replay, words.from, words.to, words.frames, words.video, options);
      !rendered) {
    return rendered;
  }
  const std::optional<view_model::Language> language = view_model::language_from_name(words.language);
  if (!language) return wrong("--language: '" + words.language + "' must be zh-CN or en");
  options.language = *language;
  int width = 0, height = 0, end = 0;
  const bool read = std::sscanf(words.size.c_str(), "%5dx%5d%n", &width, &height, &end) == 2 &&
                    static_cast<size_t>(end) == words.size.size();
  if (!read || width < 640 || height < 360 || width > 16384 || height > 16384) {
    return wrong("--size: '" + words.size + "' must be like 1920x1080, from 640x360 to 16384x16384");
  }
  options.size = {width, height};
  if (options.render) options.render->size = options.size;
  if (!words.scene.empty()) {
    options.scene = view_model::scene_from_name(words.scene);
    if (!options.scene) {
      return wrong("--scene: '" + words.scene + "' must be overview, requests, patrol, emergency or analysis");
    }
  }
  bool known = false;
  for (int i = 0; i < kWindowCount; ++i) {
    if (words.window != window_name(static_cast<Window>(i))) continue;
    options.window = static_cast<Window>(i);
    known = true;
  }
  if (!known) return wrong("--window: '" + words.window + "' must be today, 7d, 30d, year or all");
  constexpr std::string_view kMapModes[] = {"usual", "arrived", "open", "overdue", "rate", "patrol", "heat"};
  static_assert(std::size(kMapModes) == view_model::kMapModeCount);
  const auto mode = std::find(std::begin(kMapModes), std::end(kMapModes), words.map);
  if (!words.map.empty() && mode == std::end(kMapModes)) {
    return wrong("--map: '" + words.map + "' must be usual, arrived, open, overdue, rate, patrol or heat");
  }
  if (!words.map.empty()) options.map_mode = static_cast<view_model::MapMode>(mode - std::begin(kMapModes));
  if (!words.view.empty()) {
    const view_model::MapPlace place{{words.view[0], words.view[1]}, words.view[2]};
    const bool on_earth = std::abs(place.center.lon_deg) <= 180 && std::abs(place.center.lat_deg) <= 90;
    if (!on_earth || !(place.nearer >= 1)) {  // as no NaN is
      return wrong("--view: LONGITUDE must be within 180, LATITUDE within 90 and TIMES at least 1");
    }
    options.map_place = place;
  }
  options.shot = words.shot;
  options.layout = words.layout;
  options.layers = words.layers;
  if (!options.desk.empty() && words.connect.empty())
    return wrong("--desk: needs --connect; in a replay no action is possible");
  if (options.desk.size() > 64) return wrong("--desk: at most 64 bytes");
  if (options.every_s > 0 && options.shot.empty()) return wrong("--every: needs --shot");
  return Done{};
}

void add_map_options(CLI::App& app, Words& words, WallOptions& options) {
  app.add_option(
      "--map", words.map,
      "what the map shows: usual, arrived, open, overdue, rate, patrol or heat; default: usual, in the patrol "
      "scene patrol, in the emergency scene heat");
  app.add_option("--view", words.view,
                 "where the map is moved to, LONGITUDE,LATITUDE,TIMES: its middle in degrees, and how much nearer than "
                 "all of it")
      ->delimiter(',')
      ->expected(3);
  app.add_flag("--per-households", options.per_households, "show the figures of the map per 100 households");
}

int run(int argc, char** argv) {
  CLI::App app{"The wall of a county's command centre, live or as a replay of a log.", std::string(kProgram)};
  app.set_version_flag("--version", version_line(kProgram));
  app.footer(view_model::keys_help() +
             "Examples:\n"
             "  gridwall --connect tcp://127.0.0.1:5552 --fullscreen\n"
             "  gridwall --replay county.log --at 2026-11-21T03:10:00+08:00\n"
             "  gridwall --connect tcp://127.0.0.1:5552 --at 2026-11-21T03:10:00+08:00 --scene emergency\n"
             "  gridwall --replay county.log --at 2026-11-21T03:10:00+08:00 --compare 1d --compare-view side-by-side\n"
             "  gridwall --replay county.log --shot wall.png --size 3840x2160");
  Words words;
  WallOptions options;
  std::string measure;
  app.add_option("--connect", words.connect,
                 "show live: the history endpoint of the daemon, such as tcp://127.0.0.1:5552");
  app.add_option("--server-key", options.server_key, "with --connect: the public key of a daemon that uses keys");
  app.add_option("--key", options.key_file, "with --server-key: this wall's key file, see gridwall-ingest keygen");
  app.add_option("--replay", words.replay, "replay this log file");
  app.add_option("--at", words.at,
                 "the first moment shown; default: the last event of the log, or the present of the daemon");
  app.add_option("--compare", words.compare,
                 "compare with this moment: a time, or a span such as 1d, 7d or 12h before the first one shown");
  app.add_option("--compare-view", words.compare_view,
                 "with --compare: the map shows the difference (default) or both moments side-by-side");
  app.add_option("--speed", options.replay_speed, "with --replay or --at: how fast the clock runs; default: 0, paused")
      ->check(CLI::Range(0.0, 10'000.0));
  app.add_option("--from", words.from, "with --frames or --video: the first moment; default: the log's first event");
  app.add_option("--to", words.to, "with --frames or --video: the last moment; default: the log's last event");
  app.add_option("--frames", words.frames,
                 "with --replay: write pictures from --from to --to into this new folder, at --speed");
  app.add_option("--video", words.video, "with --replay: write a video from --from to --to with ffmpeg, at --speed");
  app.add_option("--fps", options.frames_per_s, "with --frames or --video: frames per second; default: 30")
      ->check(CLI::Range(1, 120));
  app.add_option("--scene", words.scene,
                 "stay with overview, requests, patrol, emergency or analysis; default: scenes in turn");
  app.add_option("--area", options.area, "code of the area or grid to show; default: the whole county");
  app.add_option("--desk-store", options.desk_store,
                 "with --desk: folder for what is not sent yet and for situation reports; default: "
                 "$XDG_STATE_HOME/gridwall, else ~/.local/state/gridwall");
  app.add_option("--desk", options.desk,
                 "with --connect: name of the desk that acts from this wall; default: the wall only shows");
  app.add_option("--window", words.window, "window of the rates: today, 7d, 30d (default), year or all");
  add_map_options(app, words, options);
  app.add_option("--language", words.language, "language of the wall: zh-CN (default) or en");
  app.add_option("--size", words.size, "size of the window or picture; default: 1920x1080");
  app.add_flag("--fullscreen", options.fullscreen, "fill the whole monitor");
  app.add_option("--monitor", options.monitor, "which monitor, counted from 0; on Wayland only with --fullscreen")
      ->check(CLI::Range(0, 63));
  app.add_option("--layers", words.layers,
                 "file of the county's own map layers to use instead of config/layers/COUNTY.toml");
  app.add_option("--layout", words.layout, "layout file to use instead of config/wall.toml");
  app.add_option("--shot", words.shot,
                 "open no window: write the picture to this PNG file (or what the tiles say to this .txt), then end");
  app.add_option("--after", options.after_s,
                 "with --shot: seconds to wait before the picture once the wall is up to date")
      ->check(CLI::Range(0.0, 86'400.0));
  app.add_option("--every", options.every_s,
                 "with --shot: write the picture again every this many seconds, without end")
      ->check(CLI::Range(0.1, 86'400.0));
  app.add_option("--measure", measure, "at the end, write frame times, latency and memory to this JSON file");
  app.add_option("--settle", options.settle_s,
                 "with --measure: leave out the first seconds after the wall is up to date")
      ->check(CLI::Range(0.0, 3'600.0));
  app.add_option("--seconds", options.seconds, "end after this many seconds")->check(CLI::Range(0.1, 1e9));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kExitOk : kExitUsage;
  }
  if (const Status parsed = parse_options(words, options); !parsed) {
    return report_error(kProgram, parsed.error());
  }
  options.measure = measure;
  catch_stop_signals();
  const Status outcome = run_wall(options);
  return outcome ? kExitOk : report_error(kProgram, outcome.error());
}

}  // namespace
}  // namespace gridwall::program

int main(int argc, char** argv) {
  return gridwall::program::run(argc, argv);
}
