#include "viewer/scene/wall.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

#include "ingest/event/time.h"
#include "viewer/panel/alarm_panel.h"
#include "viewer/panel/banner_panel.h"
#include "viewer/panel/coverage_panel.h"
#include "viewer/panel/pipeline_panel.h"
#include "viewer/panel/rates_panel.h"
#include "viewer/panel/strip_panel.h"
#include "viewer/panel/team_panel.h"
#include "viewer/panel/ticker_panel.h"
#include "viewer/panel/tier_panel.h"
#include "viewer/panel/title_panel.h"
#include "viewer/scene/map_stage.h"

namespace gridwall::scene {
namespace {

using view_model::Connection;
using view_model::MapMode;

constexpr int64_t kModelStepNs = 250'000'000;  // on the frame clock: how often figures follow events
constexpr uint64_t kMapLayer = 1, kLowMarkerLayer = 2, kIncidentLayer = 3;

// Everything the panels show, as of one moment.
struct Models {
  view_model::TitleBar title;
  view_model::TrustStrip trust;
  view_model::WallClock clock;
  view_model::Rates rates;
  view_model::Pipeline pipeline;
  view_model::TierShare tiers;
  view_model::CoverageTile coverage;
  view_model::TeamBoard teams;
  view_model::AlarmList alarms;
  view_model::Ticker ticker;
  view_model::DayStrip strip;
  std::optional<view_model::Banner> banner;
};

// What the models were made from; they are made again when any of it moves.
struct MadeFrom {
  uint64_t seq = 0, emergency_seq = 0;
  int64_t second = INT64_MIN, figures_ns = INT64_MIN, frame_ns = INT64_MIN;
  Connection connection;
};

}  // namespace

struct Wall::Parts {
  view_model::Texts texts;
  Layout layout;
  std::unique_ptr<MapStage> map;
  Window window = Window::k30Days;
  Models models;
  MadeFrom made;
  bool stale = true;
  std::vector<render::Layer> layers;

