#include "viewer/scene/waiting.h"

#include <string>

#include "viewer/block/canvas.h"
#include "viewer/view_model/banner.h"
#include "viewer/view_model/format.h"

namespace gridwall::scene {

std::vector<render::Layer> draw_waiting(app::ImguiBridge& bridge, const view_model::Texts& texts,
                                        const WaitingInput& input) {
  bridge.begin_frame(input.frame_ns, input.size);
  {
    const block::Pens pens{bridge.fonts(), bridge.metrics()};
    block::Canvas canvas(pens, "waiting", {0, 0, input.size.w, input.size.h});
    const float middle_x = canvas.left() + canvas.width() / 2;
    const float middle_y = canvas.top() + canvas.height() / 2;
    canvas.text(app::FontRole::kSecond, middle_x, middle_y - canvas.px(60), app::color::kAccent, "gridwall",
                block::Align::kCenter);
    const view_model::TroubleTexts trouble = view_model::tell_trouble(texts, input.trouble, input.endpoint);
    canvas.text(app::FontRole::kTitle, middle_x, middle_y + canvas.px(10), app::color::kText, trouble.text,
                block::Align::kCenter);
    const std::string detail =
        view_model::fill(texts[view_model::Text::kBannerChecking],
                         {{"endpoint", input.endpoint}, {"time", view_model::format_duration(input.waited_s, texts)}});
    canvas.text(app::FontRole::kBody, middle_x, middle_y + canvas.px(64), app::color::kQuietText, detail,
                block::Align::kCenter);
    canvas.text(app::FontRole::kBody, middle_x, middle_y + canvas.px(112), block::kAttention, trouble.remedy,
                block::Align::kCenter);
  }
  std::vector<render::Layer> layers;
  for (const render::Window& window : bridge.end_frame()) layers.emplace_back(window);
  return layers;
}

}  // namespace gridwall::scene
