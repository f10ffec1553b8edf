#include "ingest/bridge/subscriber.h"

#include <mosquitto.h>
#include <poll.h>

#include <cerrno>
#include <cstring>
#include <mutex>
#include <utility>

#include "ingest/bridge/convert.h"
#include "ingest/bridge/fetch.h"
#include "ingest/event/clock.h"

namespace gridwall::bridge {
namespace {

constexpr int kKeepAliveS = 30;
constexpr int kQuality = 1;  // at least once: the same message again is the same events again
constexpr int kWaitMs = 100;
constexpr int64_t kConnectMs = 5'000;
constexpr int64_t kRetryNs = 1'000'000'000;
constexpr size_t kMostMessages = 500, kMostBytes = size_t{4} * 1024 * 1024;  // taken before the daemon is asked

struct Message {
  std::string topic, payload;
};

Error lost(const Subscription& subscription, int code) {
  const char* why = code == MOSQ_ERR_ERRNO ? std::strerror(errno) : mosquitto_strerror(code);
  return {ErrorCode::kUnavailable, subscription.host + " port " + std::to_string(subscription.port) + ": " + why};
}

}  // namespace

struct Subscriber::Session {
  struct Destroy {
    void operator()(mosquitto* gone) const { mosquitto_destroy(gone); }
  };
  std::unique_ptr<mosquitto, Destroy> client;
  const Subscription* subscription = nullptr;
  std::vector<Message> messages;  // read, and not acknowledged yet
  size_t bytes = 0;
  std::string refused;      // why the broker refused the connection or a topic
  bool subscribed = false;  // from now on the broker keeps what comes for us

