#include "tests/viewer/scene/wall_toml.h"

#include <fstream>
#include <iterator>
#include <string>

namespace gridwall::scene {

Result<Layouts> delivered_layouts() {
  std::ifstream stream(GRIDWALL_CONFIG_DIR "/wall.toml");
  const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  return parse_layouts(text, "wall.toml");
}

}  // namespace gridwall::scene
