// Subscriptions to a real broker (Debian's mosquitto), on a free port and with a folder of its own: what it delivers is
// acknowledged when it is in the log, and not before.
#include <mosquitto.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "ingest/bridge/fetch.h"
#include "ingest/bridge/listener.h"
#include "tests/ingest/bridge/bridge_fixture.h"

namespace gridwall::bridge::testing {
namespace {

using feed::testing::eventually;

// A port that was free a moment ago.
int free_port() {
  const Result<Listener> listener = listen_on("127.0.0.1", 0);
  close(listener->descriptor);
  return listener->port;
}

class Broker {
 public:
  explicit Broker(const std::filesystem::path& folder) : folder_(folder), port_(free_port()) {
    std::ofstream(folder_ / "mosquitto.conf")
        << "listener " << port_ << " 127.0.0.1\nallow_anonymous true\npersistence true\npersistence_location "
        << folder_.string() << "/\nautosave_interval 1\nautosave_on_changes true\nuser root\n";
    start();
  }
  ~Broker() { stop(); }
  void start() {
    process_ = fork();
    if (process_ == 0) {
      const std::string config = (folder_ / "mosquitto.conf").string();
      freopen("/dev/null", "w", stderr);
      execl("/usr/sbin/mosquitto", "mosquitto", "-c", config.c_str(), nullptr);
      _exit(127);
    }
    EXPECT_TRUE(eventually([&] { return can_connect("127.0.0.1", port_, 1000, [] { return false; }).ok(); }))
        << "is mosquitto installed?";
  }
  void stop() {
    if (process_ <= 0) return;
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
    process_ = -1;
  }
  // Publishes with QoS 1, and returns when the broker has taken it.
  void publish(const std::string& topic, const std::string& payload) const {
    mosquitto_lib_init();
    mosquitto* client = mosquitto_new(nullptr, true, nullptr);
    bool taken = false;
    mosquitto_user_data_set(client, &taken);
    mosquitto_publish_callback_set(client, [](mosquitto*, void* flag, int) { *static_cast<bool*>(flag) = true; });
    ASSERT_EQ(mosquitto_connect(client, "127.0.0.1", port_, 30), MOSQ_ERR_SUCCESS);
    mosquitto_publish(client, nullptr, topic.c_str(), static_cast<int>(payload.size()), payload.data(), 1, false);
    EXPECT_TRUE(eventually([&] {
      mosquitto_loop(client, 10, 1);
      return taken;
    }));
    mosquitto_destroy(client);
  }
  int port() const { return port_; }

 private:
  const std::filesystem::path folder_;
  const int port_;
  pid_t process_ = -1;
};

class MqttTest : public BridgeTest {
 protected:
  MqttTest() : broker(folder.path()) {}
  BridgeConfig subscribing() const {
    BridgeConfig with = config();
    with.subscriptions.push_back(
        {"alarms", "127.0.0.1", broker.port(), {"alarms/+"}, "bridge-test", "", "", "", row_mapping("open311-json")});
    return with;
  }
  // When the broker keeps messages for it, whether it is there or not.
  void wait_until_subscribed(uint16_t port) {
    EXPECT_TRUE(eventually([&] {
      broker.publish("alarms/hello", row(0));
      const std::string metrics = get(port, "/metrics").body;
      const std::string_view count = R"(gridwall_bridge_fetched_events_total{source="mqtt alarms"} )";
      const size_t at = metrics.find(count);  // 0 as long as the broker could only be asked
      return at != std::string::npos && metrics[at + count.size()] != '0';
    }));
  }
  Broker broker;
};

TEST_F(MqttTest, MessagesComeIntoTheLogAndWhatCannotBeReadHoldsUpNothing) {
  RunningBridge bridge(subscribing());
  wait_until_subscribed(bridge.port());
  broker.publish("alarms/a", row(1));
  broker.publish("alarms/a", "this is no JSON");
  broker.publish("alarms/b", row(2) + "\n" + row(3));
  broker.publish("other/b", row(4));
  EXPECT_TRUE(eventually([&] { return logged() == 4; })) << logged();
  broker.publish("alarms/a", row(1));
  broker.publish("alarms/a", row(5));
  EXPECT_TRUE(eventually([&] { return logged() == 5; }));
}

TEST_F(MqttTest, WithoutTheDaemonsAnswerTheBrokerKeepsTheMessage) {
  BridgeConfig with = subscribing();
  with.answer_timeout_ns = 200'000'000;
  auto bridge = std::make_unique<RunningBridge>(with);
  wait_until_subscribed(bridge->port());
  const uint64_t before = logged();
  feed::DaemonOptions same = feed::testing::daemon_options(log());
  same.endpoints = daemon_->endpoints();
  daemon_.reset();
  for (int i = 1; i <= 20; ++i) broker.publish("alarms/a", row(i));
  // It was delivered, and not answered for.
  EXPECT_TRUE(eventually([&] {
    return get(bridge->port(), "/metrics").body.find(R"(gridwall_bridge_source_failing{source="mqtt alarms"} 1)") !=
           std::string::npos;
  }));
  bridge.reset();  // and the one who had it is gone
  daemon_ = std::make_unique<feed::testing::RunningDaemon>(same);
  RunningBridge again(with);
  EXPECT_TRUE(eventually([&] { return logged() == before + 20; })) << logged() << " of " << before + 20;
}

TEST_F(MqttTest, ABrokerThatGoesAndComesIsFoundAgain) {
  RunningBridge bridge(subscribing());
  wait_until_subscribed(bridge.port());
  const uint64_t before = logged();
  broker.stop();
  EXPECT_TRUE(eventually([&] {
    return get(bridge.port(), "/metrics").body.find(R"(gridwall_bridge_source_failing{source="mqtt alarms"} 1)") !=
           std::string::npos;
  }));
  broker.start();
  broker.publish("alarms/a", row(1));
  EXPECT_TRUE(eventually([&] { return logged() == before + 1; }));
}

}  // namespace
}  // namespace gridwall::bridge::testing
