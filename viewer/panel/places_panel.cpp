#include "viewer/panel/places_panel.h"

#include <algorithm>
#include <cmath>

#include "viewer/block/card.h"
#include "viewer/panel/freshness_look.h"
#include "viewer/view_model/format.h"

namespace gridwall::panel {
using namespace block;
namespace {

using view_model::PlaceRow;

constexpr float kPitch = 46, kLargePitch = 38, kUnderPitch = 37, kLeastPitch = 29;
constexpr float kHead = 50, kCaption = 26, kWorstHead = 44, kFoot = 14;  // of the card, and within it
constexpr float kDetailHead = 100, kDetailPitch = 64;
constexpr size_t kMostCampaigns = 3;
constexpr float kCampaignHeight = 62;

// Right edges of the columns, and the bar between the names and them.
struct Columns {
  FontRole role;  // of the names
  float name, bar, bar_end, change, covered, overdue, never;
  bool with_never;  // a column of nothing but zeros is room for the bars
};

Columns columns_of(Canvas& canvas, const CardArea& area, const view_model::PlacesTile& places, bool large) {
  float name = 0, large_name = 0, covered = canvas.text_width(FontRole::kSmall, places.covered_caption);
  float overdue = canvas.text_width(FontRole::kSmall, places.overdue_caption);
  float never = canvas.text_width(FontRole::kSmall, places.never_caption);
  float change = 0;
  bool any_never = false;
  for (const auto* rows : {&places.rows, &places.worst}) {
    for (const PlaceRow& row : *rows) {
      name = std::max(name, canvas.text_width(FontRole::kSmall, row.name));
      large_name = std::max(large_name, canvas.text_width(FontRole::kBody, row.name));
      covered = std::max(covered, canvas.text_width(FontRole::kSmall, row.covered));
      change = std::max(change, change_width(canvas, FontRole::kSmallBold, row.change));
      overdue = std::max(overdue, canvas.text_width(FontRole::kSmallBold, row.overdue));
      never = std::max(never, canvas.text_width(FontRole::kSmallBold, row.never));
      any_never = any_never || !row.never.empty();
    }
  }
  const float gap = canvas.px(11);
  Columns columns{};
  columns.with_never = any_never;
  columns.never = area.right;
  columns.overdue = any_never ? columns.never - std::ceil(never) - gap : area.right;
  columns.covered = columns.overdue - std::ceil(overdue) - gap;
  columns.change = columns.covered - std::ceil(covered) - gap;
  columns.bar_end = change > 0 ? columns.change - std::ceil(change) - gap : columns.change;
  // A name is not cut for the bar's sake: the shares are told in figures, too.
  const float room = columns.bar_end - area.left;
  columns.role = large && large_name + gap + canvas.px(60) <= room ? FontRole::kBody : FontRole::kSmall;
  columns.name = std::min(columns.role == FontRole::kBody ? large_name : name, room);
  columns.bar = area.left + columns.name + gap;
  return columns;
}

void draw_area_row(Canvas& canvas, const CardArea& area, const Columns& columns, float baseline, float pitch,
                   const PlaceRow& row, bool greyed) {
  canvas.text_fit(columns.role, area.left, baseline, columns.name, figure_color(greyed), row.name);
  if (columns.bar_end - columns.bar >= canvas.px(44)) {
    const float bar = canvas.px(10), top = canvas.middle_of_line(FontRole::kSmall, baseline) - bar / 2;
    draw_freshness_bar(canvas, columns.bar, columns.bar_end, top, bar, row.shares, greyed);
  } else if (pitch >= canvas.px(kUnderPitch)) {  // long names: it lies under the row
    draw_freshness_bar(canvas, area.left, area.right, baseline + canvas.px(8), canvas.px(4), row.shares, greyed);
  }
  draw_change_before(canvas, FontRole::kSmallBold, columns.change, baseline, row.change, greyed);
  canvas.text(FontRole::kSmall, columns.covered, baseline, figure_color(greyed), row.covered, Align::kRight);
  const auto count = [&](float right, const std::string& text, Rgba tint) {
    const bool any = !text.empty();
    canvas.text(any ? FontRole::kSmallBold : FontRole::kSmall, right, baseline,
                greyed || !any ? color::kStaleText : tint, any ? std::string_view(text) : "0", Align::kRight);
  };
  count(columns.overdue, row.overdue, look_of(Freshness::kOverdue).color);
  if (columns.with_never) count(columns.never, row.never, color::kText);
}

void draw_grid_row(Canvas& canvas, const CardArea& area, FontRole role, float baseline, const PlaceRow& row,
                   bool greyed) {
  const FreshnessLook& look = look_of(row.freshness);
  const float size = canvas.px(14);
  canvas.shape(look.shape, area.left + size / 2, canvas.middle_of_line(FontRole::kSmall, baseline), size,
               greyed ? color::kStaleText : look.color);
  const float used =
      canvas.text(FontRole::kSmall, area.right, baseline, figure_color(greyed), row.last_visit, Align::kRight);
  const float state_right = area.right - std::max(used, canvas.px(96)) - canvas.px(14);
  const float state =
      canvas.text(FontRole::kSmall, state_right, baseline, quiet_color(greyed), row.state, Align::kRight);
  const float left = area.left + size + canvas.px(10);
  canvas.text_fit(role, left, baseline, state_right - state - canvas.px(12) - left, figure_color(greyed), row.name);
}

// Rows from `top` down, no more than fit; the y below the last.
float draw_rows(Canvas& canvas, const CardArea& area, const Columns& columns, float top, float pitch,
                std::span<const PlaceRow> rows, bool greyed) {
  for (size_t i = 0; i < rows.size(); ++i) {
    const float row_top = std::round(top + pitch * static_cast<float>(i));
    const float baseline = std::round(row_top + pitch / 2 + canvas.px(7));
    if (rows[i].is_grid) {
      draw_grid_row(canvas, area, pitch >= canvas.px(kLargePitch) ? FontRole::kBody : FontRole::kSmall, baseline,
                    rows[i], greyed);
    } else {
      draw_area_row(canvas, area, columns, baseline, pitch, rows[i], greyed);
    }
    canvas.hit(area.left, row_top, area.width(), pitch, view_model::GoTo{rows[i].place});
  }
  return top + pitch * static_cast<float>(rows.size());
}

void draw_captions(Canvas& canvas, const Columns& columns, const CardArea& area, const view_model::PlacesTile& places,
                   float baseline) {
  const bool areas = !places.rows.empty() && !places.rows.front().is_grid;
  if (!areas) {
    canvas.text(FontRole::kSmall, area.right, baseline, color::kQuietText, places.last_visit_caption, Align::kRight);
    return;
  }
  canvas.text(FontRole::kSmall, columns.covered, baseline, color::kQuietText, places.covered_caption, Align::kRight);
  canvas.text(FontRole::kSmall, columns.overdue, baseline, color::kQuietText, places.overdue_caption, Align::kRight);
  if (columns.with_never) {
    canvas.text(FontRole::kSmall, columns.never, baseline, color::kQuietText, places.never_caption, Align::kRight);
  }
}

// A campaign a pair of lines: its name with the estates it has reached, and who was visited. Gives the room left above.
render::RectPx draw_campaigns(const Pens& pens, const render::RectPx& rect,
                              const view_model::CampaignsTile& campaigns) {
  if (campaigns.rows.empty()) return rect;
  const auto px = [&](float at_1080) { return static_cast<int>(pens.metrics.px(at_1080)); };
  const size_t shown = std::min(campaigns.rows.size(), kMostCampaigns);
  const bool cut = campaigns.rows.size() > shown;
  render::RectPx above = rect, below = rect;
  below.h = px(64) + static_cast<int>(shown) * px(kCampaignHeight) + (cut ? px(26) : 0);
  above.h = rect.h - below.h - static_cast<int>(pens.metrics.gap());
  below.y = rect.bottom() - below.h;
  Canvas canvas(pens, "panel/campaigns", below);
  const CardArea area = draw_card(canvas, campaigns.title, campaigns.window);
  float y = area.top;
  for (size_t i = 0; i < shown; ++i, y += canvas.px(kCampaignHeight)) {
    const auto& row = campaigns.rows[i];
    const float first = std::round(y + canvas.px(20)), second = first + canvas.px(29);
    const float used = canvas.text(FontRole::kBodyBold, area.right, first, color::kText, row.households, Align::kRight);
    canvas.text_fit(FontRole::kBody, area.left, first, area.width() - used - canvas.px(14), color::kText, row.name);
    const std::string rest = row.people + " · " + row.times;
    const float people = canvas.text(FontRole::kSmall, area.right, second, color::kQuietText, rest, Align::kRight);
    canvas.text_fit(FontRole::kSmall, area.left, second, area.width() - people - canvas.px(14), color::kQuietText,
                    row.estates);
  }
  if (cut) {
    canvas.text(
        FontRole::kSmall, area.left, y + canvas.px(16), color::kQuietText,
        view_model::fill(campaigns.more,
                         {{"n", view_model::format_count(static_cast<int64_t>(campaigns.rows.size() - shown))}}));
  }
  return above;
}

}  // namespace

namespace {

// How many rows stand in the card, how far apart, and how high that makes it: no higher than what it holds.
struct Plan {
  size_t rows = 0, worst = 0;
  bool cut = false;  // a line says how many more there are
  float pitch = 0, height = 0;
};

Plan plan_of(const app::Metrics& m, float height, const view_model::PlacesTile& places) {
  const float high = height - m.px(kHead) - m.px(kCaption) - m.px(kFoot);
  Plan plan;
  plan.rows = places.rows.size();
  float lines = static_cast<float>(std::max<size_t>(1, plan.rows));
  if (high / lines < m.px(kLeastPitch) || places.places > plan.rows) {
    const auto fitting =
        std::min(static_cast<size_t>(std::max(1.0F, high / m.px(kLeastPitch))), places.rows.size() + 1);
    plan.rows = fitting - 1;
    plan.cut = true;
    lines = static_cast<float>(fitting);
  } else if (!places.worst.empty()) {
    const float left = (high - m.px(kWorstHead)) / m.px(kLargePitch) - lines;
    if (left >= 3) plan.worst = std::min(places.worst.size(), static_cast<size_t>(left));
  }
  const float head = plan.worst > 0 ? m.px(kWorstHead) : 0;
  lines += static_cast<float>(plan.worst);
  plan.pitch = std::min((high - head) / lines, m.px(kPitch));
  plan.height = std::ceil(m.px(kHead) + m.px(kCaption) + m.px(kFoot) + head + plan.pitch * lines);
  return plan;
}

}  // namespace

void draw_places(const Pens& pens, const render::RectPx& rect, const view_model::PlacesTile& places,
                 const view_model::CampaignsTile& campaigns) {
  render::RectPx room = draw_campaigns(pens, rect, campaigns);
  const Plan plan = plan_of(pens.metrics, static_cast<float>(room.h), places);
  room.h = std::min(room.h, static_cast<int>(plan.height));
  Canvas canvas(pens, "panel/places", room);
  const CardArea area = draw_card(canvas, places.title, places.order, &places.age);
  const bool greyed = places.age.greyed;
  const Columns columns = columns_of(canvas, area, places, plan.pitch >= canvas.px(kLargePitch));
  draw_captions(canvas, columns, area, places, area.top + canvas.px(17));
  const float below = draw_rows(canvas, area, columns, area.top + canvas.px(kCaption), plan.pitch,
                                std::span<const PlaceRow>(places.rows).first(plan.rows), greyed);
  if (plan.cut) {
    canvas.text(FontRole::kSmall, area.left, std::round(below + plan.pitch / 2 + canvas.px(7)), color::kQuietText,
                view_model::fill(places.more,
                                 {{"n", view_model::format_count(static_cast<int64_t>(places.places - plan.rows))}}));
  }
  if (plan.worst == 0) return;
  canvas.fill(area.left, below + canvas.px(6), area.width(), canvas.metrics().hairline(), color::kRule);
  canvas.text_fit(FontRole::kSmallBold, area.left, below + canvas.px(kWorstHead - 8), area.width(),
                  figure_color(greyed), places.worst_title);
  draw_rows(canvas, area, columns, below + canvas.px(kWorstHead), plan.pitch,
            std::span<const PlaceRow>(places.worst).first(plan.worst), greyed);
}

void draw_grid_detail(const Pens& pens, const render::RectPx& rect, const view_model::GridDetail& grid,
                      const view_model::CampaignsTile& campaigns) {
  render::RectPx room = draw_campaigns(pens, rect, campaigns);
  const auto rows = static_cast<float>(std::max<size_t>(1, grid.rows.size()));
  const float head = pens.metrics.px(kHead + kDetailHead), foot = pens.metrics.px(kFoot);
  const float pitch = std::min((static_cast<float>(room.h) - head - foot) / rows, pens.metrics.px(kDetailPitch));
  room.h = std::min(room.h, static_cast<int>(std::ceil(head + foot + pitch * rows)));
  Canvas canvas(pens, "panel/places", room);
  const CardArea area = draw_card(canvas, grid.title, grid.level, &grid.age);
  const bool greyed = grid.age.greyed;
  const FreshnessLook& look = look_of(grid.freshness);
  const float baseline = area.top + canvas.px(46);
  const float size = canvas.px(22);
  const Rgba tint = greyed ? color::kStaleText : look.color;
  canvas.shape(look.shape, area.left + size / 2, canvas.middle_of_line(FontRole::kSecond, baseline), size, tint);
  const float x = area.left + size + canvas.px(12);
  const std::string_view last = grid.last_visit.empty() ? std::string_view(grid.state) : grid.last_visit;
  const float used = canvas.text_fit(FontRole::kSecond, x, baseline, area.right - x, figure_color(greyed), last);
  if (!grid.last_visit.empty()) {
    canvas.text_fit(FontRole::kBody, x + used + canvas.px(16), baseline, area.right - x - used - canvas.px(16),
                    quiet_color(greyed), grid.state);
  }
  canvas.text_fit(FontRole::kSmall, area.left, baseline + canvas.px(32), area.width(), quiet_color(greyed),
                  grid.last_visit_caption);
  const float top = area.top + canvas.px(kDetailHead);
  for (size_t i = 0; i < grid.rows.size(); ++i) {
    const auto& row = grid.rows[i];
    const float row_top = std::round(top + pitch * static_cast<float>(i));
    canvas.fill(area.left, row_top, area.width(), canvas.metrics().hairline(), color::kRule);
    const float line = std::round(row_top + pitch / 2 + canvas.px(9));
    const Rgba value = greyed          ? color::kStaleText
                       : row.attention ? kAttention
                       : row.known     ? color::kText
                                       : color::kQuietText;
    const float label = canvas.text(FontRole::kSmall, area.left, line, quiet_color(greyed), row.label);
    const float value_room = area.width() - label - canvas.px(44);
    constexpr FontRole kRoles[] = {FontRole::kBodyBold, FontRole::kSmallBold};
    const FontRole role = canvas.role_that_fits(kRoles, row.value, value_room);
    const float wide = canvas.text_fit(role, area.right, line, value_room, value, row.value, Align::kRight);
    if (!row.attention) continue;
    const float mark = canvas.px(16);
    canvas.shape(Shape::kTriangleUp, area.right - wide - canvas.px(8) - mark / 2, canvas.middle_of_line(role, line),
                 mark, value);
  }
}

}  // namespace gridwall::panel
