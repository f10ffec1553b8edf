#include "ingest/event/parse.h"

#include <gtest/gtest.h>

#include "ingest/event/encode.h"
#include "ingest/event/schema.h"
#include "ingest/event/time.h"

namespace gridwall {
namespace {

const std::string kHead = R"("v":1,"id":"a-1","source":"12345","at":"2026-11-21T14:32:08+08:00")";
const std::string kPlaced =
    "{" + kHead +
    R"(,"feed":"request","type":"request.placed","grid":"g1","lon":119.8,"lat":33.4,"request":"R1","category":"噪音",)"
    R"("channel":"12345","title":"夜间施工","tier":"grid","due_at":"2026-11-22T14:32:08+08:00","floor":3})";

// The message with one piece of it replaced.
std::string with(std::string message, std::string_view old_text, std::string_view new_text) {
  const size_t at = message.find(old_text);
  EXPECT_NE(at, std::string::npos) << old_text;
  return message.replace(at, old_text.size(), new_text);
}

void expect_reject(std::string_view message, RejectReason reason, std::string_view part_of_detail) {
  Parser parser;
  Event event;
  const std::optional<Rejection> rejection = parser.parse(message, event);
  ASSERT_TRUE(rejection) << message.substr(0, 200);
  EXPECT_EQ(reject_reason_name(rejection->reason), reject_reason_name(reason)) << rejection->detail;
  EXPECT_NE(rejection->detail.find(part_of_detail), std::string::npos) << rejection->detail;
}

TEST(Parse, ReadsEveryPartOfAnEvent) {
  Parser parser;
  Event event;
  ASSERT_FALSE(parser.parse(kPlaced, event));
  EXPECT_EQ(event.type, EventType::kRequestPlaced);
  EXPECT_EQ(event.feed(), Feed::kRequest);
  EXPECT_EQ(event.id, "a-1");
  EXPECT_EQ(event.source, "12345");
  EXPECT_EQ(event.at_ns, 1795242728 * kNsPerSecond);
  EXPECT_EQ(event.grid_code, "g1");
  ASSERT_TRUE(event.position);
  EXPECT_DOUBLE_EQ(event.position->lon_deg, 119.8);
  EXPECT_EQ(event.text(Field::kTitle), "夜间施工");
  EXPECT_EQ(event.as<Tier>(Field::kTier), Tier::kGrid);
  EXPECT_EQ(event.time_ns(Field::kDueAt), 1795329128 * kNsPerSecond);
  EXPECT_FALSE(event.has(Field::kOrg));
  EXPECT_EQ(event.unknown_members, R"("floor":3)");
  EXPECT_EQ(event.body, kPlaced);
}

TEST(Parse, RefusesWhatIsNotJson) {
  expect_reject("", RejectReason::kNotJson, "empty");
  expect_reject("hello", RejectReason::kNotJson, "");
  expect_reject("{\"v\":1,", RejectReason::kNotJson, "");
  expect_reject("[1,2]", RejectReason::kNotAnObject, "object");
  expect_reject("null", RejectReason::kNotAnObject, "object");
  expect_reject(std::string("{}\0{}", 5), RejectReason::kNotJson, "");
}

TEST(Parse, RefusesWrongUtf8) {
  expect_reject(with(kPlaced, "夜间施工", "\xff\xfe"), RejectReason::kNotUtf8, "UTF-8");
  expect_reject(with(kPlaced, "夜间施工", "\xc0\xaf"), RejectReason::kNotUtf8, "UTF-8");
}

TEST(Parse, RefusesAHundredThousandBracketsAtOnce) {
  expect_reject(std::string(30'000, '[') + std::string(30'000, ']'), RejectReason::kTooDeep, "8");
  expect_reject(std::string(60'000, '['), RejectReason::kNotJson, "not JSON");
  expect_reject(std::string(100'000, '['), RejectReason::kTooLarge, "64 KiB");
  std::string deep = "1";
  for (int i = 0; i < 8; ++i) deep = "[" + deep + "]";
  expect_reject(with(kPlaced, "\"floor\":3", "\"floor\":" + deep), RejectReason::kTooDeep, "8");
}

TEST(Parse, AllowsDepthEight) {
  std::string deep = "1";
  for (int i = 0; i < 7; ++i) deep = "[" + deep + "]";
  Parser parser;
  Event event;
  EXPECT_FALSE(parser.parse(with(kPlaced, "\"floor\":3", "\"floor\":" + deep), event));
}

TEST(Parse, RefusesAByteMoreThan64KiB) {
  const std::string filler(kMaxMessageBytes - kPlaced.size() - 10, 'x');
  std::string message = with(kPlaced, "\"floor\":3", "\"floor\":\"" + filler + "\"");
  message.insert(message.size() - 1, kMaxMessageBytes - message.size(), ' ');
  Parser parser;
  Event event;
  EXPECT_EQ(message.size(), kMaxMessageBytes);
  EXPECT_FALSE(parser.parse(message, event));
  expect_reject(message + " ", RejectReason::kTooLarge, "64 KiB");
}

TEST(Parse, NamesTheEnvelopeMemberThatIsMissingOrWrong) {
  for (const char* member :
       {R"("v":1,)", R"("id":"a-1",)", R"("source":"12345",)", R"(,"feed":"request")", R"(,"type":"request.placed")"}) {
    expect_reject(with(kPlaced, member, member[0] == ',' ? "" : ""), RejectReason::kMissingField, "is required");
  }
  expect_reject(with(kPlaced, "\"v\":1", "\"v\":2"), RejectReason::kUnsupportedVersion, "v:");
  expect_reject(with(kPlaced, "\"v\":1", "\"v\":\"1\""), RejectReason::kWrongType, "v:");
  expect_reject(with(kPlaced, "\"a-1\"", "7"), RejectReason::kWrongType, "id:");
  expect_reject(with(kPlaced, "\"a-1\"", "\"\""), RejectReason::kInvalidId, "id:");
  expect_reject(with(kPlaced, "a-1", std::string(129, 'i')), RejectReason::kInvalidId, "id:");
  expect_reject(with(kPlaced, "a-1", "a\\u202e1"), RejectReason::kInvalidId, "id:");
  expect_reject(with(kPlaced, "request.placed", "request.eaten"), RejectReason::kUnknownType, "request.eaten");
  expect_reject(with(kPlaced, "\"feed\":\"request\"", "\"feed\":\"patrol\""), RejectReason::kFeedMismatch, "request");
  expect_reject(with(kPlaced, "2026-11-21T14:32:08+08:00", "yesterday"), RejectReason::kWrongType, "at:");
  expect_reject(with(kPlaced, "\"v\":1", "\"v\":1,\"v\":1"), RejectReason::kDuplicateMember, "v:");
  expect_reject(with(kPlaced, "\"floor\":3", "\"request\":\"R2\""), RejectReason::kDuplicateMember, "request:");
  expect_reject(with(kPlaced, "\"floor\":3", "\"floor\":3,\"flo\\u006fr\":4"), RejectReason::kDuplicateMember,
                "floor:");
}

TEST(Parse, NamesTheFieldThatIsMissingOrWrong) {
  expect_reject(with(kPlaced, "\"request\":\"R1\",", ""), RejectReason::kMissingField, "request:");
  expect_reject(with(kPlaced, "\"R1\"", "null"), RejectReason::kMissingField, "request:");
  expect_reject(with(kPlaced, "\"R1\"", "17"), RejectReason::kWrongType, "request:");
  expect_reject(with(kPlaced, "\"tier\":\"grid\"", "\"tier\":\"moon\""), RejectReason::kOutOfRange, "tier:");
  expect_reject(with(kPlaced, "2026-11-22T14:32:08+08:00", "soon"), RejectReason::kWrongType, "due_at:");
  const std::string opened = "{" + kHead +
                             R"(,"feed":"emergency","type":"emergency.incident_opened","incident":"I1","kind":"火灾",)"
                             R"("level":2,"place":"x"})";
  expect_reject(with(opened, "\"level\":2", "\"level\":5"), RejectReason::kOutOfRange, "level:");
  expect_reject(with(opened, "\"level\":2", "\"level\":2.5"), RejectReason::kWrongType, "level:");
  expect_reject(with(opened, "\"place\":\"x\"", "\"place\":\"x\",\"drill\":1"), RejectReason::kWrongType, "drill:");
  expect_reject("{" + kHead + R"(,"feed":"patrol","type":"patrol.track","worker":"w"})", RejectReason::kMissingField,
                "lon, lat");
  expect_reject("{" + kHead + R"(,"feed":"patrol","type":"patrol.checked_in","worker":"w"})",
                RejectReason::kMissingField, "grid:");
}

TEST(Parse, MeasuresTextsInCharactersAfterCleaning) {
  const auto titled = [](const std::string& title) { return with(kPlaced, "夜间施工", title); };
  std::string text;
  for (size_t i = 0; i < kMaxTextCharacters; ++i) text += "雪";
  Parser parser;
  Event event;
  EXPECT_FALSE(parser.parse(titled(text), event));
  EXPECT_FALSE(parser.parse(titled("\u200B" + text + "\u200B"), event));
  EXPECT_EQ(event.text(Field::kTitle), text);
  expect_reject(titled(text + "雪"), RejectReason::kTextTooLong, "title:");
  expect_reject(titled(std::string(1'000'000, 'a')), RejectReason::kTooLarge, "64 KiB");
}

TEST(Parse, CleansAndMasksBeforeAnythingIsKept) {
  Parser parser;
  Event event;
  const std::string message = with(with(kPlaced, "夜间施工", "找我13812348000\\u202e"), "\"floor\":3",
                                   R"("reporter":"张三","extra":{"phone":"1","say":"32092519880512341X","n":[1.50]})");
  ASSERT_FALSE(parser.parse(message, event));
  EXPECT_EQ(event.text(Field::kTitle), "找我138****8000");
  EXPECT_EQ(event.unknown_members, R"("extra":{"say":"320*************1X","n":[1.5]})");
  for (const char* secret : {"13812348000", "张三", "reporter", "phone", "198805123"}) {
    EXPECT_EQ(event.body.find(secret), std::string_view::npos) << secret;
  }
  const std::string kept(event.body);
  ASSERT_FALSE(parser.parse(kept, event));
  EXPECT_EQ(event.body, kept);  // what was masked once is left alone
}

TEST(Parse, KeepsFormatStringsAsTheyAre) {
  Parser parser;
  Event event;
  ASSERT_FALSE(parser.parse(with(kPlaced, "夜间施工", "%s%n %5$x {0}"), event));
  EXPECT_EQ(event.text(Field::kTitle), "%s%n %5$x {0}");
}

TEST(Parse, TakesALabelAsWordOrInteger) {
  const std::string hazard = "{" + kHead +
                             R"(,"feed":"patrol","type":"patrol.hazard_found","hazard":"h","category":"消防",)"
                             R"("severity":3})";
  Parser parser;
  Event event;
  ASSERT_FALSE(parser.parse(hazard, event));
  EXPECT_EQ(event.text(Field::kSeverity), "3");
  ASSERT_FALSE(parser.parse(with(hazard, "\"severity\":3", "\"severity\":\"重大\""), event));
  EXPECT_EQ(event.text(Field::kSeverity), "重大");
}

TEST(Parse, KeepsNothingPersonalOfWhatItRefuses) {
  Parser parser;
  const std::string odd = R"({"title":"打13812348000","reporter":"张三","x":[)";
  EXPECT_EQ(parser.masked(odd, 4096).find("13812348000"), std::string::npos);
  EXPECT_EQ(parser.masked(R"({"reporter":"张三","id":"13812348000"})", 4096), R"({"id":"138****8000"})");
  const std::string cut = parser.masked(std::string(5000, '\xe4') + "雪", 4096);
  EXPECT_LE(cut.size(), 4096U);
  EXPECT_EQ(cut.find('\xe4'), std::string::npos);
}

TEST(Schema, NamesOfTypesAndFieldsAreFoundAgain) {
  for (int i = 0; i < kEventTypeCount; ++i) {
    const auto type = static_cast<EventType>(i);
    EXPECT_EQ(event_type_from_name(event_type_name(type)), type);
    EXPECT_TRUE(event_type_name(type).starts_with(feed_name(feed_of(type)))) << event_type_name(type);
  }
  for (int i = 0; i < kFieldCount; ++i) {
    const auto field = static_cast<Field>(i);
    EXPECT_EQ(field_from_name(field_name(field)), field);
  }
}

TEST(Parse, ABadPlaceIsNotedAndCostsNoEvent) {
  const std::pair<const char*, PlaceFault> cases[] = {
      {R"("lon":119.8)", PlaceFault::kAlone},
      {R"("lat":33.4)", PlaceFault::kAlone},
      {R"("lon":null,"lat":33.4)", PlaceFault::kAlone},
      {R"("lon":"119.8","lat":33.4)", PlaceFault::kNotNumbers},
      {R"("lon":"nan","lat":"nan")", PlaceFault::kNotNumbers},
      {R"("lon":NaN,"lat":NaN)", PlaceFault::kNotNumbers},
      {R"("lon":1e999,"lat":33.4)", PlaceFault::kNotNumbers},
      {R"("lon":[119.8],"lat":{"deg":33.4})", PlaceFault::kNotNumbers},
      {R"("lon":true,"lat":false)", PlaceFault::kNotNumbers},
      {R"("lon":null,"lat":null)", PlaceFault::kNone},
      {R"("grid":"")", PlaceFault::kGrid},
      {R"("grid":["g1"])", PlaceFault::kGrid},
      {R"("grid":3.5)", PlaceFault::kGrid},
  };
  Parser parser, again;
  Event event, logged;
  for (const auto& [members, fault] : cases) {
    const std::string message = with(kPlaced, R"("grid":"g1","lon":119.8,"lat":33.4)", members);
    const auto rejection = parser.parse(message, event);
    ASSERT_FALSE(rejection) << members << ": " << rejection->detail;
    EXPECT_EQ(place_fault_name(event.place_fault), place_fault_name(fault)) << members;
    EXPECT_FALSE(event.position) << members;
    const std::string body(event.body);
    ASSERT_FALSE(again.parse_logged(body, logged)) << body;  // the log holds JSON
    EXPECT_EQ(logged.place_fault, event.place_fault) << body;
    EXPECT_EQ(encode(logged), encode(event)) << body;
    ASSERT_FALSE(again.parse(encode(event), logged)) << encode(event);
    EXPECT_EQ(logged.place_fault, event.place_fault) << encode(event);
  }
}

TEST(Parse, WhatStandsInABadPlaceIsMasked) {
  Parser parser;
  Event event;
  const auto body = [&](std::string_view members) {
    EXPECT_FALSE(parser.parse(with(kPlaced, R"("grid":"g1","lon":119.8,"lat":33.4)", members), event));
    return std::string(event.body);
  };
  EXPECT_EQ(body(R"("lon":"张三13812348000","lat":{"phone":"13812348000","x":1})").find("13812348000"),
            std::string::npos);
  EXPECT_EQ(body(R"("grid":{"来电人":"张三"})").find("张三"), std::string::npos);
}

TEST(Parse, AGridMayBeAnInteger) {
  Parser parser;
  Event event;
  ASSERT_FALSE(parser.parse(with(kPlaced, "\"g1\"", "320925101001001"), event));
  EXPECT_EQ(event.grid_code, "320925101001001");
  EXPECT_EQ(event.place_fault, PlaceFault::kNone);
}

TEST(Parse, NumbersThatNobodyReadsMayBeOfAnyLength) {
  Parser parser;
  Event event;
  for (const char* number : {"320925202611280001234567", "-320925202611280001234567", "1e400", "[1,{\"x\":1e999}]"}) {
    const std::string message = with(kPlaced, "\"floor\":3", "\"floor\":" + std::string(number));
    ASSERT_FALSE(parser.parse(message, event)) << number;
    EXPECT_EQ(event.body, message);
    EXPECT_EQ(event.unknown_members, "\"floor\":" + std::string(number));
    // Also where the message is written again, because something in it is masked.
    ASSERT_FALSE(parser.parse(with(message, "夜间施工", "夜间施工13812348000"), event));
    EXPECT_NE(event.body.find("\"floor\":" + std::string(number)), std::string::npos) << event.body;
    EXPECT_EQ(event.body.find("13812348000"), std::string::npos);
  }
  ASSERT_FALSE(parser.parse(with(kPlaced, "\"floor\":3", "\"floor\":NaN"), event));
  EXPECT_EQ(event.unknown_members, "\"floor\":\"NaN\"");
}

TEST(Parse, NumbersThatAreReadAreErrorsOfTheirMember) {
  const std::string opened = "{" + kHead +
                             R"(,"feed":"emergency","type":"emergency.incident_opened","incident":"I1","kind":"火灾",)"
                             R"("level":2,"place":"x"})";
  for (const char* number : {"NaN", "-Infinity", "1e400", "320925202611280001234567"}) {
    expect_reject(with(opened, "\"level\":2", "\"level\":" + std::string(number)), RejectReason::kWrongType, "level:");
    expect_reject(with(kPlaced, "\"R1\"", number), RejectReason::kWrongType, "request:");
    expect_reject(with(kPlaced, "\"夜间施工\"", number), RejectReason::kWrongType, "title:");
    expect_reject(with(kPlaced, "\"a-1\"", number), RejectReason::kWrongType, "id:");
    expect_reject(with(kPlaced, "\"v\":1", "\"v\":" + std::string(number)), RejectReason::kWrongType, "v:");
  }
  expect_reject(with(opened, "\"level\":2", "\"level\":NaN"), RejectReason::kWrongType, "NaN");
}

TEST(Parse, AByteOrderMarkIsNoPartOfTheMessage) {
  Parser parser;
  Event event;
  const std::string message = "\xEF\xBB\xBF" + kPlaced;
  ASSERT_FALSE(parser.parse(message, event));
  EXPECT_EQ(event.body, kPlaced);
  expect_reject("\xEF\xBB\xBF", RejectReason::kNotJson, "empty");
}

TEST(Parse, ARejectNamesTheTrueCause) {
  expect_reject(with(kPlaced, "噪音", "噪\\n音"), RejectReason::kInvalidId, "line break");
  expect_reject(with(kPlaced, "噪音", "噪\\u200b音"), RejectReason::kInvalidId, "U+200B");
  expect_reject(with(kPlaced, "噪音", ""), RejectReason::kInvalidId, "is empty");
  expect_reject(with(kPlaced, "噪音", std::string(200, 'x')), RejectReason::kInvalidId, "longer than 128 bytes");
  expect_reject(with(kPlaced, "2026-11-22T14:32:08+08:00", "9999-12-31T23:59:59+08:00"), RejectReason::kOutOfRange,
                "1824 and 2115");
  expect_reject(with(kPlaced, "2026-11-21T14:32:08+08:00", "9999-12-31T23:59:59+08:00"), RejectReason::kTimeOutOfRange,
                "at:");
  expect_reject("<alert/>", RejectReason::kNotJson, "XML");
  expect_reject(with(kPlaced, "\"floor\":3", "\"floor\":3,"), RejectReason::kNotJson, "line 1");
}

TEST(Parse, WhatIsLoggedIsReadAsItStands) {
  Parser parser;
  Event event;
  ASSERT_FALSE(parser.parse_logged(with(kPlaced, "夜间施工", "联系13812348000"), event));
  EXPECT_EQ(event.text(Field::kTitle), "联系13812348000");
}

}  // namespace
}  // namespace gridwall
