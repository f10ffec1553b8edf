#include "viewer/view_model/organisations.h"

#include "tests/viewer/view_model/view_fixture.h"

namespace gridwall::view_model {
namespace {

class OrganisationsTest : public ViewTest {
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
};

TEST_F(OrganisationsTest, WithoutAssessmentsAndWithoutRequestsThatNameOneThereIsNoPanel) {
  place("r1", "11-21 08:00:00");
  EXPECT_TRUE(build_organisations(at("11-21 09:00:00")).absent);
}

TEST_F(OrganisationsTest, TheNewestPeriodStandsWithRedThenBlackThenStarsFromManyToFew) {
  assess("旧物业", "red", "2026-09");
  assess("清风", "red", "2026-10");
  assess("同心", "black", "2026-10");
  assess("润城", "star", "2026-10", 4);
  assess("长青", "star", "2026-10", 5);
  assess("安居", "star", "2026-10", 5);
  const Organisations made = build_organisations(at("11-21 09:00:00"));
  EXPECT_EQ(made.period, "2026-10");
  ASSERT_EQ(made.lines.size(), 4U);
  EXPECT_EQ(made.lines[0].label, "红榜 1");
  EXPECT_EQ(made.lines[0].names, std::vector<std::string>{"清风"});
  EXPECT_EQ(made.lines[1].label, "黑榜 1");
  EXPECT_EQ(made.lines[2].label, "5 星 2");
  EXPECT_EQ(made.lines[2].names.size(), 2U);
  EXPECT_EQ(made.lines[3].label, "4 星 1");
  EXPECT_EQ(made.star_counts.names, (std::vector<std::string>{"5 星 2", "4 星 1"}));
  EXPECT_TRUE(made.formula.empty());  // nothing is scored
}

TEST_F(OrganisationsTest, ScoresComeWithTheirFormulaAndTheLeastSample) {
  place_for("清风", 10);
  place_for("同心", 9);
  const Organisations made = build_organisations(at("11-21 09:00:00"));
  ASSERT_EQ(made.lines.size(), 1U);
  EXPECT_EQ(made.lines[0].label, "评分 2026-H2");
  EXPECT_EQ(made.lines[0].names, std::vector<std::string>{"清风 100.0"});
  EXPECT_EQ(made.formula, "结案 35%、按期 25%、满意 30%、不返工 10% · 满 10 件才评");
}

TEST_F(OrganisationsTest, NobodyIsScoredOnTooFewAndItIsSaid) {
  place_for("同心", 9);
  EXPECT_EQ(build_organisations(at("11-21 09:00:00")).lines.at(0).names.at(0), "应办都不满 10 件，不评");
  EXPECT_TRUE(build_organisations(in_grid("g1", "11-21 09:00:00")).absent);
}

TEST_F(OrganisationsTest, AssessmentsAreTheCountysAndScoresThePlacesOwn) {
  assess("清风", "red", "2026-10");
  place_for("清风", 10, "g2");
  EXPECT_TRUE(build_organisations(in_grid("g1", "11-21 09:00:00")).absent);
  const Organisations of_grid = build_organisations(in_grid("g2", "11-21 09:00:00"));
  EXPECT_TRUE(of_grid.period.empty());
  ASSERT_EQ(of_grid.lines.size(), 1U);
  EXPECT_EQ(of_grid.lines[0].kind, OrgLine::Kind::kScores);
}

}  // namespace
}  // namespace gridwall::view_model
