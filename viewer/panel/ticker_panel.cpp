#include "viewer/panel/ticker_panel.h"

#include <algorithm>

#include "viewer/block/card.h"

namespace gridwall::panel {
using namespace block;
namespace {

constexpr float kRowPitch = 32;

}  // namespace

void draw_ticker(const Pens& pens, const render::RectPx& rect, const view_model::Ticker& ticker) {
  Canvas canvas(pens, "panel/ticker", rect);
  const CardArea area = draw_card(canvas, ticker.title, {});
  if (ticker.rows.empty()) return draw_nothing(canvas, area, ticker.why);
  const float first = area.top - canvas.px(4);
  const auto rows =
      std::min(ticker.rows.size(),
               static_cast<size_t>(std::max(1.0F, (area.bottom + canvas.px(6) - first) / canvas.px(kRowPitch))));
  const float time_width = canvas.text_width(FontRole::kSmall, "00:00");
  for (size_t i = 0; i < rows; ++i) {
    const view_model::TickerRow& row = ticker.rows[i];
    const float baseline = first + canvas.px(kRowPitch) * static_cast<float>(i) + canvas.px(24);
    const float middle = canvas.middle_of_line(FontRole::kSmall, baseline);
    canvas.text(FontRole::kSmall, area.left, baseline, quiet_color(ticker.greyed), row.time);
    float x = area.left + time_width + canvas.px(12);
    const float size = canvas.px(12);
    if (row.level > 0) {
      canvas.shape(Shape::kDiamond, x + size / 2, middle, canvas.px(16), color::kLevel[row.level - 1]);
    } else {
      canvas.fill(x + canvas.px(3), middle - canvas.px(8), canvas.px(5), canvas.px(16),
                  color::kFeed[static_cast<size_t>(row.feed)], canvas.px(2));
    }
    x += size + canvas.px(10);
    canvas.text_fit(FontRole::kSmall, x, baseline, area.right - x,
                    i == 0          ? figure_color(ticker.greyed)
                    : ticker.greyed ? color::kStaleText
                                    : app::with_alpha(color::kText, 0.86F),
                    row.text);
  }
}

}  // namespace gridwall::panel
