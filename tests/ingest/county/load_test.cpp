#include "ingest/county/load.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <numeric>

#include "tests/ingest/county/samples.h"

namespace gridwall::inline county {
namespace {

namespace fs = std::filesystem;

const fs::path kCounties = fs::path(GRIDWALL_SOURCE_DIR) / "config/counties";

// A product's folders, gone when the test ends.
class LoadFiles : public ::testing::Test {
 protected:
  LoadFiles() {
    std::string pattern = (fs::temp_directory_path() / "gridwall-county-XXXXXX").string();
    root_ = mkdtemp(pattern.data());
    fs::create_directories(root_ / "product/config/counties");
    fs::create_directories(root_ / "product/assets/maps");
  }
  ~LoadFiles() override { fs::remove_all(root_); }

  fs::path write(const std::string& name, const std::string& text) {
    std::ofstream(root_ / name) << text;
    return root_ / name;
  }
  fs::path write_config(const std::string& map_file) {
    std::string text = sample_config();
    const std::string old = "sample.geojson";
    return write("product/config/counties/sample.toml", text.replace(text.find(old), old.size(), map_file));
  }
  std::string fault(const fs::path& config) {
    const auto source = read_county_source(config);
    return source ? "read" : source.error().message;
  }

  fs::path root_;
};

TEST_F(LoadFiles, AMapInTheAssetsIsFound) {
  write("product/assets/maps/m.geojson", collection(feature("g1", square(0, 0))));
  const auto source = read_county_source(write_config("../../assets/maps/m.geojson"));
  ASSERT_TRUE(source) << source.error().message;
  EXPECT_EQ(source->map_name, "m.geojson");
  const auto county = load_county(*source);
  ASSERT_TRUE(county) << county.error().message;
  EXPECT_EQ(county->grids.size(), 1U);
}

TEST_F(LoadFiles, AMapThatIsMissingIsNamedWithTheLine) {
  const std::string message = fault(write_config("../../assets/maps/none.geojson"));
  EXPECT_NE(message.find("sample.toml:11: key 'map.file'"), std::string::npos) << message;
  EXPECT_NE(message.find("does not exist"), std::string::npos) << message;
}

TEST_F(LoadFiles, AMapOutsideOfTheProductIsRefused) {
  write("outside.geojson", collection(feature("g1", square(0, 0))));
  EXPECT_NE(fault(write_config("../../../outside.geojson")).find("leaves the product's folders"), std::string::npos);
  EXPECT_NE(fault(write_config((root_ / "outside.geojson").string())).find("must be relative"), std::string::npos);
}

TEST_F(LoadFiles, ALinkThatLeavesTheProductIsRefused) {
  write("outside.geojson", collection(feature("g1", square(0, 0))));
  fs::create_symlink(root_ / "outside.geojson", root_ / "product/assets/maps/link.geojson");
  EXPECT_NE(fault(write_config("../../assets/maps/link.geojson")).find("leaves the product's folders"),
            std::string::npos);
}

std::string with_generated_map(const std::string& name) {
  std::string text = sample_config();
  const std::string old = "file = \"sample.geojson\"";
  return text.replace(text.find(old), old.size(), "generated = \"" + name + "\"");
}

TEST_F(LoadFiles, AGeneratedMapIsFoundInTheBuildTreeAndTheProductsOwnGoesFirst) {
  const fs::path config = write("product/config/counties/sample.toml", with_generated_map("m.geojson"));
  fs::create_directories(root_ / "build/maps");
  write("build/maps/m.geojson", collection(feature("built", square(0, 0))));
  auto source = read_county_source(config, root_ / "build/maps");
  ASSERT_TRUE(source) << source.error().message;
  EXPECT_NE(source->map_text.find("built"), std::string::npos);
  EXPECT_TRUE(load_county(*source));
  write("product/assets/maps/m.geojson", collection(feature("own", square(0, 0))));
  source = read_county_source(config, root_ / "build/maps");
  ASSERT_TRUE(source) << source.error().message;
  EXPECT_NE(source->map_text.find("own"), std::string::npos);
}

TEST_F(LoadFiles, AGeneratedMapThatIsMissingSaysHowToMakeIt) {
  const auto source = read_county_source(write("product/config/counties/sample.toml", with_generated_map("m.geojson")),
                                         root_ / "build/maps");
  ASSERT_FALSE(source);
  const std::string& message = source.error().message;
  EXPECT_NE(message.find("sample.toml:11: key 'map.generated'"), std::string::npos) << message;
  EXPECT_NE(message.find("build/maps/m.geojson"), std::string::npos) << message;
  EXPECT_NE(message.find("build the target gridwall_maps"), std::string::npos) << message;
}

TEST_F(LoadFiles, AGeneratedMapHasNoFolders) {
  for (const std::string name : {"../m.geojson", "/etc/m.geojson", "..", "a/b.geojson"}) {
    const std::string message = fault(write("product/config/counties/sample.toml", with_generated_map(name)));
    EXPECT_NE(message.find("it must be the bare name of a file"), std::string::npos) << message;
  }
}

TEST_F(LoadFiles, AConfigurationThatIsMissingIsNotFound) {
  const auto source = read_county_source(root_ / "none.toml");
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().code, ErrorCode::kNotFound);
}

TEST(FindCounty, TakesANameOrAPath) {
  EXPECT_EQ(*find_county("jianhu", kCounties), kCounties / "jianhu.toml");
  EXPECT_EQ(*find_county((kCounties / "jianhu.toml").string(), "/nowhere"), kCounties / "jianhu.toml");
}

TEST(FindCounty, AnUnknownNameListsThoseThereAre) {
  const auto none = find_county("atlantis", kCounties);
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().message.find("jianhu"), std::string::npos);
  EXPECT_FALSE(find_county("../jianhu", kCounties));
}

