// Are these bytes text? Whatever comes from outside and is no JSON is asked before it is shown. Pure, any thread.
#pragma once

#include <string_view>

namespace gridwall::inline event {

bool is_utf8(std::string_view bytes);

}  // namespace gridwall::event
