#include "tests/viewer/app/demo_scene.h"

#include <array>
#include <cmath>
#include <cstdio>

#include <imgui.h>

#include "tests/viewer/render/hex_map.h"
#include "viewer/app/theme.h"

namespace gridwall::test {
namespace {

using app::FontRole;
using app::Fonts;
using app::Metrics;
namespace color = app::color;

std::string number(int value) {
  char text[24];
  std::snprintf(text, sizeof text, "%d,%03d", value / 1000, value % 1000);
  return text;
}

constexpr ImGuiWindowFlags kStill = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                    ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing |
                                    ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBringToFrontOnFocus;

struct Card {
  ImDrawList* list;
  float x, y, w, h;
};

Card begin_card(const char* name, const Metrics& m, float x, float y, float w, float h, app::Rgba ground) {
  ImGui::SetNextWindowPos(ImVec2(m.px(x), m.px(y)));
  ImGui::SetNextWindowSize(ImVec2(m.px(w), m.px(h)));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ground);
  ImGui::Begin(name, nullptr, kStill | (ground == 0 ? ImGuiWindowFlags_NoBackground : 0));
  ImGui::PopStyleColor();
  return {ImGui::GetWindowDrawList(), m.px(x), m.px(y), m.px(w), m.px(h)};
}

void draw_right(Fonts& fonts, const Card& card, FontRole role, float y, app::Rgba c, std::string_view text, float pad) {
  fonts.draw_text(*card.list, role, card.x + card.w - pad - fonts.text_size(role, text).width_px, y, c, text);
}

void build_bar(Fonts& fonts, const Metrics& m, const DemoState& state) {
  Card bar = begin_card("bar", m, 0, 0, 1920, 76, color::kBar);
  fonts.draw_text(*bar.list, FontRole::kTitle, m.px(30), m.px(22), color::kText, "建湖县社会治理指挥中心");
  float x = m.px(470);
  for (const char* tab : {"总览", "诉求", "巡查", "应急"}) {
    fonts.draw_text(*bar.list, FontRole::kBody, x, m.px(28), color::kQuietText, tab);
    x += m.px(84);
  }
  char clock[32];
  std::snprintf(clock, sizeof clock, "14:32:%02d", state.seconds % 60);
  draw_right(fonts, bar, FontRole::kTitle, m.px(22), color::kText, clock, m.px(190));
  draw_right(fonts, bar, FontRole::kSmall, m.px(32), color::kQuietText, "11月21日 周六", m.px(30));
  ImGui::End();
}

void build_rates(Fonts& fonts, const Metrics& m, const DemoState& state) {
  const float pad = m.card_padding();
  Card rates = begin_card("rates", m, 24, 96, 456, 336, color::kCard);
  fonts.draw_text(*rates.list, FontRole::kBody, rates.x + pad, rates.y + m.px(20), color::kQuietText,
                  "诉求办结 · 近30日");
  draw_right(fonts, rates, FontRole::kSmall, rates.y + m.px(22), color::kQuietText,
             std::to_string(state.seconds) + " 秒前", pad);
  char rate[16];
  std::snprintf(rate, sizeof rate, "%.1f", state.collected / 180.0);
  fonts.draw_text(*rates.list, FontRole::kFigure, rates.x + pad, rates.y + m.px(62), color::kText, rate);
  fonts.draw_text(*rates.list, FontRole::kSecond,
                  rates.x + pad + fonts.text_size(FontRole::kFigure, rate).width_px + m.px(4), rates.y + m.px(97),
                  color::kText, "%");
  fonts.draw_text(*rates.list, FontRole::kBodyBold, rates.x + m.px(250), rates.y + m.px(118), color::kText,
                  number(state.collected));
  fonts.draw_text(*rates.list, FontRole::kSmall, rates.x + m.px(250), rates.y + m.px(86), color::kQuietText, "办结率");
  ImVec2 points[31];
  for (int i = 0; i <= 30; ++i) {
    const float t = static_cast<float>(i) / 30.0F;
    points[i] = ImVec2(rates.x + pad + t * (rates.w - 2 * pad),
                       rates.y + m.px(214) - m.px(38) * t + m.px(6) * std::sin(t * 19));
  }
  rates.list->AddPolyline(points, 31, color::kAccent, 0, m.px(3));
  const std::array<const char*, 3> names = {"按期办结率", "满意率", "▲ 超期在办"};
  const std::array<const char*, 3> values = {"92.1", "99.1", "47"};
  for (std::size_t i = 0; i < 3; ++i) {
    const float left = rates.x + pad + m.px(150) * static_cast<float>(i);
    fonts.draw_text(*rates.list, FontRole::kSecond, left, rates.y + m.px(240), i == 2 ? color::kLevel[1] : color::kText,
                    values[i]);
    fonts.draw_text(*rates.list, FontRole::kSmall, left, rates.y + m.px(296), color::kQuietText, names[i]);
  }
  ImGui::End();
}

void build_panels(Fonts& fonts, const Metrics& m) {
  const float pad = m.card_padding();
  for (int panel = 0; panel < 5; ++panel) {
    const bool left = panel < 2;
    const float top =
        left ? 448.0F + 232.0F * static_cast<float>(panel) : 96.0F + 268.0F * static_cast<float>(panel - 2);
    const std::string name = "panel" + std::to_string(panel);
    Card card = begin_card(name.c_str(), m, left ? 24 : 1440, top, 456, left ? 216 : 252, color::kCard);
    fonts.draw_text(*card.list, FontRole::kBody, card.x + pad, card.y + m.px(18), color::kQuietText,
                    "综合应急救援队 · 18 队");
    const std::array<const char*, 5> rows = {"近湖街道一队", "塘河街道二队", "县消防突击队", "高作镇一队",
                                             "恒济镇一队"};
    for (std::size_t row = 0; row < (left ? 3U : 5U); ++row) {
      const float y = card.y + m.px(62 + 37 * static_cast<float>(row));
      const app::Rgba tone = row % 2 == 0 ? color::kLevel[2] : color::kGood;
      card.list->AddTriangleFilled(ImVec2(card.x + pad, y + m.px(4)), ImVec2(card.x + pad + m.px(16), y + m.px(12)),
                                   ImVec2(card.x + pad, y + m.px(20)), tone);
      fonts.draw_text(*card.list, FontRole::kBody, card.x + pad + m.px(30), y, color::kText, rows[row]);
      fonts.draw_text(*card.list, FontRole::kBodyBold, card.x + m.px(250), y, tone, "到场 12分");
      draw_right(fonts, card, FontRole::kBody, y, color::kQuietText, std::to_string(12 + row), pad);
    }
    ImGui::End();
  }
}

void build_strip(Fonts& fonts, const Metrics& m) {
  const float pad = m.card_padding();
  Card strip = begin_card("strip", m, 24, 912, 1872, 144, color::kCard);
  fonts.draw_text(*strip.list, FontRole::kBody, strip.x + pad, strip.y + m.px(16), color::kQuietText, "24 小时");
  for (int i = 0; i < 96; ++i) {
    const float left = strip.x + pad + m.px(19) * static_cast<float>(i);
    const float height = m.px(20 + 30 * std::abs(std::sin(static_cast<float>(i) * 0.13F)));
    strip.list->AddRectFilled(ImVec2(left, strip.y + m.px(108) - height), ImVec2(left + m.px(17), strip.y + m.px(108)),
                              color::kFeed[0]);
  }
  for (int hour = 0; hour <= 21; hour += 3) {
    char text[8];
    std::snprintf(text, sizeof text, "%02d:00", hour);
    fonts.draw_text(*strip.list, FontRole::kAxis, strip.x + pad + m.px(228) * static_cast<float>(hour) / 3,
                    strip.y + m.px(114), color::kQuietText, text);
  }
  ImGui::End();
}

void build_labels(Fonts& fonts, const Metrics& m) {
  Card labels = begin_card("labels", m, 504, 92, 912, 804, 0);
  const std::array<const char*, 8> towns = {"宝塔镇",   "高作镇", "庆丰镇",   "钟庄街道",
                                            "塘河街道", "恒济镇", "九龙口镇", "建阳镇"};
  for (std::size_t i = 0; i < towns.size(); ++i) {
    const float angle = static_cast<float>(i) * 0.785F + 0.3F;
    fonts.draw_text_with_halo(*labels.list, FontRole::kLabel, m.px(920 + 250 * std::cos(angle)),
                              m.px(480 + 230 * std::sin(angle)), color::kText, towns[i]);
  }
  ImGui::End();
  Card incident = begin_card("incident-labels", m, 504, 92, 912, 804, 0);
  fonts.draw_text_with_halo(*incident.list, FontRole::kLabelBold, m.px(934), m.px(378), color::kText, "II级 水管爆裂");
  ImGui::End();
}

}  // namespace

