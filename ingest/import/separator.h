// Which character separates the columns of a text. Pure, any thread.
#pragma once

#include <optional>
#include <string_view>

namespace gridwall::import {

// "," ";" "|", and a tab.
bool is_separator(char character);
// "commas"
std::string_view separator_name(char separator);
// What stands equally often in the most of the first lines, outside of quotes; a comma where nothing does.
char guess_separator(std::string_view beginning);
// Spreadsheet programs write it into a line of its own: "sep=;". That line's length with its end goes to `bytes`.
std::optional<char> declared_separator(std::string_view beginning, size_t& bytes);

}  // namespace gridwall::import
