#include "ingest/county/config.h"

#include <gtest/gtest.h>

#include "tests/ingest/county/samples.h"

namespace gridwall::inline county {
namespace {

std::string fault(const std::string& text) {
  const auto config = read_config(text, "sample.toml");
  if (config) return "read";
  EXPECT_EQ(config.error().code, ErrorCode::kInvalidConfig);
  return config.error().message;
}

std::string replaced(std::string text, const std::string& old_part, const std::string& new_part) {
  const size_t at = text.find(old_part);
  EXPECT_NE(at, std::string::npos) << old_part;
  return text.replace(at, old_part.size(), new_part);
}

TEST(Config, ASampleIsRead) {
  const auto config = read_config(sample_config(), "sample.toml");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->county.key, "sample");
  EXPECT_EQ(config->county.hierarchy.size(), 2U);
  EXPECT_EQ(config->map_file, "sample.geojson");
  EXPECT_EQ(config->county.loops.at(0).stages.at(0).keys, (std::vector<std::string>{"placed", "accepted"}));
}

TEST(Config, AnUnknownKeyIsNamedWithItsLineAndWithWhatIsAllowed) {
  const std::string message = fault(replaced(sample_config(), "time_zone =", "tiem_zone = 1\ntime_zone ="));
  expect_contains(message, "sample.toml:5: key 'tiem_zone'");
  expect_contains(message, "allowed are");
  expect_contains(message, "time_zone");
}

TEST(Config, AnUnknownKeyInATableOfAListIsNamed) {
  expect_contains(fault(replaced(sample_config(), "keys = [", "colour = \"red\"\nkeys = [")), "key 'stage.colour'");
}

TEST(Config, AMissingKeyIsNamed) {
  expect_contains(fault(replaced(sample_config(), "code = \"1\"\n", "")), "key 'code': it is missing");
}

TEST(Config, AWrongTypeIsNamedWithWhatItMustBe) {
  const std::string message = fault(replaced(sample_config(), "key = \"sample\"", "key = 7"));
  expect_contains(message, "sample.toml:1: key 'key': it must be a text in quotes, not an integer");
}

TEST(Config, ALabelThatIsATextIsRefused) {
  expect_contains(fault(replaced(sample_config(), "name = { zh = \"样县\" }", "name = \"样县\"")), "key 'name'");
}

TEST(Config, TextThatIsNotTomlIsRefusedWithTheLine) {
  expect_contains(fault("key = \"a\"\n= 3\n"), "sample.toml:2: it is not TOML");
}

TEST(Config, DeeplyNestedTomlIsRefused) {
  expect_contains(fault("a = " + std::string(100'000, '[') + std::string(100'000, ']')), "it is not TOML");
}

TEST(Config, AnUnknownTimeZoneIsNamedWithItsLine) {
  const std::string message = fault(replaced(sample_config(), "Asia/Shanghai", "Asia/Nowhere"));
  expect_contains(message, "sample.toml:5: key 'time_zone'");
  expect_contains(message, "Asia/Nowhere");
}

TEST(Config, ATimeZoneThatIsAPathIsRefused) {
  expect_contains(fault(replaced(sample_config(), "Asia/Shanghai", "../../etc/passwd")), "key 'time_zone'");
}

TEST(Config, AStageKeyThatDoesNotExistIsRefused) {
  expect_contains(fault(replaced(sample_config(), "\"accepted\"", "\"closed\"")),
                  "'closed' is not a stage; allowed are placed");
}

TEST(Config, AStageKeyMayStandOnlyOnce) {
  expect_contains(fault(sample_config("[[stage]]\nkeys = [\"placed\"]\nlabel = { zh = \"又\" }\n")),
                  "already belongs to another stage");
}

TEST(Config, TwoChannelsWithTheSameValueAreRefused) {
  const std::string channel = "[[channel]]\nvalue = \"APP\"\nlabel = { zh = \"APP\" }\n";
  expect_contains(fault(sample_config(channel + channel)), "'APP' stands here a second time");
}

TEST(Config, ADurationNeedsAUnit) {
  expect_contains(fault(sample_config("[due]\ngrid = \"24\"\n")), "key 'due.grid': it must be a time such as");
  expect_contains(fault(sample_config("[due]\ngrid = 24\n")), "key 'due.grid'");
}

TEST(Config, TimesWeightsAndIntervalsAreRead) {
  const auto config =
      read_config("response_promise = \"5m\"\n" +
                      sample_config("[due]\ngrid = \"12h\"\n"
                                    "[[category]]\nvalue = \"水\"\nlabel = { zh = \"水\" }\ndue = \"2h\"\n"
                                    "[heat]\nrequest = 2\nincident = [8, 4, 2, 1]\nhalf_life = \"1h\"\n"
                                    "[patrol.visit_interval]\nblock = \"7d\"\n"),
                  "sample.toml");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->county.response_promise_s, 300);
  EXPECT_EQ(config->county.due_after_s(Tier::kGrid, "别的"), 12 * 3600);
  EXPECT_EQ(config->county.due_after_s(Tier::kGrid, "水"), 2 * 3600);
  EXPECT_EQ(config->county.heat.request, 2);
  EXPECT_EQ(config->county.heat.incident[0], 8);
  EXPECT_EQ(config->county.heat.half_life_s, 3600);
  EXPECT_EQ(config->visit_interval_s[2], 7 * 86'400);
}

TEST(Config, AnUnknownCoordinateSystemNamesTheKnownOnes) {
  expect_contains(fault(sample_config("", "utm50n")), "allowed are wgs84, cgcs2000, gcj02, bd09");
}

TEST(Config, ACountyWithoutMapAndGridsIsRefused) {
  const std::string all = sample_config();
  expect_contains(fault(all.substr(0, all.find("[map]"))), "a county needs a [map] or a list of [[grid]]");
}

TEST(Config, AMapWithFileAndFishnetIsRefused) {
  expect_contains(fault(sample_config("[map.fishnet]\nbox = [0, 0, 1, 1]\ncell_m = 1000\n")), "not both");
}

}  // namespace
}  // namespace gridwall::county
