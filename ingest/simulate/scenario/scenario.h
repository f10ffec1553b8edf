// A scenario: a script of events that can be played into any county. The script describes places, teams and words by
// their purpose; they are chosen from the county. config/scenarios/README.md describes the keys; reading is strict, and
// every message names the file, the line and the key. Pure: no clock, no socket; values only, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/event/draft.h"
#include "ingest/event/result.h"

namespace gridwall::simulate::scenario {

struct Scenario {
  struct Place {
    std::string name, area, spot, near;  // `area` the name of a community or street to look for; may be empty
  };
  struct Crew {
    std::string name, near, prefer;  // a team near the place, at best one whose name has `prefer` in it
  };
  struct Word {
    std::string name, of;             // of: categories, channels, departments, plans
    std::vector<std::string> prefer;  // the first that the county has, else its first one
  };
  struct Value {
    Field field;
    std::string text;                // with {placeholders}
    std::optional<int64_t> integer;  // numbers, truths, words of an enumeration
    std::optional<int64_t> after_s;  // a time: this long after the event
  };
  struct Step {  // an event, or a team's move when `crew` is set
    size_t line = 0;
    int64_t at_s = 0;  // after the beginning of the scenario
    EventType type{};
    std::string source, place;
    std::vector<Value> values;
    std::string crew, incident;
    TeamDetail detail{};
    int64_t arrives_s = 0;  // en_route and returning: how long it takes
  };
  struct Phase {
    std::string name;
    Label label;
    int64_t at_s = 0;
  };

  std::string file, name;
  Label title;
  int64_t lasts_s = 0;
  std::vector<Place> places;
  std::vector<Crew> crews;
  std::vector<Word> words;
  std::vector<Phase> phases;
  std::vector<Step> steps;  // in the order of the file
};

Result<Scenario> load_scenario(std::string_view text, std::string_view file);

struct PlayOptions {
  uint64_t seed = 1;  // which places, teams and people
  int64_t start_ns = 0;
  double speed = 1;  // all times of the script are divided by it
  bool drill = false;
  bool training = false;      // every event is marked as one of a training
  bool injects_only = false;  // leaves out what the script's own duty officer does: that is for those who train
};

struct Playing {
  struct Phase {
    std::string name;
    Label label;
    int64_t at_ns = 0;
  };
  std::vector<Phase> phases;
  std::vector<Draft> events;  // in order of time
  int64_t end_ns = 0;
};

// The scenario in this county. A drill marks incidents, warnings and texts as such, and leaves out requests, patrols
// and alarms, which would mix with the real ones. Errors name the line of the script.
Result<Playing> play_scenario(const Scenario& scenario, const County& county, const PlayOptions& options);

}  // namespace gridwall::simulate::scenario
