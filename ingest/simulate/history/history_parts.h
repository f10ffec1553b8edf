// What the parts of a history share. Private to ingest/simulate; one thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/simulate/history/history.h"
#include "ingest/simulate/world.h"

namespace gridwall::simulate::history {

inline constexpr std::string_view kStageKeys[] = {"placed",   "dispatched", "accepted", "supervised",
                                                  "resolved", "published",  "rated"};

// A history while it is made. The world has the places and teams of the county, and collects the events.
struct History {
  History(const County& county, const HistoryTargets& targets_in, const HistoryOptions& options);

  const HistoryTargets& targets;
  int64_t begin_ns, until_ns;
  World world;
  std::vector<Draft> told;

  Random random(int64_t part, int64_t number = 0) const;
  // A moment of whole seconds in [from, to), the busier the likelier.
  int64_t moment(double (*rhythm)(const LocalMoment&), int64_t from_ns, int64_t to_ns, Random& random) const;
  GridIndex pick_grid(AreaIndex area, Random& random) const;  // kNone as the area: anywhere
  void place(Draft& draft, GridIndex grid, Random& random) const;
  static std::string id(std::string_view prefix, int64_t number);
};

void add_requests(History& history);
void add_findings(History& history);
void add_visits(History& history);
void add_meetings(History& history);
void add_whistles(History& history);
void add_assessments(History& history);
void add_alarms(History& history);
void add_emergencies(History& history);
void add_resources(History& history);
// What the world's own actors do; it must run afterwards, and the two below it come after that.
void start_patrols(History& history);
void start_history_incidents(History& history);
void cover_every_grid(History& history);
void report_teams(History& history);

// By code, or by its name in Chinese; kNone when there is none.
AreaIndex area_named(const County& county, std::string_view name);
// The words that no quota names.
std::vector<std::string> free_categories(const County& county, const RequestTargets& targets);
std::vector<std::string> free_channels(const County& county, const RequestTargets& targets);
// Units that may report in: those given, the departments, those responsible for a grid, a county's usual ones.
std::vector<std::string> unit_names(const County& county, const std::vector<std::string>& first);
// All there are, each once.
std::vector<std::string> organisations_of(const County& county, const AssessmentGroup& group);

template <typename T>
void shuffle(std::vector<T>& items, Random& random) {
  for (size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random.below(i)]);
}

}  // namespace gridwall::simulate::history
