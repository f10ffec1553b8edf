#include "ingest/config/toml_node.h"

#include <toml++/toml.h>

#include <algorithm>

#include "ingest/event/utf8.h"

namespace gridwall::config {
namespace {

TomlNode node_from(const toml::node& from, std::string_view key) {
  using Kind = TomlNode::Kind;
  TomlNode node;
  node.line = std::max<size_t>(1, from.source().begin.line);
  node.key = key;
  switch (from.type()) {
    case toml::node_type::table:
      node.kind = Kind::kTable;
      for (const auto& [name, value] : *from.as_table()) node.items.push_back(node_from(value, name.str()));
      break;
    case toml::node_type::array:
      node.kind = Kind::kArray;
      for (const toml::node& item : *from.as_array()) node.items.push_back(node_from(item, {}));
      break;
    case toml::node_type::string:
      node.kind = Kind::kText;
      node.text = from.as_string()->get();
      break;
    case toml::node_type::integer:
      node.kind = Kind::kInteger;
      node.integer = from.as_integer()->get();
      node.number = static_cast<double>(node.integer);
      break;
    case toml::node_type::floating_point:
      node.kind = Kind::kNumber;
      node.number = from.as_floating_point()->get();
      break;
    case toml::node_type::boolean:
      node.kind = Kind::kFlag;
      node.flag = from.as_boolean()->get();
      break;
    default:
      node.kind = Kind::kTime;
  }
  return node;
}

// The last line that gives the key, in the table or below it; 0: none does.
size_t last_line_of(const TomlNode& node, std::string_view key) {
  size_t line = node.key == key ? node.line : 0;
  for (const TomlNode& item : node.items) line = std::max(line, last_line_of(item, key));
  return line;
}

// Of a key that stands twice the parser names the second place only; what comes before that names the first.
std::string cause_of(const toml::parse_error& error, std::string_view text) {
  std::string what(error.description());
  const size_t end = what.rfind('\''), begin = end == std::string::npos || end == 0 ? end : what.rfind('\'', end - 1);
  if (what.find("redefine") == std::string::npos || begin == std::string::npos || begin == end) return what;
  size_t before = 0;
  for (size_t line = 1; line < error.source().begin.line && before != std::string_view::npos; ++line) {
    before = text.find('\n', before);
    if (before != std::string_view::npos) ++before;
  }
  const auto parsed = parse_toml(text.substr(0, before == std::string_view::npos ? 0 : before));
  const TomlNode* root = std::get_if<TomlNode>(&parsed);
  const size_t line = root == nullptr ? 0 : last_line_of(*root, what.substr(begin + 1, end - begin - 1));
  return line == 0 ? what : what + "; it stands in line " + std::to_string(line) + ", too";
}

}  // namespace

const TomlNode* TomlNode::find(std::string_view name) const {
  if (!is_table()) return nullptr;
  const auto at = std::lower_bound(items.begin(), items.end(), name,
                                   [](const TomlNode& item, std::string_view wanted) { return item.key < wanted; });
  return at != items.end() && at->key == name ? &*at : nullptr;
}

std::string_view kind_name(TomlNode::Kind kind) {
  constexpr std::string_view kNames[] = {"a table",  "an array",      "a text",        "an integer",
                                         "a number", "true or false", "a date or time"};
  return kNames[static_cast<size_t>(kind)];
}

std::variant<TomlNode, TomlFault> parse_toml(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return TomlFault{1, "the file is UTF-16; save it as UTF-8"};
  }
  try {
    TomlNode root = node_from(toml::parse(without_byte_order_mark(text)), {});
    root.line = 1;
    return root;
  } catch (const toml::parse_error& error) {
    return TomlFault{error.source().begin.line, cause_of(error, text)};
  }
}

}  // namespace gridwall::config
