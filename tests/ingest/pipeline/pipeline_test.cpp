#include "ingest/pipeline/pipeline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "ingest/event/time.h"
#include "ingest/log/log_reader.h"
#include "ingest/replay/log_fold.h"
#include "ingest/state/checkpoint.h"
#include "ingest/state/figures.h"
#include "tests/support/fishnet_county.h"
#include "tests/support/temporary_folder.h"

namespace gridwall {
namespace {

constexpr int64_t kNowNs = 1'795'242'728 * kNsPerSecond;  // 2026-11-21T14:32:08+08:00

std::string placed(int number, std::string_view more = R"(,"lon":119.005,"lat":33.005)",
                   std::string_view title = "噪音扰民") {
  return R"({"v":1,"id":"p)" + std::to_string(number) +
         R"(","feed":"request","type":"request.placed","at":"2026-11-21T14:00:00+08:00","source":"12345","request":"R)" +
         std::to_string(number) + R"(","category":"噪音","channel":"12345","title":")" + std::string(title) +
         R"(","tier":"grid")" + std::string(more) + "}";
}

std::string resolved(int number) {
  return R"({"v":1,"id":"r)" + std::to_string(number) +
         R"(","feed":"request","type":"request.resolved","at":"2026-11-21T14:20:00+08:00","source":"12345","request":"R)" +
         std::to_string(number) + R"(","by":"w"})";
}

class PipelineTest : public ::testing::Test {
 protected:
  pipeline::Pipeline open(uint64_t checkpoint_events = 50'000) {
    pipeline::PipelineOptions options;
    options.log = folder / "county.log";
    options.checkpoint_events = checkpoint_events;
    Result<pipeline::Pipeline> pipeline = pipeline::Pipeline::open(testing::fishnet_county(), options);
    EXPECT_TRUE(pipeline) << pipeline.error().message;
    return std::move(*pipeline);
  }
  CountyState folded_from_log(bool use_checkpoints = false) {
    const Result<log::LogReader> reader = log::LogReader::open(folder / "county.log");
    EXPECT_TRUE(reader) << reader.error().message;
    const uint64_t head = reader->head()->seq;
    const Result<County> county = replay::county_of(*reader, head);
    EXPECT_TRUE(county) << county.error().message;
    Result<CountyState> state = replay::state_at(*reader, *county, head, use_checkpoints);
    EXPECT_TRUE(state) << state.error().message;
    return std::move(*state);
  }
  testing::TemporaryFolder folder;
};

TEST_F(PipelineTest, AcceptsLocatesAndPublishesAfterTheCommit) {
  pipeline::Pipeline pipeline = open();
  EXPECT_EQ(pipeline.take(placed(1), kNowNs).seq, 1U);
  EXPECT_EQ(pipeline.take(resolved(1), kNowNs).seq, 2U);
  EXPECT_TRUE(pipeline.group_open());
  const auto published = pipeline.commit();
  ASSERT_TRUE(published);
  ASSERT_EQ(published->size(), 2U);
  EXPECT_EQ((*published)[0].body, placed(1));
  EXPECT_NE((*published)[0].stamp.grid, kNone);
  EXPECT_EQ((*published)[1].stamp.feed_seq, 2U);
  EXPECT_EQ(pipeline.state().seq, 2U);
  EXPECT_FALSE(pipeline.group_open());
}

TEST_F(PipelineTest, TheSameMessageTwiceIsOneRow) {
  pipeline::Pipeline pipeline = open();
  pipeline.take(placed(1), kNowNs);
  const pipeline::Verdict again = pipeline.take(placed(1), kNowNs + 1);
  EXPECT_EQ(again.kind, pipeline::Verdict::Kind::kDuplicate);
  EXPECT_EQ(again.seq, 1U);
  const pipeline::Verdict other = pipeline.take(placed(1, "", "别的"), kNowNs + 2);
  EXPECT_EQ(other.kind, pipeline::Verdict::Kind::kRejected);
  EXPECT_EQ(other.reason, RejectReason::kIdConflict);
  ASSERT_TRUE(pipeline.commit());
  EXPECT_EQ(pipeline.state().seq, 1U);
  const Result<log::LogReader> reader = log::LogReader::open(folder / "county.log");
  const Result<log::IntakeCounts> counts = reader->intake_counts(INT64_MAX);
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->accepted, 1U);
  EXPECT_EQ(counts->duplicates, 1U);
  EXPECT_EQ(counts->rejected, 1U);
}

TEST_F(PipelineTest, AMaskedMessageSentAgainIsADuplicate) {
  pipeline::Pipeline pipeline = open();
  EXPECT_EQ(pipeline.take(placed(1, "", "打13812348000"), kNowNs).kind, pipeline::Verdict::Kind::kAccepted);
  EXPECT_EQ(pipeline.take(placed(1, "", "打13812348000"), kNowNs).kind, pipeline::Verdict::Kind::kDuplicate);
  const auto published = pipeline.commit();
  ASSERT_TRUE(published);
  EXPECT_EQ((*published)[0].body.find("13812348000"), std::string_view::npos);
}

