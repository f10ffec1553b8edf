#include "viewer/scene/scene_choice.h"

#include <algorithm>
#include <utility>

namespace gridwall::scene {

void SceneChoice::choose(Scene scene, int64_t frame_ns) {
  scene_ = scene;
  touched(frame_ns);
}

void SceneChoice::touched(int64_t frame_ns) {
  if (next_turn_ns_ != INT64_MAX) next_turn_ns_ = frame_ns + kRestNs;
}

bool SceneChoice::update(bool emergency, std::span<const Scene> turns, int64_t turn_ns, int64_t frame_ns) {
  const Scene before = scene_;
  // Whoever named a scene knows what goes on when the wall starts; what begins later takes the wall all the same.
  if (std::exchange(first_, false) && !rotates_) emergency_ = emergency;
  if (emergency != emergency_) {
    emergency_ = emergency;
    if (emergency) {
      routine_scene_ = scene_;
      scene_ = Scene::kEmergency;
    } else if (scene_ == Scene::kEmergency) {
      scene_ = routine_scene_;
    }
  }
  if (!rotates_ || emergency_ || turns.size() < 2) {
    next_turn_ns_ = INT64_MAX;
  } else if (next_turn_ns_ == INT64_MAX) {
    next_turn_ns_ = frame_ns + turn_ns;
  } else if (frame_ns >= next_turn_ns_) {
    const auto at = std::find(turns.begin(), turns.end(), scene_);
    scene_ = at == turns.end() || at + 1 == turns.end() ? turns.front() : *(at + 1);
    next_turn_ns_ = frame_ns + turn_ns;
  }
  return scene_ != before;
}

}  // namespace gridwall::scene
