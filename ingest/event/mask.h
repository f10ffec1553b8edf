// Removes what a wall must never show: personal data, and characters that disturb a line of text.
// Pure functions over UTF-8; the parser applies them to every text before any other code sees it.
#pragma once

#include <string>
#include <string_view>

namespace gridwall::inline event {

// True when clean_text would change the text.
bool needs_cleaning(std::string_view utf8);

// Removes control, bidirectional and zero-width characters (a line break becomes a space), then masks the middle of
// telephone numbers (138****8000, 0515-******45), identity numbers (320*************17), passports, bank cards, number
// plates and the name in an e-mail address, whether written in ASCII or full-width characters, and with spaces or
// dashes between groups. docs/EVENTS.md says what counts as one. Cleaning a clean text changes nothing.
std::string clean_text(std::string_view utf8);

// Whether a member is about a person who reports; such members are dropped before the log. Ignores case.
bool is_personal_member(std::string_view name);

// True for control characters, bidirectional controls and zero-width characters.
bool has_disturbing_character(std::string_view utf8);

}  // namespace gridwall::event