  static void on_connect(mosquitto* client, void* self, int code) {
    auto& session = *static_cast<Session*>(self);
    if (code != 0) {
      session.refused = mosquitto_connack_string(code);
      return;
    }
    for (const std::string& topic : session.subscription->topics) {
      mosquitto_subscribe(client, nullptr, topic.c_str(), kQuality);
    }
  }
  static void on_subscribe(mosquitto*, void* self, int, int count, const int* granted) {
    auto& session = *static_cast<Session*>(self);
    session.subscribed = true;
    for (int i = 0; i < count; ++i) {
      if (granted[i] >= 0x80) session.refused = "the broker refuses a topic";
    }
  }
  static void on_message(mosquitto*, void* self, const mosquitto_message* message) {
    auto& session = *static_cast<Session*>(self);
    const auto size = static_cast<size_t>(message->payloadlen);
    session.messages.push_back({message->topic, {static_cast<const char*>(message->payload), size}});
    session.bytes += size;
  }
};

Subscriber::Subscriber(Subscription subscription, std::unique_ptr<IntakeLink> link, SourceReport::Publish publish)
    : subscription_(std::move(subscription)),
      link_(std::move(link)),
      report_("mqtt " + subscription_.name, std::move(publish)) {}
Subscriber::~Subscriber() = default;

void Subscriber::run(StopSign& stop) {
  static std::once_flag once;
  std::call_once(once, [] { mosquitto_lib_init(); });
  do {
    const Status ended = converse(stop);
    if (stop.stopped()) return;
    ++failures_;
    report_.failed(ended ? "the connection ended" : ended.error().message);
  } while (!stop.wait(backed_off_ns(kRetryNs, failures_ < 6 ? failures_ - 1 : 5)));
}

Status Subscriber::connect(Session& session, const StopSign& stop) {
  // libmosquitto would wait minutes for a host that is silent.
  Status reached = can_connect(subscription_.host, subscription_.port, kConnectMs, stop.asks());
  if (!reached) return reached;
  session.subscription = &subscription_;
  session.client.reset(mosquitto_new(subscription_.client_id.c_str(), false, &session));
  if (!session.client) return lost(subscription_, MOSQ_ERR_ERRNO);
  mosquitto* client = session.client.get();
  // Nothing is sent but by mosquitto_loop_write: an acknowledgement waits in the library until we let it go.
  mosquitto_threaded_set(client, true);
  mosquitto_connect_callback_set(client, &Session::on_connect);
  mosquitto_subscribe_callback_set(client, &Session::on_subscribe);
  mosquitto_message_callback_set(client, &Session::on_message);
  if (!subscription_.user.empty()) {
    mosquitto_username_pw_set(client, subscription_.user.c_str(),
                              subscription_.password.empty() ? nullptr : subscription_.password.c_str());
  }
  if (!subscription_.authority_file.empty()) {
    const int set = mosquitto_tls_set(client, subscription_.authority_file.c_str(), nullptr, nullptr, nullptr, nullptr);
    if (set != MOSQ_ERR_SUCCESS) return lost(subscription_, set);
  }
  const int code = mosquitto_connect(client, subscription_.host.c_str(), subscription_.port, kKeepAliveS);
  return code == MOSQ_ERR_SUCCESS ? Status(Done{}) : Status(lost(subscription_, code));
}

void Subscriber::wait(Session& session) const {
  const bool writes = mosquitto_want_write(session.client.get());
  pollfd item{mosquitto_socket(session.client.get()), static_cast<short>(POLLIN | (writes ? POLLOUT : 0)), 0};
  poll(&item, 1, kWaitMs);
}

// All that has come, up to a limit.
Status Subscriber::read(Session& session) const {
  size_t before = 0;
  pollfd item{mosquitto_socket(session.client.get()), POLLIN, 0};
  do {
    before = session.messages.size();
    if (const int code = mosquitto_loop_read(session.client.get(), 1); code != MOSQ_ERR_SUCCESS) {
      return lost(subscription_, code);
    }
  } while ((session.messages.size() > before || poll(&item, 1, 0) > 0) && session.messages.size() < kMostMessages &&
           session.bytes < kMostBytes);
  return Done{};
}

// The daemon's answer to all that came; then the acknowledgements are let go.
Status Subscriber::pass_on(Session& session, const StopSign& stop) {
  std::vector<std::string> events;
  for (const Message& message : session.messages) {
    report_.fetched();
    Result<Converted> converted = convert(subscription_.mapping, {}, message.payload, message.topic);
    // The same message would be as wrong the next time, and would hold up all that follow.
    if (!converted) {
      report_.left_out(converted.error().message);
      continue;
    }
    std::move(converted->events.begin(), converted->events.end(), std::back_inserter(events));
  }
  if (!send_all(*link_, events, report_, stop)) {
    return Error{ErrorCode::kUnavailable, "the daemon did not answer; the broker is asked for the same messages again"};
  }
  session.messages.clear();
  session.bytes = 0;
  report_.went_well(steady_clock_ns());
  failures_ = 0;
  return Done{};
}

Status Subscriber::converse(StopSign& stop) {
  Session session;
  if (Status connected = connect(session, stop); !connected) return connected;
  mosquitto* client = session.client.get();
  bool told = false;
  while (!stop.stopped()) {
    wait(session);
    Status taken = read(session);
    if (!session.refused.empty()) return Error{ErrorCode::kUnavailable, subscription_.host + ": " + session.refused};
    if (!taken) return taken;
    if (session.subscribed && !std::exchange(told, true)) {
      failures_ = 0;
      report_.went_well(steady_clock_ns());
    }
    if (!session.messages.empty()) {
      if (Status passed = pass_on(session, stop); !passed) return passed;
    }
    if (const int code = mosquitto_loop_misc(client); code != MOSQ_ERR_SUCCESS) return lost(subscription_, code);
    if (!mosquitto_want_write(client)) continue;
    if (const int code = mosquitto_loop_write(client, 1); code != MOSQ_ERR_SUCCESS) return lost(subscription_, code);
  }
  mosquitto_disconnect(client);
  mosquitto_loop_write(client, 1);
  return Done{};
}

}  // namespace gridwall::bridge
