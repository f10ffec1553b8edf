// What --compare means: a moment, or a span before the first one shown. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ingest/event/result.h"

namespace gridwall::program {

struct CompareChoice {
  std::optional<int64_t> at_ns;  // none: before_ns counts
  int64_t before_ns = 0;         // this much before the moment shown first
  int64_t moment(int64_t shown_ns) const { return at_ns ? *at_ns : shown_ns - before_ns; }
};

// "2026-11-20T14:32:08+08:00", "1d", "12h". kInvalidArgument names the option and what it accepts.
Result<CompareChoice> parse_compare(const std::string& text);

}  // namespace gridwall::program
