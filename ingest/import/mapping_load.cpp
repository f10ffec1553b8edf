#include <toml++/toml.h>

#include <algorithm>
#include <initializer_list>

#include "ingest/county/time_word.h"
#include "ingest/county/zone.h"
#include "ingest/event/schema.h"
#include "ingest/import/mapping.h"

namespace gridwall::import {
namespace {

size_t line_of(const toml::node& node) {
  return node.source().begin.line;
}

// Reads on after an error and keeps the first.
class Loader {
 public:
  explicit Loader(std::string_view file) : file_(file) {}

  Result<Mapping> load(std::string_view text);

 private:
  void fail(size_t line, const std::string& key, const std::string& what) {
    if (!error_)
      error_ = Error{ErrorCode::kInvalidConfig, file_ + ":" + std::to_string(line) + ": key '" + key + "': " + what};
  }
  void allow(const toml::table& table, const std::string& path, std::initializer_list<std::string_view> keys);
  std::string text(const toml::table& table, const std::string& path, std::string_view key, bool needed);
  size_t column(const std::string& name, size_t line, const std::string& key);
  Expression expression(const toml::node& node, const std::string& key);
  void parse_template(Expression& into, const std::string& text, size_t line, const std::string& key);
  std::optional<Expression> expression_at(const toml::table& table, const std::string& path, std::string_view key);
  std::vector<std::string> words(const toml::node& node, const std::string& key);
  std::vector<Condition> conditions(const toml::table& table, const std::string& path);
  Condition condition(const toml::table& table, const std::string& path);
  EventRule event(const toml::table& table, const std::string& path);
  void fields(EventRule& rule, const toml::table& table, const std::string& path);
  void pick(EventRule& rule, const toml::table& table, const std::string& path);
  Result<Mapping> warnings(const toml::table& root);
  Encoding encoding(const toml::table& root);
  std::vector<const toml::table*> tables(const toml::table& root, std::string_view key, bool needed);

  std::string file_;
  std::optional<Error> error_;
  std::vector<Column> columns_;
};

std::string scalar_text(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* integer = node.as_integer()) return std::to_string(integer->get());
  if (const auto* flag = node.as_boolean()) return flag->get() ? "true" : "false";
  return {};
}

bool is_scalar(const toml::node& node) {
  return node.is_string() || node.is_integer() || node.is_boolean();
}

void Loader::allow(const toml::table& table, const std::string& path, std::initializer_list<std::string_view> keys) {
  for (const auto& [key, node] : table) {
    if (std::find(keys.begin(), keys.end(), key.str()) != keys.end()) continue;
    std::string list;
    for (const std::string_view name : keys) list.append(list.empty() ? "" : ", ").append(name);
    fail(line_of(node), path + std::string(key.str()), "it is not known here; allowed are " + list);
  }
}

std::string Loader::text(const toml::table& table, const std::string& path, std::string_view key, bool needed) {
  const toml::node* node = table.get(key);
  const std::string full = path + std::string(key);
  if (node == nullptr) {
    if (needed) fail(line_of(table), full, "it is missing; it must be a text");
    return {};
  }
  if (!node->is_string() || node->as_string()->get().empty()) {
    fail(line_of(*node), full, "it must be a text in quotes that is not empty");
    return {};
  }
  return node->as_string()->get();
}

size_t Loader::column(const std::string& name, size_t line, const std::string& key) {
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].name == name) return i;
  }
  columns_.push_back({name, line, key});
  return columns_.size() - 1;
}

void Loader::parse_template(Expression& into, const std::string& text, size_t line, const std::string& key) {
  Expression::Part part;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool doubled = (c == '{' || c == '}') && i + 1 < text.size() && text[i + 1] == c;
    if (c == '{' && !doubled) {
      const size_t end = text.find('}', i);
      if (end == std::string::npos || end == i + 1)
        return fail(line, key, "a '{' without a column and '}'; write {{ for the character");
      part.column = column(text.substr(i + 1, end - i - 1), line, key);
      into.parts.push_back(std::move(part));
      part = {};
      i = end;
    } else if (c == '}' && !doubled) {
      return fail(line, key, "a '}' without '{'; write }} for the character");
    } else {
      part.text += c;
      if (doubled) ++i;
    }
  }
  if (!part.text.empty()) into.parts.push_back(std::move(part));
}

