#include "viewer/view_model/place_name.h"

#include <algorithm>

#include "ingest/state/mode.h"

namespace gridwall::view_model {

std::string area_name(const County& county, const Texts& texts, std::string_view code_or_name) {
  if (names_whole_county(county, code_or_name)) return texts.of(county.name);
  if (const uint32_t area = county.area_index(code_or_name); area != kNoGrid) return texts.of(county.areas[area].name);
  if (const uint32_t grid = county.grid_index(code_or_name); grid != kNoGrid) return grid_name(county, texts, grid);
  const auto named = std::find_if(county.areas.begin(), county.areas.end(),
                                  [&](const Area& area) { return area.name.zh == code_or_name; });
  return named == county.areas.end() ? std::string(code_or_name) : texts.of(named->name);
}

std::string grid_name(const County& county, const Texts& texts, uint32_t grid) {
  if (grid >= county.grids.size()) return {};
  const Grid& at = county.grids[grid];
  const std::string& own = texts.of(at.name);
  if (at.area == kNoGrid) return own;
  const std::string& area = texts.of(county.areas[at.area].name);
  // "Qiaodong 1" needs no "Qiaodong Community" in front of it.
  if (own.starts_with(area) || own.starts_with(area.substr(0, area.find(' ')))) return own;
  return area + " " + own;
}

std::string_view category_name(const ViewContext& context, std::string_view on_the_wire) {
  for (const auto& [word, label] : context.county.categories) {
    if (word == on_the_wire) return context.texts.of(label);
  }
  return context.texts.word(on_the_wire);
}

}  // namespace gridwall::view_model
