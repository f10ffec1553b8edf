#include "ingest/import/import.h"

#include <gtest/gtest.h>

#include <sstream>

namespace gridwall::import {
namespace {

constexpr const char* kCalls = R"(
name = "calls"
source = "hotline"
format = "csv"
time_zone = "Asia/Shanghai"
time_format = "%Y-%m-%d %H:%M"
[[event]]
type = "request.placed"
id = "{no}/placed"
at = "opened"
lon = "{lon}"
lat = "{lat}"
[event.fields]
request = "{no}"
category = { from = "{kind}", map = { N = "noise", D = "dirt" } }
channel = "12345"
title = "{what}"
tier = "grid"
[[event]]
type = "request.resolved"
id = "{no}/resolved"
at = ["closed", "changed"]
when = [{ column = "status", is = ["done", "closed"] }]
[event.fields]
request = "{no}"
by = "{team}"
[[count]]
what = "closed before opened"
when = { column = "closed", before = "opened" }
)";
constexpr const char* kHeader = "no,kind,what,opened,closed,changed,status,team,lon,lat\n";

struct Outcome {
  std::vector<std::string> lines;
  ImportSummary summary;
  std::string error;
};

Outcome run(const char* mapping_text, const std::string& text) {
  const Result<Mapping> mapping = load_mapping(mapping_text, "m.toml");
  Outcome outcome;
  if (!mapping) return outcome.error = mapping.error().message, outcome;
  std::istringstream input(text);
  ImportIo io;
  io.input = &input;
  io.input_name = "f.csv";
  io.write = [&](std::string_view line) { return outcome.lines.emplace_back(line), true; };
  Result<ImportSummary> summary = run_import(*mapping, io);
  if (summary) {
    outcome.summary = *summary;
  } else {
    outcome.error = summary.error().message;
  }
  return outcome;
}

Outcome calls(const std::string& rows) {
  return run(kCalls, kHeader + rows);
}

uint64_t count(const std::map<std::string, Tally>& tallies, std::string_view part) {
  for (const auto& [what, tally] : tallies) {
    if (what.find(part) != std::string::npos) return tally.count;
  }
  return 0;
}

TEST(Import, MakesTheEventsOfARowInOrderOfTime) {
  const Outcome outcome =
      calls("2,N,b,2026-01-02 08:00,,,new,,119.8,33.4\n1,D,a,2026-01-01 08:00,2026-01-03 09:30,,done,城管局,,\n");
  ASSERT_EQ(outcome.error, "");
  ASSERT_EQ(outcome.lines.size(), 3U);
  EXPECT_EQ(
      outcome.lines[0],
      R"({"v":1,"id":"1/placed","feed":"request","type":"request.placed","at":"2026-01-01T00:00:00Z","source":"hotline","request":"1","category":"dirt","channel":"12345","title":"a","tier":"grid"})");
  EXPECT_NE(outcome.lines[1].find(R"("lon":119.8,"lat":33.4)"), std::string::npos);
  EXPECT_NE(outcome.lines[2].find(R"("type":"request.resolved","at":"2026-01-03T01:30:00Z")"), std::string::npos);
  EXPECT_EQ(outcome.summary.rows, 2U);
  EXPECT_EQ(count(outcome.summary.noticed, "without coordinates"), 1U);
}

TEST(Import, AtTheSameTimeTheRuleThatStandsFirstComesFirst) {
  const Outcome outcome = calls("1,D,a,2026-01-01 08:00,2026-01-01 08:00,,done,x,,\n");
  ASSERT_EQ(outcome.lines.size(), 2U);
  EXPECT_NE(outcome.lines[0].find("request.placed"), std::string::npos);
}

TEST(Import, AStandInForAnEmptyTimeIsCounted) {
  const Outcome outcome = calls("1,D,a,2026-01-01 08:00,,2026-01-02 08:00,closed,x,,\n");
  EXPECT_EQ(count(outcome.summary.noticed, "'changed' stood in for the empty 'closed'"), 1U);
  EXPECT_NE(outcome.lines[1].find("2026-01-02T00:00:00Z"), std::string::npos);
}

TEST(Import, NoiseIsTakenAsItIsAndCounted) {
  const Outcome outcome = calls("1,D,a,2026-01-05 08:00,2026-01-02 08:00,,done,x,,\n");
  EXPECT_EQ(count(outcome.summary.noticed, "closed before opened"), 1U);
  ASSERT_EQ(outcome.lines.size(), 2U);
  EXPECT_NE(outcome.lines[0].find("request.resolved"), std::string::npos);
}

TEST(Import, WhatARowLacksIsCountedWithTheReasonAndTheLine) {
  const Outcome outcome = calls(
      "1,D,a,2026-01-01 08:00,,,done,x,,\n"     // resolved without any time
      "2,Z,a,2026-01-01 08:00,,,new,,,\n"       // a kind that is not in the map
      "3,D,,2026-01-01 08:00,,,new,,,\n"        // no title
      "4,D,a,yesterday,,,new,,,\n"              // no time
      "5,D,a,2026-01-01 08:00,,,new,,east,1\n"  // no number
      "6,D,a,2026-01-01 08:00\n"                // too short
      "7,D,a,2026-01-01 08:00,,,new,,,\n");
  ASSERT_EQ(outcome.error, "");
  EXPECT_EQ(outcome.summary.rows, 7U);
  EXPECT_EQ(outcome.lines.size(), 2U);
  EXPECT_EQ(count(outcome.summary.skipped, "request.resolved: column 'closed' is empty"), 1U);
  EXPECT_EQ(count(outcome.summary.skipped, "category: 'Z' is not among the words"), 1U);
  EXPECT_EQ(count(outcome.summary.skipped, "title: is required"), 1U);
  EXPECT_EQ(count(outcome.summary.skipped, "column 'opened' is not a time"), 1U);
  EXPECT_EQ(count(outcome.summary.skipped, "lon, lat: not numbers"), 1U);
  EXPECT_EQ(count(outcome.summary.bad_rows, "4 columns where the header has 10"), 1U);
  EXPECT_EQ(outcome.summary.bad_rows.begin()->second.first_line, 7U);
  EXPECT_NE(format_summary(outcome.summary).find("first at line 7"), std::string::npos);
}

TEST(Import, AColumnThatTheFileDoesNotHaveIsAnErrorOfTheMapping) {
  const Outcome outcome = run(kCalls, "no,kind,what,opened,closed,changed,state,team,lon,lat\n1,,,,,,,,,\n");
  EXPECT_EQ(
      outcome.error,
      "m.toml:23: key 'event.when.column': column 'status' is not in f.csv; it has no, kind, what, opened, closed, "
      "changed, state, team, lon, lat");
}

TEST(Import, NothingIsWrittenOfAFileThatCannotBeReadToItsEnd) {
  const Outcome outcome = calls("1,D,a,2026-01-01 08:00,,,new,,,\n2,D,\"a,2026-01-01 08:00,,,new,,,\n");
  EXPECT_NE(outcome.error.find("f.csv:3: the quote"), std::string::npos) << outcome.error;
  EXPECT_TRUE(outcome.lines.empty());
}

TEST(Import, AnEmptyFileOrOneWithoutAnyEventIsAnError) {
  EXPECT_NE(run(kCalls, "").error.find("the file is empty"), std::string::npos);
  EXPECT_NE(calls("").error.find("no row made an event"), std::string::npos);
}

TEST(Import, PersonalNumbersDoNotComeThrough) {
  const Outcome outcome = calls("1,D,请回电13812348000,2026-01-01 08:00,,,new,,,\n");
  ASSERT_EQ(outcome.lines.size(), 1U);
  EXPECT_EQ(outcome.lines[0].find("13812348000"), std::string::npos);
  EXPECT_NE(outcome.lines[0].find("138****8000"), std::string::npos);
}

TEST(Import, GroupsMakeOneEventFromTheirFirstOrLastRow) {
  constexpr const char* kUnits = R"(
name = "units"
source = "cad"
format = "csv"
time_zone = "Asia/Shanghai"
time_format = "%Y-%m-%d %H:%M"
[[event]]
type = "emergency.incident_opened"
id = "{call}/opened"
at = "in"
per = "call"
pick = "first"
[event.fields]
incident = "{call}"
kind = "fire"
level = { from = "{alarms}", map = { 1 = 4, 2 = 3 } }
place = "{unit}"
[[event]]
type = "emergency.incident_closed"
id = "{call}/closed"
at = "out"
per = "call"
pick = "last"
when = { column = "out", empty = false }
[event.fields]
incident = "{call}"
)";
  const Outcome outcome = run(kUnits,
                              "call,unit,alarms,in,out\n"
                              "a,E2,1,2026-01-01 08:05,2026-01-01 09:00\n"
                              "b,E9,2,2026-01-01 08:10,\n"
                              "a,E1,1,2026-01-01 08:00,2026-01-01 08:30\n");
  ASSERT_EQ(outcome.error, "");
  ASSERT_EQ(outcome.lines.size(), 3U);
  EXPECT_NE(outcome.lines[0].find(R"("place":"E1")"), std::string::npos) << "the earliest of its rows";
  EXPECT_NE(outcome.lines[1].find(R"("level":3)"), std::string::npos);
  EXPECT_NE(outcome.lines[2].find("2026-01-01T01:00:00Z"), std::string::npos) << "the latest of its rows";
}