TEST(ShippedCounty, JianhuHasItsPublishedSizes) {
  const auto source = read_county_source(kCounties / "jianhu.toml");
  ASSERT_TRUE(source) << source.error().message;
  const auto county = load_county(*source);
  ASSERT_TRUE(county) << county.error().message;
  EXPECT_EQ(county->grids.size(), 272U);
  const auto depth_count = [&](int depth) {
    return std::count_if(county->areas.begin(), county->areas.end(),
                         [&](const Area& area) { return area.depth == depth; });
  };
  EXPECT_EQ(depth_count(0), 14);
  EXPECT_EQ(depth_count(1), 18);
  EXPECT_EQ(county->teams.size(), 18U);
  const uint32_t people = std::accumulate(county->teams.begin(), county->teams.end(), 0U,
                                          [](uint32_t sum, const Team& team) { return sum + team.headcount; });
  EXPECT_EQ(people, 246U);
  ASSERT_EQ(county->loops[0].stages.size(), 4U);
  EXPECT_EQ(county->loops[0].stages[0].label.zh, "发现问题");
  EXPECT_EQ(county->loops[0].stages[3].label.zh, "效果检视");
  EXPECT_EQ(county->channels.size(), 7U);
  EXPECT_EQ(county->zone.offset_s(0), 8 * 3600);
  EXPECT_TRUE(county->warnings.empty()) << county->warnings[0];
}

TEST(ShippedCounty, LosAngelesHoldsTheCitysRequests) {
  const auto source = read_county_source(kCounties / "los_angeles.toml");
  ASSERT_TRUE(source) << source.error().message;
  const auto county = load_county(*source);
  ASSERT_TRUE(county) << county.error().message;
  EXPECT_EQ(county->name.en, "Los Angeles");
  // The extreme coordinates among its records.
  EXPECT_TRUE(county->box.contains({-118.6663568, 33.70649286}));
  EXPECT_TRUE(county->box.contains({-118.1574053, 34.32861193}));
  EXPECT_EQ(county->grids[0].code, "r000c000");
  EXPECT_GT(county->grids[0].center.lat_deg, county->grids.back().center.lat_deg);
}

