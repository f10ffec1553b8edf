#include "viewer/program/time_keys.h"

#include <algorithm>

#include "viewer/program/time_bar.h"

namespace gridwall::program {

// The first call sets the start of the loop, the second its end, the third removes the loop.
void TimeKeys::mark_loop(playback::Session& session) {
  const playback::TimeStatus status = session.time_status();
  if (status.loop) {
    session.set_loop(std::nullopt);
  } else if (!loop_from_ns_) {
    loop_from_ns_ = status.now_ns;
  } else {
    const auto [from_ns, to_ns] = std::minmax(*loop_from_ns_, status.now_ns);
    loop_from_ns_.reset();
    if (from_ns < to_ns) session.set_loop(playback::TimeRange{from_ns, to_ns});
  }
}

void TimeKeys::act(const view_model::Action& action, playback::Session& session) {
  using namespace view_model;
  if (const auto* play = std::get_if<Play>(&action)) {
    play->on ? session.play() : session.pause();
  } else if (const auto* events = std::get_if<StepEvents>(&action)) {
    session.step_events(events->events);
  } else if (const auto* seconds = std::get_if<StepSeconds>(&action)) {
    session.step_seconds(seconds->seconds);
  } else if (const auto* speed = std::get_if<ChangeSpeed>(&action)) {
    speed->faster ? session.faster() : session.slower();
  } else if (const auto* seek = std::get_if<SeekTo>(&action)) {
    session.seek_time(seek->at_ns);
  } else if (const auto* end = std::get_if<SeekEnd>(&action)) {
    const playback::TimeStatus status = session.time_status();
    session.seek_time(end->last ? status.last_ns : status.first_ns);
  } else if (const auto* mark = std::get_if<SeekMark>(&action)) {
    const auto strip = session.strip();
    const std::optional<int64_t> at_ns = find_mark(*strip, mark->kind, mark->forward, session.time_status().now_ns);
    if (at_ns) session.seek_time(*at_ns);
  } else if (std::holds_alternative<FollowLive>(action)) {
    session.follow_live();
  } else if (std::holds_alternative<MarkLoop>(action)) {
    mark_loop(session);
  }
}

}  // namespace gridwall::program
