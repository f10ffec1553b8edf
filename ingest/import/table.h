// A table as a file has it: rows of texts, whatever the file's format. Knows no mapping. Private to ingest/import, but
// for open_table(); one thread.
#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/event/result.h"
#include "ingest/import/decode.h"

namespace gridwall::import {

inline constexpr size_t kMaxFieldBytes = size_t{1024} * 1024;
inline constexpr size_t kMaxColumns = 1000;

// What a text does not say of itself. Only spreadsheets have such cells.
struct CellMark {
  enum class Kind : uint8_t {
    kDate,          // "2026-11-28" or "2026-11-28 14:30:00", with a fraction if there is one; by a clock nobody named
    kLostDigits,    // a number of more digits than a spreadsheet keeps
    kFormulaError,  // the text is the error (#N/A)
    kNoResult,      // a formula that was never computed; the text is empty
  };
  size_t column = 0;
  Kind kind{};
};

class TableReader {
 public:
  virtual ~TableReader() = default;
  // The next row that has anything in it; false at the end. Errors are final and name the place.
  virtual Result<bool> next(std::vector<std::string>& fields) = 0;
  virtual uint64_t line() const = 0;                         // of the last row, from 1
  virtual uint64_t bytes_read() const = 0;                   // of the file
  virtual const std::string& problem() const = 0;            // why the last row cannot be used; empty: it can
  virtual const std::vector<CellMark>& marks() const = 0;    // of the last row
  virtual bool is_grid() const = 0;                          // every row is as wide as it likes: no row is malformed
  virtual std::string column_name(size_t column) const = 0;  // "column 3", "column C"
  virtual std::string form() const = 0;                      // how the file was read: "GBK, separated by tabs"
  // What is worth knowing of the table, once its end was reached. `header` is the line that names the columns.
  virtual std::vector<std::string> notes(uint64_t header) const = 0;
};

// A file with one table (text) or several (the visible sheets of a spreadsheet).
class TableFile {
 public:
  virtual ~TableFile() = default;
  virtual const std::vector<std::string>& sheets() const = 0;  // their names; of a text one without a name
  virtual bool is_hidden(size_t sheet) const = 0;
  // From its beginning. Of a text this is possible once.
  virtual Result<std::unique_ptr<TableReader>> open(size_t sheet) = 0;
  // The cells that are merged in the first `rows` rows, with what they say: "C1:D1 '位置'".
  virtual Result<std::vector<std::string>> merged_cells(size_t sheet, uint64_t rows) = 0;
};

struct TableOptions {
  std::optional<Encoding> encoding;  // of a text; not given: it is found
  std::optional<char> separator;
};

// The bytes say whether it is text or a spreadsheet. The stream must outlive the file and its readers.
Result<std::unique_ptr<TableFile>> open_table(std::istream& input, const std::string& name,
                                              const TableOptions& options);

}  // namespace gridwall::import
