#include "viewer/panel/form_panel.h"

#include <algorithm>
#include <cmath>

#include "ingest/event/utf8.h"
#include "viewer/panel/stage.h"

namespace gridwall::panel {
using namespace block;
namespace {

constexpr float kWidth = 860, kFormPadding = 36, kLabelWidth = 120, kFieldPitch = 64, kHead = 96, kFoot = 118,
                kConsequence = 88;
constexpr float kChoicePadding = 16, kChoiceHeight = 44, kChoiceGap = 10;

bool breaks_a_word(std::string_view text, size_t at) {
  const auto is_latin = [](char c) { return static_cast<unsigned char>(c) < 0x80 && c != ' '; };
  return is_latin(text[at - 1]) && is_latin(text[at]);
}

// Choices in as many lines as they need; returns how many.
int draw_choices(Canvas& canvas, float left, float top, float right, const view_model::FormField& field, int index) {
  int line = 0;
  float x = left;
  for (size_t i = 0; i < field.choices.size(); ++i) {
    const float wide = canvas.text_width(FontRole::kSmall, field.choices[i]) + 2 * canvas.px(kChoicePadding);
    if (x > left && x + wide > right) {
      ++line;
      x = left;
    }
    const float y = top + static_cast<float>(line) * canvas.px(kChoiceHeight + kChoiceGap);
    const bool chosen = static_cast<int>(i) == field.chosen;
    if (chosen) {
      canvas.fill(x, y, wide, canvas.px(kChoiceHeight), color::kAccent, canvas.px(6));
    } else {
      canvas.outline(x, y, wide, canvas.px(kChoiceHeight), color::kStaleText, canvas.px(1.5F), canvas.px(6));
    }
    canvas.text_fit(FontRole::kSmall, x + canvas.px(kChoicePadding), y + canvas.px(29), right - x,
                    chosen ? color::kGround : color::kText, field.choices[i]);
    canvas.hit(x, y, wide, canvas.px(kChoiceHeight), view_model::FormPick{index, static_cast<int>(i)});
    x += wide + canvas.px(kChoiceGap);
  }
  return line + 1;
}

int lines_of_choices(const Pens& pens, const view_model::FormField& field, float room) {
  const auto px = [&](float at_1080) { return pens.metrics.px(at_1080); };
  int lines = 1;
  float x = 0;
  for (const std::string& choice : field.choices) {
    const float wide = pens.fonts.text_size(FontRole::kSmall, choice).width_px + 2 * px(kChoicePadding);
    if (x > 0 && x + wide > room) {
      ++lines;
      x = 0;
    }
    x += wide + px(kChoiceGap);
  }
  return lines;
}

render::RectPx draw_written(Canvas& canvas, float left, float top, float right, const view_model::FormField& field,
                            int index, bool focused) {
  const float high = canvas.px(kChoiceHeight);
  canvas.fill(left, top, right - left, high, color::kGround, canvas.px(6));
  canvas.outline(left, top, right - left, high, focused ? color::kAccent : color::kStaleText, canvas.px(2),
                 canvas.px(6));
  canvas.hit(left, top, right - left, high, view_model::FormPick{index, -1});
  const float text_left = left + canvas.px(14), room = right - left - canvas.px(34);
  // The end of a long text is what is being written; what the input method has so far stands behind it, underlined.
  const std::string whole = field.text + field.composing;
  std::string_view text = whole;
  while (canvas.text_width(FontRole::kBody, text) > room) {
    text.remove_prefix(1);
    while (!text.empty() && continues_character(text.front())) text.remove_prefix(1);
  }
  const float used = canvas.text(FontRole::kBody, text_left, top + canvas.px(31), color::kText, text);
  if (focused)
    canvas.fill(text_left + used + canvas.px(3), top + canvas.px(9), canvas.px(2), high - canvas.px(18),
                color::kAccent);
  const float composed = std::min(used, canvas.text_width(FontRole::kBody, field.composing));
  if (composed > 0) canvas.fill(text_left + used - composed, top + canvas.px(36), composed, canvas.px(2), kAttention);
  return {static_cast<int>(text_left + used - composed), static_cast<int>(top + canvas.px(9)),
          static_cast<int>(canvas.px(2)), static_cast<int>(high - canvas.px(18))};
}

void draw_button(Canvas& canvas, float right, float top, float wide, bool filled, std::string_view label,
                 view_model::Action action) {
  const float high = canvas.px(48);
  if (filled) {
    canvas.fill(right - wide, top, wide, high, color::kAccent, canvas.px(6));
  } else {
    canvas.outline(right - wide, top, wide, high, color::kQuietText, canvas.px(1.5F), canvas.px(6));
  }
  canvas.text(FontRole::kBodyBold, right - wide / 2, top + canvas.px(33), filled ? color::kGround : color::kText, label,
              Align::kCenter);
  canvas.hit(right - wide, top, wide, high, std::move(action));
}

// In two lines, where one is too short.
void draw_consequence(Canvas& canvas, float left, float right, float top, std::string_view text) {
  canvas.fill(left, top, right - left, canvas.px(kConsequence - 14), color::kGround, canvas.px(6));
  canvas.fill(left, top, canvas.px(5), canvas.px(kConsequence - 14), kAttention, canvas.px(2));
  const float from = left + canvas.px(20), room = right - from - canvas.px(12);
  size_t cut = text.size();
  while (cut > 0 && canvas.text_width(FontRole::kBody, text.substr(0, cut)) > room) {
    do {
      --cut;
    } while (cut > 0 && (continues_character(text[cut]) || breaks_a_word(text, cut)));
  }
  if (cut == 0) cut = text.size();
  const bool two = cut < text.size();
  canvas.text_fit(FontRole::kBody, from, top + canvas.px(two ? 31 : 46), room, color::kText, text.substr(0, cut));
  if (two) canvas.text_fit(FontRole::kBody, from, top + canvas.px(62), room, color::kText, text.substr(cut));
}

}  // namespace

std::optional<render::RectPx> draw_form(const Pens& pens, const render::RectPx& stage, const view_model::Form& form) {
  std::optional<render::RectPx> caret;
  const auto px = [&](float at_1080) { return pens.metrics.px(at_1080); };
  const float room = px(kWidth - 2 * kFormPadding - kLabelWidth);
  float height = px(kHead + kFoot);
  for (const view_model::FormField& field : form.fields) {
    height +=
        px(kFieldPitch) + static_cast<float>(lines_of_choices(pens, field, room) - 1) * px(kChoiceHeight + kChoiceGap);
  }
  const float consequence = form.consequence.empty() ? 0 : px(kConsequence);
  height += consequence;
  const int w = static_cast<int>(px(kWidth)), h = static_cast<int>(height);
  Canvas canvas(pens, "desk/form", in_the_middle(stage, w, h));
  canvas.fill(canvas.left(), canvas.top(), canvas.width(), canvas.height(), color::kCardRaised, canvas.px(10));
  canvas.outline(canvas.left(), canvas.top(), canvas.width(), canvas.height(), color::kAccent, canvas.px(2),
                 canvas.px(10));
  const float left = canvas.left() + px(kFormPadding), right = canvas.right() - px(kFormPadding);
  const float used = canvas.text(FontRole::kTitle, left, canvas.top() + px(58), color::kText, form.title);
  canvas.text_fit(FontRole::kBody, left + used + px(20), canvas.top() + px(58), right - left - used - px(20),
                  color::kQuietText, form.subject);
  float y = canvas.top() + px(kHead);
  for (size_t i = 0; i < form.fields.size(); ++i) {
    const view_model::FormField& field = form.fields[i];
    const bool focused = static_cast<int>(i) == form.focus;
    if (focused) canvas.fill(canvas.left() + px(14), y + px(8), px(4), px(28), color::kAccent, px(2));
    canvas.text_fit(FontRole::kBody, left, y + px(31), px(kLabelWidth - 12), focused ? color::kText : color::kQuietText,
                    field.label);
    int lines = 1;
    if (field.choices.empty()) {
      const render::RectPx here =
          draw_written(canvas, left + px(kLabelWidth), y, right, field, static_cast<int>(i), focused);
      if (focused) caret = here;
    } else {
      lines = draw_choices(canvas, left + px(kLabelWidth), y, right, field, static_cast<int>(i));
    }
    y += px(kFieldPitch) + static_cast<float>(lines - 1) * px(kChoiceHeight + kChoiceGap);
  }
  if (!form.consequence.empty())
    draw_consequence(canvas, left, right, canvas.bottom() - px(kFoot) - consequence, form.consequence);
  const float button = px(140), top = canvas.bottom() - px(kFoot - 18);
  draw_button(canvas, right, top, button, true, form.send, view_model::FormSend{});
  draw_button(canvas, right - button - px(16), top, button, false, form.cancel, view_model::FormCancel{});
  const std::string& aside = !form.question.empty()  ? form.question
                             : !form.problem.empty() ? form.problem
                                                     : form.others;
  canvas.text_fit(FontRole::kBody, left, top + px(33), right - left - 2 * button - px(48), kAttention, aside);
  const std::string& help = form.question.empty() ? form.help : form.problem;
  canvas.text_fit(FontRole::kSmall, left, canvas.bottom() - px(18), right - left, color::kQuietText, help);
  return caret;
}

void draw_drill_mark(const Pens& pens, const render::SizePx& screen, std::string_view mark) {
  Canvas canvas(pens, "panel/drill", {0, 0, screen.w, screen.h});
  canvas.outline(0, 0, canvas.width(), canvas.height(), app::with_alpha(kAttention, 0.9F), canvas.px(8));
  const float step_x = canvas.width() / 5, step_y = canvas.height() / 4;
  for (int row = 0; row < 4; ++row) {
    for (int column = 0; column < 5; ++column) {
      const float shift = row % 2 == 0 ? 0.3F : 0.7F;
      canvas.text(FontRole::kFigure, step_x * (static_cast<float>(column) + shift),
                  step_y * (static_cast<float>(row) + 0.6F), app::with_alpha(kAttention, 0.16F), mark, Align::kCenter);
    }
  }
}

}  // namespace gridwall::panel
