// The parts of the tile `places` that stand in files of their own. UI thread. Must not know pixels.
#pragma once

#include "viewer/block/block.h"
#include "viewer/tile/open_findings.h"
#include "viewer/view_model/context.h"

namespace gridwall::tile {

// `context.scope` must be a grid: who lives there and answers for it, when it was last visited, what stands open, who
// is out there.
block::Tile grid_detail(const view_model::ViewContext& context, OpenOnPatrol& open);

// Rounds of visits with one aim (专项), of all time: a round outlasts a window. Empty where there are none.
block::Stack campaigns(const view_model::ViewContext& context);

}  // namespace gridwall::tile
