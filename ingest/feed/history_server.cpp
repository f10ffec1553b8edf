#include "ingest/feed/history_server.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <optional>
#include <vector>

#include "ingest/feed/history_protocol.h"
#include "ingest/feed/wire.h"
#include "ingest/log/compress.h"
#include "ingest/log/log_reader.h"
#include "ingest/state/checkpoint.h"

namespace gridwall::feed {
namespace {

constexpr int kPollMs = 250;
constexpr size_t kSnapshotsKept = 2;
constexpr int kSnapshotLevel = 1;  // quick: a wall waits for it

int64_t wall_clock_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::string mark_text(const log::StoredCounty& county) {
  return fmt::format("{:016x}", county_mark(county.config_toml, county.map_geojson));
}

struct Blob {
  uint64_t seq = 0;
  std::string mark;   // of a county
  std::string bytes;  // compressed
};

}  // namespace

// What the thread works with: its socket, its reader, and the blobs that several walls ask for at once.
class HistoryServer::Session {
 public:
  Session(Socket socket, HistoryOptions options) : socket_(std::move(socket)), options_(std::move(options)) {}

  const Socket& socket() const { return socket_; }

  // Answers one request; false when none waits.
  bool serve(std::atomic<uint64_t>& dropped) {
    size_t too_many = 0;
    if (!socket_.receive(frames_, 2, &too_many)) return false;
    HistoryRequest request;
    chunk_ = {};
    header_.clear();
    if (frames_.size() < 2 || too_many > 0) {
      fail(request, "bad_request", "a request is one frame");
    } else if (const std::optional<std::string> wrong = parse_request(frames_[1].bytes(), request)) {
      fail(request, "bad_request", *wrong);
    } else if (const Status answered = answer(request); !answered) {
      fail(request, "unavailable", answered.error().message);
      reader_.reset();  // opened anew with the next request
    }
    const std::string_view identity = frames_[0].bytes();
    const Socket::Sent sent =
        chunk_.empty() ? socket_.send({identity, header_}) : socket_.send({identity, header_, chunk_});
    if (sent != Socket::Sent::kSent) ++dropped;
    return true;
  }

 private:
  void fail(const HistoryRequest& request, std::string_view error, std::string_view detail, uint64_t first = 0) {
    HistoryAnswer answer;
    answer.request = request.request;
    answer.error = error;
    answer.detail = detail;
    answer.first = first;
    header_ = encode_error(answer);
    chunk_ = {};
  }

  Status answer(const HistoryRequest& request) {
    if (!reader_) {
      Result<log::LogReader> reader = log::LogReader::open(options_.log);
      if (!reader) return reader.error();
      reader_ = std::move(*reader);
    }
    switch (request.get) {
      case HistoryRequest::Get::kHello:
        return hello(request);
      case HistoryRequest::Get::kCounty:
        return county(request);
      case HistoryRequest::Get::kSnapshot:
        return snapshot(request);
      case HistoryRequest::Get::kRange:
        return range(request);
    }
    return Done{};
  }

  Status refresh_county(uint64_t head) {
    const Result<std::vector<uint64_t>> changes = reader_->county_changes();
    if (!changes) return changes.error();
    uint64_t effective = 0;
    for (const uint64_t from : *changes) {
      if (from <= head + 1) effective = from;
    }
    if (county_ && county_->seq == effective) return Done{};
    Result<std::optional<log::StoredCounty>> stored = reader_->county_at(head + 1);
    if (!stored) return stored.error();
    if (!stored->has_value()) return Error{ErrorCode::kNotFound, "the log holds no county"};
    const log::StoredCounty& found = **stored;
    county_ = Blob{effective, mark_text(found),
                   log::compress_blob(pack_texts({found.name, found.config_toml, found.map_geojson}))};
    return Done{};
  }

  Status hello(const HistoryRequest& request) {
    const Result<log::LogHead> head = reader_->head();
    if (!head) return head.error();
    const Result<log::LogId> log_id = reader_->log_id();
    if (!log_id) return log_id.error();
    const Result<log::FeedSeqs> feeds = reader_->feed_seqs_at(head->seq);
    if (!feeds) return feeds.error();
    if (const Status known = refresh_county(head->seq); !known) return known;
    HistoryAnswer answer;
    answer.request = request.request;
    answer.protocol = kProtocolVersion;
    answer.state_version = kStateVersion;
    answer.log_id = log::to_hex(*log_id);
    answer.hash = log::to_hex(head->hash);
    answer.county_mark = county_->mark;
    answer.intake = options_.intake_endpoint;
    answer.publish = options_.publish_endpoint;
    answer.head = head->seq;
    for (size_t i = 0; i < kFeedCount; ++i) answer.feed_seq[i] = (*feeds)[i];
    answer.server_time_ns = wall_clock_ns();
    header_ = encode_answer(answer, request.get);
    return Done{};
  }

  void send_piece(const HistoryRequest& request, const Blob& blob) {
    if (request.offset > blob.bytes.size()) return fail(request, "bad_request", "offset: lies beyond the end");
    HistoryAnswer answer;
    answer.request = request.request;
    answer.state_version = kStateVersion;
    answer.seq = blob.seq;
    answer.county_mark = blob.mark;
    answer.bytes = blob.bytes.size();
    answer.offset = request.offset;
    header_ = encode_answer(answer, request.get);
    chunk_ = std::string_view(blob.bytes).substr(request.offset, kChunkBytes);
  }

