#include <simdjson.h>

#include <map>
#include <set>

#include "ingest/import/row_source.h"

namespace gridwall::import {
namespace {

namespace dom = simdjson::dom;
constexpr size_t kMaxBytes = size_t{256} * 1024 * 1024;
constexpr int kMaxJsonDepth = 16;

using Values = std::map<std::string, std::string>;

std::string scalar_text(dom::element element) {
  std::string_view text;
  if (element.get_string().get(text) == simdjson::SUCCESS) return trimmed(text);
  return element.is_null() ? std::string() : std::string(simdjson::minify(element));
}

struct Flat {
  Values values;
  std::map<std::string, std::vector<Values>> lists;  // of objects
};

void flatten(const std::string& prefix, dom::element element, Flat& into) {
  if (element.is_object()) {
    const dom::object object = element;
    for (auto [key, child] : object)
      flatten(prefix.empty() ? std::string(key) : prefix + "." + std::string(key), child, into);
  } else if (element.is_array()) {
    const dom::array array = element;
    for (dom::element child : array) {
      if (!child.is_object()) continue;  // a list of plain values gives no rows
      Flat inner;
      flatten(prefix, child, inner);
      into.lists[prefix].push_back(std::move(inner.values));
    }
  } else {
    into.values[prefix] = scalar_text(element);
  }
}

class JsonRows : public RowSource {
 public:
  Status load(const Mapping& mapping, std::istream& input, const std::string& name) {
    constexpr size_t kChunkBytes = size_t{1024} * 1024;
    while (input && text_.size() <= kMaxBytes) {
      const size_t held = text_.size();
      text_.resize(held + kChunkBytes);
      input.read(text_.data() + held, static_cast<std::streamsize>(kChunkBytes));
      text_.resize(held + static_cast<size_t>(input.gcount()));
    }
    if (text_.starts_with("\xEF\xBB\xBF")) text_.erase(0, 3);
    if (text_.size() > kMaxBytes) return Error{ErrorCode::kInvalidEvent, name + ": larger than 256 MiB; split it"};
    if (parser_.allocate(text_.size() + 1, kMaxJsonDepth) != simdjson::SUCCESS) {
      return Error{ErrorCode::kIo, name + ": no memory to read it"};
    }
    dom::element root;
    if (const auto error = parser_.parse(text_).get(root); error != simdjson::SUCCESS) {
      return Error{ErrorCode::kInvalidEvent, name + ": not JSON: " + simdjson::error_message(error)};
    }
    dom::array array;
    if (root.get_array().get(array) != simdjson::SUCCESS) {
      return Error{ErrorCode::kInvalidEvent, name + ": must be a list of requests, as Open311 GeoReport v2 returns it"};
    }
    for (const Column& column : mapping.columns) columns_.push_back(column.name);
    for (const EventRule& rule : mapping.events) lists_.insert(rule.each);
    std::set<std::string> seen;
    uint64_t number = 0;
    for (dom::element element : array) {
      ++number;
      Flat flat;
      flatten("", element, flat);
      add(flat.values, {}, number, number, "", seen);
      for (const auto& [list, items] : flat.lists) {
        const auto wanted = lists_.find(list);
        uint64_t place = 0;
        for (const Values& item : items)
          add(flat.values, item, number, ++place, wanted == lists_.end() ? std::string_view("?") : *wanted, seen);
      }
    }
    for (const Column& column : mapping.columns) {
      if (column.name != "#" && !seen.contains(column.name)) {
        return mapping.error(column.line, column.key, "column '" + column.name + "' is in no object of " + name);
      }
    }
    bytes_ = text_.size();
    text_ = std::string();
    return Done{};
  }

  Result<bool> next(Row& row) override {
    if (at_ == rows_.size()) return false;
    row = std::move(rows_[at_++]);
    return true;
  }
  const std::string& problem() const override { return none_; }
  uint64_t bytes_read() const override { return bytes_; }

 private:
  void add(const Values& base, const Values& item, uint64_t line, uint64_t number, std::string_view list,
           std::set<std::string>& seen) {
    Row row;
    row.line = line;
    row.number = number;
    row.each = list;
    for (const std::string& column : columns_) {
      auto found = item.find(column);
      bool has = found != item.end();
      if (!has) has = (found = base.find(column)) != base.end();
      if (has) seen.insert(column);
      row.values.push_back(column == "#" ? std::to_string(number) : has ? found->second : std::string());
    }
    if (list != "?") rows_.push_back(std::move(row));
  }

  dom::parser parser_;
  std::string text_;
  std::vector<std::string> columns_;
  std::set<std::string, std::less<>> lists_;
  std::vector<Row> rows_;
  size_t at_ = 0;
  uint64_t bytes_ = 0;
  const std::string none_;
};

}  // namespace

Result<std::unique_ptr<RowSource>> open_json_rows(const Mapping& mapping, std::istream& input,
                                                  const std::string& name) {
  auto rows = std::make_unique<JsonRows>();
  if (const Status loaded = rows->load(mapping, input, name); !loaded) return loaded.error();
  return std::unique_ptr<RowSource>(std::move(rows));
}

}  // namespace gridwall::import
