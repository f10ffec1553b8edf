// The fourteen systems of the product against their published sizes and words, typed here once more.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "ingest/county/dissolve.h"
#include "ingest/county/geojson.h"
#include "ingest/county/geometry.h"
#include "ingest/county/load.h"

namespace gridwall::inline county {
namespace {

using Words = std::vector<std::string>;
using Sizes = std::vector<std::pair<std::string, int64_t>>;

struct Published {
  const char* key;
  const char* code;
  const char* name;
  std::vector<size_t> areas;  // by depth
  size_t grids;
  std::vector<Words> loops;  // labels in order
  Words channels;            // that must be among the county's
  Words categories;
  Sizes sizes = {};
};

const std::vector<Published> kPublished = {
    {"jianhu",
     "320925",
     "建湖县",
     {14, 18},
     272,
     {{"发现问题", "整改落实", "交办监督", "效果检视"}},
     {"12345", "智慧城管", "智慧网格", "微信群", "APP", "小程序", "心愿墙"},
     {"联合执法", "急难愁盼"},
     {{"网格员", 420}}},
    {"sheyang",
     "320924",
     "射阳县",
     {1, 12},
     108,
     {{"上报", "接单", "核查", "办结"}},
     {"志愿网格员群", "帮代办", "暖心驿站"},
     {"群众需求"},
     {{"网格员", 137}}},
    {"dafeng",
     "320904",
     "大丰区",
     {13, 252},
     504,
     {{"诉求", "5分钟响应", "办结", "反馈"}},
     {"党群服务中心", "有事好商量", "666服务帮"},
     {},
     {{"服务团队", 6}, {"服务管家", 6}, {"服务事项", 6}}},
    {"chishui",
     "520381",
     "赤水市",
     {3, 17},
     203,
     {{"下订单", "派单", "办结", "评价"}},
     {"订单服务平台", "联席会议", "双报到"},
     {"服务项目"},
     {{"并网前网格", 143}}},
    {"renhuai",
     "520382",
     "仁怀市",
     {2, 17},
     153,
     {{"居民点单", "社区派单", "党员接单", "办理评单"},
      {"情况收集", "分类处置", "跟踪落实", "及时回访"},
      {"群众点单", "支部收单", "党工委派单", "社会办单"}},
     {"红城微家", "党建e家", "网格民情备忘录", "幸福龙门阵"},
     {"烦心事", "物业问题"},
     {{"党支部", 25}, {"服务队", 16}}},
    {"xishui",
     "520330",
     "习水县",
     {4, 20},
     179,
     {{"征集", "调解/处置", "办结"}},
     {"微信直通车", "好邻居群", "夜巡队"},
     {},
     {{"网格员", 335}}},
    {"wudang",
     "520112",
     "乌当区",
     {5, 24},
     161,
     {{"收集", "反馈", "跟踪督办", "办结"}},
     {"院坝会", "楼栋长"},
     {"实事", "突出问题"},
     {{"网格员", 483}, {"党小组", 47}}},
    {"baiyun",
     "520113",
     "白云区",
     {5, 34},
     301,
     {{"走访", "登记造册", "认领", "办结"}},
     {"日常+专项", "走访+电询", "心愿清单"},
     {},
     {{"网格员", 381}}},
    {"guanshanhu",
     "520115",
     "观山湖区",
     {7, 89},
     770,
     {{"网格发现", "社区收集", "街道吹哨", "分级响应", "协同处置"}},
     {"街道吹哨、部门报到"},
     {}},
    {"meitan",
     "520328",
     "湄潭县",
     {1, 16},
     26,
     {{"点单", "派单", "接单", "晒单"}},
     {"共建共治联合党委", "社区吹哨、党员报到"},
     {"服务项目"},
     {{"责任区域", 164}}},
    {"yuqing",
     "520329",
     "余庆县",
     {1, 5},
     52,
     {{"扫码上报", "受理", "办结"}},
     {"数字门牌", "智慧门禁", "数字子营"},
     {},
     {{"十联户", 1079}, {"党小组", 24}, {"智慧门禁", 122}}},
    {"fenggang",
     "520327",
     "凤冈县",
     {14, 24},
     118,
     {{"收集", "登记台账", "分级分类", "联动联办", "反馈"}},
     {"民声总台", "民声热线", "微信群"},
     {"民生事项"},
     {{"微信群", 300}}},
    {"wangmo",
     "522326",
     "望谟县",
     {1, 5},
     40,
     {{"群众点单", "支部派单", "党员接单", "多方督单", "平台晒单", "群众评单"}},
     {"一中心一张网十联户"},
     {}},
    {"guizhou",
     "52",
     "贵州省",
     {9, 88, 365},
     19'000,
     {{"群众点单", "派单", "接单办理", "办结", "评单"}},
     {"一体化信息平台和综合指挥平台"},
     {}},
};

const std::filesystem::path kCounties = std::filesystem::path(GRIDWALL_SOURCE_DIR) / "config/counties";

County loaded(const std::string& key) {
  const auto source = read_county_source(kCounties / (key + ".toml"));
  if (!source) {
    ADD_FAILURE() << source.error().message;
    return {};
  }
  auto county = load_county(*source);
  if (!county) {
    ADD_FAILURE() << county.error().message;
    return {};
  }
  return std::move(*county);
}

std::vector<Outline> outlines_of(const std::string& file) {
  std::ifstream stream(std::filesystem::path(GRIDWALL_SOURCE_DIR) / "assets/maps/outlines" / file);
  const std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  auto outlines = read_outlines(text, file);
  if (!outlines) ADD_FAILURE() << outlines.error().message;
  return outlines ? std::move(*outlines) : std::vector<Outline>{};
}

Polygons real_border(const std::string& code) {
  for (const Outline& outline : outlines_of(code.starts_with("52") ? "guizhou.geojson" : "yancheng.geojson")) {
    if (outline.code == code) return outline.polygons;
  }
  return {};
}

class PublishedCounty : public ::testing::TestWithParam<Published> {
 protected:
  // One load serves all tests of a county; they run one after the other.
  static const County& county() {
    static std::string key;
    static County kept;
    if (key != GetParam().key) {
      key = GetParam().key;
      kept = loaded(key);
    }
    return kept;
  }
};

Words values_of(const std::vector<std::pair<std::string, Label>>& list) {
  Words values;
  for (const auto& [value, label] : list) values.push_back(value);
  return values;
}

void expect_among(const Words& wanted, const Words& there) {
  for (const std::string& word : wanted) {
    EXPECT_NE(std::find(there.begin(), there.end(), word), there.end()) << word << " is missing";
  }
}

// The county as published, sizes and words.
TEST_P(PublishedCounty, HasItsHierarchy) {
  EXPECT_EQ(county().key, GetParam().key);
  EXPECT_EQ(county().code, GetParam().code);
  EXPECT_EQ(county().name.zh, GetParam().name);
  ASSERT_EQ(county().hierarchy.size(), GetParam().areas.size());
  for (size_t depth = 0; depth < GetParam().areas.size(); ++depth) {
    const auto count = std::count_if(county().areas.begin(), county().areas.end(),
                                     [&](const Area& area) { return area.depth == depth; });
    EXPECT_EQ(static_cast<size_t>(count), GetParam().areas[depth]) << "depth " << depth;
  }
  EXPECT_EQ(county().grids.size(), GetParam().grids);
}

TEST_P(PublishedCounty, ShowsItsOwnStagesInOrder) {
  std::vector<Words> labels;
  for (const Loop& loop : county().loops) {
    labels.emplace_back();
    Words keys;
    for (const Stage& stage : loop.stages) {
      labels.back().push_back(stage.label.zh);
      keys.insert(keys.end(), stage.keys.begin(), stage.keys.end());
      EXPECT_FALSE(stage.label.en.empty()) << stage.label.zh;
    }
    EXPECT_EQ(keys, (Words{"placed", "dispatched", "accepted", "supervised", "resolved", "published", "rated"}))
        << "every step of a matter shows in some stage, in the order it goes";
  }
  EXPECT_EQ(labels, GetParam().loops);
}

TEST_P(PublishedCounty, HasItsChannelsCategoriesAndSizes) {
  expect_among(GetParam().channels, values_of(county().channels));
  expect_among(GetParam().categories, values_of(county().categories));
  Sizes sizes;
  for (const Size& size : county().sizes) sizes.emplace_back(size.name.zh, size.count);
  for (const auto& size : GetParam().sizes) {
    EXPECT_NE(std::find(sizes.begin(), sizes.end(), size), sizes.end()) << size.first << " " << size.second;
  }
}

TEST_P(PublishedCounty, LiesInsideItsRealBorderWithoutRepairsAndOverlaps) {
  EXPECT_TRUE(county().warnings.empty()) << county().warnings[0];
  const Polygons& outline = county().map.outline;
  double sum = 0;
  for (size_t i = 0; i < county().grids.size(); ++i) {
    const Grid& grid = county().grids[i];
    ASSERT_TRUE(contains(county().map.grids[i], grid.center)) << grid.code;
    ASSERT_GT(grid.households, 0U) << grid.code;
    sum += area_deg2(county().map.grids[i]);
  }
  EXPECT_NEAR(sum, area_deg2(outline), 1e-6 * sum) << "grids overlap or leave holes";
  for (size_t i = 0; i < county().areas.size(); ++i) {
    const Area& area = county().areas[i];
    ASSERT_TRUE(contains(county().map.areas[i], area.label_at)) << area.name.zh;
  }
  if (county().hierarchy.size() == 3) return;  // a province's real borders have a test of their own
  const Polygons real = real_border(county().code);
  ASSERT_FALSE(real.empty());
  for (const Grid& grid : county().grids) ASSERT_TRUE(contains(real, grid.center)) << grid.code;
  const Geos geos;
  Polygons both = real;
  both.insert(both.end(), outline.begin(), outline.end());
  EXPECT_NEAR(area_deg2(geos.unite(both)), area_deg2(real), 1e-6 * area_deg2(real)) << "land of a neighbour";
}

TEST_P(PublishedCounty, HasNamesThatFitBothLanguages) {
  EXPECT_LE(county().center_name.en.size(), 20U);
  EXPECT_FALSE(county().center_name.en.empty());
  for (const Area& area : county().areas) {
    EXPECT_FALSE(area.name.zh.empty()) << area.code;
    EXPECT_FALSE(area.name.en.empty()) << area.name.zh;
    EXPECT_NE(area.name.zh, area.code);
  }
}

TEST_P(PublishedCounty, HasARescueTeamInEveryStreet) {
  std::set<AreaIndex> streets;
  for (const Team& team : county().teams) {
    EXPECT_TRUE(contains(county().map.outline, team.home)) << team.name.zh;
    EXPECT_GT(team.headcount, 0U) << team.name.zh;
    AreaIndex area = team.area;
    const uint8_t depth = county().hierarchy.size() == 3 ? 2 : 0;
    while (area != kNone && county().areas[area].depth > depth) area = county().areas[area].parent;
    if (area != kNone) streets.insert(area);
  }
  EXPECT_EQ(streets.size(), GetParam().areas.size() == 3 ? GetParam().areas[2] : GetParam().areas[0]);
}

TEST_P(PublishedCounty, HasPlansAndDepartments) {
  EXPECT_GE(county().departments.size(), 5U);
  EXPECT_GE(county().plans.size(), 2U);
  for (const Plan& plan : county().plans) {
    EXPECT_GE(plan.steps.size(), 4U) << plan.code;
    EXPECT_LE(plan.steps.size(), 7U) << plan.code;
    EXPECT_FALSE(plan.kinds.empty()) << plan.code;
  }
}

INSTANTIATE_TEST_SUITE_P(All, PublishedCounty, ::testing::ValuesIn(kPublished),
                         [](const auto& published) { return std::string(published.param.key); });

TEST(ShippedCounty, GuizhouDissolvesIntoItsRealBorders) {
  // A point that two neighbours do not share would leave slivers between them.
  const County county = loaded("guizhou");
  const std::vector<Outline> outlines = outlines_of("guizhou.geojson");
  ASSERT_EQ(outlines.size(), 88U);
  for (const Outline& outline : outlines) {
    const AreaIndex area = county.area_index(outline.code);
    ASSERT_NE(area, kNone) << outline.code;
    EXPECT_EQ(county.areas[area].name.zh, outline.name.zh);
    EXPECT_EQ(county.map.areas[area].size(), outline.polygons.size()) << outline.name.zh;
    const double whole = area_deg2(outline.polygons);
    EXPECT_NEAR(area_deg2(county.map.areas[area]), whole, 1e-5 * whole) << outline.name.zh;
  }
  // The source leaves small gaps between some counties; there must be those and no others.
  const Geos geos;
  for (uint32_t area = 0; area < county.areas.size(); ++area) {
    if (county.areas[area].depth > 0) continue;
    std::vector<const Polygons*> members;
    for (const Outline& outline : outlines) {
      if (outline.code.starts_with(county.areas[area].code)) members.push_back(&outline.polygons);
    }
    const Polygons expected = dissolve(geos, members);
    const auto count_holes = [](const Polygons& parts) {
      size_t holes = 0;
      for (const Polygon& part : parts) holes += part.holes.size();
      return holes;
    };
    EXPECT_EQ(county.map.areas[area].size(), expected.size()) << county.areas[area].name.zh;
    EXPECT_EQ(count_holes(county.map.areas[area]), count_holes(expected)) << county.areas[area].name.zh;
  }
}

TEST(ShippedCounty, DafengPromisesAnAnswerInFiveMinutes) {
  EXPECT_EQ(loaded("dafeng").response_promise_s, 300);
}

TEST(ShippedCounty, RenhuaiRunsTheMemoBookByChannelAndCanglongByStreet) {
  const County county = loaded("renhuai");
  const AreaIndex luban = county.area_index("520382005"), canglong = county.area_index("520382003");
  ASSERT_NE(luban, kNone);
  ASSERT_NE(canglong, kNone);
  size_t grids_of_luban = 0;
  for (GridIndex grid{0}; grid < county.grids.size(); ++grid) {
    const bool is_luban = county.area_of_grid(grid, 0) == luban;
    grids_of_luban += is_luban ? 1 : 0;
    EXPECT_EQ(county.loop_of("红城微家", grid), is_luban ? 0U : 2U);
    EXPECT_EQ(county.loop_of("网格民情备忘录", grid), 1U);
  }
  EXPECT_EQ(grids_of_luban, 113U);
}

TEST(ShippedCounty, GuanshanhuGroupsItsCategoriesInThreeNets) {
  const County county = loaded("guanshanhu");
  ASSERT_EQ(county.category_groups.size(), 3U);
  EXPECT_EQ(county.category_groups[0].name.zh, "党建网");
  EXPECT_EQ(county.category_groups[1].name.zh, "民生网");
  EXPECT_EQ(county.category_groups[2].name.zh, "平安网");
  EXPECT_GE(county.departments.size(), 20U);
}

TEST(ShippedCounty, MeitanNamesAUnitForEveryGrid) {
  const County county = loaded("meitan");
  std::set<std::string> units;
  for (const Grid& grid : county.grids) units.insert(grid.responsible.zh);
  EXPECT_FALSE(units.contains(""));
  EXPECT_EQ(units.size(), county.grids.size());
}

TEST(ShippedCounty, FenggangSpeaksOfEstatesCommunitiesTownsAndCounty) {
  const County county = loaded("fenggang");
  Words tiers;
  for (const Label& tier : county.tiers) tiers.push_back(tier.zh);
  EXPECT_EQ(tiers, (Words{"小区", "社区", "镇级", "县级"}));
}

TEST(ShippedCounty, SheyangHasTheCommunityOfTheBurstPipe) {
  const County county = loaded("sheyang");
  EXPECT_TRUE(std::any_of(county.areas.begin(), county.areas.end(),
                          [](const Area& area) { return area.name.zh == "交通路社区"; }));
}

}  // namespace
}  // namespace gridwall::county
