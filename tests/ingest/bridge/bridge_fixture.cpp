#include "tests/ingest/bridge/bridge_fixture.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sodium.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include "ingest/bridge/listener.h"

namespace gridwall::bridge::testing {
namespace {

constexpr int kDeadlineMs = 20'000;

// Waits for something to read; false after the deadline.
bool readable(int descriptor) {
  pollfd item{descriptor, POLLIN, 0};
  return poll(&item, 1, kDeadlineMs) > 0;
}

size_t announced_size(const std::string& head) {
  const size_t at = head.find("Content-Length: ");
  return at == std::string::npos ? 0 : static_cast<size_t>(std::atoll(head.c_str() + at + 16));
}

}  // namespace

Client::Client(uint16_t port, const char* from) : descriptor_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  EXPECT_EQ(inet_pton(AF_INET, from, &address.sin_addr), 1);
  EXPECT_EQ(bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
}

Client::~Client() {
  close(descriptor_);
}

bool Client::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

Reply Client::reply() {
  char buffer[65536];
  Reply reply;
  while (true) {
    const size_t end = read_.find("\r\n\r\n");
    if (end != std::string::npos) {
      reply.head = read_.substr(0, end + 2);
      const size_t size = announced_size(reply.head);
      if (read_.size() >= end + 4 + size) {
        reply.status = std::atoi(reply.head.c_str() + 9);
        reply.body = read_.substr(end + 4, size);
        read_.erase(0, end + 4 + size);
        if (reply.status != 100) return reply;
        continue;
      }
    }
    if (!readable(descriptor_)) {
      ADD_FAILURE() << "no answer; so far: " << read_;
      return {};
    }
    const ssize_t got = recv(descriptor_, buffer, sizeof buffer, 0);
    if (got <= 0) return {};
    read_.append(buffer, static_cast<size_t>(got));
  }
}

bool Client::closed() {
  char buffer[4096];
  while (readable(descriptor_)) {
    if (recv(descriptor_, buffer, sizeof buffer, 0) <= 0) return true;
  }
  return false;
}

bool Client::at_end() const {
  char buffer[4096];
  const ssize_t got = recv(descriptor_, buffer, sizeof buffer, MSG_DONTWAIT);
  return got == 0 || (got < 0 && errno != EAGAIN);
}

Reply ask(uint16_t port, const std::string& method, const std::string& target, const std::string& body,
          const std::vector<std::string>& headers) {
  Client client(port);
  std::string bytes = method + " " + target + " HTTP/1.1\r\nHost: bridge\r\n";
  for (const std::string& header : headers) bytes += header + "\r\n";
  if (!body.empty() || method == "POST") bytes += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  client.send(bytes + "\r\n" + body);
  return client.reply();
}

RunningBridge::RunningBridge(BridgeConfig config) {
  static const int sodium = sodium_init();
  EXPECT_GE(sodium, 0);
  std::signal(SIGPIPE, SIG_IGN);  // as every program does
  Result<std::unique_ptr<Bridge>> started = Bridge::start(std::move(config));
  if (!started) throw std::runtime_error(started.error().message);
  bridge_ = std::move(*started);
  thread_ = std::thread([this] { bridge_->run(stop_); });
}

void RunningBridge::stop() {
  stop_ = true;
  bridge_->wake();
  if (thread_.joinable()) thread_.join();
}

PageServer::PageServer() {
  const Result<Listener> listener = listen_on("127.0.0.1", 0);
  EXPECT_TRUE(listener);
  listener_ = listener->descriptor;
  port_ = listener->port;
  thread_ = std::thread([this] { run(); });
}

PageServer::~PageServer() {
  stop_ = true;
  thread_.join();
  close(listener_);
}

void PageServer::put(const std::string& path, int status, const std::string& body) {
  const std::lock_guard lock(mutex_);
  pages_[path] = {status, body};
}

std::string PageServer::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + path;
}

int PageServer::asked(const std::string& path) {
  const std::lock_guard lock(mutex_);
  return asked_[path];
}

void PageServer::run() {
  while (!stop_) {
    pollfd item{listener_, POLLIN, 0};
    if (poll(&item, 1, 20) <= 0) continue;
    const int client = accept(listener_, nullptr, nullptr);
    std::string head;
    char buffer[4096];
    while (head.find("\r\n\r\n") == std::string::npos && readable(client)) {
      const ssize_t got = recv(client, buffer, sizeof buffer, 0);
      if (got <= 0) break;
      head.append(buffer, static_cast<size_t>(got));
    }
    const size_t begin = head.find(' ') + 1;
    const std::string path = head.substr(begin, head.find(' ', begin) - begin);
    std::string bytes = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    {
      const std::lock_guard lock(mutex_);
      ++asked_[path];
      if (const auto page = pages_.find(path); page != pages_.end()) {
        bytes = "HTTP/1.1 " + std::to_string(page->second.first) +
                " Here\r\nConnection: close\r\nContent-Length: " + std::to_string(page->second.second.size()) +
                "\r\n\r\n" + page->second.second;
      }
    }
    static_cast<void>(::send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL));
    close(client);
  }
}

import::Mapping row_mapping(const std::string& format){
    const Result<import::Mapping> mapping = import::load_mapping("name = \"rows\"\nsource = \"hotline\"\nformat = \"" +
                                                                     format + R"("
time_format = "rfc3339"
[[event]]
type = "request.placed"
id = "{id}/placed"
at = "at"
lon = "{lon}"
lat = "{lat}"
[event.fields]
request = "{id}"
category = "noise"
channel = "web"
title = "{title}"
tier = "grid"
)",
                                                                 "rows.toml");
if (!mapping) throw std::runtime_error(mapping.error().message);
return *mapping;
}

import::Mapping warning_mapping(){
    const Result<import::Mapping> mapping = import::load_mapping(
        "name = \"warnings\"\nsource = \"weather\"\nformat = \"cap\"\nlanguages = [\"zh\"]\nlasts = \"24h\"\n",
        "cap.toml");
if (!mapping) throw std::runtime_error(mapping.error().message);
return *mapping;
}

std::string cap_message(const std::string& identifier, const std::string& event) {
  return R"(<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>)" +
         identifier +
         R"(</identifier><sender>weather@example.org</sender><sent>2024-11-21T14:00:00+08:00</sent>)"
         R"(<status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info><language>zh-CN</language>)"
         R"(<category>Met</category><event>)" +
         event +
         R"(</event><urgency>Immediate</urgency><severity>Severe</severity><certainty>Likely</certainty>)"
         R"(<expires>2024-11-22T14:00:00+08:00</expires><headline>暴雨橙色预警</headline>)"
         R"(<area><areaDesc>全县</areaDesc></area></info></alert>)";
}

BridgeConfig BridgeTest::config() const {
  BridgeConfig config;
  config.intake = daemon_->endpoints().intake;
  config.publish = daemon_->endpoints().publish;
  config.log = log();
  return config;
}

}  // namespace gridwall::bridge::testing
