// Which file a wall's own map layers come from. UI thread.
#pragma once

#include <filesystem>

#include "ingest/county/county.h"
#include "ingest/event/result.h"
#include "viewer/scene/wall.h"

namespace gridwall::program {

// Those of config/layers, or of the file that was `asked` for. One that cannot be read leaves the map without it and is
// told; only of a file that was asked for that is an error.
Status set_own_layers(scene::Wall& wall, const std::filesystem::path& asked, const County& county,
                      const view_model::Texts& texts);

}  // namespace gridwall::program
