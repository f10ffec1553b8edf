// config/wall.toml as it was when this was built. Private to scene and its tests.
#pragma once

#include <string_view>

namespace gridwall::scene {

extern const std::string_view kWallToml;

}  // namespace gridwall::scene
