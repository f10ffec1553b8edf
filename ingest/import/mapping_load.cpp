#include <algorithm>

#include "ingest/config/toml_section.h"
#include "ingest/county/zone.h"
#include "ingest/event/duration.h"
#include "ingest/event/schema.h"
#include "ingest/event/utf8.h"
#include "ingest/import/mapping.h"
#include "ingest/import/separator.h"

namespace gridwall::import {
namespace {

using config::Section;
using config::TomlNode;

constexpr std::string_view kScalar = "it must be a text, a number, true or false";
constexpr std::string_view kWords = "it must be a text or a list of texts";
constexpr std::string_view kCondition = "it must be { column = \"...\", is = \"...\" } or a list of such";

struct Origin {  // of a text, for messages
  size_t line;
  std::string key;
};

class Loader {
 public:
  explicit Loader(std::string_view file) : name_(file), file_(file) {}

  Result<Mapping> load(std::string_view text);

 private:
  void fail(const Origin& origin, std::string_view what) { file_.fail(origin.line, origin.key, what); }
  size_t column(const std::string& written, const Origin& origin);
  size_t column_at(Section& section, std::string_view key);
  Expression expression(Section& section, std::string_view key, const TomlNode& node);
  void cut_by_pattern(Section& section, Expression& into);
  void look_up(Section& section, Expression& into);
  void parse_template(Expression& into, const std::string& text, const Origin& origin);
  std::optional<Expression> expression_at(Section& section, std::string_view key);
  std::vector<Condition> conditions(Section& section);
  Condition condition(Section section);
  EventRule event(Section& section);
  void fields(EventRule& rule, Section& section);
  void pick(EventRule& rule, Section& section);
  Result<Mapping> warnings(Section& root);
  void table(Mapping& mapping, Section& root);

  std::string name_;
  config::TomlFile file_;
  std::vector<Column> columns_;
};

bool is_scalar(const TomlNode& node) {
  return node.is_text() || node.kind == TomlNode::Kind::kInteger || node.kind == TomlNode::Kind::kFlag;
}

std::string scalar_text(const TomlNode& node) {
  if (node.kind == TomlNode::Kind::kInteger) return std::to_string(node.integer);
  if (node.kind == TomlNode::Kind::kFlag) return node.flag ? "true" : "false";
  return node.text;
}

std::vector<std::string> words(Section& section, std::string_view key, const TomlNode& node) {
  std::vector<std::string> list;
  if (is_scalar(node)) return {std::string(trimmed(scalar_text(node)))};
  if (!node.is_array() || node.items.empty()) {
    section.fail_at(node, key, kWords);
    return list;
  }
  for (const TomlNode& item : node.items) {
    if (!is_scalar(item)) section.fail_at(item, key, kWords);
    list.emplace_back(trimmed(scalar_text(item)));
  }
  return list;
}

// A name as a file has it: what is read from a file is trimmed, so a mapping that is not would never find it.
size_t Loader::column(const std::string& written, const Origin& origin) {
  const std::string name(trimmed(written));
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].name == name) return i;
  }
  columns_.push_back({name, origin.line, origin.key});
  return columns_.size() - 1;
}

size_t Loader::column_at(Section& section, std::string_view key) {
  return column(section.text(key), {section.line(), section.path_of(key)});
}

void Loader::parse_template(Expression& into, const std::string& text, const Origin& origin) {
  Expression::Part part;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool doubled = (c == '{' || c == '}') && i + 1 < text.size() && text[i + 1] == c;
    if (c == '{' && !doubled) {
      const size_t end = text.find('}', i);
      if (end == std::string::npos || end == i + 1)
        return fail(origin, "a '{' without a column and '}'; write {{ for the character");
      part.column = column(text.substr(i + 1, end - i - 1), origin);
      into.parts.push_back(std::move(part));
      part = {};
      i = end;
    } else if (c == '}' && !doubled) {
      return fail(origin, "a '}' without '{'; write }} for the character");
    } else {
      part.text += c;
      if (doubled) ++i;
    }
  }
  if (!part.text.empty()) into.parts.push_back(std::move(part));
}

