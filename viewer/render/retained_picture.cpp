#include "viewer/render/retained_picture.h"

#include <algorithm>
#include <unordered_map>

#include "viewer/render/content_hash.h"
#include "viewer/render/draw_list_diff.h"
#include "viewer/render/gl_state.h"
#include "viewer/render/map_renderer.h"
#include "viewer/render/marker_renderer.h"
#include "viewer/render/panel_renderer.h"

namespace gridwall::render {
namespace {

// What is remembered of a layer from the last frame.
struct Kept {
  std::uint64_t id = 0;
  std::size_t kind = 0;
  std::uint64_t hash = 0;
  RectPx bounds_px;
  std::vector<DrawElement> elements;  // windows and markers
  std::vector<RectPx> marker_bounds;  // markers
};

std::uint64_t id_of(const Layer& layer) {
  return std::visit([](const auto& l) { return l.id; }, layer);
}

void elements_of(const MarkerLayer& layer, std::vector<DrawElement>& elements, std::vector<RectPx>& bounds) {
  elements.clear();
  bounds.clear();
  for (const Marker& marker : layer.markers) {
    ContentHash hash;
    // Field by field: what lies between the fields is not content.
    const float numbers[8] = {marker.x_px,    marker.y_px,    marker.x2_px, marker.y2_px,
                              marker.size_px, marker.halo_px, marker.pulse, marker.pulse_px};
    hash.add_bytes(numbers, sizeof numbers);
    hash.add(static_cast<std::uint64_t>(marker.shape));
    hash.add((static_cast<std::uint64_t>(marker.rgba) << 32) | marker.end_rgba);
    hash.add(marker.halo_rgba);
    DrawElement element;
    element.hash = hash.value();
    element.clip_px = layer.clip_px;
    element.bounds_px = intersect(marker_bounds_px(marker), layer.clip_px);
    elements.push_back(element);
    bounds.push_back(element.bounds_px);
  }
}

std::uint64_t hash_of(const MarkerLayer& layer, const std::vector<DrawElement>& elements) {
  ContentHash hash;
  hash.add_bytes(&layer.clip_px, sizeof layer.clip_px);
  for (const DrawElement& element : elements) hash.add(element.hash);
  return hash.value();
}

RectPx bounds_of_elements(const std::vector<DrawElement>& elements) {
  RectPx bounds;
  for (const DrawElement& element : elements) bounds = unite(bounds, element.bounds_px);
  return bounds;
}

}  // namespace

struct RetainedPicture::Parts {
  explicit Parts(SizePx picture_size) : size(picture_size), damage(picture_size) {}

  SizePx size;
  std::uint32_t ground_rgba = 0;
  Texture color;
  Framebuffer framebuffer;
  std::unique_ptr<MarkerRenderer> markers;
  std::unique_ptr<PanelRenderer> panels;
  DamageGrid damage;
  std::vector<RectPx> rects;
  std::vector<Kept> kept;
  bool nothing_kept = true;

  Status allocate() {
    color = Texture::make();
    glBindTexture(GL_TEXTURE_2D, color.name());
    set_nearest();
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, size.w, size.h, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    return attach(framebuffer, color, "the picture");
  }

  // Layers that came, went or changed places leave damage; the kept ones are put into the order of this frame.
  void match(std::span<const Layer> layers) {
    const bool same = std::equal(layers.begin(), layers.end(), kept.begin(), kept.end(),
                                 [](const Layer& l, const Kept& k) { return id_of(l) == k.id && l.index() == k.kind; });
    if (same) return;
    std::unordered_multimap<std::uint64_t, std::size_t> place;
    for (std::size_t i = 0; i < kept.size(); ++i) place.emplace(kept[i].id, i);
    std::vector<Kept> ordered;
    ordered.reserve(layers.size());
    std::size_t highest = 0;
    for (const Layer& layer : layers) {
      const auto found = place.find(id_of(layer));
      if (found == place.end() || kept[found->second].kind != layer.index()) {
        Kept fresh;
        fresh.id = id_of(layer);
        fresh.kind = layer.index();
        ordered.push_back(std::move(fresh));
        continue;
      }
      Kept& old = kept[found->second];
      if (found->second < highest) damage.add(old.bounds_px);  // it now lies over something it lay under
      highest = std::max(highest, found->second);
      ordered.push_back(std::move(old));
      place.erase(found);
    }
    for (const auto& [id, index] : place) damage.add(kept[index].bounds_px);
    kept = std::move(ordered);
  }

  void add_damage(MapLayer& layer, Kept& before) {
    if (layer.map == nullptr) return;
    const RectPx rect = layer.map->view().rect_px;
    if (rect != before.bounds_px) {
      damage.add(before.bounds_px);
      damage.add(rect);
    }
    before.bounds_px = rect;
    layer.map->take_damage(damage);
  }

  void add_damage(const MarkerLayer& layer, Kept& before) {
    std::vector<DrawElement> elements;
    elements_of(layer, elements, before.marker_bounds);
    const std::uint64_t hash = hash_of(layer, elements);
    if (hash == before.hash) return;
    // Another clip shows other parts of markers that stay the same.
    if (!before.elements.empty() && before.elements.front().clip_px != layer.clip_px) damage.add(before.bounds_px);
    add_difference(before.elements, elements, damage);
    before.hash = hash;
    before.bounds_px = bounds_of_elements(elements);
    before.elements = std::move(elements);
  }

