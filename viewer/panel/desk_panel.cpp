#include "viewer/panel/desk_panel.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "viewer/panel/stage.h"

namespace gridwall::panel {
using namespace block;
namespace {

constexpr float kGap = 8, kEdge = 16, kNoticeHeight = 60, kNoticeMargin = 16;
constexpr float kSheetPadding = 40, kSheetHead = 92, kSheetLine = 34, kSheetKey = 170, kSheetColumn = 900;

void draw_sheet_line(Canvas& canvas, float left, float top, float wide, const view_model::SheetLine& line) {
  const float baseline = top + canvas.px(24);
  if (line.left.empty()) {
    canvas.text_fit(FontRole::kSmallBold, left, baseline, wide, color::kAccent, line.text);
    return;
  }
  const float key = canvas.px(kSheetKey);
  canvas.text_fit(FontRole::kSmallBold, left, baseline, key - canvas.px(12), color::kText, line.left);
  canvas.text_fit(FontRole::kSmall, left + key, baseline, wide - key, color::kQuietText, line.text);
}

// Each as wide as its words, and an even part of what is left over.
void draw_desk_buttons(Canvas& canvas, float line_top, float line_height,
                       std::span<const view_model::DeskButton> buttons) {
  const float gap = canvas.px(kGap), edge = canvas.px(kEdge);
  const float between = canvas.px(8), padding = canvas.px(10);
  const auto count = static_cast<float>(buttons.size());
  std::vector<float> labels, keys;
  float left_over = canvas.width() - 2 * edge - gap * (count - 1);
  for (const view_model::DeskButton& button : buttons) {
    labels.push_back(canvas.text_width(FontRole::kSmall, button.label));
    keys.push_back(canvas.text_width(FontRole::kSmallBold, button.key));
    left_over -= labels.back() + between + keys.back() + 2 * padding;
  }
  const float top = line_top + canvas.px(5), high = line_height - canvas.px(10);
  const float baseline = top + high / 2 + canvas.px(8);
  float x = canvas.left() + edge;
  for (size_t i = 0; i < buttons.size(); ++i) {
    const float words = labels[i] + between + keys[i];
    const float wide = words + 2 * padding + left_over / count;
    canvas.fill(x, top, wide, high, color::kCardRaised, canvas.px(5));
    // Where even the words find no room, the label gives way.
    const float label = std::max(0.0F, std::min(labels[i], wide - between - keys[i] - canvas.px(8)));
    const float left = x + (wide - label - between - keys[i]) / 2;
    canvas.text_fit(FontRole::kSmall, left, baseline, label + canvas.px(1), color::kText, buttons[i].label);
    canvas.text(FontRole::kSmallBold, left + label + between, baseline, color::kAccent, buttons[i].key);
    canvas.hit(x, line_top, wide, line_height, buttons[i].action);
    x += wide + gap;
  }
}

}  // namespace

void draw_desk_bar(const Pens& pens, const render::RectPx& rect, std::span<const view_model::DeskButton> buttons) {
  if (buttons.empty() || rect.h <= 0) return;
  Canvas canvas(pens, "desk/bar", rect);
  canvas.fill(canvas.left(), canvas.top(), canvas.width(), canvas.height(), color::kBar);
  const size_t lines = std::max<size_t>(1, static_cast<size_t>(canvas.height() / canvas.metrics().desk_height()));
  const size_t in_a_line = (buttons.size() + lines - 1) / lines;
  float top = canvas.top();
  for (size_t from = 0; from < buttons.size(); from += in_a_line) {
    draw_desk_buttons(canvas, top, canvas.height() / static_cast<float>(lines),
                      buttons.subspan(from, std::min(in_a_line, buttons.size() - from)));
    top += canvas.height() / static_cast<float>(lines);
  }
}

void draw_notice(const Pens& pens, const render::RectPx& stage, int bottom, std::string_view notice) {
  const auto px = [&](float at_1080) { return pens.metrics.px(at_1080); };
  const float text = pens.fonts.text_size(FontRole::kBodyBold, notice).width_px;
  const int w = static_cast<int>(std::min(std::ceil(text) + px(72), static_cast<float>(stage.w)));
  const int h = static_cast<int>(px(kNoticeHeight));
  Canvas canvas(pens, "desk/notice",
                {stage.x + (stage.w - w) / 2, bottom - h - static_cast<int>(px(kNoticeMargin)), w, h});
  canvas.fill(canvas.left(), canvas.top(), canvas.width(), canvas.height(), color::kCardRaised, canvas.px(8));
  canvas.outline(canvas.left(), canvas.top(), canvas.width(), canvas.height(), color::kAccent, canvas.px(2),
                 canvas.px(8));
  canvas.text_fit(FontRole::kBodyBold, canvas.left() + px(36), canvas.top() + px(39), canvas.width() - px(60),
                  color::kText, notice);
}

void draw_tooltip(const Pens& pens, const render::RectPx& stage, const render::RectPx& tile, std::string_view text) {
  const auto px = [&](float at_1080) { return pens.metrics.px(at_1080); };
  const float wide = pens.fonts.text_size(FontRole::kSmall, text).width_px + px(40);
  const int w = static_cast<int>(std::min(std::ceil(wide), static_cast<float>(stage.w)));
  const int x = std::min(tile.x, stage.right() - w);
  Canvas canvas(pens, "desk/tooltip", {x, tile.y + static_cast<int>(px(46)), w, static_cast<int>(px(44))});
  canvas.fill(canvas.left(), canvas.top(), canvas.width(), canvas.height(), color::kCardRaised, canvas.px(6));
  canvas.outline(canvas.left(), canvas.top(), canvas.width(), canvas.height(), color::kQuietText, canvas.px(1.5F),
                 canvas.px(6));
  canvas.text_fit(FontRole::kSmall, canvas.left() + px(20), canvas.top() + px(29), canvas.width() - px(36),
                  color::kText, text);
}

void draw_sheet(const Pens& pens, const render::RectPx& stage, const view_model::SheetModel& sheet) {
  const auto px = [&](float at_1080) { return pens.metrics.px(at_1080); };
  const auto most =
      static_cast<size_t>((static_cast<float>(stage.h) * 0.9F - px(kSheetHead + kSheetPadding)) / px(kSheetLine));
  const size_t columns = sheet.lines.size() > most ? 2 : 1;
  const size_t rows = std::min(most, (sheet.lines.size() + columns - 1) / columns);
  const float column =
      std::min(px(kSheetColumn), (static_cast<float>(stage.w) * 0.97F - px(kSheetPadding)) / 2 - px(kSheetPadding));
  const int w = static_cast<int>(static_cast<float>(columns) * (column + px(kSheetPadding)) + px(kSheetPadding));
  const int h = static_cast<int>(px(kSheetHead + kSheetPadding) + static_cast<float>(rows) * px(kSheetLine));
  Canvas canvas(pens, "desk/sheet", in_the_middle(stage, w, h));
  canvas.fill(canvas.left(), canvas.top(), canvas.width(), canvas.height(), color::kCardRaised, px(10));
  canvas.outline(canvas.left(), canvas.top(), canvas.width(), canvas.height(), color::kAccent, px(2), px(10));
  const float left = canvas.left() + px(kSheetPadding), right = canvas.right() - px(kSheetPadding);
  canvas.text_fit(FontRole::kTitle, left, canvas.top() + px(58), (right - left) * 0.6F, color::kText, sheet.title);
  canvas.text_fit(FontRole::kSmall, right, canvas.top() + px(56), (right - left) * 0.38F, color::kQuietText,
                  sheet.close, Align::kRight);
  for (size_t i = 0; i < std::min(sheet.lines.size(), rows * columns); ++i) {
    const float x = left + static_cast<float>(i / rows) * (column + px(kSheetPadding));
    draw_sheet_line(canvas, x, canvas.top() + px(kSheetHead) + static_cast<float>(i % rows) * px(kSheetLine), column,
                    sheet.lines[i]);
  }
  canvas.hit(canvas.left(), canvas.top(), canvas.width(), canvas.height(),
             view_model::ShowSheet{view_model::Sheet::kNone});
}

}  // namespace gridwall::panel
