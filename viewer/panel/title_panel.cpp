#include "viewer/panel/title_panel.h"

#include <algorithm>
#include <cmath>

#include "viewer/panel/stage.h"

namespace gridwall::panel {
using namespace block;
namespace {

constexpr float kTitleBaseline = 50, kTitleGap = 28;
constexpr float kShape = 16, kShapeGap = 8, kFeedGap = 22;

float text_width(const Pens& pens, FontRole role, std::string_view text) {
  return pens.fonts.text_size(role, text).width_px;
}

float feed_width(const Pens& pens, const view_model::FeedTrust& feed, std::string_view widest_age) {
  const float age = std::fmax(text_width(pens, FontRole::kSmall, widest_age),
                              feed.known ? 0.0F : text_width(pens, FontRole::kSmall, feed.age));
  return pens.metrics.px(kShape + kShapeGap * 2) + text_width(pens, FontRole::kSmall, feed.name) + age;
}

float clock_width(const Pens& pens, const view_model::WallClock& clock) {
  return text_width(pens, FontRole::kSecond, "00:00:00") + pens.metrics.px(14) +
         text_width(pens, FontRole::kBody, clock.date);
}

float pills_width(const Pens& pens, const view_model::WallClock& clock) {
  float width = 0;
  for (const std::string& text : {clock.replay, clock.compared}) {
    if (!text.empty()) width += text_width(pens, FontRole::kBodyBold, text) + pens.metrics.px(28 + 16);
  }
  return width;
}

// Ends at `right`; returns where it begins.
float draw_mode(Canvas& canvas, float right, const decltype(view_model::TitleBar::mode)& mode) {
  const float baseline = canvas.top() + canvas.px(kTitleBaseline);
  const float mark = canvas.px(16), pad = canvas.px(18), high = canvas.px(44);
  const float pill = canvas.text_width(FontRole::kBodyBold, mode.text) + mark + canvas.px(8) + 2 * pad;
  const float left = right - pill, top = canvas.top() + std::round((canvas.height() - high) / 2);
  const Rgba tint = mode.emergency ? (mode.level > 0 ? color::kLevel[mode.level - 1] : kAttention) : color::kGood;
  if (mode.emergency) {
    canvas.fill(left, top, pill, high, tint, high / 2);
  } else {
    canvas.outline(left, top, pill, high, tint, canvas.px(2), high / 2);
  }
  const Rgba ink = mode.emergency ? color::kGround : tint;
  canvas.shape(mode.emergency ? Shape::kTriangleUp : Shape::kDisc, left + pad + mark / 2,
               canvas.middle_of_line(FontRole::kBodyBold, baseline), mark, ink);
  canvas.text(FontRole::kBodyBold, left + pad + mark + canvas.px(8), baseline, ink, mode.text);
  return left;
}

}  // namespace

TitleBarRects divide_title_bar(const Pens& pens, const render::RectPx& bar, const view_model::TrustStrip& trust,
                               const view_model::WallClock& clock, std::string_view widest_age) {
  const app::Metrics& m = pens.metrics;
  const auto clock_px =
      static_cast<int>(std::ceil(clock_width(pens, clock) + pills_width(pens, clock) + m.px(kBarMargin + 4)));
  float trust_px = m.px(kTitleGap);
  for (const view_model::FeedTrust& feed : trust) trust_px += feed_width(pens, feed, widest_age) + m.px(kFeedGap);
  const int trust_w = static_cast<int>(std::ceil(trust_px));
  TitleBarRects rects;
  if (const int line = static_cast<int>(m.bar_height()); bar.h >= 2 * line) {
    rects.title = {bar.x, bar.y, bar.w - clock_px, line};
    rects.clock = {rects.title.right(), bar.y, clock_px, line};
    rects.trust = {bar.x, bar.y + line, std::min(trust_w, bar.w), bar.h - line};
    rects.mode = {rects.trust.right(), rects.trust.y, bar.w - rects.trust.w, rects.trust.h};
    return rects;
  }
  rects.clock = {bar.right() - clock_px, bar.y, clock_px, bar.h};
  rects.trust = {rects.clock.x - trust_w, bar.y, trust_w, bar.h};
  rects.title = {bar.x, bar.y, rects.trust.x - bar.x, bar.h};
  return rects;
}

void draw_title(const Pens& pens, const TitleBarRects& rects, const view_model::TitleBar& bar) {
  const bool apart = !rects.mode.empty();
  if (apart) {
    Canvas canvas(pens, "panel/mode", rects.mode);
    canvas.fill(canvas.left(), canvas.top(), canvas.width(), canvas.height(), color::kBar);
    draw_mode(canvas, canvas.right() - canvas.px(kBarMargin), bar.mode);
  }
  Canvas canvas(pens, "panel/title", rects.title);
  canvas.fill(canvas.left(), canvas.top(), canvas.width(), canvas.height(), color::kBar);
  const float end = apart ? canvas.right() : draw_mode(canvas, canvas.right(), bar.mode) - canvas.px(kTitleGap);
  const float left = canvas.left() + canvas.px(kBarMargin), room = end - left;
  constexpr FontRole kRoles[] = {FontRole::kTitle, FontRole::kBodyBold, FontRole::kSmallBold};
  canvas.text_fit(canvas.role_that_fits(kRoles, bar.title, room), left, canvas.top() + canvas.px(kTitleBaseline), room,
                  color::kText, bar.title);
}

void draw_trust(const Pens& pens, const render::RectPx& rect, const view_model::TrustStrip& trust,
                std::string_view widest_age) {
  Canvas canvas(pens, "panel/trust", rect);
  canvas.fill(canvas.left(), canvas.top(), canvas.width(), canvas.height(), color::kBar);
  const float baseline = canvas.top() + canvas.px(kTitleBaseline);
  const float size = canvas.px(kShape), gap = canvas.px(kShapeGap);
  float x = canvas.left() + canvas.px(kTitleGap);
  for (const view_model::FeedTrust& feed : trust) {
    const Rgba tint = feed.late ? kAttention : color::kGood;
    float at = x;
    canvas.shape(feed.late ? Shape::kTriangleUp : Shape::kDisc, at + size / 2,
                 canvas.middle_of_line(FontRole::kSmall, baseline), size, tint);
    at += size + gap;
    at += canvas.text(FontRole::kSmall, at, baseline, color::kText, feed.name) + gap;
    canvas.text(FontRole::kSmall, at, baseline, feed.late ? kAttention : color::kQuietText, feed.age);
    x += feed_width(pens, feed, widest_age) + canvas.px(kFeedGap);
  }
}

void draw_clock(const Pens& pens, const render::RectPx& rect, const view_model::WallClock& clock) {
  Canvas canvas(pens, "panel/clock", rect);
  canvas.fill(canvas.left(), canvas.top(), canvas.width(), canvas.height(), color::kBar);
  const float baseline = canvas.top() + canvas.px(kTitleBaseline + 3);
  const float right = canvas.right() - canvas.px(kBarMargin);
  const float date = canvas.text(FontRole::kBody, right, baseline, color::kQuietText, clock.date, Align::kRight);
  const float time_right = right - date - canvas.px(14);
  const Rgba tint = clock.replay.empty() ? color::kText : color::kAccent;
  canvas.text(FontRole::kSecond, time_right, baseline, tint, clock.time, Align::kRight);
  float pill_right = time_right - canvas.text_width(FontRole::kSecond, "00:00:00") - canvas.px(16);
  const float high = canvas.px(40), top = canvas.top() + std::round((canvas.height() - high) / 2);
  const auto draw_pill = [&](std::string_view text, bool filled) {
    if (text.empty()) return;
    const float pill = canvas.text_width(FontRole::kBodyBold, text) + canvas.px(28);
    if (filled) {
      canvas.fill(pill_right - pill, top, pill, high, color::kAccent, canvas.px(6));
    } else {
      canvas.outline(pill_right - pill, top, pill, high, color::kAccent, canvas.px(2), canvas.px(6));
    }
    canvas.text(FontRole::kBodyBold, pill_right - pill / 2, canvas.top() + canvas.px(kTitleBaseline - 3),
                filled ? color::kGround : color::kAccent, text, Align::kCenter);
    pill_right -= pill + canvas.px(16);
  };
  draw_pill(clock.compared, false);
  draw_pill(clock.replay, true);
}

}  // namespace gridwall::panel
