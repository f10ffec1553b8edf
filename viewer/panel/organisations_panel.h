// Red–black list and stars of organisations, and what they score. UI thread.
#pragma once

#include "viewer/panel/canvas.h"
#include "viewer/view_model/organisations.h"

namespace gridwall::panel {

void draw_organisations(const Pens& pens, const render::RectPx& rect, const view_model::Organisations& organisations);

}  // namespace gridwall::panel
