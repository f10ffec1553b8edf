#include "viewer/panel/nav_panel.h"

#include "viewer/panel/stage.h"

namespace gridwall::panel {
using namespace block;
namespace {

constexpr float kNavBaseline = 33, kSceneGap = 26, kStepGap = 12;

}  // namespace

void draw_nav_bar(const Pens& pens, const render::RectPx& rect, const view_model::NavBar& bar) {
  Canvas canvas(pens, "panel/nav", rect);
  canvas.fill(canvas.left(), canvas.top(), canvas.width(), canvas.height(), color::kBar);
  const float baseline = canvas.top() + canvas.px(kNavBaseline);
  float x = canvas.left() + canvas.px(kBarMargin);
  for (const auto& tab : bar.scenes) {
    const FontRole role = tab.chosen ? FontRole::kBodyBold : FontRole::kBody;
    const float width = canvas.text(role, x, baseline, tab.chosen ? color::kText : color::kQuietText, tab.label);
    if (tab.chosen) canvas.fill(x, canvas.bottom() - canvas.px(4), width, canvas.px(4), color::kAccent);
    canvas.hit(x - canvas.px(kSceneGap / 2), canvas.top(), width + canvas.px(kSceneGap), canvas.height(),
               view_model::ShowScene{tab.scene});
    x += width + canvas.px(kSceneGap);
  }
  x += canvas.px(6);
  canvas.fill(x, canvas.top() + canvas.px(12), canvas.px(2), canvas.height() - canvas.px(24), color::kRule);
  x += canvas.px(28);

  const float sizes = canvas.text_width(FontRole::kSmall, bar.sizes);
  float right = canvas.right() - canvas.px(kBarMargin);
  if (sizes < (right - x) * 0.6F) {
    canvas.text(FontRole::kSmall, right, baseline, color::kQuietText, bar.sizes, Align::kRight);
    right -= sizes + canvas.px(kSceneGap);
  }
  const auto step = [&](FontRole role, Rgba tint, std::string_view label) {
    return x < right ? canvas.text_fit(role, x, baseline, right - x, tint, label) : 0.0F;
  };
  // The title names the county, too: alone and without room for its name it is left out.
  const bool alone = bar.path.size() == 1 && bar.pointed.empty();
  const bool named = !alone || canvas.text_width(FontRole::kBodyBold, bar.path.front().label) <= right - x;
  for (size_t i = 0; i < bar.path.size() && named; ++i) {
    const bool last = i + 1 == bar.path.size();
    const float from = x;
    x += step(last ? FontRole::kBodyBold : FontRole::kBody, last ? color::kText : color::kQuietText, bar.path[i].label);
    canvas.hit(from, canvas.top(), x - from, canvas.height(), view_model::GoTo{bar.path[i].scope});
    if (last && bar.pointed.empty()) break;
    x += canvas.px(kStepGap);
    x += step(FontRole::kBody, color::kStaleText, "›") + canvas.px(kStepGap);
  }
  if (!bar.pointed.empty()) x += step(FontRole::kBody, color::kAccent, bar.pointed);
  x += canvas.px(kSceneGap);
  for (const auto& part : bar.parts) {  // as many as find room
    const float wide = canvas.text_width(FontRole::kSmall, part.label);
    if (x + wide > right) break;
    canvas.text(FontRole::kSmall, x, baseline - canvas.px(1), color::kStaleText, part.label);
    canvas.hit(x - canvas.px(8), canvas.top(), wide + canvas.px(16), canvas.height(), view_model::GoTo{part.scope});
    x += wide + canvas.px(20);
  }
}

}  // namespace gridwall::panel
