// An HTTP/1.1 server in the caller's own loop, over libmicrohttpd: no thread of its own, so that a thousand slow
// clients cost a thousand descriptors and nothing else. Every stage of a request has a time, every request a size; a
// connection that keeps neither is closed. Knows no events and no callers. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/event/result.h"

namespace gridwall::bridge {

struct HttpLimits {
  size_t body_bytes = size_t{8} * 1024 * 1024;    // of one request
  size_t held_bytes = size_t{256} * 1024 * 1024;  // of all requests together
  unsigned connections = 512;                     // in all
  unsigned connections_of_address = 64;           // of one address
  int64_t header_ns = 10'000'000'000;             // from the connection, or the answer before, to the headers' end
  int64_t body_ns = 30'000'000'000;               // from there to the body's end
  int64_t answer_ns = 30'000'000'000;             // from there, the answer being there, until it is taken
};

struct HttpOptions {
  std::string address = "127.0.0.1";  // IPv4 or IPv6, no name
  uint16_t port = 0;                  // 0: any free one
  std::string certificate, key;       // PEM; both empty: no TLS
  HttpLimits limits;
};

struct HttpRequest {
  std::string method;
  std::string path;   // as it was sent, without the query
  std::string query;  // as it was sent
  std::string body;
  std::string authorization, content_type, origin, idempotency_key;  // headers; empty: not sent
};

struct HttpAnswer {
  int status = 200;
  std::string body;
  std::string content_type = "application/json; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers = {};
};

// One request on its way to an answer. May be kept and answered later, by the server's thread; the first answer counts.
class Exchange {
 public:
  virtual ~Exchange() = default;
  virtual const HttpRequest& request() const = 0;
  virtual HttpRequest& request() = 0;
  virtual void answer(HttpAnswer answer) = 0;
};

struct HttpCounts {
  uint64_t refused_size = 0;  // bodies too large
  uint64_t too_slow = 0;      // connections closed for their time
  size_t open = 0;            // connections
};

class HttpServer {
 public:
  struct Handler {
    // After the headers, without a body yet: an answer refuses the request before its body is read.
    std::function<bool(const HttpRequest&, HttpAnswer&)> refuse;
    // The whole request.
    std::function<void(std::shared_ptr<Exchange>)> take;
  };

  // kBusy: the port is taken. kInvalidConfig: the address, the certificate or the key.
  static Result<std::unique_ptr<HttpServer>> start(const HttpOptions& options, Handler handler);
  ~HttpServer();

  uint16_t port() const { return port_; }
  int descriptor() const;     // can be read when run() has something to do
  int64_t wait_ns() const;    // at most so long until run() must be called anyway
  void run(int64_t now_ns);   // serves all that can be served without waiting
  void stop_listening();      // for an end that lets requests finish
  size_t unanswered() const;  // requests taken and not answered yet
  size_t unfinished() const;  // requests of which the answer is not sent yet
  HttpCounts counts() const;

 private:
  struct Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
  uint16_t port_ = 0;
};

// What an answer of that status says by itself: {"error": "..."}.
HttpAnswer http_error(int status, std::string_view what);

}  // namespace gridwall::bridge
