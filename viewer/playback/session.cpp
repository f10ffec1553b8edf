#include "viewer/playback/session.h"

#include "ingest/event/time.h"

namespace gridwall::playback {

const Figures& Session::figures(int64_t now_ns, Scope scope) {
  const bool another_second = now_ns / kNsPerSecond != figures_.now_ns / kNsPerSecond;
  if (figures_stale_ || another_second || !(scope == figures_scope_)) {
    figures_ = compute_figures(state_, *county_, now_ns, scope);
    figures_scope_ = scope;
    figures_stale_ = false;
  }
  return figures_;
}

}  // namespace gridwall::playback
