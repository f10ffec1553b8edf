// Draws the incidents being handled, and the course of one of them. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/incident_board.h"
#include "viewer/view_model/incident_timeline.h"

namespace gridwall::panel {

void draw_incident_board(const block::Pens& pens, const render::RectPx& rect, const view_model::IncidentBoard& board,
                         const view_model::Texts& texts);
void draw_incident_timeline(const block::Pens& pens, const render::RectPx& rect,
                            const view_model::IncidentTimeline& timeline);

}  // namespace gridwall::panel
