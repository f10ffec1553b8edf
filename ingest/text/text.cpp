#include "ingest/text/text.h"

#include <algorithm>
#include <sstream>

#include <toml++/toml.h>

#include "ingest/text/builtin_texts.h"

namespace gridwall::text {
namespace {

#define GRIDWALL_TEXT_NAME(enumerator, key) key,
constexpr std::string_view kNames[] = {GRIDWALL_TEXT_KEYS(GRIDWALL_TEXT_NAME)};
#undef GRIDWALL_TEXT_NAME
static_assert(std::size(kNames) == kTextCount);

constexpr std::string_view kWordTable = "words";

Error wrong(std::string_view file, const toml::source_region& where, std::string_view key, std::string_view what) {
  std::ostringstream message;
  message << file << ":" << where.begin.line << ": " << key << ": " << what;
  return {ErrorCode::kInvalidConfig, message.str()};
}

std::optional<size_t> index_of(std::string_view key) {
  const auto* at = std::find(std::begin(kNames), std::end(kNames), key);
  if (at == std::end(kNames)) return std::nullopt;
  return static_cast<size_t>(at - std::begin(kNames));
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
  return kNames[static_cast<size_t>(key)];
}

Result<Texts> Texts::parse(Language language, std::string_view toml, std::string_view file_name) {
  toml::table root;
  try {
    root = toml::parse(toml, file_name);
  } catch (const toml::parse_error& error) {
    return wrong(file_name, error.source(), "not TOML", error.description());
  }
  Texts texts;
  texts.language_ = language;
  std::array<bool, kTextCount> seen{};
  for (const auto& [table_key, node] : root) {
    const std::string table_name(table_key.str());
    const toml::table* table = node.as_table();
    if (table == nullptr) return wrong(file_name, node.source(), table_name, "expected a table of texts");
    for (const auto& [key, value] : *table) {
      const std::string name = table_name + "." + std::string(key.str());
      const auto* text = value.as_string();
      if (text == nullptr) return wrong(file_name, value.source(), name, "expected a string");
      if (table_name == kWordTable) {
        texts.words_.emplace(std::string(key.str()), text->get());
        continue;
      }
      const std::optional<size_t> index = index_of(name);
      if (!index) return wrong(file_name, key.source(), name, "no such text; see ingest/text/text_keys.h");
      texts.texts_[*index] = text->get();
      seen[*index] = true;
    }
  }
  for (size_t i = 0; i < seen.size(); ++i) {
    if (seen[i]) continue;
    return Error{ErrorCode::kInvalidConfig,
                 std::string(file_name) + ": " + std::string(kNames[i]) + ": is missing; every text must be there"};
  }
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
