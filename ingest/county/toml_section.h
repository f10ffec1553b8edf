// Strict reading of TOML: every key that is read is allowed, every other key is an error. After the first error reads
// return defaults, so a caller reads everything and checks once at the end. One thread.
#pragma once

#include <toml++/toml.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/event/result.h"

namespace gridwall::inline county {

class TomlFile {
 public:
  // `lenient` ignores keys that are not read.
  explicit TomlFile(std::string_view name, bool lenient = false) : name_(name), lenient_(lenient) {}

  // Parses the text; false after an error.
  bool parse(std::string_view text);
  const toml::table& root() const { return root_; }

  void fail(size_t line, const std::string& key, const std::string& what);
  bool failed() const { return error_.has_value(); }
  bool lenient() const { return lenient_; }
  const Error& error() const { return *error_; }

 private:
  std::string name_;
  bool lenient_;
  toml::table root_;
  std::optional<Error> error_;
};

class Section {
 public:
  Section(TomlFile& file, const toml::table& table, std::string path)
      : file_(&file), table_(&table), path_(std::move(path)) {}

  // Required keys. A text is never empty.
  std::string text(std::string_view key);
  Label label(std::string_view key);  // { zh = "...", en = "..." }; zh is required
  std::vector<std::string> texts(std::string_view key);
  std::vector<double> numbers(std::string_view key, size_t count);
  double number(std::string_view key, double low, double high);
  int64_t integer(std::string_view key, int64_t low, int64_t high);

  // Optional keys.
  std::string text_or(std::string_view key, std::string fallback);
  Label label_or(std::string_view key, Label fallback);
  std::vector<std::string> texts_or(std::string_view key, std::vector<std::string> fallback);
  int64_t integer_or(std::string_view key, int64_t fallback, int64_t low, int64_t high);
  double number_or(std::string_view key, double fallback, double low, double high);
  bool flag_or(std::string_view key, bool fallback);
  int64_t duration_s_or(std::string_view key, int64_t fallback);  // "30s", "5m", "24h", "7d"
  std::optional<Position> position(std::string_view key);         // [longitude, latitude]
  std::vector<double> numbers_or(std::string_view key, std::vector<double> fallback);
  std::optional<Section> section(std::string_view key);
  std::vector<Section> sections(std::string_view key);  // an array of tables
  std::vector<Label> labels(std::string_view key);      // an array of labels

  bool has(std::string_view key) const { return table_->contains(key); }
  size_t line() const { return table_->source().begin.line; }
  size_t line_of(std::string_view key) const;
  void fail(std::string_view key, const std::string& what) { file_->fail(line_of(key), path_of(key), what); }
  // Reports every key that was not read.
  void finish();

 private:
  const toml::node* find(std::string_view key);
  const toml::node* require(std::string_view key, const char* what);
  std::string path_of(std::string_view key) const;
  std::optional<Label> label_from(const toml::node& node, std::string_view key);

  TomlFile* file_;
  const toml::table* table_;
  std::string path_;
  std::vector<std::string> allowed_;
};

// Remembers the codes of one list and reports a repeated one.
class UniqueCodes {
 public:
  void add(Section& section, std::string_view key, const std::string& code);

 private:
  std::set<std::string> seen_;
};

}  // namespace gridwall::county
