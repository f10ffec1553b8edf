#include "viewer/app/imgui_bridge.h"

#include <cmath>
#include <cstddef>

#include <imgui.h>

#include "viewer/app/picture_shape.h"
#include "viewer/render/content_hash.h"
#include "viewer/render/panel_renderer.h"

namespace gridwall::app {
namespace {

// The two structs are the same bytes, so draw lists pass without a copy.
static_assert(sizeof(ImDrawVert) == sizeof(render::Vertex));
static_assert(offsetof(ImDrawVert, pos) == offsetof(render::Vertex, x_px));
static_assert(offsetof(ImDrawVert, uv) == offsetof(render::Vertex, u_texel));
static_assert(offsetof(ImDrawVert, col) == offsetof(render::Vertex, rgba));
static_assert(sizeof(ImDrawIdx) == sizeof(std::uint16_t));

void set_style(const Metrics& metrics) {
  ImGuiStyle& style = ImGui::GetStyle();
  style = ImGuiStyle();
  style.WindowRounding = metrics.card_radius();
  style.WindowBorderSize = 0;
  style.WindowPadding = ImVec2(metrics.card_padding(), metrics.card_padding());
  style.WindowMinSize = ImVec2(1, 1);
  style.AntiAliasedLinesUseTex = false;  // the atlas holds no lines
  style.Colors[ImGuiCol_WindowBg] = ImGui::ColorConvertU32ToFloat4(color::kCard);
}

// ImGui begins no frame without a font that is built, although all text comes from Fonts. Plain shapes take the white
// of our atlas, whose texture coordinates are texels.
void set_atlas(ImFontAtlas& atlas) {
  atlas.Flags |= ImFontAtlasFlags_NoBakedLines | ImFontAtlasFlags_NoMouseCursors;
  atlas.AddFontDefault();
  unsigned char* texels = nullptr;
  int width = 0;
  int height = 0;
  atlas.GetTexDataAsAlpha8(&texels, &width, &height);  // builds it
  atlas.TexUvWhitePixel = ImVec2(0.5F, 0.5F);
}

}  // namespace

struct ImguiBridge::Parts {
  ImGuiContext* context = nullptr;
  std::unique_ptr<Fonts> fonts;
  Metrics metrics;
  std::int64_t last_frame_ns = 0;
  std::vector<render::DrawCommand> commands;
  std::vector<render::Window> windows;

  ~Parts() {
    if (context != nullptr) ImGui::DestroyContext(context);
  }
};

ImguiBridge::ImguiBridge() : parts_(std::make_unique<Parts>()) {}
ImguiBridge::~ImguiBridge() = default;

Result<std::unique_ptr<ImguiBridge>> ImguiBridge::create(render::SizePx size) {
  std::unique_ptr<ImguiBridge> bridge(new ImguiBridge);
  Parts& parts = *bridge->parts_;
  parts.context = ImGui::CreateContext();
  ImGui::SetCurrentContext(parts.context);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  parts.metrics = metrics_for(size);
  set_style(parts.metrics);
  set_atlas(*io.Fonts);
  Result<std::unique_ptr<Fonts>> fonts = Fonts::create(parts.metrics.height_px);
  if (!fonts) return fonts.error();
  parts.fonts = std::move(fonts).value();
  return bridge;
}

Fonts& ImguiBridge::fonts() {
  return *parts_->fonts;
}
Metrics ImguiBridge::metrics() const {
  return parts_->metrics;
}

void ImguiBridge::resize(render::SizePx size) {
  const Metrics metrics = metrics_for(size);
  if (metrics.height_px == parts_->metrics.height_px) return;
  ImGui::SetCurrentContext(parts_->context);
  parts_->metrics = metrics;
  set_style(parts_->metrics);
  parts_->fonts->set_screen_height(metrics.height_px);
}

void ImguiBridge::begin_frame(std::int64_t now_ns, render::SizePx size) {
  Parts& parts = *parts_;
  ImGui::SetCurrentContext(parts.context);
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(static_cast<float>(size.w), static_cast<float>(size.h));
  const double elapsed_s = static_cast<double>(now_ns - parts.last_frame_ns) * 1e-9;
  // ImGui needs time to advance, even when the clock of a replay does not.
  io.DeltaTime = static_cast<float>(std::fmin(std::fmax(elapsed_s, 1e-4), 1.0));
  parts.last_frame_ns = now_ns;
  parts.fonts->begin_frame();
  ImGui::NewFrame();
}

std::span<const render::Window> ImguiBridge::end_frame() {
  Parts& parts = *parts_;
  ImGui::Render();
  const ImDrawData* data = ImGui::GetDrawData();
  parts.windows.clear();
  parts.commands.clear();
  std::size_t commands = 0;
  for (int i = 0; i < data->CmdListsCount; ++i) commands += static_cast<std::size_t>(data->CmdLists[i]->CmdBuffer.Size);
  parts.commands.reserve(commands);  // the spans below point into it
  for (int i = 0; i < data->CmdListsCount; ++i) {
    const ImDrawList& list = *data->CmdLists[i];
    const std::size_t first = parts.commands.size();
    for (const ImDrawCmd& command : list.CmdBuffer) {
      if (command.ElemCount == 0 || command.UserCallback != nullptr) continue;
      const auto left = static_cast<int>(command.ClipRect.x);
      const auto top = static_cast<int>(command.ClipRect.y);
      parts.commands.push_back(
          {{left, top, static_cast<int>(command.ClipRect.z) - left, static_cast<int>(command.ClipRect.w) - top},
           kFontTexture,  // there is no other
           command.IdxOffset,
           command.ElemCount,
           command.VtxOffset});
    }
    if (parts.commands.size() == first) continue;
    render::Window window;
    window.id = window_id(list._OwnerName != nullptr ? list._OwnerName : "");
    window.vertices = {reinterpret_cast<const render::Vertex*>(list.VtxBuffer.Data),
                       static_cast<std::size_t>(list.VtxBuffer.Size)};
    window.indices = {list.IdxBuffer.Data, static_cast<std::size_t>(list.IdxBuffer.Size)};
    window.commands = {parts.commands.data() + first, parts.commands.size() - first};
    parts.windows.push_back(window);
  }
  return parts.windows;
}

std::uint64_t ImguiBridge::window_id(const char* name) {
  render::ContentHash hash;
  hash.add_bytes(name, std::strlen(name));
  return hash.value();
}

void ImguiBridge::upload_atlas(render::PanelRenderer& renderer) {
  Fonts& fonts = *parts_->fonts;
  const Fonts::AtlasImage image = fonts.atlas_image();
  const bool fresh = !renderer.has_texture(kFontTexture);
  if (!fresh && image.dirty_end_row <= image.dirty_first_row) return;
  renderer.set_texture(kFontTexture, image.width, image.height, image.texels, fresh ? 0 : image.dirty_first_row,
                       fresh ? image.height : image.dirty_end_row);
  fonts.take_dirty_rows();
}

}  // namespace gridwall::app
