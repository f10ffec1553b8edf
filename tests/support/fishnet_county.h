// The texts of a county without a map: 4 x 4 cells, UTC+8. For tests that go through the log.
#pragma once

#include "ingest/county/load.h"

namespace gridwall::testing {

CountySource fishnet_county();

}  // namespace gridwall::testing