Expression Loader::expression(const toml::node& node, const std::string& key) {
  Expression made;
  if (is_scalar(node)) {
    parse_template(made, scalar_text(node), line_of(node), key);
    return made;
  }
  const toml::table* table = node.as_table();
  if (table == nullptr) {
    fail(line_of(node), key, "it must be a text, a number, true or false, or { from = \"...\" }");
    return made;
  }
  allow(*table, key + ".", {"from", "between", "map", "otherwise"});
  parse_template(made, text(*table, key + ".", "from", true), line_of(*table), key + ".from");
  if (const toml::node* between = table->get("between")) {
    const std::vector<std::string> ends = words(*between, key + ".between");
    if (ends.size() == 2) {
      made.between = {ends[0], ends[1]};
    } else {
      fail(line_of(*between), key + ".between", "it must be two texts, such as [\"(\", \",\"]");
    }
  }
  if (const toml::node* map = table->get("map")) {
    const toml::table* entries = map->as_table();
    if (entries == nullptr || entries->empty()) {
      fail(line_of(*map), key + ".map", "it must be a table of values, such as { Call = \"phone\" }");
    } else {
      for (const auto& [from, to] : *entries) {
        if (!is_scalar(to))
          fail(line_of(to), key + ".map." + std::string(from.str()), "it must be a text, a number, true or false");
        made.words.emplace(from.str(), scalar_text(to));
      }
    }
  }
  if (const toml::node* otherwise = table->get("otherwise")) {
    if (made.words.empty()) fail(line_of(*otherwise), key + ".otherwise", "it stands beside 'map' only");
    if (!is_scalar(*otherwise))
      fail(line_of(*otherwise), key + ".otherwise", "it must be a text, a number, true or false");
    made.otherwise = scalar_text(*otherwise);
  }
  return made;
}

std::optional<Expression> Loader::expression_at(const toml::table& table, const std::string& path,
                                                std::string_view key) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return std::nullopt;
  return expression(*node, path + std::string(key));
}

std::vector<std::string> Loader::words(const toml::node& node, const std::string& key) {
  std::vector<std::string> list;
  if (is_scalar(node)) return {scalar_text(node)};
  const toml::array* array = node.as_array();
  if (array == nullptr || array->empty()) {
    fail(line_of(node), key, "it must be a text or a list of texts");
    return list;
  }
  for (const toml::node& item : *array) {
    if (!is_scalar(item)) fail(line_of(item), key, "it must be a text or a list of texts");
    list.push_back(scalar_text(item));
  }
  return list;
}

Condition Loader::condition(const toml::table& table, const std::string& path) {
  allow(table, path + ".", {"column", "is", "is_not", "empty", "before", "after"});
  Condition made;
  const std::string name = text(table, path + ".", "column", true);
  made.column = column(name, line_of(table), path + ".column");
  int tests = 0;
  for (const std::string_view key : {"is", "is_not"}) {
    if (const toml::node* node = table.get(key)) {
      ++tests;
      made.kind = key == "is" ? Condition::Kind::kIs : Condition::Kind::kIsNot;
      made.words = words(*node, path + "." + std::string(key));
    }
  }
  if (const toml::node* node = table.get("empty")) {
    ++tests;
    if (!node->is_boolean()) fail(line_of(*node), path + ".empty", "it must be true or false");
    made.kind = scalar_text(*node) == "true" ? Condition::Kind::kEmpty : Condition::Kind::kNotEmpty;
  }
  for (const std::string_view key : {"before", "after"}) {
    if (table.get(key) == nullptr) continue;
    ++tests;
    made.kind = key == "before" ? Condition::Kind::kBefore : Condition::Kind::kAfter;
    made.other = column(text(table, path + ".", key, true), line_of(table), path + "." + std::string(key));
  }
  if (tests != 1) fail(line_of(table), path, "it must have one of is, is_not, empty, before, after");
  return made;
}

std::vector<Condition> Loader::conditions(const toml::table& table, const std::string& path) {
  std::vector<Condition> list;
  const toml::node* node = table.get("when");
  if (node == nullptr) return list;
  const std::string key = path + "when";
  if (const toml::table* one = node->as_table()) return {condition(*one, key)};
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    fail(line_of(*node), key, "it must be { column = \"...\", is = \"...\" } or a list of such");
    return list;
  }
  for (const toml::node& item : *array) {
    if (const toml::table* one = item.as_table()) {
      list.push_back(condition(*one, key));
    } else {
      fail(line_of(item), key, "it must be { column = \"...\", is = \"...\" } or a list of such");
    }
  }
  return list;
}

