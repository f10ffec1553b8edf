// Text in the encodings that Chinese systems export (UTF-8, GBK, GB2312, GB18030, UTF-16) -> UTF-8, by the C library's
// iconv. Text that is not in its encoding is an error that names the line. Knows bytes only, no rows and no mapping.
// One thread.
#pragma once

#include <iconv.h>
#include <cstdint>

#include <istream>
#include <optional>
#include <streambuf>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/event/result.h"

namespace gridwall::import {

enum class Encoding : uint8_t { kUtf8, kGbk, kUtf16Little, kUtf16Big };

// "utf-8", "gbk", "gb2312", "gb18030", whatever the case. The last three are one: GB18030 reads them all.
std::optional<Encoding> encoding_from_name(std::string_view name);
// As it is told to a person.
std::string_view encoding_title(Encoding encoding);

// Reads a text from a stream and gives UTF-8; a byte order mark of UTF-8 stays. After an error it ends like the end of
// the text; so check `problem()` after reading to the end. UTF-8 is passed on as it is, unchecked.
class TextDecoder : public std::streambuf {
 public:
  // `source` must outlive the decoder. `name` is used in messages. Without `given` the encoding is found: by the byte
  // order mark, otherwise by the first characters beyond ASCII. `beginning` was read from the source before.
  TextDecoder(std::istream& source, std::string name, std::optional<Encoding> given, std::string_view beginning = {});
  ~TextDecoder() override;
  TextDecoder(const TextDecoder&) = delete;
  TextDecoder& operator=(const TextDecoder&) = delete;

  const std::optional<Error>& problem() const { return problem_; }
  uint64_t bytes_read() const { return bytes_read_; }  // of the source
  // What is read so far is in this encoding; ASCII alone is UTF-8.
  Encoding encoding() const { return encoding_.value_or(Encoding::kUtf8); }

 protected:
  int_type underflow() override;

 private:
  bool fill();
  bool begin(std::string_view first);
  bool decide(std::string_view bytes);
  bool convert(std::string_view bytes);
  void pass_on(std::string_view text, size_t filled);
  bool use(Encoding encoding);
  void fail(const std::string& what);

  std::istream& source_;
  const std::string name_;
  const std::optional<Encoding> given_;
  std::optional<Encoding> encoding_;
  iconv_t converter_;
  std::vector<char> raw_, text_;
  size_t held_ = 0;  // bytes at the front of raw_ that are not converted yet
  bool ended_ = false, started_ = false;
  uint64_t bytes_read_ = 0, line_ = 1;
  std::optional<Error> problem_;
};

Result<std::string> utf8_from_gbk(std::string_view bytes, const std::string& name);

}  // namespace gridwall::import
