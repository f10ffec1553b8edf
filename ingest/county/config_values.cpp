#include "ingest/county/config_values.h"

#include <cmath>

namespace gridwall::inline county {
namespace {

using config::Section;
using config::TomlNode;

constexpr std::string_view kForm = "{ zh = \"...\", en = \"...\" }";

std::optional<Label> label_from(Section& section, std::string_view key, const TomlNode& node) {
  if (!node.is_table()) {
    section.fail(key, "it must be " + std::string(kForm) + ", not " + std::string(kind_name(node.kind)));
    return std::nullopt;
  }
  Section inner = section.within(key, node);
  Label label{inner.text("zh"), inner.text_or("en", "")};
  inner.finish();
  return label;
}

}  // namespace

Label read_label(Section& section, std::string_view key) {
  const TomlNode* node = section.require(key, kForm);
  return node ? label_from(section, key, *node).value_or(Label{}) : Label{};
}

Label read_label_or(Section& section, std::string_view key, Label fallback) {
  const TomlNode* node = section.find(key);
  return node ? label_from(section, key, *node).value_or(std::move(fallback)) : fallback;
}

std::vector<Label> read_labels(Section& section, std::string_view key) {
  std::vector<Label> labels;
  const TomlNode* node = section.find(key);
  if (!node) return labels;
  if (!node->is_array()) {
    section.fail(key, "it must be an array of " + std::string(kForm) + ", not " + std::string(kind_name(node->kind)));
    return labels;
  }
  for (const TomlNode& item : node->items) labels.push_back(label_from(section, key, item).value_or(Label{}));
  return labels;
}

std::optional<Position> read_position(Section& section, std::string_view key) {
  if (!section.find(key)) return std::nullopt;
  const std::vector<double> pair = section.numbers(key, 2);
  if (std::abs(pair[0]) > 180 || std::abs(pair[1]) > 90)
    section.fail(key, "it must be [longitude, latitude] in degrees");
  return Position{pair[0], pair[1]};
}

}  // namespace gridwall::county
