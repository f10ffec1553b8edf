// Who serves a place and who is silent: the figures, the alarms and the list of teams say the same.
#include "ingest/state/team_board.h"

#include <gtest/gtest.h>

#include "ingest/state/alarms.h"
#include "ingest/state/figures.h"
#include "tests/support/small_county.h"

namespace gridwall {
namespace {

using testing::Folder;
using testing::local_ns;

class TeamBoardTest : public ::testing::Test {
 protected:
  void team(std::string_view id, std::string_view when, std::string_view rest) {
    folder.add("emergency.team_status", when, R"("team":")" + std::string(id) + R"(",)" + std::string(rest));
  }
  std::vector<std::string> serving(std::string_view place) const {
    std::vector<std::string> ids;
    for (const TeamIndex index : teams_serving(folder.state, county, ScopePlaces(county, *scope_of(county, place)))) {
      ids.emplace_back(folder.state.team_ids.text(index));
    }
    return ids;
  }
  TeamBoard board(std::string_view place, std::string_view when) const {
    return team_board(folder.state, county, local_ns(when), ScopePlaces(county, *scope_of(county, place)));
  }
  static County county_with_teams() {
    County made = testing::small_county();
    made.areas.push_back({"s2", {"二街", ""}, 0, kNone, {}});
    made.teams.push_back({"street", {"一队", ""}, AreaIndex(0), 12, {}});
    made.teams.push_back({"community", {"二队", ""}, AreaIndex(1), 8, {}});
    made.teams.push_back({"other_street", {"三队", ""}, AreaIndex(2), 5, {}});
    made.teams.push_back({"county", {"四队", ""}, kNone, 3, {}});
    made.build_index();
    return made;
  }
  County county = county_with_teams();
  Folder folder{county};
};

using Ids = std::vector<std::string>;

TEST_F(TeamBoardTest, APlaceIsServedByTheTeamsListedForItAboveItAndForTheCounty) {
  team("unlisted", "11-21T08:00:00", R"("status":"available","detail":"standby")");
  EXPECT_EQ(serving(county.key), (Ids{"street", "community", "other_street", "county", "unlisted"}));
  EXPECT_EQ(serving(county.areas[0].code), (Ids{"street", "community", "county"}));
  EXPECT_EQ(serving(county.areas[1].code), (Ids{"street", "community", "county"}));
  EXPECT_EQ(serving("g0"), (Ids{"street", "community", "county"}));
  EXPECT_EQ(serving("s2"), (Ids{"other_street", "county"}));
}

TEST_F(TeamBoardTest, TeamsAndPeopleCountByStatusWhereTheyServe) {
  team("street", "11-21T08:00:00", R"("status":"assigned","detail":"en_route","headcount":10)");
  team("county", "11-21T08:00:00", R"("status":"available","detail":"standby")");
  team("other_street", "11-21T08:00:00", R"("status":"out_of_service","detail":"resting")");
  const TeamBoard all = board(county.key, "11-21T08:10:00");
  EXPECT_EQ(all.teams, (std::array<int64_t, 3>{1, 1, 1}));
  EXPECT_EQ(all.headcount, (std::array<int64_t, 3>{3, 10, 5}));
  EXPECT_EQ(all.unreported, 1);
  EXPECT_EQ(all.silent, 0);
  EXPECT_EQ(board("s2", "11-21T08:10:00").teams, (std::array<int64_t, 3>{1, 0, 1}));
  EXPECT_EQ(board("g0", "11-21T08:10:00").teams, (std::array<int64_t, 3>{1, 1, 0}));
}

TEST_F(TeamBoardTest, ATeamWithoutContactCountsApartAndNotAsReady) {
  team("street", "11-21T08:00:00", R"("status":"assigned","detail":"en_route","headcount":10)");
  team("county", "11-21T08:00:00", R"("status":"available","detail":"standby")");
  team("other_street", "11-21T08:09:00", R"("status":"available","detail":"standby")");
  const TeamBoard all = board(county.key, "11-21T08:10:01");
  EXPECT_EQ(all.teams, (std::array<int64_t, 3>{1, 0, 0}));
  EXPECT_EQ(all.headcount, (std::array<int64_t, 3>{5, 0, 0}));
  EXPECT_EQ(all.silent, 2);
  EXPECT_EQ(all.silent_headcount, 13);
  EXPECT_EQ(all.unreported, 1);
  EXPECT_EQ(board("s2", "11-21T08:10:01").silent, 1);
}

TEST_F(TeamBoardTest, ATeamThatIsOutOfServiceIsNeverSilent) {
  team("community", "11-21T08:00:00", R"("status":"available","detail":"standby")");
  EXPECT_EQ(board(county.key, "11-21T08:10:00").silent, 0) << "the limit is ten minutes, and it counts as kept";
  EXPECT_EQ(board(county.key, "11-21T08:10:01").silent, 1);
  team("community", "11-21T08:11:00", R"("status":"out_of_service","detail":"maintenance")");
  EXPECT_EQ(board(county.key, "11-21T12:00:00").silent, 0);
}

TEST_F(TeamBoardTest, AsManyTeamsAreSilentAsHaveAnAlarm) {
  county.feed_late_after_s.fill(10'000'000);  // a late feed is one alarm instead
  team("street", "11-21T08:00:00", R"("status":"assigned","detail":"on_scene")");
  team("community", "11-21T08:00:00", R"("status":"out_of_service","detail":"resting")");
  team("other_street", "11-21T08:00:00", R"("status":"available","detail":"standby")");
  team("county", "11-21T08:09:00", R"("status":"available","detail":"standby")");
  const std::string_view when = "11-21T08:15:00";
  for (const std::string_view place : {std::string_view(county.key), std::string_view("s2"), std::string_view("g0")}) {
    const Figures figures = compute_figures(folder.state, county, local_ns(when), *scope_of(county, place));
    EXPECT_EQ(figures.alarms.by_kind[static_cast<size_t>(AlarmKind::kTeamSilent)], figures.teams.silent) << place;
    EXPECT_EQ(figures.teams.silent, place == county.key ? 2 : 1) << place;
  }
}

}  // namespace
}  // namespace gridwall
