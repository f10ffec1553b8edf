// The words of a simulated life: titles, departments, kinds, written as a county's own systems would write them.
// Invented throughout: no person, no number, no firm that exists. Pure, any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ingest/event/event.h"
#include "ingest/simulate/random.h"

namespace gridwall::simulate {

// A title for a request of this category (value or label of the county file) at a place.
std::string request_title(std::string_view category, std::string_view place, Random& random);
// The notes of the person who took the call; may be empty.
std::string request_text(Random& random);
// "春晓社区12号楼": somewhere in a community.
std::string spot_in(std::string_view community, Random& random);
// The department that a category goes to.
std::string_view department_of(std::string_view category, Random& random);
std::string_view any_department(Random& random);
std::string_view organisation(Random& random);
std::string_view return_reason(Random& random);
std::string_view cancel_reason(Random& random);
std::string_view supervise_note(Random& random);
std::string_view revisit_outcome(bool content, Random& random);
std::string_view hazard_category(Random& random);
std::string_view dispute_category(Random& random);
std::string_view handover_text(Random& random);
std::string_view estate_name(Random& random);   // what follows the name of its community
std::string_view whistle_text(Random& random);  // what follows the place
std::span<const std::string_view> organisations();
std::span<const std::string_view> usual_units();  // that a county has anyway, for 双报到

struct AlarmKind {
  std::string_view kind;
  int level;
  double weight;
};
const AlarmKind& alarm_kind(Random& random);

struct IncidentKind {
  std::string_view kind;
  std::string_view opening;  // what was reported
  std::string_view update;   // the report from the scene
  double work_median_min;
  double weight;
};
const IncidentKind& incident_kind(Random& random);

struct WarningKind {
  std::string_view kind;
  unsigned first_month, last_month;  // its season; may run over the end of the year
};
// Nothing when no kind has its season in that month.
const WarningKind* warning_kind(unsigned month, Random& random);

}  // namespace gridwall::simulate
