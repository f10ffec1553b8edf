// Draws the bar on top: the title with the mode, the trust in each feed, the clock. Each is a window of its own,
// because each changes at its own pace. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/title_bar.h"

namespace gridwall::panel {

// How the bar is divided; the same as long as screen, language and date are.
struct TitleBarRects {
  render::RectPx title, trust, clock;
  render::RectPx mode;  // in a line of its own below the clock; empty: in the title's, at its right
};
TitleBarRects divide_title_bar(const block::Pens& pens, const render::RectPx& bar, const view_model::TrustStrip& trust,
                               const view_model::WallClock& clock, std::string_view widest_age);

// The title and the mode.
void draw_title(const block::Pens& pens, const TitleBarRects& rects, const view_model::TitleBar& bar);
void draw_trust(const block::Pens& pens, const render::RectPx& rect, const view_model::TrustStrip& trust,
                std::string_view widest_age);
void draw_clock(const block::Pens& pens, const render::RectPx& rect, const view_model::WallClock& clock);

}  // namespace gridwall::panel
