// Sources that are asked: what they give comes into the log once, whatever happens in between.
#include <fstream>

#include "ingest/bridge/feed_page.h"
#include "ingest/bridge/fetch.h"
#include "ingest/bridge/seen_file.h"
#include "ingest/bridge/source_thread.h"
#include "ingest/log/log_reader.h"
#include "tests/ingest/bridge/bridge_fixture.h"

namespace gridwall::bridge::testing {
namespace {

using feed::testing::eventually;

class PullTest : public BridgeTest {
 protected:
  Pull pull(Pull::Kind kind, const std::string& url, import::Mapping mapping) const {
    return {"source", kind, url, folder / "warnings", std::move(mapping), {}, "", "", 20 * kMs};
  }
  BridgeConfig pulling(const Pull& pull) const {
    BridgeConfig with = config();
    with.seen = folder / "seen";
    with.pulls.push_back(pull);
    return with;
  }
  uint64_t duplicates() const {
    const Result<log::LogReader> reader = log::LogReader::open(log());
    return reader->intake_counts(INT64_MAX)->duplicates;
  }
  PageServer server;
};

TEST_F(PullTest, RowsComeOnceAndNewOnesAreFound) {
  server.put("/requests.json", 200, "[" + row(1) + "," + row(2) + "]");
  RunningBridge bridge(pulling(pull(Pull::Kind::kRows, server.url("/requests.json"), row_mapping("open311-json"))));
  EXPECT_TRUE(eventually([&] { return logged() == 2; }));
  server.put("/requests.json", 200, "[" + row(1) + "," + row(2) + "," + row(3) + "]");
  EXPECT_TRUE(eventually([&] { return logged() == 3; }));
  const int before = server.asked("/requests.json");
  EXPECT_TRUE(eventually([&] { return server.asked("/requests.json") > before + 2; }));
  EXPECT_EQ(duplicates(), 0U);  // what was seen is not even sent
}

TEST_F(PullTest, WhatWasSeenIsKnownAfterAStart) {
  server.put("/requests.json", 200, "[" + row(1) + "]");
  const BridgeConfig with = pulling(pull(Pull::Kind::kRows, server.url("/requests.json"), row_mapping("open311-json")));
  {
    RunningBridge bridge(with);
    ASSERT_TRUE(eventually([&] { return logged() == 1 && server.asked("/requests.json") > 1; }));
  }
  const int before = server.asked("/requests.json");
  RunningBridge again(with);
  EXPECT_TRUE(eventually([&] { return server.asked("/requests.json") > before + 1; }));
  EXPECT_EQ(logged(), 1U);
  EXPECT_EQ(duplicates(), 0U);
}

TEST_F(PullTest, WithoutTheListOfWhatWasSeenNothingDoubles) {
  server.put("/requests.json", 200, "[" + row(1) + "]");
  const BridgeConfig with = pulling(pull(Pull::Kind::kRows, server.url("/requests.json"), row_mapping("open311-json")));
  {
    RunningBridge bridge(with);
    ASSERT_TRUE(eventually([&] { return logged() == 1 && server.asked("/requests.json") > 1; }));
  }
  std::filesystem::remove(folder / "seen" / "source.seen");
  RunningBridge again(with);
  EXPECT_TRUE(eventually([&] { return duplicates() == 1; }));
  EXPECT_EQ(logged(), 1U);
}

TEST_F(PullTest, AServerThatFailsIsAskedAgainAndSaysSoInTheMetrics) {
  server.put("/requests.json", 500, "broken");
  RunningBridge bridge(pulling(pull(Pull::Kind::kRows, server.url("/requests.json"), row_mapping("open311-json"))));
  EXPECT_TRUE(eventually([&] {
    return get(bridge.port(), "/metrics").body.find(R"(gridwall_bridge_source_failing{source="pull source"} 1)") !=
           std::string::npos;
  }));
  server.put("/requests.json", 200, R"([{"error":"key expired"}])");
  const int before = server.asked("/requests.json");
  EXPECT_TRUE(eventually([&] { return server.asked("/requests.json") > before; }));
  EXPECT_EQ(logged(), 0U);
  server.put("/requests.json", 200, "[" + row(1) + "]");
  EXPECT_TRUE(eventually([&] { return logged() == 1; }));
  EXPECT_TRUE(eventually([&] {
    return get(bridge.port(), "/metrics").body.find(R"(gridwall_bridge_source_failing{source="pull source"} 0)") !=
           std::string::npos;
  }));
}

TEST_F(PullTest, AFeedOfWarningsIsFollowedToItsMessagesEachOnce) {
  server.put("/m1.xml", 200, cap_message("w1"));
  server.put("/m2.xml", 404, "");
  server.put("/atom.xml", 200,
             R"(<feed xmlns="http://www.w3.org/2005/Atom">)"
             R"(<entry><id>w2</id><updated>2</updated><link type="application/cap+xml" href="m2.xml"/></entry>)"
             R"(<entry><id>w1</id><updated>1</updated><link rel="alternate" href="/m1.xml"/></entry></feed>)");
  RunningBridge bridge(pulling(pull(Pull::Kind::kWarnings, server.url("/atom.xml"), warning_mapping())));
  // One message is missing, and the other is taken all the same.
  EXPECT_TRUE(eventually([&] { return logged() == 1 && server.asked("/m2.xml") > 1; }));
  EXPECT_EQ(server.asked("/m1.xml"), 1);
  server.put("/m2.xml", 200, cap_message("w2"));
  EXPECT_TRUE(eventually([&] { return logged() == 2; }));
}

TEST_F(PullTest, AFolderOfWarningsIsRead) {
  std::filesystem::create_directory(folder / "warnings");
  RunningBridge bridge(pulling(pull(Pull::Kind::kFolder, "", warning_mapping())));
  std::ofstream(folder / "warnings" / "one.xml") << cap_message("w1");
  EXPECT_TRUE(eventually([&] { return logged() == 1; }));
  std::ofstream(folder / "warnings" / "broken.xml") << "<alert>";
  std::ofstream(folder / "warnings" / "two.cap") << cap_message("w2");
  EXPECT_TRUE(eventually([&] { return logged() == 2; }));
  EXPECT_EQ(duplicates(), 0U);
}

TEST_F(PullTest, WhatTheDaemonDidNotAnswerForIsNotSeen) {
  server.put("/requests.json", 200, "[" + row(1) + "]");
  BridgeConfig with = pulling(pull(Pull::Kind::kRows, server.url("/requests.json"), row_mapping("open311-json")));
  with.answer_timeout_ns = 100 * kMs;
  feed::DaemonOptions same = feed::testing::daemon_options(log());
  same.endpoints = daemon_->endpoints();
  daemon_.reset();
  RunningBridge bridge(with);
  EXPECT_TRUE(eventually([&] { return server.asked("/requests.json") > 1; }));
  daemon_ = std::make_unique<feed::testing::RunningDaemon>(same);
  EXPECT_TRUE(eventually([&] { return logged() == 1; }));
}

TEST(FeedPage, AtomRssAndAMessageItselfAreRead) {
  const auto atom = read_feed_page(
      R"(<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:id>http://x/1</a:id><a:updated>u</a:updated></a:entry>)"
      R"(<a:entry><a:id>2</a:id><a:content type="text/xml"><alert><identifier>i</identifier></alert></a:content></a:entry></a:feed>)",
      "atom");
  ASSERT_TRUE(atom) << atom.error().message;
  ASSERT_EQ(atom->size(), 2U);
  EXPECT_EQ((*atom)[0].link, "http://x/1");
  EXPECT_EQ((*atom)[0].name, "http://x/1 u");
  EXPECT_EQ((*atom)[1].message, "<alert><identifier>i</identifier></alert>");
  const auto rss = read_feed_page(
      R"(<rss><channel><item><title>t</title><link>http://x/page</link><guid>g</guid><pubDate>d</pubDate>)"
      R"(<enclosure url="http://x/cap" type="application/cap+xml"/></item></channel></rss>)",
      "rss");
  ASSERT_TRUE(rss) << rss.error().message;
  ASSERT_EQ(rss->size(), 1U);
  EXPECT_EQ((*rss)[0].link, "http://x/cap");
  EXPECT_EQ((*rss)[0].name, "g d");
  const auto alert = read_feed_page(cap_message("w"), "cap");
  ASSERT_TRUE(alert);
  EXPECT_FALSE((*alert)[0].message.empty());
  EXPECT_FALSE(read_feed_page("<html/>", "x"));
  EXPECT_FALSE(read_feed_page("{}", "x"));
  EXPECT_FALSE(read_feed_page("", "x"));
}

TEST(Fetch, OnlyHttpIsFollowed) {
  EXPECT_EQ(resolved_url("http://a/b/c.xml", "d.xml"), "http://a/b/d.xml");
  EXPECT_EQ(resolved_url("http://a/b/c.xml", "https://x/y"), "https://x/y");
  EXPECT_EQ(resolved_url("http://a/b/c.xml", "file:///etc/passwd"), "");
  EXPECT_EQ(resolved_url("http://a/b/c.xml", "gopher://a/"), "");
  EXPECT_FALSE(fetch("file:///etc/passwd", {}, [] { return false; }));
}

TEST(Fetch, AnAnswerThatIsTooLargeIsNotKept) {
  PageServer server;
  server.put("/large", 200, std::string(10'000, 'x'));
  FetchOptions small;
  small.most_bytes = 1000;
  const Result<std::string> body = fetch(server.url("/large"), small, [] { return false; });
  ASSERT_FALSE(body);
  EXPECT_NE(body.error().message.find("larger than 1000 bytes"), std::string::npos) << body.error().message;
}

TEST(SeenFile, KeepsWhatIsInUseAndForgetsTheOldest) {
  const ::gridwall::testing::TemporaryFolder folder;
  const auto file = folder / "a" / "x.seen";
  {
    Result<SeenFile> seen = SeenFile::open(file, 3);
    ASSERT_TRUE(seen) << seen.error().message;
    for (const char* what : {"1", "2", "3"}) seen->add(seen_name(what));
    EXPECT_TRUE(seen->has(seen_name("1")));
    seen->add(seen_name("4"));
    EXPECT_TRUE(seen->write());
  }
  Result<SeenFile> again = SeenFile::open(file, 3);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->has(seen_name("1")));
  EXPECT_FALSE(again->has(seen_name("2")));
  EXPECT_TRUE(again->has(seen_name("4")));
  std::ofstream(file) << "something else\n";
  EXPECT_FALSE(SeenFile::open(file, 3));
}

TEST(BackOff, DoublesUpToAnHour) {
  constexpr int64_t kSecond = 1'000'000'000;
  EXPECT_EQ(backed_off_ns(kSecond, 0), kSecond);
  EXPECT_EQ(backed_off_ns(kSecond, 3), 8 * kSecond);
  EXPECT_EQ(backed_off_ns(kSecond, 1000), 3600 * kSecond);
  EXPECT_EQ(backed_off_ns(7200 * kSecond, 5), 7200 * kSecond);
}

}  // namespace
}  // namespace gridwall::bridge::testing
