// Builds the time bar from the session: the local day around the playback clock. UI thread. Must not know panels.
#pragma once

#include "viewer/playback/session.h"
#include "viewer/view_model/text.h"
#include "viewer/view_model/time_bar.h"

namespace gridwall::program {

// `loop_from_ns`: the start of a loop that has no end yet; `compared_ns`: the moment this one is compared with.
view_model::TimeBar build_time_bar(playback::Session& session, int64_t steady_ns, const view_model::Texts& texts,
                                   std::optional<int64_t> loop_from_ns,
                                   std::optional<int64_t> compared_ns = std::nullopt);

// The nearest moment of a kind before or after `at_ns`; below 0: of any kind.
std::optional<int64_t> find_mark(const playback::StripIndex& strip, int kind, bool forward, int64_t at_ns);

}  // namespace gridwall::program
