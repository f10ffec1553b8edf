// The index that a log keeps says what its events say, and where it does not fit the events are asked.
#include <gtest/gtest.h>

#include "ingest/log/log_writer.h"
#include "ingest/replay/log_index.h"
#include "tests/ingest/log/log_fixture.h"
#include "tests/support/fishnet_county.h"
#include "tests/support/temporary_folder.h"
#include "tests/viewer/playback/small_log.h"

namespace gridwall::playback::testing {
namespace {

class StoredIndexTest : public ::testing::Test {
 protected:
  // All parts of a log as one; `stored` of them came from the log's index.
  struct Whole {
    replay::IndexPart part;
    replay::IndexCursor behind;
    int stored = 0;
  };
  Whole read(replay::IndexUse use, const replay::LateAfter& late) const {
    const Result<log::LogReader> reader = log::LogReader::open_sound(log_);
    EXPECT_TRUE(reader);
    Whole whole;
    whole.part.from_seq = 1;
    for (bool more = true; more;) {
      const Result<replay::IndexPart> part = replay::read_index_part(*reader, whole.behind, late, 300, use);
      EXPECT_TRUE(part) << part.error().message;
      if (!part) break;
      whole.stored += part->stored ? 1 : 0;
      whole.part.last_seq = part->last_seq;
      for (const auto& [slot, counts] : part->slots) {
        for (size_t feed = 0; feed < kFeedCount; ++feed) whole.part.slots[slot][feed] += counts[feed];
      }
      whole.part.marks.insert(whole.part.marks.end(), part->marks.begin(), part->marks.end());
      whole.part.ends.insert(whole.part.ends.end(), part->ends.begin(), part->ends.end());
      more = part->more;
    }
    return whole;
  }
  static std::string bytes_of(const Whole& whole) { return replay::pack_index_part(whole.part, whole.behind); }

  // What was kept with the county's own times is read with them.
  replay::LateAfter county_late() const {
    return load_county(::gridwall::testing::fishnet_county())->feed_late_after_s;
  }

  ::gridwall::testing::TemporaryFolder folder_;
  const std::filesystem::path log_ = folder_ / "county.gwlog";
};

TEST_F(StoredIndexTest, IsWhatTheEventsSay) {
  make_log(log_, 2'000);
  const Whole stored = read(replay::IndexUse::kStored, county_late());
  const Whole events = read(replay::IndexUse::kEvents, county_late());
  EXPECT_GE(stored.stored, 4);
  EXPECT_EQ(events.stored, 0);
  EXPECT_EQ(events.part.last_seq, 2'000U);
  EXPECT_FALSE(events.part.marks.empty());
  EXPECT_FALSE(events.part.ends.empty());
  EXPECT_EQ(bytes_of(stored), bytes_of(events));
}

TEST_F(StoredIndexTest, MadeForOtherTimesOfSilenceItIsNotUsed) {
  make_log(log_, 2'000);
  replay::LateAfter other = county_late();
  other[0] += 7;
  const Whole stored = read(replay::IndexUse::kStored, other);
  EXPECT_EQ(stored.stored, 0);
  EXPECT_EQ(bytes_of(stored), bytes_of(read(replay::IndexUse::kEvents, other)));
}

TEST_F(StoredIndexTest, WhoDoesNotAskForSilenceHearsOfNone) {
  make_log(log_, 2'000);
  const Whole stored = read(replay::IndexUse::kStored, {});
  EXPECT_GE(stored.stored, 4);
  EXPECT_EQ(bytes_of(stored), bytes_of(read(replay::IndexUse::kEvents, {})));
}

TEST_F(StoredIndexTest, WhereAPartIsMissingDamagedOrForgedTheEventsAreAsked) {
  make_log(log_, 3'000);
  const std::string expected = bytes_of(read(replay::IndexUse::kEvents, county_late()));
  const int all = read(replay::IndexUse::kStored, county_late()).stored;
  ASSERT_GE(all, 6);
  log::tamper(log_, "DELETE FROM index_part WHERE from_seq=501");
  log::tamper(log_, "UPDATE index_part SET data=zeroblob(40) WHERE from_seq=1501");
  log::tamper(log_, "UPDATE index_part SET last_seq=9999 WHERE from_seq=2001");
  const Whole stored = read(replay::IndexUse::kStored, county_late());
  EXPECT_LT(stored.stored, all);
  EXPECT_GE(stored.stored, 2);
  EXPECT_EQ(bytes_of(stored), expected);
  log::tamper(log_, "DROP TABLE index_part");
  EXPECT_EQ(bytes_of(read(replay::IndexUse::kStored, county_late())), expected);
}

// The words of what retention took must not outlive it.
TEST_F(StoredIndexTest, IsDroppedAsFarAsAsked) {
  make_log(log_, 2'000);
  {
    Result<log::LogWriter> writer = log::LogWriter::open(log_);
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->drop_index_parts(1'200));
    ASSERT_TRUE(writer->commit());
  }
  const Result<log::LogReader> reader = log::LogReader::open(log_);
  const Result<std::optional<log::StoredIndexPart>> first = reader->index_part(1);
  ASSERT_TRUE(first);
  ASSERT_TRUE(*first);
  EXPECT_GT((*first)->from_seq, 1'200U);
  EXPECT_EQ(bytes_of(read(replay::IndexUse::kStored, county_late())),
            bytes_of(read(replay::IndexUse::kEvents, county_late())));
}

TEST_F(StoredIndexTest, KeptBytesComeBackUnchangedAndDamageIsRefused) {
  make_log(log_, 600);
  const Result<log::LogReader> reader = log::LogReader::open(log_);
  const Result<std::optional<log::StoredIndexPart>> stored = reader->index_part(1);
  ASSERT_TRUE(stored);
  ASSERT_TRUE(*stored);
  const std::string& bytes = (*stored)->data;
  replay::KeptIndex kept;
  ASSERT_TRUE(replay::unpack_kept_index(bytes, kept));
  EXPECT_EQ(replay::pack_kept_index(kept), bytes);
  for (size_t size = 0; size < bytes.size(); ++size) {
    replay::KeptIndex cut;
    EXPECT_FALSE(replay::unpack_kept_index(std::string_view(bytes).substr(0, size), cut)) << size;
  }
}

}  // namespace
}  // namespace gridwall::playback::testing
