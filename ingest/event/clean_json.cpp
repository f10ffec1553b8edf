#include "ingest/event/clean_json.h"

#include "ingest/event/encode.h"
#include "ingest/event/mask.h"

namespace gridwall::inline event {

namespace dom = simdjson::dom;

void append_clean(std::string& out, const JsonDocument& json, dom::element element) {
  if (const std::optional<std::string_view> text = json.string(element)) {
    out += json_string(clean_text(*text));
  } else if (element.is_array()) {
    out += '[';
    bool first = true;
    const dom::array array = element;
    for (dom::element child : array) {
      if (!first) out += ',';
      first = false;
      append_clean(out, json, child);
    }
    out += ']';
  } else if (element.is_object()) {
    out += '{';
    bool first = true;
    const dom::object object = element;
    for (auto [key, child] : object) {
      if (is_personal_member(key)) continue;
      if (!first) out += ',';
      first = false;
      out += json_string(key) + ':';
      append_clean(out, json, child);
    }
    out += '}';
  } else {
    json.append(out, element);
  }
}

bool needs_clean(const JsonDocument& json, dom::element element) {
  if (const std::optional<std::string_view> text = json.string(element)) return needs_cleaning(*text);
  if (element.is_array()) {
    const dom::array array = element;
    for (dom::element child : array) {
      if (needs_clean(json, child)) return true;
    }
  }
  if (element.is_object()) {
    const dom::object object = element;
    for (auto [key, child] : object) {
      if (is_personal_member(key) || needs_clean(json, child)) return true;
    }
  }
  return false;
}

}  // namespace gridwall::event
