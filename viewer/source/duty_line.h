// Sends the events of a duty officer to intake, one after the other, each until it is answered. Owned by the thread of
// the live source.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "ingest/feed/socket.h"
#include "viewer/source/live_source.h"

namespace gridwall::source {

class DutyLine {
 public:
  DutyLine(feed::Context& context, std::optional<feed::CurveClient> curve)
      : context_(context), curve_(std::move(curve)) {}

  void set_endpoint(const std::string& intake);
  void add(uint64_t ticket, std::string event) { waiting_.push_back({ticket, std::move(event)}); }
  // Sends and receives without waiting; answers go to `answered`.
  // What the desk is at, and whether the daemon wants to know: an older one would take it for an event.
  void say(const feed::DeskHealth& presence);
  void presence_wanted(bool wanted) { presence_wanted_ = wanted; }
  void step(int64_t steady_ns, std::vector<Submitted>& answered);
  const feed::Socket& socket() const { return socket_; }  // null while there is no endpoint
  bool waiting() const { return !waiting_.empty(); }

 private:
  struct Waiting {
    uint64_t ticket;
    std::string event;
  };
  void connect();
  void send_presence(int64_t steady_ns);

  feed::Context& context_;
  std::optional<feed::CurveClient> curve_;
  std::string endpoint_;
  feed::Socket socket_;
  std::deque<Waiting> waiting_;
  std::optional<int64_t> sent_ns_;  // when the first one was sent, if it is not answered yet
  int64_t not_before_ns_ = 0;
  uint64_t tag_ = 0;
  std::string presence_;  // as a frame; empty: there is no desk
  bool presence_wanted_ = false;
  int64_t presence_due_ns_ = 0;
  std::vector<feed::Frame> frames_;
};

}  // namespace gridwall::source
