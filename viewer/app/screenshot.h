// Writes a picture as a PNG file. Any thread. Must not know where the picture comes from.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "ingest/event/result.h"
#include "viewer/render/rect.h"

namespace gridwall::app {

// `rgba` holds size.h rows of size.w pixels, top row first; alpha is dropped. Writes beside the target and renames, so
// that a reader never sees half a picture. kIo names the path and the cause.
Status write_png(const std::filesystem::path& path, std::span<const std::uint8_t> rgba, render::SizePx size);

}  // namespace gridwall::app
