// Categories and channels as bars with their fractions. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/subjects.h"

namespace gridwall::panel {

void draw_subjects(const block::Pens& pens, const render::RectPx& rect, const view_model::Subjects& subjects,
                   const view_model::Texts& texts);

}  // namespace gridwall::panel
