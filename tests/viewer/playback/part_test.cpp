// Parts cut out of a log, logs of an older format, damaged ones: all open, say what they are, and replay what they
// hold.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "ingest/log/log_writer.h"
#include "ingest/log/verify.h"
#include "ingest/replay/log_export.h"
#include "ingest/replay/log_fold.h"
#include "tests/ingest/log/log_fixture.h"
#include "tests/support/fishnet_county.h"
#include "tests/support/temporary_folder.h"
#include "tests/viewer/playback/small_log.h"
#include "viewer/playback/session.h"
#include "viewer/playback/strip_builder.h"

namespace gridwall::playback::testing {
namespace {

namespace fs = std::filesystem;

class PartTest : public ::testing::Test {
 protected:
  fs::path whole() const { return folder_ / "county.gwlog"; }
  fs::path part() const { return folder_ / "part.gwlog"; }
  static std::unique_ptr<Session> open(const fs::path& log) {
    auto session = replay(log, {});
    EXPECT_TRUE(session) << session.error().message;
    EXPECT_TRUE((*session)->settle(0));
    return std::move(*session);
  }
  static std::string bytes_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  }
  ::gridwall::testing::TemporaryFolder folder_;
};

TEST_F(PartTest, APartVerifiesAndEveryMomentOfItIsThatOfTheWholeLog) {
  make_log(whole(), 1'200);
  const std::vector<size_t> digests = digests_of(whole());
  const Result<replay::ExportReport> report =
      replay::export_range(whole(), part(), {received_ns(401), received_ns(900), {}});
  ASSERT_TRUE(report) << report.error().message;
  // 400..404 are one moment, and so are 900..904 of which 900 is the first.
  EXPECT_LE(report->first_seq, 401U);
  EXPECT_EQ(report->last_ns, received_ns(900));

  const Result<log::VerifyReport> verified = log::verify(part());
  ASSERT_TRUE(verified);
  EXPECT_TRUE(verified->ok()) << verified->problems[0].text;
  EXPECT_EQ(verified->events, report->last_seq - report->first_seq + 1);
  EXPECT_EQ(verified->base.head.seq, report->first_seq - 1);
  const Result<log::LogReader> reader = log::LogReader::open(part());
  const Result<log::LogReader::Cut> cut = reader->cut();
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->from_log_id, log::to_hex(*log::LogReader::open(whole())->log_id()));
  EXPECT_NE(cut->drills.find("I611"), std::string::npos) << cut->drills;

  const auto session = open(part());
  EXPECT_EQ(session->problem(), "");
  for (uint64_t seq = report->last_seq; seq + 1 >= report->first_seq; --seq) {
    session->seek_seq(seq);
    ASSERT_TRUE(session->settle(0));
    ASSERT_EQ(session->state().seq, seq);
    ASSERT_EQ(digest(session->state()), digests[seq]) << seq;
  }
}

TEST_F(PartTest, APartOfAPartIsAPartOfTheWhole) {
  make_log(whole(), 900);
  ASSERT_TRUE(replay::export_range(whole(), part(), {received_ns(200), received_ns(800), {}}));
  const fs::path inner = folder_ / "inner.gwlog";
  const Result<replay::ExportReport> report =
      replay::export_range(part(), inner, {received_ns(300), received_ns(500), {}});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_TRUE(log::verify(inner)->ok());
  const auto session = open(inner);
  EXPECT_EQ(digest(session->state()), digests_of(whole())[report->last_seq]);
}

TEST_F(PartTest, DroppingThePartsCheckpointsLeavesTheOneItStandsOn) {
  make_log(whole(), 900, 100);
  ASSERT_TRUE(replay::export_range(whole(), part(), {received_ns(450), INT64_MAX, {}}));
  {
    Result<log::LogWriter> writer = log::LogWriter::open(part());
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->drop_checkpoints());
    ASSERT_TRUE(writer->thin_checkpoints(INT64_MAX, 1'000'000));
    ASSERT_TRUE(writer->commit());
  }
  EXPECT_EQ(log::LogReader::open(part())->checkpoints()->size(), 1U);
  EXPECT_EQ(digest(open(part())->state()), digests_of(whole())[900]);
}

TEST_F(PartTest, NothingIsOverwrittenAndAnEmptyRangeNamesWhatThereIs) {
  make_log(whole(), 100);
  std::ofstream(part()) << "mine";
  EXPECT_FALSE(replay::export_range(whole(), part(), {}));
  EXPECT_EQ(bytes_of(part()), "mine");
  const fs::path other = folder_ / "other.gwlog";
  const Result<replay::ExportReport> empty = replay::export_range(whole(), other, {0, 1, {}});
  ASSERT_FALSE(empty);
  EXPECT_NE(empty.error().message.find("received from"), std::string::npos) << empty.error().message;
  const Result<replay::ExportReport> stopped = replay::export_range(
      whole(), other, {INT64_MIN, INT64_MAX, [](std::string_view, uint64_t, uint64_t) { return false; }});
  ASSERT_FALSE(stopped);
  EXPECT_FALSE(fs::exists(other));
}

