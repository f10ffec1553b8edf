// The rows of one sheet, read as a stream. One thread.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "ingest/import/table.h"
#include "ingest/import/xlsx/workbook.h"
#include "ingest/import/xlsx/xml_stream.h"

namespace gridwall::import::xlsx {

// "C" of 2, "AA" of 26.
std::string column_letters(size_t column);

struct CellRange {
  size_t first_column = 0, last_column = 0;
  uint64_t first_row = 0, last_row = 0;
  std::string name;  // "C1:D1"
};

class SheetReader : public TableReader, private XmlHandler {
 public:
  static Result<std::unique_ptr<SheetReader>> open(std::shared_ptr<const Workbook> book, size_t sheet);

  Result<bool> next(std::vector<std::string>& fields) override;
  uint64_t line() const override { return row_.number; }
  uint64_t bytes_read() const override;
  const std::string& problem() const override { return no_problem_; }
  const std::vector<CellMark>& marks() const override { return row_.marks; }
  bool is_grid() const override { return true; }
  std::string column_name(size_t column) const override { return "column " + column_letters(column); }
  std::string form() const override;
  std::vector<std::string> notes(uint64_t header) const override;

  const std::vector<CellRange>& merged() const { return merged_; }  // once all is read

 private:
  struct SheetRow {
    uint64_t number = 0;
    std::vector<std::string> fields;
    std::vector<CellMark> marks;
    size_t filled = 0;  // fields with a text or a mark
  };
  enum class CellType : uint8_t { kNumber, kShared, kText, kInline, kFlag, kError, kDate };

  SheetReader(std::shared_ptr<const Workbook> book, size_t sheet) : book_(std::move(book)), sheet_(sheet) {}
  void open_tag(std::string_view name, const Attributes& attributes) override;
  void close_tag(std::string_view name) override;
  void text(std::string_view piece) override;
  const std::string& fault() const override { return fault_; }
  void open_row(const Attributes& attributes);
  void open_cell(const Attributes& attributes);
  void close_row();
  void close_cell();
  void merge(std::string_view range);
  void put(std::string text);
  void put_number();
  void put_shared();
  void mark(CellMark::Kind kind);
  void fail(const std::string& why);
  std::string cell_name() const { return column_letters(column_) + std::to_string(building_.number); }

  const std::shared_ptr<const Workbook> book_;
  const size_t sheet_;
  std::unique_ptr<XmlStream> xml_;
  std::deque<SheetRow> ready_;
  std::vector<SheetRow> spare_;  // to be filled again
  SheetRow row_, building_;
  bool in_data_ = false, in_cell_ = false, in_value_ = false, spoken_ = false, has_formula_ = false;
  CellType type_ = CellType::kNumber;
  size_t column_ = 0, next_column_ = 0, style_ = 0;
  std::string value_;
  std::vector<CellRange> merged_;
  uint64_t hidden_rows_ = 0, first_hidden_ = 0, merged_left_out_ = 0;
  std::string fault_;
  const std::string no_problem_;
  bool ended_ = false;
};

}  // namespace gridwall::import::xlsx
