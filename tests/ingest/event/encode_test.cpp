#include "ingest/event/encode.h"

#include <gtest/gtest.h>
#include <deque>
#include <random>

#include "ingest/event/parse.h"
#include "ingest/event/schema.h"

namespace gridwall {
namespace {

// An event of the type with every field it may carry, or only the required ones.
std::string sample(EventType type, bool full, std::mt19937& random) {
  std::deque<std::string> texts;
  Event event;
  event.type = type;
  event.at_ns = 1'700'000'000'000'000'000 + static_cast<int64_t>(random() % 1000) * 1'000'000;
  event.id = texts.emplace_back("id-" + std::to_string(random()));
  event.source = "tests";
  event.grid_code = "g-1";
  event.position = Position{119.5 + static_cast<double>(random() % 1000) / 1000.0, 33.25};
  for (const FieldRule& rule : rules_of(type)) {
    if (!rule.required && !full) continue;
    switch (rule.kind) {
      case ValueKind::kId:
      case ValueKind::kLabel:
      case ValueKind::kText:
        event.set_text(rule.field, texts.emplace_back("雪\"\\/ " + std::to_string(random())));
        break;
      case ValueKind::kTime:
        event.set_integer(rule.field, 1'700'000'000'000'000'000 + static_cast<int64_t>(random()));
        break;
      case ValueKind::kBool:
        event.set_integer(rule.field, random() % 2);
        break;
      case ValueKind::kCount:
      case ValueKind::kSeconds:
        event.set_integer(rule.field, random() % 100'000);
        break;
      case ValueKind::kLevel:
        event.set_integer(rule.field, 1 + random() % 4);
        break;
      case ValueKind::kStars:
        event.set_integer(rule.field, 1 + random() % 5);
        break;
      default:
        event.set_integer(rule.field, static_cast<int64_t>(random() % words_of(rule.kind).size()));
        break;
    }
  }
  if (full) event.unknown_members = R"("extra":{"a":[1,2.5,null,true]},"更多":"字")";
  return encode(event);
}

TEST(Encode, ParsingWhatWasWrittenGivesTheSameEvent) {
  std::mt19937 random(7);
  Parser parser;
  for (int i = 0; i < kEventTypeCount; ++i) {
    for (const bool full : {true, false}) {
      const std::string line = sample(static_cast<EventType>(i), full, random);
      Event event;
      const std::optional<Rejection> rejection = parser.parse(line, event);
      ASSERT_FALSE(rejection) << line << "\n" << rejection->detail;
      EXPECT_EQ(encode(event), line);
      EXPECT_EQ(event.body, line);
    }
  }
}

TEST(Encode, WritesTimesWithTheOffsetAskedFor) {
  std::mt19937 random(7);
  Parser parser;
  Event event;
  const std::string line = sample(EventType::kRequestPlaced, true, random);
  ASSERT_FALSE(parser.parse(line, event));
  const std::string local = encode(event, 8 * 3600);
  EXPECT_NE(local.find("+08:00"), std::string::npos);
  Parser other;
  Event again;
  ASSERT_FALSE(other.parse(local, again));
  EXPECT_EQ(again.at_ns, event.at_ns);
  EXPECT_EQ(again.time_ns(Field::kDueAt), event.time_ns(Field::kDueAt));
}

}  // namespace
}  // namespace gridwall
