// A TOML document as plain values with their lines. Only toml_node.cpp knows the parser: its headers are slow to
// compile. Values; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gridwall::config {

struct TomlNode {
  enum class Kind : uint8_t { kTable, kArray, kText, kInteger, kNumber, kFlag, kTime };

  Kind kind = Kind::kTable;
  size_t line = 1;
  std::string key;              // in its table; empty for elements of an array and for the document
  std::vector<TomlNode> items;  // of an array in its order, of a table by key
  std::string text;
  int64_t integer = 0;
  double number = 0;  // of an integer, too
  bool flag = false;

  bool is_table() const { return kind == Kind::kTable; }
  bool is_array() const { return kind == Kind::kArray; }
  bool is_text() const { return kind == Kind::kText; }
  bool is_number() const { return kind == Kind::kInteger || kind == Kind::kNumber; }
  // Of a table; null where it has no such key.
  const TomlNode* find(std::string_view name) const;
};

// "a table", "a text": for messages.
std::string_view kind_name(TomlNode::Kind kind);

struct TomlFault {
  size_t line = 1;
  std::string what;
};
// The document, or where and why the text is not TOML.
std::variant<TomlNode, TomlFault> parse_toml(std::string_view text);

}  // namespace gridwall::config
