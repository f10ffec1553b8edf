// Removes what a wall must never show: personal data, and characters that disturb a line of text.
// Pure functions over UTF-8; the parser applies them to every text before any other code sees it.
#pragma once

#include <string>
#include <string_view>

namespace gridwall::inline event {

// True when clean_text would change the text. One pass, no allocation.
bool needs_cleaning(std::string_view utf8);

// Removes control, bidirectional and zero-width characters (a line break becomes a space), then masks mainland mobile
// numbers (138****8000) and resident identity numbers (320925********1234; 18 characters, or the older 15 digits),
// whether written in ASCII or full-width digits, and with spaces or dashes between groups of digits.
std::string clean_text(std::string_view utf8);

// Whether a member is about a person who reports; such members are dropped before the log. Ignores case.
bool is_personal_member(std::string_view name);

// True for control characters, bidirectional controls and zero-width characters.
bool has_disturbing_character(std::string_view utf8);

}  // namespace gridwall::event
