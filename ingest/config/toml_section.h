// Strict reading of TOML: every key that is asked for becomes an allowed key, every other one is an error. The first
// error stays, later reads return defaults; so a reader reads on and asks once at the end. One thread. Knows no
// counties and no events.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/config/toml_node.h"
#include "ingest/event/result.h"

namespace gridwall::config {

class Section;

class TomlFile {
 public:
  struct Options {
    bool lenient = false;     // passes over keys nobody asks for
    bool quoted_keys = true;  // "FILE:LINE: key 'KEY': what"; otherwise "FILE:LINE: KEY: what"
  };
  explicit TomlFile(std::string_view name) : TomlFile(name, Options{}) {}
  TomlFile(std::string_view name, Options options) : name_(name), options_(options) {}

  // Parses the text; false after an error.
  bool parse(std::string_view text);
  Section root();

  void fail(size_t line, std::string_view key, std::string_view what);
  bool failed() const { return error_.has_value(); }
  const Error& error() const { return *error_; }

 private:
  friend class Section;

  std::string name_;
  Options options_;
  TomlNode root_;
  std::optional<Error> error_;
  const TomlNode* incomplete_ = nullptr;  // the error is that this table lacks a key
};

class Section {
 public:
  // `path` is that of the table, as messages name it; of the document it is empty.
  Section(TomlFile& file, const TomlNode& table, std::string path)
      : file_(&file), table_(&table), path_(std::move(path)) {}

  // Required ones. A text is never empty.
  std::string text(std::string_view key);
  std::vector<std::string> texts(std::string_view key);  // at least one
  std::vector<double> numbers(std::string_view key, size_t count) { return numbers(key, count, count); }
  std::vector<double> numbers(std::string_view key, size_t least, size_t most);  // so many; `least` zeros on an error
  double number(std::string_view key, double low, double high);
  int64_t integer(std::string_view key, int64_t low, int64_t high);
  std::array<int64_t, 2> pair(std::string_view key, int64_t low, int64_t high);  // [integer, integer]

  // Those that may be left out.
  std::string text_or(std::string_view key, std::string fallback);
  std::vector<std::string> texts_or(std::string_view key, std::vector<std::string> fallback);
  int64_t integer_or(std::string_view key, int64_t fallback, int64_t low, int64_t high);
  std::array<int64_t, 2> pair_or(std::string_view key, std::array<int64_t, 2> fallback, int64_t low, int64_t high);
  double number_or(std::string_view key, double fallback, double low, double high);
  bool flag_or(std::string_view key, bool fallback);
  int64_t duration_s_or(std::string_view key, int64_t fallback);  // "30s", "5m", "24h", "7d"
  std::vector<double> numbers_or(std::string_view key, std::vector<double> fallback);
  std::optional<Section> section(std::string_view key);
  std::vector<Section> sections(std::string_view key);  // an array of tables

  // What may be of several kinds, or have any keys: null where it is missing.
  const TomlNode* find(std::string_view key);
  const TomlNode* require(std::string_view key, std::string_view what);  // "it must be" `what`
  std::span<const TomlNode> entries() const { return table_->items; }
  // A table that stands under `key`, itself or in an array.
  Section within(std::string_view key, const TomlNode& table) const { return {*file_, table, path_of(key)}; }

  bool has(std::string_view key) const { return table_->find(key) != nullptr; }
  size_t line() const { return table_->line; }
  size_t line_of(std::string_view key) const;  // the table's where it has no such key
  const std::string& path() const { return path_; }
  std::string path_of(std::string_view key) const;
  void fail(std::string_view key, std::string_view what) { file_->fail(line_of(key), path_of(key), what); }
  void fail_at(const TomlNode& node, std::string_view key, std::string_view what) {
    file_->fail(node.line, path_of(key), what);
  }
  bool failed() const { return file_->failed(); }  // the whole file
  bool lenient() const { return file_->options_.lenient; }
  // Complains of every key nobody asked for, and of that rather than of one missing here: it may be that one misspelt.
  void finish();

 private:
  TomlFile* file_;
  const TomlNode* table_;
  std::string path_;
  std::vector<std::string> allowed_;
};

// Remembers the codes of one list and complains of the second of a kind.
class UniqueCodes {
 public:
  void add(Section& section, std::string_view key, const std::string& code);

 private:
  std::map<std::string, size_t> seen_;  // and in which line
};

}  // namespace gridwall::config
