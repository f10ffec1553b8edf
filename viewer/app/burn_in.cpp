#include "viewer/app/burn_in.h"

namespace gridwall::app {

render::ShiftPx BurnInShift::at(std::int64_t now_ns) const {
  if (!enabled || reach_px <= 0 || period_ns <= 0) return {};
  // A round in halves of the reach: along the rim of the square, through the middle at its start.
  struct Place {
    int x, y;
  };
  constexpr Place kRound[] = {{0, 0},  {1, 0},  {2, 0},  {2, 1},   {2, 2},   {1, 2},   {0, 2},  {-1, 2},
                              {-2, 2}, {-2, 1}, {-2, 0}, {-2, -1}, {-2, -2}, {-1, -2}, {0, -2}, {0, -1}};
  constexpr std::int64_t kPlaces = sizeof kRound / sizeof kRound[0];
  const std::int64_t step = now_ns / period_ns;
  const Place& place = kRound[((step % kPlaces) + kPlaces) % kPlaces];
  return {place.x * reach_px / 2, place.y * reach_px / 2};
}

}  // namespace gridwall::app
