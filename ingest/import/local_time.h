// Times as written in files: a pattern and a time zone -> an instant. Pure, any thread.
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
  // `pattern` is "rfc3339" (the text carries its offset), or made of %Y %y (00-68 is 20xx) %m %d %H %I %M %S %f %p %z
  // and literal characters; numbers need no leading zero, and a fraction may follow %S. An error says what is unknown,
  // or why these parts make no time.
  static bool has_offset(std::string_view pattern);  // then no zone is needed
  static Result<TimeReader> make(std::string_view pattern, ZoneTable zone);

  enum class Clock : uint8_t { kPlain, kTwice, kNever };  // how often that local time occurs
  struct Moment {
    int64_t time_ns = 0;
    Clock clock = Clock::kPlain;  // kTwice: the earlier was taken; kNever: read by the offset before the change
  };
  // Nothing if the text does not fit the pattern or is not a date.
  std::optional<Moment> read(std::string_view text) const;
  // "2026-11-28" or "2026-11-28 14:30:00", with a fraction or without, by the zone's clock, whatever the pattern.
  std::optional<Moment> read_date(std::string_view text) const;
  const std::string& pattern() const { return pattern_; }

 private:
  TimeReader(std::string pattern, ZoneTable zone) : pattern_(std::move(pattern)), zone_(std::move(zone)) {}
  std::optional<Moment> read_as(std::string_view pattern, std::string_view text) const;
  std::string pattern_;
  ZoneTable zone_;
};

}  // namespace gridwall::import
