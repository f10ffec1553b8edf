// Draws who ordered what: mode, plan and checklist; warnings in force; the shift's log; the routine's figures
// meanwhile. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/command.h"
#include "viewer/view_model/duty_board.h"
#include "viewer/view_model/routine_strip.h"
#include "viewer/view_model/warning_list.h"

namespace gridwall::panel {

void draw_command(const block::Pens& pens, const render::RectPx& rect, const view_model::Command& command,
                  const view_model::Texts& texts);
void draw_warning_list(const block::Pens& pens, const render::RectPx& rect, const view_model::WarningList& warnings);
void draw_duty_board(const block::Pens& pens, const render::RectPx& rect, const view_model::DutyBoard& board,
                     const view_model::Texts& texts);
void draw_routine_strip(const block::Pens& pens, const render::RectPx& rect, const view_model::RoutineStrip& strip);

}  // namespace gridwall::panel
