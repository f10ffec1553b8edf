#include "ingest/import/cap_hazards.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "ingest/event/parse.h"
#include "ingest/event/time.h"
#include "ingest/import/import.h"

namespace gridwall::import {
namespace {

constexpr const char* kMapping = R"(
name = "warnings"
source = "cap"
format = "cap"
languages = ["zh", "en"]
lasts = "24h"
)";

std::string message(std::string_view id, std::string_view type, std::string_view inside,
                    std::string_view status = "Actual", std::string_view sent = "2026-01-20T18:00:00+08:00") {
  std::ostringstream xml;
  xml << R"(<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">)"
      << "<identifier>" << id << "</identifier><sender>w@x.cn</sender><sent>" << sent << "</sent><status>" << status
      << "</status><msgType>" << type << "</msgType><scope>Public</scope>" << inside << "</alert>";
  return xml.str();
}

std::string info(std::string_view event, std::string_view severity, std::string_view more = "") {
  std::ostringstream xml;
  xml << "<info><language>zh-CN</language><category>Met</category><event>" << event
      << "</event><urgency>Immediate</urgency><severity>" << severity << "</severity><certainty>Likely</certainty>"
      << "<expires>2026-01-21T18:00:00+08:00</expires>" << more << "<area><areaDesc>习水县</areaDesc></area></info>";
  return xml.str();
}

struct Issued {
  EventType type{};
  std::string warning, kind, area, text;
  int64_t level = 0, at_ns = 0, until_ns = 0;
  WarningStatus status{};
  bool parts = false;
};

struct Outcome {
  std::vector<Issued> events;
  std::vector<std::string> lines;
  ImportSummary summary;
  std::string error;
};

Outcome run(const std::vector<std::string>& messages, const std::vector<std::string>& languages = {}) {
  Outcome outcome;
  const Result<Mapping> mapping = load_mapping(kMapping, "cap.toml");
  if (!mapping) return outcome.error = mapping.error().message, outcome;
  std::vector<std::unique_ptr<std::istringstream>> streams;
  std::vector<ImportFile> files;
  for (const std::string& text : messages) {
    streams.push_back(std::make_unique<std::istringstream>(text));
    files.push_back({streams.back().get(), std::to_string(files.size() + 1) + ".xml"});
  }
  Parser parser;
  ImportIo io;
  io.write = [&](std::string_view line) {
    Event event;
    EXPECT_FALSE(parser.parse(line, event)) << line;
    EXPECT_FALSE(event.position) << "warnings are not located: " << line;
    outcome.events.push_back({event.type, std::string(event.text(Field::kWarning)),
                              std::string(event.text(Field::kKind)), std::string(event.text(Field::kArea)),
                              std::string(event.text(Field::kText)), event.integer(Field::kLevel), event.at_ns,
                              event.time_ns(Field::kUntil), event.as<WarningStatus>(Field::kStatus),
                              event.flag(Field::kParts)});
    outcome.lines.emplace_back(line);
    return true;
  };
  const Result<ImportSummary> summary = run_cap_import(*mapping, files, languages, io);
  if (summary)
    outcome.summary = *summary;
  else
    outcome.error = summary.error().message;
  return outcome;
}

uint64_t count(const std::map<std::string, Tally>& tallies, std::string_view part) {
  for (const auto& [what, tally] : tallies) {
    if (what.find(part) != std::string::npos) return tally.count;
  }
  return 0;
}

