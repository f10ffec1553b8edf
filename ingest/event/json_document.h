// JSON that others wrote, read with simdjson and with patience: a byte order mark is skipped, a number that no double
// or 64-bit integer holds keeps its digits, and NaN or Infinity (which Python writes, though JSON has no such values)
// are read as words. An error names its true cause. One thread per document; knows no contract and no map.
#pragma once

#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>

namespace gridwall::inline event {

struct JsonFault {
  enum class Kind : uint8_t { kEmpty, kNotUtf8, kTooDeep, kNotJson, kNoMemory };
  Kind kind = Kind::kNotJson;
  std::string what;  // "line 3, column 14: invalid literal"
};

class JsonDocument {
 public:
  // Nested as deep as `max_depth` levels. Room for `usual_bytes` is reserved.
  explicit JsonDocument(size_t max_depth, size_t usual_bytes = 0);

  // On success root() is valid until the next call.
  std::optional<JsonFault> parse(std::string_view text);
  simdjson::dom::element root() const { return root_; }

  // Text as it stands where a number should: of one that cannot be held, or "NaN". Such an element is no string.
  std::optional<std::string_view> unread_number(simdjson::dom::element element) const;
  // The string of an element; not of one that unread_number() knows.
  std::optional<std::string_view> string(simdjson::dom::element element) const;
  // The text holds NaN or the like, so its bytes are not JSON.
  bool has_words_for_numbers() const { return has_words_; }

  // JSON of the element on one line; numbers as they were written, NaN as a string.
  void append(std::string& out, simdjson::dom::element element) const;

 private:
  simdjson::error_code read(std::string_view text);

  size_t max_depth_;
  simdjson::dom::parser parser_;
  simdjson::dom::element root_;
  bool marked_ = false;     // some numbers stand as marked strings in what was parsed
  bool has_words_ = false;  // some of them are words
};

}  // namespace gridwall::event