constexpr const char* kOpen311 = R"(
name = "open311"
source = "o"
format = "open311-json"
time_format = "rfc3339"
[[event]]
type = "request.placed"
id = "{id}/placed"
at = "at"
[event.fields]
request = "{id}"
category = "{kind}"
channel = "{more.channel}"
title = "{kind}"
tier = "grid"
[[event]]
type = "request.resolved"
id = "{id}/{#}"
at = "notes.at"
each = "notes"
when = { column = "notes.type", is = "closed" }
[event.fields]
request = "{id}"
by = "{notes.who.unit}"
)";

TEST(Import, ElementsOfAListMakeEventsOfTheirOwn) {
  const Outcome outcome = run(kOpen311, R"([{"id":7,"kind":"hole","at":"2026-01-01T08:00:00Z","more":{"channel":"web"},
    "notes":[{"type":"opened","at":"2026-01-01T08:00:00Z"},{"type":"closed","at":"2026-01-02T08:00:00Z","who":{"unit":"u"}}]}])");
  ASSERT_EQ(outcome.error, "");
  ASSERT_EQ(outcome.lines.size(), 2U);
  EXPECT_NE(
      outcome.lines[1].find(R"("id":"7/2","feed":"request","type":"request.resolved","at":"2026-01-02T08:00:00Z")"),
      std::string::npos);
  EXPECT_NE(outcome.lines[1].find(R"("by":"u")"), std::string::npos);
  EXPECT_EQ(outcome.summary.rows, 1U);
}

TEST(Import, JsonThatIsNotAListOfObjectsIsAnError) {
  EXPECT_NE(run(kOpen311, "{}").error.find("must be a list of requests"), std::string::npos);
  EXPECT_NE(run(kOpen311, "[").error.find("not JSON"), std::string::npos);
  EXPECT_NE(run(kOpen311, std::string(100'000, '[')).error.find("not JSON"), std::string::npos);
  EXPECT_NE(run(kOpen311, R"([{"id":"1"}])").error.find("is in no object of"), std::string::npos);
}

}  // namespace
}  // namespace gridwall::import
