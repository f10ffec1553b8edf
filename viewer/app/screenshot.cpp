#include "viewer/app/screenshot.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include <stb_image_write.h>

namespace gridwall::app {
namespace fs = std::filesystem;

namespace {

// `write` fills the file beside the target; false: it could not.
Status write_beside(const fs::path& path, const std::function<bool(std::ofstream&)>& write) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  std::error_code failure;
  if (!fs::is_directory(folder, failure)) {
    return Error{ErrorCode::kIo, "cannot write " + path.string() + ": the folder " + folder.string() +
                                     " is not there; create it first"};
  }
  const fs::path unfinished = path.string() + ".part";
  std::ofstream out(unfinished, std::ios::binary | std::ios::trunc);
  if (!out) return Error{ErrorCode::kIo, "cannot write " + path.string() + ": " + std::strerror(errno)};
  const bool written = write(out);
  out.close();
  if (!written || !out) {
    const std::string reason = std::strerror(errno);
    fs::remove(unfinished, failure);
    return Error{ErrorCode::kIo, "cannot write " + path.string() + ": " + reason};
  }
  fs::rename(unfinished, path, failure);
  if (failure) {
    const std::string reason = failure.message();
    fs::remove(unfinished, failure);
    return Error{ErrorCode::kIo, "cannot write " + path.string() + ": " + reason};
  }
  return Done{};
}

}  // namespace

Status write_png(const fs::path& path, std::span<const std::uint8_t> rgba, render::SizePx size) {
  const std::size_t pixels = static_cast<std::size_t>(size.w) * static_cast<std::size_t>(size.h);
  if (size.w <= 0 || size.h <= 0 || rgba.size() != pixels * 4) {
    return Error{ErrorCode::kInvalidArgument,
                 "the picture for " + path.string() + " has no pixels, or not as many as its size says"};
  }
  std::vector<std::uint8_t> rgb(pixels * 3);
  for (std::size_t i = 0; i < pixels; ++i) std::memcpy(&rgb[i * 3], &rgba[i * 4], 3);
  return write_beside(path, [&](std::ofstream& out) {
    const auto write = [](void* context, void* data, int bytes) {
      static_cast<std::ofstream*>(context)->write(static_cast<const char*>(data), bytes);
    };
    return stbi_write_png_to_func(write, &out, size.w, size.h, 3, rgb.data(), size.w * 3) != 0;
  });
}

Status write_text(const fs::path& path, std::string_view text) {
  return write_beside(path, [&](std::ofstream& out) {
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    return true;
  });
}

}  // namespace gridwall::app
