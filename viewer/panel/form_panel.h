// Draws what lies over everything: a form of the desk, and the mark of a drill. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/form.h"

namespace gridwall::panel {

// Where its caret stands; none: no field that is written has the focus.
std::optional<render::RectPx> draw_form(const block::Pens& pens, const render::RectPx& stage,
                                        const view_model::Form& form);

// So that nobody, and no picture of it, takes a drill for real.
void draw_drill_mark(const block::Pens& pens, const render::SizePx& screen, std::string_view mark);

}  // namespace gridwall::panel
