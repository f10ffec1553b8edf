// A tile written as text: for a test that reads it as a table, and for who prints a wall. Pure; any thread.
#pragma once

#include <string>

#include "viewer/block/block.h"

namespace gridwall::block {

// Title, then a line for each row, with " | " between its cells. Everything a tile has to say, whether or not there
// would be room for it; of a choice the first. A change stands behind what changed ("1,034 ▲+54"), a mark as its letter
// only, "!" before what wants attention, "(...)" around what only stands aside.
std::string as_text(const Tile& tile);

// The line of it that begins with `label`, or whose first cell is that; empty: there is none.
std::string line_of(const Tile& tile, std::string_view label);

}  // namespace gridwall::block
