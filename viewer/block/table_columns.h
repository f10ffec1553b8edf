// Where the columns of a table stand: as wide as their cells ask for, then cut or left out until they fit. Private to
// viewer/block.
#pragma once

#include "viewer/block/draw_blocks.h"

namespace gridwall::block {

inline constexpr float kTableGap = 14, kTableMark = 14;
inline constexpr float kLargeRow = 30;  // from here on a row has large words

struct Measured {
  float text = 0, change = 0, mark = 0;
  float width(const Drawing& drawing) const {
    return mark + stepped(drawing, text) + (change > 0 ? stepped(drawing, change) + drawing.px(8) : 0);
  }
};
struct Placed {
  float left = 0, width = 0;
  std::string_view caption{};
  float over_previous = 0;  // room of its caption to the left of it
  Measured measured;
  bool shown = true;
};
struct Type {
  bool large = false;                    // the rows
  FontRole figures = FontRole::kSecond;  // in columns of large ones
};
struct Plan {
  std::vector<Placed> columns;
  Type type;
  bool bars_under = false;
  bool change_below = false;  // large figures stand higher for it
};
using Sections = std::span<const Section>;
using Rows = std::vector<const Row*>;

inline bool is_bar(const Column& column) {
  return column.fit == Column::Fit::kBar;
}
// Large figures make a table's rows high.
bool has_large(const Table& table);
FontRole role_of(const Column& column, const Cell& cell, const Type& type);

// For rows `pitch` pixels apart.
Plan plan_of(Drawing& drawing, const Table& table, const Rows& rows, const Area& area, float pitch);

}  // namespace gridwall::block