Expression Loader::expression(Section& section, std::string_view key, const TomlNode& node) {
  Expression made;
  if (is_scalar(node)) {
    parse_template(made, scalar_text(node), {node.line, section.path_of(key)});
    return made;
  }
  if (!node.is_table()) {
    section.fail_at(node, key, "it must be a text, a number, true or false, or { from = \"...\" }");
    return made;
  }
  Section inner = section.within(key, node);
  parse_template(made, inner.text("from"), {node.line, inner.path_of("from")});
  if (const TomlNode* between = inner.find("between")) {
    const auto& ends = between->items;
    if (between->is_array() && ends.size() == 2 && ends[0].is_text() && ends[1].is_text() && !ends[0].text.empty() &&
        !ends[1].text.empty()) {
      made.between = {ends[0].text, ends[1].text};  // with their blanks
    } else {
      inner.fail("between", "it must be two texts, such as [\"(\", \",\"]");
    }
  }
  cut_by_pattern(inner, made);
  look_up(inner, made);
  inner.finish();
  return made;
}

void Loader::cut_by_pattern(Section& section, Expression& into) {
  const std::string pattern = section.text_or("pattern", ""), take = section.text_or("take", "");
  if (pattern.empty() && take.empty()) return;
  if (pattern.empty() || take.empty()) {
    return file_.fail(section.line(), section.path_of("pattern"), "'pattern' and 'take' stand together");
  }
  if (into.between) return section.fail("pattern", "it cannot stand beside 'between'");
  const Result<TextPattern> made = TextPattern::make(pattern);
  if (!made) return section.fail("pattern", made.error().message);
  const std::optional<size_t> part = made->part(take);
  if (!part) return section.fail("take", "the pattern has no part {" + take + "}");
  into.pattern = *made;
  into.take = *part;
}

void Loader::look_up(Section& section, Expression& into) {
  if (const TomlNode* map = section.find("map")) {
    if (!map->is_table() || map->items.empty()) {
      section.fail("map", "it must be a table of values, such as { Call = \"phone\" }");
    } else {
      const Section entries = section.within("map", *map);
      for (const TomlNode& to : entries.entries()) {
        if (!is_scalar(to)) file_.fail(to.line, entries.path_of(to.key), kScalar);
        into.words.emplace(trimmed(to.key), scalar_text(to));
      }
    }
  }
  if (const TomlNode* otherwise = section.find("otherwise")) {
    if (into.words.empty()) section.fail("otherwise", "it stands beside 'map' only");
    if (!is_scalar(*otherwise)) section.fail("otherwise", kScalar);
    into.otherwise = scalar_text(*otherwise);
  }
}

std::optional<Expression> Loader::expression_at(Section& section, std::string_view key) {
  const TomlNode* node = section.find(key);
  if (node == nullptr) return std::nullopt;
  return expression(section, key, *node);
}

Condition Loader::condition(Section section) {
  Condition made;
  made.column = column_at(section, "column");
  int tests = 0;
  for (const std::string_view key : {"is", "is_not"}) {
    if (const TomlNode* node = section.find(key)) {
      ++tests;
      made.kind = key == "is" ? Condition::Kind::kIs : Condition::Kind::kIsNot;
      made.words = words(section, key, *node);
    }
  }
  const bool empty = section.flag_or("empty", false);
  if (section.has("empty")) {
    ++tests;
    made.kind = empty ? Condition::Kind::kEmpty : Condition::Kind::kNotEmpty;
  }
  for (const std::string_view key : {"before", "after"}) {
    if (section.find(key) == nullptr) continue;
    ++tests;
    made.kind = key == "before" ? Condition::Kind::kBefore : Condition::Kind::kAfter;
    made.other = column_at(section, key);
  }
  section.finish();
  if (tests != 1) file_.fail(section.line(), section.path(), "it must have one of is, is_not, empty, before, after");
  return made;
}

