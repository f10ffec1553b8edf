// The protocol with a daemon: joins, follows, repairs, joins again. Runs in steps on one thread and never waits; events
// and status go to the outlet. See live_source.h, and docs/OPERATIONS.md for the protocol.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/event/parse.h"
#include "ingest/feed/connection_watch.h"
#include "ingest/feed/history_protocol.h"
#include "ingest/feed/socket.h"
#include "viewer/source/follower.h"
#include "viewer/source/live_source.h"
#include "viewer/source/outlet.h"

namespace gridwall::source {

class LiveLine {
 public:
  LiveLine(feed::Context& context, const LiveOptions& options, Outlet& outlet);

  Status connect();
  // Handles what has arrived, requests what is needed, updates the status.
  void step(int64_t now_ns);
  const feed::Socket& history() const { return history_; }
  const feed::Socket& live() const { return live_; }     // null until the daemon has named its publish endpoint
  const std::string& intake() const { return intake_; }  // empty before hello

 private:
  enum class Stage : uint8_t { kHello, kCounty, kFirstHeartbeat, kSnapshot, kCatchUp, kFollow };

  void enter(Stage stage);
  void rejoin();
  bool connect_live();
  void read_history();
  void read_live();
  void ask();
  void send(feed::HistoryRequest request);
  void probe();
  void update_status();
  bool stale() const { return now_ns_ - last_heartbeat_ns_ > options_.stale_after_ns; }

  void on_answer(const feed::HistoryAnswer& answer, std::string_view chunk);
  void on_error(const feed::HistoryAnswer& answer);
  void on_hello(const feed::HistoryAnswer& answer);
  bool collect(const feed::HistoryAnswer& answer, std::string_view chunk);  // true: the blob is complete
  void on_county_blob(const feed::HistoryAnswer& answer);
  void on_snapshot_blob(const feed::HistoryAnswer& answer);
  void on_range(const feed::HistoryAnswer& answer, std::string_view chunk);
  void on_heartbeat(std::string_view json);
  void on_event(const LoggedEvent& event);
  void hand_on();
  void catch_up_done();

  feed::Context& context_;
  const LiveOptions& options_;
  Outlet& outlet_;
  feed::Socket history_, live_;
  feed::ConnectionWatch watch_;  // of history_
  std::vector<feed::Frame> frames_;
  int64_t now_ns_ = 0;

  Stage stage_ = Stage::kHello;
  uint64_t next_request_ = 1;
  std::optional<feed::HistoryRequest> asked_;  // a request without an answer yet
  int64_t asked_ns_ = 0;
  int64_t not_before_ns_ = 0;

  std::string log_id_, county_mark_, publish_, intake_;
  std::string blob_;
  uint64_t blob_bytes_ = 0;
  std::shared_ptr<const CountySource> source_;
  std::shared_ptr<const County> county_;
  std::string county_loaded_;           // the mark of county_
  std::unique_ptr<CountyState> state_;  // while catching up
  Parser parser_;
  Follower follower_;
  EventBlock out_;

  uint64_t fetched_from_ = 0;  // where catching up or repairing began
  uint64_t head_ = 0;
  bool repairing_ = false;
  std::string problem_;
  int64_t last_heartbeat_ns_ = 0;
  int64_t last_heard_ns_ = 0;
  int64_t history_connected_ns_ = 0;
  int64_t live_connected_ns_ = 0;
};

}  // namespace gridwall::source
