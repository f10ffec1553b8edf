// What a tile says, in blocks that know how to be drawn (draw.h) and how to be written as text (text.h). A tile fills
// them from state and clock and says nothing about pixels; what does not find room is left out by the rules named here.
// Plain values; any thread. Must not know ImGui, OpenGL or lengths.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "viewer/block/look.h"
#include "viewer/view_model/action.h"
#include "viewer/view_model/comparison.h"
#include "viewer/view_model/data_age.h"
#include "viewer/view_model/day_strip.h"

namespace gridwall::block {

using view_model::Action;
using view_model::Change;

struct Block;
using Stack = std::vector<Block>;  // one below the other

// How a figure changed against another time, without anybody asking.
struct Versus {
  std::string label{};  // "环比"
  Change change{};
  std::string why{};  // there is no change to tell, and why
};

// One figure or a few side by side, each with what it is of.
struct Figure {
  std::string label{};
  std::string figure{};  // "92.1", "—"
  std::string unit{};
  std::string note{};  // the fraction behind it, or why there is no figure
  std::string aside{};
  Mark mark{};
  Tone tone = Tone::kText;
  Change change{};
  std::vector<Versus> versus{};  // below it, or beside it in a line; the last ones go first where room is short
  bool attention = false;        // with a sign beside it
};
struct FigureRow {
  enum class Words : uint8_t {
    kBeside,  // one large figure, its words at its right
    kAround,  // columns: the label above, the note below
    kInline   // in one line: figure, mark, label
  };
  Words words = Words::kBeside;
  std::vector<Figure> figures{};
  bool large = true;  // kBeside, kAround: the tile's own figure; else in less room
};

// Cells in columns. Rows that find no room are counted in a line at the end, which can be pressed for the next ones.
struct Cell {
  std::string text{};
  Tone tone = Tone::kText;
  bool strong = false;
  Change change{};             // stands before a text at the right, else behind it; alone in its place
  Mark mark{};                 // before the text
  std::vector<BarPart> bar{};  // in a column of bars
  std::string note{};          // below the text, in a table with large figures
};
struct Column {
  enum class Fit : uint8_t {
    kWhole,  // as wide as its widest cell, never cut
    kCut,    // gives way, its texts end with "…"
    kParts,  // takes what is left over or gives way; parts behind " · " that find no room are counted at the end
    kBar     // takes what is left over; without room the bars lie under the rows, or are left out
  };
  std::string caption{};
  Align align = Align::kLeft;
  Fit fit = Fit::kWhole;
  int drop = 0;        // left out where room is short, 1 first; 0: never
  bool grows = false;  // with the height of the rows
  bool large = false;  // figures as large as find room, in high rows; a change stands below
};
struct Row {
  std::vector<Cell> cells{};  // one a column
  std::optional<Action> press{};
  bool selected = false;
};
struct Section {
  std::string heading{};  // none: no line for it
  Tone tone = Tone::kText;
  std::vector<Row> rows{};
  int64_t total = 0;                          // rows there would be, listed or not; less than `rows`: these are all
  std::function<Row(size_t from)> rest = {};  // one row for those from there on, instead of how many they are
  bool may_go = false;                        // stands only below all rows before it, with three of its own or more
};
struct Table {
  std::vector<Column> columns{};
  std::vector<Section> sections{};
  std::string more{};       // "{n} more"
  bool whole = false;       // all rows or none: see Choice
  size_t least = 2;         // rows it must have room for, where it has as many
  bool ruled = false;       // a thin line above each row
  bool spread = false;      // columns share what is left over, instead of the first one
  bool bars_under = false;  // always
};

// Things with a title, and what there is to say about each in one or two lines.
struct Item {
  Mark badge{};             // large, before it
  bool badge_open = false;  // its outline only
  std::string title{};
  bool loud = false;
  Tone tone = Tone::kText;
  std::string aside{};                  // behind the title, where there is room
  std::string end{};                    // at the end of the first line
  std::optional<Action> press_end{};    // of the end, which an arrow then follows
  std::optional<Action> press_badge{};  // of the badge
  bool marked = false;                  // with a tick on the badge
  Figure figure{};                      // large, at the right
  std::vector<BarPart> bar{};
  std::string note{}, note_end{};  // the second line; behind the title where lines are short of room
  std::optional<Action> press{};
  bool selected = false;
};
struct List {
  std::vector<Item> items{};
  int64_t total = 0;   // as Section::total
  std::string more{};  // as Table::more
  bool ruled = false;
  bool whole = false;
  size_t most_columns = 1;  // side by side, where all find room only so
};

// What happened when, newest first.
struct Moment {
  std::string time{};
  Mark mark{};
  std::string who{};
  Tone who_tone = Tone::kQuiet;
  std::string text{};
};
struct Timeline {
  std::vector<Moment> moments{};
  std::string more{};     // as Table::more
  bool threaded = false;  // a line through the marks
};

// Values of days or hours, oldest first. A line breaks where there is no value.
struct TrendChart {
  struct Series {
    std::string label{};
    Tone tone = Tone::kAccent;
    std::vector<std::optional<float>> values{};
    size_t settled = SIZE_MAX;  // quiet from there on: these values are still going to change
  };
  std::vector<Series> columns{};      // counts, from 0 up, side by side
  std::vector<Series> lines{};        // shares of 1, all on one scale
  std::vector<Series> levels{};       // lines of counts, from 0 up, all on a scale of their own
  std::vector<std::string> labels{};  // under some of the values; empty ones are passed over
  std::string columns_top{};          // what the highest column stands for
  bool in_steps = false;              // points stand in the middle of their step, as above columns
};

// One line of text, with more at its end.
struct Line {
  std::string text{};  // parts behind " · " are left out from the end, where room is short
  std::string end{};
  Tone tone = Tone::kText;
  bool strong = false;
  Mark mark{};
  Change change{};
  bool ruled = false;  // a thin line above
  Align align = Align::kLeft;
};

struct Bar {
  std::vector<BarPart> parts{};
};

struct Split {  // side by side
  std::vector<Stack> sides{};
  std::vector<float> shares{};  // of the width; none: even
};
struct Choice {  // the first for which there is room, else the last
  std::vector<Stack> stacks{};
};
struct Strip {  // the day at a glance: drawn by itself
  view_model::DayStrip day{};
};

struct Block {
  std::variant<FigureRow, Table, List, Timeline, TrendChart, Line, Bar, Split, Choice, Strip> content;
  bool may_go = false;  // left out where room is short
};

struct Tile {
  bool absent = false;  // there is nothing of this kind; others may have its room
  std::string title{};
  std::string qualifier{};  // behind the title
  std::string brief{};      // instead of the qualifier, where the first of a choice finds no room
  Change change{};          // of what the qualifier ends with
  std::optional<view_model::DataAge> age{};
  std::string note{};  // at the right instead of the age
  Tone note_tone = Tone::kQuiet;
  bool greyed = false;  // values are kept, but must not look live
  std::string why{};    // there is nothing to show, and why
  Mark why_mark{};      // instead of a dash
  Stack body{};
  std::optional<Action> press{};  // of its heading
  bool shrinks = false;           // no higher than what it holds
  bool grows = false;             // into room that tiles above and below it in its column leave free
  bool in_a_line = false;         // the heading beside the figures
};

}  // namespace gridwall::block
