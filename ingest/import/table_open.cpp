#include <algorithm>
#include <array>

#include "ingest/event/utf8.h"
#include "ingest/import/csv.h"
#include "ingest/import/table.h"
#include "ingest/import/xlsx/sheet_reader.h"
#include "ingest/import/xlsx/workbook.h"

namespace gridwall::import {
namespace {

constexpr size_t kHeadBytes = 512;
constexpr size_t kMaxBookBytes = size_t{256} * 1024 * 1024;

// Some systems write a web page and call it .xls; office programs read it all the same.
bool is_markup(std::string_view head) {
  std::string lower(trimmed(without_byte_order_mark(head)).substr(0, 9));
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  for (const std::string_view tag : {"<html", "<!doctype", "<table", "<?xml", "<meta", "<head"}) {
    if (std::string_view(lower).starts_with(tag)) return true;
  }
  return false;
}

// Rows of a text in any encoding. What the text lacks in its encoding goes before what its rows lack: it is why.
class TextReader : public TableReader {
 public:
  TextReader(std::istream& input, const std::string& name, const TableOptions& options, std::string_view head)
      : decoder_(input, name, options.encoding, head), stream_(&decoder_), rows_(stream_, name, options.separator) {}

  Result<bool> next(std::vector<std::string>& fields) override {
    Result<bool> read = rows_.next(fields);
    if (decoder_.problem() && (!read || !*read)) return *decoder_.problem();
    return read;
  }
  uint64_t line() const override { return rows_.line(); }
  uint64_t bytes_read() const override { return decoder_.bytes_read(); }
  const std::string& problem() const override { return rows_.problem(); }
  const std::vector<CellMark>& marks() const override { return rows_.marks(); }
  bool is_grid() const override { return rows_.is_grid(); }
  std::string column_name(size_t column) const override { return rows_.column_name(column); }
  std::string form() const override { return std::string(encoding_title(decoder_.encoding())) + ", " + rows_.form(); }
  std::vector<std::string> notes(uint64_t header) const override { return rows_.notes(header); }

 private:
  TextDecoder decoder_;
  std::istream stream_;
  CsvReader rows_;
};

class TextFile : public TableFile {
 public:
  TextFile(std::istream& input, std::string name, TableOptions options, std::string head)
      : input_(input), name_(std::move(name)), options_(options), head_(std::move(head)), sheets_{""} {}
  const std::vector<std::string>& sheets() const override { return sheets_; }
  bool is_hidden(size_t) const override { return false; }
  Result<std::unique_ptr<TableReader>> open(size_t) override {
    return std::unique_ptr<TableReader>(std::make_unique<TextReader>(input_, name_, options_, head_));
  }
  Result<std::vector<std::string>> merged_cells(size_t, uint64_t) override { return std::vector<std::string>{}; }

 private:
  std::istream& input_;
  const std::string name_;
  const TableOptions options_;
  const std::string head_;
  const std::vector<std::string> sheets_;
};

class BookFile : public TableFile {
 public:
  explicit BookFile(std::shared_ptr<const xlsx::Workbook> book) : book_(std::move(book)) {
    for (const xlsx::Sheet& sheet : book_->sheets) names_.push_back(sheet.name);
  }
  const std::vector<std::string>& sheets() const override { return names_; }
  bool is_hidden(size_t sheet) const override { return book_->sheets[sheet].hidden; }
  Result<std::unique_ptr<TableReader>> open(size_t sheet) override {
    Result<std::unique_ptr<xlsx::SheetReader>> reader = xlsx::SheetReader::open(book_, sheet);
    if (!reader) return reader.error();
    return std::unique_ptr<TableReader>(std::move(*reader));
  }
  Result<std::vector<std::string>> merged_cells(size_t sheet, uint64_t rows) override {
    const Result<std::unique_ptr<xlsx::SheetReader>> reader = xlsx::SheetReader::open(book_, sheet);
    if (!reader) return reader.error();
    std::vector<std::vector<std::string>> top(rows + 1);
    std::vector<std::string> fields;
    while (true) {
      const Result<bool> read = (*reader)->next(fields);
      if (!read) return read.error();
      if (!*read) break;
      if ((*reader)->line() <= rows) top[(*reader)->line()] = fields;
    }
    std::vector<std::string> told;
    for (const xlsx::CellRange& cells : (*reader)->merged()) {
      if (cells.first_row > rows) continue;
      const std::vector<std::string>& row = top[cells.first_row];
      const std::string text = cells.first_column < row.size() ? row[cells.first_column] : "";
      told.push_back(cells.name + " '" + std::string(cut_to_bytes(trimmed(text), 40)) + "'");
    }
    return told;
  }

 private:
  const std::shared_ptr<const xlsx::Workbook> book_;
  std::vector<std::string> names_;
};

Result<std::unique_ptr<TableFile>> open_book(std::istream& input, const std::string& name, std::string bytes) {
  std::array<char, 65'536> piece{};
  while (input) {
    input.read(piece.data(), piece.size());
    bytes.append(piece.data(), static_cast<size_t>(input.gcount()));
    if (bytes.size() > kMaxBookBytes) {
      return Error{ErrorCode::kInvalidEvent,
                   name + ": a spreadsheet of more than 256 MiB; save the sheet as CSV, which can have any length"};
    }
  }
  if (input.bad()) return Error{ErrorCode::kIo, name + ": reading failed"};
  Result<std::shared_ptr<const xlsx::Workbook>> book = xlsx::open_workbook(std::move(bytes), name);
  if (!book) return book.error();
  return std::unique_ptr<TableFile>(std::make_unique<BookFile>(std::move(*book)));
}

}  // namespace

Result<std::unique_ptr<TableFile>> open_table(std::istream& input, const std::string& name,
                                              const TableOptions& options) {
  std::string head(kHeadBytes, '\0');
  input.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<size_t>(input.gcount()));
  if (xlsx::is_workbook(head)) return open_book(input, name, std::move(head));
  if (is_markup(head)) {
    return Error{ErrorCode::kInvalidEvent,
                 name +
                     ": a web page or XML, whatever its name says; open it in Excel, WPS or LibreOffice and save it "
                     "as .xlsx or as CSV"};
  }
  return std::unique_ptr<TableFile>(std::make_unique<TextFile>(input, name, options, std::move(head)));
}

}  // namespace gridwall::import
