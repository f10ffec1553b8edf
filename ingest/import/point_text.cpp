#include "ingest/import/point_text.h"

#include <algorithm>

#include "ingest/event/json_document.h"
#include "ingest/event/utf8.h"

namespace gridwall::import {
namespace {

namespace dom = simdjson::dom;
using Pair = std::pair<std::string, std::string>;

constexpr size_t kMaxPointBytes = 4096;
constexpr size_t kMaxPointDepth = 8;

std::string lower(std::string_view text) {
  std::string made(text);
  std::transform(made.begin(), made.end(), made.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return made;
}

// The next word, and what is left.
std::string_view take_word(std::string_view& text) {
  text = trimmed(text);
  size_t end = 0;
  while (end < text.size()) {
    const Utf8Character next = decode_utf8(text, end);
    if (is_blank(next.code) || next.code == U'(' || next.code == U')' || next.code == U',') break;
    end += next.bytes;
  }
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  text = trimmed(text);
  return word;
}

std::optional<Pair> read_wkt(std::string_view text) {
  if (text.starts_with("srid=")) text.remove_prefix(std::min(text.find(';'), text.size() - 1) + 1);
  text = trimmed(text);
  if (!text.starts_with("point")) return std::nullopt;
  text.remove_prefix(5);
  std::string_view word = take_word(text);
  if (word == "z" || word == "m" || word == "zm") word = take_word(text);
  if (word == "empty" && text.empty()) return Pair{};
  if (!word.empty() || !text.starts_with('(') || !text.ends_with(')')) return std::nullopt;
  text = text.substr(1, text.size() - 2);
  const std::string_view lon = take_word(text), lat = take_word(text);
  if (lon.empty() || lat.empty()) return std::nullopt;
  return Pair{lon, lat};
}

std::string number_text(const JsonDocument& json, dom::element element) {
  if (const std::optional<std::string_view> text = json.string(element)) return std::string(trimmed(*text));
  if (const std::optional<std::string_view> number = json.unread_number(element)) return std::string(*number);
  return element.is_number() ? std::string(simdjson::minify(element)) : std::string();
}

std::optional<Pair> read_json(std::string_view text) {
  JsonDocument json(kMaxPointDepth);
  if (json.parse(text)) return std::nullopt;
  dom::element object = json.root();
  if (object.is_null()) return Pair{};
  dom::element geometry, coordinates;
  if (!object.at_key("geometry").get(geometry)) object = geometry;
  std::string_view type;
  dom::array numbers;
  if (!object.at_key("type").get(type) && type == "Point" && !object.at_key("coordinates").get(coordinates) &&
      !coordinates.get(numbers)) {
    if (numbers.size() == 0) return Pair{};
    if (numbers.size() < 2) return std::nullopt;
    return Pair{number_text(json, numbers.at(0)), number_text(json, numbers.at(1))};
  }
  const auto member = [&](std::initializer_list<const char*> names) {
    dom::element found;
    for (const char* name : names) {
      if (!object.at_key(name).get(found)) return number_text(json, found);
    }
    return std::string();
  };
  Pair pair{member({"longitude", "lon", "lng", "long"}), member({"latitude", "lat"})};
  if (pair.first.empty() && pair.second.empty()) return std::nullopt;
  return pair;
}

}  // namespace

std::optional<Pair> read_point(std::string_view text) {
  text = trimmed(text);
  if (text.size() > kMaxPointBytes) return std::nullopt;
  return text.starts_with('{') || text == "null" ? read_json(text) : read_wkt(lower(text));
}

}  // namespace gridwall::import
