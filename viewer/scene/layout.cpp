#include "viewer/scene/layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "viewer/tile/tile.h"

namespace gridwall::scene {
namespace {

// Where each track begins and ends, gaps between them, in whole pixels.
std::vector<std::array<int, 2>> tracks(const std::vector<double>& shares, int from, int to, int gap) {
  const double total = std::accumulate(shares.begin(), shares.end(), 0.0);
  const double room = to - from - gap * (static_cast<double>(shares.size()) - 1);
  std::vector<std::array<int, 2>> result;
  double before = 0;
  for (size_t i = 0; i < shares.size(); ++i) {
    const double offset = from + gap * static_cast<double>(i);
    const auto begin = static_cast<int>(std::lround(offset + room * before / total));
    before += shares[i];
    result.push_back({begin, static_cast<int>(std::lround(offset + room * before / total))});
  }
  return result;
}

// Takes the place of `gone` into `heir` when together they are a rectangle on one screen.
bool inherit(const Layout& layout, PanelPlace& heir, const PanelPlace& gone, bool from_above, bool across) {
  if (across) {
    if (heir.row != gone.row || heir.rows != gone.rows) return false;
    if (screen_of(layout, heir.column) != screen_of(layout, gone.column)) return false;
    if (from_above ? heir.column + heir.columns != gone.column : gone.column + gone.columns != heir.column)
      return false;
    heir.column = std::min(heir.column, gone.column);
    heir.columns += gone.columns;
  } else {
    if (heir.column != gone.column || heir.columns != gone.columns) return false;
    if (from_above ? heir.row + heir.rows != gone.row : gone.row + gone.rows != heir.row) return false;
    heir.row = std::min(heir.row, gone.row);
    heir.rows += gone.rows;
  }
  return true;
}

bool leave_place(Layout& layout, const PanelPlace& gone) {
  for (const bool across : {false, true}) {
    for (const bool from_above : {true, false}) {
      for (PanelPlace& heir : layout.panels) {
        if (inherit(layout, heir, gone, from_above, across)) return true;
      }
    }
  }
  return false;
}

// The screens that a layout covers, side by side and equally wide.
class Screens {
 public:
  Screens(const Layout& layout, render::SizePx size) : layout_(layout), size_(size) {}
  size_t count() const { return std::max<size_t>(1, layout_.columns_of_screen.size()); }
  // Also of the one behind the last: where the picture ends.
  int left(size_t screen) const { return static_cast<int>(static_cast<size_t>(size_.w) * screen / count()); }
  render::RectPx rect(size_t screen) const { return {left(screen), 0, left(screen + 1) - left(screen), size_.h}; }
  std::vector<double> shares(size_t screen) const {
    std::vector<double> own;
    for (size_t column = 0; column < layout_.column_shares.size(); ++column) {
      if (screen_of(layout_, static_cast<int>(column)) == screen) own.push_back(layout_.column_shares[column]);
    }
    return own;
  }

