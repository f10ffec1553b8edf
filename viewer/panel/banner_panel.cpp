#include "viewer/panel/banner_panel.h"

#include <algorithm>
#include <cmath>

namespace gridwall::panel {
using namespace block;

void draw_banner(const Pens& pens, const render::RectPx& rect, const view_model::Banner& banner) {
  const app::Metrics& m = pens.metrics;
  const auto high = static_cast<int>(m.px(banner.progress ? 100 : 88));
  const float text = std::max(pens.fonts.text_size(FontRole::kBodyBold, banner.text).width_px,
                              pens.fonts.text_size(FontRole::kSmall, banner.detail).width_px);
  // In steps, so that running figures do not make it breathe.
  const float step = m.px(120);
  const auto wide =
      static_cast<int>(std::clamp(std::ceil((text + m.px(120)) / step) * step, m.px(480), static_cast<float>(rect.w)));
  Canvas canvas(pens, "panel/banner", {rect.x + (rect.w - wide) / 2, rect.y, wide, high});
  const Rgba tint = banner.alarming ? color::kLevel[0] : kAttention;
  canvas.fill(canvas.left(), canvas.top(), canvas.width(), canvas.height(), color::kCardRaised, m.card_radius());
  canvas.fill(canvas.left(), canvas.top(), canvas.px(8), canvas.height(), tint, canvas.px(3));
  canvas.shape(banner.alarming ? Shape::kTriangleUp : Shape::kTriangleRight, canvas.left() + canvas.px(46),
               canvas.top() + canvas.px(43), canvas.px(30), tint);
  const float left = canvas.left() + canvas.px(82);
  const float room = canvas.right() - canvas.px(24) - left;
  canvas.text_fit(FontRole::kBodyBold, left, canvas.top() + canvas.px(38), room, color::kText, banner.text);
  canvas.text_fit(FontRole::kSmall, left, canvas.top() + canvas.px(68), room, color::kQuietText, banner.detail);
  if (!banner.progress) return;
  const float y = canvas.top() + canvas.px(82), height = canvas.px(6);
  canvas.fill(left, y, room, height, color::kGround, height / 2);
  canvas.fill(left, y, std::fmax(std::round(room * *banner.progress), height), height, tint, height / 2);
}

void draw_replay_frame(const Pens& pens, const render::SizePx& screen) {
  Canvas canvas(pens, "panel/replay", {0, 0, screen.w, screen.h});
  canvas.outline(0, 0, canvas.width(), canvas.height(), color::kAccent, canvas.px(6));
}

}  // namespace gridwall::panel
