#include "ingest/import/row_source.h"

#include <algorithm>

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
    for (std::string& column : header) column = trimmed(column);
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
    }
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
      row.values[i] = place_[i] == SIZE_MAX ? std::to_string(row.number) : trimmed(fields_[place_[i]]);
    }
    return true;
  }

  const std::string& problem() const override { return problem_; }
  uint64_t bytes_read() const override { return reader_.bytes_read(); }

 private:
  CsvReader reader_;
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

 private:
  GbkBuffer buffer_;
  std::istream stream_;
  std::unique_ptr<RowSource> rows_;
};

}  // namespace

std::string trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return std::string(text);
}

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
