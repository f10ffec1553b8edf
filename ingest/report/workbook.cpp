#include "ingest/report/workbook.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>

#include "ingest/event/time.h"
#include "ingest/event/utf8.h"

namespace gridwall::report {
namespace {

constexpr size_t kSheetNameCharacters = 31, kCellCharacters = 32'767;
constexpr int kWidest = 60, kNarrowest = 8;

// As it would be written back: "12", "-3.5"; not "007", "1e5" or what a spreadsheet would round.
std::optional<double> number_of(std::string_view text) {
  const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
  const size_t point = digits.find('.');
  const std::string_view whole = digits.substr(0, point);
  const bool plain =
      !whole.empty() && digits.size() <= 15 && (whole.size() == 1 || whole.front() != '0') &&
      std::all_of(digits.begin(), digits.end(), [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (!plain || digits.ends_with('.') || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "2026-11-21T08:00:00+08:00" -> that clock's time.
std::optional<lxw_datetime> time_of(std::string_view text) {
  if (text.size() != 25 || text[10] != 'T' || !parse_rfc3339(text)) return std::nullopt;
  const auto part = [&](size_t at, size_t digits) {
    int value = 0;
    std::from_chars(text.data() + at, text.data() + at + digits, value);
    return value;
  };
  return lxw_datetime{part(0, 4), part(5, 2), part(8, 2), part(11, 2), part(14, 2), static_cast<double>(part(17, 2))};
}

// Widths are those of Latin letters; a Chinese one is twice as wide.
int width_of(std::string_view text) {
  size_t width = 0;
  for (const char c : text) width += continues_character(c) ? 0 : 1;
  return static_cast<int>(std::min<size_t>(width + (text.size() - width) / 2, kWidest)) + 2;
}

std::string sheet_name(const std::string& name, size_t number) {
  std::string clean;
  for (const char c : name) clean += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : ' ';
  clean = cut_to_characters(trimmed(clean), kSheetNameCharacters);
  return clean.empty() ? std::to_string(number) : clean;
}

class Book {
 public:
  explicit Book(const std::filesystem::path& file)
      : book_(workbook_new(file.c_str())),
        heading_(workbook_add_format(book_)),
        head_(workbook_add_format(book_)),
        warning_(workbook_add_format(book_)),
        time_(workbook_add_format(book_)),
        text_(workbook_add_format(book_)) {
    format_set_bold(heading_);
    format_set_font_size(heading_, 14);
    format_set_bold(head_);
    format_set_bottom(head_, LXW_BORDER_THIN);
    format_set_bold(warning_);
    format_set_font_color(warning_, LXW_COLOR_RED);
    format_set_num_format(time_, "yyyy-mm-dd hh:mm:ss");
    format_set_align(time_, LXW_ALIGN_LEFT);
    format_set_num_format(text_, "@");
  }

  void begin(const std::string& name) {
    const std::string clean = sheet_name(name, ++sheets_);
    sheet_ = workbook_add_worksheet(book_, clean.c_str());
    if (sheet_ == nullptr) note(LXW_ERROR_SHEETNAME_ALREADY_USED);
    row_ = 0;
    widths_.clear();
  }
  void line(const std::string& text, lxw_format* format) {
    if (sheet_ != nullptr) note(worksheet_write_string(sheet_, row_, 0, shortened(text).c_str(), format));
    ++row_;
  }
  void skip() { ++row_; }
  void table(const std::vector<std::vector<std::string>>& rows) {
    for (size_t i = 0; i < rows.size(); ++i, ++row_) {
      for (size_t column = 0; column < rows[i].size(); ++column) cell(column, rows[i][column], i == 0);
    }
  }
  void freeze_head() {
    if (sheet_ != nullptr) worksheet_freeze_panes(sheet_, 1, 0);
  }
  void end() {
    for (size_t i = 0; i < widths_.size() && sheet_ != nullptr; ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      note(worksheet_set_column(sheet_, column, column, std::max(widths_[i], kNarrowest), nullptr));
    }
  }
  // Nothing is in the file before.
  Status close(const std::filesystem::path& file, const std::string& title, int64_t made_ns) {
    lxw_doc_properties properties{};
    const std::string program = "gridwall";
    properties.title = const_cast<char*>(title.c_str());  // the library copies it
    properties.author = const_cast<char*>(program.c_str());
    properties.created = static_cast<time_t>(made_ns / kNsPerSecond);
    note(workbook_set_properties(book_, &properties));
    note(workbook_close(book_));
    if (worst_ == LXW_NO_ERROR) return Done{};
    return Error{ErrorCode::kIo, file.string() + ": cannot be written: " + lxw_strerror(worst_)};
  }

  lxw_format* heading() const { return heading_; }
  lxw_format* warning() const { return warning_; }

 private:
  static std::string shortened(const std::string& text) {
    return std::string(cut_to_characters(text, kCellCharacters));
  }
  void note(lxw_error error) {
    if (worst_ == LXW_NO_ERROR) worst_ = error;
  }
  void cell(size_t place, const std::string& text, bool is_head) {
    if (place >= widths_.size()) widths_.resize(place + 1);
    widths_[place] = std::max(widths_[place], width_of(text));
    if (text.empty() || sheet_ == nullptr) return;
    const auto column = static_cast<lxw_col_t>(place);
    if (is_head) return note(worksheet_write_string(sheet_, row_, column, shortened(text).c_str(), head_));
    if (std::optional<lxw_datetime> time = time_of(text)) {
      return note(worksheet_write_datetime(sheet_, row_, column, &*time, time_));
    }
    if (const std::optional<double> number = number_of(text)) {
      return note(worksheet_write_number(sheet_, row_, column, *number, nullptr));
    }
    note(worksheet_write_string(sheet_, row_, column, shortened(text).c_str(), text_));
  }

  lxw_workbook* const book_;  // closed, and with it all else, by close()
  lxw_format *const heading_, *const head_, *const warning_, *const time_, *const text_;
  lxw_worksheet* sheet_ = nullptr;
  size_t sheets_ = 0;
  lxw_row_t row_ = 0;
  std::vector<int> widths_;
  lxw_error worst_ = LXW_NO_ERROR;
};

}  // namespace

Status write_workbook(const std::filesystem::path& file, const Document& summary, const std::string& summary_name,
                      const std::vector<NamedTable>& tables, int64_t made_ns) {
  // The library would tell standard error, too.
  if (const std::ofstream writable(file); !writable) {
    return Error{ErrorCode::kIo, file.string() + ": cannot be written; is the folder there, and may this user write?"};
  }
  Book book(file);
  book.begin(summary_name);
  const std::string mark = summary.watermark.empty() ? "" : "【" + summary.watermark + "】";
  book.line(mark + summary.title, book.heading());
  for (const Block& block : summary.blocks) {
    switch (block.kind) {
      case Block::Kind::kHeading:
        book.skip();
        book.line(block.text, book.heading());
        break;
      case Block::Kind::kWarning:
        book.line(block.text, book.warning());
        break;
      case Block::Kind::kParagraph:
        book.line(block.text, nullptr);
        break;
      case Block::Kind::kTable:
        book.table(block.rows);
        break;
      case Block::Kind::kPicture:
        break;  // they lie beside the page
    }
  }
  book.end();
  for (const NamedTable& table : tables) {
    book.begin(table.name);
    book.table(table.rows);
    book.freeze_head();
    book.end();
  }
  return book.close(file, mark + summary.title, made_ns);
}

}  // namespace gridwall::report
