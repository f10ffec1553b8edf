// The duty desk's line to intake: what the officer does becomes an event under the desk's own identity, and what became
// of it comes back in words. UI thread; the source does the sending.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/event/draft.h"
#include "viewer/source/live_source.h"
#include "viewer/view_model/text.h"

namespace gridwall::program {

class DeskLine {
 public:
  explicit DeskLine(source::LiveSource& source) : source_(source) {}

  // Gives the draft its time and its id. `now_ns` is the county's time, `machine_ns` this machine's: it keeps the
  // desk's events apart over restarts.
  void send(Draft draft, const County& county, int64_t now_ns, int64_t machine_ns);
  std::vector<std::string> take_answers(const view_model::Texts& texts);

 private:
  source::LiveSource& source_;
  uint64_t sent_ = 0;
};

}  // namespace gridwall::program
