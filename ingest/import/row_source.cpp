#include "ingest/import/row_source.h"

#include <algorithm>

#include "ingest/event/utf8.h"
#include "ingest/import/csv.h"

namespace gridwall::import {
namespace {

class CsvRows : public RowSource {
 public:
  CsvRows(std::istream& input, const std::string& name) : reader_(input, name) {}

  Status bind(const Mapping& mapping, const std::string& name) {
    std::vector<std::string> header;
    const Result<bool> read = reader_.next(header);
    if (!read) return read.error();
    if (!*read)
      return Error{ErrorCode::kInvalidEvent, name + ": the file is empty; its first line must name the columns"};
    for (std::string& column : header) column = std::string(trimmed(column));
    width_ = header.size();
    for (const Column& column : mapping.columns) {
      const auto found = std::find(header.begin(), header.end(), column.name);
      if (column.name != "#" && found == header.end()) {
        std::string list;
        for (const std::string& known : header) list.append(list.empty() ? "" : ", ").append(known);
        return mapping.error(column.line, column.key,
                             "column '" + column.name + "' is not in " + name + "; it has " + list);
      }
      place_.push_back(column.name == "#" ? SIZE_MAX : static_cast<size_t>(found - header.begin()));
      const auto again = found == header.end() ? found : std::find(found + 1, header.end(), column.name);
      if (column.name != "#" && again != header.end()) {
        return mapping.error(column.line, column.key,
                             "column '" + column.name + "' stands twice in the first line of " + name + ", as column " +
                                 std::to_string(found - header.begin() + 1) + " and as column " +
                                 std::to_string(again - header.begin() + 1) + "; give one another name");
      }
    }
    note_unused_twice(header);
    return Done{};
  }

  Result<bool> next(Row& row) override {
    const Result<bool> read = reader_.next(fields_);
    if (!read) return read.error();
    if (!*read) return false;
    row.line = reader_.line();
    row.number = ++number_;
    row.each = {};
    row.values.resize(place_.size());
    problem_ = reader_.problem();
    if (problem_.empty() && fields_.size() != width_) {
      problem_ = std::to_string(fields_.size()) + " columns where the header has " + std::to_string(width_);
    }
    if (!problem_.empty()) return true;
    for (size_t i = 0; i < place_.size(); ++i) {
      row.values[i] = place_[i] == SIZE_MAX ? std::to_string(row.number) : std::string(trimmed(fields_[place_[i]]));
    }
    return true;
  }

  const std::string& problem() const override { return problem_; }
  uint64_t bytes_read() const override { return reader_.bytes_read(); }
  const std::vector<std::string>& notes() const override { return notes_; }
  const std::vector<size_t>& absent() const override { return none_; }

 private:
  void note_unused_twice(std::vector<std::string> header) {
    std::sort(header.begin(), header.end());
    for (auto at = std::adjacent_find(header.begin(), header.end()); at != header.end();
         at = std::adjacent_find(std::upper_bound(at, header.end(), *at), header.end())) {
      notes_.push_back("column '" + *at + "' stands twice; the mapping does not use it");
    }
  }

  CsvReader reader_;
  std::vector<std::string> notes_;
  const std::vector<size_t> none_;
  size_t width_ = 0;
  std::vector<size_t> place_;  // of each column of the mapping in the file
  std::vector<std::string> fields_;
  std::string problem_;
  uint64_t number_ = 0;
};

Result<std::unique_ptr<RowSource>> open_utf8_rows(const Mapping& mapping, std::istream& input,
                                                  const std::string& name) {
  return mapping.format == SourceFormat::kCsv ? open_csv_rows(mapping, input, name)
                                              : open_json_rows(mapping, input, name);
}

// Rows of a text in GBK. What the text lacks as GBK goes before what its rows lack: it is why they lack it.
class GbkRows : public RowSource {
 public:
  GbkRows(std::istream& input, const std::string& name) : buffer_(input, name), stream_(&buffer_) {}

  Status open(const Mapping& mapping, const std::string& name) {
    Result<std::unique_ptr<RowSource>> rows = open_utf8_rows(mapping, stream_, name);
    if (buffer_.problem()) return *buffer_.problem();
    if (!rows) return rows.error();
    rows_ = std::move(*rows);
    return Done{};
  }
  Result<bool> next(Row& row) override {
    Result<bool> read = rows_->next(row);
    if (buffer_.problem() && (!read || !*read)) return *buffer_.problem();
    return read;
  }
  const std::string& problem() const override { return rows_->problem(); }
  uint64_t bytes_read() const override { return buffer_.bytes_read(); }
  const std::vector<std::string>& notes() const override { return rows_->notes(); }
  const std::vector<size_t>& absent() const override { return rows_->absent(); }

 private:
  GbkBuffer buffer_;
  std::istream stream_;
  std::unique_ptr<RowSource> rows_;
};

}  // namespace

Result<std::unique_ptr<RowSource>> open_csv_rows(const Mapping& mapping, std::istream& input, const std::string& name) {
  auto rows = std::make_unique<CsvRows>(input, name);
  if (const Status bound = rows->bind(mapping, name); !bound) return bound.error();
  return std::unique_ptr<RowSource>(std::move(rows));
}

Result<std::unique_ptr<RowSource>> open_rows(const Mapping& mapping, std::istream& input, const std::string& name) {
  if (mapping.encoding == Encoding::kUtf8) return open_utf8_rows(mapping, input, name);
  auto rows = std::make_unique<GbkRows>(input, name);
  if (const Status opened = rows->open(mapping, name); !opened) return opened.error();
  return std::unique_ptr<RowSource>(std::move(rows));
}

}  // namespace gridwall::import
