// Red–black list and stars of organisations, and what they score. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/organisations.h"

namespace gridwall::panel {

void draw_organisations(const block::Pens& pens, const render::RectPx& rect,
                        const view_model::Organisations& organisations);

}  // namespace gridwall::panel
