#include "viewer/render_program.h"

#include <algorithm>
#include <cmath>

#include "ingest/program.h"
#include "viewer/frame_sink.h"

namespace gridwall {

uint64_t frame_count(const RenderOptions& options) {
  const double frames =
      static_cast<double>(options.to_ns - options.from_ns) / 1e9 / options.speed * options.frames_per_s;
  return static_cast<uint64_t>(std::floor(frames + 1e-9)) + 1;
}

int64_t frame_time_ns(const RenderOptions& options, uint64_t frame) {
  const double passed_ns = static_cast<double>(frame) * 1e9 / options.frames_per_s * options.speed;
  return std::min(options.to_ns, options.from_ns + static_cast<int64_t>(std::llround(passed_ns)));
}

Status render_session(playback::Session& session, const RenderOptions& options, const DrawFrame& draw) {
  if (options.to_ns < options.from_ns) return Error{ErrorCode::kInvalidArgument, "--from: lies after --to"};
  Result<std::unique_ptr<FrameSink>> sink = open_frame_sink(options);
  if (!sink) return sink.error();
  const uint64_t frames = frame_count(options);
  ProgressBar bar("rendering");
  session.time().pause();
  for (uint64_t frame = 0; frame < frames && !stop_requested().load(); ++frame) {
    const auto steady_ns = static_cast<int64_t>(frame * 1'000'000'000 / static_cast<uint64_t>(options.frames_per_s));
    // A step of the clock folds on from the frame before; only the first one looks for a state.
    if (frame == 0) {
      session.time().seek_time(options.from_ns);
    } else {
      session.time().advance_to(frame_time_ns(options, frame));
    }
    const Result<playback::StepReport> reached = session.settle(steady_ns);
    if (!reached) return reached.error();
    const Result<std::vector<uint8_t>> pixels = draw(*reached, steady_ns);
    if (!pixels) return pixels.error();
    if (Status written = (*sink)->write(frame, *pixels); !written) return written;
    bar.show(frame + 1, frames);
  }
  return (*sink)->finish();
}

}  // namespace gridwall
