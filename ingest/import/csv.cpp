#include "ingest/import/csv.h"

#include "ingest/event/utf8.h"
#include "ingest/import/separator.h"

namespace gridwall::import {
namespace {
constexpr int kEnd = -1;
constexpr size_t kBufferBytes = size_t{64} * 1024;
constexpr const char* kLoneCr =
    "the lines end in CR alone, as on an old Macintosh; convert the file, for example: tr '\\r' '\\n'";
}  // namespace

CsvReader::CsvReader(std::istream& stream, std::string name, std::optional<char> separator)
    : stream_(stream), name_(std::move(name)), buffer_(kBufferBytes), given_separator_(separator) {}

std::string CsvReader::form() const {
  return "separated by " + std::string(separator_name(separator_));
}

bool CsvReader::fill() {
  stream_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  at_ = 0;
  end_ = static_cast<size_t>(stream_.gcount());
  bytes_read_ += end_;
  return end_ > 0;
}

int CsvReader::get() {
  if (at_ == end_ && !fill()) return kEnd;
  const auto byte = static_cast<unsigned char>(buffer_[at_++]);
  if (byte == '\n') ++line_;
  return byte;
}

int CsvReader::peek() {
  if (at_ == end_ && !fill()) return kEnd;
  return static_cast<unsigned char>(buffer_[at_]);
}

// Of a file whose lines end in CR alone all would be one row.
bool CsvReader::is_lone_cr(int byte) {
  return byte == '\r' && first_row_ && peek() != '\n' && peek() != kEnd;
}

Error CsvReader::error(uint64_t line, const std::string& what) const {
  return {ErrorCode::kInvalidEvent, name_ + ":" + std::to_string(line) + ": " + what};
}

// Behind the opening quote; true when another field follows in the row.
Result<bool> CsvReader::read_quoted(std::string& field) {
  const uint64_t opened = line_;
  while (true) {
    const int byte = get();
    if (byte == kEnd) {
      return error(opened,
                   "the quote that opens here is never closed; the file may be cut off, or a quote inside of a "
                   "field is not doubled");
    }
    if (byte == '"') {
      if (peek() != '"') break;
      get();
    }
    if (byte == 0) return error(line_, "a NUL byte; this is not a text file in UTF-8");
    if (field.size() == kMaxFieldBytes) {
      return error(opened, "the field that opens here is longer than 1 MiB; its closing quote is missing, most likely");
    }
    field += static_cast<char>(byte);
  }
  // After the closing quote only a separator or the end of the row is right.
  while (true) {
    const int byte = get();
    if (byte == static_cast<unsigned char>(separator_)) return true;
    if (byte == '\n' || byte == kEnd) return false;
    if (byte == '\r' && (peek() == '\n' || peek() == kEnd)) continue;
    if (is_lone_cr(byte)) return error(1, kLoneCr);
    if (byte == 0) return error(line_, "a NUL byte; this is not a text file in UTF-8");
    problem_ = "text behind the closing quote of a field";
    if (field.size() == kMaxFieldBytes) return error(opened, "the field that opens here is longer than 1 MiB");
    field += static_cast<char>(byte);
  }
}

Result<bool> CsvReader::read_plain(std::string& field) {
  while (true) {
    const int byte = get();
    if (byte == static_cast<unsigned char>(separator_)) return true;
    if (byte == '\n' || byte == kEnd) return false;
    if (byte == '\r' && (peek() == '\n' || peek() == kEnd)) continue;
    if (is_lone_cr(byte)) return error(1, kLoneCr);
    if (byte == 0) return error(line_, "a NUL byte; this is not a text file in UTF-8");
    if (field.size() == kMaxFieldBytes) return error(line_, "a field longer than 1 MiB");
    field += static_cast<char>(byte);
  }
}

// Skips a byte order mark, and finds the separator.
Status CsvReader::begin() {
  peek();
  const std::string_view text(buffer_.data(), end_);
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return error(1, "the file is UTF-16; take 'encoding' out of the mapping, or save the file as UTF-8");
  }
  const std::string_view beginning = without_byte_order_mark(text);
  at_ = text.size() - beginning.size();
  size_t declaration = 0;
  const std::optional<char> declared = declared_separator(beginning, declaration);
  if (declared) {
    at_ += declaration;
    ++line_;
  }
  separator_ = given_separator_ ? *given_separator_ : declared ? *declared : guess_separator(beginning);
  return Done{};
}

Result<bool> CsvReader::next(std::vector<std::string>& fields) {
  first_row_ = !started_;
  if (!started_) {
    started_ = true;
    if (const Status begun = begin(); !begun) return begun.error();
  }
  while (peek() == '\n' || peek() == '\r') get();
  problem_.clear();
  fields.clear();
  if (peek() == kEnd) {
    if (stream_.bad()) return Error{ErrorCode::kIo, name_ + ": reading failed at line " + std::to_string(line_)};
    return false;
  }
  row_line_ = line_;
  bool more = true;
  while (more) {
    if (fields.size() == kMaxColumns) return error(row_line_, "a row of more than 1,000 columns");
    std::string& field = fields.emplace_back();
    const bool quoted = peek() == '"';
    if (quoted) get();
    const Result<bool> read = quoted ? read_quoted(field) : read_plain(field);
    if (!read) return read.error();
    if (!is_utf8(field)) {
      return error(row_line_,
                   "column " + std::to_string(fields.size()) +
                       " is not UTF-8, as the text before it is; the file is damaged there, or made of several");
    }
    more = *read;
  }
  return true;
}

}  // namespace gridwall::import
