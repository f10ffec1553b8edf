#include "ingest/event/json_document.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <new>
#include <nlohmann/json.hpp>

#include "ingest/event/encode.h"
#include "ingest/event/utf8.h"

namespace gridwall::inline event {
namespace {

namespace dom = simdjson::dom;

// Begins the string that stands for a number. U+FFFF is no character, so nobody's text begins with it by accident.
constexpr std::string_view kMark = "\xEF\xBF\xBF#";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The grammar of JSON.
bool is_json_number(std::string_view text) {
  size_t at = text.starts_with('-') ? 1 : 0;
  const auto digits = [&] {
    const size_t from = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at - from;
  };
  const bool zero = at < text.size() && text[at] == '0';
  const size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (digits() == 0) return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (digits() == 0) return false;
  }
  return at == text.size();
}

bool is_word_for_number(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  for (const std::string_view word : {"NaN", "nan", "NAN", "Infinity", "infinity", "Inf", "inf", "INF"}) {
    if (text == word) return true;
  }
  return false;
}

template <typename T>
bool fits(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

// What is too small for a double is 0, as everywhere.
bool is_too_large(std::string_view number) {
  const bool whole = number.find_first_of(".eE") == std::string_view::npos;
  if (whole) return !fits<int64_t>(number) && !fits<uint64_t>(number);
  return std::isinf(std::strtod(std::string(number).c_str(), nullptr));
}

// The text with such numbers as marked strings.
struct Marked {
  std::string text;
  bool any = false, words = false;
};

Marked marked(std::string_view text) {
  Marked result;
  result.text.reserve(text.size() + 64);
  constexpr std::string_view kEnds = ",:]}[{\" \t\r\n";
  for (size_t at = 0; at < text.size();) {
    size_t end = at + 1;
    if (text[at] == '"') {
      while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
      end = std::min(end + 1, text.size());
    } else if (kEnds.find(text[at]) == std::string_view::npos) {
      end = std::min(text.find_first_of(kEnds, at), text.size());
      const std::string_view token = text.substr(at, end - at);
      const bool word = is_word_for_number(token);
      if (word || (is_json_number(token) && is_too_large(token))) {
        result.any = true;
        result.words = result.words || word;
        result.text.append(1, '"').append(kMark).append(token).append(1, '"');
        at = end;
        continue;
      }
    }
    result.text.append(text, at, end - at);
    at = end;
  }
  return result;
}

// Takes nothing and keeps where and why reading stopped.
class Complaint : public nlohmann::json_sax<nlohmann::json> {
 public:
  size_t position = 0;
  std::string what;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(size_t at, const std::string&, const nlohmann::detail::exception& error) override {
    position = at;
    what = error.what();
    return false;
  }
};

// "[json...] parse error at line 1, column 4: syntax error while parsing value - invalid literal; last read: 'x'".
// What was read last may be about a person and goes.
std::string cause_of(std::string_view text) {
  Complaint complaint;
  nlohmann::json::sax_parse(text.begin(), text.end(), &complaint, nlohmann::json::input_format_t::json, true);
  std::string& what = complaint.what;
  if (what.empty()) return "it cannot be read as JSON";
  what.erase(std::min(what.find("; last read:"), what.size()));
  for (const std::string_view lead : {"parse error at ", "syntax error "}) {
    if (const size_t at = what.find(lead); at != std::string::npos) {
      what = lead.starts_with("parse") ? what.substr(at + lead.size()) : what.substr(0, at) + what.substr(at + 7);
    }
  }
  return what;
}

// What a text is that is not JSON, as far as its beginning shows.
std::optional<std::string> other_format(std::string_view text) {
  const std::string_view head = text.substr(0, 4096);
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) {
    return "the text is UTF-16; save it as UTF-8, or: iconv -f UTF-16 -t UTF-8";
  }
  if (head.starts_with("PK\x03\x04")) return "it is a ZIP archive (a shapefile, a spreadsheet?), not JSON";
  if (head.starts_with('<')) return "it is XML or HTML, not JSON";
  if (head.find("registerMap") != std::string_view::npos) {
    return "it is a script that gives ECharts a map, not JSON; take the object inside of registerMap(...)";
  }
  for (const std::string_view word : {"var ", "let ", "const ", "export ", "module.", "(function", "window."}) {
    if (head.starts_with(word)) return "it is a script (JavaScript), not JSON; take the object inside of it";
  }
  return std::nullopt;
}

JsonFault fault_of(simdjson::error_code error, std::string_view text) {
  using Kind = JsonFault::Kind;
  if (error == simdjson::MEMALLOC) return {Kind::kNoMemory, "there is no memory to read it"};
  if (trimmed(text).empty()) return {Kind::kEmpty, "it is empty"};
  if (const auto other = other_format(text)) return {Kind::kNotJson, *other};
  if (error == simdjson::UTF8_ERROR || !is_utf8(text)) return {Kind::kNotUtf8, "it is not valid UTF-8"};
  if (error == simdjson::DEPTH_ERROR) return {Kind::kTooDeep, "it is nested too deep"};
  return {Kind::kNotJson, cause_of(text)};
}

}  // namespace

