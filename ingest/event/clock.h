// The two clocks of the machine, read in this one place. Code that depends on time is given a number; only mains,
// sockets and the frame loop read the clock, and the fold never does. Any thread.
#pragma once

#include <cstdint>

namespace gridwall::inline event {

int64_t steady_clock_ns();  // never goes back; its zero is arbitrary. For waiting, ages and measuring
int64_t system_clock_ns();  // since 1970 UTC; may be set at any moment. For times that are recorded

}  // namespace gridwall::event
