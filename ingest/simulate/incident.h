// One incident and the teams that go out to it. Private to ingest/simulate.
#pragma once

#include <map>

#include "ingest/simulate/world.h"

namespace gridwall::simulate {

struct IncidentPace {       // about how long each step takes
  int64_t dispatch_ns = 0;  // opened to dispatched
  int64_t turn_out_ns = 0;  // dispatched to under way
  int64_t travel_ns = 0;    // 0: by distance
  int64_t work_ns = 0;      // at the place
};

struct IncidentPlan {
  std::string id, kind, place, opening, update;
  int level = 4;
  bool drill = false;
  GridIndex grid = kNone;
  std::optional<Position> at;
  size_t teams = 1;
  int64_t opened_ns = 0;
  IncidentPace pace;
};

// The county's plan for a kind of incident or warning; nullptr when it has none.
const gridwall::Plan* plan_for(const County& county, std::string_view kind);

class IncidentActor : public Actor {
 public:
  IncidentActor(IncidentPlan plan, Random random);
  std::optional<int64_t> act(int64_t now_ns, World& world) override;

 private:
  enum class Beat {
    kOpen,
    kAcknowledge,
    kDispatched,
    kEnRoute,
    kOnScene,
    kReturning,
    kBack,
    kUpdate,
    kMode,
    kStep,
    kRoutine,
    kClose
  };
  struct Entry {
    int64_t at_ns;
    Beat beat;
    size_t team;  // of kStep: which one
  };

  void schedule(int64_t at_ns, Beat beat, size_t team);
  void play(const Entry& entry, World& world);
  void open(World& world);
  void move_team(World& world, const Entry& entry);
  bool leads(const World& world, const std::string& area) const;  // the emergency mode of the area is this incident's
  int64_t way_ns(World& world, size_t team);
  int64_t spread(int64_t about_ns);
  Draft draft(EventType type, int64_t at_ns, std::string_view source, std::string_view step);

  IncidentPlan plan_;
  Random random_;
  std::vector<Entry> beats_;  // the next first
  std::map<size_t, int64_t> arrive_ns_, back_ns_;
  int told_ = 0;
};

}  // namespace gridwall::simulate