TEST(Cap, AnAlertBecomesAWarningOfItsSenderAndIdentifier) {
  const Outcome outcome = run({message("m1", "Alert", info("雪凝", "Moderate", "<headline>雪凝预警</headline>"))});
  ASSERT_EQ(outcome.error, "");
  ASSERT_EQ(outcome.events.size(), 1U);
  const Issued& warning = outcome.events[0];
  EXPECT_EQ(warning.type, EventType::kEmergencyWarningIssued);
  EXPECT_EQ(warning.warning, "w@x.cn,m1");
  EXPECT_EQ(warning.kind, "雪凝");
  EXPECT_EQ(warning.area, "习水县");
  EXPECT_EQ(warning.text, "雪凝预警");
  EXPECT_EQ(warning.level, 3);
  EXPECT_EQ(warning.at_ns, parse_rfc3339("2026-01-20T18:00:00+08:00"));
  EXPECT_EQ(warning.until_ns, parse_rfc3339("2026-01-21T18:00:00+08:00"));
  EXPECT_EQ(warning.status, WarningStatus::kActual);
}

TEST(Cap, TheColourGoesBeforeTheSeverityAndTheLastColourCounts) {
  CapInfo info;
  info.severity = "Minor";
  EXPECT_EQ(cap_level(info), 4);
  info.severity = "Severe";
  EXPECT_EQ(cap_level(info), 2);
  info.severity = "Extreme";
  EXPECT_EQ(cap_level(info), 1);
  info.event = "暴雨蓝色预警";
  EXPECT_EQ(cap_level(info), 4);
  info.headline = "气象台将道路结冰黄色预警升级为橙色预警";
  EXPECT_EQ(cap_level(info), 2);
  info.codes = {"11B03", "紅色"};
  EXPECT_EQ(cap_level(info), 1);
  CapInfo nothing;
  nothing.severity = "Unknown";
  EXPECT_EQ(cap_level(nothing), 4);
}

TEST(Cap, AnUpdateLiftsWhatItRefersToAndACancelLiftsWithoutIssuing) {
  const std::string first = message("m1", "Alert", info("雪凝", "Moderate"));
  const std::string second =
      message("m2", "Update", "<references>w@x.cn,m1,2026-01-20T18:00:00+08:00</references>" + info("雪凝", "Severe"),
              "Actual", "2026-01-20T20:00:00+08:00");
  const std::string third =
      message("m3", "Cancel", "<references>w@x.cn,m2,2026-01-20T20:00:00+08:00</references>" + info("雪凝", "Severe"),
              "Actual", "2026-01-20T23:00:00+08:00");
  const Outcome outcome = run({third, first, second});  // files come in any order
  ASSERT_EQ(outcome.error, "");
  ASSERT_EQ(outcome.events.size(), 4U);
  EXPECT_EQ(outcome.events[0].warning, "w@x.cn,m1");
  EXPECT_EQ(outcome.events[1].type, EventType::kEmergencyWarningLifted);
  EXPECT_EQ(outcome.events[1].warning, "w@x.cn,m1");
  EXPECT_EQ(outcome.events[2].type, EventType::kEmergencyWarningIssued);
  EXPECT_EQ(outcome.events[2].warning, "w@x.cn,m2");
  EXPECT_EQ(outcome.events[3].type, EventType::kEmergencyWarningLifted);
  EXPECT_EQ(outcome.events[3].warning, "w@x.cn,m2");
  EXPECT_EQ(outcome.summary.rows, 3U);
}

TEST(Cap, ACancelOfAMessageFromBeforeIsTold) {
  const Outcome outcome =
      run({message("m9", "Cancel", "<references>w@x.cn,m1,2026-01-20T18:00:00+08:00</references>")});
  ASSERT_EQ(outcome.events.size(), 1U);
  EXPECT_EQ(outcome.events[0].type, EventType::kEmergencyWarningLifted);
  EXPECT_EQ(count(outcome.summary.noticed, "not among these files"), 1U);
}

