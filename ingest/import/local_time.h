// Times as files write them: a pattern and a time zone -> an instant. Pure, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/county/county.h"
#include "ingest/event/result.h"

namespace gridwall::import {

class TimeReader {
 public:
  // `pattern` is "rfc3339" (the text carries its offset), or made of %Y %y (00-68 is 20xx) %m %d %H %I %M %S %p and
  // characters that must stand there; numbers need no leading zero. Errors say which part is not known.
  static Result<TimeReader> make(std::string_view pattern, ZoneTable zone);

  enum class Clock : uint8_t { kPlain, kTwice, kNever };  // what the zone's clock says to that local time
  struct Moment {
    int64_t time_ns = 0;
    Clock clock = Clock::kPlain;  // kTwice: the earlier was taken; kNever: read by the offset before the change
  };
  // Nothing when the text does not fit the pattern or is no date.
  std::optional<Moment> read(std::string_view text) const;
  const std::string& pattern() const { return pattern_; }

 private:
  TimeReader(std::string pattern, ZoneTable zone) : pattern_(std::move(pattern)), zone_(std::move(zone)) {}
  std::string pattern_;
  ZoneTable zone_;
};

}  // namespace gridwall::import
