// Spreadsheets in the form of .xlsx, cell by cell: what becomes of each, and what is refused.
#include <gtest/gtest.h>

#include <sstream>

#include "ingest/import/table.h"
#include "ingest/import/xlsx/number_format.h"
#include "tests/support/workbook_bytes.h"

namespace gridwall::import {
namespace {

using testing::BookText;
using testing::Parts;
using Rows = std::vector<std::vector<std::string>>;

struct Outcome {
  Rows rows;
  std::vector<uint64_t> lines;
  std::vector<std::vector<CellMark>> marks;
  std::vector<std::string> notes;
  std::string error;
};

Outcome read(const std::string& bytes, size_t sheet = 0) {
  Outcome outcome;
  std::istringstream stream(bytes);
  const auto file = open_table(stream, "f.xlsx", {});
  if (!file) return outcome.error = file.error().message, outcome;
  const auto table = (*file)->open(sheet);
  if (!table) return outcome.error = table.error().message, outcome;
  std::vector<std::string> row;
  while (true) {
    const Result<bool> more = (*table)->next(row);
    if (!more) return outcome.error = more.error().message, outcome;
    if (!*more) break;
    outcome.rows.push_back(row);
    outcome.lines.push_back((*table)->line());
    outcome.marks.push_back((*table)->marks());
  }
  outcome.notes = (*table)->notes(1);
  return outcome;
}

Outcome read_rows(const std::string& rows, const std::string& styles = {}, const std::string& book = {}) {
  return read(testing::workbook_bytes({{{"表", rows, "", ""}}, book, styles, ""}));
}

// One cell of a number with a format.
std::string shown(const std::string& number, const std::string& format, const std::string& book = {}) {
  const std::string styles = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"" + format +
                             "\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                             "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs>";
  const Outcome outcome = read_rows("<row><c s=\"1\"><v>" + number + "</v></c></row>", styles, book);
  return outcome.rows.empty() ? outcome.error : outcome.rows[0][0];
}

TEST(Xlsx, CellsOfEveryTypeBecomeTheirTexts) {
  const Outcome outcome = read(testing::workbook_bytes(
      {{{"表",
         R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><t>内</t>)"
         R"(<r><t>联</t></r></is></c><c r="E1" t="b"><v>1</v></c><c r="F1" t="str"><f>A1</f><v>结果</v></c>)"
         R"(<c r="G1"><v>119.80000000000001</v></c><c r="H1"><f>1+1</f><v>2</v></c></row>)",
         "", ""}},
       "",
       "",
       R"(<si><t xml:space="preserve">楼道 </t></si>)"
       R"(<si><r><t>堆_x000D_</t></r><r><t>物_x</t></r><rPh sb="0" eb="1"><t>dui</t></rPh></si>)"}));
  ASSERT_EQ(outcome.error, "");
  EXPECT_EQ(outcome.rows, (Rows{{"楼道 ", "堆\r物_x", "", "内联", "TRUE", "结果", "119.8", "2"}}));
}

TEST(Xlsx, RowsAndCellsWithoutAPlaceStandBehindTheOnesBefore) {
  const Outcome outcome = read_rows(
      "<row><c><v>1</v></c><c/><c><v>2</v></c></row><row/><row r=\"7\"><c r=\"B7\"><v>3</v></c></row>"
      "<row><c><v>4</v></c></row>");
  EXPECT_EQ(outcome.rows, (Rows{{"1", "", "2"}, {"", "3"}, {"4"}}));
  EXPECT_EQ(outcome.lines, (std::vector<uint64_t>{1, 7, 8}));
}

TEST(Xlsx, DatesAreDatesInBothSystems) {
  EXPECT_EQ(shown("45987", "yyyy\\-mm\\-dd"), "2025-11-26");
  EXPECT_EQ(shown("45987.604224537", "yyyy/m/d\\ h:mm;@"), "2025-11-26 14:30:05");
  EXPECT_EQ(shown("45987.99999999999", "m/d"), "2025-11-27");  // a hair before midnight is midnight
  EXPECT_EQ(shown("45987.5000000058", "h:mm"), "2025-11-26 12:00:00.001");
  EXPECT_EQ(shown("1", "yyyy"), "1900-01-01");
  EXPECT_EQ(shown("59", "yyyy"), "1900-02-28");
  EXPECT_EQ(shown("60", "yyyy"), "1900-02-29");
  EXPECT_EQ(shown("61", "yyyy"), "1900-03-01");
  EXPECT_EQ(shown("2958465", "yyyy"), "9999-12-31");
  EXPECT_EQ(shown("2958466", "yyyy"), "2958466");  // no date can be so late
  EXPECT_EQ(shown("-1", "yyyy"), "-1");
  EXPECT_EQ(shown("0.75", "h:mm"), "18:00:00");  // without a day
  EXPECT_EQ(shown("1.5", "[h]:mm"), "36:00:00");
  const std::string macintosh = "<workbookPr date1904=\"1\"/>";
  EXPECT_EQ(shown("44525", "yyyy\\-mm\\-dd", macintosh), "2025-11-26");
  EXPECT_EQ(shown("1", "yyyy", macintosh), "1904-01-02");
  const Outcome iso = read_rows("<row><c t=\"d\"><v>2025-11-26T14:30:05</v></c></row>");
  EXPECT_EQ(iso.rows, (Rows{{"2025-11-26 14:30:05"}}));
  ASSERT_EQ(iso.marks[0].size(), 1U);
  EXPECT_EQ(iso.marks[0][0].kind, CellMark::Kind::kDate);
}

TEST(Xlsx, TheFormatSaysWhatANumberIs) {
  using Kind = xlsx::NumberFormat::Kind;
  for (const char* code : {"yyyy\"年\"m\"月\"d\"日\";@", "[$-F800]dddd\\,\\ mmmm\\ dd", "[DBNum1][$-804]aaaa;@",
                           "mm:ss.0", "上午/下午h\"时\"mm\"分\"", "[Red]yyyy", "e\"年\"m\"月\""}) {
    EXPECT_EQ(xlsx::format_of(code).kind, Kind::kDate) << code;
  }
  for (const char* code : {"General", "G/通用格式\"天\"", "0.00\"m/d\"", "#,##0.00_);[Red]\\(#,##0.00\\)", "0.00E+00",
                           "\"￥\"#,##0", "0_d", "*d0", "0.0%", "@", "General\" days\"", "0;yyyy"}) {
    EXPECT_EQ(xlsx::format_of(code).kind, Kind::kNumber) << code;
  }
  for (const char* code : {"[h]:mm:ss", "[mm]:ss", "[ss]"})
    EXPECT_EQ(xlsx::format_of(code).kind, Kind::kElapsed) << code;
  for (const int id : {14, 17, 22, 27, 31, 36, 45, 50, 58}) EXPECT_EQ(xlsx::builtin_format(id).kind, Kind::kDate) << id;
  for (const int id : {0, 1, 4, 9, 11, 13, 37, 44, 48, 49})
    EXPECT_EQ(xlsx::builtin_format(id).kind, Kind::kNumber) << id;
  EXPECT_EQ(shown("123", "000000"), "000123");  // a code of a grid
  EXPECT_EQ(shown("1234567", "0000"), "1234567");
  EXPECT_EQ(shown("12", "0"), "12");
}

TEST(Xlsx, NumbersKeepTheirFifteenDigitsAndMoreIsMarked) {
  const Outcome outcome = read_rows(
      "<row><c><v>321281199001011234</v></c><c><v>3.2128119900101101E+17</v></c><c><v>13800138000</v></c>"
      "<c><v>1.3800138E10</v></c><c><v>0.1</v></c><c><v>-7</v></c><c><v>007</v></c></row>");
  EXPECT_EQ(outcome.rows,
            (Rows{{"321281199001011234", "3.2128119900101101E+17", "13800138000", "13800138000", "0.1", "-7", "7"}}));
  ASSERT_EQ(outcome.marks[0].size(), 2U);
  EXPECT_EQ(outcome.marks[0][0].kind, CellMark::Kind::kLostDigits);
  EXPECT_EQ(outcome.marks[0][1].column, 1U);
}

TEST(Xlsx, FormulasWithAnErrorOrWithoutAResultAreMarked) {
  const Outcome outcome =
      read_rows("<row><c t=\"e\"><f>X</f><v>#N/A</v></c><c><f>NOW()</f></c><c t=\"str\"><f>\"\"</f><v></v></c></row>");
  EXPECT_EQ(outcome.rows, (Rows{{"#N/A", ""}}));
  ASSERT_EQ(outcome.marks[0].size(), 2U);
  EXPECT_EQ(outcome.marks[0][0].kind, CellMark::Kind::kFormulaError);
  EXPECT_EQ(outcome.marks[0][1].kind, CellMark::Kind::kNoResult);
}

TEST(Xlsx, NamesWithAPrefixAreReadAlike) {
  Parts parts = testing::workbook_parts({{{"表", "", "", ""}}, "", "", ""});
  parts["xl/worksheets/sheet1.xml"] =
      "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData><x:row><x:c><x:v>5</x:v>"
      "</x:c></x:row></x:sheetData></x:worksheet>";
  EXPECT_EQ(read(testing::zip_bytes(parts)).rows, (Rows{{"5"}}));
}

TEST(Xlsx, HiddenRowsAndMergedCellsAreTold) {
  const Outcome outcome = read(testing::workbook_bytes(
      {{{"表", "<row><c><v>1</v></c></row><row hidden=\"1\"><c><v>2</v></c></row>", "",
         "<mergeCells><mergeCell ref=\"B1:C1\"/><mergeCell ref=\"A3:A5\"/><mergeCell ref=\"A2:A2\"/></mergeCells>"}},
       "",
       "",
       ""}));
  ASSERT_EQ(outcome.notes.size(), 3U);
  EXPECT_EQ(outcome.notes[0], "1 hidden rows were read, too, the first of them row 2");
  EXPECT_EQ(outcome.notes[1], "the header's cells B1:C1 are merged: their name is that of column B alone");
  EXPECT_NE(outcome.notes[2].find("2 times cells below the header are merged, first A2:A2"), std::string::npos);
}

TEST(Xlsx, WhatIsNoXlsxIsToldByWhatItIs) {
  const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(600, '\0');
  EXPECT_NE(read(ole).error.find("f.xlsx: an old spreadsheet (.xls, .et), which is not read; open it in Excel"),
            std::string::npos);
  const std::string locked("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
  EXPECT_NE(read(ole + locked).error.find("protected with a password"), std::string::npos);
  EXPECT_NE(read(testing::zip_bytes({{"content.xml", "<a/>"}, {"mimetype", "x"}})).error.find(".ods"),
            std::string::npos);
  EXPECT_NE(read(testing::zip_bytes({{"xl/workbook.bin", "x"}})).error.find(".xlsb"), std::string::npos);
  EXPECT_NE(read(testing::zip_bytes({{"word/document.xml", "<a/>"}})).error.find(".docx"), std::string::npos);
  EXPECT_NE(read(testing::zip_bytes({{"a.csv", "1"}})).error.find("no spreadsheet in it"), std::string::npos);
  EXPECT_NE(read("\n <html><table>").error.find("a web page or XML, whatever its name says"), std::string::npos);
  EXPECT_NE(read(testing::workbook_bytes({{}, "", "", ""})).error.find("without a sheet of cells"), std::string::npos);
}

TEST(Xlsx, AFileThatIsCutOffAnywhereIsAnErrorAndNeverRows) {
  std::string rows;
  for (int i = 0; i < 200; ++i) rows += "<row><c><v>" + std::to_string(i * 7919) + "</v></c></row>";
  const std::string whole = testing::workbook_bytes({{{"表", rows, "", ""}}, "", "", ""});
  ASSERT_EQ(read(whole).rows.size(), 200U);
  for (size_t length = 4; length < whole.size(); length += 7) {
    const Outcome outcome = read(whole.substr(0, length));
    EXPECT_NE(outcome.error.find("cut off or damaged"), std::string::npos) << length << ": " << outcome.error;
  }
}

TEST(Xlsx, DamagedBytesAreAnErrorOrHarmless) {
  const std::string whole = testing::workbook_bytes({{{"表", "<row><c><v>1</v></c></row>", "", ""}}, "", "", ""});
  size_t refused = 0;
  for (size_t at = 0; at < whole.size(); ++at) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
    const Outcome outcome = read(bytes);
    if (outcome.error.empty()) {
      EXPECT_LE(outcome.rows.size(), 1U);
    } else {
      ++refused;
    }
  }
  EXPECT_GT(refused, whole.size() / 2);
}

TEST(Xlsx, APartThatUnpacksWithoutEndIsRefused) {
  Parts parts = testing::workbook_parts({{{"表", "", "", ""}}, "", "", ""});
  parts["xl/styles.xml"] = "<styleSheet>" + std::string(size_t{80} * 1024 * 1024, ' ') + "</styleSheet>";
  const std::string bytes = testing::zip_bytes(parts);
  EXPECT_LT(bytes.size(), 200'000U);
  EXPECT_NE(read(bytes).error.find("the part xl/styles.xml unpacks to more than 64 MiB"), std::string::npos)
      << read(bytes).error;
  parts["xl/styles.xml"] = "<styleSheet a=\"" + std::string(size_t{20} * 1024 * 1024, 'a') + "\"/>";
  EXPECT_NE(read(testing::zip_bytes(parts)).error.find("a tag that does not end"), std::string::npos);
}

TEST(Xlsx, HostileXmlIsRefusedByName) {
  const auto error = [](const std::string& sheet) {
    Parts parts = testing::workbook_parts({{{"表", "", "", ""}}, "", "", ""});
    parts["xl/worksheets/sheet1.xml"] = sheet;
    return read(testing::zip_bytes(parts)).error;
  };
  EXPECT_NE(error("<!DOCTYPE a [<!ENTITY b \"bbbb\">]><a>&b;</a>").find("document type"), std::string::npos);
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<a>";
  EXPECT_NE(error(deep).find("nested too deeply"), std::string::npos);
  EXPECT_NE(error("<worksheet><sheetData><row>").find("is no XML"), std::string::npos);
  EXPECT_NE(error("").find("is no XML"), std::string::npos);
}

TEST(Xlsx, CellsAndRowsBeyondTheFormatAreNamed) {
  EXPECT_NE(read_rows("<row r=\"1048577\"><c><v>1</v></c></row>").error.find("a sheet has 1,048,576 rows at most"),
            std::string::npos);
  EXPECT_NE(read_rows("<row r=\"x\"/>").error.find("row 'x' is no number"), std::string::npos);
  EXPECT_NE(read_rows("<row r=\"2\"/><row r=\"1\"/>").error.find("row 1 stands behind row 2"), std::string::npos);
  EXPECT_NE(read_rows("<row><c r=\"ALM1\"><v>1</v></c></row>").error.find("cell ALM1 lies beyond 1,000 columns"),
            std::string::npos);
  EXPECT_EQ(read_rows("<row><c r=\"A1\"><v>1</v></c><c r=\"XFD1\"/></row>").rows, (Rows{{"1"}}));  // empty, only styled
  EXPECT_NE(read_rows("<row><c r=\"1A\"><v>1</v></c></row>").error.find("'1A' is no place of a cell"),
            std::string::npos);
  EXPECT_NE(read_rows("<row><c t=\"s\"><v>9</v></c></row>").error.find("cell A1 names a shared text that is not there"),
            std::string::npos);
  EXPECT_NE(read_rows("<row><c><v>elf</v></c></row>").error.find("cell A1: 'elf' is no number"), std::string::npos);
  const std::string long_text = "<row><c t=\"inlineStr\"><is><t>" + std::string(1'100'000, 'a') + "</t></is></c></row>";
  EXPECT_NE(read_rows(long_text).error.find("cell A1 is longer than 1 MiB"), std::string::npos);
}

}  // namespace
}  // namespace gridwall::import
