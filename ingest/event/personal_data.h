// Finds what identifies a person in a text: telephone numbers, identity, passport and bank card numbers, number plates,
// addresses of mail. Rules about the shape of numbers, not about names. Private to ingest/event; pure, any thread.
#pragma once

#include <string>
#include <string_view>

namespace gridwall::inline event {

// False when the text is surely without; one pass, no allocation.
bool may_hold_personal_data(std::string_view utf8);

// Replaces the middle of each by asterisks; the text keeps its length.
void mask_personal_data(std::u32string& text);

}  // namespace gridwall::event
