// Sends the actions of a duty officer to intake: each becomes an event of the desk, and the answer becomes a text for
// the wall. UI thread; the event source does the sending.
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

  // Gives the draft its time and its id. `now_ns` is the daemon's time, `machine_ns` this machine's: it makes the ids
  // unique across restarts.
  void send(Draft draft, const County& county, int64_t now_ns, int64_t machine_ns);
  // What was refused and why; and once all that was sent is in the log, that it is.
  std::vector<std::string> take_answers(const view_model::Texts& texts);

 private:
  source::LiveSource& source_;
  uint64_t sent_ = 0, answered_ = 0;
};

}  // namespace gridwall::program