 private:
  const Layout& layout_;
  render::SizePx size_;
};

// The title stands across all screens, its parts at both ends; the way down on the first one; what serves time and desk
// on the last. In portrait there are more lines of them.
PlacedPanels place_bars(const Screens& screens, const app::Metrics& metrics, render::SizePx size, bool with_time,
                        bool with_desk) {
  const bool portrait = app::shape_of(size) == app::PictureShape::kPortrait;
  const auto bar = static_cast<int>(metrics.bar_height()) * (portrait ? 2 : 1);
  const auto nav = static_cast<int>(metrics.nav_height());
  const int time = with_time ? static_cast<int>(metrics.time_strip_height()) : 0;
  const int desk = with_desk ? static_cast<int>(metrics.desk_height()) * (portrait ? 2 : 1) : 0;
  const render::RectPx first = screens.rect(0), last = screens.rect(screens.count() - 1);
  PlacedPanels placed;
  placed.title_bar = {0, 0, size.w, bar};
  placed.nav_bar = {first.x, bar, first.w, nav};
  placed.desk_bar = {last.x, size.h - desk, last.w, desk};
  placed.time_strip = {last.x, size.h - desk - time, last.w, time};
  if (!with_time) return placed;
  if (portrait || screens.count() > 1) {
    placed.time_controls = {last.x, portrait ? bar + nav : bar, last.w, nav};
    placed.controls_inset = static_cast<int>(metrics.gap());
  } else {  // beside the way down
    const int controls = size.w * 58 / 100;
    placed.time_controls = {size.w - controls, bar, controls, nav};
    placed.nav_bar.w -= controls;
  }
  return placed;
}

render::RectPx stage_of(const Layout& layout, const Screens& screens) {
  for (const PanelPlace& panel : layout.panels) {
    if (panel.tile == tile::kMap) return screens.rect(screen_of(layout, panel.column));
  }
  return screens.rect(screens.count() / 2);
}

}  // namespace

Layout without(const Layout& layout, const std::vector<bool>& absent) {
  Layout left = layout;
  std::vector<PanelPlace> gone;
  left.panels.clear();
  for (size_t i = 0; i < layout.panels.size(); ++i) (absent[i] ? gone : left.panels).push_back(layout.panels[i]);
  // One may fit only after its neighbour's place has been taken.
  for (bool moved = true; moved && !gone.empty();) {
    const size_t before = gone.size();
    std::erase_if(gone, [&](const PanelPlace& panel) { return leave_place(left, panel); });
    moved = gone.size() < before;
  }
  return left;
}

size_t screen_of(const Layout& layout, int column) {
  size_t screen = 0;
  int beyond = layout.columns_of_screen.empty() ? 0 : layout.columns_of_screen.front();
  while (screen + 1 < layout.columns_of_screen.size() && column >= beyond) {
    beyond += layout.columns_of_screen[++screen];
  }
  return screen;
}

PlacedPanels place_panels(const Layout& layout, const app::Metrics& metrics, render::SizePx size, bool with_time,
                          bool with_desk) {
  const Screens screens(layout, size);
  PlacedPanels placed = place_bars(screens, metrics, size, with_time, with_desk);
  placed.stage = stage_of(layout, screens);
  const auto gap = static_cast<int>(metrics.gap());
  std::vector<std::array<int, 2>> columns;
  for (size_t screen = 0; screen < screens.count(); ++screen) {
    const auto own = tracks(screens.shares(screen), screens.left(screen) + gap, screens.left(screen + 1) - gap, gap);
    columns.insert(columns.end(), own.begin(), own.end());
  }
  for (const PanelPlace& panel : layout.panels) {
    const size_t screen = screen_of(layout, panel.column);
    const bool first = screen == 0, last = screen + 1 == screens.count();
    int top = placed.title_bar.bottom(), bottom = size.h;
    if (first) top = placed.nav_bar.bottom();
    if (last && with_time) top = std::max(top, placed.time_controls.bottom());
    if (last) bottom = placed.time_strip.y;
    const auto rows = tracks(layout.row_shares, top + gap, bottom - gap, gap);
    const int left = columns[static_cast<size_t>(panel.column)][0];
    const int right = columns[static_cast<size_t>(panel.column + panel.columns - 1)][1];
    const int high = rows[static_cast<size_t>(panel.row)][0];
    const int low = rows[static_cast<size_t>(panel.row + panel.rows - 1)][1];
    placed.panels.push_back({left, high, std::max(0, right - left), std::max(0, low - high)});
  }
  return placed;
}

void share_free_room(const Layout& layout, const app::Metrics& metrics, const std::vector<PanelWish>& wishes,
                     PlacedPanels& placed) {
  constexpr float kStep = 34, kLeastShare = 0.45F;  // a row; what a panel keeps of its height
  const auto step = static_cast<int>(metrics.px(kStep));
  const auto steps = [&](float px) { return static_cast<int>(std::max(0.0F, px)) / std::max(1, step) * step; };
  for (size_t grower = 0; grower < layout.panels.size(); ++grower) {
    if (!wishes[grower].grows) continue;
    const PanelPlace& place = layout.panels[grower];
    for (size_t giver = 0; giver < layout.panels.size(); ++giver) {
      const PanelPlace& other = layout.panels[giver];
      const bool below = other.row == place.row + place.rows, above = other.row + other.rows == place.row;
      if (other.column != place.column || other.columns != place.columns || (!below && !above)) continue;
      if (wishes[giver].height_px <= 0 || wishes[giver].grows) continue;
      render::RectPx& to = placed.panels[grower];
      render::RectPx& from = placed.panels[giver];
      const auto height = static_cast<float>(from.h);
      const float keeps = std::max(wishes[giver].height_px + metrics.px(kStep), height * kLeastShare);
      const float lacks = wishes[grower].height_px - static_cast<float>(to.h) + metrics.px(kStep);
      const int moved = std::min(steps(height - keeps), steps(lacks));
      if (moved <= 0) continue;
      to.h += moved;
      from.h -= moved;
      (below ? from : to).y += below ? moved : -moved;
    }
  }
}

}  // namespace gridwall::scene
