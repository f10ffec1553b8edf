#include "viewer/panel/mechanisms_panel.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "viewer/block/card.h"

namespace gridwall::panel {
using namespace block;
namespace {

constexpr float kPromiseHeight = 78, kNextPitch = 32, kMeetingHeight = 62, kLevelPitch = 28, kReportedHeight = 34,
                kSectionGap = 12, kChangeHeight = 26;
constexpr size_t kMostNext = 4, kMostInline = 3;

void draw_promise(Canvas& canvas, const CardArea& area, float top, const view_model::PromiseSection& promise,
                  size_t next, bool greyed) {
  const float line = top + canvas.px(18);
  float right = area.right;
  // Without room for a line each, the countdowns alone stand behind how many there are.
  for (size_t i = next == 0 ? std::min(promise.next.size(), kMostInline) : 0; i-- > 0;) {
    right -= canvas.text(FontRole::kSmallBold, right, line, greyed ? color::kStaleText : kAttention,
                         promise.next[i].left, Align::kRight) +
             canvas.px(16);
  }
  right -= canvas.text(FontRole::kSmallBold, right, line, figure_color(greyed), promise.waiting, Align::kRight);
  canvas.text_fit(FontRole::kSmallBold, area.left, line, right - canvas.px(16) - area.left, figure_color(greyed),
                  promise.title);
  const float baseline = top + canvas.px(62);
  float x = area.left + canvas.text(FontRole::kSecond, area.left, baseline, figure_color(greyed), promise.figure);
  x += canvas.px(2);
  x += canvas.text(FontRole::kBodyBold, x, baseline, quiet_color(greyed), promise.unit) + canvas.px(16);
  if (const float change = draw_change(canvas, FontRole::kSmallBold, x, baseline, promise.change, greyed); change > 0) {
    x += change + canvas.px(16);
  }
  x += canvas.text_fit(FontRole::kSmall, x, baseline, area.right - x, figure_color(greyed), promise.note);
  x += canvas.px(20);
  if (x < area.right) {
    canvas.text(FontRole::kSmall, area.right, baseline, quiet_color(greyed),
                whole_parts(canvas, FontRole::kSmall, promise.times, area.right - x), Align::kRight);
  }
  const float countdown = canvas.text_width(FontRole::kBodyBold, "00:00") + canvas.px(16);
  for (size_t i = 0; i < next; ++i) {
    const float at = top + canvas.px(kPromiseHeight) + canvas.px(kNextPitch) * static_cast<float>(i) + canvas.px(24);
    canvas.text(FontRole::kBodyBold, area.left + countdown - canvas.px(16), at, greyed ? color::kStaleText : kAttention,
                promise.next[i].left, Align::kRight);
    canvas.text_fit(FontRole::kSmall, area.left + countdown, at, area.width() - countdown, figure_color(greyed),
                    promise.next[i].what);
  }
}

// The differences have a line of their own.
float meeting_height(const Canvas& canvas, const view_model::MeetingSection& meetings) {
  return canvas.px(meetings.all.changes[0].text.empty() ? kMeetingHeight : kMeetingHeight + kChangeHeight);
}

void draw_meetings(Canvas& canvas, const CardArea& area, float top, const view_model::MeetingSection& meetings,
                   size_t levels, bool greyed) {
  // Four columns of figures with a step from one to the next; the share of the solved behind the last.
  const float share = canvas.text_width(FontRole::kSmall, "100.0%") + canvas.px(10);
  std::array<float, 4> right{}, width{};
  for (size_t i = 0; i < right.size(); ++i) {
    const float widest = std::max({canvas.text_width(FontRole::kSmall, meetings.captions[i]),
                                   canvas.text_width(FontRole::kBodyBold, meetings.all.counts[i]),
                                   change_width(canvas, FontRole::kSmallBold, meetings.all.changes[i])});
    width[i] = std::ceil(widest / canvas.px(10)) * canvas.px(10) + canvas.px(24);
  }
  right[3] = area.right - share;
  for (size_t i = 3; i-- > 0;) right[i] = right[i + 1] - width[i + 1];
  const float label_width = right[0] - width[0] - area.left;
  const float captions = top + canvas.px(18);
  canvas.text_fit(FontRole::kSmallBold, area.left, captions, label_width, figure_color(greyed), meetings.title);
  const auto row = [&](const view_model::MeetingRow& one, float baseline, FontRole role, Rgba tint) {
    canvas.text_fit(FontRole::kSmall, area.left, baseline, label_width, quiet_color(greyed), one.level);
    for (size_t i = 0; i < right.size(); ++i) {
      canvas.text(role, right[i], baseline, tint, one.counts[i], Align::kRight);
    }
  };
  for (size_t i = 0; i < right.size(); ++i) {
    canvas.text(FontRole::kSmall, right[i], captions, color::kQuietText, meetings.captions[i], Align::kRight);
  }
  const float all = top + canvas.px(50);
  row(meetings.all, all, FontRole::kBodyBold, figure_color(greyed));
  canvas.text(FontRole::kSmall, area.right, all, quiet_color(greyed), meetings.solved_share, Align::kRight);
  for (size_t i = 0; i < right.size(); ++i) {
    draw_change_before(canvas, FontRole::kSmallBold, right[i], all + canvas.px(kChangeHeight), meetings.all.changes[i],
                       greyed);
  }
  for (size_t i = 0; i < levels; ++i) {
    row(meetings.levels[i],
        top + meeting_height(canvas, meetings) + canvas.px(kLevelPitch) * static_cast<float>(i) + canvas.px(19),
        FontRole::kSmall, quiet_color(greyed));
  }
}

}  // namespace

void draw_mechanisms(const Pens& pens, const render::RectPx& rect, const view_model::Mechanisms& mechanisms) {
  Canvas canvas(pens, "panel/mechanisms", rect);
  const CardArea area = draw_card(canvas, mechanisms.title, mechanisms.window, &mechanisms.age);
  const bool greyed = mechanisms.age.greyed;
  float sections = 0, spare = area.height() + canvas.px(8);
  const auto takes = [&](float height) {
    spare -= height + (sections > 0 ? canvas.px(kSectionGap) : 0);
    ++sections;
  };
  if (mechanisms.promise) takes(canvas.px(kPromiseHeight));
  if (mechanisms.meetings) takes(meeting_height(canvas, *mechanisms.meetings));
  if (!mechanisms.reported_title.empty()) takes(canvas.px(kReportedHeight));
  // The answers that are waited for come first, then the levels of the meetings if all of them fit.
  size_t next = 0, levels = 0;
  if (mechanisms.promise) {
    next = std::min({mechanisms.promise->next.size(), kMostNext,
                     static_cast<size_t>(std::max(0.0F, spare / canvas.px(kNextPitch)))});
    spare -= canvas.px(kNextPitch) * static_cast<float>(next);
  }
  if (mechanisms.meetings) {
    const size_t all = mechanisms.meetings->levels.size();
    if (all > 1 && canvas.px(kLevelPitch) * static_cast<float>(all) <= spare) levels = all;
  }
  float y = area.top;
  const auto step = [&](float height) {
    y += height + canvas.px(kSectionGap);
    if (--sections > 0) {
      canvas.fill(area.left, y - canvas.px(kSectionGap) / 2, area.width(), canvas.metrics().hairline(), color::kRule);
    }
  };
  if (mechanisms.promise) {
    draw_promise(canvas, area, y, *mechanisms.promise, next, greyed);
    step(canvas.px(kPromiseHeight) + canvas.px(kNextPitch) * static_cast<float>(next));
  }
  if (mechanisms.meetings) {
    draw_meetings(canvas, area, y, *mechanisms.meetings, levels, greyed);
    step(meeting_height(canvas, *mechanisms.meetings) + canvas.px(kLevelPitch) * static_cast<float>(levels));
  }
  if (mechanisms.reported_title.empty()) return;
  const float baseline = y + canvas.px(22);
  const float title =
      canvas.text(FontRole::kSmallBold, area.left, baseline, figure_color(greyed), mechanisms.reported_title);
  const float room = area.width() - title - canvas.px(20);
  const std::string_view line = whole_parts(canvas, FontRole::kSmall, mechanisms.reported_line, room);
  canvas.text_fit(FontRole::kSmall, area.right, baseline, room, figure_color(greyed), line, Align::kRight);
}

}  // namespace gridwall::panel
