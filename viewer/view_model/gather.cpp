#include "viewer/view_model/gather.h"

#include <cmath>
#include <cstdint>
#include <map>
#include <utility>

namespace gridwall::view_model {

std::vector<Gathered> gather(std::span<const render::PointPx> points, float apart_px, render::PointPx offset) {
  std::vector<Gathered> gathered;
  std::map<std::pair<int64_t, int64_t>, std::size_t> squares;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto square_of = [&](float px, float origin_px) {
      return static_cast<int64_t>(std::floor((px - origin_px) / apart_px));
    };
    const std::pair square{square_of(points[i].x, offset.x), square_of(points[i].y, offset.y)};
    const auto [known, is_new] = squares.try_emplace(square, gathered.size());
    if (is_new) gathered.push_back({{0, 0}, i, 0});
    Gathered& group = gathered[known->second];
    group.at.x += points[i].x;
    group.at.y += points[i].y;
    ++group.count;
  }
  for (Gathered& group : gathered) {
    group.at.x /= static_cast<float>(group.count);
    group.at.y /= static_cast<float>(group.count);
  }
  return gathered;
}

}  // namespace gridwall::view_model
