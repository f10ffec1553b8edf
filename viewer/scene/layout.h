// Which panels of each scene stand where: a grid of columns and rows, in shares of the room below the bars; and which
// scenes take turns. Read from config/wall.toml; the default is that same file, compiled in. Plain values, any thread.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "ingest/event/result.h"
#include "viewer/app/theme.h"
#include "viewer/render/rect.h"
#include "viewer/view_model/navigation.h"

namespace gridwall::scene {

enum class PanelKind : uint8_t {
  kMap,
  kRates,
  kPipeline,
  kTiers,
  kTeams,
  kAlarms,
  kTicker,
  kStrip,
  kCoverage,
  kVisits,
  kShifts,
  kFindings,
  kPlaces
};
inline constexpr int kPanelKindCount = 13;
std::string_view panel_kind_name(PanelKind kind);  // "map", ...: as in wall.toml
std::optional<PanelKind> panel_kind_from_name(std::string_view name);

struct PanelPlace {
  PanelKind kind{};
  int column = 0, row = 0;
  int columns = 1, rows = 1;  // how many it covers
};

struct Layout {
  std::vector<double> column_shares;
  std::vector<double> row_shares;
  std::vector<PanelPlace> panels;  // a kind stands at most once; none covers another
};

struct Layouts {
  std::array<Layout, view_model::kSceneCount> scenes;  // by Scene
  std::vector<view_model::Scene> rotation;             // fewer than two: the wall stays where it is
  double rotation_s = 60;                              // how long each stands
  const Layout& of(view_model::Scene scene) const { return scenes[static_cast<size_t>(scene)]; }
};

// Every scene must be there. Errors name the file, the line and the key, and say what is allowed.
Result<Layouts> parse_layouts(std::string_view toml, std::string_view file_name);
Result<Layouts> builtin_layouts();

struct PlacedPanels {
  render::RectPx title_bar, nav_bar;
  std::array<std::optional<render::RectPx>, kPanelKindCount> panels;  // by PanelKind
  const std::optional<render::RectPx>& at(PanelKind kind) const { return panels[static_cast<size_t>(kind)]; }
};
PlacedPanels place_panels(const Layout& layout, const app::Metrics& metrics, render::SizePx screen);

}  // namespace gridwall::scene
