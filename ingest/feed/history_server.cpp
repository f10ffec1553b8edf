#include "ingest/feed/history_server.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <vector>

#include "ingest/county/load.h"
#include "ingest/event/clock.h"
#include "ingest/feed/history_protocol.h"
#include "ingest/feed/wire.h"
#include "ingest/log/compress.h"
#include "ingest/log/log_reader.h"
#include "ingest/replay/log_fold.h"
#include "ingest/replay/log_index.h"
#include "ingest/state/checkpoint.h"

namespace gridwall::feed {
namespace {

constexpr int kPollMs = 250;
constexpr size_t kSnapshotsKept = 2;
constexpr uint64_t kIndexEvents = 20'000;  // of one answer: some 20 ms of this thread

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
      reader_.reset();  // opened again with the next request
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
      case HistoryRequest::Get::kPlace:
        return place(request);
      case HistoryRequest::Get::kIndex:
        return index(request);
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
    answer.server_time_ns = system_clock_ns();
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
    if (request.of) return past_county(request);
    const Result<log::LogHead> head = reader_->head();
    if (!head) return head.error();
    if (const Status known = refresh_county(head->seq); !known) return known;
    send_piece(request, *county_);
    return Done{};
  }

  // The county in force for an event: needed by walls that seek, which is rare.
  Status past_county(const HistoryRequest& request) {
    const Result<replay::CountySpan> span = replay::county_span(*reader_, *request.of);
    if (!span) return span.error();
    if (!past_county_ || past_county_->seq != span->from_seq) {
      Result<std::optional<log::StoredCounty>> stored = reader_->county_at(*request.of);
      if (!stored) return stored.error();
      if (!stored->has_value()) {
        fail(request, "unknown", "no county stands in the log for event " + std::to_string(*request.of));
        return Done{};
      }
      const log::StoredCounty& found = **stored;
      past_county_ = Blob{span->from_seq, mark_text(found),
                          log::compress_blob(pack_texts({found.name, found.config_toml, found.map_geojson}))};
    }
    send_piece(request, *past_county_);
    return Done{};
  }

  Status snapshot(const HistoryRequest& request) {
    const auto kept = [](std::deque<Blob>& blobs, uint64_t seq) {
      return std::find_if(blobs.begin(), blobs.end(), [seq](const Blob& blob) { return blob.seq == seq; });
    };
    if (request.seq) {  // the rest of one that was begun
      for (std::deque<Blob>* blobs : {&snapshots_, &past_snapshots_}) {
        if (const auto found = kept(*blobs, *request.seq); found != blobs->end()) {
          send_piece(request, *found);
          return Done{};
        }
      }
      fail(request, "gone", "a newer snapshot has taken its place; begin again");
      return Done{};
    }
    const Result<log::LogHead> head = reader_->head();
    if (!head) return head.error();
    // Blobs of the past have a place of their own, so that a wall that seeks does not slow one that joins.
    std::deque<Blob>& blobs = request.before ? past_snapshots_ : snapshots_;
    const uint64_t at = std::min(request.before.value_or(head->seq), head->seq);
    if (request.version == kStateVersion) {
      const Result<std::optional<log::CheckpointInfo>> info = reader_->latest_checkpoint_info(at, kStateVersion);
      if (!info) return info.error();
      const bool known = *info && kept(blobs, (*info)->seq) != blobs.end();
      uint64_t newest = known ? (*info)->seq : 0;
      if (*info && !known) {
        Result<std::optional<log::Checkpoint>> found = reader_->latest_checkpoint_at_or_before(at, kStateVersion, true);
        if (!found) return found.error();
        if (found->has_value()) {
          newest = (*found)->info.seq;
          if (kept(blobs, newest) == blobs.end()) {
            if (blobs.size() >= kSnapshotsKept) blobs.pop_front();
            blobs.push_back({newest, {}, std::move((*found)->data)});
          }
        }
      }
      if (const auto found = kept(blobs, newest); found != blobs.end()) {
        HistoryRequest whole = request;
        whole.offset = 0;
        send_piece(whole, *found);
        return Done{};
      }
    }
    send_piece(request, Blob{reader_->base().head.seq, {}, {}});
    return Done{};
  }

  Status place(const HistoryRequest& request) {
    const Result<log::LogHead> head = reader_->head();
    if (!head) return head.error();
    HistoryAnswer answer;
    answer.request = request.request;
    answer.base = reader_->base().head.seq;
    answer.head = head->seq;
    answer.head_ns = head->received_ns;
    answer.first_ns = reader_->base().head.received_ns;
    if (answer.head > answer.base) {
      const Result<int64_t> first_ns = reader_->received_ns_of(answer.base + 1);
      if (!first_ns) return first_ns.error();
      answer.first_ns = *first_ns;
    }
    const Result<uint64_t> seq = request.at_ns ? reader_->seq_at(*request.at_ns) : Result<uint64_t>(*request.seq);
    if (!seq) return seq.error();
    answer.seq = std::clamp(*seq, answer.base, answer.head + 1);
    answer.received_ns = answer.first_ns;
    if (answer.seq > answer.base && answer.seq <= answer.head) {
      const Result<int64_t> received_ns = reader_->received_ns_of(answer.seq);
      if (!received_ns) return received_ns.error();
      answer.received_ns = *received_ns;
    }
    const Result<replay::CountySpan> span = replay::county_span(*reader_, answer.seq);
    if (!span) return span.error();
    answer.county_from = span->from_seq;
    answer.county_until = span->until_seq;
    const Result<std::optional<log::CheckpointInfo>> info = reader_->latest_checkpoint_info(answer.seq, kStateVersion);
    if (!info) return info.error();
    answer.has_checkpoint = info->has_value();
    if (*info) answer.checkpoint = (*info)->seq;
    header_ = encode_answer(answer, request.get);
    return Done{};
  }

  Status index(const HistoryRequest& request) {
    replay::IndexCursor begin;
    begin.next_seq = request.from;
    begin.feed_received_ns = request.received_ns;
    begin.feed_seq = request.feed_seq;
    HistoryAnswer answer;
    answer.request = request.request;
    for (uint64_t events = kIndexEvents;; events /= 8) {
      replay::IndexCursor cursor = begin;
      const replay::IndexUse use = events == kIndexEvents ? replay::IndexUse::kStored : replay::IndexUse::kEvents;
      const Result<replay::IndexPart> part =
          replay::read_index_part(*reader_, cursor, request.late_after_s, std::max<uint64_t>(1, events), use);
      if (!part) return part.error();
      records_ = replay::pack_index_part(*part, cursor);
      answer.last = part->last_seq;
      if (records_.size() <= kChunkBytes || events <= 1) break;  // full of moments: fewer events at once
    }
    answer.bytes = records_.size();
    header_ = encode_answer(answer, request.get);
    chunk_ = records_;
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
      // A chunk holds at least one event, and otherwise no more than its size.
      if (answer.count > 0 && records_.size() + kRecordOverheadBytes + row.body.size() > kChunkBytes) return false;
      append_record(records_, replay::event_of(row));
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
  std::deque<Blob> snapshots_, past_snapshots_;
  std::optional<Blob> past_county_;
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