JsonDocument::JsonDocument(size_t max_depth, size_t usual_bytes) : max_depth_(max_depth) {
  if (usual_bytes > 0 && parser_.allocate(usual_bytes, max_depth) != simdjson::SUCCESS) throw std::bad_alloc();
}

simdjson::error_code JsonDocument::read(std::string_view text) {
  if (parser_.capacity() < text.size() || parser_.max_depth() != max_depth_) {
    if (const auto error = parser_.allocate(std::max<size_t>(text.size(), 64), max_depth_)) return error;
  }
  return parser_.parse(text.data(), text.size()).get(root_);
}

std::optional<JsonFault> JsonDocument::parse(std::string_view text) {
  text = without_byte_order_mark(text);
  marked_ = has_words_ = false;
  const simdjson::error_code error = read(text);
  if (error == simdjson::SUCCESS) return std::nullopt;
  const bool hopeless = error == simdjson::UTF8_ERROR || error == simdjson::DEPTH_ERROR || error == simdjson::EMPTY ||
                        error == simdjson::MEMALLOC || error == simdjson::CAPACITY;
  if (hopeless) return fault_of(error, text);
  const Marked tried = marked(text);
  if (!tried.any) return fault_of(error, text);
  const simdjson::error_code again = read(tried.text);
  if (again != simdjson::SUCCESS) return fault_of(again, tried.text);
  marked_ = true;
  has_words_ = tried.words;
  return std::nullopt;
}

std::optional<std::string_view> JsonDocument::unread_number(dom::element element) const {
  std::string_view text;
  if (!marked_ || element.get_string().get(text) != simdjson::SUCCESS || !text.starts_with(kMark)) return std::nullopt;
  text.remove_prefix(kMark.size());
  if (!is_json_number(text) && !is_word_for_number(text)) return std::nullopt;
  return text;
}

std::optional<std::string_view> JsonDocument::string(dom::element element) const {
  std::string_view text;
  if (element.get_string().get(text) != simdjson::SUCCESS || unread_number(element)) return std::nullopt;
  return text;
}

void JsonDocument::append(std::string& out, dom::element element) const {
  if (!marked_) {
    out += simdjson::minify(element);
    return;
  }
  bool first = true;
  if (const std::optional<std::string_view> number = unread_number(element)) {
    out += is_json_number(*number) ? std::string(*number) : json_string(*number);
  } else if (element.is_array()) {
    out += '[';
    const dom::array array = element;
    for (const dom::element child : array) {
      if (!first) out += ',';
      first = false;
      append(out, child);
    }
    out += ']';
  } else if (element.is_object()) {
    out += '{';
    const dom::object object = element;
    for (const auto [key, child] : object) {
      if (!first) out += ',';
      first = false;
      out += json_string(key) + ':';
      append(out, child);
    }
    out += '}';
  } else {
    out += simdjson::minify(element);
  }
}

}  // namespace gridwall::event
