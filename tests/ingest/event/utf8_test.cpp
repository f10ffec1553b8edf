#include "ingest/event/utf8.h"

#include <gtest/gtest.h>

namespace gridwall {
namespace {

TEST(Utf8, KnowsUtf8FromWhatOnlyLooksLikeIt) {
  EXPECT_TRUE(is_utf8("abc 建湖 \xF0\x9F\x9A\xA8"));
  for (const char* bad :
       {"\x80", "\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xF4\x90\x80\x80"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

TEST(Utf8, EveryCharacterIsWrittenAndReadBack) {
  for (const char32_t code : {U'\0', U'a', U'\x7F', U'\x80', U'\u07FF', U'\u0800', U'建', U'\uFFFF', U'\U00010000',
                              U'\U0001F6A8', U'\U0010FFFF'}) {
    std::string text;
    append_utf8(text, code);
    EXPECT_TRUE(is_utf8(text));
    const Utf8Character character = decode_utf8(text, 0);
    EXPECT_TRUE(character.valid);
    EXPECT_EQ(character.code, code);
    EXPECT_EQ(character.bytes, text.size());
  }
}

TEST(Utf8, AMalformedCharacterIsOneByteLong) {
  for (const char* bad : {"\x80", "\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80"}) {
    EXPECT_FALSE(decode_utf8(bad, 0).valid);
    EXPECT_EQ(decode_utf8(bad, 0).bytes, 1U);
  }
}

TEST(Utf8, TextIsCutBetweenCharacters) {
  EXPECT_EQ(count_characters("a建湖\xF0\x9F\x9A\xA8"), 4U);
  EXPECT_EQ(cut_to_bytes("a建湖", 7), "a建湖");
  EXPECT_EQ(cut_to_bytes("a建湖", 6), "a建");
  EXPECT_EQ(cut_to_bytes("a建湖", 4), "a建");
  EXPECT_EQ(cut_to_bytes("a建湖", 3), "a");
  EXPECT_EQ(cut_to_bytes("建", 2), "");
  EXPECT_EQ(cut_to_characters("a建湖", 3), "a建湖");
  EXPECT_EQ(cut_to_characters("a建湖", 2), "a建");
  EXPECT_EQ(cut_to_characters("建湖", 0), "");
}

TEST(Utf8, BlanksOfAnyKindAreTrimmed) {
  for (const char* text :
       {"x", " x ", "\u3000x\u3000", "\u00A0x", "x\u2003\u202F", "\uFEFFx\u200B", "\t\r\n\vx\f\u2028"}) {
    EXPECT_EQ(trimmed(text), "x") << text;
  }
  EXPECT_EQ(trimmed("\u3000\u00A0 "), "");
  EXPECT_EQ(trimmed("一\u3000二"), "一\u3000二");
  EXPECT_EQ(trimmed(" \xFF "), "\xFF");
  EXPECT_EQ(trimmed("\x80\x80"), "\x80\x80");
}

}  // namespace
}  // namespace gridwall
