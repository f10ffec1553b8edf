// Clients that mean no good, or know no better: none of them costs the bridge anything lasting, and none keeps an
// honest one out.
#include <fstream>

#include "ingest/bridge/bridge_config.h"
#include "ingest/bridge/fetch.h"
#include "tests/ingest/bridge/bridge_fixture.h"

namespace gridwall::bridge::testing {
namespace {

using feed::testing::eventually;
using feed::testing::placed;

size_t resident_kib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return static_cast<size_t>(std::atoll(line.c_str() + 6));
  }
  return 0;
}

class HostileTest : public BridgeTest {
 protected:
  void TearDown() override {
    // Whatever was tried: the bridge is as it was, and holds nothing of it.
    if (!bridge_) return;
    EXPECT_TRUE(eventually([&] { return post(bridge_->port(), "/events", placed(9999)).status == 200; }));
    EXPECT_TRUE(eventually([&] {
      const std::string metrics = get(bridge_->port(), "/metrics").body;
      return metrics.find("gridwall_bridge_connections 1\n") != std::string::npos &&
             metrics.find("gridwall_bridge_owed_submissions 0\n") != std::string::npos;
    })) << get(bridge_->port(), "/metrics").body.substr(0, 800);
  }
  void start(const BridgeConfig& config) { bridge_ = std::make_unique<RunningBridge>(config); }
  uint16_t port() const { return bridge_->port(); }

  std::unique_ptr<RunningBridge> bridge_;
};

TEST_F(HostileTest, HeadersThatComeByteByByteAreCutOffInTime) {
  BridgeConfig quick = config();
  quick.http.limits.header_ns = 300 * kMs;
  start(quick);
  Client slow(port());
  ASSERT_TRUE(slow.send("POST /events HTTP/1.1\r\n"));
  // One more byte whenever the last one was let pass: no pause is long, and yet it ends.
  EXPECT_TRUE(eventually([&] { return !slow.send("X") || slow.at_end(); }));
}

TEST_F(HostileTest, ABodyThatComesByteByByteIsCutOffInTime) {
  BridgeConfig quick = config();
  quick.http.limits.body_ns = 300 * kMs;
  start(quick);
  Client slow(port());
  ASSERT_TRUE(slow.send("POST /events HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n"));
  EXPECT_TRUE(eventually([&] { return !slow.send(" ") || slow.at_end(); }));
  EXPECT_EQ(logged(), 0U);
}

TEST_F(HostileTest, AClientThatDoesNotReadItsAnswersIsCutOff) {
  BridgeConfig quick = config();
  quick.http.limits.answer_ns = 300 * kMs;
  start(quick);
  Client deaf(port());
  // Requests one behind the other until the answers fill every buffer on the way.
  const std::string request = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";
  EXPECT_TRUE(eventually([&] {
    for (int i = 0; i < 100; ++i) {
      if (!deaf.send(request)) return true;
    }
    return false;
  }));
}

TEST_F(HostileTest, ConnectionsThatSayNothingAreClosedAndOthersGetThrough) {
  BridgeConfig quick = config();
  quick.http.limits.header_ns = 300 * kMs;
  start(quick);
  std::vector<std::unique_ptr<Client>> silent;
  for (int i = 0; i < 40; ++i) silent.push_back(std::make_unique<Client>(port()));
  EXPECT_EQ(post(port(), "/events", placed(1)).status, 200);
  for (const auto& client : silent) EXPECT_TRUE(client->closed());
}

