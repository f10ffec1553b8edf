#include "viewer/panel/command_panel.h"

#include <algorithm>
#include <array>

#include "viewer/block/card.h"

namespace gridwall::panel {
using namespace block;
namespace {

using view_model::Text;

constexpr float kStepPitch = 36, kWarningPitch = 60, kLogPitch = 32, kButtonHeight = 40;

struct Button {
  Text label;
  const char* key;
  view_model::Action action;
};

void draw_buttons(Canvas& canvas, const CardArea& area, float top, const view_model::Texts& texts,
                  std::initializer_list<Button> buttons) {
  float x = area.left;
  const float gap = canvas.px(8);
  const float wide = (area.width() - gap * static_cast<float>(buttons.size() - 1)) / static_cast<float>(buttons.size());
  for (const Button& button : buttons) {
    canvas.fill(x, top, wide, canvas.px(kButtonHeight), color::kCardRaised, canvas.px(5));
    canvas.text_fit(FontRole::kSmall, x + wide / 2, top + canvas.px(27), wide - canvas.px(8), color::kText,
                    texts[button.label] + " " + button.key, Align::kCenter);
    canvas.hit(x, top, wide, canvas.px(kButtonHeight), button.action);
    x += wide + gap;
  }
}

}  // namespace

void draw_command(const Pens& pens, const render::RectPx& rect, const view_model::Command& command,
                  const view_model::Texts& texts) {
  Canvas canvas(pens, "panel/command", rect);
  CardArea area = draw_card_with_note(canvas, command.title, command.others, command.age, color::kQuietText);
  if (command.may_act) {
    area.bottom -= canvas.px(kButtonHeight);
    draw_buttons(canvas, area, area.bottom, texts,
                 {{Text::kDeskDoEmergency, "E", view_model::OpenForm{view_model::DeskForm::kEmergency}},
                  {Text::kDeskDoStandDown, "D", view_model::OpenForm{view_model::DeskForm::kStandDown}},
                  {Text::kDeskDoHandover, "T", view_model::OpenForm{view_model::DeskForm::kHandover}}});
    area.bottom -= canvas.px(12);
  }
  const Rgba tint = !command.emergency  ? color::kGood
                    : command.level > 0 ? color::kLevel[command.level - 1]
                                        : kAttention;
  float y = area.top + canvas.px(28);
  canvas.shape(command.emergency ? Shape::kTriangleUp : Shape::kDisc, area.left + canvas.px(11), y - canvas.px(9),
               canvas.px(20), tint);
  canvas.text_fit(FontRole::kBodyBold, area.left + canvas.px(32), y, area.width() - canvas.px(32), tint, command.mode);
  y += canvas.px(30);
  const float order = command.order.empty() ? 0
                                            : canvas.text_fit(FontRole::kSmall, area.left, y, area.width() * 0.6F,
                                                              color::kQuietText, command.order) +
                                                  canvas.px(14);
  canvas.text_fit(FontRole::kSmall, area.left + order, y, area.width() - order, color::kText, command.reason);
  if (!command.emergency) return;
  y += canvas.px(14);
  canvas.fill(area.left, y, area.width(), canvas.metrics().hairline(), color::kRule);
  y += canvas.px(28);
  const float progress = canvas.text(FontRole::kBodyBold, area.right, y, color::kText, command.progress, Align::kRight);
  canvas.text_fit(FontRole::kSmallBold, area.left, y, area.width() - progress - canvas.px(12),
                  command.plan.empty() ? color::kQuietText : color::kText,
                  command.plan.empty() ? texts[Text::kCommandNoPlan] : command.plan);
  y += canvas.px(12);
  const float pitch = canvas.px(kStepPitch);
  for (const view_model::CommandStep& step : command.steps) {
    if (y + pitch > area.bottom + canvas.px(6)) break;
    const float baseline = y + canvas.px(25), middle = canvas.middle_of_line(FontRole::kSmall, baseline),
                size = canvas.px(20);
    canvas.outline(area.left, middle - size / 2, size, size, step.done ? color::kGood : color::kQuietText, canvas.px(2),
                   canvas.px(3));
    if (step.done) {
      canvas.line({area.left + size * 0.22F, middle}, {area.left + size * 0.44F, middle + size * 0.24F}, color::kGood,
                  canvas.px(3));
      canvas.line({area.left + size * 0.44F, middle + size * 0.24F}, {area.left + size * 0.8F, middle - size * 0.26F},
                  color::kGood, canvas.px(3));
    } else if (command.may_act) {
      canvas.hit(area.left, y, area.width(), pitch, view_model::TickStep{command.plan_code, step.key});
    }
    const float note = step.note.empty() ? 0 : canvas.text_width(FontRole::kSmall, step.note);
    const bool with_note = note < area.width() * 0.45F;
    if (with_note && note > 0)
      canvas.text(FontRole::kSmall, area.right, baseline, color::kQuietText, step.note, Align::kRight);
    canvas.text_fit(FontRole::kSmall, area.left + canvas.px(32), baseline,
                    area.width() - canvas.px(44) - (with_note ? note : 0), step.done ? color::kQuietText : color::kText,
                    step.label);
    y += pitch;
  }
}

void draw_warning_list(const Pens& pens, const render::RectPx& rect, const view_model::WarningList& warnings) {
  Canvas canvas(pens, "panel/warnings", rect);
  const CardArea area = draw_card(canvas, warnings.title, {});
  if (warnings.rows.empty()) return draw_nothing(canvas, area, warnings.why);
  const float pitch = canvas.px(kWarningPitch);
  const auto room = static_cast<size_t>(std::max(1.0F, (area.height() + canvas.px(12)) / pitch));
  for (size_t i = 0; i < std::min(room, warnings.rows.size()); ++i) {
    const view_model::WarningRow& row = warnings.rows[i];
    const float top = area.top + pitch * static_cast<float>(i);
    const Rgba tint = warnings.greyed ? color::kStaleText : color::kLevel[row.level - 1];
    canvas.shape(Shape::kTriangleUp, area.left + canvas.px(17), top + canvas.px(24), canvas.px(36),
                 row.actual ? tint : app::with_alpha(tint, 0.5F));
    canvas.text(FontRole::kSmallBold, area.left + canvas.px(17), top + canvas.px(36), color::kGround, row.mark,
                Align::kCenter);
    const float left = area.left + canvas.px(48);
    canvas.text_fit(FontRole::kBodyBold, left, top + canvas.px(24), area.right - left,
                    row.actual ? figure_color(warnings.greyed) : color::kQuietText, row.title);
    const float until = canvas.text(FontRole::kSmall, area.right, top + canvas.px(50), quiet_color(warnings.greyed),
                                    row.until, Align::kRight);
    canvas.text_fit(FontRole::kSmall, left, top + canvas.px(50), area.right - until - canvas.px(12) - left,
                    quiet_color(warnings.greyed), row.area);
  }
}

void draw_duty_board(const Pens& pens, const render::RectPx& rect, const view_model::DutyBoard& board,
                     const view_model::Texts& texts) {
  Canvas canvas(pens, "panel/duty", rect);
  const std::string& who = board.desk.empty() ? texts[Text::kDeskDisplayOnly] : board.desk;
  CardArea area =
      draw_card_with_note(canvas, board.title, {}, who, board.desk.empty() ? color::kQuietText : color::kAccent);
  if (!board.desk.empty()) {
    area.bottom -= canvas.px(kButtonHeight);
    draw_buttons(canvas, area, area.bottom, texts,
                 {{Text::kDeskDoAcknowledge, "A", view_model::Acknowledge{}},
                  {Text::kDeskDoShelve, "S", view_model::OpenForm{view_model::DeskForm::kShelve}},
                  {Text::kDeskDoNote, "N", view_model::OpenForm{view_model::DeskForm::kNote}},
                  {Text::kDeskDoBookmark, "B", view_model::OpenForm{view_model::DeskForm::kBookmark}}});
    area.bottom -= canvas.px(8);
  }
  if (board.rows.empty()) return draw_nothing(canvas, area, board.why);
  const float pitch = canvas.px(kLogPitch);
  const auto room = static_cast<size_t>(std::max(1.0F, (area.height() + canvas.px(8)) / pitch));
  for (size_t i = 0; i < std::min(room, board.rows.size()); ++i) {
    const view_model::DutyRow& row = board.rows[i];
    const float baseline = area.top + pitch * static_cast<float>(i) + canvas.px(22);
    float x = area.left;
    x += canvas.text(FontRole::kSmall, x, baseline, quiet_color(board.greyed), row.time) + canvas.px(12);
    x += canvas.text_fit(FontRole::kSmall, x, baseline, area.width() * 0.25F,
                         row.bookmark ? color::kAccent : quiet_color(board.greyed), row.by) +
         canvas.px(12);
    canvas.text_fit(FontRole::kSmall, x, baseline, area.right - x, figure_color(board.greyed), row.text);
  }
}

void draw_routine_strip(const Pens& pens, const render::RectPx& rect, const view_model::RoutineStrip& strip) {
  Canvas canvas(pens, "panel/routine", rect);
  canvas.card();
  const bool greyed = strip.age.greyed;
  const float left = canvas.left() + canvas.metrics().card_padding(), middle = canvas.top() + canvas.height() / 2;
  const float upper = middle - canvas.px(5), lower = middle + canvas.px(21);
  const float title = canvas.text(FontRole::kSmallBold, left, upper, color::kText, strip.title);
  const float age = canvas.text_fit(FontRole::kSmall, left, lower, canvas.px(190),
                                    strip.age.late ? kAttention : color::kQuietText, strip.age.text);
  const float first = left + std::max({title, age, canvas.px(110)}) + canvas.px(28);
  // Each figure as wide as it has to be; what is left over stands between them. Figures give way before words do.
  const float sign = canvas.px(28), behind = canvas.px(12), least = canvas.px(14);
  const auto gaps = static_cast<float>(strip.figures.size() - 1);
  std::array<float, std::tuple_size_v<decltype(strip.figures)>> widths{};
  float left_over = 0;
  FontRole role = FontRole::kSecond;
  const auto note_width = [&](const view_model::RoutineFigure& figure) {
    const float change = change_width(canvas, FontRole::kSmallBold, figure.change);
    return canvas.text_width(FontRole::kSmall, figure.note) + (change > 0 ? behind + change : 0);
  };
  const auto measure = [&] {
    left_over = canvas.right() - canvas.metrics().card_padding() - first;
    for (size_t i = 0; i < widths.size(); ++i) {
      const view_model::RoutineFigure& figure = strip.figures[i];
      widths[i] = (figure.attention ? sign : 0) + canvas.text_width(role, figure.figure) + behind +
                  std::max(canvas.text_width(FontRole::kSmall, figure.label), note_width(figure));
      left_over -= widths[i];
    }
  };
  measure();
  if (left_over < least * gaps) {
    role = FontRole::kTitle;
    measure();
  }
  const float between = std::max(least, left_over / gaps);
  const float short_by = std::max(0.0F, least * gaps - left_over);
  float next = first;
  for (size_t i = 0; i < strip.figures.size(); ++i) {
    const view_model::RoutineFigure& figure = strip.figures[i];
    const float baseline = middle + canvas.px(role == FontRole::kSecond ? 16 : 12);
    const Rgba tint = greyed ? color::kStaleText : figure.attention ? kAttention : color::kText;
    float x = next;
    const float end = x + widths[i] + canvas.px(1) - short_by / static_cast<float>(widths.size());
    next = end + between;
    if (figure.attention) {
      canvas.shape(Shape::kTriangleUp, x + canvas.px(10), canvas.middle_of_line(role, baseline), canvas.px(20), tint);
      x += sign;
    }
    x += canvas.text_fit(role, x, baseline, end - x, tint, figure.figure) + behind;
    canvas.text_fit(FontRole::kSmall, x, upper, end - x, quiet_color(greyed), figure.label);
    x += canvas.text_fit(FontRole::kSmall, x, lower, end - x, quiet_color(greyed), figure.note) + behind;
    draw_change(canvas, FontRole::kSmallBold, x, lower, figure.change, greyed);
  }
}

}  // namespace gridwall::panel