Result<std::unique_ptr<DemoScene>> DemoScene::create(render::SizePx size, std::uint32_t cells) {
  std::unique_ptr<DemoScene> scene(new DemoScene);
  scene->size_ = size;
  auto shaders = render::ShaderLibrary::open(render::ShaderLibrary::default_directory());
  if (!shaders) return shaders.error();
  scene->shaders_ = std::move(shaders).value();
  const render::MapGeometry geometry = hex_map(cells);
  auto map = render::MapRenderer::create(*scene->shaders_, geometry);
  if (!map) return map.error();
  scene->map_ = std::move(map).value();
  auto picture = render::RetainedPicture::create(*scene->shaders_, size, color::kGround);
  if (!picture) return picture.error();
  scene->picture_ = std::move(picture).value();
  auto bridge = app::ImguiBridge::create(size);
  if (!bridge) return bridge.error();
  scene->bridge_ = std::move(bridge).value();

  const Metrics m{size.h};
  render::MapRenderer& drawn = *scene->map_;
  drawn.set_line_style(render::LineRank::kGrid, {color::kGridLine, m.px(1), 7});
  drawn.set_line_style(render::LineRank::kCommunity, {color::kCommunityLine, m.px(1), 3});
  drawn.set_line_style(render::LineRank::kStreet, {color::kStreetLine, m.px(2), 0});
  drawn.set_line_style(render::LineRank::kCounty, {color::kCountyLine, m.px(3), 0});
  drawn.set_ground(color::kGround, color::kNoData);
  const auto whole = [&m](float v) { return static_cast<int>(m.px(v)); };
  drawn.set_view(
      render::MapView::fitting(render::bounds_of(geometry), {whole(504), whole(92), whole(912), whole(804)}, m.px(16)));
  for (std::uint32_t cell = 0; cell < geometry.cell_count(); ++cell) {
    const render::BoundsM b = render::bounds_of_cell(geometry, cell);
    scene->cell_centers_px_.push_back(drawn.view().px_from_world({(b.min_x + b.max_x) / 2, (b.min_y + b.max_y) / 2}));
  }
  scene->heat(0);
  return scene;
}

