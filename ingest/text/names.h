// Names of areas, grids, teams, categories and tiers as a sentence uses them, in the language of the texts.
// Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "ingest/county/county.h"
#include "ingest/text/text.h"

namespace gridwall::text {

// An area by its code or name as an event gives it, the county's own included; the word itself when unknown.
std::string area_name(const County& county, const Texts& texts, std::string_view code_or_name);

// The street or community and the grid, without saying a name twice; empty for kNone.
std::string grid_name(const County& county, const Texts& texts, GridIndex grid);

// A team the county lists by its name, any other by its code.
std::string team_name(const County& county, const Texts& texts, std::string_view code);

// A category's label, else the wall's word for it, else itself.
std::string_view category_name(const County& county, const Texts& texts, std::string_view on_the_wire);

// The county's label of a tier, else the wall's.
std::string tier_label(const County& county, const Texts& texts, size_t tier);

// The label of a plan's step; where the plan is not known or has no such step, the first plan's that has it.
std::string step_name(const County& county, const Texts& texts, std::string_view plan, std::string_view step);

}  // namespace gridwall::text
