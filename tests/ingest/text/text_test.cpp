#include "ingest/text/text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "ingest/text/builtin_texts.h"

namespace gridwall::text {
namespace {

Texts texts_of(Language language) {
  Result<Texts> texts = Texts::builtin(language);
  EXPECT_TRUE(texts) << texts.error().message;
  return std::move(texts).value();
}

std::set<std::string> placeholders(const std::string& text) {
  std::set<std::string> names;
  for (size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
    names.insert(text.substr(open, text.find('}', open) - open + 1));
  }
  return names;
}

TEST(TextTest, EveryTextIsThereInBothLanguagesAndNoneIsEmpty) {
  const Texts chinese = texts_of(Language::kChinese), english = texts_of(Language::kEnglish);
  for (int i = 0; i < static_cast<int>(kTextKeys.size()); ++i) {
    const auto key = static_cast<Text>(i);
    EXPECT_FALSE(chinese[key].empty()) << text_key_name(key);
    EXPECT_FALSE(english[key].empty()) << text_key_name(key);
  }
}

TEST(TextTest, BothLanguagesFillInTheSameNames) {
  const Texts chinese = texts_of(Language::kChinese), english = texts_of(Language::kEnglish);
  for (int i = 0; i < static_cast<int>(kTextKeys.size()); ++i) {
    const auto key = static_cast<Text>(i);
    // In English a new request is told by its category: titles come in the county's language.
    if (key == Text::kTickerPlaced) continue;
    EXPECT_EQ(placeholders(chinese[key]), placeholders(english[key])) << text_key_name(key);
  }
}

TEST(TextTest, BothLanguagesTranslateTheSameWords) {
  const auto words_of = [](const Texts& texts) {
    std::set<std::string> words;
    for (const auto& [word, label] : texts.words()) words.insert(word);
    return words;
  };
  EXPECT_EQ(words_of(texts_of(Language::kChinese)), words_of(texts_of(Language::kEnglish)));
}

TEST(TextTest, AMissingKeyIsAnErrorThatNamesFileAndKey) {
  std::string toml(kEnglishTextsToml);
  const size_t line = toml.find("none = \"nothing yet\"");
  ASSERT_NE(line, std::string::npos);
  toml.erase(line, toml.find('\n', line) - line);
  const Result<Texts> texts = Texts::parse(Language::kEnglish, toml, "en.toml");
  ASSERT_FALSE(texts);
  EXPECT_EQ(texts.error().code, ErrorCode::kInvalidConfig);
  EXPECT_NE(texts.error().message.find("en.toml"), std::string::npos);
  EXPECT_NE(texts.error().message.find("ticker.none"), std::string::npos);
}

TEST(TextTest, AnUnknownKeyIsAnErrorWithItsLine) {
  const Result<Texts> texts =
      Texts::parse(Language::kEnglish, "[scene]\noverview = \"O\"\nunderview = \"U\"\n", "x.toml");
  ASSERT_FALSE(texts);
  EXPECT_TRUE(texts.error().message.starts_with("x.toml:3: scene.underview")) << texts.error().message;
}

TEST(TextTest, AValueThatIsNoStringIsAnErrorWithItsLine) {
  const Result<Texts> texts = Texts::parse(Language::kEnglish, "[scene]\noverview = 3\n", "x.toml");
  ASSERT_FALSE(texts);
  EXPECT_TRUE(texts.error().message.starts_with("x.toml:2: scene.overview")) << texts.error().message;
}

TEST(TextTest, FillReplacesWhatItKnowsAndLeavesTheRest) {
  EXPECT_EQ(fill("{n} of {m}", {{"n", "3"}, {"m", "7"}}), "3 of 7");
  EXPECT_EQ(fill("{n} of {m}", {{"n", "3"}}), "3 of {m}");
  EXPECT_EQ(fill("open {n", {{"n", "3"}}), "open {n");
}

TEST(TextTest, AValueIsNeverTakenForAPattern) {
  EXPECT_EQ(fill("{a}{b}", {{"a", "{b}"}, {"b", "x"}}), "{b}x");
}

TEST(TextTest, AnUnknownWordIsShownAsItCame) {
  const Texts english = texts_of(Language::kEnglish);
  EXPECT_EQ(english.word("gas_leak"), "gas leak");
  EXPECT_EQ(english.word("山洪"), "山洪");
}

TEST(TextTest, ALabelWithoutEnglishShowsItsChinese) {
  const Texts english = texts_of(Language::kEnglish);
  EXPECT_EQ(english.of({"建湖县", "Jianhu"}), "Jianhu");
  EXPECT_EQ(english.of({"建湖县", ""}), "建湖县");
}

}  // namespace
}  // namespace gridwall::text
