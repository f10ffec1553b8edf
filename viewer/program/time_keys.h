// Carries out on the session what keys and clicks ask of the playback clock. UI thread.
#pragma once

#include <cstdint>
#include <optional>

#include "viewer/playback/session.h"
#include "viewer/view_model/action.h"

namespace gridwall::program {

class TimeKeys {
 public:
  void act(const view_model::Action& action, playback::Session& session);
  std::optional<int64_t> loop_from_ns() const { return loop_from_ns_; }  // of a loop that has no end yet

 private:
  void mark_loop(playback::Session& session);

  std::optional<int64_t> loop_from_ns_;
};

}  // namespace gridwall::program