TEST_F(PipelineTest, WhatIsRefusedIsStoredWithReasonAndWithoutPersonalData) {
  pipeline::Pipeline pipeline = open();
  EXPECT_EQ(pipeline.take("no json 13812348000", kNowNs).kind, pipeline::Verdict::Kind::kRejected);
  EXPECT_EQ(pipeline.take(placed(1, R"(,"floor":3,"v":1)"), kNowNs).reason, RejectReason::kDuplicateMember);
  EXPECT_EQ(pipeline.take(placed(2), kNowNs - 86'400 * kNsPerSecond).kind,
            pipeline::Verdict::Kind::kAccepted);  // held clock
  EXPECT_EQ(pipeline.take(placed(3), kNowNs, 0b110).reason, RejectReason::kNotAllowed);
  ASSERT_TRUE(pipeline.commit());
  const Result<log::LogReader> reader = log::LogReader::open(folder / "county.log");
  std::vector<std::string> reasons;
  std::string payloads;
  ASSERT_TRUE(reader->rejects(1, 100, [&](const log::LogReject& reject) {
    reasons.emplace_back(reject.reason);
    payloads += reject.payload;
    return true;
  }));
  EXPECT_EQ(reasons, (std::vector<std::string>{"not_json", "duplicate_member", "not_allowed"}));
  EXPECT_EQ(payloads.find("13812348000"), std::string::npos);
}

TEST_F(PipelineTest, AnUnknownGridFallsBackToThePosition) {
  pipeline::Pipeline pipeline = open();
  pipeline.take(placed(1, R"(,"grid":"nowhere","lon":119.005,"lat":33.005)"), kNowNs);
  pipeline.take(placed(2, R"(,"grid":"nowhere")"), kNowNs);
  pipeline.take(placed(3, R"(,"lon":119.046,"lat":33.005)"), kNowNs);  // inside the widened box, in no grid
  ASSERT_TRUE(pipeline.commit());
  EXPECT_NE(pipeline.state().requests[0].grid, kNone);
  EXPECT_EQ(pipeline.state().requests[1].grid, kNone);
  EXPECT_EQ(pipeline.state().requests[2].grid, kNone);
  EXPECT_EQ(pipeline.state().sources[0].unlocated, 2);
}

TEST_F(PipelineTest, ABadPlaceCostsNoEventAndReplaysAsItWas) {
  pipeline::Pipeline pipeline = open();
  int number = 0;
  for (const char* place : {R"(,"lon":10,"lat":10)", R"(,"lon":0,"lat":0)", R"(,"lon":33.005,"lat":119.005)",
                            R"(,"lon":3678000.5,"lat":530000.25)", R"(,"lon":"nan","lat":"nan")", R"(,"lon":119.005)",
                            R"(,"lon":NaN,"lat":NaN)", R"(,"grid":7.5)"}) {
    const pipeline::Verdict verdict = pipeline.take(placed(++number, place), kNowNs);
    EXPECT_EQ(verdict.kind, pipeline::Verdict::Kind::kAccepted) << place << ": " << verdict.detail;
  }
  const std::string code = pipeline.county().grids.front().code;
  pipeline.take(placed(++number, R"(,"grid":" )" + code + "\u3000\",\"lon\":0,\"lat\":0"), kNowNs);  // the grid counts
  ASSERT_TRUE(pipeline.commit());
  EXPECT_EQ(pipeline.state().sources[0].unlocated, number - 1);
  EXPECT_EQ(pipeline.state().sources[0].anomalies, number);
  EXPECT_EQ(pipeline.state().requests.back().grid, 0U);
  EXPECT_EQ(serialize(folded_from_log()), serialize(pipeline.state()));
  EXPECT_EQ(serialize(folded_from_log(true)), serialize(pipeline.state()));
}

