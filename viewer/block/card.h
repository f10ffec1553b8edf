// What all cards share: the heading with the age of its data, and how figures differ from those of another moment.
// UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/comparison.h"
#include "viewer/view_model/data_age.h"

namespace gridwall::block {

struct Area {
  float left, right, top, bottom;
  float width() const { return right - left; }
  float height() const { return bottom - top; }
};

// Of a card, for 1,080 lines: its heading, and the padding at its foot.
inline constexpr float kCardHeading = 50, kCardFoot = 14;
inline constexpr std::string_view kBetweenParts = " · ";

// Draws the card and "title · qualifier", with `age` at the right; gives the room that is left. `change`, of what the
// qualifier ends with, stands where it finds room.
Area draw_card(Canvas& canvas, std::string_view title, std::string_view qualifier, const view_model::DataAge& age,
               const view_model::Change& change);

// For cards with a heading of their own on the right.
Area draw_card_with_note(Canvas& canvas, std::string_view title, std::string_view qualifier, std::string_view note,
                         Rgba note_color);

// How a figure differs from the other moment's: a triangle up or down (none for no difference) and the signed text.
// Returns its width; 0 where there is nothing to compare.
float change_width(Canvas& canvas, FontRole role, const view_model::Change& change);
float draw_change(Canvas& canvas, FontRole role, float left, float baseline, const view_model::Change& change,
                  bool greyed);
// Likewise, ending at `right`.
float draw_change_before(Canvas& canvas, FontRole role, float right, float baseline, const view_model::Change& change,
                         bool greyed);

// A line of parts with " · " between them, without those at its end that find no room: a figure is never cut.
std::string_view whole_parts(Canvas& canvas, FontRole role, std::string_view parts, float room);

// An intended emptiness: a dash and why.
void draw_nothing(Canvas& canvas, const Area& area, std::string_view why);

}  // namespace gridwall::block
