// Text in the encodings that Chinese systems export (GBK, GB2312, GB18030) -> UTF-8, by the C library's iconv. Text
// that is not in the encoding is an error that names the line. Knows bytes only, no rows and no mapping. One thread.
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

enum class Encoding : uint8_t { kUtf8, kGbk };

// "utf-8", "gbk", "gb2312", "gb18030", whatever the case. The last three are one: GB18030 reads them all.
std::optional<Encoding> encoding_from_name(std::string_view name);

// Reads GBK from a stream and gives UTF-8. After an error it ends like the end of the text; so check `problem()` after
// reading to the end.
class GbkBuffer : public std::streambuf {
 public:
  // Both must outlive the buffer. `name` is used in messages.
  GbkBuffer(std::istream& source, std::string name);
  ~GbkBuffer() override;
  GbkBuffer(const GbkBuffer&) = delete;
  GbkBuffer& operator=(const GbkBuffer&) = delete;

  const std::optional<Error>& problem() const { return problem_; }
  uint64_t bytes_read() const { return bytes_read_; }  // of the source

 protected:
  int_type underflow() override;

 private:
  bool convert();
  void fail(const std::string& what);

  std::istream& source_;
  const std::string name_;
  iconv_t converter_;
  std::vector<char> raw_, text_;
  size_t held_ = 0;  // bytes at the front of raw_ that are not converted yet
  bool ended_ = false, started_ = false;
  uint64_t bytes_read_ = 0, line_ = 1;
  std::optional<Error> problem_;
};

Result<std::string> utf8_from_gbk(std::string_view bytes, const std::string& name);

}  // namespace gridwall::import
