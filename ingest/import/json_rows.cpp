#include <algorithm>
#include <map>
#include <set>

#include "ingest/event/json_document.h"
#include "ingest/event/utf8.h"
#include "ingest/import/row_source.h"

namespace gridwall::import {
namespace {

namespace dom = simdjson::dom;
constexpr size_t kMaxBytes = size_t{256} * 1024 * 1024;
constexpr int kMaxJsonDepth = 16;

struct Value {
  std::string text;
  bool unread = false;  // a number that cannot be held
};
using Values = std::map<std::string, Value>;

struct Flat {
  Values values;
  std::map<std::string, std::vector<Values>> lists;  // of objects
  std::string problem;
};

// Takes objects apart into columns, of which `columns` are wanted.
class Flattener {
 public:
  Flattener(const JsonDocument& json, const std::vector<Column>& columns) : json_(json) {
    for (const Column& column : columns) wanted_.insert(column.name);
  }

  void flatten(const std::string& prefix, dom::element element, Flat& into) const {
    const bool nested = element.is_object() || element.is_array();
    if (nested && wanted_.contains(prefix)) {  // such as a point of GeoJSON
      json_.append(into.values[prefix].text, element);
    }
    if (element.is_object()) {
      const dom::object object = element;
      if (into.problem.empty()) into.problem = given_twice(prefix, object);
      for (auto [key, child] : object) {
        flatten(prefix.empty() ? std::string(key) : prefix + "." + std::string(key), child, into);
      }
    } else if (element.is_array()) {
      const dom::array array = element;
      for (dom::element child : array) {
        if (!child.is_object()) continue;  // a list of plain values gives no rows
        Flat inner;
        flatten(prefix, child, inner);
        if (into.problem.empty()) into.problem = inner.problem;
        into.lists[prefix].push_back(std::move(inner.values));
      }
    } else {
      into.values.insert_or_assign(prefix, scalar(element));
    }
  }

 private:
  Value scalar(dom::element element) const {
    if (const std::optional<std::string_view> text = json_.string(element)) return {std::string(trimmed(*text)), false};
    if (const std::optional<std::string_view> number = json_.unread_number(element))
      return {std::string(*number), true};
    return {element.is_null() ? std::string() : std::string(simdjson::minify(element)), false};
  }

  bool is_read(const std::string& path) const {
    const auto found = wanted_.lower_bound(path);
    return found != wanted_.end() && (*found == path || found->starts_with(path + "."));
  }

  std::string given_twice(const std::string& prefix, dom::object object) const {
    std::map<std::string_view, size_t> seen;  // name -> place
    size_t place = 0;
    for (const auto [key, child] : object) {
      const auto [first, is_new] = seen.emplace(key, ++place);
      const std::string path = prefix.empty() ? std::string(key) : prefix + "." + std::string(key);
      if (is_new || !is_read(path)) continue;
      return "'" + path + "' is given twice, as member " + std::to_string(first->second) + " and as member " +
             std::to_string(place);
    }
    return {};
  }

  const JsonDocument& json_;
  std::set<std::string, std::less<>> wanted_;
};

// The texts and numbers in what a server says went wrong, one after the other.
void collect_words(const JsonDocument& json, dom::element element, std::string& words) {
  constexpr size_t kMostBytes = 400;
  if (words.size() > kMostBytes) return;
  if (element.is_object()) {
    const dom::object object = element;
    for (const auto [key, child] : object) collect_words(json, child, words);
  } else if (element.is_array()) {
    const dom::array array = element;
    for (const dom::element child : array) collect_words(json, child, words);
  } else if (!element.is_null()) {
    if (!words.empty()) words += ' ';
    const std::optional<std::string_view> text = json.string(element);
    if (text) {
      words += cut_to_bytes(trimmed(*text), kMostBytes);
    } else {
      json.append(words, element);
    }
  }
}

// GeoReport v2 answers [{"code": 404, "description": "..."}], others {"error": ...}, {"errors": [...]}, {"message":
// ...}.
bool is_refusal(dom::element element) {
  dom::object object;
  if (element.get_object().get(object) != simdjson::SUCCESS) return false;
  dom::element ignored;
  for (const char* name : {"error", "errors", "message", "detail", "error_description", "fault", "exception"}) {
    if (object.at_key(name).get(ignored) == simdjson::SUCCESS) return true;
  }
  return object.at_key("code").get(ignored) == simdjson::SUCCESS &&
         object.at_key("description").get(ignored) == simdjson::SUCCESS;
}

// What a page of XML or HTML says, without its marks; empty for any other text.
std::string words_of_markup(std::string_view text) {
  constexpr size_t kMostBytes = 300;
  std::string words;
  text = trimmed(without_byte_order_mark(text));
  if (!text.starts_with('<') || !is_utf8(text)) return words;
  while (!text.empty() && words.size() < kMostBytes) {
    const size_t end = std::min(text.find('>'), text.size());
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::string_view word = trimmed(text.substr(0, text.find('<')));
    if (!word.empty()) words.append(words.empty() ? "" : " ").append(word);
    text.remove_prefix(std::min(text.find('<'), text.size()));
  }
  return std::string(cut_to_bytes(words, kMostBytes));
}

class JsonRows : public RowSource {
 public:
  Status load(const Mapping& mapping, std::istream& input, const std::string& name) {
    std::string text;
    constexpr size_t kChunkBytes = size_t{1024} * 1024;
    while (input && text.size() <= kMaxBytes) {
      const size_t held = text.size();
      text.resize(held + kChunkBytes);
      input.read(text.data() + held, static_cast<std::streamsize>(kChunkBytes));
      text.resize(held + static_cast<size_t>(input.gcount()));
    }
    if (text.size() > kMaxBytes) return Error{ErrorCode::kInvalidEvent, name + ": larger than 256 MiB; split it"};
    if (const std::string words = words_of_markup(text); !words.empty()) {
      return Error{ErrorCode::kInvalidEvent, name + ": XML or HTML, not JSON; the server answered: " + words};
    }
    if (const std::optional<JsonFault> fault = json_.parse(text)) {
      const bool no_memory = fault->kind == JsonFault::Kind::kNoMemory;
      return Error{no_memory ? ErrorCode::kIo : ErrorCode::kInvalidEvent, name + ": not JSON: " + fault->what};
    }
    bytes_ = text.size();
    dom::array array;
    if (json_.root().get_array().get(array) != simdjson::SUCCESS) return no_list(name);
    for (const EventRule& rule : mapping.events) lists_.insert(rule.each);
    const Flattener flattener(json_, mapping.columns);
    std::set<std::string> seen;
    uint64_t number = 0;
    for (dom::element element : array) {
      ++number;
      Flat flat;
      flattener.flatten("", element, flat);
      const size_t known = seen.size();
      add(mapping, flat.values, {}, number, number, "", seen);
      if (!flat.problem.empty()) problems_[rows_.size() - 1] = flat.problem;
      if (known == 0 && seen.empty() && is_refusal(element)) return refusal(name, json_.root());
      for (const auto& [list, items] : flat.lists) {
        const auto wanted = lists_.find(list);
        if (list.empty() || wanted == lists_.end() || !flat.problem.empty()) continue;
        found_lists_.insert(list);
        uint64_t place = 0;
        for (const Values& item : items) add(mapping, flat.values, item, number, ++place, *wanted, seen);
      }
    }
    note_absent(mapping, seen, number);
    return Done{};
  }

