// A time range of a log as pictures or a video: the wall is drawn offscreen frame by frame, each at the exact time of
// the playback clock, however long drawing takes. UI thread. Must not know the command line or how a frame is drawn.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ingest/event/result.h"
#include "viewer/playback/session.h"
#include "viewer/render/rect.h"

namespace gridwall::program {

struct RenderOptions {
  int64_t from_ns = 0, to_ns = 0;  // of the playback clock; no frame is after to_ns
  double speed = 1;                // seconds of the log per second of the video
  int frames_per_s = 30;
  render::SizePx size{1920, 1080};
  std::filesystem::path frames;  // a folder for frame_000000.png, ..., or
  std::filesystem::path video;   // a file for ffmpeg
};

// How many frames there are, and the time of the clock in each.
uint64_t frame_count(const RenderOptions& options);
int64_t frame_time_ns(const RenderOptions& options, uint64_t frame);

// Draws what the session shows after a step; four bytes per pixel, from the top left. `steady_ns` is the time of the
// frame.
using DrawFrame = std::function<Result<std::vector<uint8_t>>(const playback::StepReport& report, int64_t steady_ns)>;

// Seeks, then steps the session from frame to frame. Nothing is overwritten: kInvalidArgument names the existing file
// or folder; kUnavailable says how to install ffmpeg. On Ctrl-C the frames done so far are kept.
Status render_session(playback::Session& session, const RenderOptions& options, const DrawFrame& draw);

}  // namespace gridwall::program