TEST_F(HostileTest, OneAddressGetsNoMoreConnectionsThanItsShare) {
  BridgeConfig narrow = config();
  narrow.http.limits.connections_of_address = 3;
  start(narrow);
  std::vector<std::unique_ptr<Client>> held;
  for (int i = 0; i < 3; ++i) {
    held.push_back(std::make_unique<Client>(port()));
    ASSERT_TRUE(held.back()->send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n"));
    EXPECT_GT(held.back()->reply().status, 0);
  }
  Client fourth(port());
  static_cast<void>(fourth.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n"));
  EXPECT_EQ(fourth.reply().status, 0);
  held.clear();
}

TEST_F(HostileTest, AFloodFromOneAddressKeepsNoOtherOut) {
  start(config());
  std::vector<std::unique_ptr<Client>> flood;
  for (int i = 0; i < 300; ++i) flood.push_back(std::make_unique<Client>(port()));
  const std::string body = placed(1);
  Client honest(port(), "127.0.0.2");
  ASSERT_TRUE(honest.send("POST /events HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) +
                          "\r\n\r\n" + body));
  EXPECT_EQ(honest.reply().status, 200);
  flood.clear();
}

TEST_F(HostileTest, AGibibyteIsRefusedWhenItIsAnnounced) {
  start(config());
  Client client(port());
  ASSERT_TRUE(client.send("POST /events HTTP/1.1\r\nHost: x\r\nContent-Length: 1073741824\r\n\r\n"));
  EXPECT_EQ(client.reply().status, 413);
  Client more(port());
  ASSERT_TRUE(more.send("POST /events HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n"));
  const int status = more.reply().status;
  EXPECT_TRUE(status == 413 || status == 400 || status == 0) << status;
}

TEST_F(HostileTest, AGibibyteInChunksIsCutOffAndCostsNoMemory) {
  start(config());
  ASSERT_EQ(post(port(), "/events", placed(1)).status, 200);
  const size_t before_kib = resident_kib();
  Client client(port());
  ASSERT_TRUE(client.send("POST /events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"));
  const std::string chunk = "100000\r\n" + std::string(0x100000, ' ') + "\r\n";
  int sent = 0;
  while (sent < 1024 && client.send(chunk)) ++sent;
  EXPECT_LT(sent, 200);
  EXPECT_LT(resident_kib(), before_kib + 64 * 1024);
}

TEST_F(HostileTest, ManyBodiesAtOnceAreRefusedWhenTogetherTheyAreTooMuch) {
  BridgeConfig tight = config();
  tight.http.limits.held_bytes = 3'000'000;
  start(tight);
  const std::string part(1'000'000, ' ');
  // How much of them the bridge has read before the first one ends is the kernel's choice; all of it, sooner or later.
  const auto refused_of_four = [&] {
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 4; ++i) {
      clients.push_back(std::make_unique<Client>(port()));
      EXPECT_TRUE(clients.back()->send("POST /events HTTP/1.1\r\nHost: x\r\nContent-Length: 1000001\r\n\r\n" + part));
    }
    int refused = 0;
    for (const auto& client : clients) {
      EXPECT_TRUE(client->send(" "));
      const Reply reply = client->reply();
      refused += reply.status == 503;
      EXPECT_TRUE(reply.status == 503 || reply.status == 400) << reply.status;  // 400: nothing but blanks
    }
    return refused;
  };
  EXPECT_TRUE(eventually([&] { return refused_of_four() > 0; }));
}

TEST_F(HostileTest, ChunksThatAreNoneEndTheConnection) {
  BridgeConfig quick = config();
  quick.http.limits.body_ns = 2'000 * kMs;
  start(quick);
  const std::string head = "POST /events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const char* nonsense : {"zz\r\nhello\r\n", "-5\r\nhello\r\n", "fffffffffffffffff\r\n",
                               "5\r\nhelloworld\r\n0\r\n\r\n", "\r\n\r\n\r\n", "5;a=\"\r\n"}) {
    Client client(port());
    static_cast<void>(client.send(head + nonsense + "\r\n"));
    if (std::string_view(nonsense).starts_with("5;")) continue;  // it may still become one; the time ends it
    const Reply reply = client.reply();
    EXPECT_TRUE(reply.status == 400 || reply.status == 413 || reply.status == 0) << nonsense << ": " << reply.status;
  }
  EXPECT_EQ(logged(), 0U);
}

