// The machine's two clocks, in the one place where the program looks at them. Whoever depends on time is handed a
// number; only mains, sockets and the frame loop ask here, and the fold never does. Any thread.
#pragma once

#include <cstdint>

namespace gridwall::inline event {

int64_t steady_clock_ns();  // never goes back; its zero means nothing. For waits, ages and measuring
int64_t system_clock_ns();  // since 1970 UTC; may be set at any moment. For what is written down

}  // namespace gridwall::event
