#include "ingest/import/decode.h"

#include <algorithm>
#include <cerrno>
#include <sstream>

#include "ingest/event/utf8.h"

namespace gridwall::import {
namespace {

constexpr size_t kChunkBytes = size_t{64} * 1024;
constexpr size_t kFewCharacters = 4;  // so many in a row are valid UTF-8 by chance in no GBK text

// True when there are characters beyond ASCII and all of them are UTF-8; the last one may be cut off.
bool reads_as_utf8(std::string_view bytes) {
  size_t beyond = 0;
  for (const char c : bytes) beyond += static_cast<unsigned char>(c) >= 0xC0 ? 1 : 0;
  if (beyond < kFewCharacters) return false;
  for (size_t cut = 0; cut < 4 && cut < bytes.size(); ++cut) {
    if (is_utf8(bytes.substr(0, bytes.size() - cut))) return true;
  }
  return false;
}

}  // namespace

std::optional<Encoding> encoding_from_name(std::string_view name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (lower == "utf-8" || lower == "utf8" || lower == "us-ascii") return Encoding::kUtf8;
  if (lower == "gbk" || lower == "gb2312" || lower == "gb18030" || lower == "cp936") return Encoding::kGbk;
  return std::nullopt;
}

GbkBuffer::GbkBuffer(std::istream& source, std::string name)
    : source_(source),
      name_(std::move(name)),
      converter_(iconv_open("UTF-8", "GB18030")),
      raw_(kChunkBytes),
      text_(kChunkBytes * 4) {
  if (converter_ == reinterpret_cast<iconv_t>(-1)) fail("the C library here cannot read GB18030 (iconv, gconv)");
}

GbkBuffer::~GbkBuffer() {
  if (converter_ != reinterpret_cast<iconv_t>(-1)) iconv_close(converter_);
}

void GbkBuffer::fail(const std::string& what) {
  problem_ = Error{ErrorCode::kInvalidEvent, name_ + ":" + std::to_string(line_) + ": " + what};
}

bool GbkBuffer::convert() {
  source_.read(raw_.data() + held_, static_cast<std::streamsize>(raw_.size() - held_));
  const auto got = static_cast<size_t>(source_.gcount());
  bytes_read_ += got;
  const size_t filled = held_ + got;
  ended_ = got == 0;
  if (!started_) {
    started_ = true;
    const std::string_view first(raw_.data(), filled);
    if (first.starts_with("\xEF\xBB\xBF") || reads_as_utf8(first)) {
      fail("the text is UTF-8, not GBK; take 'encoding' out of the mapping, or correct the file's own declaration");
      return false;
    }
  }
  if (ended_) {
    if (source_.bad())
      problem_ = Error{ErrorCode::kIo, name_ + ": reading failed at line " + std::to_string(line_)};
    else if (held_ > 0)
      fail("the text ends inside of a character; the file is cut off");
    return false;
  }
  char *from = raw_.data(), *to = text_.data();
  size_t left = filled, room = text_.size();
  const size_t converted = iconv(converter_, &from, &left, &to, &room);
  const int why = errno;
  line_ += static_cast<uint64_t>(std::count(raw_.data(), from, '\n'));
  if (converted == static_cast<size_t>(-1) && why != EINVAL) {
    fail("not GBK (GB18030) from here on; look which encoding the file has");
  }
  held_ = problem_ ? 0 : left;
  std::copy(from, from + held_, raw_.data());
  setg(text_.data(), text_.data(), to);
  return to != text_.data() || !problem_;
}

GbkBuffer::int_type GbkBuffer::underflow() {
  while (gptr() == egptr()) {
    if (problem_ || ended_ || !convert()) return traits_type::eof();
  }
  return traits_type::to_int_type(*gptr());
}

Result<std::string> utf8_from_gbk(std::string_view bytes, const std::string& name) {
  std::istringstream source{std::string(bytes)};
  GbkBuffer buffer(source, name);
  std::istream stream(&buffer);
  std::ostringstream text;
  text << stream.rdbuf();
  if (buffer.problem()) return *buffer.problem();
  return text.str();
}

}  // namespace gridwall::import