  Status county(const HistoryRequest& request) {
    const Result<log::LogHead> head = reader_->head();
    if (!head) return head.error();
    if (const Status known = refresh_county(head->seq); !known) return known;
    send_piece(request, *county_);
    return Done{};
  }

  Status snapshot(const HistoryRequest& request) {
    const auto kept = [this](uint64_t seq) {
      return std::find_if(snapshots_.begin(), snapshots_.end(), [seq](const Blob& blob) { return blob.seq == seq; });
    };
    if (request.seq) {  // the rest of one that was begun
      const auto found = kept(*request.seq);
      if (found == snapshots_.end()) {
        fail(request, "gone", "a newer snapshot has taken its place; begin again");
      } else {
        send_piece(request, *found);
      }
      return Done{};
    }
    const Result<log::LogHead> head = reader_->head();
    if (!head) return head.error();
    const Result<std::vector<log::CheckpointInfo>> infos = reader_->checkpoints();
    if (!infos) return infos.error();
    uint64_t newest = 0;
    for (const log::CheckpointInfo& info : *infos) {
      if (info.version == kStateVersion && info.seq <= head->seq) newest = std::max(newest, info.seq);
    }
    if (request.version == kStateVersion && newest > 0 && kept(newest) == snapshots_.end()) {
      Result<std::optional<log::Checkpoint>> found = reader_->latest_checkpoint_at_or_before(newest, kStateVersion);
      if (!found) return found.error();
      newest = found->has_value() ? (*found)->info.seq : 0;
      if (found->has_value() && kept(newest) == snapshots_.end()) {
        if (snapshots_.size() >= kSnapshotsKept) snapshots_.pop_front();
        snapshots_.push_back({newest, {}, log::compress_blob((*found)->data, kSnapshotLevel)});
      }
    }
    const auto found = request.version == kStateVersion ? kept(newest) : snapshots_.end();
    if (found != snapshots_.end()) {
      HistoryRequest whole = request;
      whole.offset = 0;
      send_piece(whole, *found);
    } else {
      send_piece(request, Blob{reader_->base().head.seq, {}, {}});
    }
    return Done{};
  }

  Status range(const HistoryRequest& request) {
    const Result<log::LogHead> head = reader_->head();
    if (!head) return head.error();
    const uint64_t first = reader_->base().head.seq + 1;
    if (request.from < first) {
      fail(request, "too_old", "the log begins with event " + std::to_string(first), first);
      return Done{};
    }
    if (request.from > head->seq + 1) {
      fail(request, "unknown", "the log ends with event " + std::to_string(head->seq));
      return Done{};
    }
    HistoryAnswer answer;
    answer.request = request.request;
    answer.from = request.from;
    answer.last = request.from - 1;
    answer.head = head->seq;
    records_.clear();
    const uint64_t limit = std::min<uint64_t>(kChunkEvents, request.to - request.from + 1);
    const Result<uint64_t> read = reader_->events(request.from, limit, [&](const log::LogRow& row) {
      // A chunk holds one event at least, and else no more than its size.
      if (answer.count > 0 && records_.size() + kRecordOverheadBytes + row.body.size() > kChunkBytes) return false;
      Record record;
      record.stamp = {row.seq, row.feed_seq, row.received_ns, row.grid.value_or(kNoGrid)};
      record.feed = static_cast<Feed>(row.feed);
      record.pruned = row.pruned;
      record.body = row.body;
      append_record(records_, record);
      answer.last = row.seq;
      ++answer.count;
      return records_.size() < kChunkBytes;
    });
    if (!read) return read.error();
    header_ = encode_answer(answer, request.get);
    chunk_ = records_;
    return Done{};
  }

  Socket socket_;
  HistoryOptions options_;
  std::optional<log::LogReader> reader_;
  std::optional<Blob> county_;
  std::deque<Blob> snapshots_;
  std::vector<Frame> frames_;
  std::string header_;
  std::string_view chunk_;
  std::string records_;
};

Result<std::unique_ptr<HistoryServer>> HistoryServer::start(Context& context, const HistoryOptions& options) {
  SocketOptions socket_options = options.socket;
  socket_options.max_frame_bytes = 64 * 1024;  // requests are small
  Result<Socket> socket = Socket::open(context, SocketKind::kRouter, socket_options);
  if (!socket) return socket.error();
  if (const Status bound = socket->bind(options.endpoint); !bound) return bound.error();
  std::unique_ptr<HistoryServer> server(new HistoryServer());
  server->endpoint_ = socket->endpoint();
  auto session = std::make_unique<Session>(std::move(*socket), options);
  server->thread_ = std::thread([owner = server.get(), session = std::move(session)] { owner->run(*session); });
  return server;
}

void HistoryServer::run(Session& session) {
  while (!stopping_) {
    PollItem items[] = {{&session.socket(), -1}, {nullptr, wake_.descriptor()}};
    poll(items, kPollMs);
    ++beats_;
    while (!stopping_ && session.serve(dropped_)) ++beats_;
  }
}

void HistoryServer::stop() {
  stopping_ = true;
  wake_.notify();
  if (thread_.joinable()) thread_.join();
}

HistoryServer::~HistoryServer() {
  stop();
}

}  // namespace gridwall::feed
