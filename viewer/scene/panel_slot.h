// One panel of a scene: a model made from the county a few times a second, and a drawing of it every frame. UI thread.
#pragma once

#include <memory>
#include <type_traits>

#include "viewer/block/canvas.h"
#include "viewer/scene/layout.h"
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

// The panel of a kind; none for the map, which is no window alone.
std::unique_ptr<PanelSlot> make_panel(PanelKind kind);

}  // namespace gridwall::scene
