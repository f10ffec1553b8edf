// Bodies, queries, tokens and configurations: everything that can be tested without a socket.
#include <sodium.h>
#include <sys/stat.h>

#include <fstream>

#include "ingest/bridge/answers.h"
#include "ingest/bridge/body_events.h"
#include "ingest/bridge/bridge_config.h"
#include "ingest/bridge/http_text.h"
#include "tests/ingest/bridge/bridge_fixture.h"

namespace gridwall::bridge::testing {
namespace {

using Texts = std::vector<std::string>;

Texts events(std::string_view body) {
  const Result<Texts> result = events_of_body(body, 100);
  EXPECT_TRUE(result) << (result ? "" : result.error().message);
  return result ? *result : Texts();
}

TEST(BodyEvents, KeepTheBytesOfEachEvent) {
  EXPECT_EQ(events(R"({"a": 1})"), Texts{R"({"a": 1})"});
  EXPECT_EQ(events("\xEF\xBB\xBF {\"a\":1}\n"), Texts{R"({"a":1})"});
  EXPECT_EQ(events(R"( [ {"a":"]},{"} , {"b":[1,{"c":"\""}]} ] )"),
            (Texts{R"({"a":"]},{"})", R"({"b":[1,{"c":"\""}]})"}));
  EXPECT_EQ(events("{\"a\":1}\r\n\r\n{\"b\":2}"), (Texts{R"({"a":1})", R"({"b":2})"}));
  EXPECT_EQ(events("[1, \"x\", null]"), (Texts{"1", "\"x\"", "null"}));
  EXPECT_EQ(events("[]"), Texts());
  // Over several lines: put on one, and within a string left as wrong as it is.
  EXPECT_EQ(events("{\n \"a\": 1\n}"), Texts{"{  \"a\": 1 }"});
  EXPECT_EQ(events("[{\"a\":\"\n\"}]"), Texts{"{\"a\":\"\n\"}"});
  EXPECT_EQ(events("[{\"a\":\"\\\"\n\"}]"), Texts{"{\"a\":\"\\\"\n\"}"});
}

TEST(BodyEvents, ABrokenArrayIsRefusedWhole) {
  for (const char* body :
       {"[{\"a\":1}", "[{\"a\":1},]", "[{\"a\":1} {\"b\":2}]", "[{\"a\":1}] x", "[,]", "[", "", "  ", "[{\"a\":\"}]"}) {
    EXPECT_FALSE(events_of_body(body, 100)) << body;
  }
  EXPECT_FALSE(events_of_body("[1,2,3]", 2));
  EXPECT_FALSE(events_of_body("1\n2\n3", 2));
}

TEST(HttpText, QueriesAndFormsAreDecodedOrRefused) {
  EXPECT_EQ(percent_decoded("a%20b+c"), "a b+c");
  EXPECT_EQ(percent_decoded("a%20b+c", true), "a b c");
  EXPECT_EQ(percent_decoded("%e5%99%aa"), "噪");
  for (const char* wrong : {"%", "%1", "%zz", "%00", "%ff"}) EXPECT_FALSE(percent_decoded(wrong)) << wrong;
  const std::optional<Pairs> pairs = pairs_of("a=1&&b=&c&a=2", true);
  ASSERT_TRUE(pairs);
  EXPECT_EQ(*pairs, (Pairs{{"a", "1"}, {"b", ""}, {"c", ""}, {"a", "2"}}));
  EXPECT_EQ(value_of(*pairs, "a"), "1");
  EXPECT_EQ(bearer_token("bEaReR  abc"), "abc");
  EXPECT_EQ(bearer_token("Basic abc"), "");
  EXPECT_EQ(bearer_token("Bearer "), "");
}

TEST(Answers, TheStatusSaysWhatAllCameTo) {
  using Kind = EventAnswer::Kind;
  const EventAnswer ack{Kind::kAck, 1, "", ""}, reject{Kind::kReject, 0, "not_json", ""},
      rate{Kind::kRetry, 0, "rate", ""}, full{Kind::kRetry, 0, "log", "disk"}, none{};
  EXPECT_EQ(status_of({}), 200);
  EXPECT_EQ(status_of({ack, ack}), 200);
  EXPECT_EQ(status_of({ack}, true), 207);
  EXPECT_EQ(status_of({ack, reject}), 207);
  EXPECT_EQ(status_of({reject, reject}), 400);
  EXPECT_EQ(status_of({rate, rate}), 429);
  EXPECT_EQ(status_of({rate, full}), 503);
  EXPECT_EQ(status_of({none}), 503);
  EXPECT_EQ(status_of({none, ack}), 207);
  EXPECT_EQ(status_of({none, reject}), 207);
}

class ConfigTest : public ::testing::Test {
 protected:
  ConfigTest() { EXPECT_GE(sodium_init(), 0); }
  void write(const std::string& name, const std::string& text, mode_t mode = 0600) const {
    std::ofstream(folder / name) << text;
    chmod((folder / name).c_str(), mode);
  }
  std::string error_of(const std::string& toml) const {
    write("bridge.toml", toml);
    const Result<BridgeConfig> config = read_bridge_config(folder / "bridge.toml");
    return config ? "" : config.error().message;
  }
  ::gridwall::testing::TemporaryFolder folder;
};

