// The moment that others are compared with: its state, found once on a thread of its own, and its figures. From a log
// or a daemon's past alike. UI thread; nothing waits but find_now().
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "ingest/event/result.h"
#include "ingest/state/figures.h"
#include "viewer/playback/past_worker.h"
#include "viewer/view_model/comparison.h"

namespace gridwall::playback {

class ComparedMoment {
 public:
  // `past` may be empty: then nothing can be compared. `wake` is called from a thread of the worker's.
  ComparedMoment(source::PastFactory past, std::function<void()> wake);

  void mark(int64_t at_ns);  // the one before is let go
  void end();
  bool on() const { return worker_ != nullptr || found_ != nullptr; }
  bool searching() const { return worker_ != nullptr; }
  std::optional<int64_t> at_ns() const { return on() ? std::optional(at_ns_) : std::nullopt; }

  // Takes in what has been found. An error says why the moment cannot be had, with the way out; nothing is compared
  // then.
  Status step();
  Status find_now(int64_t at_ns);  // marks and waits

  // Null while nothing was found. Figures are of `scope` in the county shown, by its code; computed once for each.
  const view_model::Comparison* comparison(const County& shown, Scope scope);

 private:
  Status take(PastWorker::Found found);

  const source::PastFactory past_;
  const std::function<void()> wake_;
  int64_t at_ns_ = 0;
  uint64_t number_ = 0;
  std::unique_ptr<PastWorker> worker_;  // until it has found the state
  std::unique_ptr<PastWorker::Found> found_;
  std::optional<Scope> scope_;  // of figures_, in the county shown
  std::optional<Figures> figures_;
  std::optional<view_model::Comparison> comparison_;
};

}  // namespace gridwall::playback