  void take_input(std::span<const app::InputEvent> input);
  bool models_due(const WallInput& input) const;
  void build_models(const view_model::ViewContext& context, const WallInput& input);
  void draw_panels(const panel::Pens& pens, const PlacedPanels& placed, const WallInput& input);
  void draw_bar(const panel::Pens& pens, const render::RectPx& bar);
  void stack_layers(std::span<const render::Window> windows, const std::optional<render::RectPx>& map_rect);
  int64_t next_frame_ns(const WallInput& input) const;
};

Result<std::unique_ptr<Wall>> Wall::create(const County& county, view_model::Texts texts, Layout layout,
                                           render::ShaderLibrary& shaders) {
  std::unique_ptr<Wall> wall(new Wall);
  wall->parts_ = std::make_unique<Parts>();
  Parts& parts = *wall->parts_;
  Result<std::unique_ptr<MapStage>> map = MapStage::create(county, texts, shaders);
  if (!map) return map.error();
  parts.map = std::move(map).value();
  parts.texts = std::move(texts);
  parts.layout = std::move(layout);
  return wall;
}

Wall::~Wall() = default;

void Wall::on_state_replaced() {
  parts_->map->forget();
  parts_->stale = true;
}

void Wall::set_map_mode(MapMode mode) {
  parts_->map->set_mode(mode);
  parts_->stale = true;
}
MapMode Wall::map_mode() const {
  return parts_->map->mode();
}

void Wall::set_window(Window window) {
  parts_->window = window;
  parts_->stale = true;
}
Window Wall::window() const {
  return parts_->window;
}

void Wall::set_texts(const County& county, view_model::Texts texts) {
  parts_->texts = std::move(texts);
  parts_->map->set_texts(county, parts_->texts);
  parts_->stale = true;
}

void Wall::set_layout(Layout layout) {
  parts_->layout = std::move(layout);
}

void Wall::Parts::take_input(std::span<const app::InputEvent> input) {
  for (const app::InputEvent& event : input) {
    if (event.kind == app::InputEvent::Kind::kMousePress && event.button == 0) {
      stale = map->press(event.x_px, event.y_px) || stale;
    } else if (event.kind == app::InputEvent::Kind::kKey && event.key == app::Key::kCharacter) {
      if (event.character >= U'1' && event.character < U'1' + view_model::kMapModeCount) {
        map->set_mode(static_cast<MapMode>(event.character - U'1'));
        stale = true;
      } else if (event.character == U'W') {
        window = static_cast<Window>((static_cast<int>(window) + 1) % kWindowCount);
        stale = true;
      }
    }
  }
}

bool Wall::Parts::models_due(const WallInput& input) const {
  if (stale || input.now_ns / kNsPerSecond != made.second || input.connection != made.connection) return true;
  if (input.figures.now_ns != made.figures_ns) return true;
  if (input.state.feed_seq[static_cast<size_t>(Feed::kEmergency)] != made.emergency_seq) return true;
  return input.state.seq != made.seq && input.frame_ns - made.frame_ns >= kModelStepNs;
}

void Wall::Parts::build_models(const view_model::ViewContext& context, const WallInput& input) {
  models.title = view_model::build_title_bar(context);
  models.trust = view_model::build_trust_strip(context);
  models.clock = view_model::build_clock(context);
  models.rates = view_model::build_rates(context);
  models.pipeline = view_model::build_pipeline(context);
  models.tiers = view_model::build_tier_share(context);
  models.coverage = view_model::build_coverage(context);
  models.teams = view_model::build_team_board(context);
  models.alarms = view_model::build_alarm_list(context);
  models.ticker = view_model::build_ticker(context);
  models.strip = view_model::build_day_strip(context);
  models.banner = view_model::build_banner(context);
  map->update_things(context);
  made = {input.state.seq,
          input.state.feed_seq[static_cast<size_t>(Feed::kEmergency)],
          input.now_ns / kNsPerSecond,
          input.figures.now_ns,
          input.frame_ns,
          input.connection};
  stale = false;
}

void Wall::Parts::draw_bar(const panel::Pens& pens, const render::RectPx& bar) {
  const std::string widest = view_model::widest_trust_age(texts);
  const panel::TitleBarRects rects = panel::divide_title_bar(pens, bar, models.trust, models.clock, widest);
  panel::draw_title(pens, rects.title, models.title);
  panel::draw_trust(pens, rects.trust, models.trust, widest);
  panel::draw_clock(pens, rects.clock, models.clock);
}

void Wall::Parts::draw_panels(const panel::Pens& pens, const PlacedPanels& placed, const WallInput& input) {
  draw_bar(pens, placed.title_bar);
  const auto where = [&](PanelKind kind) { return placed.at(kind); };
  if (const auto rect = where(PanelKind::kMap)) map->draw(pens, *rect, input.frame_ns);
  if (const auto rect = where(PanelKind::kRates)) panel::draw_rates(pens, *rect, models.rates);
  if (const auto rect = where(PanelKind::kPipeline)) panel::draw_pipeline(pens, *rect, models.pipeline);
  if (const auto rect = where(PanelKind::kTiers)) panel::draw_tier_share(pens, *rect, models.tiers);
  if (const auto rect = where(PanelKind::kTeams)) panel::draw_team_board(pens, *rect, models.teams, texts);
  if (const auto rect = where(PanelKind::kAlarms)) panel::draw_alarm_list(pens, *rect, models.alarms, texts);
  if (const auto rect = where(PanelKind::kTicker)) panel::draw_ticker(pens, *rect, models.ticker);
  if (const auto rect = where(PanelKind::kStrip)) panel::draw_day_strip(pens, *rect, models.strip);
  if (const auto rect = where(PanelKind::kCoverage)) panel::draw_coverage(pens, *rect, models.coverage);
  if (models.banner) {
    const int below = static_cast<int>(pens.metrics.px(60));
    render::RectPx rect =
        where(PanelKind::kMap).value_or(render::RectPx{0, placed.title_bar.bottom(), input.size.w, input.size.h});
    rect.y += below;
    rect.h -= below;
    panel::draw_banner(pens, rect, *models.banner);
  }
  if (input.connection.replay) panel::draw_replay_frame(pens, input.size);
}

// Cells, workers and teams, the names over them, the incidents, then all other windows in the order they were made.
void Wall::Parts::stack_layers(std::span<const render::Window> windows, const std::optional<render::RectPx>& map_rect) {
  static const uint64_t kNames = app::ImguiBridge::window_id("map/names");
  layers.clear();
  if (map_rect && map->has_map()) {
    layers.emplace_back(render::MapLayer{kMapLayer, &map->renderer()});
    layers.emplace_back(render::MarkerLayer{kLowMarkerLayer, *map_rect, map->low_markers()});
    for (const render::Window& made_window : windows) {
      if (made_window.id == kNames) layers.emplace_back(made_window);
    }
    layers.emplace_back(render::MarkerLayer{kIncidentLayer, *map_rect, map->incident_markers()});
  }
  for (const render::Window& made_window : windows) {
    if (made_window.id != kNames) layers.emplace_back(made_window);
  }
}

int64_t Wall::Parts::next_frame_ns(const WallInput& input) const {
  const int64_t speed = input.connection.replay ? static_cast<int64_t>(input.connection.replay_speed) : 1;
  int64_t next = INT64_MAX;
  if (speed >= 1) next = input.frame_ns + (kNsPerSecond - input.now_ns % kNsPerSecond) / speed;
  if (input.state.seq != made.seq) next = std::min(next, made.frame_ns + kModelStepNs);
  if (map->pulsing()) next = std::min(next, (input.frame_ns / MapStage::kPulseStepNs + 1) * MapStage::kPulseStepNs);
  return std::max(next, input.frame_ns + 1);
}

WallFrame Wall::frame(app::ImguiBridge& bridge, const WallInput& input) {
  const auto begin = std::chrono::steady_clock::now();
  Parts& parts = *parts_;
  parts.take_input(input.input);
  const view_model::ViewContext context{input.state,      input.county, input.figures, input.now_ns,
                                        input.connection, parts.texts,  parts.window};
  const panel::Pens pens{bridge.fonts(), bridge.metrics()};
  parts.map->update_cells(context);
  if (parts.models_due(input)) parts.build_models(context, input);
  const PlacedPanels placed = place_panels(parts.layout, pens.metrics, input.size);
  bridge.begin_frame(input.frame_ns, input.size, input.input);
  parts.draw_panels(pens, placed, input);
  parts.stack_layers(bridge.end_frame(), placed.at(PanelKind::kMap));
  const auto end = std::chrono::steady_clock::now();
  return {parts.layers, parts.next_frame_ns(input),
          std::chrono::duration_cast<std::chrono::nanoseconds>(end - begin).count()};
}

}  // namespace gridwall::scene