void DemoScene::heat(std::uint32_t seed) {
  std::vector<render::CellStyle> styles;
  const float unit = static_cast<float>(size_.h) / 1080.0F;
  for (std::size_t i = 0; i < cell_centers_px_.size(); ++i) {
    const float x = cell_centers_px_[i].x / unit - 940;
    const float y = cell_centers_px_[i].y / unit - 470;
    const auto noise = static_cast<float>((i * 2654435761U + seed * 97U) % 997) / 997.0F;
    const float value = 1.1F * std::exp(-(x * x + y * y) / 22000.0F) + 0.25F * noise;
    styles.push_back(i % 61 == 17 ? render::kNoData : static_cast<render::CellStyle>(render::level_of(value, 1.25)));
  }
  map_->set_all_styles(styles);
}

void DemoScene::build_windows(const DemoState& state) {
  Fonts& fonts = bridge_->fonts();
  const Metrics m = bridge_->metrics();
  build_bar(fonts, m, state);
  build_rates(fonts, m, state);
  build_panels(fonts, m);
  build_strip(fonts, m);
  build_labels(fonts, m);
}

std::span<const render::Layer> DemoScene::build(const DemoState& state, std::int64_t now_ns) {
  const Metrics m{size_.h};
  bridge_->begin_frame(now_ns, size_);
  build_windows(state);
  const std::span<const render::Window> windows = bridge_->end_frame();

  workers_.clear();
  for (std::size_t i = 0; i < 200; ++i) {
    const render::PointPx at = cell_centers_px_[i * 7919 % cell_centers_px_.size()];
    render::Marker worker;
    worker.shape = render::MarkerShape::kDot;
    worker.x_px = at.x + (i % 10 == 0 ? state.worker_px : 0);
    worker.y_px = at.y;
    worker.size_px = m.px(6);
    worker.rgba = color::kGood;
    if (i % 10 == 0) {
      render::Marker track;
      track.shape = render::MarkerShape::kTrack;
      track.x_px = worker.x_px - m.px(40);
      track.y_px = worker.y_px + m.px(14);
      track.x2_px = worker.x_px;
      track.y2_px = worker.y_px;
      track.size_px = m.px(2);
      track.rgba = app::with_alpha(color::kGood, 0);
      track.end_rgba = app::with_alpha(color::kGood, 0.8F);
      workers_.push_back(track);
    }
    workers_.push_back(worker);
  }
  incidents_.clear();
  const auto place = [&](render::MarkerShape shape, float x, float y, app::Rgba c, float size) -> render::Marker& {
    render::Marker marker;
    marker.shape = shape;
    marker.x_px = m.px(x);
    marker.y_px = m.px(y);
    marker.size_px = m.px(size);
    marker.rgba = c;
    marker.halo_rgba = color::kHalo;
    marker.halo_px = m.px(2);
    incidents_.push_back(marker);
    return incidents_.back();
  };
  render::Marker& burst = place(render::MarkerShape::kDiamond, 908, 390, color::kLevel[1], 26);
  burst.pulse = state.pulse;
  burst.pulse_px = m.px(24);
  place(render::MarkerShape::kSquare, 940, 360, color::kText, 15);
  place(render::MarkerShape::kTriangle, 1000, 560, color::kLevel[2], 20);
  place(render::MarkerShape::kRing, 860, 600, color::kLevel[3], 20);

  const render::RectPx map_rect = map_->view().rect_px;
  layers_.clear();
  layers_.push_back(render::MapLayer{1, map_.get()});
  layers_.push_back(render::MarkerLayer{2, map_rect, workers_});
  const auto labels = app::ImguiBridge::window_id("labels");
  const auto incident_labels = app::ImguiBridge::window_id("incident-labels");
  for (const render::Window& window : windows) {
    if (window.id == labels) layers_.push_back(window);
  }
  layers_.push_back(render::MarkerLayer{3, map_rect, incidents_});
  for (const render::Window& window : windows) {
    if (window.id == incident_labels) layers_.push_back(window);
  }
  for (const render::Window& window : windows) {
    if (window.id != labels && window.id != incident_labels) layers_.push_back(window);
  }
  bridge_->upload_atlas(picture_->panels());
  return layers_;
}

Result<render::FrameReport> DemoScene::frame(const DemoState& state, std::int64_t now_ns) {
  return picture_->draw(build(state, now_ns));
}

}  // namespace gridwall::test