TEST(Cap, ExerciseAndTestAreKeptApartAndSystemAndDraftAreNotImported) {
  const Outcome outcome = run({message("a", "Alert", info("雪凝", "Severe"), "Exercise"),
                               message("b", "Alert", info("雪凝", "Severe"), "Test"),
                               message("c", "Alert", info("雪凝", "Severe"), "System"),
                               message("d", "Alert", info("雪凝", "Severe"), "Draft"), message("e", "Ack", "")});
  ASSERT_EQ(outcome.events.size(), 2U);
  EXPECT_EQ(outcome.events[0].status, WarningStatus::kExercise);
  EXPECT_EQ(outcome.events[1].status, WarningStatus::kTest);
  EXPECT_EQ(count(outcome.summary.skipped, "status System"), 1U);
  EXPECT_EQ(count(outcome.summary.skipped, "status Draft"), 1U);
  EXPECT_EQ(count(outcome.summary.skipped, "message type Ack"), 1U);
  EXPECT_NE(format_summary(outcome.summary).find("(first at 3.xml:1)"), std::string::npos);
}

TEST(Cap, OneLanguageIsTakenByPreferenceElseTheFirst) {
  std::string english = info("Ice", "Severe"), french = info("Verglas", "Severe");
  english.replace(english.find("zh-CN"), 5, "en-GB");
  french.replace(french.find("zh-CN"), 5, "fr");
  const std::string all = message("m", "Alert", french + english + info("雪凝", "Severe"));
  EXPECT_EQ(run({all}).events.at(0).kind, "雪凝");
  EXPECT_EQ(run({all}, {"EN"}).events.at(0).kind, "Ice");
  EXPECT_EQ(run({all}, {"pt", "fr"}).events.at(0).kind, "Verglas");
  EXPECT_EQ(run({message("m", "Alert", french)}).events.at(0).kind, "Verglas");
  EXPECT_EQ(run({all}).events.size(), 1U);
}

TEST(Cap, TwoEventsOfAMessageAreTwoWarningsAndOneEventInTwoAreasIsOne) {
  std::string north = info("大风", "Moderate"), south = info("大风", "Extreme");
  north.replace(north.find("习水县"), 9, "东皇街道");
  const Outcome outcome = run({message("m", "Alert", north + info("雪凝", "Minor") + south),
                               message("n", "Cancel", "<references>w@x.cn,m,2026-01-20T18:00:00+08:00</references>",
                                       "Actual", "2026-01-20T19:00:00+08:00")});
  ASSERT_EQ(outcome.events.size(), 3U);
  EXPECT_EQ(outcome.events[0].kind, "大风");
  EXPECT_EQ(outcome.events[0].level, 1);
  EXPECT_EQ(outcome.events[0].area, "东皇街道、习水县");
  EXPECT_EQ(outcome.events[1].warning, "w@x.cn,m/2");
  EXPECT_EQ(outcome.events[2].warning, "w@x.cn,m");
  EXPECT_TRUE(outcome.events[2].parts) << "with all that belong to it";
}

TEST(Cap, WithoutExpiresItLastsADayFromItsOnset) {
  std::string late = info("雪凝", "Severe", "<onset>2026-01-21T00:00:00+08:00</onset>");
  late.erase(late.find("<expires>"), late.find("</expires>") + 10 - late.find("<expires>"));
  const Outcome outcome = run({message("m", "Alert", late)});
  ASSERT_EQ(outcome.events.size(), 1U) << outcome.error;
  EXPECT_EQ(outcome.events[0].until_ns, parse_rfc3339("2026-01-22T00:00:00+08:00"));
  EXPECT_EQ(count(outcome.summary.noticed, "does not say when it expires"), 1U);
}

TEST(Cap, AnAllClearIsIssuedAndLiftedAtOnce) {
  const Outcome outcome = run({message("m", "Alert", info("雪凝", "Minor", "<responseType>AllClear</responseType>"))});
  ASSERT_EQ(outcome.events.size(), 2U);
  EXPECT_EQ(outcome.events[1].type, EventType::kEmergencyWarningLifted);
  EXPECT_EQ(outcome.events[1].warning, outcome.events[0].warning);
}

