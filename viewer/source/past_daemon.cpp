#include <algorithm>
#include <atomic>
#include <map>
#include <vector>

#include "ingest/county/load.h"
#include "ingest/event/clock.h"
#include "ingest/feed/history_protocol.h"
#include "ingest/feed/socket.h"
#include "ingest/feed/wire.h"
#include "ingest/log/compress.h"
#include "ingest/state/checkpoint.h"
#include "viewer/source/past.h"

namespace gridwall::source {
namespace {

using feed::HistoryAnswer;
using feed::HistoryRequest;
using Get = feed::HistoryRequest::Get;

constexpr int kAnswerTimeoutMs = 2'000;
constexpr int kTries = 2;

// Sends the history server one request at a time, over a connection of its own: the one that follows the present is
// never held up by it.
class DaemonPast final : public Past {
 public:
  explicit DaemonPast(const LiveOptions& options) : options_(options) {}

  Status connect() {
    feed::SocketOptions socket_options;
    socket_options.curve_client = options_.curve;
    Result<feed::Socket> socket = feed::Socket::open(context_, feed::SocketKind::kDealer, socket_options);
    if (!socket) return socket.error();
    if (const Status connected = socket->connect(options_.endpoint); !connected) return connected.error();
    socket_ = std::move(*socket);
    return Done{};
  }

  Result<PastSpan> span() override {
    const Result<HistoryAnswer> place = place_of({}, INT64_MAX);
    if (!place) return place.error();
    PastSpan span;
    span.base_seq = place->base;
    span.head_seq = place->head;
    span.first_ns = place->first_ns;
    span.head_ns = place->head_ns;
    return span;
  }

  Result<uint64_t> seq_at(int64_t at_ns) override {
    const Result<HistoryAnswer> place = place_of({}, at_ns);
    if (!place) return place.error();
    return place->seq;
  }

  Result<int64_t> received_ns_of(uint64_t seq) override {
    const Result<HistoryAnswer> place = place_of(seq, {});
    if (!place) return place.error();
    if (place->seq != seq) return Error{ErrorCode::kNotFound, "the daemon's log has no event " + std::to_string(seq)};
    return place->received_ns;
  }

  Result<CountyInForce> county_for(uint64_t seq) override {
    const Result<HistoryAnswer> place = place_of(seq, {});
    if (!place) return place.error();
    if (const auto known = counties_.find(place->county_from); known != counties_.end()) {
      known->second.until_seq = place->county_until;
      return known->second;
    }
    HistoryRequest request;
    request.get = Get::kCounty;
    request.of = seq;
    HistoryAnswer answer;
    const Result<std::string> blob = fetch(request, answer);
    if (!blob) return blob.error();
    const Result<std::string> packed = log::decompress_blob(*blob);
    const auto texts = packed ? feed::unpack_texts(*packed, 3) : std::nullopt;
    if (!texts) return Error{ErrorCode::kCorrupt, "the daemon's county did not arrive whole"};
    Result<County> county =
        load_county({(*texts)[0] + ".toml", (*texts)[1], (*texts)[2], (*texts)[0] + ".geojson", true});
    if (!county) return county.error();
    CountyInForce found;
    found.county = std::make_shared<const County>(std::move(*county));
    found.mark = county_mark((*texts)[1], (*texts)[2]);
    found.from_seq = place->county_from;
    found.until_seq = place->county_until;
    if (counties_.size() >= kCountiesKept) counties_.erase(counties_.begin());
    counties_[place->county_from] = found;
    return found;
  }

  Result<std::optional<uint64_t>> checkpoint_before(uint64_t seq, uint64_t after_seq) override {
    const Result<HistoryAnswer> place = place_of(seq, {});
    if (!place) return place.error();
    if (!place->has_checkpoint || place->checkpoint <= after_seq) return std::optional<uint64_t>();
    return std::optional<uint64_t>(place->checkpoint);
  }

  Result<std::optional<CountyState>> checkpoint(uint64_t seq, const County& county) override {
    HistoryRequest request;
    request.get = Get::kSnapshot;
    request.version = kStateVersion;
    request.before = seq;
    HistoryAnswer answer;
    const Result<std::string> blob = fetch(request, answer);
    if (!blob) return blob.error();
    if (blob->empty() || answer.seq != seq) return std::optional<CountyState>();
    const Result<std::string> bytes = log::decompress_blob(*blob);
    Result<CountyState> state = bytes ? deserialize(*bytes, county) : Result<CountyState>(bytes.error());
    if (!state || state->seq != seq) return std::optional<CountyState>();
    return std::optional<CountyState>(std::move(*state));
  }

  Result<uint64_t> events(uint64_t from, uint64_t to, size_t max_bytes, EventBlock& out) override {
    uint64_t count = 0;
    while (from <= to && out.bytes() < max_bytes) {
      HistoryRequest request;
      request.get = Get::kRange;
      request.from = from;
      request.to = to;
      std::string_view chunk;
      const Result<HistoryAnswer> answer = ask(request, &chunk);
      if (!answer) return answer.error();
      if (answer->count == 0) break;
      feed::RecordReader records(chunk);
      LoggedEvent event;
      while (records.next(event)) {
        if (event.stamp.seq != from) return Error{ErrorCode::kCorrupt, "the daemon's events do not follow one another"};
        out.add(event);
        ++from;
        ++count;
      }
      if (records.damaged()) return Error{ErrorCode::kCorrupt, "the daemon's events did not arrive whole"};
    }
    return count;
  }

