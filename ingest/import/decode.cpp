#include "ingest/import/decode.h"

#include <algorithm>
#include <cerrno>
#include <sstream>

#include "ingest/event/utf8.h"

namespace gridwall::import {
namespace {

constexpr size_t kChunkBytes = size_t{64} * 1024;
constexpr size_t kFewCharacters = 4;  // so many in a row are valid UTF-8 by chance in no GBK text
const iconv_t kNoConverter = reinterpret_cast<iconv_t>(-1);

// So many at the beginning.
size_t ascii_bytes(std::string_view bytes) {
  const auto beyond = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  return static_cast<size_t>(std::find_if(bytes.begin(), bytes.end(), beyond) - bytes.begin());
}

struct Utf8Count {
  size_t characters = 0, faults = 0;  // beyond ASCII
};

// The last character may be cut off.
Utf8Count count_utf8(std::string_view bytes) {
  Utf8Count count;
  for (size_t at = 0; at < bytes.size();) {
    const Utf8Character next = decode_utf8(bytes, at);
    const bool cut = !next.valid && at + 4 > bytes.size() && static_cast<unsigned char>(bytes[at]) >= 0xC2;
    if (cut) break;
    if (!next.valid) ++count.faults;
    if (next.valid && next.bytes > 1) ++count.characters;
    at += next.bytes;
  }
  return count;
}

// Chinese as it is written, and not the two bytes of some other encoding that GB18030 knows, too: nearly all of it lies
// where GB2312 had it.
bool reads_as_gbk(std::string_view bytes) {
  size_t pairs = 0, common = 0;
  for (size_t i = 0; i + 1 < bytes.size(); ++i) {
    const auto lead = static_cast<unsigned char>(bytes[i]), trail = static_cast<unsigned char>(bytes[i + 1]);
    if (lead < 0x80) continue;
    if (lead == 0x80 || lead == 0xFF) return false;
    if (trail >= 0x30 && trail <= 0x39) {  // the first half of four bytes
      ++pairs, i += 3;
      continue;
    }
    if (trail < 0x40 || trail == 0x7F || trail == 0xFF) return false;
    ++pairs, ++i;
    if (lead >= 0xA1 && lead <= 0xF7 && trail >= 0xA1) ++common;
  }
  return common * 5 >= pairs * 4;
}

bool reads_as_utf8(std::string_view bytes) {
  const Utf8Count count = count_utf8(bytes);
  return count.faults == 0 && count.characters >= kFewCharacters;
}

// A few bad bytes in much UTF-8 make a damaged text and no other encoding.
std::optional<Encoding> guess_encoding(std::string_view bytes) {
  const Utf8Count count = count_utf8(bytes);
  if (count.faults * 10 <= count.characters) return Encoding::kUtf8;
  if (reads_as_gbk(bytes)) return Encoding::kGbk;
  return std::nullopt;
}

const char* iconv_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::kGbk:
      return "GB18030";
    case Encoding::kUtf16Little:
      return "UTF-16LE";
    case Encoding::kUtf16Big:
      return "UTF-16BE";
    default:
      return "UTF-8";
  }
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

std::string_view encoding_title(Encoding encoding) {
  switch (encoding) {
    case Encoding::kGbk:
      return "GBK (GB18030)";
    case Encoding::kUtf16Little:
    case Encoding::kUtf16Big:
      return "UTF-16";
    default:
      return "UTF-8";
  }
}

TextDecoder::TextDecoder(std::istream& source, std::string name, std::optional<Encoding> given,
                         std::string_view beginning)
    : source_(source),
      name_(std::move(name)),
      given_(given),
      converter_(kNoConverter),
      raw_(kChunkBytes),
      text_(kChunkBytes * 4) {
  held_ = std::min(beginning.size(), raw_.size() / 2);
  std::copy_n(beginning.begin(), held_, raw_.begin());
  bytes_read_ = held_;
}

TextDecoder::~TextDecoder() {
  if (converter_ != kNoConverter) iconv_close(converter_);
}

void TextDecoder::fail(const std::string& what) {
  problem_ = Error{ErrorCode::kInvalidEvent, name_ + ":" + std::to_string(line_) + ": " + what};
}

bool TextDecoder::use(Encoding encoding) {
  encoding_ = encoding;
  if (encoding == Encoding::kUtf8) return true;
  converter_ = iconv_open("UTF-8", iconv_name(encoding));
  if (converter_ != kNoConverter) return true;
  fail(std::string("the C library here cannot read ") + iconv_name(encoding) + " (iconv, gconv)");
  return false;
}

// Of the first bytes: what they say themselves, held against what was given.
bool TextDecoder::begin(std::string_view first) {
  const bool marked = first.starts_with("\xEF\xBB\xBF");
  if (given_ == Encoding::kGbk && (marked || reads_as_utf8(first))) {
    fail("the text is UTF-8, not GBK; take 'encoding' out of the mapping, or correct the file's own declaration");
    return false;
  }
  if (given_ == Encoding::kUtf8 && guess_encoding(first) == Encoding::kGbk) {
    fail("the text is GBK, not UTF-8; take 'encoding' out of the mapping, or write encoding = \"gbk\"");
    return false;
  }
  if (given_) return use(*given_);
  if (marked) return use(Encoding::kUtf8);
  if (first.starts_with("\xFF\xFE")) return use(Encoding::kUtf16Little);
  if (first.starts_with("\xFE\xFF")) return use(Encoding::kUtf16Big);
  return true;
}

bool TextDecoder::decide(std::string_view bytes) {
  const std::string_view ascii = bytes.substr(0, ascii_bytes(bytes));
  if (ascii.size() == bytes.size()) return true;
  if (const std::optional<Encoding> guessed = guess_encoding(bytes)) return use(*guessed);
  line_ += static_cast<uint64_t>(std::count(ascii.begin(), ascii.end(), '\n'));
  fail(
      "from here on the text is neither UTF-8 nor GBK (GB18030); convert the file, for example: iconv -f BIG5 -t "
      "UTF-8");
  return false;
}

bool TextDecoder::fill() {
  source_.read(raw_.data() + held_, static_cast<std::streamsize>(raw_.size() - held_));
  const auto got = static_cast<size_t>(source_.gcount());
  bytes_read_ += got;
  const std::string_view bytes(raw_.data(), held_ + got);
  ended_ = got == 0;
  if (!started_) {
    started_ = true;
    if (!begin(bytes)) return false;
    if (encoding_ == Encoding::kUtf16Little || encoding_ == Encoding::kUtf16Big) return convert(bytes.substr(2));
  }
  if (ended_ && source_.bad()) {
    problem_ = Error{ErrorCode::kIo, name_ + ": reading failed at line " + std::to_string(line_)};
    return false;
  }
  // The one half of a first character says nothing.
  const size_t ascii = encoding_ ? bytes.size() : ascii_bytes(bytes);
  const bool wait = ascii < bytes.size() && bytes.size() - ascii < 4 && !ended_;
  if (!encoding_ && !wait && !decide(bytes)) return false;
  if (converter_ != kNoConverter) return convert(bytes);
  pass_on(bytes.substr(0, wait ? ascii : bytes.size()), bytes.size());
  return !bytes.empty();
}

void TextDecoder::pass_on(std::string_view text, size_t filled) {
  line_ += static_cast<uint64_t>(std::count(text.begin(), text.end(), '\n'));
  std::copy(text.begin(), text.end(), text_.begin());
  held_ = filled - text.size();
  std::copy_n(raw_.begin() + static_cast<std::ptrdiff_t>(text.size()), held_, raw_.begin());
  setg(text_.data(), text_.data(), text_.data() + text.size());
}

bool TextDecoder::convert(std::string_view bytes) {
  char *from = const_cast<char*>(bytes.data()), *to = text_.data();  // iconv does not write to `from`
  size_t left = bytes.size(), room = text_.size();
  const size_t converted = iconv(converter_, &from, &left, &to, &room);
  const int why = errno;
  line_ += static_cast<uint64_t>(std::count(text_.data(), to, '\n'));
  if (converted == static_cast<size_t>(-1) && why != EINVAL) {
    fail("not " + std::string(encoding_title(*encoding_)) + " from here on; look which encoding the file has");
  } else if (ended_ && left > 0) {
    fail("the text ends inside of a character; the file is cut off");
  }
  held_ = problem_ ? 0 : left;
  std::copy(from, from + held_, raw_.data());
  setg(text_.data(), text_.data(), to);
  return to != text_.data() || !problem_;
}

TextDecoder::int_type TextDecoder::underflow() {
  while (gptr() == egptr()) {
    if (problem_ || ended_ || !fill()) return traits_type::eof();
  }
  return traits_type::to_int_type(*gptr());
}

Result<std::string> utf8_from_gbk(std::string_view bytes, const std::string& name) {
  std::istringstream source{std::string(bytes)};
  TextDecoder decoder(source, name, Encoding::kGbk);
  std::istream stream(&decoder);
  std::ostringstream text;
  text << stream.rdbuf();
  if (decoder.problem()) return *decoder.problem();
  return text.str();
}

}  // namespace gridwall::import
