#include "viewer/program/render_program.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "ingest/event/time.h"
#include "ingest/program/program.h"
#include "viewer/program/frame_sink.h"
#include "viewer/program/wall_program.h"

namespace gridwall::program {

uint64_t frame_count(const RenderOptions& options) {
  const double frames =
      static_cast<double>(options.to_ns - options.from_ns) / 1e9 / options.speed * options.frames_per_s;
  return static_cast<uint64_t>(std::floor(frames + 1e-9)) + 1;
}

int64_t frame_time_ns(const RenderOptions& options, uint64_t frame) {
  const double passed_ns = static_cast<double>(frame) * 1e9 / options.frames_per_s * options.speed;
  return std::min(options.to_ns, options.from_ns + static_cast<int64_t>(std::llround(passed_ns)));
}

Status parse_render(const std::string& replay, const std::string& from, const std::string& to,
                    const std::string& frames, const std::string& video, WallOptions& options) {
  const auto wrong = [](std::string message) { return Error{ErrorCode::kInvalidArgument, std::move(message)}; };
  if (frames.empty() && video.empty()) {
    if (from.empty() && to.empty()) return Done{};
    return wrong("--from and --to: need --frames or --video");
  }
  if (!frames.empty() && !video.empty()) return wrong("--frames and --video: give only one of them");
  if (replay.empty()) return wrong("--frames and --video: need --replay");
  RenderOptions render;
  render.from_ns = INT64_MIN;  // the ends of the log, unless given
  render.to_ns = INT64_MAX;
  for (const auto& [name, text, time_ns] :
       {std::tuple("--from", &from, &render.from_ns), std::tuple("--to", &to, &render.to_ns)}) {
    if (text->empty()) continue;
    const std::optional<int64_t> read = parse_rfc3339(*text);
    if (!read)
      return wrong(std::string(name) + ": '" + *text + "' is not a time; write it like 2026-11-21T14:32:08+08:00");
    *time_ns = *read;
  }
  render.speed = options.replay_speed > 0 ? options.replay_speed : 1;
  render.frames_per_s = options.frames_per_s;
  render.frames = frames;
  render.video = video;
  options.render = render;
  return Done{};
}

Status render_session(playback::Session& session, const RenderOptions& asked, const DrawFrame& draw) {
  RenderOptions options = asked;
  if (Result<playback::StepReport> opened = session.settle(0); !opened) return opened.error();
  const playback::TimeStatus span = session.time_status();
  options.from_ns = std::max(options.from_ns, span.first_ns);
  options.to_ns = std::min(options.to_ns, span.last_ns);
  if (options.to_ns < options.from_ns) {
    return Error{ErrorCode::kInvalidArgument, "--from and --to: the log has no event between them; it goes from " +
                                                  format_rfc3339(span.first_ns) + " to " +
                                                  format_rfc3339(span.last_ns)};
  }
  Result<std::unique_ptr<FrameSink>> sink = open_frame_sink(options);
  if (!sink) return sink.error();
  const uint64_t frames = frame_count(options);
  ProgressBar bar("rendering");
  uint64_t frame = 0;
  for (; frame < frames && !stop_requested().load(); ++frame) {
    const auto steady_ns = static_cast<int64_t>(frame * 1'000'000'000 / static_cast<uint64_t>(options.frames_per_s));
    // Each frame folds on from the one before; only the first one seeks. The session is shown as playing, but each
    // frame has its own time to the nanosecond.
    if (frame == 0) {
      session.seek_time(options.from_ns);
      session.set_speed(options.speed);
      session.play();
    } else {
      session.advance_to(frame_time_ns(options, frame));
    }
    const Result<playback::StepReport> reached = session.settle(steady_ns);
    if (!reached) return reached.error();
    const Result<std::vector<uint8_t>> pixels = draw(*reached, steady_ns);
    if (!pixels) return pixels.error();
    if (Status written = (*sink)->write(frame, *pixels); !written) return written;
    bar.show(frame + 1, frames);
  }
  if (Status finished = (*sink)->finish(); !finished) return finished;
  if (frame == frames) return Done{};
  return Error{ErrorCode::kUnavailable,
               "stopped after " + std::to_string(frame) + " of " + std::to_string(frames) + " frames, which are kept"};
}

}  // namespace gridwall::program
