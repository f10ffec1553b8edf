// zstd around the log's large blobs (checkpoints, maps). Pure functions, any thread, so that a checkpoint can be
// compressed outside the writer's thread. Knows nothing of what the bytes mean.
#pragma once

#include <string>
#include <string_view>

#include "ingest/event/result.h"

namespace gridwall::log {

inline constexpr size_t kMaxBlobBytes = size_t{1} << 30;  // a forged size must not exhaust the memory

std::string compress_blob(std::string_view bytes, int level = 3);
Result<std::string> decompress_blob(std::string_view compressed);  // kCorrupt
// Into reused memory: new pages cost more than decompressing into old ones.
Status decompress_blob(std::string_view compressed, std::string& out);

}  // namespace gridwall::log
