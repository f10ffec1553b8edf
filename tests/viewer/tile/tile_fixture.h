// Tiles as texts, of a small county's state as events made it.
#pragma once

#include "tests/viewer/view_model/view_fixture.h"
#include "viewer/block/text.h"
#include "viewer/tile/tile.h"

namespace gridwall::tile {

inline block::Tile build(std::string_view name, const view_model::ViewContext& context) {
  return kinds()[kind_of(name).value()].make()(context);
}
inline std::string text_of(std::string_view name, const view_model::ViewContext& context) {
  return block::as_text(build(name, context));
}
// The line that begins with `label`; empty: there is none.
inline std::string line_of(std::string_view name, const view_model::ViewContext& context, std::string_view label) {
  return block::line_of(build(name, context), label);
}
// Line by line; the title is the first.
inline std::vector<std::string> lines_of(std::string_view name, const view_model::ViewContext& context) {
  std::vector<std::string> lines;
  const std::string text = text_of(name, context);
  for (size_t from = 0; from < text.size(); from = text.find('\n', from) + 1) {
    lines.push_back(text.substr(from, text.find('\n', from) - from));
  }
  return lines;
}

class TileTest : public view_model::ViewTest {};

}  // namespace gridwall::tile
