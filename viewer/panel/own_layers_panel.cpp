#include "viewer/panel/own_layers_panel.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace gridwall::panel {
using namespace block;
namespace {

constexpr float kSymbolSize = 12, kSymbolHalo = 3;
constexpr float kLeastStepPx = 2;      // a corner nearer to the last one is left out
constexpr float kAreaOpacity = 0.28F;  // the cells under an area stay readable

// Does a box that two corners span touch the picture of the map?
bool touches(const render::RectPx& rect, PointF a, PointF b) {
  return std::max(a.x, b.x) >= static_cast<float>(rect.x) && std::min(a.x, b.x) <= static_cast<float>(rect.right()) &&
         std::max(a.y, b.y) >= static_cast<float>(rect.y) && std::min(a.y, b.y) <= static_cast<float>(rect.bottom());
}

PointF px_of(const render::MapView& view, render::PointM at) {
  const render::PointPx px = view.px_from_world(at);
  return {px.x, px.y};
}

void draw_run(Canvas& canvas, const view_model::OwnLayer::Run& run, const render::MapView& view, Rgba tint,
              float width) {
  for (const std::vector<PointF>& part : seen_of(run, view)) canvas.polyline(part, tint, width);
}

}  // namespace

std::vector<std::vector<PointF>> seen_of(const view_model::OwnLayer::Run& run, const render::MapView& view) {
  std::vector<std::vector<PointF>> parts;
  const render::BoundsM& box = run.bounds;
  const PointF corner = px_of(view, {box.min_x, box.min_y}), opposite = px_of(view, {box.max_x, box.max_y});
  if (run.points.size() < 2 || !touches(view.rect_px, corner, opposite)) return parts;
  PointF last = px_of(view, run.points.front());
  bool drawing = false;
  for (size_t i = 1; i < run.points.size(); ++i) {
    const PointF px = px_of(view, run.points[i]);
    const bool far = std::abs(px.x - last.x) + std::abs(px.y - last.y) >= kLeastStepPx;
    if (!far && i + 1 < run.points.size()) continue;
    if (!touches(view.rect_px, last, px)) {
      drawing = false;
    } else {
      if (!drawing) parts.push_back({last});
      parts.back().push_back(px);
      drawing = true;
    }
    last = px;
  }
  return parts;
}

Shape shape_of(view_model::LayerSymbol symbol) {
  switch (symbol) {
    case view_model::LayerSymbol::kDisc:
      return Shape::kDisc;
    case view_model::LayerSymbol::kRing:
      return Shape::kRing;
    case view_model::LayerSymbol::kSquare:
      return Shape::kSquare;
    case view_model::LayerSymbol::kFrame:
      return Shape::kFrame;
    case view_model::LayerSymbol::kTriangle:
      return Shape::kTriangleUp;
    case view_model::LayerSymbol::kDiamond:
      return Shape::kDiamond;
  }
  return Shape::kDisc;
}

void draw_own_layer(const Pens& pens, const char* window, const render::MapView& view,
                    const view_model::OwnLayer& layer) {
  Canvas canvas(pens, window, view.rect_px);
  const auto opacity = static_cast<float>(layer.opacity);
  const Rgba tint = app::rgba(layer.rgb, opacity), soft = app::rgba(layer.rgb, opacity * kAreaOpacity);
  for (size_t i = 0; i + 2 < layer.triangles.size(); i += 3) {
    canvas.triangle(px_of(view, layer.triangles[i]), px_of(view, layer.triangles[i + 1]),
                    px_of(view, layer.triangles[i + 2]), soft);
  }
  const float width = canvas.px(static_cast<float>(layer.width) * 2) / 2;
  for (const view_model::OwnLayer::Run& border : layer.borders) draw_run(canvas, border, view, tint, width);
  for (const view_model::OwnLayer::Run& line : layer.lines) draw_run(canvas, line, view, tint, width);
  const float size = canvas.px(kSymbolSize);
  for (const view_model::OwnLayer::Spot& spot : layer.spots) {
    const render::PointPx px = view.px_from_world(spot.at);
    const bool inside =
        px.x >= canvas.left() && px.x <= canvas.right() && px.y >= canvas.top() && px.y <= canvas.bottom();
    if (!inside) continue;
    const Shape shape = shape_of(layer.symbol);
    canvas.shape(shape, px.x, px.y, size + canvas.px(kSymbolHalo), app::with_alpha(color::kHalo, opacity * 0.9F));
    canvas.shape(shape, px.x, px.y, size, tint);
  }
}

}  // namespace gridwall::panel
