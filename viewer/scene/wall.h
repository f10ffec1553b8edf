// The wall: all panels of a scene and the map under them, from one moment of the county to the layers of one frame.
// UI thread, with the GL context current. Must not know where events come from, and holds no state of the county.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "ingest/county/county.h"
#include "ingest/event/result.h"
#include "ingest/state/county_state.h"
#include "ingest/state/figures.h"
#include "viewer/app/imgui_bridge.h"
#include "viewer/app/surface.h"
#include "viewer/block/canvas.h"
#include "viewer/render/retained_picture.h"
#include "viewer/render/shader_library.h"
#include "viewer/scene/layout.h"
#include "viewer/view_model/action.h"
#include "viewer/view_model/context.h"
#include "viewer/view_model/form.h"
#include "viewer/view_model/map_choice.h"
#include "viewer/view_model/own_layers.h"
#include "viewer/view_model/text.h"
#include "viewer/view_model/time_bar.h"

namespace gridwall::scene {

struct WallInput {
  const CountyState& state;
  const County& county;    // the one the wall was created with
  const Figures& figures;  // of `state` in `figures_scope`; as old as the caller likes, a few times a second is enough
  int64_t now_ns = 0;      // the county's time: the server's while live, the playback clock in a replay
  int64_t frame_ns = 0;    // monotonic, for what moves by itself
  render::SizePx size;     // of the picture
  std::span<const app::InputEvent> input = {};
  const view_model::Connection& connection;
  Scope figures_scope = {};                            // see Wall::scope()
  const view_model::TimeBar* time_bar = nullptr;       // while the clock is not the present's
  std::string_view desk = {};                          // who may act from this wall; empty: nobody
  bool sure_of_keys = true;                            // see app::Surface
  const view_model::Comparison* comparison = nullptr;  // its figures of `figures_scope`, too; null: none
  std::vector<block::Writing>* writings = nullptr;     // where every text of the frame is noted; null: nowhere
};

struct WallFrame {
  std::span<const render::Layer> layers;     // bottom to top; good until the next frame()
  int64_t next_frame_ns = INT64_MAX;         // on the frame clock: when the picture will differ without new data
  std::optional<render::RectPx> caret = {};  // where a text is being written; none: nowhere
  int64_t build_ns = 0;                      // what building took, on the steady clock
  std::span<const view_model::Action> actions = {};  // asked for, and not the wall's to do: events, the replay's clock
};

class Wall {
 public:
  // kInvalidArgument when the county's map does not fit together, kInvalidConfig from shaders.
  static Result<std::unique_ptr<Wall>> create(const County& county, view_model::Texts texts, Layouts layouts,
                                              render::ShaderLibrary& shaders);
  ~Wall();
  Wall(const Wall&) = delete;
  Wall& operator=(const Wall&) = delete;

  // Begins and ends the bridge's frame. Windows that others opened on the bridge since lie above the wall's own.
  WallFrame frame(app::ImguiBridge& bridge, const WallInput& input);

  // What the tiles of the last frame say, a blank line between two (block::as_text): for who cannot look.
  std::string text() const;

  // The state is another one altogether (a seek, a snapshot): nothing of the last frame may be reused.
  void on_state_replaced();

  // What the viewer chooses, as command line, keys and mouse say it; docs/OPERATIONS.md lists the keys.
  void set_scene(view_model::Scene scene);  // and stays there, but for an emergency
  view_model::Scene scene() const;
  void set_scope(Scope scope);
  Scope scope() const;                                // what figures are wanted of
  std::vector<view_model::FormDraft> drafts() const;  // what was written at the desk and not sent
  void set_drafts(std::vector<view_model::FormDraft> drafts);
  view_model::DeskPresence presence() const;    // as of the last frame
  void notify(std::string notice);              // a line for whoever stands at the desk, for a few seconds
  void set_map_mode(view_model::MapMode mode);  // of the scene that stands; overview and requests share one
  view_model::MapMode map_mode() const;
  void set_map_place(const view_model::MapPlace& place);
  std::optional<view_model::MapPlace> map_place() const;  // none: all of what is looked at
  void set_per_households(bool on);
  void set_compare_view(view_model::CompareView view);  // of the map, while two moments are compared
  view_model::CompareView compare_view() const;
  void set_window(Window window);
  Window window() const;
  void set_own_layers(std::vector<view_model::OwnLayer> layers);  // in metres on the plane of the county
  void set_layouts(Layouts layouts);                              // wall.toml was saved

 private:
  Wall() = default;
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gridwall::scene
