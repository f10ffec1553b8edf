// Rows of a file in the order of a mapping's columns, whatever the file's format. Private to ingest/import; one
// thread.
#pragma once

#include <istream>
#include <memory>
#include <string>
#include <vector>

#include "ingest/import/mapping.h"

namespace gridwall::import {

class RowSource {
 public:
  virtual ~RowSource() = default;
  // The next row; false at the end. A row with `problem()` is to be counted and left out. Errors are final.
  virtual Result<bool> next(Row& row) = 0;
  virtual const std::string& problem() const = 0;
  virtual uint64_t bytes_read() const = 0;
  // How the file was read: "GBK (GB18030), separated by tabs". Once the first row was read.
  virtual std::string form() const = 0;
  // What is worth knowing about the file as a whole, once its end was reached.
  virtual std::vector<std::string> notes() const = 0;
  // Columns of the mapping that no object of a JSON file has, by index; of a table always none, as its header has them
  // all.
  virtual const std::vector<size_t>& absent() const = 0;
};

Result<std::unique_ptr<RowSource>> open_rows(const Mapping& mapping, std::istream& input, const std::string& name);
// Separated text or a sheet of a spreadsheet. The row that names the columns is found: it is the first that has all of
// the mapping. A column that no row of the top has, or one has twice, is an error that names both.
Result<std::unique_ptr<RowSource>> open_table_rows(const Mapping& mapping, std::istream& input,
                                                   const std::string& name);
// An array of objects as GeoReport v2 has it; read whole, up to 256 MiB. Members of members are columns with a dot in
// the name; elements of a list of objects are rows of their own, with `each` the list's name. A column that is an
// object or a list is its JSON. An answer of a server that says what went wrong is an error in the server's words.
Result<std::unique_ptr<RowSource>> open_json_rows(const Mapping& mapping, std::istream& input, const std::string& name);

}  // namespace gridwall::import
