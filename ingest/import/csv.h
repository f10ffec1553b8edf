// Rows of separated text (RFC 4180; LF or CRLF, a byte order mark is skipped), read as a stream with memory for one
// row. UTF-8 only. Where reading cannot continue it is an error; a row that is merely malformed has a problem(). One
// thread.
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "ingest/import/table.h"

namespace gridwall::import {

class CsvReader : public TableReader {
 public:
  // `name` is used in messages. The stream must outlive the reader. Without a separator it is found: in a line
  // "sep=;", otherwise by counting.
  CsvReader(std::istream& stream, std::string name, std::optional<char> separator = std::nullopt);

  // The next row; false at the end. Empty lines are skipped. Errors are final: not UTF-8, a NUL byte, a field of more
  // than a mebibyte, a quote that is never closed. They name the line.
  Result<bool> next(std::vector<std::string>& fields) override;

  uint64_t line() const override { return row_line_; }  // where the last row began
  uint64_t bytes_read() const override { return bytes_read_; }
  const std::string& problem() const override { return problem_; }
  const std::vector<CellMark>& marks() const override { return no_marks_; }
  bool is_grid() const override { return false; }
  std::string column_name(size_t column) const override { return "column " + std::to_string(column + 1); }
  std::string form() const override;
  std::vector<std::string> notes(uint64_t) const override { return {}; }

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
  std::optional<char> given_separator_;
  char separator_ = ',';
  bool started_ = false, first_row_ = false;
  std::string problem_;
  const std::vector<CellMark> no_marks_;
};

}  // namespace gridwall::import
