// A log of a few thousand events of every kind a replay must show, and the fold of all of it, event by event.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "ingest/state/county_state.h"

namespace gridwall::playback::testing {

inline constexpr int64_t kFirstNs = 1'790'000'000'000'000'000;
inline constexpr int64_t kSecondNs = 1'000'000'000;

// Event `number` (from 1) as one line; times never fall and several share one.
std::string line(uint64_t number);
int64_t received_ns(uint64_t number);

// Events 1..count through the pipeline, with checkpoints.
void make_log(const std::filesystem::path& log, uint64_t count, uint64_t checkpoint_events = 500);

size_t digest(const CountyState& state);  // of its serialised bytes
// Of the states after 0, 1, 2, ... events, by the plain fold.
std::vector<size_t> digests_of(const std::filesystem::path& log);

}  // namespace gridwall::playback::testing
