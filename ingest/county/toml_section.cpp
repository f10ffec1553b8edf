#include "ingest/county/toml_section.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "ingest/county/time_word.h"
#include "ingest/event/time.h"

namespace gridwall::inline county {
namespace {

constexpr size_t kMaxCodeBytes = 128;

std::string kind_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "an array";
    case toml::node_type::string:
      return "a text";
    case toml::node_type::integer:
      return "an integer";
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "true or false";
    default:
      return "a date or time";
  }
}

std::string number_text(double value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

}  // namespace

bool TomlFile::parse(std::string_view text) {
  try {
    root_ = toml::parse(text);
  } catch (const toml::parse_error& error) {
    fail(error.source().begin.line, "", "it is not TOML: " + std::string(error.description()));
  }
  return !failed();
}

void TomlFile::fail(size_t line, const std::string& key, const std::string& what) {
  if (error_) return;
  std::string message = name_ + ":" + std::to_string(line) + ": ";
  if (!key.empty()) message += "key '" + key + "': ";
  error_ = Error{ErrorCode::kInvalidConfig, message + what};
}

std::string Section::path_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

size_t Section::line_of(std::string_view key) const {
  const toml::node* node = table_->get(key);
  const size_t line = node ? node->source().begin.line : table_->source().begin.line;
  return line == 0 ? 1 : line;
}

const toml::node* Section::find(std::string_view key) {
  allowed_.emplace_back(key);
  return table_->get(key);
}

const toml::node* Section::require(std::string_view key, const char* what) {
  const toml::node* node = find(key);
  if (!node) fail(key, std::string("it is missing; it must be ") + what);
  return node;
}

std::string Section::text(std::string_view key) {
  const toml::node* node = require(key, "a text");
  if (!node) return {};
  if (!node->is_string()) {
    fail(key, "it must be a text in quotes, not " + kind_of(*node));
    return {};
  }
  std::string text = **node->as_string();
  if (text.empty()) fail(key, "it must not be empty");
  return text;
}

std::string Section::text_or(std::string_view key, std::string fallback) {
  if (has(key)) return text(key);
  find(key);
  return fallback;
}

std::optional<Label> Section::label_from(const toml::node& node, std::string_view key) {
  const toml::table* table = node.as_table();
  if (!table) {
    fail(key, "it must be { zh = \"...\", en = \"...\" }, not " + kind_of(node));
    return std::nullopt;
  }
  Section inner(*file_, *table, path_of(key));
  Label label{inner.text("zh"), inner.text_or("en", "")};
  inner.finish();
  return label;
}

Label Section::label(std::string_view key) {
  const toml::node* node = require(key, "{ zh = \"...\", en = \"...\" }");
  return node ? label_from(*node, key).value_or(Label{}) : Label{};
}

Label Section::label_or(std::string_view key, Label fallback) {
  const toml::node* node = find(key);
  return node ? label_from(*node, key).value_or(fallback) : fallback;
}

std::vector<Label> Section::labels(std::string_view key) {
  std::vector<Label> labels;
  const toml::node* node = find(key);
  if (!node) return labels;
  const toml::array* array = node->as_array();
  if (!array) fail(key, "it must be an array of { zh = \"...\", en = \"...\" }, not " + kind_of(*node));
  for (size_t i = 0; array && i < array->size(); ++i) labels.push_back(label_from((*array)[i], key).value_or(Label{}));
  return labels;
}

std::vector<std::string> Section::texts(std::string_view key) {
  std::vector<std::string> texts;
  const toml::node* node = require(key, "an array of texts");
  if (!node) return texts;
  const toml::array* array = node->as_array();
  if (!array || array->empty()) {
    fail(key, "it must be an array of texts with at least one in it");
    return texts;
  }
  for (const toml::node& item : *array) {
    if (!item.is_string()) {
      fail(key, "it must hold texts in quotes only, not " + kind_of(item));
      return texts;
    }
    texts.push_back(**item.as_string());
  }
  return texts;
}

std::vector<std::string> Section::texts_or(std::string_view key, std::vector<std::string> fallback) {
  if (has(key)) return texts(key);
  find(key);
  return fallback;
}

std::vector<double> Section::numbers(std::string_view key, size_t count) {
  const std::string what = "an array of " + std::to_string(count) + " numbers";
  const toml::node* node = require(key, what.c_str());
  std::vector<double> numbers;
  const toml::array* array = node ? node->as_array() : nullptr;
  for (size_t i = 0; array && i < array->size(); ++i) {
    if (const auto value = (*array)[i].value<double>(); value && std::isfinite(*value)) numbers.push_back(*value);
  }
  if (node && (!array || numbers.size() != count || array->size() != count)) fail(key, "it must be " + what);
  numbers.resize(count, 0);
  return numbers;
}