std::vector<Condition> Loader::conditions(Section& section) {
  std::vector<Condition> list;
  const TomlNode* node = section.find("when");
  if (node == nullptr) return list;
  if (node->is_table()) return {condition(section.within("when", *node))};
  if (!node->is_array()) {
    section.fail("when", kCondition);
    return list;
  }
  for (const TomlNode& item : node->items) {
    if (item.is_table()) {
      list.push_back(condition(section.within("when", item)));
    } else {
      section.fail_at(item, "when", kCondition);
    }
  }
  return list;
}

void Loader::fields(EventRule& rule, Section& section) {
  const std::string type(event_type_name(rule.type));
  const bool given = section.has("fields");
  std::optional<Section> values = section.section("fields");
  if (given && !values) return;
  std::string allowed;
  for (const FieldRule& known : rules_of(rule.type)) {
    const std::string_view key = field_name(known.field);
    allowed.append(allowed.empty() ? "" : ", ").append(key);
    if (const TomlNode* value = values ? values->find(key) : nullptr) {
      rule.fields.emplace_back(known.field, expression(*values, key, *value));
    } else if (known.required) {
      file_.fail((values ? *values : section).line(), section.path_of("fields." + std::string(key)),
                 "it is missing; " + type + " requires it");
    }
  }
  if (!values) return;
  for (const TomlNode& value : values->entries()) {
    const std::optional<Field> field = field_from_name(value.key);
    if (field && slot_of(rule.type, *field) >= 0) continue;
    values->fail(value.key, "it is not a field of " + type + "; there are " + allowed);
  }
}

void Loader::pick(EventRule& rule, Section& section) {
  const std::string per = section.text_or("per", "");
  const std::string which = section.text_or("pick", "");
  if (per.empty() != which.empty())
    file_.fail(section.line(), section.path_of("per"), "'per' and 'pick' stand together");
  if (per.empty() || which.empty()) return;
  rule.per = column_at(section, "per");
  if (which != "first" && which != "last") section.fail("pick", "it must be first or last");
  rule.pick = which == "first" ? EventRule::Pick::kFirst : EventRule::Pick::kLast;
}

EventRule Loader::event(Section& section) {
  EventRule rule;
  const std::string name = section.text("type");
  const std::optional<EventType> type = event_type_from_name(name);
  if (!type) section.fail("type", "'" + name + "' is not a type of the contract; docs/EVENTS.md lists them");
  if (const std::optional<Expression> id = expression_at(section, "id")) {
    rule.id = *id;
  } else {
    section.require("id", "what tells the event from all others, such as \"{number}/placed\"");
  }
  if (const TomlNode* at = section.require("at", "the column of the time, or a list of columns")) {
    const Origin origin{at->line, section.path_of("at")};
    for (const std::string& word : words(section, "at", *at)) rule.at.push_back(column(word, origin));
  }
  rule.grid = expression_at(section, "grid");
  rule.lon = expression_at(section, "lon");
  rule.lat = expression_at(section, "lat");
  if (rule.lon.has_value() != rule.lat.has_value()) {
    file_.fail(section.line(), section.path_of("lon"), "'lon' and 'lat' stand together");
  }
  rule.point = expression_at(section, "point");
  if (rule.point && rule.lon) section.fail("point", "it cannot stand beside 'lon' and 'lat'");
  rule.when = conditions(section);
  rule.each = section.text_or("each", "");
  pick(rule, section);
  if (!type) return rule;
  rule.type = *type;
  fields(rule, section);
  section.finish();
  return rule;
}

// A CAP message has one form, so there is little to say about it.
Result<Mapping> Loader::warnings(Section& root) {
  const std::string name = root.text("name");
  const std::string county = root.text_or("county", "");
  const std::string source = root.text("source");
  root.find("format");
  CapRules rules;
  if (const TomlNode* languages = root.find("languages")) rules.languages = words(root, "languages", *languages);
  const std::string lasts = root.text("lasts");
  const std::optional<int64_t> lasts_ns = read_duration_ns(lasts);
  if (!lasts.empty() && (!lasts_ns || *lasts_ns <= 0)) root.fail("lasts", "it must be a duration such as 24h or 2d");
  rules.lasts_ns = lasts_ns.value_or(0);
  root.finish();
  const Result<TimeReader> time = TimeReader::make("rfc3339", ZoneTable());
  if (!time) return time.error();
  if (file_.failed()) return file_.error();
  Mapping mapping{name_, name, county, source, SourceFormat::kCap, {}, *time, false, {}, {}, {}, rules, {}, {}, 0};
  return mapping;
}

