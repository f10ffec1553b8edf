#include "ingest/bridge/http_server.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>
#include <unordered_set>

#include "ingest/bridge/listener.h"
#include "ingest/event/clock.h"
#include "ingest/event/encode.h"

namespace gridwall::bridge {
namespace {

constexpr size_t kHeaderBytes = size_t{32} * 1024;  // of a connection: its headers, and the buffer for reading
constexpr int64_t kSweepNs = 100'000'000;
constexpr size_t kDiscardTimes = 4;  // of a body that is too large so many times the limit is read, then no more
#if MHD_VERSION >= 0x01000000
constexpr MHD_OPTION kStrictness = MHD_OPTION_CLIENT_DISCIPLINE_LVL;
#else
constexpr MHD_OPTION kStrictness = MHD_OPTION_STRICT_FOR_CLIENT;
#endif
constexpr const char* kCiphers = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:%SERVER_PRECEDENCE";

struct Connection {
  int descriptor = -1;
  int64_t until_ns = 0;  // closed when this has passed; 0: the next step is ours
  std::string target;    // of the request being read
};

std::string header(MHD_Connection* connection, const char* name) {
  const char* value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
  return value == nullptr ? std::string() : std::string(value);
}

// Names of paths and queries are ours to read: libmicrohttpd is to leave them alone.
size_t leave_as_it_is(void*, MHD_Connection*, char* text) {
  return std::strlen(text);
}

}  // namespace

struct HttpServer::Impl {
  struct Call;

  HttpOptions options;
  Handler handler;
  MHD_Daemon* daemon = nullptr;
  std::unordered_set<Connection*> connections;
  std::unordered_set<Call*> calls;
  HttpCounts counts;
  size_t held_bytes = 0, unanswered = 0;
  int64_t now_ns = 0, swept_ns = 0;

  ~Impl();
  bool open(int listener);
  Connection& connection_of(MHD_Connection* connection);
  MHD_Result serve(MHD_Connection* connection, const char* method, const char* data, size_t* bytes, void** context);
  MHD_Result begin(MHD_Connection* connection, Call& call, const char* method);
  bool receive(Call& call, std::string_view data);
  MHD_Result reply(MHD_Connection* connection, Call& call);
  void sweep();

  static MHD_Result on_request(void* self, MHD_Connection* connection, const char* url, const char* method,
                               const char* version, const char* data, size_t* bytes, void** context);
  static void on_completed(void* self, MHD_Connection* connection, void** context, MHD_RequestTerminationCode why);
  static void on_connection(void* self, MHD_Connection* connection, void** context,
                            MHD_ConnectionNotificationCode what);
  static void* on_target(void* self, const char* target, MHD_Connection* connection);
};

struct HttpServer::Impl::Call : Exchange, std::enable_shared_from_this<Call> {
  Impl* server = nullptr;  // null: the connection is gone
  MHD_Connection* connection = nullptr;
  HttpRequest asked;
  std::optional<HttpAnswer> given;
  std::shared_ptr<Call> self;  // while libmicrohttpd knows it
  size_t received = 0, held = 0;
  int refused = 0;  // the status of a body that was not kept
  bool taken = false, suspended = false;

  const HttpRequest& request() const override { return asked; }
  HttpRequest& request() override { return asked; }
  void answer(HttpAnswer answer) override {
    if (given || server == nullptr) return;
    given = std::move(answer);
    if (taken) --server->unanswered;
    if (!suspended) return;
    suspended = false;
    MHD_resume_connection(connection);
  }
};

namespace {

HttpAnswer refusal(int status, const HttpLimits& limits) {
  if (status == 413) {
    return http_error(
        413, "the body is larger than " + std::to_string(limits.body_bytes) + " bytes; send it in several requests");
  }
  HttpAnswer answer = http_error(503, "too many requests are being read at this moment; send it again");
  answer.headers.emplace_back("Retry-After", "1");
  return answer;
}

}  // namespace

HttpAnswer http_error(int status, std::string_view what) {
  HttpAnswer answer;
  answer.status = status;
  answer.body = "{\"error\":" + json_string(what) + "}\n";
  return answer;
}

Connection& HttpServer::Impl::connection_of(MHD_Connection* connection) {
  return *static_cast<Connection*>(
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context);
}

void HttpServer::Impl::on_connection(void* self, MHD_Connection* connection, void** context,
                                     MHD_ConnectionNotificationCode what) {
  Impl& server = *static_cast<Impl*>(self);
  if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
    const auto* gone = static_cast<Connection*>(*context);
    server.connections.erase(static_cast<Connection*>(*context));
    delete gone;
    *context = nullptr;
    return;
  }
  auto* made = new Connection;
  made->descriptor = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
  made->until_ns = server.now_ns + server.options.limits.header_ns;
  server.connections.insert(made);
  *context = made;
}

void* HttpServer::Impl::on_target(void* self, const char* target, MHD_Connection* connection) {
  static_cast<Impl*>(self)->connection_of(connection).target = target;
  return nullptr;
}

