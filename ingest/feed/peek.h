// A cheap look at a message before it is parsed, to decide under overload whether to parse it at all. Only a guess: a
// message can be made to mislead it, so the result is corrected after parsing. Pure, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace gridwall::feed {

struct Peek {
  std::string_view source;  // empty if not found
  bool emergency = false;
};
Peek peek(std::string_view message);

// The value of the first member of that name, if it is a whole number >= 0.
std::optional<uint64_t> peek_number(std::string_view message, std::string_view member);

}  // namespace gridwall::feed
