// A part of a log as pictures or a video: the wall drawn offscreen frame by frame, each at the exact time the playback
// clock has then, however long drawing takes. main.cpp has the command line; what a frame looks like is the wall's.
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
  int64_t from_ns = 0, to_ns = 0;  // of the playback clock; to_ns is the last frame's at the latest
  double speed = 1;                // seconds of the log a second of the video
  int frames_per_s = 30;
  render::SizePx size{1920, 1080};
  std::filesystem::path frames;  // a folder for frame_000000.png, ..., or
  std::filesystem::path video;   // a file for ffmpeg
};

// How many frames that makes, and where the clock stands in each.
uint64_t frame_count(const RenderOptions& options);
int64_t frame_time_ns(const RenderOptions& options, uint64_t frame);

// Draws what the session shows after that step; four bytes a pixel, from the top left. `steady_ns` is the frame's own.
using DrawFrame = std::function<Result<std::vector<uint8_t>>(const playback::StepReport& report, int64_t steady_ns)>;

// Seeks, then steps the session from frame to frame. Nothing is overwritten: kInvalidArgument names what is in the way,
// and kUnavailable says how to get ffmpeg where it is missing. Ctrl-C ends it with what is done.
Status render_session(playback::Session& session, const RenderOptions& options, const DrawFrame& draw);

}  // namespace gridwall::program
