#include "ingest/import/xlsx/sheet_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "ingest/import/xlsx/number_format.h"

namespace gridwall::import::xlsx {
namespace {

constexpr uint64_t kMaxRows = 1'048'576;  // of the format
constexpr size_t kMaxMerged = 100'000;

struct Place {
  size_t column = 0;
  uint64_t row = 0;
};

// "C12"
std::optional<Place> place_of(std::string_view reference) {
  Place place;
  size_t at = 0;
  for (; at < reference.size() && reference[at] >= 'A' && reference[at] <= 'Z' && at < 3; ++at) {
    place.column = place.column * 26 + static_cast<size_t>(reference[at] - 'A' + 1);
  }
  const char* const end = reference.data() + reference.size();
  const auto [read, error] = std::from_chars(reference.data() + at, end, place.row);
  if (at == 0 || error != std::errc() || read != end || place.row == 0) return std::nullopt;
  --place.column;
  return place;
}

bool is_short_integer(std::string_view text) {
  return !text.empty() && text.size() < 16 && (text.front() != '0' || text.size() == 1) &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string quoted_sheet(const Sheet& sheet) {
  return "sheet '" + sheet.name + "'";
}

}  // namespace

std::string column_letters(size_t column) {
  std::string letters;
  for (++column; column > 0; column = (column - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return letters;
}

Result<std::unique_ptr<SheetReader>> SheetReader::open(std::shared_ptr<const Workbook> book, size_t sheet) {
  const Sheet& facts = book->sheets[sheet];
  Result<ZipPart> part = book->parts->part(facts.part, kMaxPartBytes);
  if (!part) return part.error();
  const std::string what = book->parts->name() + ": " + quoted_sheet(facts);
  std::unique_ptr<SheetReader> reader(new SheetReader(std::move(book), sheet));
  reader->xml_ = std::make_unique<XmlStream>(std::move(*part), what, static_cast<XmlHandler&>(*reader));
  return reader;
}

Result<bool> SheetReader::next(std::vector<std::string>& fields) {
  while (ready_.empty()) {
    if (ended_) return false;
    const Result<bool> more = xml_->step();
    if (!more) return more.error();
    ended_ = !*more;
  }
  spare_.push_back(std::move(row_));
  row_ = std::move(ready_.front());
  ready_.pop_front();
  fields.swap(row_.fields);
  return true;
}

uint64_t SheetReader::bytes_read() const {
  return static_cast<uint64_t>(xml_->part().progress() * static_cast<double>(book_->parts->bytes()));
}

std::string SheetReader::form() const {
  return quoted_sheet(book_->sheets[sheet_]) + " of a spreadsheet";
}

void SheetReader::fail(const std::string& why) {
  if (fault_.empty()) fault_ = why;
}

void SheetReader::open_tag(std::string_view name, const Attributes& attributes) {
  if (in_cell_) {
    if (name == "rPh") spoken_ = true;
    if (name == "f") has_formula_ = true;
    in_value_ = (name == "v" && type_ != CellType::kInline) || (name == "t" && !spoken_);
  } else if (name == "c" && in_data_) {
    open_cell(attributes);
  } else if (name == "row" && in_data_) {
    open_row(attributes);
  } else if (name == "sheetData") {
    in_data_ = true;
  } else if (name == "mergeCell") {
    merge(attributes["ref"]);
  }
}

void SheetReader::close_tag(std::string_view name) {
  in_value_ = false;
  if (in_cell_) {
    if (name == "rPh") spoken_ = false;
    if (name == "c") close_cell();
  } else if (name == "row" && in_data_) {
    close_row();
  } else if (name == "sheetData") {
    in_data_ = false;
  }
}

void SheetReader::text(std::string_view piece) {
  if (!in_value_) return;
  if (value_.size() + piece.size() > kMaxFieldBytes) return fail("cell " + cell_name() + " is longer than 1 MiB");
  value_ += piece;
}

void SheetReader::open_row(const Attributes& attributes) {
  const std::string_view number = attributes["r"];
  uint64_t row = building_.number + 1;
  if (!number.empty()) {
    const char* const end = number.data() + number.size();
    const auto [read, error] = std::from_chars(number.data(), end, row);
    if (error != std::errc() || read != end)
      return fail("row '" + std::string(number.substr(0, 20)) + "' is no number");
  }
  if (row == 0 || row > kMaxRows) {
    return fail("row " + std::to_string(row) +
                ": a sheet has 1,048,576 rows at most; the file is damaged, or it "
                "should be saved as CSV");
  }
  if (row <= building_.number) {
    return fail("row " + std::to_string(row) + " stands behind row " + std::to_string(building_.number));
  }
  building_.number = row;
  if (const std::string_view hidden = attributes["hidden"]; hidden == "1" || hidden == "true") {
    if (hidden_rows_++ == 0) first_hidden_ = row;
  }
  next_column_ = 0;
}

void SheetReader::open_cell(const Attributes& attributes) {
  in_cell_ = true;
  has_formula_ = spoken_ = false;
  value_.clear();
  column_ = next_column_;
  if (const std::string_view reference = attributes["r"]; !reference.empty()) {
    const std::optional<Place> place = place_of(reference);
    if (!place) return fail("'" + std::string(reference.substr(0, 20)) + "' is no place of a cell");
    column_ = place->column;
  }
  next_column_ = column_ + 1;
  style_ = 0;
  const std::string_view style = attributes["s"], type = attributes["t"];
  std::from_chars(style.data(), style.data() + style.size(), style_);  // as 0 where it is none
  type_ = type.empty() || type == "n" ? CellType::kNumber
          : type == "s"               ? CellType::kShared
          : type == "inlineStr"       ? CellType::kInline
          : type == "b"               ? CellType::kFlag
          : type == "e"               ? CellType::kError
          : type == "d"               ? CellType::kDate
                                      : CellType::kText;
}

void SheetReader::mark(CellMark::Kind kind) {
  building_.marks.push_back({column_, kind});
}

void SheetReader::put(std::string text) {
  if (column_ >= building_.fields.size()) building_.fields.resize(column_ + 1);
  building_.fields[column_] = std::move(text);
  ++building_.filled;
}

void SheetReader::put_shared() {
  size_t index = 0;
  const char* const end = value_.data() + value_.size();
  const auto [read, error] = std::from_chars(value_.data(), end, index);
  if (error != std::errc() || read != end || index >= book_->texts.count()) {
    return fail("cell " + cell_name() + " names a shared text that is not there; the file is damaged");
  }
  if (const std::string_view text = book_->texts[index]; !text.empty()) put(std::string(text));
}

void SheetReader::put_number() {
  const NumberFormat format = style_ < book_->formats.size() ? book_->formats[style_] : NumberFormat{};
  if (format.kind == NumberFormat::Kind::kNumber && is_short_integer(value_)) return put(std::move(value_));
  double value = 0;
  const char* const end = value_.data() + value_.size();
  const auto [read, error] = std::from_chars(value_.data(), end, value);
  if (error != std::errc() || read != end || !std::isfinite(value)) {
    return fail("cell " + cell_name() + ": '" + value_.substr(0, 40) + "' is no number; the file is damaged");
  }
  bool is_date = false;
  put(number_text(value, value_, format, book_->from_1904, is_date));
  if (is_date) mark(CellMark::Kind::kDate);
  if (std::abs(value) >= kMostWhole) mark(CellMark::Kind::kLostDigits);
}

void SheetReader::close_cell() {
  in_cell_ = false;
  const bool formula = has_formula_;
  if (value_.empty() && !formula) return;
  if (column_ >= kMaxColumns) return fail("cell " + cell_name() + " lies beyond 1,000 columns");
  if (value_.empty()) {
    if (type_ == CellType::kText) return;  // its result is an empty text
    put({});
    return mark(CellMark::Kind::kNoResult);
  }
  switch (type_) {
    case CellType::kNumber:
      return put_number();
    case CellType::kShared:
      return put_shared();
    case CellType::kFlag:
      return put(value_ == "1" || value_ == "true" ? "TRUE" : "FALSE");
    case CellType::kError:
      put(value_);
      return mark(CellMark::Kind::kFormulaError);
    case CellType::kDate:  // "2026-11-28T14:30:00", without an offset
      if (value_.size() > 10 && value_[10] == 'T') value_[10] = ' ';
      if (value_.ends_with('Z')) value_.pop_back();
      put(value_);
      return mark(CellMark::Kind::kDate);
    case CellType::kInline:
    case CellType::kText:
      unescape(value_);
      return put(value_);
  }
}

void SheetReader::close_row() {
  if (building_.filled == 0) {
    building_.marks.clear();
    building_.fields.clear();
    return;
  }
  SheetRow next;
  if (!spare_.empty()) {
    next = std::move(spare_.back());
    spare_.pop_back();
    next.fields.clear();
    next.marks.clear();
    next.filled = 0;
  }
  next.number = building_.number;
  ready_.push_back(std::exchange(building_, std::move(next)));
}

void SheetReader::merge(std::string_view range) {
  const size_t colon = range.find(':');
  const std::optional<Place> first = place_of(range.substr(0, colon));
  const std::optional<Place> last = colon == std::string_view::npos ? first : place_of(range.substr(colon + 1));
  if (!first || !last) return;  // it moves no value
  if (merged_.size() == kMaxMerged) return void(++merged_left_out_);
  merged_.push_back({first->column, last->column, first->row, last->row, std::string(range)});
}

std::vector<std::string> SheetReader::notes(uint64_t header) const {
  std::vector<std::string> told;
  if (book_->sheets[sheet_].hidden) told.push_back(quoted_sheet(book_->sheets[sheet_]) + " is hidden; it was read");
  if (hidden_rows_ > 0) {
    told.push_back(std::to_string(hidden_rows_) + " hidden rows were read, too, the first of them row " +
                   std::to_string(first_hidden_));
  }
  const CellRange* below = nullptr;
  uint64_t count_below = merged_left_out_;
  for (const CellRange& cells : merged_) {
    if (cells.first_row <= header && cells.last_row >= header && cells.last_column > cells.first_column) {
      told.push_back("the header's cells " + cells.name + " are merged: their name is that of column " +
                     column_letters(cells.first_column) + " alone");
    } else if (cells.first_row > header) {
      ++count_below;
      if (below == nullptr || cells.first_row < below->first_row) below = &cells;
    }
  }
  if (below != nullptr) {
    told.push_back(std::to_string(count_below) + " times cells below the header are merged, first " + below->name +
                   ": their value is that of the first cell, the others are empty");
  }
  return told;
}

}  // namespace gridwall::import::xlsx
