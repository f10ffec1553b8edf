// A mapping file: which rows of a file become which events. Read strictly from TOML; every
// message names the file, the line and the key. docs/REAL_DATA.md describes the keys. Values only, any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ingest/event/event.h"
#include "ingest/event/result.h"
#include "ingest/import/decode.h"
#include "ingest/import/local_time.h"
#include "ingest/import/text_pattern.h"

namespace gridwall::import {

enum class SourceFormat : uint8_t { kCsv, kOpen311Json, kCap };

// One row of the file as a mapping sees it: the values of the columns the mapping names, in the order of
// Mapping::columns. White space around values is removed.
struct Row {
  uint64_t line = 0;      // of the file, for messages; of JSON the number of the object
  uint64_t number = 0;    // of the row; of an element of a list, its number in the list; from 1
  std::string_view each;  // the list this row is an element of; empty: a row of the file itself
  std::vector<std::string> values;
  std::vector<size_t> unread;        // the values that are numbers which cannot be held, as they are written
  std::vector<size_t> dates;         // the values that a spreadsheet holds as dates, whatever the mapping's pattern
  std::vector<std::string> remarks;  // on values that were read otherwise than they stand
};

// A value for a field: a text with {columns} in it, then cut and looked up.
struct Expression {
  struct Part {
    std::string text;
    std::optional<size_t> column;
  };
  std::vector<Part> parts;
  std::optional<std::pair<std::string, std::string>> between;  // the shortest text between the two
  std::map<std::string, std::string> words;                    // value -> value; empty: as it is
  std::optional<std::string> otherwise;                        // for what is not among the words
  std::optional<TextPattern> pattern{};
  size_t take = 0;  // the part of the pattern

  // Empty: there is no value. An error says why the value cannot be made.
  Result<std::string> evaluate(const Row& row) const;
  // The text before it is cut and looked up.
  std::string filled_in(const Row& row) const;
};

struct Condition {
  enum class Kind : uint8_t { kIs, kIsNot, kEmpty, kNotEmpty, kBefore, kAfter };
  Kind kind = Kind::kIs;
  size_t column = 0;
  std::vector<std::string> words;  // kIs, kIsNot: one of these
  size_t other = 0;                // kBefore, kAfter: the column it is compared with, both as times
};

struct EventRule {
  enum class Pick : uint8_t { kEvery, kFirst, kLast };
  EventType type{};
  std::vector<size_t> at;  // columns; the first that is not empty
  Expression id;
  std::optional<Expression> grid, lon, lat;
  std::optional<Expression> point;  // one text with both, in place of lon and lat
  std::vector<std::pair<Field, Expression>> fields;
  std::vector<Condition> when;  // all must hold
  std::string each;             // elements of this list make the events; empty: the row does
  Pick pick = Pick::kEvery;     // of the rows that share `per`, the one with the earliest or latest `at`
  size_t per = 0;
};

struct CountRule {
  std::string what;
  std::vector<Condition> when;
};

// How warnings (CAP 1.2) are imported. Their form is fixed, so such a mapping has no [[event]].
struct CapRules {
  std::vector<std::string> languages;  // of several <info> the first of these that there is: "zh" is also "zh-CN"
  int64_t lasts_ns = 0;                // a warning that does not say when it expires
};

struct SheetChoice {  // of a spreadsheet
  std::string name;   // empty: by number
  size_t number = 0;  // from 1; 0: the first that has the columns
  size_t line = 0;    // where the mapping says it
};

struct Column {
  std::string name;  // "#" stands for the row's number
  size_t line = 0;   // where the mapping names it first
  std::string key;
};

struct Mapping {
  std::string file;  // name of the mapping, for messages
  std::string name, county, source;
  SourceFormat format = SourceFormat::kCsv;
  std::optional<Encoding> encoding;  // of a text; nothing: it is found
  TimeReader time;
  bool has_zone = false;  // local times can be read
  std::vector<Column> columns;
  std::vector<EventRule> events;
  std::vector<CountRule> counts;
  CapRules cap;  // kCap only
  // kCsv only; the format is that of every table.
  std::optional<char> separator;  // nothing: it is found
  SheetChoice sheet;
  uint64_t header_row = 0;  // that names the columns; 0: it is found

  Error error(size_t line, const std::string& key, const std::string& what) const;
};

Result<Mapping> load_mapping(std::string_view text, std::string_view file);

}  // namespace gridwall::import
