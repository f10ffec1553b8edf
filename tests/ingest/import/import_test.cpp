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

Outcome run(const char* mapping_text, const std::string& text, bool strict = false) {
  const Result<Mapping> mapping = load_mapping(mapping_text, "m.toml");
  Outcome outcome;
  if (!mapping) return outcome.error = mapping.error().message, outcome;
  std::istringstream input(text);
  ImportIo io;
  io.input = &input;
  io.input_name = "f.csv";
  io.strict = strict;
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
  EXPECT_EQ(outcome.lines.size(), 3U);
  EXPECT_EQ(count(outcome.summary.skipped, "request.resolved: column 'closed' is empty"), 1U);
  EXPECT_EQ(count(outcome.summary.skipped, "category: 'Z' is not among the words"), 1U);
  EXPECT_EQ(count(outcome.summary.skipped, "title: is required"), 1U);
  EXPECT_EQ(count(outcome.summary.skipped, "column 'opened' is not a time"), 1U);
  EXPECT_EQ(count(outcome.summary.noticed, "coordinates that are not numbers"), 1U);
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

TEST(Import, AnEmptyFileIsAnErrorAndOneWithoutRowsIsNone) {
  EXPECT_NE(run(kCalls, "").error.find("the file is empty"), std::string::npos);
  EXPECT_EQ(calls("").error, "");
  EXPECT_EQ(calls("").summary.rows, 0U);
  EXPECT_NE(calls("1,X,a,2026-01-01 08:00,,,new,,,\n").error.find("no row made an event"), std::string::npos);
}

TEST(Import, StrictLetsNothingBeLeftOut) {
  const std::string good = "1,D,a,2026-01-01 08:00,,,new,,,\n";
  for (const char* bad : {"2,D\n", "2,X,a,2026-01-01 08:00,,,new,,,\n", "2,D,a,yesterday,,,new,,,\n"}) {
    const Outcome outcome = run(kCalls, kHeader + good + bad, true);
    EXPECT_NE(outcome.error.find("--strict"), std::string::npos) << bad;
    EXPECT_NE(outcome.error.find("first at line 3"), std::string::npos) << outcome.error;
    EXPECT_TRUE(outcome.lines.empty());
    EXPECT_EQ(calls(good + bad).error, "");
  }
  EXPECT_EQ(run(kCalls, kHeader + good, true).error, "");
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

std::string request(const std::string& members) {
  return R"({"id":"7","kind":"hole","at":"2026-01-01T08:00:00Z","more":{"channel":"web"})" + members + "}";
}

TEST(Import, APageMayLackWhatIsOptional) {
  const Outcome without = run(kOpen311, "[" + request("") + "]");
  EXPECT_EQ(without.error, "");
  EXPECT_EQ(without.lines.size(), 1U);
  EXPECT_EQ(count(without.summary.noticed, "no object has a list 'notes'"), 1U);
  EXPECT_EQ(run(kOpen311, "[" + request(R"(,"notes":null)") + "]").lines.size(), 1U);
  EXPECT_EQ(run(kOpen311, "[" + request(R"(,"notes":[])") + "]").lines.size(), 1U);
  // The list is there, but what the rule needs is not: told, and the rest is taken.
  const Outcome nobody =
      run(kOpen311, "[" + request(R"(,"notes":[{"type":"closed","at":"2026-01-02T08:00:00Z"}])") + "]");
  EXPECT_EQ(nobody.error, "");
  EXPECT_EQ(nobody.lines.size(), 1U);
  EXPECT_EQ(count(nobody.summary.noticed, "column 'notes.who.unit' is in no object"), 1U);
  EXPECT_EQ(count(nobody.summary.skipped, "request.resolved: by: is required"), 1U);
}

TEST(Import, AnEmptyPageIsNoRows) {
  for (const char* page : {"[]", " [ ]\n", "\xEF\xBB\xBF[]"}) {
    const Outcome outcome = run(kOpen311, page, true);
    EXPECT_EQ(outcome.error, "") << page;
    EXPECT_EQ(outcome.summary.rows, 0U);
    EXPECT_TRUE(outcome.lines.empty());
  }
}

TEST(Import, AMemberThatEveryRequestNeedsAndNoneHasIsASlipOfTheMapping) {
  std::string page = "[" + request("") + "]";
  page.replace(page.find("\"kind\""), 6, "\"kint\"");
  const Outcome outcome = run(kOpen311, page);
  EXPECT_NE(outcome.error.find("m.toml:12: key 'event.fields.category': column 'kind' is in no object of f.csv"),
            std::string::npos)
      << outcome.error;
}

TEST(Import, AServersErrorIsShownInItsOwnWords) {
  const char* answers[] = {R"([{"code":404,"description":"jurisdiction_id was not found"}])",
                           R"({"errors":[{"code":404,"description":"jurisdiction_id was not found"}]})",
                           R"({"error":{"message":"jurisdiction_id was not found"}})",
                           R"({"message":"jurisdiction_id was not found"})"};
  for (const char* answer : answers) {
    const Outcome outcome = run(kOpen311, answer);
    EXPECT_NE(outcome.error.find("answered with an error: "), std::string::npos) << outcome.error;
    EXPECT_NE(outcome.error.find("jurisdiction_id was not found"), std::string::npos) << outcome.error;
  }
  EXPECT_NE(run(kOpen311, "<html><body/></html>").error.find("XML or HTML"), std::string::npos);
  EXPECT_NE(run(kOpen311,
                "<?xml version=\"1.0\"?><errors><error><code>404</code><description>not found</description>"
                "</error></errors>")
                .error.find("the server answered: 404 not found"),
            std::string::npos);
  EXPECT_NE(run(kOpen311, R"({"requests":[]})").error.find("an object with requests"), std::string::npos);
}

TEST(Import, NumbersOfAnyLengthMayStandWhereNobodyReadsThem) {
  for (const char* number : {"320925202611280001234567", "1e400", "NaN"}) {
    EXPECT_EQ(run(kOpen311, "[" + request(",\"x\":" + std::string(number)) + "]").lines.size(), 1U) << number;
    std::string page = "[" + request("") + "]";
    page.replace(page.find("\"7\""), 3, number);
    const Outcome read = run(kOpen311, page);
    EXPECT_NE(read.error.find("column 'id' is"), std::string::npos) << read.error;
  }
}

TEST(Import, AMemberGivenTwiceLeavesItsObjectOut) {
  const Outcome outcome =
      run(kOpen311, "[" + request("") + "," + request(R"(,"kind":"tree")") + "," + request(R"(,"x":1,"x":2)") + "]");
  EXPECT_EQ(outcome.lines.size(), 2U);
  EXPECT_EQ(count(outcome.summary.bad_rows, "'kind' is given twice, as member 2 and as member 5"), 1U);
}

TEST(Import, AColumnNamedTwiceIsRefusedWithBothPlaces) {
  const std::string row = "1,D,a,2026-01-01 08:00,,,new,,,";
  const Outcome outcome =
      run(kCalls, "no,kind,what,opened,closed,changed,status,team,lon,lat, kind\u3000\n" + row + ",N\n");
  EXPECT_NE(outcome.error.find("column 'kind' stands twice"), std::string::npos) << outcome.error;
  EXPECT_NE(outcome.error.find("as column 2 and as column 11"), std::string::npos) << outcome.error;
  const Outcome unused = run(kCalls, "no,kind,what,opened,closed,changed,status,team,lon,lat,x,x\n" + row + ",N,N\n");
  EXPECT_EQ(unused.error, "");
  EXPECT_EQ(count(unused.summary.noticed, "column 'x' stands twice"), 1U);
}

TEST(Import, WhiteSpaceOfAnyKindIsTrimmed) {
  for (const char* blank : {"\u3000", "\u00A0", "\u2003", "\uFEFF", "\t", "\u200B"}) {
    const std::string b(blank);
    const Outcome outcome = calls(b + "1" + b + "," + b + "D," + "a" + b + "," + b + "2026-01-01 08:00" + b +
                                  ",,2026-01-02 08:00," + b + "done" + b + ",城管局," + b + "," + b + "\n");
    EXPECT_EQ(outcome.lines.size(), 2U) << outcome.error << format_summary(outcome.summary);
    EXPECT_NE(outcome.lines.at(0).find(R"("request":"1")"), std::string::npos) << outcome.lines[0];
    EXPECT_EQ(count(outcome.summary.noticed, "without coordinates"), 1U);
  }
}

std::string with_place(const std::string& lon, const std::string& lat) {
  return "1,D,a,2026-01-01 08:00,,,new,," + lon + "," + lat + "\n";
}

TEST(Import, ABadPlaceNeverCostsARequest) {
  const std::pair<const char*, const char*> words[] = {{"nan", "nan"},  {"NaN", "33.4"},    {"null", "null"},
                                                       {"N/A", "N/A"},  {"东经119度", "x"}, {"119,8", "33,4"},
                                                       {"inf", "-inf"}, {"1e999", "33"},    {"0x1F", "33"}};
  for (const auto& [lon, lat] : words) {
    const Outcome outcome = calls(with_place("\"" + std::string(lon) + "\"", "\"" + std::string(lat) + "\""));
    ASSERT_EQ(outcome.lines.size(), 1U) << lon << ": " << outcome.error;
    EXPECT_NE(outcome.lines[0].find("\"lon\":\"" + std::string(lon) + "\""), std::string::npos) << outcome.lines[0];
    EXPECT_EQ(count(outcome.summary.noticed, "request.placed: coordinates that are not numbers"), 1U);
    EXPECT_TRUE(outcome.summary.skipped.empty());
  }
  EXPECT_NE(calls(with_place("3678000.5", "530000.25")).lines.at(0).find(R"("lon":3678000.5,"lat":530000.25)"),
            std::string::npos);
  EXPECT_EQ(count(calls(with_place("3678000.5", "530000.25")).summary.noticed, "no degrees"), 1U);
  EXPECT_NE(calls(with_place("0", "0")).lines.at(0).find(R"("lon":0.0,"lat":0.0)"), std::string::npos);
  EXPECT_NE(calls(with_place("119.8", "")).lines.at(0).find(R"("lon":"119.8")"), std::string::npos);
  EXPECT_EQ(calls(with_place("张三13812348000", "x")).lines.at(0).find("13812348000"), std::string::npos);
}

std::string placed_by(const std::string& place, const std::string& value) {
  const std::string mapping = R"(
name = "points"
source = "s"
format = "csv"
time_zone = "Asia/Shanghai"
time_format = "%Y-%m-%d"
[[event]]
type = "request.placed"
id = "{no}"
at = "day"
)" + place + R"(
[event.fields]
request = "{no}"
category = "c"
channel = "12345"
title = "t"
tier = "grid"
)";
  std::string quoted;
  for (const char c : value) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  const Outcome outcome = run(mapping.c_str(), "no,day,loc\n1,2026-01-05,\"" + quoted + "\"\n");
  if (outcome.lines.size() != 1) return "error: " + outcome.error;
  const size_t from = outcome.lines[0].find("\"lon\"");
  return from == std::string::npos ? "" : outcome.lines[0].substr(from);
}

TEST(Import, APointIsReadFromOneColumn) {
  for (const char* value :
       {"POINT (119.8 33.46)", "point(119.8 33.46)", "POINT Z (119.8 33.46 5)", "POINTZ(119.8  33.46 5)",
        "SRID=4326;POINT(119.8 33.46)", " POINT\t( 119.8\u3000 33.46 ) ",
        R"({"type":"Point","coordinates":[119.8,33.46]})", R"({"coordinates":[119.8,33.46,0],"type":"Point"})",
        R"({"latitude":"33.46","longitude":"119.8"})",
        R"({"type":"Feature","geometry":{"type":"Point","coordinates":[119.8,33.46]}})"}) {
    EXPECT_TRUE(placed_by("point = \"{loc}\"", value).find(R"("lon":119.8,"lat":33.46)") == 0 ||
                std::string_view(value).starts_with("POINTZ"))
        << value << ": " << placed_by("point = \"{loc}\"", value);
  }
  for (const char* value : {"", "POINT EMPTY", "null", R"({"type":"Point","coordinates":[]})"}) {
    EXPECT_EQ(placed_by("point = \"{loc}\"", value), "") << value;
  }
  for (const char* value : {"somewhere", "POINT (nan nan)", "POINT (119.8)", "LINESTRING (1 2, 3 4)", "{\"type\":"}) {
    EXPECT_TRUE(placed_by("point = \"{loc}\"", value).starts_with("\"lon\":\""))
        << value << ": " << placed_by("point = \"{loc}\"", value);
  }
}

TEST(Import, OneColumnIsCutInTwo) {
  const auto cut = [](const std::string& pattern) {
    return "lon = { from = \"{loc}\", pattern = \"" + pattern +
           "\", take = \"x\" }\nlat = { from = \"{loc}\", pattern = \"" + pattern + "\", take = \"y\" }";
  };
  const std::string expected = R"("lon":119.8,"lat":33.46)";
  EXPECT_EQ(placed_by(cut("POINT ({x} {y})"), "POINT (119.8 33.46)").find(expected), 0U);
  EXPECT_EQ(placed_by(cut("({y}, {x})"), "12 Main St, Town (33.46,  119.8)").find(expected), 0U);
  EXPECT_EQ(placed_by(cut("{x},{y}"), "119.8,33.46").find(expected), 0U);
  EXPECT_EQ(placed_by(cut("{y};{x}"), "33.46\u3000; 119.8").find(expected), 0U);
  EXPECT_EQ(placed_by(cut("E{x} N{y}"), "e119.8\u3000n33.46").find(expected), 0U);
  EXPECT_TRUE(placed_by(cut("{x}/{y}"), "119.8,33.46").starts_with("\"lon\":\"119.8,33.46\""));
  const char* between =
      "lon = { from = \"{loc}\", between = [\"(\", \" \"] }\nlat = { from = \"{loc}\", between = [\" \", \")\"] }";
  EXPECT_EQ(placed_by(between, "POINT (119.8 33.46)").find(expected), 0U);
}

TEST(Import, AnObjectMayBeAPoint) {
  const std::string mapping(kOpen311);
  std::string with_point = mapping;
  with_point.replace(with_point.find("at = \"at\"\n"), 10, "at = \"at\"\npoint = \"{where}\"\n");
  const Outcome outcome =
      run(with_point.c_str(), "[" + request(R"(,"where":{"type":"Point","coordinates":[119.8,33.46]})") + "]");
  ASSERT_EQ(outcome.lines.size(), 1U) << outcome.error;
  EXPECT_NE(outcome.lines[0].find(R"("lon":119.8,"lat":33.46)"), std::string::npos) << outcome.lines[0];
}

}  // namespace
}  // namespace gridwall::import
