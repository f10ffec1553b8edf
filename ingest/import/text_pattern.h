// A column cut by a pattern such as "POINT ({lon} {lat})": texts in braces are parts, the rest must stand between them.
// A blank stands for any white space, letters match in either case, and what surrounds the whole is ignored. Pure, any
// thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/event/result.h"

namespace gridwall::import {

class TextPattern {
 public:
  static Result<TextPattern> make(std::string_view pattern);

  // The place of a part by its name; nothing when the pattern has no such part.
  std::optional<size_t> part(std::string_view name) const;
  // The shortest text that fits the part, without blanks at its ends; nothing when the text does not fit the pattern.
  std::optional<std::string> cut(std::string_view text, size_t part) const;

 private:
  std::vector<std::string> literals_;  // one more than parts: before, between and behind them
  std::vector<std::string> parts_;
};

}  // namespace gridwall::import
