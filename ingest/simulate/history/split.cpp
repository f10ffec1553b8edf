#include "ingest/simulate/history/split.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace gridwall::simulate::history {

std::vector<int64_t> split(int64_t total, std::span<const double> weights, int64_t at_least,
                           std::span<const int64_t> caps) {
  std::vector<int64_t> parts(weights.size(), at_least);
  int64_t left = total - at_least * std::ssize(parts);
  assert(left >= 0 && (left == 0 || !parts.empty()));
  const auto room = [&](size_t part) { return caps.empty() ? left : std::min(left, caps[part] - parts[part]); };
  std::vector<size_t> heaviest(parts.size());
  std::iota(heaviest.begin(), heaviest.end(), size_t{0});
  std::stable_sort(heaviest.begin(), heaviest.end(), [&](size_t a, size_t b) { return weights[a] > weights[b]; });
  while (left > 0) {
    double sum = 0;
    for (const size_t part : heaviest) sum += room(part) > 0 ? weights[part] : 0;
    const auto to_share = static_cast<double>(left);
    int64_t given = 0;
    for (const size_t part : heaviest) {
      const auto share = sum > 0 ? static_cast<int64_t>(std::floor(to_share * weights[part] / sum)) : 0;
      const int64_t part_given = std::min(share, room(part));
      parts[part] += part_given;
      left -= part_given;
      given += part_given;
    }
    if (given > 0) continue;
    for (const size_t part : heaviest) {  // less than one each: the heaviest get it
      if (left == 0) break;
      const int64_t one = std::min<int64_t>(1, room(part));
      parts[part] += one;
      left -= one;
      given += one;
    }
    assert(given > 0 && "the caps are too small for the total");
    if (given == 0) break;
  }
  return parts;
}

}  // namespace gridwall::simulate::history
