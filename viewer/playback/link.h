// The command line that shows a moment of the wall again. Pure functions over values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "viewer/view_model/comparison.h"
#include "viewer/view_model/map_choice.h"

namespace gridwall::playback {

// Makes the command that shows this moment again. Options without a value are left out.
struct Link {
  std::string log;      // the file, or
  std::string connect;  // the daemon's history endpoint
  int64_t at_ns = 0;
  int32_t offset_s = 0;  // of the county's time zone, so that the time is written as on the wall
  std::string scene, area;
  std::optional<int64_t> compare_ns = std::nullopt;  // the moment it is compared with
  view_model::CompareView compare_view{};
  std::optional<view_model::MapPlace> map_place = std::nullopt;
};
std::string link_for(const Link& link);

}  // namespace gridwall::playback
