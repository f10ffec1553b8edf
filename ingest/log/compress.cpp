#include "ingest/log/compress.h"

#include <zstd.h>

namespace gridwall::log {

std::string compress_blob(std::string_view bytes, int level) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const size_t size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), level);
  assert(!ZSTD_isError(size));  // the bound is large enough by contract
  out.resize(size);
  return out;
}

Result<std::string> decompress_blob(std::string_view compressed) {
  std::string out;
  if (Status inflated = decompress_blob(compressed, out); !inflated) return inflated.error();
  return out;
}

Status decompress_blob(std::string_view compressed, std::string& out) {
  const Error damaged{ErrorCode::kCorrupt, "a compressed blob of the log is damaged; run gridwall-log verify"};
  const unsigned long long size = ZSTD_getFrameContentSize(compressed.data(), compressed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kMaxBlobBytes) return damaged;
  out.resize(static_cast<size_t>(size));
  const size_t written = ZSTD_decompress(out.data(), out.size(), compressed.data(), compressed.size());
  if (ZSTD_isError(written) || written != out.size()) return damaged;
  return Done{};
}

}  // namespace gridwall::log
