// Names of areas, grids, teams, categories and tiers as used in a sentence, in the language of the texts.
// Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "ingest/county/county.h"
#include "ingest/state/alarms.h"
#include "ingest/text/text.h"

namespace gridwall::text {

// An area (or the county) by the code or name an event gives; that word itself if it is unknown.
std::string area_name(const County& county, const Texts& texts, std::string_view code_or_name);

// The street or community and the grid, without repeating a name; empty for kNone.
std::string grid_name(const County& county, const Texts& texts, GridIndex grid);

// The name of a team that the county lists, otherwise its code.
std::string team_name(const County& county, const Texts& texts, std::string_view code);

// The county's label of a category, otherwise the wall's word for it, otherwise the value itself.
std::string_view category_name(const County& county, const Texts& texts, std::string_view on_the_wire);

// The county's label of a tier, otherwise the wall's.
std::string tier_label(const County& county, const Texts& texts, size_t tier);

// What an alarm of that kind says, in the county's word for its highest tier.
std::string alarm_kind_label(const County& county, const Texts& texts, AlarmKind kind);

// The label of a step of a plan; if the plan is unknown or has no such step, that of the first plan that has it.
std::string step_name(const County& county, const Texts& texts, std::string_view plan, std::string_view step);

}  // namespace gridwall::text
