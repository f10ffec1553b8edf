#include <algorithm>

#include "ingest/event/utf8.h"
#include "ingest/import/row_source.h"
#include "ingest/import/table.h"

namespace gridwall::import {
namespace {

constexpr uint64_t kHeaderRows = 50;  // it is among so many rows at the top

struct Header {
  std::vector<std::string> names;
  uint64_t line = 0;
  size_t matched = 0;  // columns of the mapping
};

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) {
    if (!name.empty()) list.append(list.empty() ? "" : ", ").append(name);
  }
  return list;
}

class TableRows : public RowSource {
 public:
  TableRows(const Mapping& mapping, std::string name, std::unique_ptr<TableFile> file)
      : mapping_(mapping), name_(std::move(name)), file_(std::move(file)) {
    for (const Column& column : mapping.columns) wanted_ += column.name == "#" ? 0 : 1;
  }

  Status bind() {
    const Result<std::vector<size_t>> candidates = sheets_to_search();
    if (!candidates) return candidates.error();
    Header best;
    size_t nearest = candidates->front();
    for (const size_t sheet : *candidates) {
      Result<std::unique_ptr<TableReader>> opened = file_->open(sheet);
      if (!opened) return opened.error();
      table_ = std::move(*opened);
      Result<Header> header = find_header();
      if (!header) return header.error();
      if (header->line > 0 && header->matched == wanted_) {
        header_ = std::move(*header);
        sheet_ = sheet;
        return place_columns();
      }
      if (header->matched <= best.matched && best.line > 0) continue;
      best = std::move(*header);
      nearest = sheet;
    }
    return without_header(best, nearest);
  }

  Result<bool> next(Row& row) override {
    const Result<bool> read = table_->next(fields_);
    if (!read) return read.error();
    if (!*read) return false;
    row.line = table_->line();
    row.number = ++number_;
    row.each = {};
    row.unread.clear();
    row.dates.clear();
    row.remarks.clear();
    row.values.resize(place_.size());
    problem_ = table_->problem();
    if (table_->is_grid()) {
      if (fields_.size() < header_.names.size()) fields_.resize(header_.names.size());
    } else if (problem_.empty() && fields_.size() != header_.names.size()) {
      problem_ =
          std::to_string(fields_.size()) + " columns where the header has " + std::to_string(header_.names.size());
    }
    if (!problem_.empty()) return true;
    for (size_t i = 0; i < place_.size(); ++i) {
      row.values[i] = place_[i] == SIZE_MAX ? std::to_string(row.number) : std::string(trimmed(fields_[place_[i]]));
    }
    if (const Status marked = take_marks(row); !marked) return marked.error();
    return true;
  }

  const std::string& problem() const override { return problem_; }
  uint64_t bytes_read() const override { return table_->bytes_read(); }
  const std::vector<size_t>& absent() const override { return none_; }

  std::string form() const override {
    return table_->form() +
           (header_.line > 1 ? ", the columns named in line " + std::to_string(header_.line) : std::string());
  }

  std::vector<std::string> notes() const override {
    std::vector<std::string> told = table_->notes(header_.line);
    std::vector<std::string> sorted;
    for (const std::string& name : header_.names) {
      if (!name.empty()) sorted.push_back(name);
    }
    std::sort(sorted.begin(), sorted.end());
    for (auto at = std::adjacent_find(sorted.begin(), sorted.end()); at != sorted.end();
         at = std::adjacent_find(std::upper_bound(at, sorted.end(), *at), sorted.end())) {
      told.push_back("column '" + *at + "' stands twice; the mapping does not use it");
    }
    std::string others;
    for (size_t i = 0; i < file_->sheets().size(); ++i) {
      if (i != sheet_) others += (others.empty() ? "'" : ", '") + file_->sheets()[i] + "'";
    }
    if (!others.empty()) told.push_back("sheets that were not read: " + others);
    return told;
  }

 private:
  // The one that the mapping names; otherwise all that are shown.
  Result<std::vector<size_t>> sheets_to_search() const {
    const std::vector<std::string>& names = file_->sheets();
    std::vector<size_t> shown, all;
    for (size_t i = 0; i < names.size(); ++i) {
      all.push_back(i);
      if (!file_->is_hidden(i)) shown.push_back(i);
    }
    const SheetChoice& wanted = mapping_.sheet;
    const bool text = names.size() == 1 && names.front().empty();
    if (text || (wanted.name.empty() && wanted.number == 0)) return shown.empty() ? all : shown;
    for (size_t i = 0; i < names.size(); ++i) {
      if (wanted.name.empty() ? wanted.number == i + 1 : trimmed(names[i]) == wanted.name) return std::vector{i};
    }
    const std::string called = wanted.name.empty() ? std::to_string(wanted.number) : "'" + wanted.name + "'";
    return mapping_.error(wanted.line, "sheet",
                          "there is no sheet " + called + " in " + name_ + "; it has " + listed(names));
  }

  size_t count_matched(const std::vector<std::string>& names) const {
    return static_cast<size_t>(
        std::count_if(mapping_.columns.begin(), mapping_.columns.end(), [&](const Column& column) {
          return column.name != "#" && std::find(names.begin(), names.end(), column.name) != names.end();
        }));
  }

