#include "ingest/bridge/seen_file.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace gridwall::bridge {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFirstLine = "gridwall-seen-1";
constexpr size_t kNameBytes = 16;

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

}  // namespace

std::string seen_name(std::string_view what) {
  unsigned char hash[kNameBytes];
  crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(what.data()), what.size(), nullptr, 0);
  char hex[2 * kNameBytes + 1];
  sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
  return hex;
}

Result<SeenFile> SeenFile::open(const fs::path& file, size_t most) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  if (error) return Error{ErrorCode::kIo, file.parent_path().string() + ": cannot be made: " + error.message()};
  SeenFile seen(file, most);
  if (!fs::exists(file, error)) return seen;
  std::ifstream stream(file);
  std::string line;
  if (!std::getline(stream, line) || line != kFirstLine) {
    return Error{ErrorCode::kInvalidConfig,
                 file.string() + ": is no list of what was seen; move it away, and everything is fetched once more"};
  }
  while (std::getline(stream, line)) seen.add(line);
  seen.changed_ = false;
  return seen;
}

bool SeenFile::has(const std::string& name) {
  const auto found = places_.find(name);
  if (found == places_.end()) return false;
  names_.splice(names_.end(), names_, found->second);
  return true;
}

void SeenFile::add(const std::string& name) {
  if (has(name)) return;
  changed_ = true;
  names_.push_back(name);
  places_.emplace(names_.back(), std::prev(names_.end()));
  if (names_.size() <= most_) return;
  places_.erase(names_.front());
  names_.pop_front();
}

Status SeenFile::write() {
  if (!changed_) return Done{};
  std::string text = std::string(kFirstLine) + '\n';
  for (const std::string& name : names_) text.append(name).append("\n");
  const fs::path fresh = file_.string() + ".new";
  const int descriptor = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  const bool written = descriptor >= 0 && write_all(descriptor, text) && fsync(descriptor) == 0;
  const int code = errno;
  if (descriptor >= 0) close(descriptor);
  if (!written || std::rename(fresh.c_str(), file_.c_str()) != 0) {
    return Error{ErrorCode::kIo, file_.string() + ": cannot be written: " + std::strerror(written ? errno : code)};
  }
  changed_ = false;
  return Done{};
}

}  // namespace gridwall::bridge
