#include "ingest/import/xlsx/zip_parts.h"

#include <zip.h>

#include <algorithm>
#include <optional>

namespace gridwall::import::xlsx {
namespace {

constexpr uint64_t kMaxParts = 10'000;
constexpr size_t kEndBytes = 22, kLocatorBytes = 20, kEnd64Bytes = 56;

uint64_t number_at(std::string_view bytes, size_t at, size_t width) {
  uint64_t value = 0;
  for (size_t i = width; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// As the end of the archive says it, before anything is made room for; nothing: there is no such end.
std::optional<uint64_t> count_of_parts(std::string_view bytes) {
  const size_t end = bytes.rfind("PK\x05\x06");
  if (end == std::string_view::npos || bytes.size() - end < kEndBytes) return std::nullopt;
  const uint64_t count = number_at(bytes, end + 10, 2);
  if (end < kLocatorBytes || bytes.substr(end - kLocatorBytes, 4) != "PK\x06\x07") return count;
  const uint64_t end64 = number_at(bytes, end - kLocatorBytes + 8, 8);
  if (bytes.size() < kEnd64Bytes || end64 > bytes.size() - kEnd64Bytes) return std::nullopt;
  return std::max(count == 0xFFFF ? 0 : count, number_at(bytes, end64 + 32, 8));
}

std::string cut_off(const std::string& name) {
  return name + ": the file is cut off or damaged: its end, which lists the parts, cannot be read; copy it again";
}

}  // namespace

void ZipPart::Closer::operator()(zip_file* file) const {
  zip_fclose(file);
}

void ZipParts::Closer::operator()(zip* archive) const {
  zip_discard(archive);
}

Result<std::unique_ptr<ZipParts>> ZipParts::open(std::string bytes, const std::string& name) {
  const std::optional<uint64_t> count = count_of_parts(bytes);
  if (!count) return Error{ErrorCode::kInvalidEvent, cut_off(name)};
  if (*count > kMaxParts) {
    return Error{ErrorCode::kInvalidEvent,
                 name + ": an archive of " + std::to_string(*count) + " parts; no spreadsheet has so many"};
  }
  std::unique_ptr<ZipParts> parts(new ZipParts(std::move(bytes), name));
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(parts->bytes_.data(), parts->bytes_.size(), 0, &error);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) {
    if (source != nullptr) zip_source_free(source);
    const std::string why = zip_error_strerror(&error);
    zip_error_fini(&error);
    return Error{ErrorCode::kInvalidEvent, cut_off(name) + " (" + why + ")"};
  }
  zip_error_fini(&error);
  parts->archive_.reset(archive);
  return parts;
}

bool ZipParts::has(std::string_view path) const {
  return zip_name_locate(archive_.get(), std::string(path).c_str(), ZIP_FL_NOCASE) >= 0;
}

Result<ZipPart> ZipParts::part(std::string_view path, uint64_t limit_bytes) const {
  const std::string what = name_ + ": the part " + std::string(path.substr(0, 100));
  const zip_int64_t index = zip_name_locate(archive_.get(), std::string(path).c_str(), ZIP_FL_NOCASE);
  if (index < 0) return Error{ErrorCode::kInvalidEvent, what + " is missing; the file is damaged"};
  zip_stat_t facts;
  zip_stat_init(&facts);
  ZipPart part;
  part.what_ = what;
  part.limit_ = limit_bytes;
  if (zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(index), 0, &facts) == 0) part.claimed_ = facts.size;
  part.file_.reset(zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(index), 0));
  if (part.file_) return part;
  zip_error_t* error = zip_get_error(archive_.get());
  if (zip_error_code_zip(error) == ZIP_ER_NOPASSWD) {
    return Error{ErrorCode::kInvalidEvent, name_ + ": it is protected with a password; save it without one"};
  }
  return Error{ErrorCode::kInvalidEvent, what + " cannot be opened: " + zip_error_strerror(error)};
}

Result<size_t> ZipPart::read(char* into, size_t size) {
  const zip_int64_t got = zip_fread(file_.get(), into, size);
  if (got < 0) {
    return Error{
        ErrorCode::kInvalidEvent,
        what_ + " is damaged: " + zip_error_strerror(zip_file_get_error(file_.get())) + "; copy the file again"};
  }
  read_ += static_cast<uint64_t>(got);
  if (read_ > limit_) {
    return Error{ErrorCode::kInvalidEvent, what_ + " unpacks to more than " + std::to_string(limit_ / (1024 * 1024)) +
                                               " MiB, which no spreadsheet needs; it is not read"};
  }
  return static_cast<size_t>(got);
}

double ZipPart::progress() const {
  return claimed_ == 0 ? 0 : std::min(1.0, static_cast<double>(read_) / static_cast<double>(claimed_));
}

}  // namespace gridwall::import::xlsx