TEST(Cap, ManyAreasAreShortenedAndSaidToBe) {
  std::string areas;
  for (int i = 0; i < 500; ++i) areas += "<area><areaDesc>第" + std::to_string(i) + "街道</areaDesc></area>";
  const Outcome outcome = run({message("m", "Alert", info("雪凝", "Minor", areas))});
  ASSERT_EQ(outcome.events.size(), 1U);
  EXPECT_LT(outcome.events[0].area.size(), 1200U);
  EXPECT_NE(outcome.events[0].area.find("第0街道、第1街道"), std::string::npos);
  EXPECT_NE(outcome.events[0].area.find("… (+"), std::string::npos);
}

TEST(Cap, ALongIdentifierFitsTheContractAndItsCancelStillFindsIt) {
  const std::string id = std::string(300, 'x') + "1", other = std::string(300, 'x') + "2";
  const Outcome outcome =
      run({message(id, "Alert", info("雪凝", "Minor")), message(other, "Alert", info("雪凝", "Minor")),
           message("c", "Cancel", "<references>w@x.cn," + id + ",2026-01-20T18:00:00+08:00</references>", "Actual",
                   "2026-01-20T19:00:00+08:00")});
  ASSERT_EQ(outcome.events.size(), 3U) << format_summary(outcome.summary);
  EXPECT_NE(outcome.events[0].warning, outcome.events[1].warning);
  EXPECT_EQ(outcome.events[2].warning, outcome.events[0].warning);
}

