// Sends the actions of a duty officer to intake: each becomes an event of the desk, is on disk here before it leaves,
// and its answer becomes a text for the wall. UI thread; the event source does the sending.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/event/draft.h"
#include "ingest/state/county_state.h"
#include "viewer/program/desk_store.h"
#include "viewer/source/live_source.h"
#include "viewer/view_model/context.h"
#include "viewer/view_model/text.h"

namespace gridwall::program {

class DeskLine {
 public:
  // What the last wall of this desk had not brought into the log is sent again, with its own ids.
  DeskLine(source::LiveSource& source, std::optional<DeskStore> store);

  size_t sent_again() const { return sent_again_; }
  // Gives the draft its time and its id. `now_ns` is the daemon's time, `machine_ns` this machine's: it makes the ids
  // unique across restarts.
  void send(Draft draft, const County& county, int64_t now_ns, int64_t machine_ns, bool training);
  // What was refused and why; and once all that was sent is in the log and in `state`, that it is, or who was first.
  std::vector<std::string> take_answers(const view_model::Texts& texts, const CountyState& state,
                                        std::string_view desk);
  // What was written and not sent.
  std::vector<view_model::FormDraft> stored_drafts() const;
  void keep(const std::vector<view_model::FormDraft>& drafts);
  void say_presence(const view_model::DeskPresence& presence);

 private:
  struct Sent {
    std::string event;
    std::string alarm;  // that it acknowledges; empty: none
  };
  struct Accepted {
    uint64_t seq = 0;
    std::string alarm;
  };
  void submit(Sent sent);
  void tell_failure(const Status& status);

  source::LiveSource& source_;
  std::optional<DeskStore> store_;  // none: what is not answered is lost with the wall
  std::map<uint64_t, Sent> sent_;   // not answered, by ticket
  std::vector<Accepted> accepted_;  // answered, and not in the state yet
  std::vector<view_model::FormDraft> kept_;
  view_model::DeskPresence said_;
  size_t sent_again_ = 0;
  uint64_t numbers_ = 0;
  std::string told_failure_;
};

}  // namespace gridwall::program
