#include "viewer/panel/organisations_panel.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "viewer/block/card.h"

namespace gridwall::panel {
using namespace block;
namespace {

using view_model::OrgLine;

constexpr float kLeastPitch = 26, kMostPitch = 38, kFormulaPitch = 26;

// As many whole names as find room, and how many more there are.
std::string names_that_fit(Canvas& canvas, const std::vector<std::string>& names, float room) {
  std::string fitting;
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string longer = fitting + (i == 0 ? "" : "   ") + names[i];
    const size_t left = names.size() - i - 1;
    const std::string with_rest = left == 0 ? longer : longer + "   +" + std::to_string(left);
    if (i > 0 && canvas.text_width(FontRole::kSmall, with_rest) > room) {
      return fitting + "   +" + std::to_string(left + 1);
    }
    fitting = longer;
  }
  return fitting;
}

struct Look {
  Shape shape;
  Rgba tint;
};
Look look_of(OrgLine::Kind kind) {
  switch (kind) {
    case OrgLine::Kind::kRed:  // commended, in the colour of what is well
      return {Shape::kDisc, color::kGood};
    case OrgLine::Kind::kBlack:
      return {Shape::kSquare, kAttention};
    case OrgLine::Kind::kStars:
      return {Shape::kDiamond, color::kQuietText};
    case OrgLine::Kind::kScores:
      return {Shape::kRing, color::kQuietText};
  }
  return {Shape::kRing, color::kQuietText};
}

// All lines; else the stars as one line of counts; then what the requests say, which stands last, before the stars.
std::vector<const OrgLine*> lines_that_fit(const view_model::Organisations& organisations, size_t room) {
  std::vector<const OrgLine*> lines;
  const bool all = organisations.lines.size() <= room;
  bool stars_told = false;
  for (const OrgLine& line : organisations.lines) {
    if (line.kind == OrgLine::Kind::kStars && !all) {
      if (!stars_told) lines.push_back(&organisations.star_counts);
      stars_told = true;
    } else {
      lines.push_back(&line);
    }
  }
  while (lines.size() > std::max<size_t>(1, room)) lines.erase(lines.end() - 2);
  return lines;
}

}  // namespace

void draw_organisations(const Pens& pens, const render::RectPx& rect, const view_model::Organisations& organisations) {
  Canvas canvas(pens, "panel/organisations", rect);
  const CardArea area = draw_card(canvas, organisations.title, organisations.period, &organisations.age);
  const bool greyed = organisations.age.greyed;
  // The formula stands in one line, or in two at its last part.
  std::string_view formula = organisations.formula, sample;
  if (canvas.text_width(FontRole::kSmall, formula) > area.width()) {
    if (const size_t last = formula.rfind(" · "); last != std::string_view::npos) {
      sample = formula.substr(last + std::string_view(" · ").size());
      formula = formula.substr(0, last);
    }
  }
  const float formula_height = canvas.px(kFormulaPitch) * static_cast<float>(!formula.empty()) +
                               canvas.px(kFormulaPitch) * static_cast<float>(!sample.empty());
  const float height = area.height() + canvas.px(6) - formula_height;
  const auto room = static_cast<size_t>(std::max(0.0F, height / canvas.px(kLeastPitch)));
  const std::vector<const OrgLine*> lines = lines_that_fit(organisations, room);
  float label = 0;
  for (const OrgLine* line : lines) label = std::max(label, canvas.text_width(FontRole::kSmall, line->label));
  const float size = canvas.px(14);
  const float names_left = area.left + size + canvas.px(10) + label + canvas.px(18);
  const float pitch = std::min(canvas.px(kMostPitch), height / static_cast<float>(std::max<size_t>(1, lines.size())));
  for (size_t i = 0; i < lines.size(); ++i) {
    const OrgLine& line = *lines[i];
    const float baseline = std::round(area.top + pitch * (static_cast<float>(i) + 0.5F) + canvas.px(5));
    const Look look = look_of(line.kind);
    canvas.shape(look.shape, area.left + size / 2, canvas.middle_of_line(FontRole::kSmall, baseline), size,
                 greyed ? color::kStaleText : look.tint);
    canvas.text(FontRole::kSmall, area.left + size + canvas.px(10), baseline, quiet_color(greyed), line.label);
    canvas.text_fit(FontRole::kSmall, names_left, baseline, area.right - names_left, figure_color(greyed),
                    names_that_fit(canvas, line.names, area.right - names_left));
  }
  const float baseline = area.bottom - (sample.empty() ? 0 : canvas.px(kFormulaPitch));
  canvas.text_fit(FontRole::kSmall, area.left, baseline, area.width(), quiet_color(greyed), formula);
  canvas.text_fit(FontRole::kSmall, area.left, area.bottom, area.width(), quiet_color(greyed), sample);
}

}  // namespace gridwall::panel
