#include "viewer/program/own_layers_file.h"

#include "ingest/program/program.h"
#include "viewer/view_model/own_layers.h"

namespace gridwall::program {

Status set_own_layers(scene::Wall& wall, const std::filesystem::path& asked, const County& county,
                      const view_model::Texts& texts) {
  std::filesystem::path file = asked;
  if (file.empty()) {
    const Result<std::filesystem::path> home = find_home();
    if (home) file = *home / "config" / "layers" / (county.key + ".toml");
    if (!home || !std::filesystem::exists(file)) return Done{};
  }
  auto layers = view_model::read_own_layers(file, county, texts);
  if (layers) {
    wall.set_own_layers(std::move(*layers));
  } else if (!asked.empty()) {
    return layers.error();
  } else {
    report_error("gridwall", layers.error());
    wall.notify(layers.error().message);
  }
  return Done{};
}

}  // namespace gridwall::program
