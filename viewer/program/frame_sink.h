// Where the frames of a rendered replay go: a folder of pictures, or ffmpeg through a pipe. UI thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "ingest/event/result.h"
#include "viewer/program/render_program.h"

namespace gridwall::program {

class FrameSink {
 public:
  virtual ~FrameSink() = default;
  virtual Status write(uint64_t number, std::span<const uint8_t> rgba) = 0;
  virtual Status finish() = 0;  // call once, after the last frame
};

Result<std::unique_ptr<FrameSink>> open_frame_sink(const RenderOptions& options);

}  // namespace gridwall::program
