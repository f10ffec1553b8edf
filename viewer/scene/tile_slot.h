// A tile where it stands on the wall: built from the county a few times a second, drawn every frame. UI thread.
#pragma once

#include "viewer/block/draw.h"
#include "viewer/block/text.h"
#include "viewer/tile/tile.h"

namespace gridwall::scene {

class TileSlot {
 public:
  explicit TileSlot(const tile::Kind& kind) : name_(kind.name) {
    if (kind.make != nullptr) builder_ = kind.make();
  }
  // Not of the map, which draws itself.
  void build(const view_model::ViewContext& context) {
    tile_ = builder_(context);
    if (context.definitions) tile::define(name_, context, tile_);
  }
  // Of what was last built: the county has nothing of this kind, and others may have its room.
  bool absent() const { return tile_.absent; }
  void draw(const block::Pens& pens, const render::RectPx& rect) const {
    block::draw_tile(pens, name_, rect, tile_, page_);
  }
  bool grows() const { return tile_.grows; }
  float wanted_height(const app::Metrics& metrics) const { return block::wanted_height(metrics, tile_); }
  std::string text() const { return block::as_text(tile_); }
  std::string_view name() const { return name_; }
  void turn_page(int64_t pages) { page_ += pages; }
  void first_page() { page_ = 0; }

 private:
  std::string_view name_;
  tile::Builder builder_;
  block::Tile tile_;
  int64_t page_ = 0;  // of rows that find no room at once
};

}  // namespace gridwall::scene
