// A whole number cut into parts that come to it exactly. Pure, any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace gridwall::simulate::history {

// One part a weight, about in proportion to it, none below `at_least` nor above its cap (no caps: none). The total must
// fit: at_least * parts <= total <= the sum of the caps.
std::vector<int64_t> split(int64_t total, std::span<const double> weights, int64_t at_least,
                           std::span<const int64_t> caps = {});

}  // namespace gridwall::simulate::history