  Result<replay::IndexPart> index_part(replay::IndexCursor& cursor, const County& county, replay::IndexUse) override {
    HistoryRequest request;
    request.get = Get::kIndex;
    request.from = std::max<uint64_t>(1, cursor.next_seq);
    request.late_after_s = county.feed_late_after_s;
    request.received_ns = cursor.feed_received_ns;
    request.feed_seq = cursor.feed_seq;
    std::string_view chunk;
    const Result<HistoryAnswer> answer = ask(request, &chunk);
    if (!answer) return answer.error();
    replay::IndexPart part;
    replay::IndexCursor next;
    if (chunk.size() != answer->bytes || !replay::unpack_index_part(chunk, part, next) ||
        next.next_seq < cursor.next_seq) {
      return Error{ErrorCode::kCorrupt, "the daemon's index did not arrive whole"};
    }
    cursor = next;
    return part;
  }

  bool can_look_at_all() const override { return false; }

  void interrupt() override {
    interrupted_ = true;
    wake_.notify();
  }

 private:
  static Error stopped() { return {ErrorCode::kUnavailable, "stopped"}; }

  Result<HistoryAnswer> place_of(std::optional<uint64_t> seq, std::optional<int64_t> at_ns) {
    HistoryRequest request;
    request.get = Get::kPlace;
    request.seq = seq;
    request.at_ns = at_ns;
    return ask(request, nullptr);
  }

  // Fetches a blob in chunks; starts again if the server has dropped it meanwhile.
  Result<std::string> fetch(HistoryRequest request, HistoryAnswer& first) {
    const HistoryRequest from_the_start = request;
    std::string blob;
    for (int again = 0;;) {
      std::string_view chunk;
      const Result<HistoryAnswer> answer = ask(request, &chunk);
      const bool fits = answer && answer->offset == blob.size() && answer->bytes <= log::kMaxBlobBytes &&
                        blob.size() + chunk.size() <= answer->bytes && (blob.empty() || answer->bytes == first.bytes);
      if (!fits) {
        if (++again > kTries || (!answer && answer.error().code != ErrorCode::kNotFound)) {
          return answer ? Error{ErrorCode::kCorrupt, "what the daemon sent does not fit together"} : answer.error();
        }
        request = from_the_start;
        blob.clear();
        continue;
      }
      if (blob.empty()) first = *answer;
      blob += chunk;
      if (blob.size() == first.bytes) return blob;
      if (chunk.empty()) return Error{ErrorCode::kCorrupt, "what the daemon sent ended early"};
      request.offset = blob.size();
      if (request.get == Get::kSnapshot) request.seq = first.seq;
    }
  }

  Result<HistoryAnswer> ask(HistoryRequest request, std::string_view* chunk) {
    for (int attempt = 0; attempt < kTries; ++attempt) {
      if (interrupted_) return stopped();
      if (!socket_) {
        if (const Status connected = connect(); !connected) return connected.error();
      }
      request.request = ++last_request_;
      const int64_t deadline_ns = steady_clock_ns() + kAnswerTimeoutMs * 1'000'000LL;
      bool sent = false;
      while (steady_clock_ns() < deadline_ns && !interrupted_) {
        if (!sent) sent = socket_.send({feed::encode_request(request)}) == feed::Socket::Sent::kSent;
        feed::PollItem items[] = {{&socket_, -1}, {nullptr, wake_.descriptor()}};
        feed::poll(items, sent ? 250 : 20);
        while (socket_.receive(frames_, 2)) {
          std::optional<HistoryAnswer> answer = feed::parse_history_answer(frames_[0].bytes());
          if (!answer || answer->request != request.request) continue;  // of a question given up
          if (!answer->error.empty()) return error_of(*answer);
          if (chunk != nullptr) *chunk = frames_.size() > 1 ? frames_[1].bytes() : std::string_view();
          return *answer;
        }
      }
      socket_ = {};  // a connection may be dead without saying so
    }
    if (interrupted_) return stopped();
    return Error{ErrorCode::kUnavailable,
                 options_.endpoint + ": the daemon does not answer about its past; the present is still followed"};
  }

  static Error error_of(const HistoryAnswer& answer) {
    if (answer.error == "gone" || answer.error == "unknown") return {ErrorCode::kNotFound, answer.detail};
    if (answer.error == "too_old") return {ErrorCode::kInvalidArgument, answer.detail};
    if (answer.error == "bad_request") {
      return {ErrorCode::kVersion,
              "the daemon does not know how to look back (" + answer.detail + "); install the same version on both"};
    }
    return {ErrorCode::kUnavailable, "the daemon cannot read its log: " + answer.detail};
  }

  const LiveOptions options_;
  feed::WakeUp wake_;
  feed::Context context_;
  feed::Socket socket_;
  std::vector<feed::Frame> frames_;
  uint64_t last_request_ = 0;
  std::map<uint64_t, CountyInForce> counties_;
  std::atomic<bool> interrupted_ = false;
};

}  // namespace

PastFactory past_of_daemon(const LiveOptions& options) {
  LiveOptions quiet = options;
  quiet.wake = {};
  return [quiet]() -> Result<std::unique_ptr<Past>> {
    auto past = std::make_unique<DaemonPast>(quiet);
    if (const Status connected = past->connect(); !connected) return connected.error();
    return std::unique_ptr<Past>(std::move(past));
  };
}

}  // namespace gridwall::source
