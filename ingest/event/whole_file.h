// A small file written as a whole: after a power cut or a kill there is the old one or the new one. Any thread.
#pragma once

#include <filesystem>
#include <string_view>

#include "ingest/event/result.h"

namespace gridwall::inline event {

// On disk when it returns Done. `mode` are the rights of a new file. kIo names the file and the cause.
Status write_whole_file(const std::filesystem::path& path, std::string_view bytes, int mode = 0644);

}  // namespace gridwall::event
