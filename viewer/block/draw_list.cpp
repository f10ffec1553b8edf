// Things with a title and one or two lines each.
#include "viewer/block/draw_blocks.h"

namespace gridwall::block {
namespace {

constexpr float kCloseLine = 28, kOneLine = 34, kTwoLines = 46, kTwoLinesUsual = 60, kWithBar = 82;
constexpr float kMostStretch = 1.5F;
constexpr float kLeastPressed = 72;  // a finger's width at the end of a row
constexpr float kBadge = 30, kLargeBadge = 38, kGap = 12;

bool has_second_line(const Item& item) {
  return !item.note.empty() || !item.note_end.empty();
}
bool any_bar(const List& list) {
  return std::any_of(list.items.begin(), list.items.end(), [](const Item& item) { return !item.bar.empty(); });
}
bool any_second_line(const List& list) {
  return std::any_of(list.items.begin(), list.items.end(), has_second_line);
}
float least_pitch(const List& list) {
  return any_bar(list) ? kWithBar : list.whole ? kCloseLine : kOneLine;
}
float usual_pitch(const List& list) {
  return any_bar(list) ? kWithBar : any_second_line(list) ? kTwoLinesUsual : kOneLine;
}

// The first where none is selected.
size_t selected_of(const List& list) {
  const auto selected =
      std::find_if(list.items.begin(), list.items.end(), [](const Item& item) { return item.selected; });
  return selected == list.items.end() ? 0 : static_cast<size_t>(selected - list.items.begin());
}

struct Look {
  bool two_lines, with_bar, large;  // large: titles
  FontRole figure;
  float badge;  // its width with the gap behind it; 0: none
};

FontRole title_role(const Item& item, bool large) {
  if (large) return item.loud ? FontRole::kBodyBold : FontRole::kBody;
  return item.loud ? FontRole::kSmallBold : FontRole::kSmall;
}

// A frame round the badge, and a tick at its corner: one of those chosen. The level stays readable.
void draw_chosen(Drawing& drawing, float x, float y, float size) {
  Canvas& canvas = drawing.canvas;
  const float half = size / 2, frame = canvas.px(3), corner = canvas.px(16);
  canvas.outline(x - half - frame, y - half - frame, size + 2 * frame, size + 2 * frame, color::kAccent, frame,
                 canvas.px(4));
  const float left = x + half - corner / 2, top = y - half - corner / 2;
  canvas.fill(left, top, corner, corner, color::kAccent, canvas.px(4));
  const std::array<PointF, 3> tick = {{{left + corner * 0.2F, top + corner * 0.5F},
                                       {left + corner * 0.42F, top + corner * 0.74F},
                                       {left + corner * 0.8F, top + corner * 0.26F}}};
  canvas.polyline(tick, color::kGround, canvas.px(2.5F));
}

void draw_item(Drawing& drawing, const Area& area, float top, float pitch, const Item& item, const Look& look) {
  Canvas& canvas = drawing.canvas;
  const float middle = top + pitch / 2, gap = drawing.px(kGap);
  if (item.selected) {
    canvas.fill(area.left - drawing.px(8), top + drawing.px(1), area.width() + drawing.px(16), pitch - drawing.px(2),
                color::kCardRaised, canvas.px(5));
  }
  const float badge = look.two_lines ? drawing.px(kLargeBadge) : std::min(drawing.px(kBadge), pitch - drawing.px(6));
  draw_mark(drawing, item.badge, area.left + drawing.px(kLargeBadge) / 2, middle, badge, item.badge_open);
  if (item.marked) draw_chosen(drawing, area.left + drawing.px(kLargeBadge) / 2, middle, badge);
  const float left = area.left + look.badge;
  float right = area.right;
  // With a bar: title and figure, the bar, the notes. Else two lines around the middle, or one on it.
  const float upper = std::round(look.with_bar ? middle - drawing.px(8) : middle + drawing.px(look.two_lines ? -5 : 8));
  const float lower = std::round(look.with_bar ? middle + drawing.px(34) : middle + drawing.px(19));
  if (!item.figure.figure.empty()) {
    const float baseline =
        look.with_bar ? upper : std::round(middle + drawing.px(look.figure == FontRole::kSecond ? 15 : 10));
    right -= draw_figure_before(drawing, look.figure, right, baseline, item.figure) + gap;
  }
  if (item.press_end) {
    right -= canvas.text(FontRole::kBodyBold, right, upper, color::kAccent, "›", Align::kRight) + drawing.px(8);
  }
  if (!item.end.empty()) {
    right -= canvas.text(FontRole::kSmall, right, upper, drawing.color(Tone::kQuiet), item.end, Align::kRight) + gap;
  }
  const float end_left = right;
  const FontRole role = title_role(item, look.large);
  float x = left + canvas.text_fit(role, left, upper, right - left, drawing.color(item.tone), item.title) + gap;
  const Rgba quiet = drawing.color(Tone::kQuiet);
  if (right - x > drawing.px(70) && !item.aside.empty()) {
    x += canvas.text_fit(FontRole::kSmall, x, upper, right - x, quiet, item.aside) + gap;
  }
  if (!item.bar.empty()) {
    draw_bar(drawing, left, area.right, middle + drawing.px(4), drawing.px(8), item.bar, true);
  }
  if (look.two_lines || look.with_bar) {
    const float notes = look.with_bar || item.figure.figure.empty() ? area.right : right;
    const float end = canvas.text(FontRole::kSmall, notes, lower, quiet, item.note_end, Align::kRight);
    const float room = notes - left - (end > 0 ? end + gap : 0);
    canvas.text_fit(FontRole::kSmall, left, lower, room, quiet, item.note);
  } else if (right - x > 0) {
    const std::string_view note = whole_parts(canvas, FontRole::kSmall, item.note, right - x);
    if (canvas.text_width(FontRole::kSmall, note) <= right - x) canvas.text(FontRole::kSmall, x, upper, quiet, note);
  }
  if (item.press) canvas.hit(area.left, top, area.width(), pitch, *item.press);
  if (item.press_badge) canvas.hit(area.left, top, look.badge, pitch, *item.press_badge);
  if (item.press_end) {
    const float from = std::min(end_left, area.right - drawing.px(kLeastPressed));
    canvas.hit(from, top, area.right - from, pitch, *item.press_end);
  }
}

// In as many columns as it takes for all to stand; 0 when even the most are not enough.
size_t columns_for(const Drawing& drawing, const List& list, float height) {
  const auto count = static_cast<float>(list.items.size());
  for (size_t columns = 1; columns <= list.most_columns; ++columns) {
    const float rows = std::ceil(count / static_cast<float>(columns));
    if (rows * drawing.px(kCloseLine) <= height + 0.5F) return columns;
  }
  return 0;
}

// Down one column, then down the next, as a checklist is read.
void draw_columns(Drawing& drawing, const Area& area, const List& list, size_t columns) {
  const size_t count = list.items.size(), rows = (count + columns - 1) / columns;
  const float gap = drawing.px(20),
              wide = (area.width() - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const float pitch = std::min(drawing.px(kOneLine), std::floor(area.height() / static_cast<float>(rows)));
  const Look look{false, false, false, FontRole::kTitle, drawing.px(kLargeBadge + 10)};
  for (size_t i = 0; i < count; ++i) {
    const float left = area.left + static_cast<float>(i / rows) * (wide + gap);
    Item item = list.items[i];
    const float room = wide - look.badge - drawing.canvas.text_width(title_role(item, false), item.title);
    if (drawing.canvas.text_width(FontRole::kSmall, item.end) + drawing.px(kGap) > room) item.end.clear();
    draw_item(drawing, Area{left, left + wide, area.top, area.bottom}, area.top + static_cast<float>(i % rows) * pitch,
              pitch, item, look);
  }
}

}  // namespace

Room room_of(const Measure& measure, const List& list) {
  const auto items = static_cast<float>(list.items.size());
  const float across = static_cast<float>(list.most_columns);
  const float least =
      list.whole ? std::ceil(items / across) * least_pitch(list) : std::min(items, 1.0F) * least_pitch(list);
  const float usual = items * usual_pitch(list);
  return {measure.px(least), measure.px(usual), measure.px(usual * kMostStretch)};
}

void draw(Drawing& drawing, const Area& area, const List& list) {
  if (list.items.empty()) return;
  Canvas& canvas = drawing.canvas;
  if (list.whole && list.most_columns > 1) {
    if (const size_t columns = columns_for(drawing, list, area.height()); columns > 1) {
      return draw_columns(drawing, area, list, columns);
    }
  }
  const bool with_bar = any_bar(list);
  const auto room_for = [&](float pitch) {
    return static_cast<size_t>(std::max(1.0F, area.height() / drawing.px(pitch) + 0.01F));
  };
  // Two lines each, where all find room like that or none would in one.
  const size_t count = list.items.size();
  const bool two_lines = !with_bar && any_second_line(list) && (count <= room_for(kTwoLines) || !list.whole);
  const float least = with_bar ? kWithBar : two_lines ? (list.whole ? kTwoLines : kTwoLinesUsual - 4) : kOneLine;
  const Shown shown =
      list.whole ? Shown{0, count, 0} : shown_rows(drawing, count, list.total, room_for(least), selected_of(list));
  const float lines = static_cast<float>(shown.rows) + (shown.left_out > 0 ? (two_lines ? 0.5F : 0.9F) : 0);
  const float pitch = std::min(drawing.px(usual_pitch(list) * kMostStretch), std::floor(area.height() / lines));
  Look look{two_lines, with_bar, pitch >= drawing.px(kOneLine), FontRole::kTitle, 0};
  if (pitch >= drawing.px(40)) look.figure = FontRole::kSecond;
  for (size_t i = shown.from; i < shown.end(); ++i) {
    const Item& item = list.items[i];
    if (item.badge.shape != Shape::kNone) look.badge = drawing.px(kLargeBadge + 10);
  }
  // One size for all titles: size says nothing about a thing.
  for (size_t i = shown.from; i < shown.end(); ++i) {
    const Item& item = list.items[i];
    const float beside =
        canvas.text_width(FontRole::kSmall, item.end) + canvas.text_width(look.figure, item.figure.figure);
    const float room = area.width() - look.badge - beside - drawing.px(2 * kGap);
    const bool labels = !item.figure.figure.empty() && !with_bar;  // beside a large figure words stay small
    if (labels || canvas.text_width(title_role(item, true), item.title) > room) look.large = false;
  }
  float y = area.top;
  for (size_t i = shown.from; i < shown.end(); ++i, y += pitch) {
    if (list.ruled) draw_rule(drawing, area, y);
    draw_item(drawing, area, y, pitch, list.items[i], look);
  }
  if (shown.left_out > 0) {
    draw_more(drawing, area.left + look.badge, area.right, y, area.bottom - y, list.more, shown.left_out);
  }
}

}  // namespace gridwall::block