TEST_F(PipelineTest, AfterAReopenTheStateIsTheFoldOfTheLog) {
  std::string before;
  {
    pipeline::Pipeline pipeline = open(100);
    std::mt19937 random(3);
    for (int i = 0; i < 1'000; ++i) {
      pipeline.take(random() % 3 == 0 ? resolved(static_cast<int>(random() % 300)) : placed(i), kNowNs + i);
      if (random() % 40 == 0) {
        ASSERT_TRUE(pipeline.commit());
        ASSERT_TRUE(pipeline.maintain(kNowNs + i));
      }
    }
    ASSERT_TRUE(pipeline.commit());
    before = serialize(pipeline.state());
    ASSERT_TRUE(pipeline.close(kNowNs + 1'000));
  }
  EXPECT_EQ(serialize(folded_from_log(false)), before);
  EXPECT_EQ(serialize(folded_from_log(true)), before);
  EXPECT_EQ(serialize(open().state()), before);
}

TEST_F(PipelineTest, WhatWasNotCommittedIsNotThere) {
  {
    pipeline::Pipeline pipeline = open();
    pipeline.take(placed(1), kNowNs);
    ASSERT_TRUE(pipeline.commit());
    pipeline.take(placed(2), kNowNs);
  }
  pipeline::Pipeline pipeline = open();
  EXPECT_EQ(pipeline.state().seq, 1U);
  EXPECT_EQ(pipeline.take(placed(2), kNowNs).seq, 2U);
}

TEST_F(PipelineTest, AnotherCountysLogIsRefused) {
  { open(); }
  CountySource other = testing::fishnet_county();
  other.config_text.replace(other.config_text.find("\"fishnet\""), 9, "\"another\"");
  pipeline::PipelineOptions options;
  options.log = folder / "county.log";
  const Result<pipeline::Pipeline> pipeline = pipeline::Pipeline::open(other, options);
  ASSERT_FALSE(pipeline);
  EXPECT_NE(pipeline.error().message.find("fishnet"), std::string::npos) << pipeline.error().message;
}

TEST_F(PipelineTest, AMapWithOtherGridsIsRefusedOnceThereAreEvents) {
  {
    pipeline::Pipeline pipeline = open();
    pipeline.take(placed(1), kNowNs);
    ASSERT_TRUE(pipeline.commit());
  }
  CountySource other = testing::fishnet_county();
  other.config_text.replace(other.config_text.find("cell_m = 1000"), 13, "cell_m = 1500");
  pipeline::PipelineOptions options;
  options.log = folder / "county.log";
  const Result<pipeline::Pipeline> pipeline = pipeline::Pipeline::open(other, options);
  ASSERT_FALSE(pipeline);
  EXPECT_EQ(pipeline.error().code, ErrorCode::kInvalidConfig);
}

// What became of each message, and of the log.
struct Course {
  std::vector<std::string> verdicts;
  log::LogHead head;
  std::string state;
  bool operator==(const Course&) const = default;
};

TEST_F(PipelineTest, ReadingAheadChangesNothing) {
  std::vector<std::string> messages;
  for (int i = 0; i < 700; ++i) messages.push_back(i % 3 == 0 ? resolved(i - 1) : placed(i));
  for (int i = 0; i < 700; i += 7) {
    messages[static_cast<size_t>(i)] = placed(i + 6);                                   // again below
    messages[static_cast<size_t>(i + 1)] = placed(i + 6, R"(,"grid":"nowhere")");       // another body for the same id
    messages[static_cast<size_t>(i + 2)] = "{\"v\":1";                                  // not JSON
    messages[static_cast<size_t>(i + 3)] = placed(i + 3, "", "请致电13812345678");      // a person's number
    messages[static_cast<size_t>(i + 4)] = placed(i + 4, R"(,"lon":10.0,"lat":10.0)");  // elsewhere
    messages[static_cast<size_t>(i + 5)] = placed(i + 5, R"(,"more":")" + std::string(5'000, 'x') + '"');  // long
  }
  const std::vector<std::string_view> views(messages.begin(), messages.end());
  const auto course = [&](const char* name, bool ahead) {
    pipeline::PipelineOptions options;
    options.log = folder / name;
    options.writer.log_id = log::LogId{7};
    Result<pipeline::Pipeline> pipeline = pipeline::Pipeline::open(testing::fishnet_county(), options);
    EXPECT_TRUE(pipeline) << pipeline.error().message;
    const pipeline::ReadAhead::Batch batch =
        pipeline->read_ahead(ahead ? std::span(views) : std::span<const std::string_view>());
    Course went;
    for (const std::string_view message : views) {
      const pipeline::Verdict verdict = pipeline->take(message, kNowNs);
      went.verdicts.push_back(std::to_string(static_cast<int>(verdict.kind)) + ' ' + std::to_string(verdict.seq) + ' ' +
                              verdict.source + ' ' + verdict.detail);
      if (verdict.seq == 300) {
        EXPECT_TRUE(pipeline->commit());
      }
    }
    EXPECT_TRUE(pipeline->commit());
    went.head = pipeline->writer().head();
    went.state = serialize(pipeline->state());
    return went;
  };
  const Course plain = course("plain.log", false);
  const Course ahead = course("ahead.log", true);
  EXPECT_EQ(ahead.verdicts, plain.verdicts);
  EXPECT_TRUE(ahead == plain);
  for (const char kind : {'0', '1', '2'}) {  // accepted, duplicate, rejected: each was there
    EXPECT_TRUE(std::any_of(plain.verdicts.begin(), plain.verdicts.end(), [&](const std::string& verdict) {
      return verdict[0] == kind;
    })) << kind;
  }
}

TEST_F(PipelineTest, AnUnwritableFolderIsNamed) {
  pipeline::PipelineOptions options;
  options.log = "/proc/gridwall/county.log";
  const Result<pipeline::Pipeline> pipeline = pipeline::Pipeline::open(testing::fishnet_county(), options);
  ASSERT_FALSE(pipeline);
  EXPECT_NE(pipeline.error().message.find("/proc/gridwall"), std::string::npos) << pipeline.error().message;
}

}  // namespace
}  // namespace gridwall
