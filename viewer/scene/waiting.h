// What stands on the screen before there is a county: that the wall is alive, what it waits for, and since when.
// UI thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/feed/connection_phase.h"
#include "viewer/app/imgui_bridge.h"
#include "viewer/render/layer.h"
#include "viewer/render/rect.h"
#include "viewer/view_model/text.h"

namespace gridwall::scene {

struct WaitingInput {
  std::string_view endpoint;  // of the daemon that is waited for
  double waited_s = 0;
  feed::ConnectionTrouble trouble = feed::ConnectionTrouble::kNone;
  int64_t frame_ns = 0;  // monotonic
  render::SizePx size;
};

// Begins and ends the bridge's frame. The layers are good until its next one.
std::vector<render::Layer> draw_waiting(app::ImguiBridge& bridge, const view_model::Texts& texts,
                                        const WaitingInput& input);

}  // namespace gridwall::scene
