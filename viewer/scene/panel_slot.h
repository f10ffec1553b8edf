// One panel of a scene: a model made from the county a few times a second, and a drawing of it every frame. UI thread.
#pragma once

#include <memory>
#include <string_view>
#include <type_traits>

#include "viewer/block/canvas.h"
#include "viewer/block/draw.h"
#include "viewer/tile/tile.h"
#include "viewer/view_model/context.h"

namespace gridwall::scene {

class PanelSlot {
 public:
  virtual ~PanelSlot() = default;
  virtual void build(const view_model::ViewContext& context) = 0;
  // Of the model last built: the county has nothing of this kind, and others may have its room.
  virtual bool absent() const { return false; }
  virtual void draw(const block::Pens& pens, const render::RectPx& rect, const view_model::Texts& texts) = 0;
};

std::unique_ptr<PanelSlot> make_panel(std::string_view name);

// A tile where it stands on the wall.
class TileSlot {
 public:
  explicit TileSlot(const tile::Kind& kind) : name_(kind.name) {
    if (kind.make != nullptr) {
      builder_ = kind.make();
    } else {
      panel_ = make_panel(name_);
    }
  }
  void build(const view_model::ViewContext& context) {
    if (panel_ != nullptr) return panel_->build(context);
    tile_ = builder_(context);
  }
  // Of what was last built: the county has nothing of this kind, and others may have its room.
  bool absent() const { return panel_ != nullptr ? panel_->absent() : tile_.absent; }
  void draw(const block::Pens& pens, const render::RectPx& rect, const view_model::Texts& texts) const {
    if (panel_ != nullptr) return panel_->draw(pens, rect, texts);
    block::draw_tile(pens, name_, rect, tile_, page_);
  }
  std::string_view name() const { return name_; }
  void turn_page() { ++page_; }
  void first_page() { page_ = 0; }

 private:
  std::string_view name_;
  tile::Builder builder_;
  std::unique_ptr<PanelSlot> panel_;
  block::Tile tile_;
  size_t page_ = 0;  // of rows that find no room at once
};

}  // namespace gridwall::scene
