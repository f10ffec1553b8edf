// Figures with their words: beside them, around them, or in one line.
#include "viewer/block/draw_blocks.h"

namespace gridwall::block {
namespace {

constexpr float kBesideHeight = 92, kBesideLeast = 80, kBesideLow = 72;  // one large figure; with its note below
constexpr float kAroundHeight = 132, kAroundLow = 96, kSign = 16, kInlineLine = 40;  // label, figure, note
constexpr size_t kBreaksFrom = 4;                                                    // figures side by side
constexpr float kInlineHeight = 50;
constexpr float kColumnGap = 32;
constexpr float kVersusLine = 28, kLargeWithVersus = 146;

bool any_versus(const FigureRow& figures) {
  return std::any_of(figures.figures.begin(), figures.figures.end(),
                     [](const Figure& figure) { return !figure.versus.empty(); });
}

// Figure, unit and change from `x` on; returns where they end.
float draw_figure(Drawing& drawing, FontRole role, FontRole unit_role, float x, float baseline, const Figure& figure,
                  float room) {
  Canvas& canvas = drawing.canvas;
  const Rgba tint = drawing.color(figure.tone);
  const float end = x + room;
  x += canvas.text_fit(role, x, baseline, room, tint, figure.figure);
  if (!figure.unit.empty()) {
    x += canvas.px(2);
    x += canvas.text_fit(unit_role, x, baseline, end - x, drawing.color(Tone::kQuiet), figure.unit);
  }
  return x;
}

void draw_beside(Drawing& drawing, const Area& area, const Figure& figure, bool low) {
  Canvas& canvas = drawing.canvas;
  const float baseline = area.top + drawing.px(low ? 38 : 76);
  float x = draw_figure(drawing, low ? FontRole::kSecond : FontRole::kFigure,
                        low ? FontRole::kBodyBold : FontRole::kSecond, area.left, baseline, figure, area.width());
  x += drawing.px(low ? 12 : 22);
  const float room = area.right - x;
  if (low) {
    draw_change(canvas, FontRole::kSmallBold, x, baseline, figure.change, drawing.greyed);
    canvas.text_fit(FontRole::kSmall, area.left, baseline + drawing.px(30), area.width(), drawing.color(Tone::kQuiet),
                    figure.note);
    return;
  }
  const bool labelled = !figure.label.empty();
  const float upper = baseline - drawing.px(labelled ? 34 : 4);
  const float change = change_width(canvas, FontRole::kSmallBold, figure.change);
  const float words = change > 0 ? room - change - drawing.px(12) : room;
  const float told = canvas.text_fit(FontRole::kSmall, x, upper, words, drawing.color(Tone::kQuiet),
                                     labelled ? figure.label : figure.note);
  draw_change(canvas, FontRole::kSmallBold, x + told + drawing.px(12), upper, figure.change, drawing.greyed);
  if (!labelled) return;
  constexpr FontRole kRoles[] = {FontRole::kBodyBold, FontRole::kSmallBold, FontRole::kSmall};
  const FontRole role = canvas.role_that_fits(kRoles, figure.note, room);
  canvas.text_fit(role, x, baseline - drawing.px(4), room, drawing.color(Tone::kText), figure.note);
}

// The largest in which all figures that have a unit, or all that have none, find room.
FontRole role_of(Drawing& drawing, const FigureRow& figures, bool with_unit, float width) {
  for (const FontRole role : {FontRole::kFigure, FontRole::kSecond}) {
    const bool fits = std::all_of(figures.figures.begin(), figures.figures.end(), [&](const Figure& figure) {
      if (figure.unit.empty() == with_unit) return true;
      const float unit = drawing.canvas.text_width(FontRole::kSecond, figure.unit) + drawing.px(2);
      return drawing.canvas.text_width(role, figure.figure) <= width - unit;
    });
    if (fits) return role;
  }
  return FontRole::kTitle;
}

// Too many side by side for their words stand in two lines, where these find room.
bool in_two_lines(Drawing& drawing, const FigureRow& figures, float width, float height, float line) {
  const bool narrow = std::any_of(figures.figures.begin(), figures.figures.end(), [&](const Figure& figure) {
    const float words = std::max(drawing.canvas.text_width(FontRole::kSmall, figure.label),
                                 drawing.canvas.text_width(FontRole::kSmall, figure.note));
    return std::max(words, drawing.canvas.text_width(FontRole::kSecond, figure.figure + figure.unit)) > width;
  });
  return narrow && figures.figures.size() >= kBreaksFrom && height >= 2 * line;
}

template <typename Draw>
void draw_two_lines(const Area& area, const FigureRow& figures, const Draw& draw) {
  const auto half = static_cast<std::ptrdiff_t>((figures.figures.size() + 1) / 2);
  FigureRow upper = figures, lower = figures;
  upper.figures.erase(upper.figures.begin() + half, upper.figures.end());
  lower.figures.erase(lower.figures.begin(), lower.figures.begin() + half);
  Area above = area, below = area;
  above.bottom = below.top = std::round((area.top + area.bottom) / 2);
  draw(above, upper);
  draw(below, lower);
}

void draw_note(Drawing& drawing, float left, float right, float baseline, const Figure& figure) {
  Canvas& canvas = drawing.canvas;
  float x = left;
  const Rgba tint = drawing.color(figure.attention ? Tone::kAttention : Tone::kText);
  if (figure.attention) {
    const float size = drawing.px(kSign);
    canvas.shape(Shape::kTriangleUp, x + size / 2, canvas.middle_of_line(FontRole::kSmall, baseline), size, tint);
    x += size + drawing.px(8);
  }
  canvas.text_fit(FontRole::kSmall, x, baseline, right - x, tint,
                  whole_parts(canvas, FontRole::kSmall, figure.note, right - x));
}

void draw_around(Drawing& drawing, const Area& area, const FigureRow& figures) {
  Canvas& canvas = drawing.canvas;
  const auto count = static_cast<float>(std::max<size_t>(1, figures.figures.size()));
  const float gap = drawing.px(kColumnGap);
  const float width = std::floor((area.width() - gap * (count - 1)) / count);
  const float versus = any_versus(figures) ? kVersusLine : 0;
  if (in_two_lines(drawing, figures, width, area.height(), drawing.px(kAroundLow + versus))) {
    draw_two_lines(area, figures, [&](const Area& part, const FigureRow& line) { draw_around(drawing, part, line); });
    return;
  }
  const bool large = figures.large && area.height() >= drawing.px(kAroundLow + 12);
  // What changed stands in a line of its own, where there is room for one; else behind the note.
  const bool below = versus > 0 && area.height() >= drawing.px(large ? kLargeWithVersus : kAroundLow + versus);
  const FontRole counts = large ? role_of(drawing, figures, false, width) : FontRole::kSecond;
  const FontRole rates = large ? role_of(drawing, figures, true, width) : FontRole::kSecond;
  const float labels = area.top + drawing.px(16);
  const float notes =
      std::min(area.bottom - drawing.px(below ? 4 + versus : 4), area.top + drawing.px(large ? 130 : 94));
  const float baseline = std::min(area.top + drawing.px(large ? 92 : 64), notes - drawing.px(26));
  for (size_t i = 0; i < figures.figures.size(); ++i) {
    const Figure& figure = figures.figures[i];
    const float left = area.left + (width + gap) * static_cast<float>(i), right = left + width;
    if (i > 0) {
      canvas.fill(std::round(left - gap / 2), area.top, canvas.metrics().hairline(), area.height(), color::kRule);
    }
    float x = left;
    if (figure.mark.shape != Shape::kNone) {
      const float size = drawing.px(kSign);
      draw_mark(drawing, figure.mark, x + size / 2, canvas.middle_of_line(FontRole::kSmall, labels), size);
      x += size + drawing.px(8);
    }
    const float label =
        canvas.text_fit(FontRole::kSmall, x, labels, right - x, drawing.color(Tone::kQuiet), figure.label);
    const FontRole role = figure.unit.empty() ? counts : rates;
    float end = draw_figure(drawing, role, FontRole::kSecond, left, baseline, figure, width);
    // What is said aside stands behind the label, or behind the figure where that is the short one.
    const float aside = canvas.text_width(FontRole::kSmall, figure.aside);
    if (aside > 0 && aside <= right - x - label - drawing.px(8)) {
      canvas.text(FontRole::kSmall, right, labels, drawing.color(Tone::kQuiet), figure.aside, Align::kRight);
    } else if (aside > 0 && aside <= right - end - drawing.px(12)) {
      canvas.text(FontRole::kSmall, end + drawing.px(12), baseline, drawing.color(Tone::kQuiet), figure.aside);
      end += drawing.px(12) + aside;
    }
    const float change = change_width(canvas, FontRole::kSmallBold, figure.change);
    const bool beside = change > 0 && end + drawing.px(12) + change <= right;
    if (beside)
      draw_change(canvas, FontRole::kSmallBold, end + drawing.px(12), baseline, figure.change, drawing.greyed);
    float note_right = right;
    if (change > 0 && !beside) {
      draw_change_before(canvas, FontRole::kSmallBold, right, notes, figure.change, drawing.greyed);
      note_right -= change + drawing.px(8);
    }
    draw_note(drawing, left, note_right, notes, figure);
    if (below) {
      draw_versus(drawing, left, width, notes + drawing.px(versus), figure.versus);
    } else if (!figure.versus.empty()) {
      const float told = left + canvas.text_width(FontRole::kSmall, figure.note) + drawing.px(14);
      draw_versus(drawing, told, note_right - told, notes, figure.versus);
    }
  }
}

float inline_width(Drawing& drawing, FontRole role, const Figure& figure, bool with_versus) {
  Canvas& canvas = drawing.canvas;
  const float gap = drawing.px(8), change = change_width(canvas, FontRole::kSmallBold, figure.change);
  const float words = std::max(
      canvas.text_width(FontRole::kSmall, figure.label),
      figure.note.empty() ? 0 : canvas.text_width(FontRole::kSmall, figure.note) + (change > 0 ? gap + change : 0));
  const float beside = figure.note.empty() && change > 0 ? gap + change : 0;
  const bool sign = figure.attention || figure.mark.shape != Shape::kNone;
  const float versus = with_versus ? versus_width(canvas, figure.versus) : 0;
  const float lower = canvas.text_width(FontRole::kSmall, figure.note) + (versus > 0 ? versus + gap : 0);
  return canvas.text_width(role, figure.figure + figure.unit) + gap + (sign ? drawing.px(kSign) + gap : 0) +
         std::max(words, figure.note.empty() ? 0 : lower) + beside;
}

void draw_inline_figure(Drawing& drawing, FontRole role, float x, float end, float baseline, const Figure& figure,
                        bool with_versus) {
  Canvas& canvas = drawing.canvas;
  const float gap = drawing.px(8), size = drawing.px(kSign);
  const Rgba tint = drawing.color(figure.attention ? Tone::kAttention : figure.tone);
  if (figure.attention) {
    canvas.shape(Shape::kTriangleUp, x + size / 2, canvas.middle_of_line(role, baseline), size, tint);
    x += size + gap;
  }
  x += canvas.text_fit(role, x, baseline, end - x, tint, figure.figure + figure.unit) + gap;
  if (figure.mark.shape != Shape::kNone && !figure.attention) {
    draw_mark(drawing, figure.mark, x + size / 2, canvas.middle_of_line(FontRole::kSmall, baseline), size);
    x += size + gap;
  }
  const Rgba quiet = drawing.color(Tone::kQuiet);
  if (figure.note.empty()) {
    x += canvas.text_fit(FontRole::kSmall, x, baseline, end - x, quiet, figure.label) + gap;
    draw_change(canvas, FontRole::kSmallBold, x, baseline, figure.change, drawing.greyed);
    return;
  }
  const float lower = baseline + drawing.px(5), upper = lower - drawing.px(26);
  canvas.text_fit(FontRole::kSmall, x, upper, end - x, quiet, figure.label);
  const float change = change_width(canvas, FontRole::kSmallBold, figure.change);
  const float room = end - x - (change > 0 ? gap + change : 0);
  const std::string_view note = whole_parts(canvas, FontRole::kSmall, figure.note, room);
  if (canvas.text_width(FontRole::kSmall, note) <= room) {  // part of a figure would be another one
    x += canvas.text(FontRole::kSmall, x, lower, quiet, note) + gap;
  }
  x += draw_change(canvas, FontRole::kSmallBold, x, lower, figure.change, drawing.greyed);
  if (with_versus) draw_versus(drawing, x, end - x, lower, figure.versus);
}

// Each as wide as it has to be; what is left over stands between them. Figures give way before what changed does, and
// this before words do.
void draw_inline(Drawing& drawing, const Area& area, const FigureRow& figures) {
  const size_t count = figures.figures.size();
  const float least = drawing.px(16), gaps = static_cast<float>(count > 1 ? count - 1 : 1);
  float left_over = 0;
  FontRole role = FontRole::kSecond;
  bool with_versus = true;
  const std::pair<FontRole, bool> kWays[] = {{FontRole::kSecond, true},
                                             {FontRole::kTitle, true},
                                             {FontRole::kSecond, false},
                                             {FontRole::kTitle, false},
                                             {FontRole::kBodyBold, false}};
  for (const auto& [wanted, changes] : kWays) {
    role = wanted;
    with_versus = changes;
    left_over = area.width();
    for (const Figure& figure : figures.figures) left_over -= inline_width(drawing, role, figure, with_versus);
    if (left_over >= least * gaps) break;
  }
  if (left_over < 0 && count >= kBreaksFrom && area.height() >= 2 * drawing.px(kInlineLine)) {
    draw_two_lines(area, figures, [&](const Area& part, const FigureRow& line) { draw_inline(drawing, part, line); });
    return;
  }
  const float between = std::max(least, left_over / gaps);
  const float short_by = std::max(0.0F, least * gaps - left_over) / static_cast<float>(std::max<size_t>(1, count));
  const float baseline = std::round((area.top + area.bottom) / 2 + drawing.px(role == FontRole::kSecond ? 16 : 12));
  float x = area.left;
  for (const Figure& figure : figures.figures) {
    const float end = x + inline_width(drawing, role, figure, with_versus) + drawing.px(1) - short_by;
    draw_inline_figure(drawing, role, x, end, baseline, figure, with_versus);
    x = end + between;
  }
}

std::string told_of(const Versus& one, bool reasoned) {
  if (one.why.empty()) return {};
  return reasoned ? "— " + one.why : "—";
}

}  // namespace

float versus_width(Canvas& canvas, std::span<const Versus> versus, bool labelled, bool reasoned) {
  float width = 0;
  for (const Versus& one : versus) {
    if (width > 0) width += canvas.px(12);
    if (labelled) width += canvas.text_width(FontRole::kAxis, one.label) + canvas.px(6);
    width += one.why.empty() ? change_width(canvas, FontRole::kSmallBold, one.change)
                             : canvas.text_width(FontRole::kAxis, told_of(one, reasoned));
  }
  return width;
}

float draw_versus(Drawing& drawing, float left, float room, float baseline, std::span<const Versus> versus,
                  bool labelled) {
  Canvas& canvas = drawing.canvas;
  while (!versus.empty() && versus_width(canvas, versus, false) > room) versus = versus.first(versus.size() - 1);
  labelled = labelled && versus_width(canvas, versus, true) <= room;
  const bool reasoned = labelled && versus_width(canvas, versus, true, true) <= room;
  const Rgba quiet = drawing.color(Tone::kQuiet);
  float x = left;
  for (const Versus& one : versus) {
    if (x > left) x += drawing.px(12);
    if (labelled) x += canvas.text(FontRole::kAxis, x, baseline, quiet, one.label) + drawing.px(6);
    x += one.why.empty() ? draw_change(canvas, FontRole::kSmallBold, x, baseline, one.change, drawing.greyed)
                         : canvas.text(FontRole::kAxis, x, baseline, quiet, told_of(one, reasoned));
  }
  return x - left;
}

Room room_of(const Measure& measure, const FigureRow& figures) {
  const auto px = [&](float at_1080) { return measure.px(at_1080); };
  const float versus = any_versus(figures) ? kVersusLine : 0;
  switch (figures.words) {
    case FigureRow::Words::kAround: {
      const float usual = (figures.large ? kAroundHeight : kAroundLow) + versus;
      const bool may_break = figures.figures.size() >= kBreaksFrom;  // see in_two_lines()
      const float most = may_break ? 2 * (kAroundLow + versus) : figures.large ? usual : usual + 6;
      return {px(kAroundLow + versus), px(usual), px(std::max(usual, most))};
    }
    case FigureRow::Words::kBeside: {
      const float height = px(figures.large ? kBesideHeight : kBesideLow);
      return {figures.large ? px(kBesideLeast) : height, height, height};
    }
    case FigureRow::Words::kInline:
      break;
  }
  return {px(kInlineHeight), px(kInlineHeight), px(kInlineHeight + 40)};
}

void draw(Drawing& drawing, const Area& area, const FigureRow& figures) {
  if (figures.figures.empty()) return;
  switch (figures.words) {
    case FigureRow::Words::kBeside:
      return draw_beside(drawing, area, figures.figures.front(), !figures.large);
    case FigureRow::Words::kAround:
      return draw_around(drawing, area, figures);
    case FigureRow::Words::kInline:
      return draw_inline(drawing, area, figures);
  }
}

}  // namespace gridwall::block
