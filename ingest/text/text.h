// The texts of the wall and of reports in one language, by key, from assets/text/*.toml; the files are also compiled
// in. A file must have every key and no other: a missing one shows at the start, not in the middle of a shift.
// Immutable once read; any thread.
#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "ingest/county/county.h"
#include "ingest/event/result.h"
#include "ingest/text/text_keys.h"

namespace gridwall::text {

enum class Language : uint8_t { kChinese, kEnglish };
std::string_view language_name(Language language);  // "zh-CN", "en"
std::optional<Language> language_from_name(std::string_view name);

class Texts {
 public:
  // kInvalidConfig names the file, and the key that is missing, unknown or not a string (with its line).
  static Result<Texts> parse(Language language, std::string_view toml, std::string_view file_name);
  static Result<Texts> builtin(Language language);

  Language language() const { return language_; }
  const std::string& operator[](Text key) const { return texts_[static_cast<size_t>(key)]; }
  // The text of `first` + `offset`, for keys in the order of an enumeration.
  const std::string& at(Text first, size_t offset) const { return texts_[static_cast<size_t>(first) + offset]; }

  // The translation of a word used in events (such as the kind of an incident), or the word itself if there is none.
  std::string_view word(std::string_view on_the_wire) const;
  // A label of the county; in Chinese if it has no English one.
  const std::string& of(const Label& label) const;

  const StringMap<std::string>& words() const { return words_; }

 private:
  Language language_ = Language::kChinese;
  std::array<std::string, kTextKeys.size()> texts_;
  StringMap<std::string> words_;
};

// `pattern` with each {name} replaced; names without a value stay as they are.
std::string fill(std::string_view pattern, std::initializer_list<std::pair<std::string_view, std::string_view>> values);

std::string_view text_key_name(Text key);

std::string format_count(int64_t count);  // 15,750

}  // namespace gridwall::text
