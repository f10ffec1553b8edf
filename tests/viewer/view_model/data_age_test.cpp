#include "viewer/view_model/data_age.h"

#include "tests/viewer/view_model/view_fixture.h"
#include "viewer/view_model/banner.h"
#include "viewer/view_model/title_bar.h"

namespace gridwall::view_model {
namespace {

using DataAgeTest = ViewTest;

TEST_F(DataAgeTest, AnAgeChangesInStepsAndGoesLateWhenTheCountySays) {
  place("r1", "11-21 09:00:00");
  EXPECT_EQ(build_data_age(at("11-21 09:00:01"), Feed::kRequest).text, "10秒内");
  EXPECT_EQ(build_data_age(at("11-21 09:00:09"), Feed::kRequest).text, "10秒内");
  EXPECT_EQ(build_data_age(at("11-21 09:00:12"), Feed::kRequest).text, "20秒内");
  EXPECT_FALSE(build_data_age(at("11-21 09:15:00"), Feed::kRequest).late);
  const DataAge late = build_data_age(at("11-21 09:18:31"), Feed::kRequest);
  EXPECT_EQ(late.text, "18分前 迟到");
  EXPECT_TRUE(late.late && late.greyed);
}

TEST_F(DataAgeTest, AFeedThatNeverSpokeIsGreyedAndSaysSo) {
  const DataAge age = build_data_age(at("11-21 09:00:00"), Feed::kPatrol);
  EXPECT_EQ(age.text, "尚无数据");
  EXPECT_TRUE(age.greyed);
}

TEST_F(DataAgeTest, NothingLooksLiveWhileTheServiceIsSilent) {
  place("r1", "11-21 09:00:00");
  connection_.phase = Connection::Phase::kStale;
  connection_.silent_s = 34;
  const DataAge age = build_data_age(at("11-21 09:00:02"), Feed::kRequest);
  EXPECT_TRUE(age.greyed);
  EXPECT_EQ(age.text, "停于 09:00");
  EXPECT_TRUE(build_feed_trust(at("11-21 09:00:02"), Feed::kRequest).late);
  const std::optional<Banner> banner = build_banner(at("11-21 09:00:02"));
  ASSERT_TRUE(banner);
  EXPECT_TRUE(banner->alarming);
  EXPECT_EQ(banner->text, "数据服务失联 34秒");
}

TEST_F(DataAgeTest, CatchingUpSaysHowFarItIs) {
  EXPECT_FALSE(build_banner(at("11-21 09:00:00")));
  connection_ = {.phase = Connection::Phase::kCatchingUp, .done = 12'000, .wanted = 48'000};
  const std::optional<Banner> banner = build_banner(at("11-21 09:00:00"));
  ASSERT_TRUE(banner);
  EXPECT_EQ(banner->detail, "12,000 / 48,000 条");
  EXPECT_EQ(banner->progress, 0.25F);
}

TEST_F(DataAgeTest, TheModeOfTheWholeCountyComesBeforeThatOfAnArea) {
  EXPECT_EQ(build_title_bar(at("11-21 09:00:00")).mode.text, "平时");
  add("emergency.mode_changed", "11-21 09:00:00", R"("area":"c1","mode":"emergency","by":"x","reason":"y")");
  EXPECT_EQ(build_title_bar(at("11-21 09:00:01")).mode.text, "一社区 急时");
  add("emergency.mode_changed", "11-21 09:00:02",
      R"("area":"small","mode":"emergency","level":2,"by":"x","reason":"y")");
  const ModeBadge badge = build_title_bar(at("11-21 09:00:03")).mode;
  EXPECT_EQ(badge.text, "急时 Ⅱ级");
  EXPECT_EQ(badge.level, 2);
}

TEST_F(DataAgeTest, AReplayIsNamedAndPausedOneToo) {
  connection_.replay = true;
  connection_.replay_speed = 60;
  EXPECT_EQ(build_clock(at("11-21 09:00:00")).replay, "回放 60 倍速");
  connection_.replay_speed = 0;
  EXPECT_EQ(build_clock(at("11-21 09:00:00")).replay, "回放 暂停");
}

}  // namespace
}  // namespace gridwall::view_model
