// One wall's data: the county, the state folded from whatever source feeds it, the figures of the moment, and how well
// the source is doing. UI thread. Must not know panels, OpenGL or sockets.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/event/parse.h"
#include "ingest/event/result.h"
#include "ingest/log/log_reader.h"
#include "ingest/state/county_state.h"
#include "ingest/state/figures.h"
#include "viewer/playback/clock.h"
#include "viewer/source/event_source.h"
#include "viewer/view_model/context.h"

namespace gridwall::playback {

// What changed in a step, for whoever draws.
struct StepReport {
  bool county_changed = false;  // everything made from the county must be made anew
  bool state_replaced = false;
  uint64_t events = 0;
  std::vector<int64_t> received_ns;  // of each event, when Session::keep_times is set
};

class Session {
 public:
  virtual ~Session() = default;

  // Takes in what has come or what the clock has reached. An error is final: a log that cannot be read, a county of the
  // daemon's that cannot be loaded.
  virtual Result<StepReport> step(int64_t steady_ns) = 0;
  virtual view_model::Connection connection(int64_t steady_ns) const = 0;
  virtual std::string problem() const { return {}; }  // what a person must see to, for the program's own log
  virtual int64_t now_ns(int64_t steady_ns) = 0;      // the county's time

  bool keep_times = false;  // for measuring: tell when the daemon received each event

  bool has_county() const { return county_ != nullptr; }
  const County& county() const { return *county_; }  // has_county() first
  const CountyState& state() const { return state_; }
  // Of the state now; computed anew when events came, a second has passed or
  // another part of the county is meant.
  const Figures& figures(int64_t now_ns, Scope scope = {});

 protected:
  std::shared_ptr<const County> county_;
  CountyState state_;
  Parser parser_;
  bool figures_stale_ = true;

 private:
  Figures figures_;
  Scope figures_scope_;
};

// Follows a source that delivers the present.
std::unique_ptr<Session> follow(std::unique_ptr<source::EventSource> source);

struct ReplayOptions {
  std::optional<int64_t> at_ns;  // where to begin; default: the last event's receipt
  double speed = 0;
};
// Plays a log file. Errors name the log and the way out.
Result<std::unique_ptr<Session>> replay(log::LogReader reader, const ReplayOptions& options);

}  // namespace gridwall::playback
