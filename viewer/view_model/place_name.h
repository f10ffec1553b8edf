// Names of areas, grids and categories as a sentence on the wall uses them. Pure; any thread.
#pragma once

#include "viewer/view_model/context.h"

namespace gridwall::view_model {

inline std::string_view category_name(const ViewContext& context, std::string_view on_the_wire) {
  return text::category_name(context.county, context.texts, on_the_wire);
}

}  // namespace gridwall::view_model