TEST_F(HostileTest, RequestsThatAreNoHttpAreRefused) {
  start(config());
  for (const std::string& bytes :
       {std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a TLS hello\r\n\r\n", 30), std::string("GET\r\n\r\n"),
        std::string("GET /health\r\n\r\n"), std::string("GET /health HTTP/9.9\r\n\r\n"),
        std::string("POST /events HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"),
        std::string("POST /events HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}"),
        std::string("GET /health HTTP/1.1\r\nno colon here\r\n\r\n"),
        "GET /health HTTP/1.1\r\nX: " + std::string(100'000, 'x') + "\r\n\r\n",
        "GET /" + std::string(100'000, 'x') + " HTTP/1.1\r\nHost: x\r\n\r\n"}) {
    Client client(port());
    static_cast<void>(client.send(bytes));
    const Reply reply = client.reply();
    EXPECT_TRUE(reply.status == 0 || reply.status >= 400) << bytes.substr(0, 60) << ": " << reply.status;
  }
  EXPECT_EQ(logged(), 0U);
}

TEST_F(HostileTest, NoPathLeadsToAFile) {
  start(config());
  for (const char* path :
       {"/../../../etc/passwd", "/hooks/../events", "/hooks/..%2f..%2fetc%2fpasswd", "/%2e%2e/", "//", "/events/",
        "/events%00", "/state.json/../events", "/hooks/%ff", "/hooks/%", "/EVENTS", "*", "http://elsewhere/events"}) {
    const Reply reply = post(port(), path, placed(1));
    EXPECT_TRUE(reply.status == 404 || reply.status == 400 || reply.status == 0) << path << ": " << reply.status;
  }
  EXPECT_EQ(logged(), 0U);
  EXPECT_EQ(ask(port(), "DELETE", "/events").status, 405);
}

TEST_F(HostileTest, BytesThatAreNoTextAndNestingWithoutEndAreRejectedOneByOne) {
  start(config());
  const Reply bytes = post(port(), "/events", "{\"v\":1,\"id\":\"\xff\xfe\"}\n" + placed(1));
  EXPECT_EQ(bytes.status, 207) << bytes.body;
  EXPECT_NE(bytes.body.find("not_utf8"), std::string::npos) << bytes.body;
  EXPECT_EQ(post(port(), "/events", std::string(1'000'000, '[')).status, 400);
  const Reply deep = post(port(), "/events", "{\"a\":" + std::string(5000, '[') + std::string(5000, ']') + "}");
  EXPECT_EQ(deep.status, 400);
  EXPECT_NE(deep.body.find("too_deep"), std::string::npos) << deep.body;
  EXPECT_EQ(post(port(), "/events", std::string("{\"v\":1,\"id\":\"\0\"}", 16)).status, 400);
  EXPECT_EQ(logged(), 1U);
}

TEST_F(HostileTest, ARequestWhoseClientIsGoneIsFinishedAllTheSame) {
  start(config());
  {
    Client gone(port());
    const std::string body = placed(1);
    ASSERT_TRUE(gone.send("POST /events HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) +
                          "\r\n\r\n" + body));
  }
  EXPECT_TRUE(eventually([&] { return logged() == 1; }));
}

class TlsTest : public HostileTest {
 protected:
  TlsTest() {
    make_certificate("bridge");
    make_certificate("other");
  }
  void make_certificate(const std::string& name) const {
    const std::string base = (folder / name).string();
    const std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        "-subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -keyout " +
        base + ".pem -out " + base + ".crt 2>/dev/null && chmod 600 " + base + ".pem";
    EXPECT_EQ(std::system(command.c_str()), 0) << "is openssl there?";
  }
  std::string text_of(const std::string& name) const {
    std::ifstream stream(folder / name);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  }
  void TearDown() override {}
};

TEST_F(TlsTest, WithTheRightCertificateItIsReadAndWithoutItNot) {
  BridgeConfig secret = config();
  secret.http.certificate = text_of("bridge.crt");
  secret.http.key = text_of("bridge.pem");
  start(secret);
  const std::string url = "https://127.0.0.1:" + std::to_string(port()) + "/health";
  const std::function<bool()> never = [] { return false; };
  EXPECT_TRUE(eventually([&] { return fetch(url, {(folder / "bridge.crt").string(), ""}, never).ok(); }));
  EXPECT_FALSE(fetch(url, {(folder / "other.crt").string(), ""}, never)) << "another's certificate";
  EXPECT_FALSE(fetch(url, {}, never)) << "a certificate that nobody signed";
  EXPECT_EQ(get(port(), "/health").status, 0) << "without TLS";
  Client noise(port());
  static_cast<void>(noise.send(std::string("\x16\x03\x01\x00\x05") + std::string(600, '\xff')));
  EXPECT_TRUE(noise.closed());
}

TEST_F(TlsTest, AHandshakeThatIsNeverFinishedIsCutOff) {
  BridgeConfig secret = config();
  secret.http.certificate = text_of("bridge.crt");
  secret.http.key = text_of("bridge.pem");
  secret.http.limits.header_ns = 300 * kMs;
  start(secret);
  Client half(port());
  ASSERT_TRUE(half.send(std::string("\x16\x03\x01\x02\x00\x01", 6)));
  EXPECT_TRUE(half.closed());
}

TEST_F(TlsTest, ACertificateWithAnothersKeyStopsTheStart) {
  BridgeConfig wrong = config();
  wrong.http.certificate = text_of("bridge.crt");
  wrong.http.key = text_of("other.pem");
  const Result<std::unique_ptr<Bridge>> started = Bridge::start(wrong);
  ASSERT_FALSE(started);
  EXPECT_NE(started.error().message.find("do not belong together"), std::string::npos) << started.error().message;
}

}  // namespace
}  // namespace gridwall::bridge::testing
