#include "ingest/bridge/log_view.h"

namespace gridwall::bridge {
namespace {

constexpr size_t kMostWaiting = 16;

}  // namespace

LogView::LogView(std::filesystem::path log) : log_(std::move(log)), worker_(kMostWaiting) {}

Result<const replay::LogMoment*> LogView::head() {
  // A log that was replaced by a backup is another file, so it is opened anew, which is cheap beside folding.
  Result<log::LogReader> reader = log::LogReader::open_sound(log_);
  if (!reader) return reader.error();
  const Result<log::LogId> id = reader->log_id();
  if (!id) return id.error();
  const bool same = log_id_ == *id && moment_.has_value();
  reader_.emplace(std::move(*reader));
  log_id_ = *id;
  if (same) {
    const Result<bool> moved = replay::move_to_head(*reader_, *moment_);
    if (!moved) moment_.reset();
    if (!moved) return moved.error();
    if (*moved) return &*moment_;
  }
  moment_.reset();
  Result<replay::LogMoment> moment = replay::moment_of(*reader_, std::nullopt);
  if (!moment) return moment.error();
  moment_.emplace(std::move(*moment));
  return &*moment_;
}

bool LogView::look_at_head(Look look) {
  return worker_.post([this, look = std::move(look)] { look(head()); });
}

bool LogView::look_at(int64_t at_ns, Look look) {
  return worker_.post([this, at_ns, look = std::move(look)] {
    const Result<log::LogReader> reader = log::LogReader::open_sound(log_);
    if (!reader) return look(reader.error());
    const Result<replay::LogMoment> moment = replay::moment_of(*reader, at_ns);
    if (!moment) return look(moment.error());
    look(&*moment);
  });
}

}  // namespace gridwall::bridge
