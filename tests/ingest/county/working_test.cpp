#include <gtest/gtest.h>

#include "ingest/county/config.h"
#include "tests/ingest/county/samples.h"

namespace gridwall::inline county {
namespace {

const std::string kMap = collection(feature("g1", square(0, 0)) + "," +
                                    feature("g2", square(1, 0), R"(,"street":"s2","responsible":"县水利局")"));

const std::string kChannels =
    "[[channel]]\nvalue = \"12345\"\nlabel = { zh = \"热线\" }\n"
    "[[channel]]\nvalue = \"日记\"\nlabel = { zh = \"网格民情备忘录\" }\n";

std::string loop(const std::string& keys) {
  return "[[loop]]\nname = { zh = \"备忘\", en = \"Memo\" }\n" + keys +
         "[[loop.stage]]\nkeys = [\"placed\"]\nlabel = { zh = \"情况收集\" }\n"
         "[[loop.stage]]\nkeys = [\"resolved\", \"rated\"]\nlabel = { zh = \"及时回访\" }\n";
}

// What loading says about a configuration with these lines after the sample's own 21.
std::string fault(const std::string& extra) {
  return error_of(kMap, sample_config(extra));
}
void expect_fault(const std::string& extra, const std::string& part) {
  const std::string message = fault(extra);
  EXPECT_NE(message.find(part), std::string::npos) << message << "\n  should contain: " << part;
}

TEST(Loops, AChannelAndAnAreaLeadToTheirOwn) {
  const auto county =
      load_sample(kMap, sample_config(kChannels + loop("channels = [\"日记\"]\n") + loop("areas = [\"s2\"]\n")));
  ASSERT_TRUE(county) << county.error().message;
  ASSERT_EQ(county->loops.size(), 3U);
  EXPECT_EQ(county->loops[1].name.en, "Memo");
  EXPECT_EQ(county->loops[1].stages.at(1).keys, (std::vector<std::string>{"resolved", "rated"}));
  EXPECT_EQ(county->loop_of("日记", GridIndex(0)), 1U);
  EXPECT_EQ(county->loop_of("12345", county->grid_index("g1")), 0U);
  EXPECT_EQ(county->loop_of("12345", county->grid_index("g2")), 2U);
}

TEST(Loops, AnAreaThatDoesNotExistIsNamedWithTheLine) {
  expect_fault(loop("areas = [\"nowhere\"]\n"), "sample.toml:24: key 'loop.areas': no area has the code 'nowhere'");
}

TEST(Loops, AChannelNobodyListsIsNamedWithTheLine) {
  expect_fault(loop("channels = [\"传真\"]\n"),
               "sample.toml:24: key 'loop.channels': no [[channel]] has the value '传真'");
}

TEST(Loops, OneWithoutChannelsAndAreasIsRefused) {
  expect_fault(loop(""), "sample.toml:22: key 'loop.channels': it is missing");
}

TEST(Loops, AChannelBelongsToOneOnly) {
  expect_fault(kChannels + loop("channels = [\"日记\"]\n") + loop("channels = [\"日记\"]\n"),
               "'日记' belongs to another loop");
  expect_fault(loop("areas = [\"s1\"]\n") + loop("areas = [\"s1\"]\n"), "'s1' belongs to another loop");
}

TEST(Loops, AStageKeyMayStandOncePerLoopAndOneStageIsNeeded) {
  expect_fault(
      kChannels + loop("channels = [\"日记\"]\n") + "[[loop.stage]]\nkeys = [\"rated\"]\nlabel = { zh = \"又\" }\n",
      "key 'loop.stage.keys': 'rated' already belongs to another stage");
  expect_fault("[[loop]]\nname = { zh = \"空\" }\nareas = [\"s1\"]\n", "key 'loop.stage': it is missing");
}

TEST(Departments, AreReadAndTheirCodesAreUnique) {
  const std::string department = "[[department]]\ncode = \"水利局\"\nname = { zh = \"水利局\", en = \"Water\" }\n";
  const auto county = load_sample(kMap, sample_config(department));
  ASSERT_TRUE(county) << county.error().message;
  ASSERT_EQ(county->departments.size(), 1U);
  EXPECT_EQ(county->departments[0].code, "水利局");
  EXPECT_EQ(county->departments[0].name.en, "Water");
  expect_fault(department + department, "sample.toml:26: key 'department.code': '水利局' stands here a second time");
}

TEST(Plans, AreReadWithTheirStepsInOrder) {
  const std::string plan = "[[plan]]\ncode = \"防汛\"\nname = { zh = \"防汛预案\" }\nkinds = [\"暴雨\", \"内涝\"]\n";
  const std::string step = "[[plan.step]]\nkey = \"集结\"\nlabel = { zh = \"力量集结\" }\n";
  const auto county =
      load_sample(kMap, sample_config(plan + step + "[[plan.step]]\nkey = \"转移\"\nlabel = { zh = \"转移群众\" }\n"));
  ASSERT_TRUE(county) << county.error().message;
  ASSERT_EQ(county->plans.size(), 1U);
  EXPECT_EQ(county->plans[0].kinds, (std::vector<std::string>{"暴雨", "内涝"}));
  ASSERT_EQ(county->plans[0].steps.size(), 2U);
  EXPECT_EQ(county->plans[0].steps[0].key, "集结");
  EXPECT_EQ(county->plans[0].steps[1].label.zh, "转移群众");
  expect_fault(plan, "sample.toml:22: key 'plan.step': it is missing");
  expect_fault(plan + step + step, "key 'plan.step.key': '集结' stands here a second time");
}

TEST(CategoryGroups, NameCategoriesThatExist) {
  const std::string category = "[[category]]\nvalue = \"治安\"\nlabel = { zh = \"治安\" }\n";
  const std::string group = "[[category_group]]\nname = { zh = \"平安网\" }\ncategories = [\"治安\"]\n";
  const auto county = load_sample(kMap, sample_config(category + group));
  ASSERT_TRUE(county) << county.error().message;
  ASSERT_EQ(county->category_groups.size(), 1U);
  EXPECT_EQ(county->category_groups[0].categories, (std::vector<std::string>{"治安"}));
  expect_fault(group, "sample.toml:24: key 'category_group.categories': no [[category]] has the value '治安'");
}

TEST(Sizes, AreWholeNumbers) {
  const auto county = load_sample(kMap, sample_config("[[size]]\nname = { zh = \"网格员\" }\ncount = 420\n"));
  ASSERT_TRUE(county) << county.error().message;
  ASSERT_EQ(county->sizes.size(), 1U);
  EXPECT_EQ(county->sizes[0].count, 420);
  expect_fault("[[size]]\nname = { zh = \"网格员\" }\n", "key 'size.count': it is missing");
  expect_fault("[[size]]\nname = { zh = \"网格员\" }\ncount = -1\n", "sample.toml:24: key 'size.count'");
}

TEST(Responsible, ComesFromTheMapsProperty) {
  std::string config = sample_config();
  const std::string level = "level = \"level\"\n";
  config.insert(config.find(level), "responsible = \"responsible\"\n");
  const auto county = load_sample(kMap, config);
  ASSERT_TRUE(county) << county.error().message;
  EXPECT_EQ(county->grids[county->grid_index("g1")].responsible.zh, "");
  EXPECT_EQ(county->grids[county->grid_index("g2")].responsible.zh, "县水利局");
}

TEST(TeamsPerArea, EachAreaOfTheDepthGetsOneInItsMiddle) {
  const auto county = load_sample(
      kMap, sample_config("[teams_per_area]\ndepth = 0\ncode = \"T-{code}\"\nname = { zh = \"{area}救援队\" }\n"
                          "headcount = 12\n[[team]]\ncode = \"own\"\nname = { zh = \"县队\" }\n"));
  ASSERT_TRUE(county) << county.error().message;
  ASSERT_EQ(county->teams.size(), 3U);
  EXPECT_EQ(county->teams[0].code, "own");
  EXPECT_EQ(county->teams[1].code, "T-s1");
  EXPECT_EQ(county->teams[1].name.zh, "s1救援队");
  EXPECT_EQ(county->teams[2].headcount, 12U);
  EXPECT_EQ(county->teams[2].area, county->area_index("s2"));
  EXPECT_EQ(county->teams[2].home.lon_deg, county->areas[county->teams[2].area].label_at.lon_deg);
}

TEST(TeamsPerArea, ARuleThatCannotWorkIsNamedWithTheLine) {
  const auto rule = [](const std::string& depth, const std::string& code, const std::string& name) {
    return "[teams_per_area]\ndepth = " + depth + "\ncode = \"" + code + "\"\nname = { zh = \"" + name + "\" }\n";
  };
  expect_fault(rule("2", "{code}", "{area}队"), "sample.toml:23: key 'teams_per_area.depth'");
  expect_fault(rule("0", "T", "{area}队"), "sample.toml:24: key 'teams_per_area.code': it must contain {code}");
  expect_fault(rule("0", "{code}", "队"), "sample.toml:25: key 'teams_per_area.name': it must contain {area}");
  expect_fault(rule("0", "{code}", "{area}队") + "[[team]]\ncode = \"s1\"\nname = { zh = \"县队\" }\n",
               "sample.toml:22: key 'teams_per_area.code': a [[team]] has the code 's1' already");
}

}  // namespace
}  // namespace gridwall::county
