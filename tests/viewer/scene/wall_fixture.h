// A wall of Jianhu without a window, and states to show on it: what its windows draw can be looked at without pixels.
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "ingest/county/load.h"
#include "ingest/event/time.h"
#include "ingest/state/alarms.h"
#include "tests/support/small_county.h"
#include "tests/support/wall_scenario.h"
#include "tests/viewer/render/gl_fixture.h"
#include "tests/viewer/scene/wall_toml.h"
#include "viewer/render/map_renderer.h"
#include "viewer/scene/wall.h"
#include "viewer/view_model/keys.h"

namespace gridwall::scene {

using view_model::Connection;
using view_model::Language;

inline County jianhu() {
  Result<CountySource> source = read_county_source(GRIDWALL_CONFIG_DIR "/counties/jianhu.toml");
  EXPECT_TRUE(source) << source.error().message;
  Result<County> county = load_county(*source);
  EXPECT_TRUE(county) << county.error().message;
  return std::move(county).value();
}

struct Place {
  render::SizePx size{1920, 1080};
  Language language = Language::kChinese;
};

class WallTest : public test::GlTest {
 protected:
  static const County& county() {
    static const County kCounty = jianhu();
    return kCounty;
  }
  static const CountyState& usual() {
    static const CountyState kState = testing::build_wall_state(county(), testing::usual_afternoon());
    return kState;
  }
  static const CountyState& emergency() {
    static const CountyState kState = [] {
      testing::WallScenario scenario = testing::usual_afternoon();
      scenario.emergency = true;
      return testing::build_wall_state(county(), scenario);
    }();
    return kState;
  }