MHD_Result HttpServer::Impl::on_request(void* self, MHD_Connection* connection, const char*, const char* method,
                                        const char*, const char* data, size_t* bytes, void** context) {
  return static_cast<Impl*>(self)->serve(connection, method, data, bytes, context);
}

void HttpServer::Impl::on_completed(void* self, MHD_Connection* connection, void** context,
                                    MHD_RequestTerminationCode) {
  Impl& server = *static_cast<Impl*>(self);
  auto* call = static_cast<Call*>(*context);
  *context = nullptr;
  server.connection_of(connection).until_ns = server.now_ns + server.options.limits.header_ns;
  if (call == nullptr) return;
  if (call->taken && !call->given) --server.unanswered;
  server.held_bytes -= call->held;
  server.calls.erase(call);
  call->server = nullptr;
  call->connection = nullptr;
  call->self.reset();  // may end it
}

MHD_Result HttpServer::Impl::serve(MHD_Connection* connection, const char* method, const char* data, size_t* bytes,
                                   void** context) {
  if (*context == nullptr) {
    const auto made = std::make_shared<Call>();
    made->server = this;
    made->connection = connection;
    made->self = made;
    calls.insert(made.get());
    *context = made.get();
    return begin(connection, *made, method);
  }
  Call& call = *static_cast<Call*>(*context);
  if (*bytes > 0) {
    const std::string_view part(data, *bytes);
    *bytes = 0;
    return receive(call, part) ? MHD_YES : MHD_NO;
  }
  if (call.given) return reply(connection, call);
  if (call.taken) return MHD_YES;  // woken for nothing
  connection_of(connection).until_ns = 0;
  if (call.refused != 0) {
    call.given = refusal(call.refused, options.limits);
    return reply(connection, call);
  }
  call.taken = true;
  ++unanswered;
  handler.take(call.shared_from_this());
  if (call.given) return reply(connection, call);
  call.suspended = true;
  MHD_suspend_connection(connection);
  return MHD_YES;
}

MHD_Result HttpServer::Impl::begin(MHD_Connection* connection, Call& call, const char* method) {
  Connection& from = connection_of(connection);
  from.until_ns = now_ns + options.limits.body_ns;
  const std::string target = std::move(from.target);
  const size_t question = std::min(target.find('?'), target.size());
  call.asked.method = method;
  call.asked.path = target.substr(0, question);
  call.asked.query = target.substr(std::min(question + 1, target.size()));
  call.asked.authorization = header(connection, MHD_HTTP_HEADER_AUTHORIZATION);
  call.asked.content_type = header(connection, MHD_HTTP_HEADER_CONTENT_TYPE);
  call.asked.origin = header(connection, "Origin");
  call.asked.idempotency_key = header(connection, "Idempotency-Key");
  HttpAnswer answer;
  if (handler.refuse(call.asked, answer)) {
    call.given = std::move(answer);
    return reply(connection, call);
  }
  // What is announced and too large is refused before it is sent.
  const std::string announced = header(connection, MHD_HTTP_HEADER_CONTENT_LENGTH);
  uint64_t announced_bytes = 0;
  const auto [end, error] = std::from_chars(announced.data(), announced.data() + announced.size(), announced_bytes);
  if (error == std::errc::result_out_of_range || announced_bytes > options.limits.body_bytes) {
    ++counts.refused_size;
    call.given = refusal(413, options.limits);
    return reply(connection, call);
  }
  return MHD_YES;
}

// False: the connection is to be closed.
bool HttpServer::Impl::receive(Call& call, std::string_view data) {
  call.received += data.size();
  if (call.refused == 0 && call.received > options.limits.body_bytes) {
    call.refused = 413;
    ++counts.refused_size;
  }
  if (call.refused == 0 && held_bytes + data.size() > options.limits.held_bytes) call.refused = 503;
  if (call.refused != 0) {
    held_bytes -= call.held;
    call.held = 0;
    std::string().swap(call.asked.body);
    return call.received <= options.limits.body_bytes * kDiscardTimes;
  }
  call.asked.body.append(data);
  call.held += data.size();
  held_bytes += data.size();
  return true;
}

MHD_Result HttpServer::Impl::reply(MHD_Connection* connection, Call& call) {
  connection_of(connection).until_ns = now_ns + options.limits.answer_ns;
  const HttpAnswer& given = *call.given;
  MHD_Response* response =
      MHD_create_response_from_buffer(given.body.size(), const_cast<char*>(given.body.data()), MHD_RESPMEM_MUST_COPY);
  if (response == nullptr) return MHD_NO;
  MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, given.content_type.c_str());
  MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
  MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
  for (const auto& [name, value] : given.headers) MHD_add_response_header(response, name.c_str(), value.c_str());
  const MHD_Result queued = MHD_queue_response(connection, static_cast<unsigned>(given.status), response);
  MHD_destroy_response(response);
  return queued;
}

