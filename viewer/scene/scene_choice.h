// Which scene stands on the wall: the one somebody chose, the next in turn, or the emergency scene from the moment an
// area is in emergency until none is. Pure; the frame clock is handed in. UI thread.
#pragma once

#include <cstdint>
#include <span>

#include "viewer/view_model/navigation.h"

namespace gridwall::scene {

class SceneChoice {
 public:
  using Scene = view_model::Scene;
  static constexpr int64_t kRestNs = 180'000'000'000;  // after somebody chose, the wall stays for three minutes

  Scene scene() const { return scene_; }
  void choose(Scene scene, int64_t frame_ns);
  void stay() { rotates_ = false; }  // for good: the command line named a scene
  void touched(int64_t frame_ns);    // somebody is there

  // Once a frame. `turns` are the scenes that take turns, each for `turn_ns`. True when the scene changed.
  bool update(bool emergency, std::span<const Scene> turns, int64_t turn_ns, int64_t frame_ns);
  // When the next turn is due; INT64_MAX for none.
  int64_t next_turn_ns() const { return next_turn_ns_; }

 private:
  Scene scene_ = Scene::kOverview;
  Scene routine_scene_ = Scene::kOverview;  // to return to after stand-down
  bool emergency_ = false;
  bool rotates_ = true;
  bool first_ = true;  // no update yet
  int64_t next_turn_ns_ = INT64_MAX;
};

}  // namespace gridwall::scene
