// Names of areas and grids as a sentence on the wall uses them. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "viewer/view_model/context.h"

namespace gridwall::view_model {

// An area by its code or name as an event gives it, the county's own included; the word itself when unknown.
std::string area_name(const County& county, const Texts& texts, std::string_view code_or_name);

// The street or community and the grid, without saying a name twice; empty for kNoGrid.
std::string grid_name(const County& county, const Texts& texts, uint32_t grid);

// A category's label, else the wall's word for it, else itself.
std::string_view category_name(const ViewContext& context, std::string_view on_the_wire);

}  // namespace gridwall::view_model