  // The row with all columns of the mapping, otherwise the one with the most. Line 0: there are no rows.
  Result<Header> find_header() {
    Header best;
    std::vector<std::string> fields;
    for (uint64_t i = 0; mapping_.header_row > 0 || i < kHeaderRows; ++i) {
      const Result<bool> read = table_->next(fields);
      if (!read && best.line > 0) return best;  // the first row says more than what is wrong further on
      if (!read) return read.error();
      if (!*read) break;
      if (table_->line() < mapping_.header_row) continue;
      if (mapping_.header_row > 0 && table_->line() > mapping_.header_row) break;
      for (std::string& field : fields) field = std::string(trimmed(field));
      const size_t matched = count_matched(fields);
      if (best.line == 0 || matched > best.matched) best = {fields, table_->line(), matched};
      if (matched == wanted_ || mapping_.header_row > 0) break;
    }
    return best;
  }

  Status without_header(const Header& best, size_t nearest) {
    if (best.line == 0) {
      const std::string where =
          mapping_.header_row > 0 ? "line " + std::to_string(mapping_.header_row) + " is empty" : "the file is empty";
      return Error{ErrorCode::kInvalidEvent, name_ + ": " + where + "; its first line must name the columns"};
    }
    const auto missing = std::find_if(mapping_.columns.begin(), mapping_.columns.end(), [&](const Column& column) {
      return column.name != "#" && std::find(best.names.begin(), best.names.end(), column.name) == best.names.end();
    });
    const std::string& sheet = file_->sheets()[nearest];
    std::string where = "; it has ";
    if (!sheet.empty()) where = "; sheet '" + sheet + "' has in row " + std::to_string(best.line) + ": ";
    if (sheet.empty() && best.line > 1) where = "; line " + std::to_string(best.line) + " has ";
    std::string what = "column '" + missing->name + "' is not in " + name_ + where + listed(best.names);
    const Result<std::vector<std::string>> merged = file_->merged_cells(nearest, kHeaderRows);
    if (!merged) return merged.error();
    if (!merged->empty()) {
      what += "; merged cells: " + listed(*merged) + ". Give each column one cell with its name, all in one row";
    }
    return mapping_.error(missing->line, missing->key, what);
  }

  Status place_columns() {
    const std::vector<std::string>& names = header_.names;
    for (const Column& column : mapping_.columns) {
      const auto found = std::find(names.begin(), names.end(), column.name);
      place_.push_back(column.name == "#" ? SIZE_MAX : static_cast<size_t>(found - names.begin()));
      const auto again = found == names.end() ? found : std::find(found + 1, names.end(), column.name);
      if (column.name == "#" || again == names.end()) continue;
      const std::string line = header_.line == 1 ? "the first line" : "line " + std::to_string(header_.line);
      return mapping_.error(column.line, column.key,
                            "column '" + column.name + "' stands twice in " + line + " of " + name_ + ", as " +
                                table_->column_name(static_cast<size_t>(found - names.begin())) + " and as " +
                                table_->column_name(static_cast<size_t>(again - names.begin())) +
                                "; give one another name");
    }
    return Done{};
  }

  Status take_marks(Row& row) const {
    for (const CellMark& mark : table_->marks()) {
      for (size_t i = 0; i < place_.size(); ++i) {
        if (place_[i] != mark.column) continue;
        const std::string column = "column '" + mapping_.columns[i].name + "': ";
        switch (mark.kind) {
          case CellMark::Kind::kDate:
            row.dates.push_back(i);
            if (!mapping_.has_zone) {
              return mapping_.error(1, "time_zone",
                                    "it is missing; " + column + "line " + std::to_string(row.line) + " of " + name_ +
                                        " has a date, and those of a spreadsheet have no offset");
            }
            break;
          case CellMark::Kind::kLostDigits:
            row.unread.push_back(i);
            break;
          case CellMark::Kind::kFormulaError:
            row.remarks.push_back(column + "the error of a formula (" + row.values[i] + "), read as empty");
            row.values[i].clear();
            break;
          case CellMark::Kind::kNoResult:
            row.remarks.push_back(column +
                                  "a formula without a result, read as empty; open the file in a spreadsheet "
                                  "program and save it");
            break;
        }
      }
    }
    return Done{};
  }

  const Mapping& mapping_;
  const std::string name_;
  const std::unique_ptr<TableFile> file_;
  std::unique_ptr<TableReader> table_;
  size_t sheet_ = 0, wanted_ = 0;
  Header header_;
  const std::vector<size_t> none_;
  std::vector<size_t> place_;  // of each column of the mapping in the file
  std::vector<std::string> fields_;
  std::string problem_;
  uint64_t number_ = 0;
};

}  // namespace

Result<std::unique_ptr<RowSource>> open_table_rows(const Mapping& mapping, std::istream& input,
                                                   const std::string& name) {
  Result<std::unique_ptr<TableFile>> file = open_table(input, name, {mapping.encoding, mapping.separator});
  if (!file) return file.error();
  auto rows = std::make_unique<TableRows>(mapping, name, std::move(*file));
  if (const Status bound = rows->bind(); !bound) return bound.error();
  return std::unique_ptr<RowSource>(std::move(rows));
}

}  // namespace gridwall::import
