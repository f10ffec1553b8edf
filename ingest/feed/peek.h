// What can be told of a message before it is parsed, cheaply enough to decide under overload whether to parse it at
// all. A guess: a message may be built to mislead it, so what was guessed is corrected after parsing. Pure, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace gridwall::feed {

struct Peek {
  std::string_view source;  // empty when it cannot be told
  bool emergency = false;
};
Peek peek(std::string_view message);

// The value of the first member of that name when it is a whole number >= 0.
std::optional<uint64_t> peek_number(std::string_view message, std::string_view member);

}  // namespace gridwall::feed
