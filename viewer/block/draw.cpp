#include "viewer/block/draw.h"

#include <cmath>

#include "viewer/block/draw_blocks.h"
#include "viewer/view_model/text.h"

namespace gridwall::block {
namespace {

constexpr float kBetween = 8;     // two blocks
constexpr float kWhyHeight = 90;  // a mark and a line

void draw_why(Drawing& drawing, const Area& area, const Tile& tile) {
  if (tile.why_mark.shape == Shape::kNone) return draw_nothing(drawing.canvas, area, tile.why);
  const float middle = (area.left + area.right) / 2;
  const float y = (area.top + area.bottom) / 2 - drawing.px(8);
  draw_mark(drawing, tile.why_mark, middle, y, drawing.px(30));
  drawing.canvas.text_fit(FontRole::kSmall, middle, y + drawing.px(44), area.width(), color::kQuietText, tile.why,
                          Align::kCenter);
}

// Title and age beside what the tile holds, which is one line.
void draw_in_a_line(Drawing& drawing, const Tile& tile) {
  Canvas& canvas = drawing.canvas;
  canvas.card();
  const float padding = canvas.metrics().card_padding();
  const float left = canvas.left() + padding, middle = canvas.top() + canvas.height() / 2;
  const float title = canvas.text(FontRole::kSmallBold, left, middle - canvas.px(5), color::kText, tile.title);
  float age = 0;
  if (tile.age) {
    age = canvas.text_fit(FontRole::kSmall, left, middle + canvas.px(21), canvas.px(190),
                          tile.age->late ? kAttention : color::kQuietText, tile.age->text);
  }
  const float first = left + std::max({title, age, canvas.px(110)}) + canvas.px(28);
  draw(drawing, Area{first, canvas.right() - padding, canvas.top(), canvas.bottom()}, tile.body);
}

float height_of(const Measure& measure, float body) {
  return measure.px(kCardHeading + kCardFoot) + body;
}

// Whether the body begins with a choice of which the first finds no room.
bool gives_way(const Drawing& drawing, const Tile& tile) {
  const Choice* choice = tile.body.empty() ? nullptr : std::get_if<Choice>(&tile.body.front().content);
  const float height = drawing.canvas.height() - drawing.px(kCardHeading + kCardFoot);
  return choice != nullptr && room_of(drawing, choice->stacks.front()).least > height;
}

}  // namespace

Rgba color_of(Tone tone, bool greyed) {
  const auto index = static_cast<size_t>(tone);
  const auto nth = [&](Tone first) { return index - static_cast<size_t>(first); };
  if (tone == Tone::kTrack) return color::kRule;
  if (tone >= Tone::kLevel1 && tone <= Tone::kLevel4) {
    const Rgba level = color::kLevel[nth(Tone::kLevel1)];
    return greyed ? app::with_alpha(level, 0.5F) : level;
  }
  if (tone >= Tone::kTier1 && tone <= Tone::kTier4) {
    const Rgba tier = color::kTier[nth(Tone::kTier1)];
    return greyed ? app::with_alpha(tier, 0.5F) : tier;
  }
  if (tone >= Tone::kFeed1) return color::kFeed[nth(Tone::kFeed1)];
  if (greyed) return color::kStaleText;
  switch (tone) {
    case Tone::kText:
      return color::kText;
    case Tone::kFaint:
      return color::kStaleText;
    case Tone::kAttention:
      return kAttention;
    case Tone::kGood:
      return color::kGood;
    case Tone::kSoon:
      return app::with_alpha(color::kGood, 0.55F);
    case Tone::kAccent:
      return color::kAccent;
    default:
      return color::kQuietText;
  }
}

void draw_tile(const Pens& pens, std::string_view name, const render::RectPx& rect, const Tile& tile, int64_t page) {
  const std::string window = "tile/" + std::string(name);
  Canvas canvas(pens, window.c_str(), rect);
  Drawing drawing{{canvas.metrics()}, canvas, name, tile.greyed, page};
  if (tile.in_a_line) return draw_in_a_line(drawing, tile);
  if (tile.shrinks) canvas.shorten(height_of(drawing, room_of(drawing, tile.body).most));
  const std::string& qualifier = tile.brief.empty() || !gives_way(drawing, tile) ? tile.qualifier : tile.brief;
  Area area = tile.age ? draw_card(canvas, tile.title, qualifier, *tile.age, tile.change)
                       : draw_card_with_note(canvas, tile.title, qualifier, tile.note, color_of(tile.note_tone));
  if (tile.press) canvas.hit(canvas.left(), canvas.top(), canvas.width(), canvas.px(kCardHeading), *tile.press);
  if (!tile.why.empty()) return draw_why(drawing, area, tile);
  draw(drawing, area, tile.body);
}

float wanted_height(const app::Metrics& metrics, const Tile& tile) {
  const Measure measure{metrics};
  return height_of(measure, tile.why.empty() ? room_of(measure, tile.body).wanted : measure.px(kWhyHeight));
}

Room room_of(const Measure& measure, const Stack& stack) {
  Room sum{0, 0, 0};
  for (const Block& block : stack) {
    const Room room = std::visit([&](const auto& content) { return room_of(measure, content); }, block.content);
    const float gap = &block == &stack.front() ? 0 : measure.px(kBetween);
    if (!block.may_go) sum.least += room.least + gap;
    sum.wanted += room.wanted + gap;
    sum.most += room.most + gap;
  }
  return sum;
}

// All get what they must have, in their order what they would like, and share what is over.
void draw(Drawing& drawing, const Area& area, const Stack& stack) {
  struct Placed {
    const Block* block;
    Room room;
    float height;
  };
  std::vector<Placed> placed;
  for (const Block& block : stack) {
    const Room room = std::visit([&](const auto& content) { return room_of(drawing, content); }, block.content);
    placed.push_back({&block, room, room.least});
  }
  const float gap = drawing.px(kBetween);
  const auto left_over = [&] {
    float left = area.height() - gap * static_cast<float>(placed.empty() ? 0 : placed.size() - 1);
    for (const Placed& one : placed) left -= one.height;
    return left;
  };
  for (size_t i = placed.size(); i-- > 0 && left_over() < 0;) {
    if (placed[i].block->may_go) placed.erase(placed.begin() + static_cast<std::ptrdiff_t>(i));
  }
  for (Placed& one : placed) {
    one.height += std::clamp(left_over(), 0.0F, std::max(0.0F, one.room.wanted - one.height));
  }
  float can_use = 0;
  for (const Placed& one : placed) can_use += std::max(0.0F, one.room.most - one.height);
  if (const float spare = left_over(); spare > 0 && can_use > 0) {
    const float share = std::min(1.0F, spare / can_use);
    for (Placed& one : placed) one.height += std::floor(std::max(0.0F, one.room.most - one.height) * share);
  }
  float y = area.top;
  for (const Placed& one : placed) {
    const Area part{area.left, area.right, y, std::min(y + one.height, area.bottom)};
    if (part.height() <= 0) continue;
    std::visit([&](const auto& content) { draw(drawing, part, content); }, one.block->content);
    y += one.height + gap;
  }
}

Room room_of(const Measure& measure, const Split& split) {
  Room most{0, 0, 0};
  for (const Stack& side : split.sides) {
    const Room room = room_of(measure, side);
    most = {std::max(most.least, room.least), std::max(most.wanted, room.wanted), std::max(most.most, room.most)};
  }
  return most;
}

void draw(Drawing& drawing, const Area& area, const Split& split) {
  constexpr float kBetweenSides = 28;
  const float gap = drawing.px(kBetweenSides);
  const auto sides = static_cast<float>(split.sides.size());
  const float room = area.width() - gap * (sides - 1);
  float left = area.left;
  for (size_t i = 0; i < split.sides.size(); ++i) {
    const float wide = std::round(room * (split.shares.empty() ? 1 / sides : split.shares[i]));
    draw(drawing, Area{left, left + wide, area.top, area.bottom}, split.sides[i]);
    left += wide + gap;
  }
}

namespace {

const Stack& chosen(const Drawing& drawing, const Choice& choice, float height) {
  for (const Stack& stack : choice.stacks) {
    if (room_of(drawing, stack).least <= height) return stack;
  }
  return choice.stacks.back();
}

}  // namespace

Room room_of(const Measure& measure, const Choice& choice) {
  const Room first = room_of(measure, choice.stacks.front());
  return {room_of(measure, choice.stacks.back()).least, first.wanted, first.most};
}

void draw(Drawing& drawing, const Area& area, const Choice& choice) {
  draw(drawing, area, chosen(drawing, choice, area.height()));
}

size_t page_of(const Drawing& drawing, size_t pages, size_t first) {
  const auto all = static_cast<int64_t>(pages);
  return static_cast<size_t>(((drawing.page + static_cast<int64_t>(first)) % all + all) % all);
}

Shown shown_rows(Drawing& drawing, size_t count, int64_t total, size_t fitting, size_t wanted) {
  const auto all = std::max(total, static_cast<int64_t>(count));
  if (all <= static_cast<int64_t>(fitting)) return {0, count, 0};
  Shown shown;
  const size_t rows = std::max<size_t>(fitting, 2) - 1;
  if (!drawing.turned && count > 0) {
    drawing.turned = true;
    shown.from = rows * page_of(drawing, (count + rows - 1) / rows, wanted / rows);
  }
  shown.rows = std::min(rows, count - shown.from);
  shown.left_out = all - static_cast<int64_t>(shown.rows);
  return shown;
}

void draw_more(Drawing& drawing, float left, float right, float top, float pitch, const std::string& pattern,
               int64_t left_out) {
  Canvas& canvas = drawing.canvas;
  const float baseline = std::round(top + pitch / 2 + drawing.px(7));
  canvas.text_fit(FontRole::kSmall, left, baseline, right - left, color::kQuietText, fill_count(pattern, left_out));
  canvas.hit(left, top, right - left, pitch, view_model::TurnPage{std::string(drawing.tile)});
}

void draw_bar(Drawing& drawing, float left, float right, float middle, float height, std::span<const BarPart> parts,
              bool track) {
  Canvas& canvas = drawing.canvas;
  const float top = std::round(middle - height / 2), wide = right - left, gap = canvas.px(2);
  const float radius = parts.size() <= 1 || track ? canvas.px(2) : 0;
  if (track) canvas.fill(left, top, wide, height, color::kRule, radius);
  float share = 0, x = left;
  for (const BarPart& part : parts) {
    share += part.share;
    const float end = std::max(x, std::round(left + wide * std::min(share, 1.0F)));
    if (part.share > 0 && part.tone == Tone::kHollow) {
      canvas.outline(x, top, std::max(end - x, gap * 2), height, drawing.color(part.tone), canvas.px(1.5F));
    } else if (part.share > 0) {
      const float apart = parts.size() > 1 && !track ? gap : 0;
      canvas.fill(x, top, std::max(end - x - apart, gap), height, drawing.color(part.tone), radius);
    }
    x = end;
  }
}

void draw_mark(Drawing& drawing, const Mark& mark, float x, float y, float size, bool open) {
  if (mark.shape == Shape::kNone) return;
  Canvas& canvas = drawing.canvas;
  const Rgba tint = drawing.color(mark.tone);
  if (mark.shape == Shape::kSquare && !mark.letter.empty()) {  // a badge
    if (open) {
      canvas.outline(x - size / 2, y - size / 2, size, size, tint, canvas.px(3), canvas.px(3));
    } else {
      canvas.fill(x - size / 2, y - size / 2, size, size, tint, canvas.px(3));
    }
  } else {
    canvas.shape(mark.shape, x, y, size, tint);
  }
  if (mark.shape == Shape::kTriangleUp && size < canvas.px(34)) return;  // no room for a letter
  const bool hollow = open || mark.shape == Shape::kRing || mark.shape == Shape::kFrame;
  const float sink = canvas.px(mark.shape == Shape::kTriangleUp ? 12 : 7.5F);
  canvas.text(FontRole::kSmallBold, x, y + sink, hollow ? tint : color::kGround, mark.letter, Align::kCenter);
}

float draw_figure_before(Drawing& drawing, FontRole role, float right, float baseline, const Figure& figure) {
  Canvas& canvas = drawing.canvas;
  const Rgba tint = drawing.color(figure.attention ? Tone::kAttention : figure.tone);
  float used = 0;
  if (!figure.unit.empty()) {
    used = canvas.text(FontRole::kBodyBold, right, baseline, tint, figure.unit, Align::kRight) + canvas.px(1);
  }
  used += canvas.text(role, right - used, baseline, tint, figure.figure, Align::kRight);
  if (figure.attention) {
    const float size = canvas.px(20);
    used += canvas.px(10) + size;
    canvas.shape(Shape::kTriangleUp, right - used + size / 2, canvas.middle_of_line(role, baseline), size, tint);
  }
  if (const float change = change_width(canvas, FontRole::kSmallBold, figure.change); change > 0) {
    used += canvas.px(12) + change;
    draw_change(canvas, FontRole::kSmallBold, right - used, baseline, figure.change, drawing.greyed);
  }
  if (const float versus = versus_width(canvas, figure.versus, false); versus > 0) {
    used += canvas.px(14) + versus;
    draw_versus(drawing, right - used, versus, baseline, figure.versus, false);
  }
  return used;
}

void draw_rule(Drawing& drawing, const Area& area, float y) {
  drawing.canvas.fill(area.left, std::round(y), area.width(), drawing.canvas.metrics().hairline(), color::kRule);
}

float stepped(const Drawing& drawing, float width) {
  const float step = drawing.px(8);
  return std::ceil(width / step) * step;
}

std::string fill_count(const std::string& pattern, int64_t count) {
  return view_model::fill(pattern, {{"n", view_model::format_count(count)}});
}

}  // namespace gridwall::block
