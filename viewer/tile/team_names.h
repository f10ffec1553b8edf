// The names of rescue teams, as short as a board of them can say them. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "viewer/view_model/context.h"

namespace gridwall::tile {

// By index into CountyState::teams: without the county, and without what most of them end with.
std::vector<std::string> short_team_names(const view_model::ViewContext& context);

}  // namespace gridwall::tile
