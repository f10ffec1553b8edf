#include "ingest/feed/sent_file.h"

#include <fstream>
#include <string>
#include <system_error>

#include "ingest/county/load.h"
#include "ingest/event/whole_file.h"

namespace gridwall::feed {
namespace {

namespace fs = std::filesystem;

constexpr size_t kBeginningBytes = 64 * 1024;
constexpr const char* kFirstWord = "gridwall-sent-1";

}  // namespace

fs::path sent_path(const fs::path& file) {
  return file.string() + ".sent";
}

uint64_t mark_of_beginning(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string beginning(kBeginningBytes, '\0');
  stream.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  beginning.resize(static_cast<size_t>(stream.gcount()));
  return county_mark(beginning.substr(0, beginning.find('\n')), "");  // a file that grows keeps it
}

std::optional<SentMark> read_sent_mark(const fs::path& file) {
  std::ifstream stream(sent_path(file));
  std::string word;
  SentMark mark;
  if (!(stream >> word >> mark.offset >> mark.lines >> mark.beginning >> mark.shift_ns) || word != kFirstWord) {
    return std::nullopt;
  }
  std::error_code error;
  const auto size = fs::file_size(file, error);
  if (error || size < mark.offset || mark.beginning != mark_of_beginning(file)) return std::nullopt;
  return mark;
}

Status write_sent_mark(const fs::path& file, const SentMark& mark) {
  const std::string text = std::string(kFirstWord) + ' ' + std::to_string(mark.offset) + ' ' +
                           std::to_string(mark.lines) + ' ' + std::to_string(mark.beginning) + ' ' +
                           std::to_string(mark.shift_ns) + '\n';
  const Status written = write_whole_file(sent_path(file), text);
  if (written) return Done{};
  return Error{ErrorCode::kIo,
               written.error().message + "; without it a broken transfer begins again (make the folder writable)"};
}

void remove_sent_mark(const fs::path& file) {
  std::error_code ignored;  // it may never have been written
  fs::remove(sent_path(file), ignored);
}

}  // namespace gridwall::feed
