// The day at a glance: how many events a feed brought in each five minutes, and what happened.
#include "viewer/block/draw_blocks.h"

namespace gridwall::block {
namespace {

using view_model::DayStrip;
using view_model::StripMark;
using view_model::StripMarkKind;

struct Chart {
  float left, right, top, bottom;
  float slot_x(int slot) const { return left + (right - left) * static_cast<float>(slot) / DayStrip::kSlots; }
  float slot_width() const { return (right - left) / DayStrip::kSlots; }
};

void draw_key(Canvas& canvas, const Area& area, const DayStrip& strip) {
  const float baseline = canvas.top() + canvas.px(36);
  const float middle = canvas.middle_of_line(FontRole::kSmall, baseline);
  // Behind the heading; what finds no room there is left out.
  const float heading = canvas.text_width(FontRole::kSmallBold, strip.title) +
                        canvas.text_width(FontRole::kSmall, strip.why) + canvas.px(36);
  float x = area.right;
  const auto entry = [&](Shape shape, float size, Rgba tint, const std::string& text) {
    if (x - canvas.text_width(FontRole::kSmall, text) - canvas.px(8) - size < area.left + heading) return;
    x -= canvas.text(FontRole::kSmall, x, baseline, color::kQuietText, text, Align::kRight) + canvas.px(8);
    canvas.shape(shape, x - size / 2, middle, size, tint);
    x -= size + canvas.px(22);
  };
  entry(Shape::kDiamond, canvas.px(18), color::kQuietText, strip.incident_key);
  entry(Shape::kSquare, canvas.px(10), color::kQuietText, strip.alarm_key);
  entry(Shape::kTriangleUp, canvas.px(16), color::kQuietText, strip.mode_key);
}

// The lanes' names and scales, each behind the colour of its feed; returns how wide they are.
float draw_lane_names(Canvas& canvas, float left, float top, float bottom, const DayStrip& strip) {
  const float lane = std::floor((bottom - top) / kFeedCount);
  float widest = 0;
  for (size_t feed = 0; feed < kFeedCount; ++feed) {
    const float baseline = bottom - lane * static_cast<float>(kFeedCount - 1 - feed) - canvas.px(3);
    canvas.fill(left, baseline - canvas.px(13), canvas.px(4), canvas.px(13), color::kFeed[feed], canvas.px(1));
    widest = std::fmax(
        widest, canvas.text(FontRole::kAxis, left + canvas.px(11), baseline, color::kQuietText, strip.feeds[feed]));
  }
  return widest + canvas.px(11);
}

void draw_density(Canvas& canvas, const Chart& chart, const DayStrip& strip) {
  const float gap = chart.slot_width() >= canvas.px(3) ? canvas.px(1) : 0;
  for (int slot = 0; slot <= strip.now_slot && slot < DayStrip::kSlots; ++slot) {
    const float left = std::round(chart.slot_x(slot));
    const float right = std::round(chart.slot_x(slot + 1)) - gap;
    // A lane each, the first feed on top, as they stand in the key.
    const float lane = std::floor((chart.bottom - chart.top) / kFeedCount);
    for (size_t feed = 0; feed < kFeedCount; ++feed) {
      const float share = strip.density[static_cast<size_t>(slot)][feed];
      if (share <= 0) continue;
      const float bottom = chart.bottom - lane * static_cast<float>(kFeedCount - 1 - feed);
      const float high = std::fmax(std::round((lane - canvas.px(2)) * share), canvas.px(1.5F));
      canvas.fill(left, bottom - high, right - left, high,
                  strip.greyed ? app::with_alpha(color::kFeed[feed], 0.45F) : color::kFeed[feed]);
    }
  }
}

void draw_strip_mark(Canvas& canvas, const Chart& chart, float lane, const StripMark& mark) {
  const float x = std::round(chart.slot_x(mark.slot) + chart.slot_width() / 2);
  const Rgba tint = mark.level > 0 ? color::kLevel[mark.level - 1] : mark.emergency ? kAttention : color::kGood;
  switch (mark.kind) {
    case StripMarkKind::kAlarm:
      canvas.shape(Shape::kSquare, x, lane, canvas.px(9), tint);
      return;
    case StripMarkKind::kModeChange:
      canvas.line({x, lane}, {x, chart.bottom}, app::with_alpha(tint, 0.7F), canvas.px(2));
      canvas.shape(Shape::kTriangleUp, x, lane, canvas.px(16), tint);
      return;
    case StripMarkKind::kIncident:
      canvas.line({x, lane}, {x, chart.bottom}, app::with_alpha(tint, 0.8F), canvas.px(2));
      canvas.shape(Shape::kDiamond, x, lane, canvas.px(18), tint);
      return;
  }
}

}  // namespace

Room room_of(const Measure& measure, const Strip&) {
  return {measure.px(60), measure.px(90), measure.px(400)};
}

void draw(Drawing& drawing, const Area& area, const Strip& block) {
  Canvas& canvas = drawing.canvas;
  const DayStrip& strip = block.day;
  draw_key(canvas, area, strip);
  const float axis = canvas.bottom() - canvas.px(14);
  const float top = area.top + canvas.px(18), bottom = axis - canvas.px(24);
  const float names = draw_lane_names(canvas, area.left, top, bottom, strip);
  const Chart chart{area.left + names + canvas.px(12), area.right, top, bottom};
  canvas.fill(chart.left, chart.bottom, chart.right - chart.left, canvas.metrics().hairline(), color::kRule);
  float free_from = chart.left;
  for (const view_model::StripTick& tick : strip.ticks) {
    const float x = std::round(chart.slot_x(tick.slot));
    canvas.fill(x, chart.top, canvas.metrics().hairline(), chart.bottom - chart.top + canvas.px(5),
                tick.midnight ? color::kQuietText : color::kRule);
    const float width = canvas.text_width(FontRole::kAxis, tick.text);
    const float left = std::fmin(std::fmax(x - width / 2, chart.left), chart.right - width);
    if (left < free_from) continue;
    canvas.text(FontRole::kAxis, left, axis, tick.midnight ? color::kText : color::kQuietText, tick.text);
    free_from = left + width + canvas.px(16);
  }
  draw_density(canvas, chart, strip);
  const float now = std::round(chart.slot_x(strip.now_slot + 1));
  canvas.fill(now, area.top + canvas.px(6), canvas.px(2), chart.bottom - area.top - canvas.px(6), color::kText);
  const float lane = area.top + canvas.px(9);
  for (const StripMark& mark : strip.marks) draw_strip_mark(canvas, chart, lane, mark);
}

}  // namespace gridwall::block
