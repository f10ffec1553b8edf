// gridwall-ingest as its users meet it: started, refused, stopped, killed.
#include <csignal>
#include <fstream>
#include <random>
#include <set>

#include "ingest/feed/sender.h"
#include "ingest/log/log_reader.h"
#include "tests/ingest/feed/feed_fixture.h"
#include "tests/ingest/feed/process.h"

namespace gridwall::feed::testing {
namespace {

namespace fs = std::filesystem;
using Arguments = std::vector<std::string>;

class ProcessTest : public FeedTest {
 protected:
  ProcessTest() { write("fishnet.toml", ::gridwall::testing::fishnet_county().config_text); }
  void write(const std::string& name, const std::string& text) { std::ofstream(folder / name) << text; }
  Arguments arguments(const Endpoints& endpoints = {"tcp://127.0.0.1:*", "tcp://127.0.0.1:*", "tcp://127.0.0.1:*"}) {
    return {"--county",  folder / "fishnet.toml", "--log",     log(),
            "--intake",  endpoints.intake,        "--publish", endpoints.publish,
            "--history", endpoints.history};
  }
  // Starts, expects it to end by itself with `code` and a message that holds every one of `words`.
  void expect_refusal(const Arguments& with, int code, const std::vector<std::string>& words) {
    IngestProcess process(with);
    EXPECT_FALSE(process.wait_ready());
    EXPECT_EQ(process.wait(), code) << process.errors();
    for (const std::string& word : words) {
      EXPECT_NE(process.errors().find(word), std::string::npos) << word << " is not in: " << process.errors();
    }
  }
};

TEST_F(ProcessTest, KilledWhileItTakesEventsItLosesNothingItAckedAndTheSenderGoesOn) {
  constexpr int kEvents = 20'000;
  constexpr int kKills = 6;
  {
    std::ofstream out(folder / "events.jsonl");
    for (int i = 1; i <= kEvents; ++i) out << (i % 10 == 0 ? team_status(i) : placed(i)) << '\n';
  }
  auto daemon = std::make_unique<IngestProcess>(arguments());
  ASSERT_TRUE(daemon->wait_ready()) << daemon->errors();
  const Endpoints endpoints = daemon->endpoints();

  std::atomic<uint64_t> lines = 0;
  SendOptions options;
  options.file = folder / "events.jsonl";
  options.endpoint = endpoints.intake;
  options.batch_events = 100;
  options.answer_timeout_ns = 500'000'000;
  options.progress = [&](const SendProgress& progress) { lines = progress.lines; };
  // Slow enough for every kill to fall into the middle of it.
  options.batches_in_flight = 2;
  Result<SendReport> report = Error{};
  std::thread sender([&] { report = send_file(options); });
  std::mt19937 random(11);
  for (int i = 1; i <= kKills; ++i) {
    const uint64_t enough = std::min<uint64_t>(static_cast<uint64_t>(i) * kEvents / 10 + random() % 500, kEvents);
    EXPECT_TRUE(eventually([&] { return lines >= enough; }));
    daemon->signal(SIGKILL);
    daemon->wait();
    daemon = std::make_unique<IngestProcess>(arguments(endpoints));
    ASSERT_TRUE(daemon->wait_ready()) << daemon->errors();
  }
  sender.join();
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_TRUE(report->complete);
  EXPECT_EQ(report->rejected, 0U) << report->first_reject;
  EXPECT_EQ(report->acked + report->duplicates, static_cast<uint64_t>(kEvents));
  daemon->signal(SIGTERM);
  EXPECT_EQ(daemon->wait(), 0) << daemon->errors();

  const Result<log::LogReader> reader = log::LogReader::open(log());
  ASSERT_TRUE(reader);
  std::set<std::string, std::less<>> ids;
  uint64_t next = 1;
  const auto read = reader->events(1, kEvents * 2, [&](const log::LogRow& row) {
    EXPECT_EQ(row.seq, next++);
    EXPECT_TRUE(ids.emplace(row.id).second) << row.id;
    return true;
  });
  EXPECT_EQ(*read, static_cast<uint64_t>(kEvents));
  EXPECT_EQ(ids.size(), static_cast<size_t>(kEvents));
}

TEST_F(ProcessTest, EndsWithZeroOnSigtermAndOnCtrlC) {
  for (const int number : {SIGTERM, SIGINT}) {
    IngestProcess process(arguments());
    ASSERT_TRUE(process.wait_ready()) << process.errors();
    Peer sender(process.endpoints().intake);
    EXPECT_FALSE(sender.ask({placed(number)}).empty());
    process.signal(number);
    EXPECT_EQ(process.wait(), 0) << process.errors();
  }
  EXPECT_EQ(rows_in(log()), 2U);
}

TEST_F(ProcessTest, APortInUseIsNamedWithTheWayOut) {
  Context context;
  Result<Socket> taken = Socket::open(context, SocketKind::kRouter);
  ASSERT_TRUE(taken);
  ASSERT_TRUE(taken->bind("tcp://127.0.0.1:*"));
  Endpoints endpoints{taken->endpoint(), "tcp://127.0.0.1:*", "tcp://127.0.0.1:*"};
  expect_refusal(arguments(endpoints), 1, {taken->endpoint(), "in use", "choose another port"});
}

TEST_F(ProcessTest, ASecondDaemonOnTheSameLogIsRefused) {
  IngestProcess first(arguments());
  ASSERT_TRUE(first.wait_ready()) << first.errors();
  expect_refusal(arguments(), 1, {log().string()});
}

TEST_F(ProcessTest, AFolderThatCannotBeWrittenIsNamed) {
  Arguments with = arguments();
  with[3] = "/proc/gridwall/county.gwlog";
  expect_refusal(with, 1, {"/proc/gridwall"});
}

TEST_F(ProcessTest, AnAddressOthersCanReachIsRefusedWithoutKeys) {
  expect_refusal(arguments({"tcp://0.0.0.0:*", "tcp://127.0.0.1:*", "tcp://127.0.0.1:*"}), 2,
                 {"tcp://0.0.0.0:*", "keys", "127.0.0.1"});
  expect_refusal(arguments({"tcp://127.0.0.1:*", "tcp://*:*", "tcp://127.0.0.1:*"}), 2, {"keys"});
  EXPECT_FALSE(fs::exists(log()));
}

TEST_F(ProcessTest, WrongUseAndWrongConfigurationEndWithTwoAndNameFileLineAndKey) {
  expect_refusal({"--nonsense"}, 2, {"--nonsense"});
  expect_refusal({"--log", log()}, 2, {"--county"});
  expect_refusal({"--county", folder / "absent.toml", "--log", log()}, 2, {"absent.toml"});
  write("ingest.toml", "county = 'fishnet.toml'\nlog = 'x.gwlog'\nlissen = 3\n");
  expect_refusal({"--config", folder / "ingest.toml"}, 2, {"ingest.toml:3", "lissen"});
  write("ingest.toml", "county = '../fishnet.toml'\nlog = 'x.gwlog'\n");
  expect_refusal({"--config", folder / "ingest.toml"}, 2, {"ingest.toml", "../fishnet.toml", "below"});
  write("fishnet.toml", ::gridwall::testing::fishnet_county().config_text + "file = 'absent.geojson'\n");
  expect_refusal({"--county", folder / "fishnet.toml", "--log", log()}, 2, {"fishnet.toml"});
  expect_refusal({"--config", folder / "absent.toml"}, 2, {"absent.toml"});
}

TEST_F(ProcessTest, AConfigurationFileIsEnoughToStart) {
  write(
      "ingest.toml",
      "county = 'fishnet.toml'\nlog = 'county.gwlog'\n[listen]\nintake = 'tcp://127.0.0.1:*'\n"
      "publish = 'tcp://127.0.0.1:*'\nhistory = 'tcp://127.0.0.1:*'\n[limits]\nroutine_per_s = 5\nroutine_burst = 3\n");
  IngestProcess process({"--config", folder / "ingest.toml"});
  ASSERT_TRUE(process.wait_ready()) << process.errors();
  Peer sender(process.endpoints().intake);
  EXPECT_EQ(sender.ask({placed(1), placed(2), placed(3), placed(4)}).back(), "retry rate");
  EXPECT_TRUE(fs::exists(log()));
}

}  // namespace
}  // namespace gridwall::feed::testing
