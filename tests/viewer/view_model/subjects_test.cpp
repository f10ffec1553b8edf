#include "viewer/view_model/subjects.h"

#include "tests/viewer/view_model/view_fixture.h"

namespace gridwall::view_model {
namespace {

class SubjectsTest : public ViewTest {
 protected:
  void five_requests() {
    for (const char* request : {"r1", "r2", "r3"}) place(request, "11-21 08:00:00", "g1", "road");
    place("r4", "11-21 08:00:00", "g2", "noise");
    place("r5", "11-21 08:00:00", "g2", "light");
    add("request.resolved", "11-21 08:30:00", R"("request":"r1","by":"x")");
    add("request.resolved", "11-21 08:30:00", R"("request":"r4","by":"x")");
  }
};

TEST_F(SubjectsTest, TheMostCollectedStandsFirstWithWhatIsResolvedOfIt) {
  county_.categories = {{"road", {"道路", "Roads"}}};
  county_.channels = {{"app", {"小程序", "App"}}};
  five_requests();
  const Subjects subjects = build_subjects(at("11-21 09:00:00"));
  ASSERT_EQ(subjects.categories.rows.size(), 3U);
  EXPECT_EQ(subjects.categories.rows[0].label, "道路");
  EXPECT_EQ(subjects.categories.rows[0].figure, "1 / 3");
  EXPECT_EQ(subjects.categories.rows[0].collected_share, 1.0F);
  EXPECT_FLOAT_EQ(subjects.categories.rows[0].resolved_share, 1.0F / 3);
  ASSERT_EQ(subjects.channels.rows.size(), 1U);
  EXPECT_EQ(subjects.channels.rows[0].label, "小程序");
  EXPECT_EQ(subjects.channels.rows[0].figure, "2 / 5");
  EXPECT_TRUE(subjects.groups.rows.empty());
  EXPECT_EQ(subjects.window, "近30日 · 收集 5");
}

TEST_F(SubjectsTest, WhatFindsNoRoomIsSummedUp) {
  five_requests();
  const Subjects subjects = build_subjects(at("11-21 09:00:00"));
  const SubjectRow rest = remaining_subjects(texts_, subjects.categories, 1);
  EXPECT_EQ(rest.label, "其余 2 项");
  EXPECT_EQ(rest.figure, "1 / 2");
  EXPECT_EQ(rest.collected_share, 0.0F);
}

TEST_F(SubjectsTest, GroupsStandInTheCountysOrderEvenWhenNothingIsInThem) {
  county_.category_groups = {{{"平安网", "Safety"}, {"unheard"}}, {{"民生网", "Livelihood"}, {"road", "noise"}}};
  five_requests();
  const Subjects subjects = build_subjects(at("11-21 09:00:00"));
  ASSERT_EQ(subjects.groups.rows.size(), 2U);
  EXPECT_EQ(subjects.groups.rows[0].figure, "0 / 0");
  EXPECT_EQ(subjects.groups.rows[1].label, "民生网");
  EXPECT_EQ(subjects.groups.rows[1].figure, "2 / 4");
}

TEST_F(SubjectsTest, OfAPlaceOnlyItsOwnAreCounted) {
  five_requests();
  const Subjects subjects = build_subjects(in_grid("g2", "11-21 09:00:00"));
  ASSERT_EQ(subjects.categories.rows.size(), 2U);
  EXPECT_EQ(subjects.channels.rows.at(0).figure, "1 / 2");
}

TEST_F(SubjectsTest, NothingCollectedSaysSo) {
  EXPECT_FALSE(build_subjects(at("11-21 09:00:00")).why.empty());
}

}  // namespace
}  // namespace gridwall::view_model
