// Draws the map. For each view two layers are kept: the cell of each pixel, and the outlines over it. The picture is
// made from them and from one colour per cell in a texture buffer, so that a changed cell redraws only its own pixels,
// and the result is the same however few pixels are drawn. UI thread, with a context current. Must not know the county,
// figures or time.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "ingest/event/result.h"
#include "viewer/render/color_map.h"
#include "viewer/render/damage.h"
#include "viewer/render/map_geometry.h"
#include "viewer/render/map_index.h"

namespace gridwall::render {

class ShaderLibrary;

// Level in the low byte (0 to 63, or kNoData), flags above.
using CellStyle = std::uint16_t;
inline constexpr CellStyle kNoData = 0x00FF;        // hatched, so that it does not look like a low value
inline constexpr CellStyle kCellSelected = 0x0100;  // lightened
inline constexpr CellStyle kCellOutside = 0x0200;   // outside the chosen area: almost the colour of the ground
inline constexpr CellStyle kCellStale = 0x0400;     // its data is late: grey, but levels still differ

struct LineStyle {
  std::uint32_t rgba = 0xFFFFFFFF;
  float width_px = 0;       // 0: not drawn
  float hide_below_px = 0;  // lines fade out when a typical cell is smaller than this; 0: never
  friend bool operator==(const LineStyle&, const LineStyle&) = default;
};

class MapRenderer {
 public:
  // kInvalidArgument when indices of `geometry` do not fit together; kInvalidConfig from shaders.
  static Result<std::unique_ptr<MapRenderer>> create(ShaderLibrary& shaders, const MapGeometry& geometry);
  ~MapRenderer();

  // A changed view redraws both layers at the next draw.
  void set_view(const MapView& view);
  const MapView& view() const { return view_; }

  // styles[i] for cells[i]; uploads and redraws only those that differ. Unknown cells are ignored.
  void set_styles(std::span<const std::uint32_t> cells, std::span<const CellStyle> styles);
  void set_all_styles(std::span<const CellStyle> styles);
  CellStyle style(std::uint32_t cell) const { return styles_[cell]; }

  void set_color_map(const std::array<std::uint32_t, kLevelCount>& colors);
  void set_ground(std::uint32_t rgba, std::uint32_t no_data_rgba);
  void set_line_style(LineRank rank, const LineStyle& style);

  // The cell under a pixel of the picture; on the CPU, nothing is read back.
  std::optional<std::uint32_t> cell_at(PointPx px) const;
  std::optional<std::uint32_t> cell_at(PointM at) const { return index_.cell_at(at); }
  std::uint32_t cell_count() const { return static_cast<std::uint32_t>(styles_.size()); }

  // For RetainedPicture. take_damage adds what must be drawn again since the last call; prepare brings layers and
  // styles up to date (it binds framebuffers of its own); draw fills `rects` of the bound picture.
  void take_damage(DamageGrid& damage);
  Status prepare();
  void draw(std::span<const RectPx> rects, SizePx picture);

  std::size_t uploaded_cells() const { return uploaded_cells_; }  // since the start, for benchmarks

 private:
  MapRenderer() = default;
  struct Gl;
  void draw_layers();
  void upload_colors();
  std::uint32_t color_of(CellStyle style) const;
  RectPx cell_rect_px(std::uint32_t cell) const;

  std::unique_ptr<Gl> gl_;
  MapIndex index_;
  MapView view_;
  float typical_cell_m_ = 1;
  std::vector<CellStyle> styles_;
  std::vector<std::uint32_t> changed_;
  std::vector<std::uint8_t> is_changed_;
  std::array<LineStyle, kLineRankCount> line_styles_;
  std::uint32_t ground_rgba_ = 0xFF1B100A;
  std::uint32_t no_data_rgba_ = 0xFF33241A;
  bool layers_stale_ = true;
  bool all_stale_ = true;
  bool colors_stale_ = true;
  std::array<std::uint32_t, kLevelCount> colors_{};
  std::vector<std::uint32_t> cell_colors_;  // as uploaded: the ground, then one a cell; no alpha for "no data"
  std::size_t uploaded_cells_ = 0;
};

}  // namespace gridwall::render
