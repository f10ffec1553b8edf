#include "tests/viewer/playback/small_log.h"

#include <gtest/gtest.h>

#include <functional>

#include "ingest/event/time.h"
#include "ingest/log/log_reader.h"
#include "ingest/pipeline/pipeline.h"
#include "ingest/replay/log_fold.h"
#include "ingest/state/checkpoint.h"
#include "tests/support/fishnet_county.h"

namespace gridwall::playback::testing {

int64_t received_ns(uint64_t number) {
  // Ten seconds apart, five at once now and then, and an hour of silence after every thousand.
  const uint64_t of_group = number % 40 < 5 ? number - number % 40 : number;
  return kFirstNs + static_cast<int64_t>(of_group * 10 + number / 1000 * 3600) * kSecondNs;
}

std::string line(uint64_t number) {
  const std::string n = std::to_string(number);
  const auto request = [&](uint64_t of) { return R"(,"request":"R)" + std::to_string(of) + '"'; };
  const std::string place =
      R"(,"lon":119.0)" + std::to_string(number * 7 % 4) + R"(1,"lat":33.0)" + std::to_string(number * 5 % 3) + "2";
  std::string type, rest;
  switch (number % 12) {
    case 1:
      type = "request.placed";
      rest = request(number) + R"(,"category":"噪音","channel":"12345","title":"施工","tier":"grid")" + place;
      break;
    case 3:
      type = "request.accepted";
      rest = request(number - 2) + R"(,"by":"网格员")";
      break;
    case 5:
      type = "request.resolved";
      rest = request(number - 4) + R"(,"by":"城管局","tier":"community")";
      break;
    case 7:
      type = number % 36 == 7 ? "request.reopened" : "request.rated";
      rest = request(number - 6) + (number % 36 == 7 ? "" : R"(,"score":"basic")");
      break;
    case 8:
      type = "emergency.team_status";
      rest = R"(,"team":"T)" + std::to_string(number % 5) + R"(","status":"assigned","detail":"en_route")";
      break;
    case 9:
      type = number % 24 == 9 ? "emergency.alarm_raised" : "emergency.alarm_cleared";
      rest = R"(,"alarm":"A)" + std::to_string(number / 24) + '"';
      if (number % 24 == 9) rest += R"(,"kind":"one_key","level":)" + std::to_string(number % 4 + 1);
      break;
    case 11:
      if (number % 120 == 11) {
        type = "emergency.incident_opened";
        rest = R"(,"incident":"I)" + n + R"(","kind":"fire","level":2,"place":"仓库")" + place;
        if (number % 240 == 131) rest += R"(,"drill":true)";
      } else if (number % 120 == 71) {
        type = "emergency.incident_closed";
        rest = R"(,"incident":"I)" + std::to_string(number - 60) + '"';
      } else if (number % 120 == 35) {
        type = "emergency.mode_changed";
        rest = R"(,"area":"county","mode":"emergency","level":2,"by":"值班长","reason":"火情")";
      } else {
        type = "emergency.bookmark_added";
        rest = R"(,"by":"值班长","text":"看这里")";
      }
      break;
    default:
      type = "patrol.track";
      rest = R"(,"worker":"w)" + std::to_string(number % 9) + '"' + place;
  }
  return R"({"v":1,"id":"e)" + n + R"(","feed":")" + type.substr(0, type.find('.')) + R"(","type":")" + type +
         R"(","at":")" + format_rfc3339(received_ns(number) - 3 * kSecondNs, 28'800) + R"(","source":"tests")" + rest +
         "}";
}

void make_log(const std::filesystem::path& log, uint64_t count, uint64_t checkpoint_events) {
  pipeline::PipelineOptions options;
  options.log = log;
  options.checkpoint_events = checkpoint_events;
  Result<pipeline::Pipeline> pipeline = pipeline::Pipeline::open(::gridwall::testing::fishnet_county(), options);
  ASSERT_TRUE(pipeline) << pipeline.error().message;
  for (uint64_t number = 1; number <= count; ++number) {
    const pipeline::Verdict verdict = pipeline->take(line(number), received_ns(number));
    ASSERT_EQ(verdict.kind, pipeline::Verdict::Kind::kAccepted) << verdict.detail << "\n" << line(number);
    if (number % 100 != 0) continue;
    ASSERT_TRUE(pipeline->commit());
    ASSERT_TRUE(pipeline->maintain(received_ns(number)));
  }
  ASSERT_TRUE(pipeline->close(received_ns(count)));
}

size_t digest(const CountyState& state) {
  return std::hash<std::string>{}(serialize(state));
}

std::vector<size_t> digests_of(const std::filesystem::path& log) {
  const Result<log::LogReader> reader = log::LogReader::open(log);
  EXPECT_TRUE(reader);
  const Result<County> county = replay::county_of(*reader, 0);
  EXPECT_TRUE(county) << county.error().message;
  CountyState state(*county);
  std::vector<size_t> digests{digest(state)};
  Parser parser;
  const Result<uint64_t> read = reader->events(1, UINT64_MAX, [&](const log::LogRow& row) {
    replay::fold_row(state, *county, parser, replay::event_of(row));
    digests.push_back(digest(state));
    return true;
  });
  EXPECT_TRUE(read);
  return digests;
}

}  // namespace gridwall::playback::testing
