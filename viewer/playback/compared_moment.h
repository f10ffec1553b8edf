// The moment that others are compared with: its state, found once on a thread of its own, and its figures. From a log
// or from the past of a daemon. UI thread; only find_now() waits.
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
  // If `past` is empty nothing can be compared. `wake` is called on a thread of the worker.
  ComparedMoment(source::PastFactory past, std::function<void()> wake);

  void mark(int64_t at_ns);  // replaces the one before
  void end();
  bool on() const { return worker_ != nullptr || found_ != nullptr; }
  bool searching() const { return worker_ != nullptr; }
  std::optional<int64_t> at_ns() const { return on() ? std::optional(at_ns_) : std::nullopt; }

  // Takes over the result. An error says why the moment cannot be shown and what to do; then nothing is compared.
  Status step();
  Status find_now(int64_t at_ns);  // marks and waits

  // Null until the state was found. Figures are of `scope` in the county shown, matched by code; computed once per
  // scope.
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