TEST(Cap, AnyPrefixOfTheNamespaceWillDo) {
  const Outcome outcome = run({R"(<c:alert xmlns:c="urn:oasis:names:tc:emergency:cap:1.2"><c:identifier>m</c:identifier>
<c:sender>s</c:sender><c:sent>2026-01-20T18:00:00+08:00</c:sent><c:status>Actual</c:status><c:msgType>Alert</c:msgType>
<x:info xmlns:x="urn:other"/><c:info><c:event><![CDATA[雪<br/>凝]]></c:event><c:area><c:areaDesc>习水</c:areaDesc></c:area>
</c:info></c:alert>)"});
  ASSERT_EQ(outcome.events.size(), 1U) << outcome.error;
  EXPECT_EQ(outcome.events[0].kind, "雪 凝");
}

TEST(Cap, AMessageInGbkIsReadByItsDeclaration) {
  // "雪凝" in GBK is D1A9 C4FD.
  std::string text = message("m", "Alert", info("\xD1\xA9\xC4\xFD", "Minor"));
  text.replace(text.find("UTF-8"), 5, "GB2312");
  text.replace(text.find("习水县"), 9, "\xCF\xB0\xCB\xAE");
  const Outcome outcome = run({text});
  ASSERT_EQ(outcome.events.size(), 1U) << outcome.error;
  EXPECT_EQ(outcome.events[0].kind, "雪凝");
  EXPECT_EQ(outcome.events[0].area, "习水");
}

TEST(Cap, HostileAndBrokenXmlIsRefusedWithFileAndLine) {
  const std::string good = message("m", "Alert", info("雪凝", "Minor"));
  const auto error = [](const std::string& text) { return run({text}).error; };
  EXPECT_NE(
      error("<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [\n<!ENTITY lol \"lol\">\n<!ENTITY lol2 \"&lol;&lol;\">\n]>\n" +
            good.substr(good.find("<alert")))
          .find("1.xml:2: it has a document type"),
      std::string::npos);
  EXPECT_NE(error("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><alert/>").find("document type"), std::string::npos);
  EXPECT_NE(error(good.substr(0, good.size() / 2)).find("not well-formed XML"), std::string::npos);
  EXPECT_NE(error(good.substr(0, good.size() - 3)).find("may be cut off"), std::string::npos);
  EXPECT_NE(
      error("\n<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.1\"/>").find("1.xml:2: <alert> is of the namespace"),
      std::string::npos);
  EXPECT_NE(error("<alert/>").find("is of the namespace ''"), std::string::npos);
  EXPECT_NE(error("<rss><channel/></rss>").find("the outermost element is <rss>"), std::string::npos);
  EXPECT_NE(error("").find("the file is empty"), std::string::npos);
  EXPECT_NE(error("no xml at all").find("1.xml:1: not well-formed XML"), std::string::npos);
  EXPECT_NE(error(good.substr(0, 100) + '\0' + good.substr(100)).find("NUL byte"), std::string::npos);
  EXPECT_NE(error("<a>\xC3\x28</a>").find("not UTF-8"), std::string::npos);
  EXPECT_NE(error("\xFF\xFE<\0a\0").find("UTF-16"), std::string::npos);
  EXPECT_NE(error(std::string(kMaxCapBytes + 10, ' ')).find("larger than 8 MiB"), std::string::npos);
}

TEST(Cap, AHundredThousandElementsDeepIsRefusedAndNotFollowed) {
  std::string open, close;
  for (int i = 0; i < 100'000; ++i) {
    open += "<a>";
    close += "</a>";
  }
  EXPECT_NE(run({open + close}).error.find("nested deeper than 64"), std::string::npos);
  EXPECT_NE(run({open}).error.find("not well-formed XML"), std::string::npos);
}

TEST(Cap, WhatCapRequiresAndIsMissingIsNamedWithItsLine) {
  std::string text = message("m", "Alert", "\n\n" + info("雪凝", "Minor"));
  text.replace(text.find("<event>"), std::string("<event>雪凝</event>").size(), "");
  EXPECT_EQ(run({text}).error, "1.xml:3: <info> has no <event>, which CAP requires");
  EXPECT_NE(run({message("", "Alert", "")}).error.find("<alert> has an empty <identifier>"), std::string::npos);
  EXPECT_NE(run({message("m", "Alert", "", "Actual", "2026-01-20T18:00:00")}).error.find("with its offset"),
            std::string::npos);
  EXPECT_NE(run({message("m", "Cancel", "<references>only-one</references>")}).error.find("is not 'sender,identifier"),
            std::string::npos);
  EXPECT_NE(run({message("m", "Alert", "")}).error.find("no <info>: nothing it warns of"), std::string::npos);
}

TEST(Cap, OneBrokenFileAmongManyLeavesNoLine) {
  const Outcome outcome = run({message("m", "Alert", info("雪凝", "Minor")), "<alert"});
  EXPECT_NE(outcome.error.find("2.xml:1"), std::string::npos);
  EXPECT_TRUE(outcome.events.empty());
}

TEST(Cap, AMappingOfWarningsIsReadStrictly) {
  const auto error = [](const std::string& text) {
    const Result<Mapping> mapping = load_mapping(text, "c.toml");
    return mapping ? std::string() : mapping.error().message;
  };
  const std::string good = "name = \"n\"\nsource = \"s\"\nformat = \"cap\"\nlasts = \"1d\"\n";
  EXPECT_EQ(error(good), "");
  EXPECT_EQ(error(good + "event = 1\n"),
            "c.toml:5: key 'event': it is not known here; allowed are name, county, source, format, languages, lasts");
  EXPECT_EQ(error("name = \"n\"\nsource = \"s\"\nformat = \"cap\"\nlasts = \"soon\"\n"),
            "c.toml:4: key 'lasts': it must be a duration such as 24h or 2d");
}

std::string tagged(std::string text, const std::string& tag) {
  return text.replace(text.find("zh-CN"), 5, tag);
}

TEST(Cap, WhatAMessageBecomesDependsOnItAlone) {
  const std::string alert = message("m", "Alert", info("大风", "Severe") + info("寒潮", "Severe"));
  const std::string other = message("n", "Alert", info("大风", "Severe") + info("寒潮", "Minor") + info("霜", "Minor"));
  const std::string update =
      message("u", "Update",
              "<references>w@x.cn,m,2026-01-20T18:00:00+08:00 w@x.cn,n,2026-01-20T18:00:00+08:00</references>" +
                  info("大风", "Minor"),
              "Actual", "2026-01-20T19:00:00+08:00");
  std::vector<std::string> apart;
  for (const std::string& one : {alert, other, update}) {
    for (const std::string& line : run({one}).lines) apart.push_back(line);
  }
  std::vector<std::string> together = run({update, other, alert, alert}).lines;
  std::sort(apart.begin(), apart.end());
  std::sort(together.begin(), together.end());
  together.erase(std::unique(together.begin(), together.end()), together.end());
  EXPECT_EQ(apart, together);
}

TEST(Cap, AnUpdateOfItselfEndsWhatItSaidBefore) {
  const Outcome outcome =
      run({message("m", "Alert", info("大风", "Severe") + info("寒潮", "Severe")),
           message("m", "Update", "<references>w@x.cn,m,2026-01-20T18:00:00+08:00</references>" + info("大风", "Minor"),
                   "Actual", "2026-01-20T20:00:00+08:00")});
  ASSERT_EQ(outcome.events.size(), 4U);
  EXPECT_TRUE(outcome.events[2].parts);
  EXPECT_EQ(outcome.events[2].at_ns, outcome.events[3].at_ns - 1);
  EXPECT_EQ(outcome.events[3].warning, "w@x.cn,m");
}

TEST(Cap, AnAllClearForAPartTakesThatPartOnly) {
  std::string clear = info("暴雨", "Severe", "<responseType>ALLCLEAR</responseType><headline>甲镇解除</headline>");
  std::string going = info("暴雨", "Moderate", "<headline>乙镇预警</headline>");
  clear.replace(clear.find("习水县"), 9, "甲镇");
  going.replace(going.find("习水县"), 9, "乙镇");
  clear.replace(clear.find("2026-01-21T"), 11, "2026-01-25T");
  for (const std::string& parts : {clear + going, going + clear}) {
    const Outcome outcome = run({message("m", "Update", parts)});
    ASSERT_EQ(outcome.events.size(), 3U);
    std::string lifted;
    for (const Issued& event : outcome.events) {
      if (event.type == EventType::kEmergencyWarningLifted) lifted = event.warning;
    }
    for (const Issued& event : outcome.events) {
      if (event.type != EventType::kEmergencyWarningIssued) continue;
      EXPECT_EQ(event.area, event.warning == lifted ? "甲镇" : "乙镇");
      EXPECT_EQ(event.text, event.warning == lifted ? "甲镇解除" : "乙镇预警");
      EXPECT_EQ(event.level, event.warning == lifted ? 2 : 3);
      EXPECT_EQ(event.until_ns,
                parse_rfc3339(event.warning == lifted ? "2026-01-25T18:00:00+08:00" : "2026-01-21T18:00:00+08:00"));
    }
  }
}

TEST(Cap, LanguageTagsAreComparedAsBcp47) {
  const std::pair<const char*, const char*> same[] = {
      {"zh", "zh-CN"}, {"ZH_cn", "zh-Hans-CN"}, {"zh-Hans", "zh-CN"}, {"zh-hant", "zh-TW"}, {"zh-HK", "zh_TW"},
      {"en", "en-US"}, {"EN-us", "en_US"},      {"zho", "zh-CN"},     {"cmn-Hans", "zh"},   {"pt-BR", "pt"}};
  for (const auto& [a, b] : same) {
    EXPECT_TRUE(same_language(a, b)) << a << " " << b;
    EXPECT_TRUE(same_language(b, a)) << a << " " << b;
  }
  const std::pair<const char*, const char*> others[] = {{"zh-CN", "zh-TW"}, {"zh-Hans", "zh-Hant"}, {"en-US", "en-GB"},
                                                        {"en", "eng-x"},    {"fr", "frr"},          {"zh", "en"}};
  for (const auto& [a, b] : others) {
    if (std::string_view(b) != "eng-x") {
      EXPECT_FALSE(same_language(a, b)) << a << " " << b;
    }
  }
  for (const char* tag : {"zh", "ZH", "zh_CN", "zh-Hans-CN", "zh-hans", "zho"}) {
    const Outcome outcome =
        run({message("m", "Alert", info("暴雨", "Severe") + tagged(info("大风", "Severe"), tag))}, {"zh-CN"});
    EXPECT_EQ(outcome.events.size(), 2U) << tag;
    EXPECT_EQ(
        run({message("m", "Alert", tagged(info("Gale", "Severe"), "en-US") + tagged(info("大风", "Severe"), tag))})
            .events.at(0)
            .kind,
        "大风")
        << tag;
  }
}

TEST(Cap, NoEventOfAMessageVanishesUnsaid) {
  const std::string translated =
      message("m", "Alert", info("暴雨", "Severe") + tagged(info("Rain", "Severe"), "en-US"));
  EXPECT_EQ(run({translated}).events.size(), 1U);
  EXPECT_EQ(count(run({translated}).summary.noticed, "is not among the events"), 0U);
  const std::string more = message(
      "m", "Alert",
      info("暴雨", "Severe") + tagged(info("Rain", "Severe"), "en-US") + tagged(info("Gale", "Severe"), "en-US"));
  EXPECT_EQ(count(run({more}).summary.noticed, "'Gale' in en-US is not among the events in zh-CN"), 1U);
  const std::string another =
      message("m", "Alert", tagged(info("Rain", "Severe"), "en-US") + tagged(info("Flood", "Minor"), "en-GB"));
  EXPECT_EQ(count(run({another}, {"en"}).summary.noticed, "'Flood' in en-GB"), 1U);
}

TEST(Cap, AnEndFarAwayIsTheLastTimeThereIs) {
  std::string far = info("暴雨", "Severe");
  far.replace(far.find("2026-01-21T18:00:00"), 19, "9999-12-31T23:59:59");
  const Outcome outcome = run({message("m", "Alert", far)});
  ASSERT_EQ(outcome.events.size(), 1U) << outcome.error;
  EXPECT_EQ(outcome.events[0].until_ns, parse_rfc3339_clamped("9999-12-31T23:59:59Z"));
  EXPECT_NE(run({message("m", "Alert", far, "Actual", "9999-12-31T23:59:59+08:00")}).error.find("<sent> is beyond"),
            std::string::npos);
}

TEST(Cap, WordsOfCapAreReadInAnyCase) {
  const Outcome outcome = run({message("a", "alert", info("雪凝", "severe"), "ACTUAL"),
                               message("b", "Alert", info("雪凝", "EXTREME"), "exercise"),
                               message("c", "ALERT", info("雪凝", "Severe"), "draft")});
  ASSERT_EQ(outcome.events.size(), 2U) << outcome.error;
  EXPECT_EQ(outcome.events[0].level, 2);
  EXPECT_EQ(outcome.events[1].level, 1);
  EXPECT_EQ(outcome.events[1].status, WarningStatus::kExercise);
}

TEST(Cap, WhatStandsTwiceIsRefusedWithBothLines) {
  std::string twice = message("m", "Alert", info("暴雨", "Severe"));
  twice.replace(twice.find("<status>"), 8, "\n<identifier>n</identifier><status>");
  const std::string error = run({twice}).error;
  EXPECT_NE(error.find("1.xml:2: <identifier> stands here a second time; the first is in line 1"), std::string::npos)
      << error;
}

TEST(Cap, WhiteSpaceOfAnyKindIsOneBlank) {
  const Outcome outcome = run(
      {message("m", "Alert", info("\u3000暴雨\u00A0", "Severe", "<headline>\u3000\u3000一\u3000二\u2003</headline>"))});
  ASSERT_EQ(outcome.events.size(), 1U);
  EXPECT_EQ(outcome.events[0].kind, "暴雨");
  EXPECT_EQ(outcome.events[0].text, "一 二");
}

}  // namespace
}  // namespace gridwall::import
