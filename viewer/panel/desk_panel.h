// Draws what serves whoever acts at the wall: the desk's buttons, notices, and the sheets that lie over everything. UI
// thread. Must not know what the buttons do.
#pragma once

#include <span>
#include <string_view>

#include "viewer/block/canvas.h"
#include "viewer/view_model/desk_bar.h"
#include "viewer/view_model/sheet.h"

namespace gridwall::panel {

void draw_desk_bar(const block::Pens& pens, const render::RectPx& rect,
                   std::span<const view_model::DeskButton> buttons);
// Its lower edge stands at `bottom`: over tiles, never over what can be pressed there.
void draw_notice(const block::Pens& pens, const render::RectPx& stage, int bottom, std::string_view notice);
// What a tile's figures mean, below its heading.
void draw_tooltip(const block::Pens& pens, const render::RectPx& stage, const render::RectPx& tile,
                  std::string_view text);
// A press anywhere on it puts it away. Lines that find no room are left out from the end.
void draw_sheet(const block::Pens& pens, const render::RectPx& stage, const view_model::SheetModel& sheet);

}  // namespace gridwall::panel
