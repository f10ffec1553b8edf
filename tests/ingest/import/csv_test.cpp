#include "ingest/import/csv.h"

#include <gtest/gtest.h>

#include <sstream>

namespace gridwall::import {
namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Outcome {
  Rows rows;
  std::vector<std::string> problems;
  std::string error;
};

Outcome read(const std::string& text) {
  std::istringstream stream(text);
  CsvReader reader(stream, "f.csv");
  Outcome outcome;
  std::vector<std::string> row;
  while (true) {
    const Result<bool> more = reader.next(row);
    if (!more) {
      outcome.error = more.error().message;
      return outcome;
    }
    if (!*more) return outcome;
    outcome.rows.push_back(row);
    outcome.problems.push_back(reader.problem());
  }
}

TEST(Csv, ReadsRowsWithEitherLineEndAndALastLineWithoutOne) {
  EXPECT_EQ(read("a,b\r\n1,2\r\n").rows, (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(read("a,b\n1,2").rows, (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(read("a,b\r\n1,2\r").rows, (Rows{{"a", "b"}, {"1", "2"}}));
}

TEST(Csv, QuotesHoldCommasLineEndsAndDoubledQuotes) {
  EXPECT_EQ(read("\"a,b\",\"c\nd\",\"e\"\"f\",\"\"\n").rows, (Rows{{"a,b", "c\nd", "e\"f", ""}}));
}

TEST(Csv, EmptyFieldsAreKeptAndEmptyLinesAreNot) {
  EXPECT_EQ(read(",\n\n\r\n,,\n").rows, (Rows{{"", ""}, {"", "", ""}}));
  EXPECT_TRUE(read("").rows.empty());
  EXPECT_TRUE(read("\n\n").rows.empty());
}

TEST(Csv, SkipsAByteOrderMark) {
  EXPECT_EQ(read("\xEF\xBB\xBFname\n李\n").rows, (Rows{{"name"}, {"李"}}));
}

TEST(Csv, AQuoteInsideOfAPlainFieldIsACharacter) {
  EXPECT_EQ(read("5\" pipe,x\n").rows, (Rows{{"5\" pipe", "x"}}));
}

TEST(Csv, TextBehindAClosingQuoteIsAProblemOfThatRowOnly) {
  const Outcome outcome = read("\"a\"b,c\n1,2\n");
  EXPECT_TRUE(outcome.error.empty());
  ASSERT_EQ(outcome.rows.size(), 2U);
  EXPECT_FALSE(outcome.problems[0].empty());
  EXPECT_TRUE(outcome.problems[1].empty());
}

TEST(Csv, AQuoteThatIsNeverClosedIsAnErrorWithTheLineItOpens) {
  const Outcome outcome = read("a,b\n1,2\n3,\"4\n5,6\n");
  EXPECT_EQ(outcome.rows.size(), 2U);
  EXPECT_NE(outcome.error.find("f.csv:3: the quote that opens here is never closed"), std::string::npos)
      << outcome.error;
}

TEST(Csv, ANulByteIsAnError) {
  const Outcome outcome = read(std::string("a,b\n1,\0\n", 8));
  EXPECT_NE(outcome.error.find("f.csv:2: a NUL byte"), std::string::npos) << outcome.error;
  EXPECT_FALSE(read(std::string("\"\0\"", 3)).error.empty());
}

TEST(Csv, AFieldOfTenMegabytesIsAnErrorAndIsNotHeld) {
  const std::string big(10 * 1024 * 1024, 'x');
  EXPECT_NE(read("a\n" + big).error.find("longer than 1 MiB"), std::string::npos);
  EXPECT_NE(read("a\n\"" + big + "\"").error.find("f.csv:2: the field that opens here is longer"), std::string::npos);
  EXPECT_FALSE(read("a\n\"\"" + big).error.empty());
}

TEST(Csv, ARowOfTooManyColumnsIsAnError) {
  EXPECT_NE(read(std::string(5000, ',')).error.find("1,000 columns"), std::string::npos);
}

TEST(Csv, WhatIsNotUtf8IsAnErrorThatNamesTheWayOut) {
  const Outcome gbk = read("name\n\xC0\xEE\n");
  EXPECT_NE(gbk.error.find("f.csv:2: column 1 is not UTF-8"), std::string::npos) << gbk.error;
  EXPECT_NE(read(std::string("\xFF\xFE"
                             "a\0",
                             4))
                .error.find("UTF-16"),
            std::string::npos);
}

TEST(Csv, NamesTheLineWhereARowBegan) {
  std::istringstream stream("h\n\"a\nb\"\nc\n");
  CsvReader reader(stream, "f");
  std::vector<std::string> row;
  std::vector<uint64_t> lines;
  while (reader.next(row).value()) lines.push_back(reader.line());
  EXPECT_EQ(lines, (std::vector<uint64_t>{1, 2, 4}));
}

TEST(Csv, ReadsTheSameAcrossTheEdgesOfItsBuffer) {
  for (const size_t length : {65'533U, 65'534U, 65'535U, 65'536U, 65'537U}) {
    const std::string field(length, 'x');
    const Outcome outcome = read("\"" + field + "\"\"\",b\r\nc,d\r\n");
    EXPECT_EQ(outcome.rows, (Rows{{field + "\"", "b"}, {"c", "d"}})) << length;
  }
}

TEST(Csv, LinesThatEndInCrAloneAreNamed) {
  for (const char* text : {"a,b\rc,d\r", "a,\"b\"\r\"c\",d\r",
                           "\xEF\xBB\xBF"
                           "a\rb\rc"}) {
    EXPECT_NE(read(text).error.find("CR alone"), std::string::npos) << read(text).error;
  }
  std::string wide;
  for (int i = 0; i < 5'000; ++i) wide += "a,b\r";
  EXPECT_NE(read(wide).error.find("CR alone"), std::string::npos) << "not for its many columns";
  EXPECT_EQ(read("a,b\r\nc,d\r\n").rows, (Rows{{"a", "b"}, {"c", "d"}}));
}

}  // namespace
}  // namespace gridwall::import
