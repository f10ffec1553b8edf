#include "viewer/block/canvas.h"

#include <algorithm>
#include <cmath>

#include <imgui.h>

namespace gridwall::block {
namespace {

constexpr ImGuiWindowFlags kWindowFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                                          ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                          ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoNav |
                                          ImGuiWindowFlags_NoFocusOnAppearing;

}  // namespace

Canvas::Canvas(const Pens& pens, const char* name, const render::RectPx& rect)
    : fonts_(pens.fonts),
      metrics_(pens.metrics),
      left_(static_cast<float>(rect.x)),
      top_(static_cast<float>(rect.y)),
      width_(static_cast<float>(rect.w)),
      height_(static_cast<float>(rect.h)),
      hits_(pens.hits),
      writings_(pens.writings),
      name_(name) {
  ImGui::SetNextWindowPos(ImVec2(left_, top_));
  ImGui::SetNextWindowSize(ImVec2(width_, height_));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::Begin(name, nullptr, kWindowFlags);
  ImGui::PopStyleVar();
  list_ = ImGui::GetWindowDrawList();
}

Canvas::~Canvas() {
  ImGui::End();
}

float Canvas::text(FontRole role, float x, float y, Rgba color, std::string_view text, Align align) {
  if (text.empty()) return 0;
  const float width = text_width(role, text);
  if (align == Align::kRight) x -= width;
  if (align == Align::kCenter) x -= width / 2;
  fonts_.draw_text(*list_, role, x, y - fonts_.ascent_px(role), color, text);
  if (writings_ != nullptr) write_down(role, x, y, text, width);
  return width;
}

void Canvas::write_down(FontRole role, float x, float y, std::string_view text, float width) {
  const render::RectPx within{static_cast<int>(left_), static_cast<int>(top_), static_cast<int>(width_),
                              static_cast<int>(height_)};
  writings_->push_back({.window = name_,
                        .text = std::string(text),
                        .within = within,
                        .left = x,
                        .right = x + width,
                        .top = y - fonts_.size_px(role) * 0.72F,
                        .bottom = y});
}

float Canvas::text_fit(FontRole role, float x, float y, float width, Rgba color, std::string_view text, Align align) {
  if (width <= 0 || text.empty()) return 0;
  const std::string fitting = fonts_.fit_text(role, text, width);
  if (fitting == "…") return 0;  // alone it says nothing
  const float drawn = this->text(role, x, y, color, fitting, align);
  if (writings_ != nullptr && fitting != text && !fitting.empty()) {
    writings_->back().whole_width = text_width(role, text);
  }
  return drawn;
}

float Canvas::text_with_halo(FontRole role, float x, float y, Rgba color, std::string_view text) {
  fonts_.draw_text_with_halo(*list_, role, x, y - fonts_.ascent_px(role), color, text);
  return text_width(role, text);
}

float Canvas::text_width(FontRole role, std::string_view text) {
  return text.empty() ? 0 : fonts_.text_size(role, text).width_px;  // an empty one may point nowhere
}

FontRole Canvas::role_that_fits(std::span<const FontRole> roles, std::string_view text, float width) {
  const auto fits =
      std::find_if(roles.begin(), roles.end(), [&](FontRole role) { return text_width(role, text) <= width; });
  return fits == roles.end() ? roles.back() : *fits;
}

float Canvas::middle_of_line(FontRole role, float baseline) const {
  return std::round(baseline - fonts_.size_px(role) * 0.36F);  // half the height of a figure
}

void Canvas::fill(float x, float y, float w, float h, Rgba color, float radius) {
  if (w <= 0 || h <= 0) return;
  list_->AddRectFilled(ImVec2(x, y), ImVec2(x + w, y + h), color, radius);
}

void Canvas::outline(float x, float y, float w, float h, Rgba color, float thickness, float radius) {
  const float inset = thickness / 2;
  list_->AddRect(ImVec2(x + inset, y + inset), ImVec2(x + w - inset, y + h - inset), color, radius, 0, thickness);
}

void Canvas::line(PointF a, PointF b, Rgba color, float thickness) {
  list_->AddLine(ImVec2(a.x, a.y), ImVec2(b.x, b.y), color, thickness);
}

void Canvas::polyline(std::span<const PointF> points, Rgba color, float thickness) {
  static_assert(sizeof(PointF) == sizeof(ImVec2));
  if (points.size() < 2) return;
  list_->PathClear();
  for (const PointF& point : points) list_->PathLineTo(ImVec2(point.x, point.y));
  list_->PathStroke(color, 0, thickness);
}

void Canvas::triangle(PointF a, PointF b, PointF c, Rgba color) {
  list_->PrimReserve(3, 3);  // without the soft edges of its own, which would show between two of them
  const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
  for (const PointF& corner : {a, b, c}) list_->PrimVtx(ImVec2(corner.x, corner.y), uv, color);
}

void Canvas::gradient(float x, float y, float w, float h, Rgba left, Rgba right) {
  list_->AddRectFilledMultiColor(ImVec2(x, y), ImVec2(x + w, y + h), left, right, right, left);
}

void Canvas::shape(Shape shape, float x, float y, float size, Rgba color) {
  const float half = size / 2;
  const float stroke = std::max(1.0F, size / 6);
  switch (shape) {
    case Shape::kNone:
      return;
    case Shape::kTick:
      outline(x - half, y - half, size, size, color, size / 10, size / 7);
      line({x - half * 0.56F, y}, {x - half * 0.12F, y + half * 0.48F}, color, size / 7);
      line({x - half * 0.12F, y + half * 0.48F}, {x + half * 0.6F, y - half * 0.52F}, color, size / 7);
      return;
    case Shape::kBar:
      fill(x - size / 6, y - half, size / 3, size, color, size / 8);
      return;
    case Shape::kDisc:
      list_->AddCircleFilled(ImVec2(x, y), half, color, 24);
      return;
    case Shape::kRing:
      list_->AddCircle(ImVec2(x, y), half - stroke / 2, color, 24, stroke);
      return;
    case Shape::kSquare:
      fill(x - half, y - half, size, size, color);
      return;
    case Shape::kFrame:
      outline(x - half, y - half, size, size, color, stroke);
      return;
    case Shape::kTriangleUp:
      list_->AddTriangleFilled(ImVec2(x, y - half), ImVec2(x + half, y + half * 0.8F),
                               ImVec2(x - half, y + half * 0.8F), color);
      return;
    case Shape::kTriangleDown:
      list_->AddTriangleFilled(ImVec2(x, y + half), ImVec2(x - half, y - half * 0.8F),
                               ImVec2(x + half, y - half * 0.8F), color);
      return;
    case Shape::kTriangleRight:
      list_->AddTriangleFilled(ImVec2(x - half * 0.8F, y - half), ImVec2(x + half, y),
                               ImVec2(x - half * 0.8F, y + half), color);
      return;
    case Shape::kDiamond:
      list_->AddQuadFilled(ImVec2(x, y - half), ImVec2(x + half, y), ImVec2(x, y + half), ImVec2(x - half, y), color);
      return;
  }
}

void Canvas::hit(float x, float y, float w, float h, view_model::Action action) {
  if (hits_ == nullptr) return;
  hits_->push_back(
      {{static_cast<int>(x), static_cast<int>(y), static_cast<int>(w), static_cast<int>(h)}, std::move(action)});
}

void Canvas::card() {
  fill(left_, top_, width_, height_, color::kCard, metrics_.card_radius());
}

}  // namespace gridwall::block
