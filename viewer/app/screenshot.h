// Writes what the wall shows to a file: a picture as PNG, or its words. Any thread. Must not know where the picture
// comes from.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

#include "ingest/event/result.h"
#include "viewer/render/rect.h"

namespace gridwall::app {

// `rgba` holds size.h rows of size.w pixels, top row first; alpha is dropped. Writes beside the target and renames, so
// that a reader never sees half a picture. kIo names the path and the cause.
Status write_png(const std::filesystem::path& path, std::span<const std::uint8_t> rgba, render::SizePx size);

// Likewise, the text as it is.
Status write_text(const std::filesystem::path& path, std::string_view text);

}  // namespace gridwall::app