  Result<bool> next(Row& row) override {
    if (at_ == rows_.size()) return false;
    const auto problem = problems_.find(at_);
    problem_ = problem == problems_.end() ? std::string() : problem->second;
    row = std::move(rows_[at_++]);
    return true;
  }
  const std::string& problem() const override { return problem_; }
  uint64_t bytes_read() const override { return bytes_; }
  std::string form() const override { return "a list of objects"; }
  std::vector<std::string> notes() const override { return notes_; }
  const std::vector<size_t>& absent() const override { return absent_; }

 private:
  Error no_list(const std::string& name) const {
    const dom::element root = json_.root();
    if (is_refusal(root)) return refusal(name, root);
    std::string members;
    dom::object object;
    if (root.get_object().get(object) == simdjson::SUCCESS) {
      for (const auto [key, child] : object) {
        if (members.size() > 200) break;
        members.append(members.empty() ? "; it is an object with " : ", ").append(key.substr(0, 40));
      }
    }
    return Error{ErrorCode::kInvalidEvent,
                 name + ": must be a list of requests, as Open311 GeoReport v2 returns it" + members};
  }
  Error refusal(const std::string& name, dom::element element) const {
    std::string words;
    collect_words(json_, element, words);
    return {ErrorCode::kInvalidEvent, name + ": the server answered with an error: " + words};
  }

  void add(const Mapping& mapping, const Values& base, const Values& item, uint64_t line, uint64_t number,
           std::string_view list, std::set<std::string>& seen) {
    Row row;
    row.line = line;
    row.number = number;
    row.each = list;
    for (size_t i = 0; i < mapping.columns.size(); ++i) {
      const std::string& column = mapping.columns[i].name;
      auto found = item.find(column);
      bool has = found != item.end();
      if (!has) has = (found = base.find(column)) != base.end();
      if (has) seen.insert(column);
      if (has && found->second.unread) row.unread.push_back(i);
      row.values.push_back(column == "#" ? std::to_string(number) : has ? found->second.text : std::string());
    }
    rows_.push_back(std::move(row));
  }

  // A member of a list is missed only where the list is.
  void note_absent(const Mapping& mapping, const std::set<std::string>& seen, uint64_t objects) {
    if (objects == 0) return;
    for (const std::string& list : lists_) {
      if (!list.empty() && !found_lists_.contains(list)) notes_.push_back("no object has a list '" + list + "'");
    }
    for (size_t i = 0; i < mapping.columns.size(); ++i) {
      const std::string& column = mapping.columns[i].name;
      if (column == "#" || seen.contains(column)) continue;
      absent_.push_back(i);
      const bool of_list = std::any_of(lists_.begin(), lists_.end(), [&](const std::string& list) {
        return !list.empty() && !found_lists_.contains(list) && column.starts_with(list + ".");
      });
      if (!of_list) notes_.push_back("column '" + column + "' is in no object");
    }
  }

  JsonDocument json_{kMaxJsonDepth};
  std::set<std::string, std::less<>> lists_, found_lists_;
  std::vector<Row> rows_;
  std::map<size_t, std::string> problems_;  // of rows, by their place in rows_
  std::string problem_;
  std::vector<std::string> notes_;
  std::vector<size_t> absent_;
  size_t at_ = 0;
  uint64_t bytes_ = 0;
};

}  // namespace

Result<std::unique_ptr<RowSource>> open_json_rows(const Mapping& mapping, std::istream& input,
                                                  const std::string& name) {
  auto rows = std::make_unique<JsonRows>();
  if (const Status loaded = rows->load(mapping, input, name); !loaded) return loaded.error();
  return std::unique_ptr<RowSource>(std::move(rows));
}

}  // namespace gridwall::import
