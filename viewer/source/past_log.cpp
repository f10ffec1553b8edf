#include <algorithm>
#include <atomic>
#include <limits>
#include <map>

#include "ingest/county/load.h"
#include "ingest/log/compress.h"
#include "ingest/log/log_reader.h"
#include "ingest/replay/log_fold.h"
#include "ingest/state/checkpoint.h"
#include "viewer/source/past.h"

namespace gridwall::source {
namespace {

constexpr uint64_t kIndexPartEvents = 50'000;

class LogPast final : public Past {
 public:
  explicit LogPast(log::LogReader reader) : reader_(std::move(reader)) {}

  Result<PastSpan> span() override {
    if (interrupted_) return stopped();
    PastSpan span;
    const Result<log::LogHead> head = reader_.head();
    if (!head) return head.error();
    span.base_seq = reader_.base().head.seq;
    span.head_seq = head->seq;
    span.head_ns = head->received_ns;
    span.first_ns = reader_.base().head.received_ns;
    span.problem = reader_.damage();
    if (span.head_seq > span.base_seq) {
      const Result<int64_t> first_ns = reader_.received_ns_of(span.base_seq + 1);
      if (!first_ns) return first_ns.error();
      span.first_ns = *first_ns;
    }
    if (span.problem.empty() && span.base_seq > 0) span.problem = missing_beginning(span.base_seq);
    return span;
  }

  Result<uint64_t> seq_at(int64_t at_ns) override { return reader_.seq_at(at_ns); }
  Result<int64_t> received_ns_of(uint64_t seq) override { return reader_.received_ns_of(seq); }

  Result<CountyInForce> county_for(uint64_t seq) override {
    const Result<replay::CountySpan> span = replay::county_span(reader_, seq);
    if (!span) return span.error();
    if (const auto known = counties_.find(span->from_seq); known != counties_.end()) {
      known->second.until_seq = span->until_seq;
      return known->second;
    }
    const Result<std::optional<log::StoredCounty>> stored = reader_.county_at(seq);
    if (!stored) return stored.error();
    Result<County> county = replay::county_of(reader_, seq - 1);
    if (!county) return county.error();
    CountyInForce found;
    found.county = std::make_shared<const County>(std::move(*county));
    found.mark = county_mark((*stored)->config_toml, (*stored)->map_geojson);
    found.from_seq = span->from_seq;
    found.until_seq = span->until_seq;
    if (counties_.size() >= kCountiesKept) counties_.erase(counties_.begin());
    counties_[span->from_seq] = found;
    return found;
  }

  Result<std::optional<uint64_t>> checkpoint_before(uint64_t seq, uint64_t after_seq) override {
    const Result<std::optional<log::CheckpointInfo>> info = reader_.latest_checkpoint_info(seq, kStateVersion);
    if (!info && info.error().code == ErrorCode::kCorrupt) return std::optional<uint64_t>();
    if (!info) return info.error();
    if (!*info || (*info)->seq <= after_seq) return std::optional<uint64_t>();
    return std::optional<uint64_t>((*info)->seq);
  }

  Result<std::optional<CountyState>> checkpoint(uint64_t seq, const County& county) override {
    const Result<std::optional<log::Checkpoint>> found =
        reader_.latest_checkpoint_at_or_before(seq, kStateVersion, true);
    if (!found && found.error().code != ErrorCode::kCorrupt) return found.error();
    if (!found || !*found || (*found)->info.seq != seq) return std::optional<CountyState>();
    if (!log::decompress_blob((*found)->data, inflated_)) return std::optional<CountyState>();
    Result<CountyState> state = deserialize(inflated_, county);
    if (!state || state->seq != seq) return std::optional<CountyState>();
    return std::optional<CountyState>(std::move(*state));
  }

  Result<uint64_t> events(uint64_t from, uint64_t to, size_t max_bytes, EventBlock& out) override {
    if (interrupted_) return stopped();
    if (to < from) return uint64_t{0};
    return reader_.events(from, to - from + 1, [&](const log::LogRow& row) {
      out.add(replay::event_of(row));
      return out.bytes() < max_bytes && !interrupted_;
    });
  }

  Result<replay::IndexPart> index_part(replay::IndexCursor& cursor, const County& county,
                                       replay::IndexUse use) override {
    if (interrupted_) return stopped();
    return replay::read_index_part(reader_, cursor, county.feed_late_after_s, kIndexPartEvents, use);
  }
  bool can_look_at_all() const override { return true; }

  void interrupt() override { interrupted_ = true; }

 private:
  static Error stopped() { return {ErrorCode::kUnavailable, "stopped"}; }

  // A part depends on the state stored with it, which a later version may not be able to read.
  std::string missing_beginning(uint64_t base_seq) const {
    const auto info = reader_.latest_checkpoint_info(base_seq, kStateVersion);
    if (!info || *info) return {};
    return reader_.path().string() +
           ": what had happened before this part was cut out cannot be read by this version; its figures begin at the "
           "cut";
  }

  log::LogReader reader_;
  std::string inflated_;  // a checkpoint
  std::map<uint64_t, CountyInForce> counties_;
  std::atomic<bool> interrupted_ = false;
};

}  // namespace

PastFactory past_of_log(const std::filesystem::path& log) {
  return [log]() -> Result<std::unique_ptr<Past>> {
    Result<log::LogReader> reader = log::LogReader::open_sound(log);
    if (!reader) return reader.error();
    return std::unique_ptr<Past>(std::make_unique<LogPast>(std::move(*reader)));
  };
}

}  // namespace gridwall::source
