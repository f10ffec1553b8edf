#include "viewer/block/text.h"

#include <cmath>

namespace gridwall::block {
namespace {

// Joins what is not empty.
void add(std::string& line, std::string_view part, std::string_view between = " ") {
  if (part.empty()) return;
  if (!line.empty()) line += between;
  line += part;
}

std::string with(const std::string& text, const Change& change) {
  return view_model::with_change(text, change);
}

std::string told(const Figure& figure) {
  std::string line;
  add(line, figure.label);
  add(line, with((figure.attention ? "!" : "") + figure.figure + figure.unit, figure.change));
  add(line, figure.note, " | ");
  if (!figure.aside.empty()) add(line, "(" + figure.aside + ")");
  return line;
}

std::string percent(float share) {
  return std::to_string(std::lround(share * 100)) + "%";
}

std::string told(const std::vector<BarPart>& bar) {
  std::string line;
  for (const BarPart& part : bar) add(line, percent(part.share), "+");
  return line;
}

std::string told(const Row& row) {
  std::string line;
  for (size_t i = 0; i < row.cells.size(); ++i) {
    const Cell& cell = row.cells[i];
    if (i > 0) line += " | ";
    const bool loud = cell.tone == Tone::kAttention || cell.mark.tone == Tone::kAttention;
    std::string text = with(cell.text, cell.change);
    if (loud && !text.empty()) text = "!" + text;
    line += text.empty() ? told(cell.bar) : text;
    if (!cell.note.empty()) line += " (" + cell.note + ")";
  }
  return line;
}

// In a line of its own, behind that of the figure: "办结率 环比 ▲1.8 同比 — 不足20件".
std::string told_versus(const std::string& label, const Figure& figure) {
  if (figure.versus.empty()) return {};
  std::string line = label;
  for (const Versus& one : figure.versus) {
    add(line, one.label);
    std::string change = with("", one.change);
    add(line, one.why.empty() ? change.substr(change.find_first_not_of(' ')) : "— " + one.why);
  }
  return line;
}

struct Writer {
  std::string text;

  void line(const std::string& one) {
    if (!one.empty()) text += one + "\n";
  }
  void operator()(const FigureRow& figures) {
    for (const Figure& figure : figures.figures) {
      line(told(figure));
      line(told_versus(figure.label, figure));
    }
  }
  void operator()(const Table& table) {
    std::string captions;
    for (const Column& column : table.columns) {
      if (!captions.empty() || &column != &table.columns.front()) captions += " | ";
      captions += column.caption;
    }
    if (captions.find_first_not_of(" |") != std::string::npos) line(captions);
    for (const Section& section : table.sections) {
      line(section.heading);
      for (const Row& row : section.rows) line(told(row));
    }
  }
  void operator()(const List& list) {
    for (const Item& item : list.items) {
      std::string one;
      add(one, item.badge.letter);
      add(one, item.title);
      if (!item.aside.empty()) add(one, "(" + item.aside + ")");
      if (!item.figure.figure.empty()) add(one, told(item.figure), " | ");
      add(one, item.end, " | ");
      add(one, item.note, " | ");
      add(one, item.note_end, " | ");
      line(one);
      line(told_versus(item.title, item.figure));
    }
  }
  void operator()(const Timeline& timeline) {
    for (const Moment& moment : timeline.moments) {
      std::string one = moment.time;
      add(one, moment.who, " | ");
      add(one, moment.text, " | ");
      line(one);
    }
  }
  void operator()(const TrendChart& trend) {
    for (const auto* series : {&trend.columns, &trend.levels, &trend.lines}) {
      for (const TrendChart::Series& one : *series) {
        std::string values = one.label;
        for (const std::optional<float>& value : one.values) {
          const bool share = series == &trend.lines;
          add(values, !value ? "—" : share ? percent(*value) : std::to_string(std::lround(*value)));
        }
        line(values);
      }
    }
  }
  void operator()(const Line& one) {
    std::string whole = with(one.text, one.change);
    add(whole, one.end, " | ");
    line(whole);
  }
  void operator()(const Bar&) {}  // the figures beside it say the same
  void operator()(const Split& split) {
    for (const Stack& side : split.sides) stack(side);
  }
  void operator()(const Choice& choice) { stack(choice.stacks.front()); }
  void operator()(const Strip& strip) { line(strip.day.why.empty() ? strip.day.scale : strip.day.why); }

  void stack(const Stack& blocks) {
    for (const Block& block : blocks) std::visit([this](const auto& content) { (*this)(content); }, block.content);
  }
};

}  // namespace

std::string as_text(const Tile& tile) {
  Writer writer;
  std::string title = tile.title;
  add(title, with(tile.qualifier, tile.change), " · ");
  add(title, tile.age ? tile.age->text : tile.note, " | ");
  writer.line(title);
  writer.line(tile.why);
  if (tile.why.empty()) writer.stack(tile.body);
  return writer.text;
}

std::string line_of(const Tile& tile, std::string_view label) {
  const std::string text = as_text(tile);
  for (size_t from = 0; from < text.size();) {
    const size_t end = text.find('\n', from);
    const std::string_view line = std::string_view(text).substr(from, end - from);
    if (line.starts_with(label) || line.starts_with("!" + std::string(label))) return std::string(line);
    from = end + 1;
  }
  return {};
}

}  // namespace gridwall::block
