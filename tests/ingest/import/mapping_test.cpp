#include "ingest/import/mapping.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace gridwall::import {
namespace {

// A mapping that is right, as lines, so that a test can spoil one of them.
std::vector<std::string> good() {
  return {"name = \"calls\"",
          "source = \"s\"",
          "format = \"csv\"",
          "time_zone = \"Asia/Shanghai\"",
          "time_format = \"%Y-%m-%d\"",
          "[[event]]",
          "type = \"request.cancelled\"",
          "id = \"{no}/x\"",
          "at = \"day\"",
          "[event.fields]",
          "request = \"{no}\"",
          "reason = { from = \"{why}\", map = { A = \"a\" }, otherwise = \"o\" }"};
}

std::string error_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  const Result<Mapping> mapping = load_mapping(text, "calls.toml");
  return mapping.ok() ? "" : mapping.error().message;
}

std::string error_with(size_t line, const std::string& instead) {
  std::vector<std::string> lines = good();
  lines[line - 1] = instead;
  return error_of(lines);
}

TEST(Mapping, AGoodOneIsRead) {
  EXPECT_EQ(error_of(good()), "");
}

TEST(Mapping, TheOnesThatComeWithGridwallAreGood) {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(GRIDWALL_SOURCE_DIR "/config/mappings")) {
    std::ifstream file(entry.path());
    std::stringstream text;
    text << file.rdbuf();
    const Result<Mapping> mapping = load_mapping(text.str(), entry.path().filename().string());
    EXPECT_TRUE(mapping.ok()) << mapping.error().message;
    ++count;
  }
  EXPECT_GE(count, 3);
}

TEST(Mapping, AnUnknownKeyIsAnErrorWithFileLineAndKey) {
  EXPECT_EQ(error_with(2, "sauce = \"s\"").substr(0, 61),
            "calls.toml:2: key 'sauce': it is not known here; allowed are ");
  EXPECT_EQ(error_with(9, "att = \"day\"").substr(0, 63),
            "calls.toml:9: key 'event.att': it is not known here; allowed ar");
  EXPECT_NE(
      error_with(12, "reason = { from = \"x\", frm = \"y\" }").find("calls.toml:12: key 'event.fields.reason.frm'"),
      std::string::npos);
}

TEST(Mapping, AnUnknownTypeIsAnErrorWithFileLineAndKey) {
  EXPECT_EQ(error_with(7, "type = \"request.lost\""),
            "calls.toml:7: key 'event.type': 'request.lost' is not a type of the contract; docs/EVENTS.md lists them");
}

TEST(Mapping, AFieldThatTheTypeDoesNotHaveIsAnErrorThatListsThoseItHas) {
  EXPECT_EQ(error_with(12, "score = \"satisfied\""),
            "calls.toml:10: key 'event.fields.reason': it is missing; request.cancelled requires it");
  std::vector<std::string> lines = good();
  lines.push_back("score = \"satisfied\"");
  EXPECT_EQ(
      error_of(lines),
      "calls.toml:13: key 'event.fields.score': it is not a field of request.cancelled; there are request, reason");
}

TEST(Mapping, ValuesOfTheWrongKindAreErrors) {
  EXPECT_NE(error_with(3, "format = \"xlsx\"").find("calls.toml:3: key 'format': it must be csv, open311-json or cap"),
            std::string::npos);
  EXPECT_NE(
      error_with(4, "time_zone = \"Mars/Olympus\"").find("calls.toml:4: key 'time_zone': no time zone 'Mars/Olympus'"),
      std::string::npos);
  EXPECT_NE(error_with(5, "time_format = \"%Q\"").find("calls.toml:5: key 'time_format': '%Q' is not known"),
            std::string::npos);
  EXPECT_NE(error_with(8, "id = \"{no\"").find("calls.toml:8: key 'event.id': a '{' without"), std::string::npos);
  EXPECT_NE(error_with(8, "id = \"no}\"").find("calls.toml:8: key 'event.id': a '}' without"), std::string::npos);
  EXPECT_NE(error_with(1, "name = 3").find("calls.toml:1: key 'name': it must be a text"), std::string::npos);
  EXPECT_NE(error_with(9, "at = \"day\"\nwhen = { column = \"a\" }").find("one of is, is_not, empty, before, after"),
            std::string::npos);
  EXPECT_NE(error_with(9, "at = \"day\"\nper = \"no\"").find("'per' and 'pick' stand together"), std::string::npos);
  EXPECT_NE(error_with(9, "at = \"day\"\nlon = \"{x}\"").find("'lon' and 'lat' stand together"), std::string::npos);
  EXPECT_NE(error_with(9, "at = \"day\"\neach = \"notes\"").find("a table has no lists"), std::string::npos);
  EXPECT_NE(error_with(1, "name = ").find("calls.toml:1: it is not TOML"), std::string::npos);
  EXPECT_NE(error_of({"name = \"x\""}).find("calls.toml:"), std::string::npos);
}

