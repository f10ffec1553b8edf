// One wall's data: the county, the state folded from whatever source feeds it, the figures of the moment, and how well
// the source is doing. The present and the past are the same here: another state is shown, on another clock. UI thread.
// Must not know panels, OpenGL or sockets.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
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
#include "viewer/playback/strip_index.h"
#include "viewer/playback/time_control.h"
#include "viewer/source/event_source.h"
#include "viewer/source/past.h"
#include "viewer/view_model/context.h"

namespace gridwall::playback {

// What changed in a step, for whoever draws.
struct StepReport {
  bool county_changed = false;       // everything made from the county must be made anew
  bool state_replaced = false;       // a seek arrived, or the present was left or taken up again
  uint64_t events = 0;               // folded into the state shown
  uint64_t live_events = 0;          // folded into the present, shown or not
  bool busy = false;                 // more is due than fitted into this step: step again soon
  std::vector<int64_t> received_ns;  // of each event of the present, when Session::keep_times is set
};

// How much a step folds at most; the clock waits for what is left, so that no event is passed over.
struct StepLimits {
  uint64_t events = 50'000;
  int64_t ns = 8'000'000;
};

class Session {
 public:
  virtual ~Session() = default;

  // Takes in what has come or what the clock has reached. An error is final: a county of the daemon's that cannot be
  // loaded, a log that cannot be read at all.
  virtual Result<StepReport> step(int64_t steady_ns) = 0;
  virtual view_model::Connection connection(int64_t steady_ns) const = 0;
  virtual std::string problem() const { return {}; }  // what a person must see to, for the program's own log
  virtual int64_t now_ns(int64_t steady_ns) = 0;      // the time of what is shown

  virtual TimeControl& time() = 0;
  // Of the whole log as far as it has been looked through; never null, empty in the beginning. The first call sets the
  // looking-through going, later ones are cheap.
  virtual std::shared_ptr<const StripIndex> strip() const = 0;
  // Waits until what was asked of the past is shown, or `problem` says why not. For pictures and tests.
  virtual Result<StepReport> settle(int64_t steady_ns) = 0;

  bool keep_times = false;  // for measuring: tell when the daemon received each event
  StepLimits limits;

  bool has_county() const { return county_ != nullptr; }
  const County& county() const { return *county_; }  // has_county() first
  const CountyState& state() const { return *shown_; }
  // Of the state shown; computed anew when events came, a second has passed or another part of the county is meant.
  const Figures& figures(int64_t now_ns, Scope scope = {});

  // The present, followed whatever is shown. Null without a daemon: a log file has no present.
  virtual const CountyState* live_state() const { return nullptr; }
  virtual const County* live_county() const { return nullptr; }
  virtual int64_t live_now_ns(int64_t steady_ns) { return now_ns(steady_ns); }

 protected:
  std::shared_ptr<const County> county_;
  CountyState empty_;
  const CountyState* shown_ = &empty_;
  bool figures_stale_ = true;

 private:
  Figures figures_;
  Scope figures_scope_;
};

// Follows a source that delivers the present; `past` opens its history, and may be empty. `wake` is called from threads
// of the session when something asked of the past has come.
std::unique_ptr<Session> follow(std::unique_ptr<source::EventSource> source, source::PastFactory past = {},
                                std::function<void()> wake = {});

struct ReplayOptions {
  std::optional<int64_t> at_ns;  // where to begin; default: the last event's receipt
  double speed = 0;              // 0: stands
  std::function<void()> wake{};  // from a thread of the session's: something asked for has come
};
// Plays a log. Errors name the log and the way out; a damaged log opens as far as it is sound, and problem() says so.
Result<std::unique_ptr<Session>> replay(source::PastFactory past, const ReplayOptions& options);
Result<std::unique_ptr<Session>> replay(const std::filesystem::path& log, const ReplayOptions& options);

// The command that shows this moment again, as text to hand on. Empty parts are left out.
struct Link {
  std::string log;      // the file, or
  std::string connect;  // the daemon's history endpoint
  int64_t at_ns = 0;
  int32_t offset_s = 0;  // of the county's zone, so that the time reads as it did on the wall
  std::string scene, area;
  std::optional<int64_t> compare_ns = std::nullopt;  // the moment that one is compared with
  view_model::CompareView compare_view{};
};
std::string link_for(const Link& link);

}  // namespace gridwall::playback
