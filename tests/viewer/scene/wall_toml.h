// The layouts of config/wall.toml, for tests and tools that draw the wall as it is delivered.
#pragma once

#include "viewer/scene/layout.h"

namespace gridwall::scene {

Result<Layouts> delivered_layouts();

}  // namespace gridwall::scene
