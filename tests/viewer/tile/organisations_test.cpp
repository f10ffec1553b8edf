#include "tests/viewer/tile/tile_fixture.h"

namespace gridwall::tile {
namespace {

class OrganisationsTest : public TileTest {
 protected:
  void assess(std::string_view org, std::string_view kind, std::string_view period, int stars = 0) {
    const std::string id = std::string(org);
    std::string members =
        R"("org":")" + id + R"(","kind":")" + std::string(kind) + R"(","period":")" + std::string(period) + "\"";
    if (stars > 0) members += R"(,"stars":)" + std::to_string(stars);
    add("request.assessed", "11-20 10:00:00", members);
  }
  void place_for(std::string_view org, int count, std::string_view grid = "g1") {
    for (int i = 0; i < count; ++i) {
      const std::string request = std::string(org) + std::to_string(i);
      add("request.placed", "11-20 08:00:00",
          R"("request":")" + request +
              R"(","category":"road","channel":"app","title":"灯坏了","tier":"grid","grid":")" + std::string(grid) +
              R"(","org":")" + std::string(org) + "\"");
      add("request.resolved", "11-20 09:00:00", R"("request":")" + request + R"(","by":"x")");
    }
  }
  // The rows of the table that stands there where there is room for all or for hardly any.
  static std::vector<block::Row> rows_of(const block::Tile& tile, size_t choice = 0) {
    const std::vector<block::Stack>& stacks = std::get<block::Choice>(tile.body.at(0).content).stacks;
    return std::get<block::Table>(stacks.at(choice).at(0).content).sections.at(0).rows;
  }
};

TEST_F(OrganisationsTest, WithoutAssessmentsAndWithoutRequestsThatNameOneThereIsNoTile) {
  place("r1", "11-21 08:00:00");
  EXPECT_TRUE(build("organisations", at("11-21 09:00:00")).absent);
}

TEST_F(OrganisationsTest, TheNewestPeriodStandsWithRedThenBlackThenStarsFromManyToFew) {
  assess("旧物业", "red", "2026-09");
  assess("清风", "red", "2026-10");
  assess("同心", "black", "2026-10");
  assess("润城", "star", "2026-10", 4);
  assess("长青", "star", "2026-10", 5);
  assess("安居", "star", "2026-10", 5);
  const block::Tile tile = build("organisations", at("11-21 09:00:00"));
  EXPECT_EQ(tile.qualifier, "2026-10");
  const std::vector<std::string> lines = lines_of("organisations", at("11-21 09:00:00"));
  ASSERT_EQ(lines.size(), 5U);  // with the title; nothing is scored, so that there is no formula
  EXPECT_EQ(lines[1], "红榜 1 | 清风");
  EXPECT_TRUE(lines[2].starts_with("!黑榜 1 | ")) << lines[2];
  EXPECT_TRUE(lines[3].starts_with("5 星 2 | ")) << lines[3];
  EXPECT_EQ(std::count(lines[3].begin(), lines[3].end(), '|'), 1);
  EXPECT_NE(lines[3].find(" · "), std::string::npos) << lines[3];  // two names
  EXPECT_TRUE(lines[4].starts_with("4 星 1 | ")) << lines[4];
  EXPECT_EQ(rows_of(tile, 1).at(2).cells[1].text, "5 星 2 · 4 星 1");
}

TEST_F(OrganisationsTest, WhereLinesFindNoRoomTheListAndTheScoresStayLongest) {
  assess("清风", "red", "2026-10");
  assess("长青", "star", "2026-10", 5);
  place_for("清风", 10);
  const block::Tile tile = build("organisations", at("11-21 09:00:00"));
  const std::vector<block::Row> least =
      rows_of(tile, std::get<block::Choice>(tile.body.at(0).content).stacks.size() - 2);
  ASSERT_EQ(least.size(), 2U);
  EXPECT_EQ(least[0].cells[0].text, "红榜 1");
  EXPECT_EQ(least[1].cells[0].text, "评分 2026-H2");
}

TEST_F(OrganisationsTest, ScoresComeWithTheirFormulaAndTheLeastSample) {
  place_for("清风", 10);
  place_for("同心", 9);
  const std::vector<std::string> lines = lines_of("organisations", at("11-21 09:00:00"));
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[1], "评分 2026-H2 | 清风 100.0");
  EXPECT_EQ(lines[2], "结案 35%、按期 25%、满意 30%、不返工 10% | 满 10 件才评");
}

TEST_F(OrganisationsTest, NobodyIsScoredOnTooFewAndItIsSaid) {
  place_for("同心", 9);
  EXPECT_EQ(rows_of(build("organisations", at("11-21 09:00:00"))).at(0).cells[1].text, "应办都不满 10 件，不评");
  EXPECT_TRUE(build("organisations", in_grid("g1", "11-21 09:00:00")).absent);
}

TEST_F(OrganisationsTest, AssessmentsAreTheCountysAndScoresThePlacesOwn) {
  assess("清风", "red", "2026-10");
  place_for("清风", 10, "g2");
  EXPECT_TRUE(build("organisations", in_grid("g1", "11-21 09:00:00")).absent);
  const block::Tile of_grid = build("organisations", in_grid("g2", "11-21 09:00:00"));
  EXPECT_TRUE(of_grid.qualifier.empty());
  ASSERT_EQ(rows_of(of_grid).size(), 1U);
  EXPECT_TRUE(rows_of(of_grid)[0].cells[0].text.starts_with("评分 "));
}

}  // namespace
}  // namespace gridwall::tile
