#include "viewer/panel/time_panel.h"

#include <algorithm>
#include <cmath>

#include "viewer/panel/stage.h"

namespace gridwall::panel {
using namespace block;
namespace {

using view_model::TimeBar;

constexpr float kButton = 38, kKindsWidth = 340, kStripTop = 22, kStripHeight = 30, kMarkTop = 12;
constexpr Shape kMarkShapes[view_model::kTimeMarkKinds] = {Shape::kDiamond, Shape::kTriangleUp, Shape::kSquare,
                                                           Shape::kTriangleRight, Shape::kFrame};

Rgba mark_color(int kind, uint8_t level) {
  if (level >= 1 && level <= 4) return color::kLevel[level - 1];
  return kind == 3 ? color::kAccent : kind == 4 ? color::kStaleText : color::kGood;
}

float draw_button(Canvas& canvas, float x, float middle, std::string_view label, view_model::Action action) {
  const float wide = std::max(canvas.px(kButton), canvas.text_width(FontRole::kBodyBold, label) + canvas.px(20));
  const float high = canvas.px(kButton);
  canvas.fill(x, middle - high / 2, wide, high, color::kCardRaised, canvas.px(5));
  canvas.text(FontRole::kBodyBold, x + wide / 2, middle + canvas.px(9), color::kText, label, Align::kCenter);
  canvas.hit(x, middle - high / 2, wide, high, std::move(action));
  return wide + canvas.px(8);
}

// Two bars or a triangle, so that no font has to have the sign.
float draw_play(Canvas& canvas, float x, float middle, bool playing) {
  const float size = canvas.px(kButton);
  canvas.fill(x, middle - size / 2, size * 1.4F, size, color::kAccent, canvas.px(5));
  const float center = x + size * 0.7F;
  if (playing) {
    canvas.fill(center - canvas.px(9), middle - canvas.px(10), canvas.px(6), canvas.px(20), color::kGround);
    canvas.fill(center + canvas.px(3), middle - canvas.px(10), canvas.px(6), canvas.px(20), color::kGround);
  } else {
    canvas.shape(Shape::kTriangleRight, center, middle, canvas.px(24), color::kGround);
  }
  canvas.hit(x, middle - size / 2, size * 1.4F, size, view_model::Play{!playing});
  return size * 1.4F + canvas.px(8);
}

void draw_strip(Canvas& canvas, float left, float right, const TimeBar& bar) {
  const float top = canvas.top() + canvas.px(kStripTop), high = canvas.px(kStripHeight), wide = right - left;
  canvas.fill(left, top, wide, high, color::kGround, canvas.px(3));
  const auto x_of = [&](float share) { return left + std::round(wide * std::clamp(share, 0.0F, 1.0F)); };
  if (bar.loop)
    canvas.fill(x_of((*bar.loop)[0]), top, x_of((*bar.loop)[1]) - x_of((*bar.loop)[0]), high,
                app::with_alpha(color::kAccent, 0.22F));
  for (const view_model::TimeMark& mark : bar.marks) {
    if (mark.end < 0) continue;
    const float from = x_of(mark.at), to = std::max(x_of(mark.end), from + canvas.px(2));
    canvas.fill(from, top, to - from, high,
                app::with_alpha(mark_color(mark.kind, mark.level), mark.quiet   ? 0.08F
                                                                   : mark.drill ? 0.12F
                                                                                : 0.25F));
  }
  const float column = wide / static_cast<float>(std::max<size_t>(1, bar.density.size()));
  for (size_t i = 0; i < bar.density.size(); ++i) {
    float y = top + high;
    const float x = std::round(left + column * static_cast<float>(i));
    const float w = std::max(1.0F, std::round(left + column * static_cast<float>(i + 1)) - x - canvas.px(1));
    for (size_t feed = 0; feed < kFeedCount; ++feed) {
      const float part = std::round(high * bar.density[i][feed]);
      if (part <= 0) continue;
      y -= part;
      canvas.fill(x, y, w, part, color::kFeed[feed]);
    }
    const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(bar.density.size());
    canvas.hit(
        left + column * static_cast<float>(i), top - canvas.px(18), column + 1, high + canvas.px(18),
        view_model::SeekTo{bar.from_ns + static_cast<int64_t>(share * static_cast<double>(bar.to_ns - bar.from_ns))});
  }
  for (const view_model::TimeMark& mark : bar.marks) {
    if (mark.quiet) continue;
    canvas.shape(kMarkShapes[mark.kind], x_of(mark.at), canvas.top() + canvas.px(kMarkTop),
                 canvas.px(mark.kind == 0 ? 16 : 12), mark_color(mark.kind, mark.level));
  }
  if (bar.loop_from)
    canvas.fill(x_of(*bar.loop_from), top - canvas.px(6), canvas.px(3), high + canvas.px(12), color::kAccent);
  if (bar.compared && *bar.compared >= 0 && *bar.compared <= 1) {
    canvas.fill(x_of(*bar.compared) - canvas.px(1), top - canvas.px(10), canvas.px(2), high + canvas.px(16),
                color::kQuietText);
    canvas.shape(Shape::kRing, x_of(*bar.compared), top - canvas.px(10), canvas.px(14), color::kText);
  }
  if (bar.position >= 0 && bar.position <= 1) {
    canvas.fill(x_of(bar.position) - canvas.px(1.5F), top - canvas.px(16), canvas.px(3), high + canvas.px(22),
                color::kText);
  }
  for (const view_model::TimeTick& tick : bar.ticks) {
    canvas.text(FontRole::kAxis, x_of(tick.at), canvas.bottom() - canvas.px(8), color::kQuietText, tick.text,
                tick.at < 0.02F   ? Align::kLeft
                : tick.at > 0.98F ? Align::kRight
                                  : Align::kCenter);
  }
}

// The kinds of moments, each with a way to the one before and the next; named where there is room for it. Returns how
// much of `room` they took, from the right.
float draw_kinds(Canvas& canvas, float right, float room, float middle, float baseline, const TimeBar& bar) {
  float named = 0;
  for (const std::string& name : bar.kinds) named += canvas.text_width(FontRole::kSmall, name) + canvas.px(66);
  const bool with_names = named <= room;
  float end = right;
  for (int kind = view_model::kTimeMarkKinds - 1; kind >= 0; --kind) {
    const std::string& name = bar.kinds[static_cast<size_t>(kind)];
    const float label = with_names ? canvas.text_width(FontRole::kSmall, name) : 0;
    const float wide = label + canvas.px(54);
    end -= wide;
    canvas.text(FontRole::kBodyBold, end, baseline, color::kQuietText, "‹");
    canvas.shape(kMarkShapes[kind], end + canvas.px(24), middle, canvas.px(12), mark_color(kind, 0));
    if (with_names)
      canvas.text(FontRole::kSmall, end + canvas.px(36), baseline - canvas.px(1), color::kQuietText, name);
    canvas.text(FontRole::kBodyBold, end + canvas.px(40) + label, baseline, color::kQuietText, "›");
    canvas.hit(end - canvas.px(6), middle - canvas.px(19), wide / 2, canvas.px(38), view_model::SeekMark{kind, false});
    canvas.hit(end - canvas.px(6) + wide / 2, middle - canvas.px(19), wide / 2, canvas.px(38),
               view_model::SeekMark{kind, true});
    end -= canvas.px(12);
  }
  return right - end;
}

float draw_live(Canvas& canvas, float right, float room, float middle, float baseline, const TimeBar& bar) {
  const float wide = std::min(canvas.text_width(FontRole::kSmallBold, bar.live) + canvas.px(48), room);
  const Rgba tint = bar.live_level >= 1 && bar.live_level <= 4 ? color::kLevel[bar.live_level - 1] : color::kGood;
  const float left = right - wide;
  canvas.outline(left, middle - canvas.px(18), wide, canvas.px(36), tint, canvas.px(2), canvas.px(18));
  canvas.shape(bar.live_level == 0 ? Shape::kDisc : Shape::kTriangleUp, left + canvas.px(20), middle, canvas.px(14),
               tint);
  canvas.text_fit(FontRole::kSmallBold, left + canvas.px(34), baseline - canvas.px(2), wide - canvas.px(44), tint,
                  bar.live);
  canvas.hit(left, middle - canvas.px(18), wide, canvas.px(36), view_model::FollowLive{});
  return wide + canvas.px(14);
}

}  // namespace

void draw_time_controls(const Pens& pens, const render::RectPx& rect, int inset_px, const TimeBar& bar) {
  Canvas canvas(pens, "panel/time_controls", rect);
  canvas.fill(canvas.left(), canvas.top(), canvas.width(), canvas.height(), color::kBar);
  const float right = canvas.right() - canvas.px(kBarMargin);
  const float middle = canvas.top() + canvas.height() / 2, baseline = middle + canvas.px(9);
  float x = canvas.left() + static_cast<float>(inset_px);
  x += draw_button(canvas, x, middle, "-1s", view_model::StepSeconds{-1});
  x += draw_button(canvas, x, middle, "-1", view_model::StepEvents{-1});
  x += draw_play(canvas, x, middle, bar.playing);
  x += draw_button(canvas, x, middle, "+1", view_model::StepEvents{+1});
  x += draw_button(canvas, x, middle, "+1s", view_model::StepSeconds{+1});
  x += draw_button(canvas, x + canvas.px(8), middle, "–", view_model::ChangeSpeed{false}) + canvas.px(8);
  const float speed = std::max(canvas.px(88), canvas.text_width(FontRole::kBodyBold, bar.speed));
  canvas.text(FontRole::kBodyBold, x + speed / 2, baseline, color::kAccent, bar.speed, Align::kCenter);
  x += speed + canvas.px(8);
  x += draw_button(canvas, x, middle, "+", view_model::ChangeSpeed{true}) + canvas.px(12);
  float end = right;
  if (bar.has_live) end -= draw_live(canvas, end, end - x - canvas.px(kKindsWidth), middle, baseline, bar);
  const float note = bar.note.empty() ? 0 : std::min(canvas.text_width(FontRole::kSmall, bar.note), (end - x) * 0.4F);
  end -= draw_kinds(canvas, end, end - x - note - canvas.px(12), middle, baseline, bar);
  canvas.text_fit(FontRole::kSmall, x, baseline, std::max(0.0F, end - x - canvas.px(8)),
                  bar.note_alarming ? kAttention : color::kQuietText, bar.note);
}

void draw_time_strip(const Pens& pens, const render::RectPx& rect, const TimeBar& bar) {
  Canvas canvas(pens, "panel/time_strip", rect);
  canvas.fill(canvas.left(), canvas.top(), canvas.width(), canvas.height(), color::kCard);
  draw_strip(canvas, canvas.left() + canvas.px(kBarMargin), canvas.right() - canvas.px(kBarMargin), bar);
}

}  // namespace gridwall::panel
