// Draws the list of alarms. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/alarm_list.h"

namespace gridwall::panel {

void draw_alarm_list(const block::Pens& pens, const render::RectPx& rect, const view_model::AlarmList& alarms,
                     const view_model::Texts& texts);

}  // namespace gridwall::panel
