#include "tests/viewer/tile/tile_fixture.h"

namespace gridwall::tile {
namespace {

class SubjectsTest : public TileTest {
 protected:
  void five_requests() {
    for (const char* request : {"r1", "r2", "r3"}) place(request, "11-21 08:00:00", "g1", "road");
    place("r4", "11-21 08:00:00", "g2", "noise");
    place("r5", "11-21 08:00:00", "g2", "light");
    add("request.resolved", "11-21 08:30:00", R"("request":"r1","by":"x")");
    add("request.resolved", "11-21 08:30:00", R"("request":"r4","by":"x")");
  }
  // Groups, where there are any, and categories; channels.
  static std::vector<block::Section> lists_of(const block::Tile& tile, size_t side) {
    std::vector<block::Section> lists;
    for (const block::Block& list : std::get<block::Split>(tile.body.at(0).content).sides.at(side)) {
      lists.push_back(std::get<block::Table>(list.content).sections.at(0));
    }
    return lists;
  }
};

TEST_F(SubjectsTest, TheMostCollectedStandsFirstWithWhatIsResolvedOfIt) {
  county_.categories = {{"road", {"道路", "Roads"}}};
  county_.channels = {{"app", {"小程序", "App"}}};
  five_requests();
  const block::Tile subjects = build("subjects", at("11-21 09:00:00"));
  ASSERT_EQ(lists_of(subjects, 0).size(), 1U);  // no groups
  const std::vector<block::Row> categories = lists_of(subjects, 0)[0].rows;
  ASSERT_EQ(categories.size(), 3U);
  EXPECT_EQ(categories[0].cells[0].text, "道路");
  EXPECT_EQ(categories[0].cells[1].text, "1 / 3");
  const std::vector<block::BarPart> bar = categories[0].cells[2].bar;
  ASSERT_EQ(bar.size(), 2U);
  EXPECT_FLOAT_EQ(bar[0].share + bar[1].share, 1.0F);  // collected
  EXPECT_FLOAT_EQ(bar[0].share, 1.0F / 3);             // resolved
  const std::vector<block::Row> channels = lists_of(subjects, 1).at(0).rows;
  ASSERT_EQ(channels.size(), 1U);
  EXPECT_EQ(channels[0].cells[0].text, "小程序");
  EXPECT_EQ(channels[0].cells[1].text, "2 / 5");
  EXPECT_EQ(subjects.qualifier, "近30日 · 收集 5");
}

TEST_F(SubjectsTest, WhatFindsNoRoomIsSummedUp) {
  five_requests();
  const block::Row rest = lists_of(build("subjects", at("11-21 09:00:00")), 0)[0].rest(1);
  EXPECT_EQ(rest.cells[0].text, "其余 2 项");
  EXPECT_EQ(rest.cells[1].text, "1 / 2");
  EXPECT_TRUE(rest.cells[2].bar.empty());
}

TEST_F(SubjectsTest, GroupsStandInTheCountysOrderEvenWhenNothingIsInThem) {
  county_.category_groups = {{{"平安网", "Safety"}, {"unheard"}}, {{"民生网", "Livelihood"}, {"road", "noise"}}};
  five_requests();
  const std::vector<block::Section> lists = lists_of(build("subjects", at("11-21 09:00:00")), 0);
  ASSERT_EQ(lists.size(), 2U);
  ASSERT_EQ(lists[0].rows.size(), 2U);
  EXPECT_EQ(lists[0].rows[0].cells[1].text, "0 / 0");
  EXPECT_EQ(lists[0].rows[1].cells[0].text, "民生网");
  EXPECT_EQ(lists[0].rows[1].cells[1].text, "2 / 4");
}

TEST_F(SubjectsTest, OfAPlaceOnlyItsOwnAreCounted) {
  five_requests();
  const block::Tile subjects = build("subjects", in_grid("g2", "11-21 09:00:00"));
  ASSERT_EQ(lists_of(subjects, 0)[0].rows.size(), 2U);
  EXPECT_EQ(lists_of(subjects, 1)[0].rows.at(0).cells[1].text, "1 / 2");
}

TEST_F(SubjectsTest, NothingCollectedSaysSo) {
  EXPECT_FALSE(build("subjects", at("11-21 09:00:00")).why.empty());
}

}  // namespace
}  // namespace gridwall::tile
