// Owns the ImGui context: begins and ends its frames, and passes on the draw list of each window as plain structs.
// UI thread only. Must not know panels; draws nothing itself.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "ingest/event/result.h"
#include "viewer/app/fonts.h"
#include "viewer/app/theme.h"
#include "viewer/render/draw_list.h"

namespace gridwall::render {
class PanelRenderer;
}

namespace gridwall::app {

inline constexpr std::uint32_t kFontTexture = 1;  // the id under which the atlas is uploaded

class ImguiBridge {
 public:
  static Result<std::unique_ptr<ImguiBridge>> create(render::SizePx size);
  ~ImguiBridge();
  ImguiBridge(const ImguiBridge&) = delete;
  ImguiBridge& operator=(const ImguiBridge&) = delete;

  Fonts& fonts();
  Metrics metrics() const;

  // Between frames: the picture has another size now, and text and lengths follow its height.
  void resize(render::SizePx size);

  // Starts a frame of ImGui at `now_ns` (the clock of the caller). ImGui is given no input: no window of ours reacts to
  // any.
  void begin_frame(std::int64_t now_ns, render::SizePx size);

  // Ends it. The windows, bottom to top, borrow ImGui's memory until the next begin_frame.
  // A window's id comes from its name, so it stays the same from frame to frame.
  std::span<const render::Window> end_frame();

  // The id end_frame() gives the window ImGui knows by `name`: a scene finds its layers by it.
  static std::uint64_t window_id(const char* name);

  // Uploads the rows of the atlas that changed; call it before the frame is drawn. `renderer` may be a new
  // one after the context was lost: then the whole atlas goes up.
  void upload_atlas(render::PanelRenderer& renderer);

 private:
  ImguiBridge();
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gridwall::app
