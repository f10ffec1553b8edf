#include "ingest/config/toml_section.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <sstream>

#include "ingest/event/duration.h"
#include "ingest/event/identifier.h"
#include "ingest/event/time.h"
#include "ingest/event/utf8.h"

namespace gridwall::config {
namespace {

std::string instead_of(const TomlNode& node) {
  return ", not " + std::string(kind_name(node.kind));
}

std::string number_text(double value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

std::string range_text(double low, double high) {
  return number_text(low) + " to " + number_text(high);
}

}  // namespace

bool TomlFile::parse(std::string_view text) {
  std::variant<TomlNode, TomlFault> parsed = parse_toml(text);
  if (const TomlFault* fault = std::get_if<TomlFault>(&parsed)) {
    fail(fault->line, "", "it is not TOML: " + fault->what);
  } else {
    root_ = std::get<TomlNode>(std::move(parsed));
  }
  return !failed();
}

Section TomlFile::root() {
  return {*this, root_, ""};
}

void TomlFile::fail(size_t line, std::string_view key, std::string_view what) {
  if (error_) return;
  std::string message = name_ + ":" + std::to_string(line) + ": ";
  if (!key.empty()) {
    const std::string name(key);
    message += options_.quoted_keys ? "key '" + name + "': " : name + ": ";
  }
  error_ = Error{ErrorCode::kInvalidConfig, message.append(what)};
}

std::string Section::path_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

size_t Section::line_of(std::string_view key) const {
  const TomlNode* node = table_->find(key);
  return node ? node->line : table_->line;
}

const TomlNode* Section::find(std::string_view key) {
  if (std::find(allowed_.begin(), allowed_.end(), key) == allowed_.end()) allowed_.emplace_back(key);
  return table_->find(key);
}

const TomlNode* Section::require(std::string_view key, std::string_view what) {
  const TomlNode* node = find(key);
  if (!node && !file_->failed()) {
    fail(key, "it is missing; it must be " + std::string(what));
    file_->incomplete_ = table_;
  }
  return node;
}

std::string Section::text(std::string_view key) {
  const TomlNode* node = require(key, "a text");
  if (!node) return {};
  if (!node->is_text()) {
    fail(key, "it must be a text in quotes" + instead_of(*node));
    return {};
  }
  if (node->text.empty()) fail(key, "it must not be empty");
  return node->text;
}

std::string Section::text_or(std::string_view key, std::string fallback) {
  return find(key) ? text(key) : fallback;
}

std::vector<std::string> Section::texts(std::string_view key) {
  std::vector<std::string> texts;
  const TomlNode* node = require(key, "an array of texts");
  if (!node) return texts;
  if (!node->is_array() || node->items.empty()) {
    fail(key, "it must be an array of texts with at least one in it");
    return texts;
  }
  for (const TomlNode& item : node->items) {
    if (!item.is_text()) {
      fail(key, "it must hold texts in quotes only" + instead_of(item));
      return texts;
    }
    texts.push_back(item.text);
  }
  return texts;
}

std::vector<std::string> Section::texts_or(std::string_view key, std::vector<std::string> fallback) {
  return find(key) ? texts(key) : fallback;
}

std::vector<double> Section::numbers(std::string_view key, size_t least, size_t most) {
  const std::string count = std::to_string(least) + (least == most ? "" : " to " + std::to_string(most));
  const std::string what = "an array of " + count + " numbers";
  const TomlNode* node = require(key, what);
  if (!node) return std::vector<double>(least);
  std::vector<double> numbers;
  for (const TomlNode& item : node->items) {
    if (item.is_number() && std::isfinite(item.number)) numbers.push_back(item.number);
  }
  if (node->is_array() && numbers.size() == node->items.size() && numbers.size() >= least && numbers.size() <= most) {
    return numbers;
  }
  fail(key, "it must be " + what);
  return std::vector<double>(least);
}

std::vector<double> Section::numbers_or(std::string_view key, std::vector<double> fallback) {
  return find(key) ? numbers(key, fallback.size()) : fallback;
}

double Section::number(std::string_view key, double low, double high) {
  const TomlNode* node = require(key, "a number");
  if (!node) return low;
  if (!node->is_number() || !(node->number >= low && node->number <= high)) {
    fail(key, "it must be a number from " + range_text(low, high));
    return low;
  }
  return node->number;
}

double Section::number_or(std::string_view key, double fallback, double low, double high) {
  return find(key) ? number(key, low, high) : fallback;
}

int64_t Section::integer_or(std::string_view key, int64_t fallback, int64_t low, int64_t high) {
  const TomlNode* node = find(key);
  if (!node) return fallback;
  if (node->kind != TomlNode::Kind::kInteger || node->integer < low || node->integer > high) {
    fail(key, "it must be a whole number from " + std::to_string(low) + " to " + std::to_string(high));
    return fallback;
  }
  return node->integer;
}

int64_t Section::integer(std::string_view key, int64_t low, int64_t high) {
  return require(key, "a whole number") ? integer_or(key, low, low, high) : low;
}

std::array<int64_t, 2> Section::pair_or(std::string_view key, std::array<int64_t, 2> fallback, int64_t low,
                                        int64_t high) {
  const TomlNode* node = find(key);
  if (!node) return fallback;
  const auto fits = [&](const TomlNode& item) {
    return item.kind == TomlNode::Kind::kInteger && item.integer >= low && item.integer <= high;
  };
  if (!node->is_array() || node->items.size() != 2 || !fits(node->items[0]) || !fits(node->items[1])) {
    fail(key, "it must be two whole numbers from " + std::to_string(low) + " to " + std::to_string(high) +
                  " in brackets, such as [" + std::to_string(low) + ", " + std::to_string(low) + "]");
    return fallback;
  }
  return {node->items[0].integer, node->items[1].integer};
}

std::array<int64_t, 2> Section::pair(std::string_view key, int64_t low, int64_t high) {
  const std::array<int64_t, 2> none = {low, low};
  return require(key, "two whole numbers in brackets") ? pair_or(key, none, low, high) : none;
}

bool Section::flag_or(std::string_view key, bool fallback) {
  const TomlNode* node = find(key);
  if (!node) return fallback;
  if (node->kind == TomlNode::Kind::kFlag) return node->flag;
  fail(key, "it must be true or false" + instead_of(*node));
  return fallback;
}

int64_t Section::duration_s_or(std::string_view key, int64_t fallback) {
  if (!find(key)) return fallback;
  const std::string value = text(key);
  const std::optional<int64_t> duration_ns = read_duration_ns(value);
  if (!duration_ns || *duration_ns <= 0) fail(key, "it must be a time such as \"30s\", \"5m\", \"24h\" or \"7d\"");
  return duration_ns ? *duration_ns / kNsPerSecond : fallback;
}

std::optional<Section> Section::section(std::string_view key) {
  const TomlNode* node = find(key);
  if (!node) return std::nullopt;
  if (!node->is_table()) {
    fail(key, "it must be a table [" + path_of(key) + "]" + instead_of(*node));
    return std::nullopt;
  }
  return within(key, *node);
}

std::vector<Section> Section::sections(std::string_view key) {
  std::vector<Section> sections;
  const TomlNode* node = find(key);
  if (!node) return sections;
  if (!node->is_array() || !std::all_of(node->items.begin(), node->items.end(), std::mem_fn(&TomlNode::is_table))) {
    fail(key, "it must be an array of tables [[" + path_of(key) + "]]" + instead_of(*node));
    return sections;
  }
  for (const TomlNode& item : node->items) sections.push_back(within(key, item));
  return sections;
}

void Section::finish() {
  if (file_->options_.lenient) return;
  for (const TomlNode& entry : table_->items) {
    if (std::find(allowed_.begin(), allowed_.end(), entry.key) != allowed_.end()) continue;
    if (file_->incomplete_ == table_) file_->error_.reset();
    std::string list;
    for (const std::string& name : allowed_) list += (list.empty() ? "" : ", ") + name;
    fail_at(entry, entry.key, "it is not known here; allowed are " + list);
    file_->incomplete_ = nullptr;
  }
}

void UniqueCodes::add(Section& section, std::string_view key, const std::string& code) {
  if (code.empty()) return;
  if (!section.lenient()) {
    if (const std::optional<std::string> fault = id_fault(code)) section.fail(key, "it " + *fault);
    if (trimmed(code).size() != code.size()) section.fail(key, "'" + code + "' has white space around it");
  }
  const size_t line = section.line_of(key);
  if (const auto [first, is_new] = seen_.emplace(code, line); !is_new) {
    section.fail(key,
                 "'" + code + "' stands here a second time; the first is in line " + std::to_string(first->second));
  }
}

}  // namespace gridwall::config
