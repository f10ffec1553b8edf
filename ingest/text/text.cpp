#include "ingest/text/text.h"

#include <algorithm>

#include "ingest/config/toml_section.h"
#include "ingest/text/builtin_texts.h"

namespace gridwall::text {
namespace {

constexpr std::string_view kWordTable = "words";

std::optional<size_t> index_of(std::string_view key) {
  const auto at = std::find(kTextKeys.begin(), kTextKeys.end(), key);
  if (at == kTextKeys.end()) return std::nullopt;
  return static_cast<size_t>(at - kTextKeys.begin());
}

}  // namespace

std::string_view language_name(Language language) {
  return language == Language::kChinese ? "zh-CN" : "en";
}

std::optional<Language> language_from_name(std::string_view name) {
  if (name == "zh-CN" || name == "zh") return Language::kChinese;
  if (name == "en") return Language::kEnglish;
  return std::nullopt;
}

std::string_view text_key_name(Text key) {
  return kTextKeys[static_cast<size_t>(key)];
}

Result<Texts> Texts::parse(Language language, std::string_view toml, std::string_view file_name) {
  config::TomlFile file(file_name, {.quoted_keys = false});
  if (!file.parse(toml)) return file.error();
  Texts texts;
  texts.language_ = language;
  std::array<bool, kTextKeys.size()> seen{};
  config::Section root = file.root();
  for (const config::TomlNode& table : root.entries()) {
    if (!table.is_table()) root.fail(table.key, "it must be a table of texts");
    const config::Section entries = root.within(table.key, table);
    for (const config::TomlNode& entry : entries.entries()) {
      const std::string name = entries.path_of(entry.key);
      if (!entry.is_text()) file.fail(entry.line, name, "it must be a text in quotes");
      if (table.key == kWordTable) {
        texts.words_.emplace(entry.key, entry.text);
      } else if (const std::optional<size_t> index = index_of(name)) {
        texts.texts_[*index] = entry.text;
        seen[*index] = true;
      } else {
        file.fail(entry.line, name, "no such text; the keys are those of assets/text/zh-CN.toml");
      }
    }
  }
  const auto missing = std::find(seen.begin(), seen.end(), false);
  if (missing != seen.end())
    file.fail(1, kTextKeys[static_cast<size_t>(missing - seen.begin())], "it is missing; every text must be there");
  if (file.failed()) return file.error();
  return texts;
}

Result<Texts> Texts::builtin(Language language) {
  return language == Language::kChinese ? parse(language, kChineseTextsToml, "zh-CN.toml")
                                        : parse(language, kEnglishTextsToml, "en.toml");
}

std::string_view Texts::word(std::string_view on_the_wire) const {
  const auto found = words_.find(on_the_wire);
  return found == words_.end() ? on_the_wire : std::string_view(found->second);
}

const std::string& Texts::of(const Label& label) const {
  return language_ == Language::kEnglish && !label.en.empty() ? label.en : label.zh;
}

std::string fill(std::string_view pattern,
                 std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
  std::string filled;
  filled.reserve(pattern.size() + 32);
  while (!pattern.empty()) {
    const size_t open = pattern.find('{');
    filled += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    pattern.remove_prefix(open);
    const size_t close = pattern.find('}');
    if (close == std::string_view::npos) {
      filled += pattern;
      break;
    }
    const std::string_view name = pattern.substr(1, close - 1);
    const auto* value = std::find_if(values.begin(), values.end(), [&](const auto& v) { return v.first == name; });
    filled += value == values.end() ? pattern.substr(0, close + 1) : value->second;
    pattern.remove_prefix(close + 1);
  }
  return filled;
}

std::string format_count(int64_t count) {
  const std::string digits = std::to_string(count < 0 ? -count : count);
  std::string text;
  if (count < 0) text += '-';
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

}  // namespace gridwall::text