TEST(ShippedCounty, EveryConfigurationLoads) {
  for (const auto& entry : fs::directory_iterator(kCounties)) {
    if (entry.path().extension() != ".toml") continue;
    const auto source = read_county_source(entry.path());
    ASSERT_TRUE(source) << source.error().message;
    const auto county = load_county(*source);
    ASSERT_TRUE(county) << county.error().message;
    EXPECT_EQ(county->key + ".toml", source->name);
  }
}

std::string without_map() {
  const std::string all = sample_config();
  return all.substr(0, all.find("[map]"));
}

TEST(ListedGrids, ACountyNeedsNoMap) {
  const auto county = load_county({"list.toml",
                                   "box = [119, 33, 120, 34]\n" + without_map() +
                                       "[[area]]\ncode = \"s\"\nname = { zh = \"街\" }\n[[area]]\ncode = \"c\"\nname = "
                                       "{ zh = \"社区\" }\nparent = \"s\"\n"
                                       "[[grid]]\ncode = \"g1\"\narea = \"c\"\nlevel = 2\n[[grid]]\ncode = \"g2\"\n"
                                       "[[team]]\ncode = \"t\"\nname = { zh = \"队\" }\narea = \"s\"\n",
                                   "", ""});
  ASSERT_TRUE(county) << county.error().message;
  EXPECT_FALSE(county->map.has_geometry);
  EXPECT_EQ(county->area_of_grid(GridIndex(0), 0), 0U);
  EXPECT_EQ(county->grids[1].area, kNone);
  EXPECT_EQ(county->box.west_deg, 119);
  EXPECT_EQ(county->teams[0].area, 0U);
}

TEST(ListedGrids, AParentMustStandBefore) {
  const auto county = load_county(
      {"list.toml",
       without_map() + "[[area]]\ncode = \"c\"\nname = { zh = \"a\" }\nparent = \"s\"\n[[grid]]\ncode = \"g\"\n", "",
       ""});
  ASSERT_FALSE(county);
  EXPECT_NE(county.error().message.find("does not stand before it"), std::string::npos);
}

TEST(ListedAreas, NameTheDeepestCodeOfAMap) {
  std::string config = sample_config(
      "[[area]]\ncode = \"top\"\nname = { zh = \"市\" }\n[[area]]\ncode = \"s1\"\nname = { zh = \"街\" }\nparent = "
      "\"top\"\n");
  const auto county = load_sample(collection(feature("g1", square(0, 0))), config);
  ASSERT_TRUE(county) << county.error().message;
  EXPECT_EQ(county->grids[0].area, 1U);
  EXPECT_EQ(county->areas[1].depth, 1);
  EXPECT_EQ(county->areas[1].name.zh, "街");
}

TEST(Teams, AnAreaThatDoesNotExistIsNamedWithTheLine) {
  const std::string message =
      error_of(collection(feature("g1", square(0, 0))),
               sample_config("[[team]]\ncode = \"t\"\nname = { zh = \"队\" }\narea = \"nowhere\"\n"));
  EXPECT_NE(message.find("key 'team.area': no area has the code 'nowhere'"), std::string::npos) << message;
  EXPECT_NE(message.find("sample.toml:22"), std::string::npos) << message;
}

TEST(Teams, AHomeFarOutsideIsRefused) {
  const std::string message =
      error_of(collection(feature("g1", square(0, 0))),
               sample_config("[[team]]\ncode = \"t\"\nname = { zh = \"队\" }\nhome = [50, 50]\n"));
  EXPECT_NE(message.find("lies outside of the county's map"), std::string::npos) << message;
}

TEST(Fishnet, TooManyCellsAreRefused) {
  std::string config = sample_config();
  config = config.substr(0, config.find("[map]")) + "[map.fishnet]\nbox = [0, 0, 10, 10]\ncell_m = 10\n";
  const auto county = load_county({"net.toml", config, "", ""});
  ASSERT_FALSE(county);
  EXPECT_NE(county.error().message.find("more than 200,000 cells"), std::string::npos);
}

}  // namespace
}  // namespace gridwall::county