TEST_F(PartTest, AnIncidentIsFoundByItsNameWithItsTimes) {
  make_log(whole(), 500);
  const Result<log::LogReader> reader = log::LogReader::open(whole());
  const Result<replay::IncidentTimes> times = replay::find_incident(*reader, "I131");
  ASSERT_TRUE(times) << times.error().message;
  EXPECT_EQ(times->opened_ns, received_ns(131));
  EXPECT_EQ(times->closed_ns, received_ns(191));
  EXPECT_TRUE(times->drill);
  const Result<replay::IncidentTimes> none = replay::find_incident(*reader, "nobody");
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().message.find("I131"), std::string::npos) << none.error().message;
}

TEST_F(PartTest, ALogWhoseEndIsCutOffOpensAsFarAsItIsSoundAndStaysAsItIs) {
  make_log(whole(), 1'000);
  const std::vector<size_t> digests = digests_of(whole());
  fs::resize_file(whole(), fs::file_size(whole()) * 6 / 10 / 4096 * 4096);
  const std::string before = bytes_of(whole());
  const auto session = open(whole());
  const uint64_t end = session->state().seq;
  ASSERT_GT(end, 0U);
  ASSERT_LT(end, 1'000U);
  EXPECT_EQ(digest(session->state()), digests[end]);
  EXPECT_NE(session->problem().find("cannot be read"), std::string::npos) << session->problem();
  std::mt19937_64 random(2);
  for (int i = 0; i < 50; ++i) {
    const uint64_t seq = random() % (end + 1);
    session->seek_seq(seq);
    ASSERT_TRUE(session->settle(0));
    ASSERT_EQ(digest(session->state()), digests[session->state().seq]);
  }
  EXPECT_EQ(bytes_of(whole()), before);
}

TEST_F(PartTest, EventsMissingInTheMiddleStandAsAGapInTheStrip) {
  make_log(whole(), 800);
  log::tamper(whole(), "DELETE FROM event WHERE seq BETWEEN 300 AND 310; DELETE FROM checkpoint");
  const auto session = open(whole());
  session->seek_seq(305);
  ASSERT_TRUE(session->settle(0));
  EXPECT_EQ(session->state().seq, 299U);
  EXPECT_NE(session->problem().find("300"), std::string::npos) << session->problem();
  StripBuilder builder(source::past_of_log(whole()), {});
  builder.wait_for_all();
  const std::shared_ptr<const StripIndex> strip = builder.index();
  EXPECT_EQ(strip->through_seq(), 800U);
  const replay::IndexMark* gap = nullptr;
  for (const replay::IndexMark& mark : strip->marks(replay::MarkKind::kGap)) {
    if (mark.feed < 0) gap = &mark;
  }
  ASSERT_NE(gap, nullptr);
  EXPECT_EQ(gap->seq, 300U);
  EXPECT_EQ(gap->text, "events 300 to 310 cannot be read");
  EXPECT_EQ(gap->end_ns, received_ns(311));
}

TEST_F(PartTest, ACountyOfALogMayHoldKeysThatThisVersionDoesNotKnow) {
  CountySource source = ::gridwall::testing::fishnet_county();
  source.config_text = "a_key_dropped_since = 3\n" + source.config_text;
  EXPECT_FALSE(load_county(source));
  {
    Result<log::LogWriter> writer = log::LogWriter::open(whole());
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->set_county("fishnet", source.config_text, ""));
    ASSERT_TRUE(writer->commit());
  }
  const Result<County> county = replay::county_of(*log::LogReader::open(whole()), 0);
  ASSERT_TRUE(county) << county.error().message;
  EXPECT_EQ(county->key, "fishnet");
}

TEST_F(PartTest, ALogOfFormatOneOpensAndShowsWhatItShowedThen) {
  const fs::path stored = fs::path(GRIDWALL_TEST_DATA) / "format_1.gwlog";
  fs::copy_file(stored, whole());
  const Result<log::VerifyReport> verified = log::verify(whole());
  ASSERT_TRUE(verified) << verified.error().message;
  EXPECT_TRUE(verified->ok());
  const auto session = open(whole());
  EXPECT_EQ(session->state().seq, 60U);
  EXPECT_EQ(session->state().requests.size(), 5U);
  EXPECT_EQ(session->state().incidents.size(), 1U);
  EXPECT_EQ(session->state().alarms.size(), 4U);
  EXPECT_EQ(digest(session->state()), digests_of(whole())[60]);
}

}  // namespace
}  // namespace gridwall::playback::testing
