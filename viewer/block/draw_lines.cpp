// Single lines, bars by themselves, and what happened when.
#include "viewer/block/draw_blocks.h"

namespace gridwall::block {
namespace {

constexpr float kLine = 27, kRuledLine = 36, kBarHeight = 14, kMomentPitch = 32, kMark = 15;

}  // namespace

Room room_of(const Measure& measure, const Line& line) {
  const float height = measure.px(line.ruled ? kRuledLine : kLine);
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

Room room_of(const Measure& measure, const Bar&) {
  return {measure.px(kBarHeight), measure.px(kBarHeight), measure.px(kBarHeight)};
}

void draw(Drawing& drawing, const Area& area, const Bar& bar) {
  draw_bar(drawing, area.left, area.right, (area.top + area.bottom) / 2, drawing.px(kBarHeight - 2), bar.parts, false);
}

Room room_of(const Measure& measure, const Timeline& timeline) {
  const float rows = static_cast<float>(timeline.moments.size());
  return {measure.px(kMomentPitch * std::min(rows, 2.0F)), measure.px(kMomentPitch * rows),
          measure.px(kMomentPitch * rows)};
}

void draw(Drawing& drawing, const Area& area, const Timeline& timeline) {
  Canvas& canvas = drawing.canvas;
  const float pitch = drawing.px(kMomentPitch), gap = drawing.px(12);
  const auto fitting = static_cast<size_t>(std::max(1.0F, (area.height() + drawing.px(8)) / pitch));
  const size_t count = timeline.moments.size();
  if (count == 0) return;
  const Shown shown = timeline.more.empty() ? Shown{0, std::min(count, fitting), 0}
                                            : shown_rows(drawing, count, static_cast<int64_t>(count), fitting);
  const std::span<const Moment> moments = std::span(timeline.moments).subspan(shown.from, shown.rows);
  const size_t rows = moments.size();
  float time = 0;
  bool marked = false;
  for (size_t i = 0; i < rows; ++i) {
    time = std::max(time, canvas.text_width(FontRole::kSmall, moments[i].time));
    marked = marked || moments[i].mark.shape != Shape::kNone;
  }
  const float dot = area.left + stepped(drawing, time) + drawing.px(16);
  if (timeline.threaded && rows > 1) {
    canvas.fill(dot - canvas.px(1), area.top + pitch / 2, canvas.px(2), pitch * static_cast<float>(rows - 1),
                color::kRule);
  }
  for (size_t i = 0; i < rows; ++i) {
    const Moment& moment = moments[i];
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
    const bool newest = shown.from + i == 0;
    const Rgba tint = !newest && !drawing.greyed ? app::with_alpha(color::kText, 0.86F) : drawing.color(Tone::kText);
    canvas.text_fit(timeline.threaded && newest ? FontRole::kSmallBold : FontRole::kSmall, x, baseline, area.right - x,
                    tint, moment.text);
  }
  if (shown.left_out > 0) {
    const float top = area.top + pitch * static_cast<float>(rows);
    draw_more(drawing, area.left, area.right, top, pitch, timeline.more, shown.left_out);
  }
}

}  // namespace gridwall::block
