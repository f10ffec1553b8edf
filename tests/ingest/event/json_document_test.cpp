#include "ingest/event/json_document.h"

#include <gtest/gtest.h>

namespace gridwall {
namespace {

std::string written(std::string_view text) {
  JsonDocument json(16);
  if (const auto fault = json.parse(text)) return "fault: " + fault->what;
  std::string out;
  json.append(out, json.root());
  return out;
}

TEST(JsonDocument, NumbersThatNothingHoldsKeepTheirDigits) {
  for (const char* text :
       {R"({"a":320925202611280001234567})", R"({"a":-320925202611280001234567,"b":[1,{"c":1e400}]})",
        R"({"s":"1e400 \"320925202611280001234567\"","n":18446744073709551616})"}) {
    EXPECT_EQ(written(text), text);
  }
  EXPECT_EQ(written(" [ 18446744073709551615 , -9223372036854775808 ] "),
            "[18446744073709551615,-9223372036854775808]");
}

TEST(JsonDocument, WordsForNumbersAreTextsAndNoStrings) {
  EXPECT_EQ(written(R"({"a":NaN,"b":[-Infinity,nan,+inf]})"), R"({"a":"NaN","b":["-Infinity","nan","+inf"]})");
  JsonDocument json(16);
  ASSERT_FALSE(json.parse(R"({"a":NaN,"b":"NaN"})"));
  EXPECT_TRUE(json.has_words_for_numbers());
  EXPECT_EQ(json.unread_number(json.root()["a"]), "NaN");
  EXPECT_FALSE(json.string(json.root()["a"]));
  EXPECT_EQ(json.string(json.root()["b"]), "NaN");
  EXPECT_FALSE(json.unread_number(json.root()["b"]));
}

TEST(JsonDocument, ATextThatLooksLikeAMarkedNumberStaysAText) {
  EXPECT_EQ(written("{\"a\":\"\xEF\xBF\xBF#12\"}"), "{\"a\":\"\xEF\xBF\xBF#12\"}");
  EXPECT_EQ(written("{\"a\":\"\xEF\xBF\xBF#12\\\",\",\"b\":1e400}"), "{\"a\":\"\xEF\xBF\xBF#12\\\",\",\"b\":1e400}");
}

TEST(JsonDocument, AByteOrderMarkIsNoPartOfTheText) {
  EXPECT_EQ(written("\xEF\xBB\xBF[1]"), "[1]");
  EXPECT_EQ(written("\xEF\xBB\xBF"), "fault: it is empty");
}

TEST(JsonDocument, AFaultNamesItsCause) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "empty"},
      {"  \n\xE3\x80\x80", "empty"},
      {"<html><body>502</body></html>", "XML or HTML"},
      {"\xFF\xFE{\x00", "UTF-16"},
      {"PK\x03\x04xx", "ZIP"},
      {"echarts.registerMap('x', {});", "ECharts"},
      {"[1,]", "line 1, column 4"},
      {"{\"a\":\n Nope}", "line 2"},
      {"{\"a\": 1", "unexpected end"},
      {"[01]", "line 1"},
      {"{\"a\":320925202611280001234567,\"b\":tru}", "line 1"},
      {"{\"a\":\"\xFF\"}", "UTF-8"},
      {"[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]", "too deep"},
  };
  for (const auto& [text, part] : cases) {
    EXPECT_NE(written(text).find(part), std::string::npos) << text << " -> " << written(text);
  }
  EXPECT_EQ(written("{\"name\":\"secret\" \"x\"}").find("secret"), std::string::npos);
}

}  // namespace
}  // namespace gridwall
