// Draw lists made by hand, for tests of what compares and draws them.
#pragma once

#include <vector>

#include "viewer/render/draw_list.h"

namespace gridwall::test {

class DrawListBuilder {
 public:
  explicit DrawListBuilder(std::uint64_t id, render::RectPx clip) : id_(id), clip_(clip) {}

  void add_rect(float x, float y, float w, float h, std::uint32_t rgba) {
    const auto first = static_cast<std::uint16_t>(vertices_.size());
    vertices_.insert(vertices_.end(), {{x, y, 0.5F, 0.5F, rgba},
                                       {x + w, y, 0.5F, 0.5F, rgba},
                                       {x + w, y + h, 0.5F, 0.5F, rgba},
                                       {x, y + h, 0.5F, 0.5F, rgba}});
    for (const int corner : {0, 1, 2, 0, 2, 3}) indices_.push_back(static_cast<std::uint16_t>(first + corner));
  }

  void add_triangle(float x, float y, float size, std::uint32_t rgba, std::uint32_t tip_rgba) {
    const auto first = static_cast<std::uint16_t>(vertices_.size());
    vertices_.insert(vertices_.end(), {{x, y, 0.5F, 0.5F, rgba},
                                       {x + size, y + size * 0.3F, 0.5F, 0.5F, tip_rgba},
                                       {x + size * 0.2F, y + size, 0.5F, 0.5F, rgba}});
    for (const int corner : {0, 1, 2}) indices_.push_back(static_cast<std::uint16_t>(first + corner));
  }

  render::Window window(std::uint32_t texture = 1) {
    commands_ = {{clip_, texture, 0, static_cast<std::uint32_t>(indices_.size()), 0}};
    return {id_, vertices_, indices_, commands_};
  }

  std::vector<render::Vertex>& vertices() { return vertices_; }

 private:
  std::uint64_t id_;
  render::RectPx clip_;
  std::vector<render::Vertex> vertices_;
  std::vector<std::uint16_t> indices_;
  std::vector<render::DrawCommand> commands_;
};

}  // namespace gridwall::test
