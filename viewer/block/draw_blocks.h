// What the files that draw blocks share. Private to viewer/block.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "viewer/block/block.h"
#include "viewer/block/canvas.h"
#include "viewer/block/card.h"
#include "viewer/block/draw.h"

namespace gridwall::block {

// Lengths of the picture, for what needs no more than these.
struct Measure {
  app::Metrics metrics;
  float px(float at_1080) const { return metrics.px(at_1080); }
};

// One tile while it is drawn.
struct Drawing : Measure {
  Canvas& canvas;
  std::string_view tile;
  bool greyed;
  int64_t page;         // forward or back, of the first block that has more than finds room
  bool turned = false;  // that one was met

  Rgba color(Tone tone) const { return color_of(tone, greyed); }
};

// How high a block may be: what it must have, what it would like to have, and what it can use.
struct Room {
  float least, wanted, most;
};
Room room_of(const Measure& measure, const FigureRow& figures);
Room room_of(const Measure& measure, const Table& table);
Room room_of(const Measure& measure, const List& list);
Room room_of(const Measure& measure, const Timeline& timeline);
Room room_of(const Measure& measure, const TrendChart& trend);
Room room_of(const Measure& measure, const Line& line);
Room room_of(const Measure& measure, const Bar& bar);
Room room_of(const Measure& measure, const Split& split);
Room room_of(const Measure& measure, const Choice& choice);
Room room_of(const Measure& measure, const Strip& strip);
Room room_of(const Measure& measure, const Stack& stack);

void draw(Drawing& drawing, const Area& area, const FigureRow& figures);
void draw(Drawing& drawing, const Area& area, const Table& table);
void draw(Drawing& drawing, const Area& area, const List& list);
void draw(Drawing& drawing, const Area& area, const Timeline& timeline);
void draw(Drawing& drawing, const Area& area, const TrendChart& trend);
void draw(Drawing& drawing, const Area& area, const Line& line);
void draw(Drawing& drawing, const Area& area, const Bar& bar);
void draw(Drawing& drawing, const Area& area, const Split& split);
void draw(Drawing& drawing, const Area& area, const Choice& choice);
void draw(Drawing& drawing, const Area& area, const Strip& strip);
void draw(Drawing& drawing, const Area& area, const Stack& stack);

// Which of `count` rows are shown in a room for `fitting` of them: those of the page, with the last line of the room
// left for how many there are beside them.
struct Shown {
  size_t from = 0, rows = 0;
  int64_t left_out = 0;  // rows that are not shown; the last line says so
  size_t end() const { return from + rows; }
};
// Which of so many pages is turned to; the first one to be shown is `first`.
size_t page_of(const Drawing& drawing, size_t pages, size_t first);
// Until somebody turns a page, the row `wanted` is among them.
Shown shown_rows(Drawing& drawing, size_t count, int64_t total, size_t fitting, size_t wanted = 0);
// "n more", which turns the page. `pattern` has {n}.
void draw_more(Drawing& drawing, float left, float right, float top, float pitch, const std::string& pattern,
               int64_t left_out);

// A bar of parts; its ground where `track`.
void draw_bar(Drawing& drawing, float left, float right, float middle, float height, std::span<const BarPart> parts,
              bool track);
// The mark's shape with its middle there, and its letter in it.
void draw_mark(Drawing& drawing, const Mark& mark, float x, float y, float size, bool open = false);
// A figure with its unit and the sign for attention; all as one, ending at `right`. Returns the width.
float draw_figure_before(Drawing& drawing, FontRole role, float right, float baseline, const Figure& figure);
// What changed against other times, from `left` on: with labels and reasons where they find room, else without, else
// fewer of them. Returns the width.
float draw_versus(Drawing& drawing, float left, float room, float baseline, std::span<const Versus> versus,
                  bool labelled = true);
float versus_width(Canvas& canvas, std::span<const Versus> versus, bool labelled = true, bool reasoned = false);
void draw_rule(Drawing& drawing, const Area& area, float y);
// Widths that move only in steps, so that columns stand still while figures grow.
float stepped(const Drawing& drawing, float width);
std::string fill_count(const std::string& pattern, int64_t count);

}  // namespace gridwall::block
