// Tables as offices send them, through a mapping: which sheet, which row names the columns, which encoding and
// separator, and that each run says what it found.
#include <gtest/gtest.h>

#include <sstream>

#include "ingest/import/import.h"
#include "tests/support/workbook_bytes.h"

namespace gridwall::import {
namespace {

using testing::BookText;
using testing::SheetText;

constexpr const char* kMapping = R"(
name = "n"
source = "s"
format = "csv"
time_zone = "Asia/Shanghai"
time_format = "%d.%m.%Y %H:%M"
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

struct Outcome {
  std::vector<std::string> lines;
  ImportSummary summary;
  std::string error;
  std::string told() const { return error.empty() ? format_summary(summary) : error; }
};

Outcome run(const std::string& bytes, const std::string& keys = {}) {
  Outcome outcome;
  const Result<Mapping> mapping = load_mapping(keys + kMapping, "m.toml");
  if (!mapping) return outcome.error = mapping.error().message, outcome;
  std::istringstream input(bytes);
  ImportIo io;
  io.input = &input;
  io.input_name = "f";
  io.write = [&](std::string_view line) { return outcome.lines.emplace_back(line), true; };
  Result<ImportSummary> summary = run_import(*mapping, io);
  if (summary) {
    outcome.summary = *summary;
  } else {
    outcome.error = summary.error().message;
  }
  return outcome;
}

std::string text_cell(const std::string& text) {
  return "<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}
std::string text_row(const std::vector<std::string>& cells) {
  std::string row = "<row>";
  for (const std::string& cell : cells) row += text_cell(cell);
  return row + "</row>";
}
const std::string kHeader = text_row({"编号", "内容", "时间"});
constexpr const char* kStyles = R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs>)";

std::string dated_row(const std::string& no, const std::string& serial) {
  return "<row>" + text_cell(no) + text_cell("楼道堆物") + "<c s=\"1\"><v>" + serial + "</v></c></row>";
}
Outcome run_sheets(std::vector<SheetText> sheets, const std::string& keys = {}) {
  return run(testing::workbook_bytes({std::move(sheets), "", kStyles, ""}), keys);
}

bool says(const Outcome& outcome, const std::string& part) {
  return outcome.told().find(part) != std::string::npos;
}

TEST(TableImport, ADateOfASpreadsheetIsATimeWhateverThePatternSays) {
  // 2025-11-08 would be the 11th of August for a reader of texts with the day first.
  const Outcome outcome = run_sheets({{"工单", kHeader + dated_row("1", "45969.604166666664"), "", ""}});
  ASSERT_EQ(outcome.lines.size(), 1U) << outcome.told();
  EXPECT_NE(outcome.lines[0].find(R"("at":"2025-11-08T06:30:00Z")"), std::string::npos) << outcome.lines[0];
  EXPECT_NE(outcome.lines[0].find(R"("title":"楼道堆物")"), std::string::npos);
  EXPECT_TRUE(says(outcome, "read as sheet '工单' of a spreadsheet\n")) << outcome.told();
}

TEST(TableImport, ATextInASheetIsReadByThePattern) {
  const Outcome outcome = run_sheets({{"工单", kHeader + text_row({"1", "a", "08.11.2025 14:30"}), "", ""}});
  ASSERT_EQ(outcome.lines.size(), 1U) << outcome.told();
  EXPECT_NE(outcome.lines[0].find(R"("at":"2025-11-08T06:30:00Z")"), std::string::npos);
}

TEST(TableImport, DatesNeedAZoneAndTheErrorSaysSo) {
  std::string mapping(kMapping);
  mapping.replace(mapping.find("time_zone"), mapping.find("[[event]]") - mapping.find("time_zone"),
                  "time_format = \"rfc3339\"\n");
  const Result<Mapping> loaded = load_mapping(mapping, "m.toml");
  ASSERT_TRUE(loaded);
  std::istringstream input(
      testing::workbook_bytes({{{"工单", kHeader + dated_row("1", "45969"), "", ""}}, "", kStyles, ""}));
  ImportIo io;
  io.input = &input;
  io.input_name = "f";
  const Result<ImportSummary> summary = run_import(*loaded, io);
  ASSERT_FALSE(summary);
  EXPECT_NE(summary.error().message.find("key 'time_zone': it is missing; column '时间': line 2 of f has a date"),
            std::string::npos)
      << summary.error().message;
}

TEST(TableImport, TheSheetAndTheRowThatNamesTheColumnsAreFound) {
  const std::string rows = "<row>" + text_cell("建湖县工单登记表") + "</row><row/>" + kHeader + dated_row("1", "45969");
  const Outcome outcome = run_sheets({{"说明", text_row({"看第二张表"}), "", ""}, {"工单", rows, "", ""}});
  ASSERT_EQ(outcome.lines.size(), 1U) << outcome.told();
  EXPECT_TRUE(says(outcome, "read as sheet '工单' of a spreadsheet, the columns named in line 3"));
  EXPECT_TRUE(says(outcome, "sheets that were not read: '说明'"));
  const Outcome text = run("工单登记表\n\n编号,内容,时间\n1,a,08.11.2025 14:30\n");
  ASSERT_EQ(text.lines.size(), 1U) << text.told();
  EXPECT_TRUE(says(text, "read as UTF-8, separated by commas, the columns named in line 3"));
}

TEST(TableImport, AHiddenSheetIsReadOnlyWhenTheMappingNamesIt) {
  const std::vector<SheetText> sheets = {{"旧", kHeader + dated_row("old", "45000"), " state=\"hidden\"", ""},
                                         {"新", kHeader + dated_row("new", "45969"), "", ""}};
  const Outcome found = run_sheets(sheets);
  ASSERT_EQ(found.lines.size(), 1U) << found.told();
  EXPECT_NE(found.lines[0].find("new/placed"), std::string::npos);
  for (const char* key : {"sheet = \"旧\"\n", "sheet = 1\n"}) {
    const Outcome named = run_sheets(sheets, key);
    ASSERT_EQ(named.lines.size(), 1U) << named.told();
    EXPECT_NE(named.lines[0].find("old/placed"), std::string::npos);
    EXPECT_TRUE(says(named, "sheet '旧' is hidden; it was read"));
  }
  EXPECT_TRUE(
      says(run_sheets(sheets, "sheet = \"x\"\n"), "m.toml:1: key 'sheet': there is no sheet 'x' in f; it has 旧, 新"));
  EXPECT_TRUE(says(run_sheets(sheets, "sheet = 0\n"), "the name of a sheet, or its number from 1"));
}

TEST(TableImport, TheRowOfTheHeaderCanBeSaid) {
  const std::vector<SheetText> twice = {
      {"表", kHeader + dated_row("1", "45000") + kHeader + dated_row("2", "45001"), "", ""}};
  const Outcome outcome = run_sheets(twice, "header_row = 3\n");
  ASSERT_EQ(outcome.lines.size(), 1U) << outcome.told();
  EXPECT_NE(outcome.lines[0].find("2/placed"), std::string::npos);
  EXPECT_TRUE(says(run_sheets(twice, "header_row = 2\n"), "column '编号' is not in f; sheet '表' has in row 2: 1,"));
  EXPECT_TRUE(says(run_sheets(twice, "header_row = 9\n"), "line 9 is empty"));
  EXPECT_TRUE(says(run_sheets(twice, "header_row = 0\n"), "key 'header_row'"));
}

TEST(TableImport, AMergedHeaderIsAnErrorThatNamesTheCells) {
  const Outcome outcome =
      run_sheets({{"表", text_row({"编号", "内容"}) + "<row><c r=\"C2\" t=\"inlineStr\"><is><t>时间</t></is></c></row>",
                   "", "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:B2\"/></mergeCells>"}});
  EXPECT_TRUE(says(outcome,
                   "key 'event.at': column '时间' is not in f; sheet '表' has in row 1: 编号, 内容; merged cells: "
                   "A1:A2 '编号', B1:B2 '内容'. Give each column one cell with its name"))
      << outcome.told();
}

TEST(TableImport, AColumnThatStandsTwiceIsNamedByItsLetters) {
  const Outcome outcome = run_sheets({{"表", text_row({"编号", "内容", "时间", "内容"}), "", ""}});
  EXPECT_TRUE(says(outcome, "'内容' stands twice in the first line of f, as column B and as column D"))
      << outcome.told();
}

TEST(TableImport, WhatAFormulaOrANumberLostIsTold) {
  const std::string bad =
      "<row>" + text_cell("1") + "<c t=\"e\"><f>X</f><v>#N/A</v></c><c s=\"1\"><v>45969</v></c></row>";
  const std::string long_id =
      "<row><c><v>321281199001011234</v></c>" + text_cell("a") + "<c s=\"1\"><v>45969</v></c></row>";
  const Outcome outcome = run_sheets({{"表", kHeader + bad + long_id + dated_row("3", "45969"), "", ""}});
  EXPECT_EQ(outcome.lines.size(), 1U) << outcome.told();
  EXPECT_TRUE(says(outcome, "column '内容': the error of a formula (#N/A), read as empty (first at line 2)"));
  EXPECT_TRUE(says(outcome, "column '编号' is a number of 18 digits, more than can be read; it must be a text"))
      << outcome.told();
}

TEST(TableImport, AnEmptySheetIsToldAsSuch) {
  EXPECT_TRUE(says(run_sheets({{"表", "", "", ""}}), "f: the file is empty"));
}

TEST(TableImport, SeparatorsAreFoundAndSaid) {
  struct Case {
    const char* text;
    const char* name;
  };
  const Case cases[] = {
      {"编号;内容;时间\n1;a, b, c;08.11.2025 14:30\n2;x;08.11.2025 14:31\n", "semicolons"},
      {"编号\t内容\t时间\n1\ta,b;c\t08.11.2025 14:30\n2\tx\t08.11.2025 14:31\n", "tabs"},
      {"编号|内容|时间\n1|a,b|08.11.2025 14:30\n2|x|08.11.2025 14:31\n", "bars"},
      {"编号,内容,时间\n1,a;b;c,08.11.2025 14:30\n2,\"x\ny;;\",08.11.2025 14:31\n", "commas"},
      {"sep=;\r\n编号;内容;时间\r\n1;a,b,c;08.11.2025 14:30\r\n2;x;08.11.2025 14:31\r\n", "semicolons"},
  };
  for (const Case& one : cases) {
    const Outcome outcome = run(one.text);
    EXPECT_EQ(outcome.lines.size(), 2U) << outcome.told();
    EXPECT_TRUE(says(outcome, "read as UTF-8, separated by " + std::string(one.name))) << outcome.told();
  }
  EXPECT_EQ(run("编号;内容;时间\n1;a;08.11.2025 14:30\n", "separator = \";\"\n").lines.size(), 1U);
  EXPECT_TRUE(says(run("编号;内容;时间\n1;a;08.11.2025 14:30\n", "separator = \",\"\n"), "column '编号' is not in f"));
  EXPECT_TRUE(says(run("", "separator = \"x\"\n"), "key 'separator': it must be"));
}

TEST(TableImport, EncodingsAreFoundAndSaid) {
  const auto utf16 = [](std::u16string_view text, bool big) {
    std::string bytes;
    for (const char16_t unit : text) {
      const char low = static_cast<char>(unit & 0xFFU), high = static_cast<char>(unit >> 8U);
      bytes += big ? high : low;
      bytes += big ? low : high;
    }
    return bytes;
  };
  const std::u16string_view text = u"\uFEFF编号\t内容\t时间\r\n1\t楼道堆物\t08.11.2025 14:30\r\n";
  for (const bool big : {false, true}) {
    const Outcome outcome = run(utf16(text, big));
    ASSERT_EQ(outcome.lines.size(), 1U) << outcome.told();
    EXPECT_NE(outcome.lines[0].find("楼道堆物"), std::string::npos);
    EXPECT_TRUE(says(outcome, "read as UTF-16, separated by tabs"));
  }
  const std::string gbk =
      "\xB1\xE0\xBA\xC5;\xC4\xDA\xC8\xDD;\xCA\xB1\xBC\xE4\n1;\xC2\xA5\xB5\xC0\xB6\xD1\xCE\xEF;08.11.2025 14:30\n";
  const Outcome outcome = run(gbk);
  ASSERT_EQ(outcome.lines.size(), 1U) << outcome.told();
  EXPECT_NE(outcome.lines[0].find("楼道堆物"), std::string::npos);
  EXPECT_TRUE(says(outcome, "read as GBK (GB18030), separated by semicolons"));
}

}  // namespace
}  // namespace gridwall::import