void Loader::fields(EventRule& rule, const toml::table& table, const std::string& path) {
  const toml::node* node = table.get("fields");
  const toml::table* given = node == nullptr ? nullptr : node->as_table();
  if (node != nullptr && given == nullptr)
    return fail(line_of(*node), path + "fields", "it must be a table [event.fields]");
  std::string allowed;
  for (const FieldRule& known : rules_of(rule.type)) {
    allowed.append(allowed.empty() ? "" : ", ").append(field_name(known.field));
    const std::string key = path + "fields." + std::string(field_name(known.field));
    const toml::node* value = given == nullptr ? nullptr : given->get(field_name(known.field));
    if (value != nullptr) {
      rule.fields.emplace_back(known.field, expression(*value, key));
    } else if (known.required) {
      fail(line_of(given == nullptr ? table : *given), key,
           "it is missing; " + std::string(event_type_name(rule.type)) + " requires it");
    }
  }
  if (given == nullptr) return;
  for (const auto& [key, value] : *given) {
    const std::optional<Field> field = field_from_name(key.str());
    if (field && slot_of(rule.type, *field) >= 0) continue;
    fail(line_of(value), path + "fields." + std::string(key.str()),
         "it is not a field of " + std::string(event_type_name(rule.type)) + "; there are " + allowed);
  }
}

void Loader::pick(EventRule& rule, const toml::table& table, const std::string& path) {
  const std::string per = text(table, path, "per", false);
  const std::string which = text(table, path, "pick", false);
  if (per.empty() != which.empty()) fail(line_of(table), path + "per", "'per' and 'pick' stand together");
  if (per.empty() || which.empty()) return;
  rule.per = column(per, line_of(table), path + "per");
  if (which != "first" && which != "last") fail(line_of(*table.get("pick")), path + "pick", "it must be first or last");
  rule.pick = which == "first" ? EventRule::Pick::kFirst : EventRule::Pick::kLast;
}

EventRule Loader::event(const toml::table& table, const std::string& path) {
  allow(table, path, {"type", "id", "at", "grid", "lon", "lat", "when", "each", "per", "pick", "fields"});
  EventRule rule;
  const std::string name = text(table, path, "type", true);
  const std::optional<EventType> type = event_type_from_name(name);
  if (!type) {
    if (const toml::node* node = table.get("type")) {
      fail(line_of(*node), path + "type", "'" + name + "' is not a type of the contract; docs/EVENTS.md lists them");
    }
    return rule;
  }
  rule.type = *type;
  if (const toml::node* at = table.get("at")) {
    for (const std::string& word : words(*at, path + "at")) rule.at.push_back(column(word, line_of(*at), path + "at"));
  } else {
    fail(line_of(table), path + "at", "it is missing; it must be the column of the time, or a list of columns");
  }
  if (const std::optional<Expression> id = expression_at(table, path, "id")) {
    rule.id = *id;
  } else {
    fail(line_of(table), path + "id",
         "it is missing; it must tell the event from all others, such as \"{number}/placed\"");
  }
  rule.grid = expression_at(table, path, "grid");
  rule.lon = expression_at(table, path, "lon");
  rule.lat = expression_at(table, path, "lat");
  if (rule.lon.has_value() != rule.lat.has_value())
    fail(line_of(table), path + "lon", "'lon' and 'lat' stand together");
  rule.each = text(table, path, "each", false);
  rule.when = conditions(table, path);
  pick(rule, table, path);
  fields(rule, table, path);
  return rule;
}

std::vector<const toml::table*> Loader::tables(const toml::table& root, std::string_view key, bool needed) {
  std::vector<const toml::table*> list;
  const toml::node* node = root.get(key);
  const toml::array* array = node == nullptr ? nullptr : node->as_array();
  const bool right = array != nullptr &&
                     std::all_of(array->begin(), array->end(), [](const toml::node& item) { return item.is_table(); });
  if (node == nullptr ? needed : !right) {
    fail(node == nullptr ? 1 : line_of(*node), std::string(key),
         "it must be given as [[" + std::string(key) + "]], once or more");
    return list;
  }
  if (right) {
    for (const toml::node& item : *array) list.push_back(item.as_table());
  }
  return list;
}

