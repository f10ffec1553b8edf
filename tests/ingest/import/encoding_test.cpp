// Files as Chinese office programs export them: with a byte order mark, or in GBK.
#include <gtest/gtest.h>

#include <sstream>

#include "ingest/import/decode.h"
#include "ingest/import/import.h"

namespace gridwall::import {
namespace {

// 编号,内容,时间 / 1,楼道堆物 in GBK.
constexpr const char* kGbkHeader = "\xB1\xE0\xBA\xC5,\xC4\xDA\xC8\xDD,\xCA\xB1\xBC\xE4\n";
constexpr const char* kGbkTitle = "\xC2\xA5\xB5\xC0\xB6\xD1\xCE\xEF";
constexpr const char* kTail = R"(
[[event]]
type = "request.placed"
id = "{编号}/placed"
at = "时间"
[event.fields]
request = "{编号}"
category = "c"
channel = "12345"
title = "{内容}"
tier = "grid"
)";

std::string mapping_text(const char* encoding) {
  return std::string("name = \"n\"\nsource = \"s\"\nformat = \"csv\"\ntime_format = \"rfc3339\"\n") + encoding + kTail;
}

struct Outcome {
  std::vector<std::string> lines;
  std::string error;
};

Outcome run(const std::string& mapping_toml, const std::string& text) {
  Outcome outcome;
  const Result<Mapping> mapping = load_mapping(mapping_toml, "m.toml");
  if (!mapping) return outcome.error = mapping.error().message, outcome;
  std::istringstream input(text);
  ImportIo io;
  io.input = &input;
  io.input_name = "f.csv";
  io.write = [&](std::string_view line) { return outcome.lines.emplace_back(line), true; };
  const Result<ImportSummary> summary = run_import(*mapping, io);
  if (!summary) outcome.error = summary.error().message;
  return outcome;
}

std::string gbk_row(int number) {
  return std::to_string(number) + "," + kGbkTitle + ",2026-01-20T18:00:00+08:00\n";
}

TEST(Encodings, AByteOrderMarkIsNoPartOfTheFirstColumn) {
  const Outcome outcome =
      run(mapping_text(""), "\xEF\xBB\xBF编号,内容,时间\r\n1,楼道堆物,2026-01-20T18:00:00+08:00\r\n");
  ASSERT_EQ(outcome.lines.size(), 1U) << outcome.error;
  EXPECT_NE(outcome.lines[0].find(R"("title":"楼道堆物")"), std::string::npos);
}

TEST(Encodings, GbkIsConvertedWhenTheMappingSaysSo) {
  for (const char* name : {"gbk", "GB2312", "gb18030"}) {
    const Outcome outcome =
        run(mapping_text((std::string("encoding = \"") + name + "\"\n").c_str()), kGbkHeader + gbk_row(1));
    ASSERT_EQ(outcome.lines.size(), 1U) << outcome.error;
    EXPECT_NE(outcome.lines[0].find(R"("title":"楼道堆物")"), std::string::npos) << outcome.lines[0];
  }
}

TEST(Encodings, GbkIsConvertedAlsoWhereAChunkEndsInsideOfACharacter) {
  std::string text = kGbkHeader;
  for (int i = 0; i < 20'000; ++i) text += gbk_row(i);
  for (const char* shift : {"", "x"}) {  // so that the end of a chunk falls on either half of a character
    std::istringstream source(shift + text);
    TextDecoder buffer(source, "f", Encoding::kGbk);
    std::istream stream(&buffer);
    std::string line;
    std::getline(stream, line);
    int rows = 0;
    while (std::getline(stream, line)) {
      ASSERT_EQ(line, std::to_string(rows++) + ",楼道堆物,2026-01-20T18:00:00+08:00");
    }
    EXPECT_EQ(rows, 20'000);
    EXPECT_FALSE(buffer.problem());
    EXPECT_EQ(buffer.bytes_read(), text.size() + std::string_view(shift).size());
  }
}

TEST(Encodings, GbkThatNobodyDeclaredIsFoundHoweverLateItBegins) {
  EXPECT_EQ(run(mapping_text(""), kGbkHeader + gbk_row(1)).lines.size(), 1U);
  for (const char* shift : {"", "x", "xy"}) {  // so that the end of a chunk falls on either half of the first character
    const std::string ascii = shift + std::string(size_t{64} * 1024 - 1, 'a') + "\n";
    std::istringstream source(ascii + kGbkTitle);
    TextDecoder decoder(source, "f", std::nullopt);
    std::istream stream(&decoder);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_EQ(text, ascii + "楼道堆物");
    EXPECT_EQ(decoder.encoding(), Encoding::kGbk);
    EXPECT_FALSE(decoder.problem());
  }
}

TEST(Encodings, GbkThatIsDeclaredUtf8IsAnErrorThatSaysWhatToWrite) {
  const Outcome outcome = run(mapping_text("encoding = \"utf-8\"\n"), kGbkHeader + gbk_row(1));
  EXPECT_NE(outcome.error.find("f.csv:1: the text is GBK, not UTF-8; take 'encoding' out"), std::string::npos)
      << outcome.error;
  EXPECT_TRUE(outcome.lines.empty());
}

TEST(Encodings, WhatIsNeitherUtf8NorGbkIsNotGuessed) {
  // 樓道堆積雜物 in Big5, which GB18030 would read as six other characters.
  const char* big5 = "\xBC\xD3\xB9\x44\xB0\xEF\xBF\x6E\xC2\xF8\xAA\xAB";
  EXPECT_NE(run(mapping_text(""), std::string("id\n") + big5).error.find("f.csv:2: from here on the text is neither"),
            std::string::npos);
  EXPECT_NE(run(mapping_text(""), "caf\xE9,x\n").error.find("neither UTF-8 nor GBK"), std::string::npos);
}

TEST(Encodings, AFewBadBytesDoNotMakeUtf8AnotherEncoding) {
  std::string text = "编号,内容,时间\n";
  for (int i = 0; i < 20; ++i) text += std::to_string(i) + ",楼道堆物,2026-01-20T18:00:00+08:00\n";
  const Outcome outcome = run(mapping_text(""), text + "20,\xE6\xA5,2026-01-20T18:00:00+08:00\n");
  EXPECT_NE(outcome.error.find("f.csv:22: column 2 is not UTF-8"), std::string::npos) << outcome.error;
}

TEST(Encodings, Utf8ThatIsDeclaredGbkIsAnErrorAndNoGarble) {
  const std::string gbk = mapping_text("encoding = \"gbk\"\n");
  EXPECT_NE(run(gbk, "编号,内容,时间\n1,楼道堆物,2026-01-20T18:00:00+08:00\n").error.find("f.csv:1: the text is UTF-8"),
            std::string::npos);
  EXPECT_NE(run(gbk, "\xEF\xBB\xBFid\n").error.find("f.csv:1: the text is UTF-8"), std::string::npos);
}

TEST(Encodings, WhatIsNoGbkIsNamedWithItsLineAndNothingIsWritten) {
  const std::string gbk = mapping_text("encoding = \"gbk\"\n");
  const Outcome broken = run(gbk, kGbkHeader + gbk_row(1) + "2,\xFF\xFF,2026-01-20T18:00:00+08:00\n");
  EXPECT_NE(broken.error.find("f.csv:3: not GBK"), std::string::npos) << broken.error;
  EXPECT_TRUE(broken.lines.empty());
  EXPECT_NE(run(gbk, kGbkHeader + gbk_row(1) + "2,\xC2").error.find("ends inside of a character"), std::string::npos);
}

TEST(Encodings, AnEncodingNobodyKnowsIsAnErrorOfTheMapping) {
  EXPECT_EQ(run(mapping_text("encoding = \"big5\"\n"), "").error,
            "m.toml:5: key 'encoding': it must be utf-8, gbk, gb2312 or gb18030");
}

}  // namespace
}  // namespace gridwall::import
