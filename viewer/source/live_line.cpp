#include "viewer/source/live_line.h"

#include <algorithm>

#include "ingest/county/load.h"
#include "ingest/feed/wire.h"
#include "ingest/log/compress.h"
#include "ingest/replay/log_fold.h"
#include "ingest/state/checkpoint.h"

namespace gridwall::source {
namespace {

using feed::HistoryRequest;
using Get = feed::HistoryRequest::Get;
using Phase = SourceStatus::Phase;

constexpr int64_t kLiveTimeoutNs = 2'000'000'000;
constexpr int64_t kAskAgainNs = 250'000'000;
constexpr int64_t kProbeEveryNs = 2'000'000'000;      // while no heartbeat comes
constexpr int64_t kReconnectEveryNs = 5'000'000'000;  // likewise: a connection may be dead without saying so
constexpr int kLiveQueue = 50'000;
constexpr int kMessagesAtOnce = 4096;

}  // namespace

LiveLine::LiveLine(feed::Context& context, const LiveOptions& options, Outlet& outlet)
    : context_(context), options_(options), outlet_(outlet) {}

Status LiveLine::connect() {
  feed::SocketOptions socket_options;
  socket_options.curve_client = options_.curve;
  Result<feed::Socket> socket = feed::Socket::open(context_, feed::SocketKind::kDealer, socket_options);
  if (!socket) return socket.error();
  watch_.watch(context_, *socket);
  if (const Status connected = socket->connect(options_.endpoint); !connected) return connected.error();
  history_ = std::move(*socket);
  history_connected_ns_ = now_ns_;
  asked_.reset();
  return Done{};
}

bool LiveLine::connect_live() {
  feed::SocketOptions socket_options;
  socket_options.curve_client = options_.curve;
  socket_options.receive_queue = kLiveQueue;
  Result<feed::Socket> socket = feed::Socket::open(context_, feed::SocketKind::kSub, socket_options);
  const std::string& endpoint = options_.publish_endpoint.empty() ? publish_ : options_.publish_endpoint;
  if (!socket || !socket->subscribe("") || !socket->connect(endpoint)) {
    problem_ = endpoint + ": the daemon names this endpoint for its events, and it cannot be used";
    return false;
  }
  live_ = std::move(*socket);
  live_connected_ns_ = now_ns_;
  return true;
}

void LiveLine::enter(Stage stage) {
  stage_ = stage;
  asked_.reset();
  not_before_ns_ = 0;
  blob_.clear();
  blob_bytes_ = 0;
}

void LiveLine::rejoin() {
  live_ = {};
  state_.reset();
  out_.clear();
  repairing_ = false;
  enter(Stage::kHello);
}

void LiveLine::step(int64_t now_ns) {
  now_ns_ = now_ns;
  if (last_heard_ns_ == 0) last_heard_ns_ = last_heartbeat_ns_ = history_connected_ns_ = now_ns;
  read_history();
  read_live();
  ask();
  update_status();
}

// One request at a time: what the present phase needs.
void LiveLine::ask() {
  if (asked_ && now_ns_ - asked_ns_ > kLiveTimeoutNs) {
    asked_.reset();
    // It could be opened before, so this can only be a temporary shortage; it is tried again.
    if (now_ns_ - history_connected_ns_ > kReconnectEveryNs) static_cast<void>(connect());
  }
  if (live_ && std::min(now_ns_ - last_heartbeat_ns_, now_ns_ - live_connected_ns_) > kReconnectEveryNs) connect_live();
  if (asked_ || now_ns_ < not_before_ns_) return;
  HistoryRequest request;
  switch (stage_) {
    case Stage::kHello:
      request.get = Get::kHello;
      break;
    case Stage::kCounty:
      request.get = Get::kCounty;
      request.offset = blob_.size();
      break;
    case Stage::kFirstHeartbeat:
      if (stale()) probe();
      return;
    case Stage::kSnapshot:
      request.get = Get::kSnapshot;
      request.version = kStateVersion;
      request.offset = blob_.size();
      if (blob_bytes_ > 0) request.seq = follower_.last();
      break;
    case Stage::kCatchUp:
    case Stage::kFollow: {
      const std::optional<Follower::Range> missing = follower_.missing();
      if (!missing) {
        if (stage_ == Stage::kCatchUp) catch_up_done();
        if (stale()) probe();
        return;
      }
      if (!outlet_.has_room()) return;
      if (stage_ == Stage::kFollow && !repairing_) {
        repairing_ = true;
        fetched_from_ = missing->from;
      }
      request.get = Get::kRange;
      request.from = missing->from;
      request.to = missing->to;
      break;
    }
  }
  send(request);
}

// Without a heartbeat: check whether it is still the same daemon with the same publish endpoint.
void LiveLine::probe() {
  not_before_ns_ = now_ns_ + kProbeEveryNs;
  HistoryRequest request;
  request.get = Get::kHello;
  send(request);
}

void LiveLine::send(HistoryRequest request) {
  request.request = next_request_++;
  if (history_.send({feed::encode_request(request)}) != feed::Socket::Sent::kSent) {
    not_before_ns_ = now_ns_ + kAskAgainNs;  // no daemon yet
    return;
  }
  asked_ = request;
  asked_ns_ = now_ns_;
}

void LiveLine::read_history() {
  while (history_.receive(frames_, 3)) {
    last_heard_ns_ = now_ns_;
    const std::optional<feed::HistoryAnswer> answer = feed::parse_history_answer(frames_[0].bytes());
    if (!answer || !asked_ || answer->request != asked_->request) continue;  // of a question given up
    if (!answer->error.empty()) {
      on_error(*answer);
    } else {
      on_answer(*answer, frames_.size() > 1 ? frames_[1].bytes() : std::string_view());
    }
    ask();  // the next chunk is on its way while this thread continues
  }
}

void LiveLine::on_error(const feed::HistoryAnswer& answer) {
  asked_.reset();
  not_before_ns_ = now_ns_ + kAskAgainNs;
  if (answer.error == "unavailable") {
    problem_ = "the daemon cannot read its log: " + answer.detail;
  } else if (answer.error == "gone") {
    enter(Stage::kSnapshot);
  } else {
    // The log no longer has the missing events, or never had those seen: start again.
    rejoin();
    not_before_ns_ = now_ns_ + kAskAgainNs;
  }
}

void LiveLine::on_answer(const feed::HistoryAnswer& answer, std::string_view chunk) {
  const Get get = asked_->get;
  asked_.reset();
  problem_.clear();
  switch (get) {
    case Get::kHello:
      on_hello(answer);
      break;
    case Get::kCounty:
      if (collect(answer, chunk)) on_county_blob(answer);
      break;
    case Get::kSnapshot:
      if (blob_.empty()) follower_.begin(answer.seq);
      if (collect(answer, chunk)) on_snapshot_blob(answer);
      break;
    case Get::kRange:
      on_range(answer, chunk);
      break;
    case Get::kPlace:
    case Get::kIndex:
      break;  // the past's questions, over its own line
  }
}

void LiveLine::on_hello(const feed::HistoryAnswer& answer) {
  if (answer.protocol != feed::kProtocolVersion) {
    problem_ = "the daemon speaks protocol " + std::to_string(answer.protocol) + ", this wall " +
               std::to_string(feed::kProtocolVersion) + "; install the same version on both";
    not_before_ns_ = now_ns_ + kProbeEveryNs;
    return;
  }
  intake_ = feed::reachable_endpoint(answer.intake, options_.endpoint);
  const std::string publish = feed::reachable_endpoint(answer.publish, options_.endpoint);
  head_ = std::max(head_, answer.head);
  if (stage_ != Stage::kHello) {  // a probe
    const bool shrunk = stage_ != Stage::kFirstHeartbeat && answer.head < follower_.last();
    if (answer.log_id != log_id_ || answer.county_mark != county_mark_ || shrunk) return rejoin();
    if (publish != publish_) {
      publish_ = publish;
      connect_live();
    }
    return;
  }
  head_ = answer.head;
  log_id_ = answer.log_id;
  county_mark_ = answer.county_mark;
  publish_ = publish;
  last_heartbeat_ns_ = now_ns_;
  if (county_ && county_loaded_ == county_mark_) {
    if (connect_live()) enter(Stage::kFirstHeartbeat);
  } else {
    enter(Stage::kCounty);
  }
}

bool LiveLine::collect(const feed::HistoryAnswer& answer, std::string_view chunk) {
  if (answer.offset != blob_.size() || (blob_bytes_ != 0 && answer.bytes != blob_bytes_) ||
      answer.bytes > log::kMaxBlobBytes || blob_.size() + chunk.size() > answer.bytes) {
    blob_.clear();  // it changed on the way: from the beginning
    blob_bytes_ = 0;
    not_before_ns_ = now_ns_ + kAskAgainNs;
    return false;
  }
  blob_bytes_ = answer.bytes;
  blob_ += chunk;
  if (chunk.empty() && blob_.size() < blob_bytes_) not_before_ns_ = now_ns_ + kAskAgainNs;
  return blob_.size() == blob_bytes_;
}

void LiveLine::on_county_blob(const feed::HistoryAnswer& answer) {
  const Result<std::string> packed = log::decompress_blob(blob_);
  const auto texts = packed ? feed::unpack_texts(*packed, 3) : std::nullopt;
  Result<County> county = Error{ErrorCode::kCorrupt, "the daemon's county did not arrive whole"};
  if (texts) {
    auto source = std::make_shared<CountySource>(
        CountySource{(*texts)[0] + ".toml", (*texts)[1], (*texts)[2], (*texts)[0] + ".geojson"});
    county = load_county(*source);
    source_ = std::move(source);
  }
  enter(Stage::kCounty);
  if (!county) {
    problem_ = "the daemon's county cannot be shown: " + county.error().message;
    not_before_ns_ = now_ns_ + kProbeEveryNs;
    return;
  }
  county_ = std::make_shared<const County>(std::move(*county));
  county_loaded_ = answer.county_mark;
  county_mark_ = answer.county_mark;
  if (connect_live()) enter(Stage::kFirstHeartbeat);
}

void LiveLine::on_snapshot_blob(const feed::HistoryAnswer& answer) {
  auto state = std::make_unique<CountyState>(*county_);
  state->seq = answer.seq;
  if (blob_bytes_ > 0) {
    const Result<std::string> bytes = log::decompress_blob(blob_);
    Result<CountyState> kept = bytes ? deserialize(*bytes, *county_) : Result<CountyState>(bytes.error());
    if (kept && kept->seq == answer.seq) {
      *state = std::move(*kept);
    } else {  // a checkpoint is a cache: everything follows from the events
      *state = CountyState(*county_);
      state->seq = 0;
    }
  }
  state_ = std::move(state);
  follower_.begin(state_->seq);
  follower_.on_head(head_);
  fetched_from_ = state_->seq + 1;
  enter(Stage::kCatchUp);
}

void LiveLine::on_range(const feed::HistoryAnswer& answer, std::string_view chunk) {
  head_ = std::max(head_, answer.head);
  feed::RecordReader records(chunk);
  LoggedEvent event;
  while (records.next(event)) follower_.on_fetched(event, out_);
  if (records.damaged() || answer.count == 0) not_before_ns_ = now_ns_ + kAskAgainNs;
  hand_on();
  if (repairing_ && !follower_.missing()) repairing_ = false;
}

void LiveLine::read_live() {
  if (!live_) return;
  for (int i = 0; i < kMessagesAtOnce && outlet_.has_room(); ++i) {
    if (!live_.receive(frames_, 4)) break;
    last_heard_ns_ = now_ns_;
    const std::string_view topic = frames_[0].bytes();
    if (frames_.size() == 2 && topic == feed::kHeartbeatTopic) {
      on_heartbeat(frames_[1].bytes());
      if (!live_) return;  // it made us join again
      continue;
    }
    if (frames_.size() != 3) continue;
    const std::optional<LoggedEvent> event = feed::event_of_frames(topic, frames_[1].bytes(), frames_[2].bytes());
    if (event) on_event(*event);
  }
  hand_on();
}

void LiveLine::on_event(const LoggedEvent& event) {
  head_ = std::max(head_, event.stamp.seq);
  if (stage_ == Stage::kCatchUp || stage_ == Stage::kFollow) follower_.on_live(event, out_);
}

void LiveLine::on_heartbeat(std::string_view json) {
  std::optional<feed::Heartbeat> heartbeat = feed::parse_heartbeat(json);
  if (!heartbeat) return;
  last_heartbeat_ns_ = now_ns_;
  const bool same = heartbeat->log_id == log_id_ && heartbeat->county_mark == county_mark_;
  const bool following = stage_ == Stage::kCatchUp || stage_ == Stage::kFollow;
  if (!same || (following && heartbeat->seq < follower_.last())) return rejoin();
  head_ = std::max(head_, heartbeat->seq);
  // The heartbeat follows the events it counts: those that are not here by now were lost on the way.
  if (following) follower_.on_head(heartbeat->seq);
  if (stage_ == Stage::kFirstHeartbeat) enter(Stage::kSnapshot);
  outlet_.heartbeat(std::make_shared<const feed::Heartbeat>(std::move(*heartbeat)), now_ns_);
}

void LiveLine::hand_on() {
  if (out_.empty()) return;
  if (stage_ == Stage::kCatchUp) {
    for (size_t i = 0; i < out_.size(); ++i) replay::fold_row(*state_, *county_, parser_, out_[i]);
    out_.clear();
  } else {
    outlet_.events(out_);
  }
}

void LiveLine::catch_up_done() {
  hand_on();
  stage_ = Stage::kFollow;
  outlet_.start({source_, county_, std::move(state_)});
}

void LiveLine::update_status() {
  SourceStatus status;
  status.problem = problem_;
  status.head_seq = head_;
  status.trouble = watch_.trouble(now_ns_);
  switch (stage_) {
    case Stage::kHello:
      status.phase = Phase::kConnecting;
      break;
    case Stage::kCounty:
    case Stage::kFirstHeartbeat:
    case Stage::kSnapshot:
      status.phase = Phase::kCatchingUp;
      break;
    case Stage::kCatchUp:
      status.phase = Phase::kCatchingUp;
      status.done = follower_.last() + 1 - fetched_from_;
      status.wanted = std::max(head_, follower_.last()) + 1 - fetched_from_;
      break;
    case Stage::kFollow:
      status.phase = repairing_ ? Phase::kRepairing : Phase::kLive;
      if (repairing_) {
        status.done = follower_.last() + 1 - fetched_from_;
        status.wanted = std::max(head_, follower_.last()) + 1 - fetched_from_;
        status.repair_from = fetched_from_;
        status.repair_to = std::max(head_, follower_.last());
      }
      break;
  }
  if (stage_ != Stage::kHello && stale()) status.phase = Phase::kStale;
  outlet_.status(status, stage_ == Stage::kHello ? last_heard_ns_ : last_heartbeat_ns_);
}

}  // namespace gridwall::source
