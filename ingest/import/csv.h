// Rows of comma-separated text (RFC 4180; LF or CRLF, a byte order mark is skipped), read as a stream with memory for
// one row. UTF-8 only. Where reading cannot continue it is an error; a row that is merely malformed has a problem().
// One thread.
#pragma once

#include <cstdint>
#include <istream>
#include <string>
#include <vector>

#include "ingest/event/result.h"

namespace gridwall::import {

inline constexpr size_t kMaxFieldBytes = size_t{1024} * 1024;
inline constexpr size_t kMaxColumns = 1000;

class CsvReader {
 public:
  // `name` is used in messages. The stream must outlive the reader.
  CsvReader(std::istream& stream, std::string name);

  // The next row; false at the end. Empty lines are skipped. Errors are final: not UTF-8, a NUL byte, a field of more
  // than a mebibyte, a quote that is never closed. They name the line.
  Result<bool> next(std::vector<std::string>& fields);

  uint64_t line() const { return row_line_; }  // where the last row began, from 1
  uint64_t bytes_read() const { return bytes_read_; }
  const std::string& problem() const { return problem_; }  // of the last row; empty: none

 private:
  int get();
  int peek();
  bool fill();
  bool is_lone_cr(int byte);
  Status begin();
  Error error(uint64_t line, const std::string& what) const;
  Result<bool> read_quoted(std::string& field);
  Result<bool> read_plain(std::string& field);

  std::istream& stream_;
  std::string name_;
  std::vector<char> buffer_;
  size_t at_ = 0, end_ = 0;
  uint64_t bytes_read_ = 0, line_ = 1, row_line_ = 0;
  bool started_ = false, first_row_ = false;
  std::string problem_;
};

}  // namespace gridwall::import
