// The texts of HTTP taken apart: percent signs, queries, forms, tokens. All of it comes from outside and may be
// anything. Pure, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gridwall::bridge {

using Pairs = std::vector<std::pair<std::string, std::string>>;

// The text behind the percent signs; none if a sign stands alone or what comes out is no UTF-8 text without NUL.
// `plus_is_blank` as in forms.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank = false);
// `a=1&b=2`, of a query or a form; none as above.
std::optional<Pairs> pairs_of(std::string_view text, bool plus_is_blank);
// The first value of that name; empty if there is none.
std::string_view value_of(const Pairs& pairs, std::string_view name);

// "Bearer TOKEN" -> TOKEN; empty if it is none.
std::string_view bearer_token(std::string_view authorization);

}  // namespace gridwall::bridge
