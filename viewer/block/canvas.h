// One window of the wall while its contents are drawn: text on baselines, cards, small shapes. All lengths in pixels of
// the picture; `px()` scales one that is meant for 1,080 lines. UI thread, between the bridge's begin and end of a
// frame. Must not know what is shown.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "viewer/app/fonts.h"
#include "viewer/app/theme.h"
#include "viewer/block/look.h"
#include "viewer/render/rect.h"
#include "viewer/view_model/action.h"

struct ImDrawList;

namespace gridwall::block {

using app::FontRole;
using app::Rgba;
namespace color = app::color;

// Needs attention: late data, overdue requests, teams that are out. Levels have their own colours.
inline constexpr Rgba kAttention = color::kFeed[2];

struct PointF {
  float x = 0, y = 0;
};

// Where a press on the picture asks for something; the last one drawn there counts.
struct Hit {
  render::RectPx rect;
  view_model::Action action;
};

// A text as it was drawn, for whoever checks that each has its room.
struct Writing {
  std::string window, text;
  render::RectPx within;      // the window's
  float left = 0, right = 0;  // px
  float top = 0, bottom = 0;  // of its figures and capitals, px
  float whole_width = 0;      // what it would need, where it was cut; else 0
};

// What every panel draws with, and where it says what can be pressed.
struct Pens {
  app::Fonts& fonts;
  app::Metrics metrics;
  std::vector<Hit>* hits = nullptr;
  std::vector<Writing>* writings = nullptr;
};

class Canvas {
 public:
  // Begins the window `name`, which is the same in every frame and no other window's.
  Canvas(const Pens& pens, const char* name, const render::RectPx& rect);
  ~Canvas();  // ends it
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  float px(float at_1080) const { return metrics_.px(at_1080); }
  float left() const { return left_; }
  float top() const { return top_; }
  float width() const { return width_; }
  float height() const { return height_; }
  float right() const { return left_ + width_; }
  float bottom() const { return top_ + height_; }
  const app::Metrics& metrics() const { return metrics_; }

  // Text with its baseline at `y`; returns its width.
  float text(FontRole role, float x, float y, Rgba color, std::string_view text, Align align = Align::kLeft);
  // At most `width` wide, cut with "…"; nothing where not even a part of it finds room.
  float text_fit(FontRole role, float x, float y, float width, Rgba color, std::string_view text,
                 Align align = Align::kLeft);
  float text_with_halo(FontRole role, float x, float y, Rgba color, std::string_view text);
  float text_width(FontRole role, std::string_view text);
  // The first of `roles` in which the text fits, else the last.
  FontRole role_that_fits(std::span<const FontRole> roles, std::string_view text, float width);
  // A shape's middle beside text of that role on that baseline.
  float middle_of_line(FontRole role, float baseline) const;

  void fill(float x, float y, float w, float h, Rgba color, float radius = 0);
  void outline(float x, float y, float w, float h, Rgba color, float thickness, float radius = 0);
  void line(PointF a, PointF b, Rgba color, float thickness);
  void polyline(std::span<const PointF> points, Rgba color, float thickness);
  void triangle(PointF a, PointF b, PointF c, Rgba color);
  void gradient(float x, float y, float w, float h, Rgba left, Rgba right);
  void shape(Shape shape, float x, float y, float size, Rgba color);  // by its middle

  void card();                                                         // the ground of a panel
  void shorten(float height) { height_ = std::min(height_, height); }  // before anything is drawn

  // A press there asks for `action`.
  void hit(float x, float y, float w, float h, view_model::Action action);

 private:
  app::Fonts& fonts_;
  app::Metrics metrics_;
  float left_, top_, width_, height_;
  void write_down(FontRole role, float x, float y, std::string_view text, float width);

  ImDrawList* list_;
  std::vector<Hit>* hits_;
  std::vector<Writing>* writings_;
  const char* name_;
};

}  // namespace gridwall::block
