// What an identifier, a label or a code may be: one rule for the members of an event and the codes of a map, so that
// every grid of a map can be named by an event. Pure, any thread; knows no field and no map.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gridwall::inline event {

// Why the text is no identifier, to go behind "it": "is empty", "is longer than 128 bytes", "holds a line break".
std::optional<std::string> id_fault(std::string_view text);

// The same for two codes that a person would take for one: white space, case and the width of letters are left out.
std::string alike_key(std::string_view code);

}  // namespace gridwall::event