TEST_F(ConfigTest, WhatIsWrongIsNamedWithItsKey) {
  const std::string token(64, 'a');
  write("cap.toml", "name = \"w\"\nsource = \"w\"\nformat = \"cap\"\nlasts = \"1h\"\n");
  write("open.pem", "x", 0644);
  const std::pair<const char*, std::string> wrong[] = {
      {"'lisen'", "[lisen]\nport = 1"},
      {"listen.port", "[listen]\nport = 70000"},
      {"callers with tokens", "[listen]\naddress = \"0.0.0.0\""},
      {"and TLS", "[listen]\naddress = \"0.0.0.0\""},
      {"stand together", "[listen]\ncertificate = \"cap.toml\""},
      {"everybody on this machine can read it", "[listen]\nkey = \"open.pem\""},
      {"64 hexadecimal digits", "[[caller]]\nname = \"a\"\ntoken_sha256 = \"secret\"\nmay_read = true"},
      {"may neither send nor read", "[[caller]]\nname = \"a\"\ntoken_sha256 = \"" + token + "\""},
      {"no [[hook]] named 'x'", "[[caller]]\nname = \"a\"\nhooks = [\"x\"]\ntoken_sha256 = \"" + token + "\""},
      {"is not an event type",
       "[[caller]]\nname = \"a\"\nmay_send = [\"request\"]\ntypes = [\"x\"]\ntoken_sha256 = \"" + token + "\""},
      {"cannot be read", "[[hook]]\nname = \"a\"\nmapping = \"none.toml\""},
      {"must lie below", "[[hook]]\nname = \"a\"\nmapping = \"../../etc/passwd\""},
      {"only letters", "[[hook]]\nname = \"a/b\"\nmapping = \"cap.toml\""},
      {"one of open311", "seen = \"s\"\n[[pull]]\nname = \"a\"\nmapping = \"cap.toml\""},
      {"one of rows", "seen = \"s\"\n[[pull]]\nname = \"a\"\nopen311 = \"http://x\"\nmapping = \"cap.toml\""},
      {"http:// or https://", "seen = \"s\"\n[[pull]]\nname = \"a\"\ncap = \"ftp://x\"\nmapping = \"cap.toml\""},
      {"needs `seen`", "[[pull]]\nname = \"a\"\ncap = \"http://x\"\nmapping = \"cap.toml\""},
      {"list what can be reported", "[open311]\nsource = \"s\""},
  };
  for (const auto& [part, toml] : wrong) {
    const std::string error = error_of(toml);
    EXPECT_NE(error.find(part), std::string::npos) << toml << "\n-> " << error;
    EXPECT_NE(error.find("bridge.toml:"), std::string::npos) << error;
  }
}

TEST_F(ConfigTest, TheFileThatShowsEveryKeyIsSound) {
  const Result<BridgeConfig> config = read_bridge_config(GRIDWALL_SOURCE_DIR "/config/bridge.toml");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->http.port, 8080);
  // With every comment that looks like a key turned into one, but those that name files nobody has.
  std::ifstream stream(GRIDWALL_SOURCE_DIR "/config/bridge.toml");
  std::string all;
  const std::string token(64, 'a'), other(64, 'b');
  bool second = false;
  for (std::string line; std::getline(stream, line);) {
    const bool key = line.starts_with("# ") && (line.find(" = ") != std::string::npos || line.starts_with("# ["));
    if (key && line.find("gridwall-bridge") == std::string::npos) line.erase(0, 2);
    if (line.find("keys/") != std::string::npos || line.starts_with("server_key")) continue;
    if (line.starts_with("token_sha256")) {
      line = "token_sha256 = \"" + (second ? other : token) + "\"";
      second = true;
    }
    all += line + "\n";
  }
  std::filesystem::create_directory(folder / "mappings");
  for (const char* name : {"cap.toml", "open311.toml", "one_key_alarms.toml"}) {
    std::filesystem::copy_file(std::string(GRIDWALL_SOURCE_DIR "/config/mappings/") + name, folder / "mappings" / name);
  }
  EXPECT_EQ(error_of(all), "") << all;
  const Result<BridgeConfig> whole = read_bridge_config(folder / "bridge.toml");
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->callers.size(), 2U);
  EXPECT_EQ(whole->hooks.size(), 1U);
  EXPECT_EQ(whole->pulls.size(), 2U);
  EXPECT_EQ(whole->subscriptions.size(), 1U);
  EXPECT_EQ(whole->requests->services.size(), 1U);
}

TEST(TokenHash, IsSha256) {
  const TokenHash hash = hash_of_token("abc");
  EXPECT_EQ(hash[0], 0xba);
  EXPECT_EQ(hash[31], 0xad);
}

}  // namespace
}  // namespace gridwall::bridge::testing