// Where in a file its table stands, and what separates its columns, as far as it is not to be found.
void Loader::table(Mapping& mapping, Section& root) {
  if (const TomlNode* sheet = root.find("sheet")) {
    mapping.sheet.line = sheet->line;
    const bool number = sheet->kind == TomlNode::Kind::kInteger && sheet->integer > 0;
    if (number) mapping.sheet.number = static_cast<size_t>(sheet->integer);
    if (sheet->is_text()) mapping.sheet.name = trimmed(sheet->text);
    if (!number && mapping.sheet.name.empty())
      root.fail("sheet", "it must be the name of a sheet, or its number from 1");
  }
  if (const TomlNode* row = root.find("header_row")) {
    if (row->kind != TomlNode::Kind::kInteger || row->integer < 1 || row->integer > 1'000'000) {
      root.fail("header_row", "it must be the number of the row that names the columns, from 1");
    } else {
      mapping.header_row = static_cast<uint64_t>(row->integer);
    }
  }
  if (const std::string separator = root.text_or("separator", ""); !separator.empty()) {
    if (separator.size() != 1 || !is_separator(separator.front())) {
      root.fail("separator", R"(it must be ",", ";", "|" or "\t")");
    } else {
      mapping.separator = separator.front();
    }
  }
}

Result<Mapping> Loader::load(std::string_view text) {
  if (!file_.parse(text)) return file_.error();
  Section root = file_.root();
  if (const TomlNode* format = root.find("format"); format != nullptr && format->text == "cap") {
    Section warning_root = file_.root();
    return warnings(warning_root);
  }
  const std::string name = root.text("name");
  const std::string county = root.text_or("county", "");
  const std::string source = root.text("source");
  const std::string format = root.text("format");
  if (format != "csv" && format != "open311-json") root.fail("format", "it must be csv, open311-json or cap");
  const std::string encoding_name = root.text_or("encoding", "");
  const std::optional<Encoding> encoding = encoding_from_name(encoding_name);
  if (!encoding && !encoding_name.empty()) root.fail("encoding", "it must be utf-8, gbk, gb2312 or gb18030");
  const std::string pattern = root.text("time_format");
  const bool has_offset = TimeReader::has_offset(pattern);
  const std::string zone_name = has_offset ? root.text_or("time_zone", "") : root.text("time_zone");
  ZoneTable zone;
  if (!zone_name.empty()) {
    Result<ZoneTable> loaded = county::load_zone_table(zone_name);
    if (loaded) {
      zone = std::move(*loaded);
    } else {
      root.fail("time_zone", loaded.error().message);
    }
  }
  Result<TimeReader> time = TimeReader::make(pattern.empty() ? "rfc3339" : pattern, std::move(zone));
  if (!time) {
    root.fail("time_format", time.error().message);
    return file_.error();
  }
  const SourceFormat source_format = format == "csv" ? SourceFormat::kCsv : SourceFormat::kOpen311Json;
  Mapping mapping{
      name_, name, county, source, source_format, encoding, std::move(*time), !zone_name.empty(), {}, {}, {},
      {},    {},   {},     0};
  if (source_format == SourceFormat::kCsv) table(mapping, root);
  root.require("event", "given as [[event]], once or more");
  for (Section& section : root.sections("event")) mapping.events.push_back(event(section));
  for (Section& section : root.sections("count")) {
    mapping.counts.push_back({section.text("what"), conditions(section)});
    section.finish();
  }
  root.finish();
  for (const EventRule& rule : mapping.events) {
    if (!rule.each.empty() && mapping.format == SourceFormat::kCsv) file_.fail(1, "event.each", "a table has no lists");
  }
  mapping.columns = std::move(columns_);
  if (file_.failed()) return file_.error();
  return mapping;
}

}  // namespace

Result<Mapping> load_mapping(std::string_view text, std::string_view file) {
  return Loader(file).load(text);
}

}  // namespace gridwall::import
