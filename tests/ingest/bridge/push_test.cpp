// What is sent to the bridge, and what it answers.
#include <sodium.h>

#include "ingest/replay/log_moment.h"
#include "tests/ingest/bridge/bridge_fixture.h"

namespace gridwall::bridge::testing {
namespace {

using feed::testing::eventually;
using feed::testing::placed;
using feed::testing::resolved;
using feed::testing::team_status;

bool has(const Reply& reply, std::string_view part) {
  return reply.body.find(part) != std::string::npos;
}

Caller caller(const std::string& name, uint8_t may_send) {
  Caller caller;
  caller.name = name;
  caller.token = hash_of_token("token of " + name);
  caller.rights = {may_send, ~0ULL};
  return caller;
}
std::string token(const std::string& name) {
  return "Authorization: Bearer token of " + name;
}

TEST_F(BridgeTest, AnEventIsAnsweredWhenItIsInTheLogAndItsRepetitionIsADuplicate) {
  RunningBridge bridge(config());
  const Reply first = post(bridge.port(), "/events", placed(1));
  EXPECT_EQ(first.status, 200) << first.body;
  EXPECT_TRUE(has(first, R"("answer":"ack","seq":1)")) << first.body;
  EXPECT_EQ(logged(), 1U);
  const Reply again = post(bridge.port(), "/events", placed(1));
  EXPECT_EQ(again.status, 200) << again.body;
  EXPECT_TRUE(has(again, R"("answer":"duplicate")")) << again.body;
  EXPECT_EQ(logged(), 1U);
}

TEST_F(BridgeTest, OneAnArrayAndLinesAreTakenAndAnsweredInTheirOrder) {
  RunningBridge bridge(config());
  EXPECT_EQ(post(bridge.port(), "/events", "[" + placed(1) + ", " + placed(2) + "]").status, 200);
  EXPECT_EQ(post(bridge.port(), "/events", placed(3) + "\n\n" + placed(4) + "\r\n").status, 200);
  EXPECT_EQ(logged(), 4U);
  const Reply mixed = post(bridge.port(), "/events", placed(5) + "\n{\"v\":2" + placed(6).substr(6) + "\n" + placed(1));
  EXPECT_EQ(mixed.status, 207);
  const size_t ack = mixed.body.find("\"ack\""), reject = mixed.body.find("\"reject\""),
               duplicate = mixed.body.find("\"duplicate\"");
  EXPECT_LT(ack, reject) << mixed.body;
  EXPECT_LT(reject, duplicate) << mixed.body;
  EXPECT_TRUE(has(mixed, "\"reason\":\"unsupported_version\"")) << mixed.body;
  EXPECT_EQ(post(bridge.port(), "/events", "{\"v\":2}").status, 400);
  EXPECT_EQ(post(bridge.port(), "/events", "[]").status, 200);
  EXPECT_EQ(post(bridge.port(), "/events", "").status, 400);
}

TEST_F(BridgeTest, MoreEventsThanARequestMayHaveAreRefusedAndNoneIsSent) {
  BridgeConfig few = config();
  few.events_of_request = 2;
  RunningBridge bridge(few);
  const Reply reply = post(bridge.port(), "/events", placed(1) + "\n" + placed(2) + "\n" + placed(3));
  EXPECT_EQ(reply.status, 400);
  EXPECT_TRUE(has(reply, "more than 2 events")) << reply.body;
  EXPECT_EQ(logged(), 0U);
}

TEST_F(BridgeTest, WithoutTheDaemonNothingIsPromisedAndTheSameRequestLaterIsTaken) {
  BridgeConfig quick = config();
  quick.answer_timeout_ns = 300'000'000;
  RunningBridge bridge(quick);
  ASSERT_EQ(post(bridge.port(), "/events", placed(1)).status, 200);
  feed::DaemonOptions same = feed::testing::daemon_options(log());
  same.endpoints = daemon_->endpoints();
  daemon_.reset();
  const Reply refused = post(bridge.port(), "/events", placed(2));
  EXPECT_EQ(refused.status, 503);
  EXPECT_NE(refused.head.find("Retry-After: "), std::string::npos) << refused.head;
  EXPECT_TRUE(has(refused, "no_answer")) << refused.body;
  EXPECT_TRUE(eventually([&] { return get(bridge.port(), "/health").status == 503; }));
  daemon_ = std::make_unique<feed::testing::RunningDaemon>(same);
  EXPECT_TRUE(eventually([&] { return post(bridge.port(), "/events", placed(2)).status == 200; }));
  EXPECT_TRUE(eventually([&] { return get(bridge.port(), "/health").status == 200; }));
  EXPECT_EQ(logged(), 2U);
}

TEST_F(BridgeTest, ADaemonWithKeysLetsTheBridgeInByItsOwnAndNobodyElse) {
  const feed::KeyPair server = *feed::make_key_pair(), own = *feed::make_key_pair(), other = *feed::make_key_pair();
  feed::DaemonOptions keyed = feed::testing::daemon_options(folder / "keyed.gwlog");
  keyed.server_keys = server;
  keyed.clients.push_back({"bridge", own.public_key, {0b111, ~0ULL}, true});
  feed::testing::RunningDaemon daemon(keyed);
  BridgeConfig with = config();
  with.intake = daemon.endpoints().intake;
  with.publish = daemon.endpoints().publish;
  with.daemon_keys = feed::CurveClient{server.public_key, own.public_key, own.secret_key};
  RunningBridge bridge(with);
  EXPECT_EQ(post(bridge.port(), "/events", placed(1)).status, 200);
  EXPECT_TRUE(eventually([&] { return get(bridge.port(), "/health").status == 200; }));
  with.daemon_keys = feed::CurveClient{server.public_key, other.public_key, other.secret_key};
  with.answer_timeout_ns = 300'000'000;
  RunningBridge stranger(with);
  EXPECT_EQ(post(stranger.port(), "/events", placed(2)).status, 503);
  EXPECT_EQ(feed::testing::rows_in(folder / "keyed.gwlog"), 1U);
}

TEST_F(BridgeTest, ACallerSendsWhatHisTokenAllowsAndNothingElse) {
  BridgeConfig keyed = config();
  keyed.callers.push_back(caller("hotline", 0b001));
  keyed.callers[0].sources = {"12345"};
  keyed.callers[0].rights.types = 1ULL << static_cast<unsigned>(EventType::kRequestPlaced);
  keyed.callers.push_back(caller("monitoring", 0));
  keyed.callers[1].may_read = true;
  RunningBridge bridge(keyed);
  EXPECT_EQ(post(bridge.port(), "/events", placed(1)).status, 401);
  EXPECT_EQ(post(bridge.port(), "/events", placed(1), {"Authorization: Bearer wrong"}).status, 401);
  EXPECT_EQ(post(bridge.port(), "/events", placed(1), {"Authorization: Basic dTpw"}).status, 401);
  EXPECT_EQ(post(bridge.port(), "/events", placed(1), {token("monitoring")}).status, 403);
  EXPECT_EQ(get(bridge.port(), "/state.json", {token("hotline")}).status, 403);
  EXPECT_EQ(get(bridge.port(), "/health").status > 0, true);
  const Reply mixed =
      post(bridge.port(), "/events",
           placed(1) + "\n" + team_status(1) + "\n" + resolved(1) + "\n" + placed(2, "x", "other"), {token("hotline")});
  EXPECT_EQ(mixed.status, 207) << mixed.body;
  EXPECT_TRUE(has(mixed, "may not send emergency.team_status")) << mixed.body;
  EXPECT_TRUE(has(mixed, "may not send request.resolved")) << mixed.body;
  EXPECT_TRUE(has(mixed, "may not send for the source 'other'")) << mixed.body;
  EXPECT_EQ(logged(), 1U);
}

TEST_F(BridgeTest, ACallerWhoAsksTooOftenIsToldToWaitAndOthersAreNot) {
  BridgeConfig keyed = config();
  keyed.callers = {caller("eager", 0b111), caller("calm", 0b111)};
  keyed.requests_per_s = 1e-6;
  keyed.request_burst = 2;
  RunningBridge bridge(keyed);
  EXPECT_EQ(post(bridge.port(), "/events", placed(1), {token("eager")}).status, 200);
  EXPECT_EQ(post(bridge.port(), "/events", placed(2), {token("eager")}).status, 200);
  const Reply refused = post(bridge.port(), "/events", placed(3), {token("eager")});
  EXPECT_EQ(refused.status, 429);
  EXPECT_NE(refused.head.find("Retry-After: "), std::string::npos);
  EXPECT_EQ(post(bridge.port(), "/events", placed(4), {token("calm")}).status, 200);
}

TEST_F(BridgeTest, WithoutTokensNoPageOfABrowserMaySend) {
  RunningBridge bridge(config());
  EXPECT_EQ(post(bridge.port(), "/events", placed(1), {"Origin: http://evil.example"}).status, 403);
  EXPECT_EQ(logged(), 0U);
}

TEST_F(BridgeTest, AHookTakesRowsOfCsvAndObjectsOfJson) {
  BridgeConfig hooked = config();
  hooked.hooks.push_back({"csv", row_mapping("csv")});
  hooked.hooks.push_back({"json", row_mapping("open311-json")});
  RunningBridge bridge(hooked);
  const std::string head = "id,at,lon,lat,title\n";
  const Reply csv = post(bridge.port(), "/hooks/csv",
                         head + "1,2024-11-21T14:00:00+08:00,119.005,33.005,夜间施工\n2,yesterday,119,33,x\n",
                         {"Content-Type: text/csv"});
  EXPECT_EQ(csv.status, 207) << csv.body;  // one row was left out
  EXPECT_TRUE(has(csv, R"("rows":2)")) << csv.body;
  EXPECT_TRUE(has(csv, R"("count":1,"first":3)")) << csv.body;
  EXPECT_EQ(post(bridge.port(), "/hooks/csv", head + "1,2024-11-21T14:00:00+08:00,119.005,33.005,夜间施工\n").status,
            200);
  const std::string object = R"({"id":"7","at":"2024-11-21T14:00:00+08:00","lon":119.005,"lat":33.005,"title":"x"})";
  EXPECT_EQ(post(bridge.port(), "/hooks/json", object).status, 200);
  EXPECT_EQ(post(bridge.port(), "/hooks/json", "[" + object + "]").status, 200);
  EXPECT_EQ(logged(), 2U);
  const Reply changed = post(bridge.port(), "/hooks/csv", head + "1,2024-11-21T14:00:00+08:00,119.005,33.005,other\n");
  EXPECT_EQ(changed.status, 400) << changed.body;
  EXPECT_TRUE(has(changed, R"("reason":"id_conflict","id":"1/placed")")) << changed.body;
  const Reply wrong = post(bridge.port(), "/hooks/json", "{\"other\":1}");
  EXPECT_EQ(wrong.status, 400) << wrong.body;
  EXPECT_EQ(post(bridge.port(), "/hooks/none", object).status, 404);
}

TEST_F(BridgeTest, AReportOfOpen311IsARequestOnceHoweverOftenItIsSent) {
  BridgeConfig reports = config();
  reports.requests = RequestServer{"open311", "community", {{"noise", "噪音扰民", "噪音", "市容"}}};
  RunningBridge bridge(reports);
  const std::string form = "service_code=noise&lat=33.005&long=119.005&description=%E5%A4%9C%E9%97%B4+x&api_key=1";
  const std::vector<std::string> type = {"Content-Type: application/x-www-form-urlencoded"};
  // The daemon's clock stands in 2024 and the report is made now: the daemon refuses what lies ahead of it.
  const Reply ahead = post(bridge.port(), "/requests.json", form, type);
  EXPECT_EQ(ahead.status, 400);
  EXPECT_TRUE(has(ahead, "time_out_of_range")) << ahead.body;
  feed::DaemonOptions today = feed::testing::daemon_options(folder / "today.gwlog");
  today.wall_clock_ns = {};
  feed::testing::RunningDaemon daemon(today);
  reports.intake = daemon.endpoints().intake;
  reports.publish = daemon.endpoints().publish;
  reports.log = folder / "today.gwlog";
  RunningBridge now(reports);
  const Reply first = post(now.port(), "/requests.json", form, type);
  ASSERT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(post(now.port(), "/requests.json", form, type).body, first.body);
  EXPECT_EQ(feed::testing::rows_in(folder / "today.gwlog"), 1U);
  EXPECT_EQ(post(now.port(), "/requests.json", form + "2", type).status, 201);
  EXPECT_EQ(feed::testing::rows_in(folder / "today.gwlog"), 2U);
  const std::vector<std::string> keyed = {type[0], "Idempotency-Key: 17"};
  const Reply by_key = post(now.port(), "/requests.json", form, keyed);
  EXPECT_NE(by_key.body, first.body);
  EXPECT_EQ(post(now.port(), "/requests.json", form, keyed).body, by_key.body);
  EXPECT_EQ(feed::testing::rows_in(folder / "today.gwlog"), 3U);
  EXPECT_EQ(post(now.port(), "/requests.json", "service_code=unknown&lat=1&long=1", type).status, 404);
  EXPECT_EQ(post(now.port(), "/requests.json", "service_code=noise", type).status, 400);
  EXPECT_EQ(post(now.port(), "/requests.json", "service_code=%ff&lat=1", type).status, 400);

  const std::string id = first.body.substr(first.body.find(":\"") + 2, 20);
  const Reply listed = get(now.port(), "/requests.json?service_request_id=" + id);
  EXPECT_EQ(listed.status, 200);
  EXPECT_TRUE(has(listed, R"("service_request_id":")" + id + R"(","status":"open")")) << listed.body;
  EXPECT_TRUE(has(listed, R"("service_code":"noise")")) << listed.body;
  EXPECT_EQ(get(now.port(), "/requests.json?status=closed").body, "[]\n");
  EXPECT_EQ(get(now.port(), "/requests.json?colour=red").status, 400);
  EXPECT_TRUE(has(get(now.port(), "/services.json"), R"("service_name":"噪音扰民")"));
}

TEST_F(BridgeTest, TheFiguresAreThoseOfTheLogByteForByte) {
  RunningBridge bridge(config());
  ASSERT_EQ(post(bridge.port(), "/events", placed(1) + "\n" + placed(2)).status, 200);
  const auto figures = [&] {
    const Result<log::LogReader> reader = log::LogReader::open(log());
    const Result<replay::LogMoment> moment = replay::moment_of(*reader, std::nullopt);
    return state_json(moment->state, moment->county, moment->at_ns, moment->intake, {});
  };
  EXPECT_EQ(get(bridge.port(), "/state.json").body, figures());
  // Folded on from there.
  ASSERT_EQ(post(bridge.port(), "/events", resolved(1)).status, 200);
  EXPECT_EQ(get(bridge.port(), "/state.json").body, figures());
  EXPECT_EQ(get(bridge.port(), "/state.json?at=2024-11-21T14:00:00%2B08:00").status, 200);
  EXPECT_EQ(get(bridge.port(), "/state.json?at=yesterday").status, 400);
  EXPECT_EQ(get(bridge.port(), "/state.json?area=nowhere").status, 400);
  EXPECT_EQ(get(bridge.port(), "/state.json?aera=1").status, 400);
}

TEST_F(BridgeTest, MetricsAreOfPrometheusAndTellOfSourcesAlarmsAndWalls) {
  RunningBridge bridge(config());
  ASSERT_EQ(post(bridge.port(), "/events", placed(1) + "\n" + placed(2, "x", "a \\\"b\\\"")).status, 200);
  feed::testing::Peer wall(daemon_->endpoints().publish, feed::SocketKind::kSub);
  Reply metrics;
  EXPECT_TRUE(eventually([&] {
    metrics = get(bridge.port(), "/metrics");
    return has(metrics, "gridwall_walls 1\n") && has(metrics, "gridwall_log_seq 2\n");
  })) << metrics.body;
  EXPECT_NE(metrics.head.find("text/plain; version=0.0.4"), std::string::npos);
  EXPECT_TRUE(has(metrics, "gridwall_daemon_up 1\n"));
  EXPECT_TRUE(has(metrics, R"(gridwall_source_accepted_total{source="12345"} 1)")) << metrics.body;
  EXPECT_TRUE(has(metrics, R"(gridwall_source_accepted_total{source="a \"b\""} 1)")) << metrics.body;
  EXPECT_TRUE(has(metrics, R"(gridwall_alarms{state="active_unacknowledged"} )")) << metrics.body;
  EXPECT_TRUE(has(metrics, "gridwall_log_lag_events 0\n")) << metrics.body;
  // Every line is a comment or `name{labels} number`.
  size_t at = 0;
  while (at < metrics.body.size()) {
    const std::string line = metrics.body.substr(at, metrics.body.find('\n', at) - at);
    at += line.size() + 1;
    if (line.starts_with("# HELP gridwall_") || line.starts_with("# TYPE gridwall_")) continue;
    EXPECT_TRUE(line.starts_with("gridwall_")) << line;
    char* end = nullptr;
    std::strtod(line.c_str() + line.rfind(' '), &end);
    EXPECT_EQ(*end, '\0') << line;
  }
}

}  // namespace
}  // namespace gridwall::bridge::testing
