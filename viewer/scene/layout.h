// Which panels of each scene stand where: a grid of columns and rows, in shares of the room below the bars, for each
// shape of picture; and which scenes take turns. Read from config/wall.toml. Plain values, any thread.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "ingest/event/result.h"
#include "viewer/app/picture_shape.h"
#include "viewer/app/theme.h"
#include "viewer/render/rect.h"
#include "viewer/view_model/navigation.h"

namespace gridwall::scene {

struct PanelPlace {
  size_t tile = 0;  // of tile::kinds()
  int column = 0, row = 0;
  int columns = 1, rows = 1;  // how many it covers
};

struct Layout {
  std::vector<double> column_shares;
  std::vector<double> row_shares;
  std::vector<PanelPlace> panels;        // a tile stands at most once; none covers another or stands on two screens
  std::vector<int> columns_of_screen{};  // from left to right; empty: all stand on one
};

// On which screen a column stands, counted from the left.
size_t screen_of(const Layout& layout, int column);

struct Layouts {
  // By Scene and PictureShape; those of another shape than the standard may be empty.
  std::array<std::array<Layout, app::kPictureShapeCount>, view_model::kSceneCount> scenes;
  std::vector<view_model::Scene> rotation;  // fewer than two: the wall stays where it is
  double rotation_s = 60;                   // how long each stands
  const Layout& of(view_model::Scene scene, app::PictureShape shape = app::PictureShape::kStandard) const {
    const auto& layouts = scenes[static_cast<size_t>(scene)];
    const Layout& own = layouts[static_cast<size_t>(shape)];
    return own.panels.empty() ? layouts.front() : own;
  }
};

// Every scene must be there. Errors name the file, the line and the key, and say what is allowed.
Result<Layouts> parse_layouts(std::string_view toml, std::string_view file_name);

// The layout without the panels whose subject is not there, `absent` by panel; the place of each goes to the panel
// above it of the same width, else the one below, else to the left or right of the same height.
Layout without(const Layout& layout, const std::vector<bool>& absent);

struct PlacedPanels {
  render::RectPx title_bar, nav_bar;
  render::RectPx time_controls, time_strip;  // empty without a replay
  int controls_inset = 0;                    // of their first button, where they begin at the edge of a screen
  render::RectPx desk_bar;                   // empty where nobody may act
  render::RectPx stage;                // the screen with the map, or the middle one: forms and notices stand on it
  std::vector<render::RectPx> panels;  // as the layout's
};
// How high a panel would like to be; 0: as high as it stands.
struct PanelWish {
  float height_px = 0;
  bool grows = false;
};
// Moves the borders between panels of one column: one that grows takes what others of the column do not need. In steps,
// so that a row more or less moves nothing else.
void share_free_room(const Layout& layout, const app::Metrics& metrics, const std::vector<PanelWish>& wishes,
                     PlacedPanels& placed);
PlacedPanels place_panels(const Layout& layout, const app::Metrics& metrics, render::SizePx screen,
                          bool with_time = false, bool with_desk = false);

}  // namespace gridwall::scene
