#include "ingest/config/toml_node.h"

#include <toml++/toml.h>

#include <algorithm>

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
  try {
    TomlNode root = node_from(toml::parse(text), {});
    root.line = 1;
    return root;
  } catch (const toml::parse_error& error) {
    return TomlFault{error.source().begin.line, std::string(error.description())};
  }
}

}  // namespace gridwall::config
