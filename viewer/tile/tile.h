// What stands on the wall besides the bars: one file a tile, one row each in table.cpp. UI thread. Must not know
// pixels.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "viewer/block/block.h"
#include "viewer/view_model/context.h"

namespace gridwall::tile {

// Fills the tile from the county at a moment. One that keeps something between two moments (so that what does not
// change costs nothing) keeps it here; it gives the same tile without.
using Builder = std::function<block::Tile(const view_model::ViewContext& context)>;

struct Kind {
  std::string_view name;        // as in wall.toml
  Builder (*make)();            // null: the map, which is no card and draws itself
  view_model::Text definition;  // what its figures mean, in a sentence
};
std::span<const Kind> kinds();
inline constexpr size_t kMap = 0;  // where the map stands among them

// Puts in place of what the tile says one line each on what its figures mean. One without figures stays as it is.
void define(std::string_view name, const view_model::ViewContext& context, block::Tile& tile);

// Where the tile of that name stands among the kinds; none: there is no such tile.
std::optional<size_t> kind_of(std::string_view name);

}  // namespace gridwall::tile
