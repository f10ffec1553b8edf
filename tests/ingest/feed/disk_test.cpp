// What senders and walls see when the disk is full or fails.
#include "ingest/feed/heartbeat.h"
#include "tests/ingest/feed/feed_fixture.h"
#include "tests/ingest/log/fault_vfs.h"

namespace gridwall::feed::testing {
namespace {

using Frames = std::vector<std::string>;

constexpr int kWell = 0;
constexpr int kFull = 13;          // SQLITE_FULL
constexpr int kWriteFailed = 778;  // SQLITE_IOERR_WRITE

class DiskTest : public FeedTest {
 protected:
  DiskTest() {
    faults.set_plan({[this](log::FileOperation operation, const std::string&) {
      return operation == log::FileOperation::kWrite ? disk.load() : kWell;
    }});
  }
  DaemonOptions options() {
    DaemonOptions all = daemon_options(log());
    all.pipeline.writer.vfs = log::FaultVfs::kName;
    all.wall_clock_ns = [this] { return clock_ns.load(); };
    return all;
  }
  log::FaultVfs faults;
  std::atomic<int> disk = kWell;
  std::atomic<int64_t> clock_ns = kNowNs;
};

TEST_F(DiskTest, AFullDiskIsToldToSendersAndWallsAndEndsByItself) {
  RunningDaemon daemon(options());
  Peer sender(daemon.endpoints().intake);
  Peer wall(daemon.endpoints().publish, SocketKind::kSub);
  ASSERT_EQ(sender.ask({placed(1)}), Frames{"ack 1"});
  const auto degraded = [&]() -> std::string {
    for (Frames frames = wall.receive();; frames = wall.receive()) {
      if (frames.empty()) return "no heartbeat";
      if (frames[0] == "heartbeat") return parse_heartbeat(frames[1])->degraded;
    }
  };
  EXPECT_EQ(degraded(), "");

  disk = kFull;
  const Frames refused = sender.ask({placed(2), placed(3)});
  ASSERT_EQ(refused.size(), 2U);
  for (const std::string& answer : refused) EXPECT_TRUE(answer.starts_with("retry log ")) << answer;
  EXPECT_TRUE(eventually([&] { return !degraded().empty(); }));

  disk = kWell;
  Frames answers;
  EXPECT_TRUE(eventually([&] {
    clock_ns += 1'000'000'000;
    answers = sender.ask({placed(2), placed(3)});
    return !answers[0].starts_with("retry ");
  }));
  EXPECT_EQ(answers, (Frames{"ack 2", "ack 3"}));
  EXPECT_TRUE(eventually([&] { return degraded().empty(); }));
  EXPECT_TRUE(daemon.stop());
  EXPECT_EQ(rows_in(log()), 3U);
}

TEST_F(DiskTest, AfterTheFirstFailedWriteNothingIsAckedAndTheDaemonEnds) {
  RunningDaemon daemon(options());
  Peer sender(daemon.endpoints().intake);
  ASSERT_EQ(sender.ask({placed(1)}), Frames{"ack 1"});
  disk = kWriteFailed;
  sender.send({placed(2)});
  const Status ended = daemon.join();
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().code, ErrorCode::kIo);
  EXPECT_NE(ended.error().message.find(log().string()), std::string::npos) << ended.error().message;
  Frames answer;
  if (sender.receive_now(answer)) {
    EXPECT_TRUE(answer[0].starts_with("retry ")) << answer[0];
  }
  disk = kWell;
  EXPECT_EQ(rows_in(log()), 1U);
}

}  // namespace
}  // namespace gridwall::feed::testing