TEST(Mapping, ExpressionsFillInCutAndLookUp) {
  Row row;
  row.values = {"(37.7, -122.4)", "", "B"};
  const auto value = [&](const Expression& expression) { return expression.evaluate(row); };
  Expression whole{{{"<", 0}, {">", std::nullopt}}, {}, {}, {}};
  EXPECT_EQ(*value(whole), "<(37.7, -122.4)>");
  Expression cut{{{"", 0}}, std::pair{std::string(","), std::string(")")}, {}, {}};
  EXPECT_EQ(*value(cut), "-122.4");
  Expression empty{{{"no ", 1}}, {}, {}, {}};
  EXPECT_EQ(*value(empty), "") << "nothing filled in is nothing";
  Expression looked_up{{{"", 2}}, {}, {{"A", "a"}}, {}};
  EXPECT_FALSE(value(looked_up).ok());
  looked_up.otherwise = "z";
  EXPECT_EQ(*value(looked_up), "z");
}

TEST(Mapping, TimePatternsThatCannotBeMeantAreErrorsOfTheirKey) {
  for (const char* pattern : {"%m/%d/%Y %H:%M %p", "%m/%d/%Y %I:%M", "%m-%d %H:%M", "%Y-%m-%d %q"}) {
    EXPECT_TRUE(
        error_with(5, "time_format = \"" + std::string(pattern) + "\"").starts_with("calls.toml:5: key 'time_format'"))
        << pattern;
  }
  EXPECT_EQ(error_with(5, "time_format = \"%Y-%m-%dT%H:%M:%S%z\""), "");
  std::vector<std::string> lines = good();
  lines[3] = "";
  EXPECT_NE(error_of(lines), "");
  lines[4] = "time_format = \"%Y-%m-%dT%H:%M:%S%z\"";
  EXPECT_EQ(error_of(lines), "") << "an offset needs no zone";
}

TEST(Mapping, PatternsAndPointsAreReadStrictly) {
  const auto place = [](const std::string& text) { return error_with(9, "at = \"day\"\n" + text); };
  EXPECT_EQ(place("point = \"{loc}\""), "");
  EXPECT_NE(place("point = \"{loc}\"\nlon = \"{x}\"\nlat = \"{y}\"").find("beside 'lon' and 'lat'"), std::string::npos);
  const auto cut = [&](const std::string& keys) {
    return error_with(12, "reason = { from = \"{why}\", " + keys + " }");
  };
  EXPECT_EQ(cut("pattern = \"({a} {b})\", take = \"b\""), "");
  EXPECT_NE(cut("pattern = \"({a} {b})\", take = \"c\"").find("no part {c}"), std::string::npos);
  EXPECT_NE(cut("pattern = \"({a} {b})\"").find("stand together"), std::string::npos);
  EXPECT_NE(cut("pattern = \"{a}{b}\", take = \"a\"").find("side by side"), std::string::npos);
  EXPECT_NE(cut("pattern = \"x\", take = \"a\"").find("in braces"), std::string::npos);
  EXPECT_NE(cut("pattern = \"{a\", take = \"a\"").find("'{'"), std::string::npos);
}

TEST(Mapping, AByteOrderMarkAndAKeyGivenTwice) {
  std::vector<std::string> lines = good();
  lines[0] = "\xEF\xBB\xBF" + lines[0];
  EXPECT_EQ(error_of(lines), "");
  lines[1] = "name = \"again\"";
  const std::string error = error_of(lines);
  EXPECT_TRUE(error.starts_with("calls.toml:2: ")) << error;
  EXPECT_NE(error.find("it stands in line 1, too"), std::string::npos) << error;
}

}  // namespace
}  // namespace gridwall::import
