// The rescue teams in a simulation: which are free, and which are on the way where. Private to ingest/simulate.
#pragma once

#include <string>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/event/draft.h"

namespace gridwall::simulate {

struct TeamNow {
  TeamStatus status = TeamStatus::kAvailable;
  TeamDetail detail = TeamDetail::kStandby;
  bool reserved = false;  // called to an incident, but not dispatched yet
  std::string incident;   // empty: none
  Position from, to;      // on the move between these
  int64_t leave_ns = 0, arrive_ns = 0;
  int64_t headcount = 0;
};

class Crew {
 public:
  explicit Crew(const County& county);

  size_t size() const { return teams_.size(); }
  TeamNow& operator[](size_t team) { return teams_[team]; }
  Position home(size_t team) const { return county_.teams[team].home; }
  bool has_positions() const { return county_.map.has_geometry; }
  Position position(size_t team, int64_t now_ns) const;
  // Those that can be called, the nearest first.
  std::vector<size_t> nearest_free(Position to, size_t count) const;
  // What the team reports about itself. `number` makes the identifier unique.
  Draft report(size_t team, int64_t now_ns, std::string_view number) const;

 private:
  const County& county_;
  std::vector<TeamNow> teams_;
};

}  // namespace gridwall::simulate
