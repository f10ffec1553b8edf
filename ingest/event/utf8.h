// Checks that bytes are valid UTF-8, for outside input that is not JSON before it is shown. Pure, any thread.
#pragma once

#include <string_view>

namespace gridwall::inline event {

bool is_utf8(std::string_view bytes);

}  // namespace gridwall::event
