// Single lines, bars by themselves, and what happened when.
#include "viewer/block/draw_blocks.h"

namespace gridwall::block {
namespace {

constexpr float kLine = 27, kRuledLine = 36, kBarHeight = 14, kMomentPitch = 32, kMark = 15;

}  // namespace

Room room_of(const Drawing& drawing, const Line& line) {
  const float height = drawing.px(line.ruled ? kRuledLine : kLine);
  return {height, height, height};
}

void draw(Drawing& drawing, const Area& area, const Line& line) {
  Canvas& canvas = drawing.canvas;
  if (line.ruled) draw_rule(drawing, area, area.top + drawing.px(4));
  const float baseline = std::round(area.bottom - drawing.px(8));
  const FontRole role = line.strong ? FontRole::kSmallBold : FontRole::kSmall;
  float left = area.left, right = area.right;
  if (!line.end.empty()) {
    const float gap = drawing.px(14), text = canvas.text_width(role, line.text);
    const float room = area.width() - std::min(text, area.width() / 2) - gap;
    right -= canvas.text_fit(FontRole::kSmall, right, baseline, room, drawing.color(Tone::kQuiet),
                             whole_parts(canvas, FontRole::kSmall, line.end, room), Align::kRight) +
             gap;
  }
  if (line.mark.shape != Shape::kNone) {
    const float size = drawing.px(kMark);
    draw_mark(drawing, line.mark, left + size / 2, canvas.middle_of_line(role, baseline), size);
    left += size + drawing.px(9);
  }
  const float change = change_width(canvas, FontRole::kSmallBold, line.change);
  if (change > 0) right -= change + drawing.px(10);
  const std::string_view text = whole_parts(canvas, role, line.text, right - left);
  const float used = canvas.text_fit(role, line.align == Align::kRight ? right : left, baseline, right - left,
                                     drawing.color(line.tone), text, line.align);
  draw_change(canvas, FontRole::kSmallBold, left + used + drawing.px(10), baseline, line.change, drawing.greyed);
}

Room room_of(const Drawing& drawing, const Bar&) {
  return {drawing.px(kBarHeight), drawing.px(kBarHeight), drawing.px(kBarHeight)};
}

void draw(Drawing& drawing, const Area& area, const Bar& bar) {
  draw_bar(drawing, area.left, area.right, (area.top + area.bottom) / 2, drawing.px(kBarHeight - 2), bar.parts, false);
}

Room room_of(const Drawing& drawing, const Timeline& timeline) {
  const float rows = static_cast<float>(timeline.moments.size());
  return {drawing.px(kMomentPitch * std::min(rows, 2.0F)), drawing.px(kMomentPitch * rows),
          drawing.px(kMomentPitch * rows)};
}

void draw(Drawing& drawing, const Area& area, const Timeline& timeline) {
  Canvas& canvas = drawing.canvas;
  const float pitch = drawing.px(kMomentPitch), gap = drawing.px(12);
  const auto fitting = static_cast<size_t>(std::max(1.0F, (area.height() + drawing.px(8)) / pitch));
  const size_t rows = std::min(timeline.moments.size(), fitting);
  if (rows == 0) return;
  float time = 0;
  bool marked = false;
  for (size_t i = 0; i < rows; ++i) {
    time = std::max(time, canvas.text_width(FontRole::kSmall, timeline.moments[i].time));
    marked = marked || timeline.moments[i].mark.shape != Shape::kNone;
  }
  const float dot = area.left + stepped(drawing, time) + drawing.px(16);
  if (timeline.threaded && rows > 1) {
    canvas.fill(dot - canvas.px(1), area.top + pitch / 2, canvas.px(2), pitch * static_cast<float>(rows - 1),
                color::kRule);
  }
  for (size_t i = 0; i < rows; ++i) {
    const Moment& moment = timeline.moments[i];
    const float baseline = area.top + pitch * static_cast<float>(i) + drawing.px(22);
    canvas.text(FontRole::kSmall, area.left, baseline, drawing.color(Tone::kQuiet), moment.time);
    draw_mark(drawing, moment.mark, dot, canvas.middle_of_line(FontRole::kSmall, baseline),
              drawing.px(moment.mark.shape == Shape::kDisc ? 11 : 16));
    float x = marked ? dot + drawing.px(18) : area.left + stepped(drawing, time) + gap;
    if (!moment.who.empty()) {
      x += canvas.text_fit(FontRole::kSmall, x, baseline, area.width() * 0.25F, drawing.color(moment.who_tone),
                           moment.who) +
           gap;
    }
    const Rgba tint = i > 0 && !drawing.greyed ? app::with_alpha(color::kText, 0.86F) : drawing.color(Tone::kText);
    canvas.text_fit(timeline.threaded && i == 0 ? FontRole::kSmallBold : FontRole::kSmall, x, baseline, area.right - x,
                    tint, moment.text);
  }
}

}  // namespace gridwall::block