// libmicrohttpd closes what is idle; this closes what keeps a connection busy with a byte now and then.
void HttpServer::Impl::sweep() {
  if (now_ns - swept_ns < kSweepNs) return;
  swept_ns = now_ns;
  for (Connection* connection : connections) {
    if (connection->until_ns == 0 || connection->until_ns > now_ns) continue;
    connection->until_ns = 0;
    ++counts.too_slow;
    shutdown(connection->descriptor, SHUT_RDWR);  // it is closed when libmicrohttpd reads the end
  }
}

bool HttpServer::Impl::open(int listener) {
  const HttpLimits& limits = options.limits;
  const auto whole_s = [](int64_t ns) { return static_cast<unsigned>((ns + 999'999'999) / 1'000'000'000); };
  std::vector<MHD_OptionItem> items = {
      {MHD_OPTION_NOTIFY_COMPLETED, reinterpret_cast<intptr_t>(&on_completed), this},
      {MHD_OPTION_NOTIFY_CONNECTION, reinterpret_cast<intptr_t>(&on_connection), this},
      {MHD_OPTION_URI_LOG_CALLBACK, reinterpret_cast<intptr_t>(&on_target), this},
      {MHD_OPTION_UNESCAPE_CALLBACK, reinterpret_cast<intptr_t>(&leave_as_it_is), nullptr},
      {MHD_OPTION_LISTEN_SOCKET, listener, nullptr},
      {MHD_OPTION_CONNECTION_LIMIT, static_cast<intptr_t>(limits.connections), nullptr},
      {MHD_OPTION_PER_IP_CONNECTION_LIMIT, static_cast<intptr_t>(limits.connections_of_address), nullptr},
      {MHD_OPTION_CONNECTION_MEMORY_LIMIT, static_cast<intptr_t>(kHeaderBytes), nullptr},
      {MHD_OPTION_CONNECTION_TIMEOUT, static_cast<intptr_t>(whole_s(limits.body_ns + limits.answer_ns)), nullptr},
      {kStrictness, 1, nullptr},
  };
  unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME;
  if (!options.certificate.empty()) {
    flags |= MHD_USE_TLS;
    items.push_back({MHD_OPTION_HTTPS_MEM_CERT, 0, const_cast<char*>(options.certificate.c_str())});
    items.push_back({MHD_OPTION_HTTPS_MEM_KEY, 0, const_cast<char*>(options.key.c_str())});
    items.push_back({MHD_OPTION_HTTPS_PRIORITIES, 0, const_cast<char*>(kCiphers)});
  }
  items.push_back({MHD_OPTION_END, 0, nullptr});
  daemon =
      MHD_start_daemon(flags, 0, nullptr, nullptr, &on_request, this, MHD_OPTION_ARRAY, items.data(), MHD_OPTION_END);
  return daemon != nullptr;
}

HttpServer::Impl::~Impl() {
  if (daemon == nullptr) return;
  for (Call* call : calls) {
    if (!call->suspended) continue;
    call->suspended = false;
    MHD_resume_connection(call->connection);
  }
  MHD_stop_daemon(daemon);
}

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::~HttpServer() = default;

Result<std::unique_ptr<HttpServer>> HttpServer::start(const HttpOptions& options, Handler handler) {
  const Result<Listener> listener = listen_on(options.address, options.port);
  if (!listener) return listener.error();
  auto impl = std::make_unique<Impl>();
  impl->options = options;
  impl->handler = std::move(handler);
  impl->now_ns = steady_clock_ns();
  if (!impl->open(listener->descriptor)) {
    close(listener->descriptor);
    return Error{ErrorCode::kInvalidConfig,
                 options.certificate.empty()
                     ? "the HTTP server could not be started"
                     : "the certificate and the key do not belong together, or are not PEM without a password"};
  }
  std::unique_ptr<HttpServer> server(new HttpServer(std::move(impl)));
  server->port_ = listener->port;
  return server;
}

int HttpServer::descriptor() const {
  return MHD_get_daemon_info(impl_->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

int64_t HttpServer::wait_ns() const {
  MHD_UNSIGNED_LONG_LONG wait_ms = 0;
  const bool waits = MHD_get_timeout(impl_->daemon, &wait_ms) == MHD_YES;
  int64_t wait_ns = impl_->connections.empty() ? INT64_MAX : kSweepNs;
  if (waits) wait_ns = std::min(wait_ns, static_cast<int64_t>(std::min<uint64_t>(wait_ms, 60'000)) * 1'000'000);
  return wait_ns;
}

void HttpServer::run(int64_t now_ns) {
  impl_->now_ns = now_ns;
  impl_->sweep();
  MHD_run(impl_->daemon);
}

void HttpServer::stop_listening() {
  const MHD_socket listener = MHD_quiesce_daemon(impl_->daemon);
  if (listener != MHD_INVALID_SOCKET) close(listener);
}

size_t HttpServer::unanswered() const {
  return impl_->unanswered;
}
size_t HttpServer::unfinished() const {
  return impl_->calls.size();
}
HttpCounts HttpServer::counts() const {
  HttpCounts counts = impl_->counts;
  counts.open = impl_->connections.size();
  return counts;
}

}  // namespace gridwall::bridge