std::vector<double> Section::numbers_or(std::string_view key, std::vector<double> fallback) {
  if (has(key)) return numbers(key, fallback.size());
  find(key);
  return fallback;
}

std::optional<Position> Section::position(std::string_view key) {
  if (!has(key)) {
    find(key);
    return std::nullopt;
  }
  const std::vector<double> pair = numbers(key, 2);
  if (std::abs(pair[0]) > 180 || std::abs(pair[1]) > 90) fail(key, "it must be [longitude, latitude] in degrees");
  return Position{pair[0], pair[1]};
}

double Section::number(std::string_view key, double low, double high) {
  const toml::node* node = require(key, "a number");
  if (!node) return low;
  const auto value = node->is_number() ? node->value<double>() : std::nullopt;
  if (!value || !(*value >= low && *value <= high)) {
    fail(key, "it must be a number from " + number_text(low) + " to " + number_text(high));
    return low;
  }
  return *value;
}

double Section::number_or(std::string_view key, double fallback, double low, double high) {
  if (has(key)) return number(key, low, high);
  find(key);
  return fallback;
}

int64_t Section::integer_or(std::string_view key, int64_t fallback, int64_t low, int64_t high) {
  const toml::node* node = find(key);
  if (!node) return fallback;
  const auto* value = node->as_integer();
  if (!value || value->get() < low || value->get() > high) {
    fail(key, "it must be a whole number from " + std::to_string(low) + " to " + std::to_string(high));
    return fallback;
  }
  return value->get();
}

int64_t Section::integer(std::string_view key, int64_t low, int64_t high) {
  return require(key, "a whole number") ? integer_or(key, low, low, high) : low;
}

bool Section::flag_or(std::string_view key, bool fallback) {
  const toml::node* node = find(key);
  if (!node) return fallback;
  if (!node->is_boolean()) fail(key, "it must be true or false, not " + kind_of(*node));
  return node->value<bool>().value_or(fallback);
}

int64_t Section::duration_s_or(std::string_view key, int64_t fallback) {
  if (!has(key)) {
    find(key);
    return fallback;
  }
  const std::string value = text(key);
  const std::optional<int64_t> duration_ns = read_duration_ns(value);
  if (!duration_ns || *duration_ns <= 0) fail(key, "it must be a time such as \"30s\", \"5m\", \"24h\" or \"7d\"");
  return duration_ns ? *duration_ns / kNsPerSecond : fallback;
}

std::optional<Section> Section::section(std::string_view key) {
  const toml::node* node = find(key);
  if (!node) return std::nullopt;
  if (!node->is_table()) {
    fail(key, "it must be a table [" + path_of(key) + "], not " + kind_of(*node));
    return std::nullopt;
  }
  return Section(*file_, *node->as_table(), path_of(key));
}

std::vector<Section> Section::sections(std::string_view key) {
  std::vector<Section> sections;
  const toml::node* node = find(key);
  if (!node) return sections;
  const toml::array* array = node->as_array();
  const auto is_table = [](const toml::node& item) { return item.is_table(); };
  if (!array || !std::all_of(array->begin(), array->end(), is_table)) {
    fail(key, "it must be an array of tables [[" + path_of(key) + "]], not " + kind_of(*node));
    return sections;
  }
  for (const toml::node& item : *array) sections.emplace_back(*file_, *item.as_table(), path_of(key));
  return sections;
}

void Section::finish() {
  if (file_->lenient()) return;
  for (const auto& [key, node] : *table_) {
    if (std::find(allowed_.begin(), allowed_.end(), key.str()) != allowed_.end()) continue;
    std::sort(allowed_.begin(), allowed_.end());
    allowed_.erase(std::unique(allowed_.begin(), allowed_.end()), allowed_.end());
    std::string list;
    for (const std::string& name : allowed_) list += (list.empty() ? "" : ", ") + name;
    file_->fail(node.source().begin.line, path_of(key.str()), "it is not known here; allowed are " + list);
  }
}

void UniqueCodes::add(Section& section, std::string_view key, const std::string& code) {
  if (code.size() > kMaxCodeBytes) section.fail(key, "it is longer than 128 bytes");
  if (!code.empty() && !seen_.insert(code).second) section.fail(key, "'" + code + "' stands here a second time");
}

}  // namespace gridwall::county
