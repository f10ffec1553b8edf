// The strips' index: what it counts, how it finds, and that it stays bounded.
#include <gtest/gtest.h>

#include <numeric>

#include "tests/support/temporary_folder.h"
#include "tests/viewer/playback/small_log.h"
#include "viewer/playback/strip_builder.h"

namespace gridwall::playback::testing {
namespace {

uint64_t sum(const std::vector<StripIndex::Counts>& columns) {
  uint64_t all = 0;
  for (const StripIndex::Counts& counts : columns) all += std::accumulate(counts.begin(), counts.end(), uint64_t{0});
  return all;
}

class StripTest : public ::testing::Test {
 protected:
  std::shared_ptr<const StripIndex> index_of(uint64_t events) {
    make_log(folder_ / "county.gwlog", events);
    StripBuilder builder(source::past_of_log(folder_ / "county.gwlog"), {});
    builder.wait_for(events);
    EXPECT_EQ(builder.problem(), "");
    return builder.index();
  }
  ::gridwall::testing::TemporaryFolder folder_;
};

TEST_F(StripTest, EveryEventIsCountedOnceInItsFeedWhateverTheColumns) {
  const auto index = index_of(1'000);
  EXPECT_EQ(index->through_seq(), 1'000U);
  for (const size_t columns : {1, 7, 100, 1'920}) {
    EXPECT_EQ(sum(index->density(kFirstNs, received_ns(1'000) + kSecondNs, columns)), 1'000U) << columns;
  }
  const auto one = index->density(kFirstNs, received_ns(1'000) + kSecondNs, 1).front();
  EXPECT_EQ(one[static_cast<size_t>(Feed::kRequest)], 334U);
  EXPECT_EQ(sum(index->density(kFirstNs - 1'000 * kSecondNs, kFirstNs - 500 * kSecondNs, 10)), 0U);
}

TEST_F(StripTest, MomentsAreFoundBeforeAndAfterATime) {
  const auto index = index_of(1'000);
  ASSERT_EQ(index->marks(replay::MarkKind::kIncident).size(), 9U);
  const replay::IndexMark& first = index->marks(replay::MarkKind::kIncident).front();
  EXPECT_EQ(first.key, "I11");
  EXPECT_EQ(first.at_ns, received_ns(11));
  EXPECT_EQ(first.end_ns, received_ns(71));
  EXPECT_EQ(first.level, 2);
  EXPECT_FALSE(first.drill);
  const replay::IndexMark* next = index->next(replay::MarkKind::kIncident, received_ns(11));
  ASSERT_NE(next, nullptr);
  EXPECT_EQ(next->key, "I131");
  EXPECT_TRUE(next->drill);
  const replay::IndexMark* previous = index->previous(replay::MarkKind::kIncident, received_ns(131));
  ASSERT_NE(previous, nullptr);
  EXPECT_EQ(previous->key, "I11");
  EXPECT_EQ(index->previous(replay::MarkKind::kIncident, received_ns(11)), nullptr);
  EXPECT_EQ(index->next(replay::MarkKind::kIncident, received_ns(1'000)), nullptr);
  EXPECT_EQ(index->next(replay::MarkKind::kMode, 0)->text, "emergency");
  EXPECT_EQ(index->next(replay::MarkKind::kBookmark, 0)->text, "看这里");
  EXPECT_GT(index->marks(replay::MarkKind::kAlarm).size(), 30U);
}

TEST_F(StripTest, AFeedThatWasSilentForTooLongLeavesAGap) {
  const auto index = index_of(1'100);
  // After event 999 comes an hour of silence in all feeds.
  int found = 0;
  for (const replay::IndexMark& gap : index->marks(replay::MarkKind::kGap)) {
    if (gap.end_ns >= received_ns(1'000) && gap.at_ns <= received_ns(999) && gap.end_ns - gap.at_ns > 3'500 * kSecondNs)
      ++found;
  }
  EXPECT_EQ(found, kFeedCount);
}

TEST_F(StripTest, ItStaysBoundedOverTwentyYearsAndAFloodOfMoments) {
  StripIndex index;
  uint64_t events = 0;
  for (int64_t day = 0; day < 20 * 365; ++day) {
    replay::IndexPart part;
    for (int64_t slot = 0; slot < 1'440; slot += 7) {
      part.slots[kFirstNs / replay::IndexPart::kSlotNs + day * 1'440 + slot] = {1, 0, 0};
      ++events;
    }
    for (int i = 0; i < 20; ++i) {
      replay::IndexMark mark;
      mark.kind = replay::MarkKind::kAlarm;
      mark.at_ns = kFirstNs + day * 86'400 * kSecondNs + i;
      part.marks.push_back(mark);
    }
    index.add(part);
  }
  EXPECT_LE(index.marks(replay::MarkKind::kAlarm).size(), StripIndex::kMaxMarks);
  EXPECT_GE(index.marks(replay::MarkKind::kAlarm).size(), StripIndex::kMaxMarks * 9 / 10);
  EXPECT_LE(index.bytes(), size_t{16} << 20);
  EXPECT_EQ(sum(index.density(kFirstNs - 86'400 * kSecondNs, kFirstNs + 21 * 365 * 86'400 * kSecondNs, 500)), events);
}

TEST_F(StripTest, APartGoesThroughBytesUnchangedAndDamageIsRefused) {
  replay::IndexPart part;
  part.from_seq = 3;
  part.last_seq = 9;
  part.more = true;
  part.slots[77] = {1, 2, 3};
  part.marks.emplace_back();
  part.marks.back().key = "I1";
  part.marks.back().text = "火灾";
  part.marks.back().feed = 2;
  part.ends.push_back({replay::MarkKind::kIncident, "I0", 5});
  replay::IndexCursor cursor;
  cursor.next_seq = 10;
  const std::string bytes = replay::pack_index_part(part, cursor);
  replay::IndexPart back;
  replay::IndexCursor back_cursor;
  ASSERT_TRUE(replay::unpack_index_part(bytes, back, back_cursor));
  EXPECT_EQ(back_cursor.next_seq, 10U);
  EXPECT_EQ(back.slots, part.slots);
  EXPECT_EQ(back.marks[0].text, "火灾");
  EXPECT_EQ(back.ends[0].key, "I0");
  EXPECT_EQ(replay::pack_index_part(back, back_cursor), bytes);
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(replay::unpack_index_part(std::string_view(bytes).substr(0, size), back, back_cursor)) << size;
  }
}

TEST_F(StripTest, APartOfNoPossibleTimesIsRefused) {
  replay::IndexPart back;
  replay::IndexCursor cursor;
  replay::IndexPart part;
  part.last_ns = INT64_MAX;
  EXPECT_FALSE(replay::unpack_index_part(replay::pack_index_part(part, {}), back, cursor));
  part = {};
  part.slots[INT64_MAX / replay::IndexPart::kSlotNs] = {};
  EXPECT_FALSE(replay::unpack_index_part(replay::pack_index_part(part, {}), back, cursor));
  part = {};
  part.marks.emplace_back().feed = -2;
  EXPECT_FALSE(replay::unpack_index_part(replay::pack_index_part(part, {}), back, cursor));
}

}  // namespace
}  // namespace gridwall::playback::testing
