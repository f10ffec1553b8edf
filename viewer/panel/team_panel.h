// Draws the board of rescue teams. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/team_board.h"

namespace gridwall::panel {

// The same shape and colour stand for a status on the board and in the map's key.
struct StatusLook {
  block::Shape shape;
  block::Rgba color;
};
StatusLook team_status_look(TeamStatus status);

void draw_team_board(const block::Pens& pens, const render::RectPx& rect, const view_model::TeamBoard& board,
                     const view_model::Texts& texts);

}  // namespace gridwall::panel