  void add_damage(const Window& window, Kept& before) {
    const std::uint64_t hash = content_hash(window);
    if (hash == before.hash) return;
    std::vector<DrawElement> elements;
    split_into_elements(window, elements);
    add_difference(before.elements, elements, damage);
    before.hash = hash;
    before.bounds_px = bounds_of_elements(elements);
    before.elements = std::move(elements);
  }

  void fill_ground(std::span<const Layer> layers) {
    const Color ground = unpack(ground_rgba);
    const GLfloat color_rgba[4] = {ground.r, ground.g, ground.b, 1.0F};
    glEnable(GL_SCISSOR_TEST);
    for (const RectPx& rect : rects) {
      const bool covered = std::any_of(layers.begin(), layers.end(), [&](const Layer& layer) {
        const auto* map = std::get_if<MapLayer>(&layer);
        return map != nullptr && map->map != nullptr && map->map->view().rect_px.contains(rect);
      });
      if (covered) continue;
      glScissor(rect.x, rect.y, rect.w, rect.h);
      glClearBufferfv(GL_COLOR, 0, color_rgba);
    }
    glDisable(GL_SCISSOR_TEST);
  }
};

RetainedPicture::~RetainedPicture() = default;

Result<std::unique_ptr<RetainedPicture>> RetainedPicture::create(ShaderLibrary& shaders, SizePx size,
                                                                 std::uint32_t ground_rgba) {
  if (size.w <= 0 || size.h <= 0) {
    return Error{ErrorCode::kInvalidArgument, "a picture of " + std::to_string(size.w) + "x" + std::to_string(size.h) +
                                                  " pixels cannot be drawn; give a size such as 1920x1080"};
  }
  std::unique_ptr<RetainedPicture> picture(new RetainedPicture);
  picture->parts_ = std::make_unique<Parts>(size);
  Parts& parts = *picture->parts_;
  parts.ground_rgba = ground_rgba;
  Result<std::unique_ptr<MarkerRenderer>> markers = MarkerRenderer::create(shaders);
  if (!markers) return markers.error();
  parts.markers = std::move(markers).value();
  Result<std::unique_ptr<PanelRenderer>> panels = PanelRenderer::create(shaders);
  if (!panels) return panels.error();
  parts.panels = std::move(panels).value();
  if (Status made = parts.allocate(); !made) return made.error();
  return picture;
}

PanelRenderer& RetainedPicture::panels() {
  return *parts_->panels;
}
SizePx RetainedPicture::size() const {
  return parts_->size;
}
std::uint32_t RetainedPicture::framebuffer() const {
  return parts_->framebuffer.name();
}

Status RetainedPicture::resize(SizePx size) {
  if (size == parts_->size) return Done{};
  parts_->size = size;
  parts_->damage = DamageGrid(size);
  parts_->nothing_kept = true;
  return parts_->allocate();
}

Result<FrameReport> RetainedPicture::draw(std::span<const Layer> layers) {
  Parts& parts = *parts_;
  parts.damage.clear();
  parts.match(layers);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    Layer layer = layers[i];
    std::visit([&](auto& l) { parts.add_damage(l, parts.kept[i]); }, layer);
  }
  if (parts.nothing_kept) parts.damage.add_all();
  return draw_damage(layers);
}

Result<FrameReport> RetainedPicture::draw_all(std::span<const Layer> layers) {
  parts_->nothing_kept = true;
  return draw(layers);
}

Result<FrameReport> RetainedPicture::draw_damage(std::span<const Layer> layers) {
  Parts& parts = *parts_;
  FrameReport report;
  parts.rects.clear();
  if (parts.damage.empty()) return report;
  parts.rects = parts.damage.rects();
  parts.nothing_kept = true;  // until all of it is drawn: an error on the way leaves half a frame
  for (const Layer& layer : layers) {
    if (const auto* map = std::get_if<MapLayer>(&layer); map != nullptr && map->map != nullptr) {
      if (Status ready = map->map->prepare(); !ready) return ready.error();
    }
  }
  glBindFramebuffer(GL_FRAMEBUFFER, parts.framebuffer.name());
  glViewport(0, 0, parts.size.w, parts.size.h);
  parts.fill_ground(layers);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const Kept& kept = parts.kept[i];
    if (const auto* map = std::get_if<MapLayer>(&layers[i])) {
      if (map->map != nullptr) map->map->draw(parts.rects, parts.size);
    } else if (const auto* markers = std::get_if<MarkerLayer>(&layers[i])) {
      parts.markers->draw(markers->markers, kept.marker_bounds, parts.rects, markers->clip_px, parts.size);
    } else {
      parts.panels->draw(std::get<Window>(layers[i]), kept.elements, parts.rects, parts.size);
    }
  }
  parts.nothing_kept = false;
  report.changed = true;
  report.rects = parts.rects;
  for (const RectPx& rect : parts.rects) report.pixels += rect.area();
  return report;
}

std::vector<std::uint8_t> RetainedPicture::read_pixels() const {
  std::vector<std::uint8_t> rgba(static_cast<std::size_t>(parts_->size.w) * static_cast<std::size_t>(parts_->size.h) *
                                 4);
  glBindFramebuffer(GL_READ_FRAMEBUFFER, parts_->framebuffer.name());
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, parts_->size.w, parts_->size.h, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
  return rgba;
}

}  // namespace gridwall::render