Encoding Loader::encoding(const toml::table& root) {
  const std::string name = text(root, "", "encoding", false);
  if (name.empty()) return Encoding::kUtf8;
  const std::optional<Encoding> known = encoding_from_name(name);
  if (!known) fail(line_of(*root.get("encoding")), "encoding", "it must be utf-8, gbk, gb2312 or gb18030");
  return known.value_or(Encoding::kUtf8);
}

// A CAP message has one form, so there is little to say about it.
Result<Mapping> Loader::warnings(const toml::table& root) {
  allow(root, "", {"name", "county", "source", "format", "languages", "lasts"});
  CapRules rules;
  if (const toml::node* languages = root.get("languages")) rules.languages = words(*languages, "languages");
  const std::string lasts = text(root, "", "lasts", true);
  const std::optional<int64_t> lasts_ns = read_duration_ns(lasts);
  if (!lasts.empty() && (!lasts_ns || *lasts_ns <= 0))
    fail(line_of(*root.get("lasts")), "lasts", "it must be a duration such as 24h or 2d");
  rules.lasts_ns = lasts_ns.value_or(0);
  const std::string name = text(root, "", "name", true);
  const std::string county = text(root, "", "county", false);
  const std::string source = text(root, "", "source", true);
  const Result<TimeReader> time = TimeReader::make("rfc3339", ZoneTable());
  if (!time) return time.error();
  if (error_) return *error_;
  return Mapping{file_, name, county, source, SourceFormat::kCap, Encoding::kUtf8, *time, {}, {}, {}, rules};
}

Result<Mapping> Loader::load(std::string_view text_in) {
  toml::table root;
  try {
    root = toml::parse(text_in);
  } catch (const toml::parse_error& error) {
    return Error{ErrorCode::kInvalidConfig, file_ + ":" + std::to_string(error.source().begin.line) +
                                                ": it is not TOML: " + std::string(error.description())};
  }
  if (const toml::node* format = root.get("format"); format != nullptr && scalar_text(*format) == "cap") {
    return warnings(root);
  }
  allow(root, "", {"name", "county", "source", "format", "encoding", "time_zone", "time_format", "event", "count"});
  const std::string name = text(root, "", "name", true);
  const std::string county = text(root, "", "county", false);
  const std::string source = text(root, "", "source", true);
  const std::string format = text(root, "", "format", true);
  if (format != "csv" && format != "open311-json" && root.get("format") != nullptr) {
    fail(line_of(*root.get("format")), "format", "it must be csv, open311-json or cap");
  }
  const std::string pattern = text(root, "", "time_format", true);
  const std::string zone_name = text(root, "", "time_zone", pattern != "rfc3339");
  ZoneTable zone;
  if (!zone_name.empty()) {
    Result<ZoneTable> loaded = county::load_zone_table(zone_name);
    if (loaded) {
      zone = std::move(*loaded);
    } else {
      fail(line_of(*root.get("time_zone")), "time_zone", loaded.error().message);
    }
  }
  Result<TimeReader> time = TimeReader::make(pattern.empty() ? "rfc3339" : pattern, std::move(zone));
  if (!time) {
    fail(line_of(*root.get("time_format")), "time_format", time.error().message);
    return *error_;
  }
  Mapping mapping{file_,
                  name,
                  county,
                  source,
                  format == "csv" ? SourceFormat::kCsv : SourceFormat::kOpen311Json,
                  encoding(root),
                  std::move(*time),
                  {},
                  {},
                  {},
                  {}};
  for (const toml::table* table : tables(root, "event", true)) mapping.events.push_back(event(*table, "event."));
  for (const toml::table* table : tables(root, "count", false)) {
    allow(*table, "count.", {"what", "when"});
    mapping.counts.push_back({text(*table, "count.", "what", true), conditions(*table, "count.")});
  }
  for (const EventRule& rule : mapping.events) {
    if (!rule.each.empty() && mapping.format == SourceFormat::kCsv) fail(1, "event.each", "a CSV file has no lists");
  }
  mapping.columns = std::move(columns_);
  if (error_) return *error_;
  return mapping;
}

}  // namespace

Result<Mapping> load_mapping(std::string_view text, std::string_view file) {
  return Loader(file).load(text);
}

}  // namespace gridwall::import