  // With what the county does beside its loop: whistles, meetings, units, a list of organisations.
  static const CountyState& joined_up() {
    static const CountyState kState = [] {
      testing::Folder folder(county());
      folder.state = usual();
      const auto add = [&](std::string_view type, int i, const std::string& members) {
        folder.add(type, "11-21 1" + std::to_string(i % 4) + ":00:00", members);
      };
      for (int i = 0; i < 16; ++i) {
        const std::string n = std::to_string(i);
        add("emergency.whistle_blown", i,
            R"("whistle":"w)" + n + R"(","street":"近湖街道","department":"第)" + n + R"(住房和城乡建设局")");
        if (i % 2 == 0) add("emergency.whistle_acknowledged", i, R"("whistle":"w)" + n + "\"");
        add("request.meeting_held", i,
            R"("meeting":"m)" + n + R"(","level":")" + (i % 2 == 0 ? "street" : "community") +
                R"(","issues":1234,"measures":1000,"solved":999)");
        add("request.reported_in", i, R"("unit":"u)" + n + R"(","members":12345,"solved":1234)");
        add("request.assessed", i,
            R"("org":"特别长的名字物业服务有限公司第)" + n + R"(分公司","kind":")" +
                (i % 3 == 0   ? "red"
                 : i % 3 == 1 ? "black"
                              : "star") +
                (i % 3 == 2 ? R"(","stars":)" + std::to_string(1 + i % 5) : "\"") + R"(,"period":"2026-10")");
      }
      return folder.state;
    }();
    return kState;
  }

  void open(Place place = {}) {
    size_ = place.size;
    auto bridge = app::ImguiBridge::create(size_);
    if (!bridge) GTEST_SKIP() << bridge.error().message;
    bridge_ = std::move(bridge).value();
    auto texts = view_model::Texts::builtin(place.language);
    ASSERT_TRUE(texts) << texts.error().message;
    auto layout = delivered_layouts();
    ASSERT_TRUE(layout) << layout.error().message;
    auto wall = Wall::create(county(), std::move(texts).value(), std::move(layout).value(), *shaders_);
    ASSERT_TRUE(wall) << wall.error().message;
    wall_ = std::move(wall).value();
    wall_->set_scene(view_model::Scene::kOverview);
  }

  // A glyph's box may stand over by its own margin; what would be cut is more.
  void expect_texts_inside(const WallFrame& made) const {
    const float margin = static_cast<float>(size_.h) / 1080 * 4;
    for (const render::Layer& layer : made.layers) {
      const auto* window = std::get_if<render::Window>(&layer);
      if (window == nullptr || window->commands.empty()) continue;
      const render::RectPx& clip = window->commands[0].clip_px;
      for (const render::Vertex& vertex : window->vertices) {
        ASSERT_GE(vertex.x_px, static_cast<float>(clip.x) - margin);
        ASSERT_LE(vertex.x_px, static_cast<float>(clip.right()) + margin);
        ASSERT_GE(vertex.y_px, static_cast<float>(clip.y) - margin);
        ASSERT_LE(vertex.y_px, static_cast<float>(clip.bottom()) + margin);
      }
    }
  }

  void press_keys(std::span<const app::InputEvent> keys, int64_t frame_ns = 1'000'000'000) {
    figures_ = compute_figures(usual(), county(), figures_ns_);
    WallInput input{usual(), county(), figures_, figures_ns_, frame_ns, size_, keys, connection_};
    input.desk = desk_;
    wall_->frame(*bridge_, input);
  }

  static app::InputEvent mouse(app::InputEvent::Kind kind, float x_px, float y_px, float wheel = 0) {
    return {.kind = kind, .x_px = x_px, .y_px = y_px, .button = 0, .wheel = wheel};
  }
  // A press that is let go, and the time that shows it is no double one.
  void click(float x_px, float y_px, int64_t frame_ns = 1'000'000'000) {
    using Kind = app::InputEvent::Kind;
    press_keys(std::array{mouse(Kind::kMousePress, x_px, y_px), mouse(Kind::kMouseRelease, x_px, y_px)}, frame_ns);
    press_keys({}, frame_ns + 400'000'000);
  }
  static render::MapView view_of(const WallFrame& frame) {
    for (const render::Layer& layer : frame.layers) {
      if (const auto* map = std::get_if<render::MapLayer>(&layer)) return map->map->view();
    }
    return {};
  }

  WallFrame frame(const CountyState& state, int64_t now_ns, int64_t frame_ns) {
    const Scope scope = wall_->scope();
    figures_ = compute_figures(state, county(), figures_ns_, scope);
    WallInput input{state, county(), figures_, now_ns, frame_ns, size_, {}, connection_, scope};
    input.desk = desk_;
    return wall_->frame(*bridge_, input);
  }

  // `state` beside the usual afternoon.
  WallFrame compared_frame(const CountyState& state, view_model::CompareView view, int64_t frame_ns,
                           std::span<const app::InputEvent> keys = {}) {
    wall_->set_compare_view(view);
    const Scope scope = wall_->scope();
    figures_ = compute_figures(state, county(), figures_ns_, scope);
    then_figures_ = compute_figures(usual(), county(), figures_ns_, scope);
    const view_model::Comparison comparison{1, figures_ns_, usual(), county(), scope, &then_figures_};
    WallInput input{state, county(), figures_, figures_ns_, frame_ns, size_, keys, connection_, scope};
    input.comparison = &comparison;
    input.desk = desk_;
    return wall_->frame(*bridge_, input);
  }

  // Without the inset, which is larger than the map of the county.
  static size_t maps_of(const WallFrame& frame) {
    const double px_per_m = view_of(frame).px_per_m;
    return static_cast<size_t>(std::count_if(frame.layers.begin(), frame.layers.end(), [&](const auto& layer) {
      const auto* map = std::get_if<render::MapLayer>(&layer);
      return map != nullptr && map->map->view().px_per_m == px_per_m;
    }));
  }

  static std::map<uint64_t, uint64_t> hashes(const WallFrame& frame) {
    std::map<uint64_t, uint64_t> result;
    for (const render::Layer& layer : frame.layers) {
      if (const auto* window = std::get_if<render::Window>(&layer)) result[window->id] = render::content_hash(*window);
    }
    return result;
  }

  render::SizePx size_;
  std::unique_ptr<app::ImguiBridge> bridge_;
  std::unique_ptr<Wall> wall_;
  Figures figures_, then_figures_;
  int64_t figures_ns_ = testing::usual_afternoon().now_ns;
  Connection connection_{.phase = Connection::Phase::kLive};
  std::string desk_;
};

inline app::InputEvent key_of(app::Key key) {
  return {.kind = app::InputEvent::Kind::kKey, .key = key};
}
inline app::InputEvent letter_of(char32_t letter) {
  return {.kind = app::InputEvent::Kind::kKey, .key = app::Key::kCharacter, .character = letter};
}

}  // namespace gridwall::scene
