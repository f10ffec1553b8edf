#include "viewer/render/map_renderer.h"

#include <algorithm>
#include <cmath>

#include "viewer/render/gl_state.h"
#include "viewer/render/outline_mesh.h"
#include "viewer/render/shader_library.h"

namespace gridwall::render {
namespace {

float typical_cell_across_m(const MapGeometry& geometry) {
  return static_cast<float>(std::sqrt(area_of(geometry) / std::max(1U, geometry.cell_count())));
}

Status check(const MapGeometry& g) {
  const auto wrong = [](const char* what) {
    return Error{ErrorCode::kInvalidArgument, std::string("the map's geometry does not fit together: ") + what};
  };
  if (g.vertex_cells.size() != g.vertices.size()) return wrong("every vertex needs its cell");
  if (!g.cell_first_index.empty() && g.cell_first_index.back() != g.triangles.size()) {
    return wrong("cell_first_index must end with the number of indices");
  }
  for (std::size_t i = 1; i < g.cell_first_index.size(); ++i) {
    if (g.cell_first_index[i] < g.cell_first_index[i - 1] || g.cell_first_index[i] % 3 != 0) {
      return wrong("cell_first_index must rise in whole triangles");
    }
  }
  for (const std::uint32_t index : g.triangles) {
    if (index >= g.vertices.size()) return wrong("an index lies beyond the vertices");
  }
  constexpr std::uint32_t kMostCells = 0xFFFFFE;  // a seam keeps 24 bits of a cell's number
  if (g.cell_count() > kMostCells) return wrong("there are too many cells");
  for (const std::uint32_t cell : g.vertex_cells) {
    if (cell >= g.cell_count()) return wrong("a vertex names a cell that is not there");
  }
  return Done{};
}

}  // namespace

struct MapRenderer::Gl {
  const Program* cell_program = nullptr;
  const Program* outline_program = nullptr;
  const Program* map_program = nullptr;

  VertexArray cell_array;
  Buffer cell_positions, cell_numbers, cell_indices;
  GLsizei cell_index_count = 0;

  struct Outline {
    VertexArray array;
    Buffer vertices, indices;
    GLsizei index_count = 0;
  };
  std::array<Outline, kLineRankCount> outlines;

  VertexArray rect_array;
  Buffer rect_vertices;

  Buffer color_buffer;
  Texture color_texture, cells_texture, seam_texture, outline_texture;
  Framebuffer cells_framebuffer, outline_framebuffer;
  SizePx layers_size;

  void load_outline(std::size_t which, std::span<const Polyline> lines) {
    const OutlineMesh mesh = build_outline_mesh(lines);
    Outline& outline = outlines[which];
    if (!outline.array) {
      outline.array = VertexArray::make();
      outline.vertices = Buffer::make();
      outline.indices = Buffer::make();
    }
    outline.index_count = static_cast<GLsizei>(mesh.indices.size());
    glBindVertexArray(outline.array.name());
    upload(GL_ARRAY_BUFFER, outline.vertices, std::span(mesh.vertices), GL_STATIC_DRAW);
    upload(GL_ELEMENT_ARRAY_BUFFER, outline.indices, std::span(mesh.indices), GL_STATIC_DRAW);
    glEnableVertexAttribArray(0);
    glVertexAttribPointer(0, 4, GL_FLOAT, GL_FALSE, sizeof(OutlineVertex), nullptr);
    glBindVertexArray(0);
  }

  Status make_layers(SizePx size) {
    if (layers_size == size && cells_texture) return Done{};
    cells_texture = Texture::make();
    seam_texture = Texture::make();
    outline_texture = Texture::make();
    for (const Texture* numbers : {&cells_texture, &seam_texture}) {
      glBindTexture(GL_TEXTURE_2D, numbers->name());
      set_nearest();
      glTexImage2D(GL_TEXTURE_2D, 0, GL_R32UI, size.w, size.h, 0, GL_RED_INTEGER, GL_UNSIGNED_INT, nullptr);
    }
    glBindTexture(GL_TEXTURE_2D, outline_texture.name());
    set_nearest();
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, size.w, size.h, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    layers_size = size;
    if (Status made = attach(cells_framebuffer, cells_texture, "the map's cell layer"); !made) return made;
    if (Status made = attach(outline_framebuffer, outline_texture, "the map's outline layer"); !made) return made;
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT1, GL_TEXTURE_2D, seam_texture.name(), 0);
    constexpr GLenum kBoth[2] = {GL_COLOR_ATTACHMENT0, GL_COLOR_ATTACHMENT1};
    glDrawBuffers(2, kBoth);
    return Done{};
  }
};

MapRenderer::~MapRenderer() = default;

Result<std::unique_ptr<MapRenderer>> MapRenderer::create(ShaderLibrary& shaders, const MapGeometry& geometry) {
  if (Status fits = check(geometry); !fits) return fits.error();
  std::unique_ptr<MapRenderer> map(new MapRenderer);
  map->gl_ = std::make_unique<Gl>();
  Gl& gl = *map->gl_;
  for (auto [program, name] : {std::pair{&gl.cell_program, "cell"}, std::pair{&gl.outline_program, "outline"},
                               std::pair{&gl.map_program, "map"}}) {
    Result<const Program*> built = shaders.program(name);
    if (!built) return built.error();
    *program = *built;
  }

  gl.cell_array = VertexArray::make();
  gl.cell_positions = Buffer::make();
  gl.cell_numbers = Buffer::make();
  gl.cell_indices = Buffer::make();
  gl.cell_index_count = static_cast<GLsizei>(geometry.triangles.size());
  glBindVertexArray(gl.cell_array.name());
  upload(GL_ARRAY_BUFFER, gl.cell_positions, std::span(geometry.vertices), GL_STATIC_DRAW);
  glEnableVertexAttribArray(0);
  glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(PointM), nullptr);
  upload(GL_ARRAY_BUFFER, gl.cell_numbers, std::span(geometry.vertex_cells), GL_STATIC_DRAW);
  glEnableVertexAttribArray(1);
  glVertexAttribIPointer(1, 1, GL_UNSIGNED_INT, sizeof(std::uint32_t), nullptr);
  upload(GL_ELEMENT_ARRAY_BUFFER, gl.cell_indices, std::span(geometry.triangles), GL_STATIC_DRAW);
  glBindVertexArray(0);
  for (std::size_t rank = 0; rank < kLineRankCount; ++rank) gl.load_outline(rank, geometry.lines[rank]);

  gl.rect_array = VertexArray::make();
  gl.rect_vertices = Buffer::make();
  glBindVertexArray(gl.rect_array.name());
  glBindBuffer(GL_ARRAY_BUFFER, gl.rect_vertices.name());
  glEnableVertexAttribArray(0);
  glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, 2 * sizeof(float), nullptr);
  glBindVertexArray(0);

  map->index_ = MapIndex(geometry);
  map->typical_cell_m_ = typical_cell_across_m(geometry);
  map->styles_.assign(geometry.cell_count(), kNoData);
  map->is_changed_.assign(geometry.cell_count(), 0);
  map->colors_ = heat_color_map();

  gl.color_buffer = Buffer::make();
  gl.color_texture = Texture::make();
  glBindBuffer(GL_TEXTURE_BUFFER, gl.color_buffer.name());
  glBufferData(GL_TEXTURE_BUFFER, static_cast<GLsizeiptr>((map->styles_.size() + 1) * sizeof(std::uint32_t)), nullptr,
               GL_DYNAMIC_DRAW);
  glBindTexture(GL_TEXTURE_BUFFER, gl.color_texture.name());
  glTexBuffer(GL_TEXTURE_BUFFER, GL_RGBA8, gl.color_buffer.name());
  return map;
}

void MapRenderer::set_view(const MapView& view) {
  if (view == view_) return;
  view_ = view;
  layers_stale_ = all_stale_ = true;
}

void MapRenderer::set_styles(std::span<const std::uint32_t> cells, std::span<const CellStyle> styles) {
  for (std::size_t i = 0; i < std::min(cells.size(), styles.size()); ++i) {
    const std::uint32_t cell = cells[i];
    if (cell >= styles_.size() || styles_[cell] == styles[i]) continue;
    styles_[cell] = styles[i];
    if (is_changed_[cell] == 0) {
      is_changed_[cell] = 1;
      changed_.push_back(cell);
    }
  }
}

void MapRenderer::set_all_styles(std::span<const CellStyle> styles) {
  for (std::uint32_t cell = 0; cell < std::min(styles.size(), styles_.size()); ++cell) {
    const CellStyle style = styles[cell];
    set_styles(std::span(&cell, 1), std::span(&style, 1));
  }
}

void MapRenderer::set_color_map(const std::array<std::uint32_t, kLevelCount>& colors) {
  if (colors == colors_) return;
  colors_ = colors;
  colors_stale_ = all_stale_ = true;
}

void MapRenderer::set_ground(std::uint32_t rgba, std::uint32_t no_data_rgba) {
  if (ground_rgba_ == rgba && no_data_rgba_ == no_data_rgba) return;
  ground_rgba_ = rgba;
  no_data_rgba_ = no_data_rgba;
  colors_stale_ = all_stale_ = true;
}

void MapRenderer::set_line_style(LineRank rank, const LineStyle& style) {
  LineStyle& known = line_styles_[static_cast<std::size_t>(rank)];
  if (known == style) return;
  known = style;
  layers_stale_ = all_stale_ = true;
}

std::optional<std::uint32_t> MapRenderer::cell_at(PointPx px) const {
  const RectPx& rect = view_.rect_px;
  if (px.x < static_cast<float>(rect.x) || px.y < static_cast<float>(rect.y) ||
      px.x >= static_cast<float>(rect.right()) || px.y >= static_cast<float>(rect.bottom())) {
    return std::nullopt;
  }
  return index_.cell_at(view_.world_from_px(px));
}

RectPx MapRenderer::cell_rect_px(std::uint32_t cell) const {
  const BoundsM& bounds = index_.cell_bounds(cell);
  const PointPx top_left = view_.px_from_world({bounds.min_x, bounds.max_y});
  const PointPx bottom_right = view_.px_from_world({bounds.max_x, bounds.min_y});
  // Far outside the view an int would not hold the place.
  const auto whole = [](float v) { return static_cast<int>(std::clamp(v, -1e6F, 1e6F)); };
  // One pixel for the smoothing under outlines, one for rounding.
  const int x = whole(std::floor(top_left.x)) - 2;
  const int y = whole(std::floor(top_left.y)) - 2;
  return intersect({x, y, whole(std::ceil(bottom_right.x)) + 2 - x, whole(std::ceil(bottom_right.y)) + 2 - y},
                   view_.rect_px);
}

void MapRenderer::take_damage(DamageGrid& damage) {
  if (all_stale_) {
    damage.add(view_.rect_px);
    all_stale_ = false;
    return;
  }
  for (const std::uint32_t cell : changed_) damage.add(cell_rect_px(cell));
}

// The shader looks a cell up once: level, map and flags become its colour here, when one of them changes.
std::uint32_t MapRenderer::color_of(CellStyle style) const {
  const auto mixed = [](std::uint32_t from, std::uint32_t to, std::uint32_t part_of_256) {
    std::uint32_t rgba = 0xFF000000U;
    for (const int shift : {0, 8, 16}) {
      const std::uint32_t a = (from >> shift) & 0xFFU;
      const std::uint32_t b = (to >> shift) & 0xFFU;
      rgba |= ((a * (256 - part_of_256) + b * part_of_256 + 128) / 256) << shift;
    }
    return rgba;
  };
  const std::size_t level = style & 0xFFU;
  const bool has_data = level < colors_.size();
  std::uint32_t rgba = has_data ? colors_[level] : no_data_rgba_;
  if ((style & kCellStale) != 0) {
    const std::uint32_t grey = ((rgba & 0xFFU) * 77 + ((rgba >> 8) & 0xFFU) * 150 + ((rgba >> 16) & 0xFFU) * 29) / 256;
    rgba = mixed(mixed(rgba, grey * 0x010101U, 216), ground_rgba_, 84);
  }
  if ((style & kCellOutside) != 0) rgba = mixed(rgba, ground_rgba_, 206);
  if ((style & kCellSelected) != 0) rgba = mixed(rgba, 0xFFFFFFFFU, 64);
  return (rgba & 0x00FFFFFFU) | (has_data ? 0xFF000000U : 0U);
}

void MapRenderer::upload_colors() {
  glBindBuffer(GL_TEXTURE_BUFFER, gl_->color_buffer.name());
  if (colors_stale_) {
    cell_colors_.resize(styles_.size() + 1);
    cell_colors_[0] = ground_rgba_ | 0xFF000000U;
    for (std::size_t i = 0; i < styles_.size(); ++i) cell_colors_[i + 1] = color_of(styles_[i]);
    glBufferSubData(GL_TEXTURE_BUFFER, 0, static_cast<GLsizeiptr>(cell_colors_.size() * sizeof(std::uint32_t)),
                    cell_colors_.data());
    uploaded_cells_ += styles_.size();
  } else if (!changed_.empty()) {
    for (const std::uint32_t cell : changed_) cell_colors_[cell + 1] = color_of(styles_[cell]);
    // Each upload has a price of its own: neighbours go together, and many scattered ones as the stretch they span.
    std::sort(changed_.begin(), changed_.end());
    constexpr std::uint32_t kGap = 64;
    constexpr std::size_t kMostUploads = 16;
    std::size_t runs = 1;
    for (std::size_t i = 1; i < changed_.size(); ++i) runs += changed_[i] - changed_[i - 1] > kGap ? 1U : 0U;
    const std::uint32_t gap = runs > kMostUploads ? ~0U : kGap;
    for (std::size_t i = 0; i < changed_.size();) {
      const std::size_t first = i++;
      while (i < changed_.size() && changed_[i] - changed_[i - 1] <= gap) ++i;
      const std::size_t from = changed_[first] + 1;
      const std::size_t count = changed_[i - 1] + 2 - from;
      glBufferSubData(GL_TEXTURE_BUFFER, static_cast<GLintptr>(from * sizeof(std::uint32_t)),
                      static_cast<GLsizeiptr>(count * sizeof(std::uint32_t)), &cell_colors_[from]);
      uploaded_cells_ += count;
    }
  }
  colors_stale_ = false;
  for (const std::uint32_t cell : changed_) is_changed_[cell] = 0;
  changed_.clear();
}

void MapRenderer::draw_layers() {
  Gl& gl = *gl_;
  const SizePx size = gl.layers_size;
  const auto w = static_cast<float>(size.w);
  const auto h = static_cast<float>(size.h);
  const auto center_x = static_cast<float>(view_.center_x_m);
  const auto center_y = static_cast<float>(view_.center_y_m);
  const auto px_per_m = static_cast<float>(view_.px_per_m);
  glViewport(0, 0, size.w, size.h);
  glDisable(GL_SCISSOR_TEST);
  glDisable(GL_BLEND);

  glBindFramebuffer(GL_FRAMEBUFFER, gl.cells_framebuffer.name());
  constexpr GLuint kOutside[4] = {0, 0, 0, 0};
  glClearBufferuiv(GL_COLOR, 0, kOutside);
  gl.cell_program->use();
  glUniform2f(gl.cell_program->uniform("u_center_m"), center_x, center_y);
  glUniform2f(gl.cell_program->uniform("u_clip_per_m"), 2 * px_per_m / w, -2 * px_per_m / h);
  glBindVertexArray(gl.cell_array.name());
  glDrawElements(GL_TRIANGLES, gl.cell_index_count, GL_UNSIGNED_INT, nullptr);

  glBindFramebuffer(GL_FRAMEBUFFER, gl.outline_framebuffer.name());
  constexpr GLfloat kNothing[4] = {0, 0, 0, 0};
  glClearBufferfv(GL_COLOR, 0, kNothing);
  glClearBufferuiv(GL_COLOR, 1, kOutside);
  glEnable(GL_BLEND);
  glBlendEquation(GL_MAX);
  const Program& program = *gl.outline_program;
  program.use();
  glUniform2f(program.uniform("u_center_m"), center_x, center_y);
  glUniform1f(program.uniform("u_px_per_m"), px_per_m);
  glUniform2f(program.uniform("u_layer_px"), w, h);
  glUniform2i(program.uniform("u_last_px"), size.w - 1, size.h - 1);
  glUniform1i(program.uniform("u_cells"), 0);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, gl.cells_texture.name());
  for (std::size_t rank = 0; rank < gl.outlines.size(); ++rank) {
    const LineStyle& style = line_styles_[rank];
    // Lines between cells hardly wider than the lines themselves would hide the cells: they fade before that.
    const float cell_px = typical_cell_m_ * px_per_m;
    const float shown = style.hide_below_px > 0 ? std::clamp(cell_px / style.hide_below_px - 1.0F, 0.0F, 1.0F) : 1.0F;
    if (gl.outlines[rank].index_count == 0 || style.width_px <= 0 || shown <= 0) continue;
    const Color color = unpack(style.rgba);
    // Thinner than a pixel is drawn a pixel wide and fainter.
    const float half_px = std::max(style.width_px, 1.0F) * 0.5F;
    glUniform1f(program.uniform("u_half_px"), half_px);
    glUniform1f(program.uniform("u_outer_px"), half_px + 0.5F);
    glUniform4f(program.uniform("u_color"), color.r, color.g, color.b,
                color.a * shown * std::min(style.width_px, 1.0F));
    glBindVertexArray(gl.outlines[rank].array.name());
    glDrawElements(GL_TRIANGLES, gl.outlines[rank].index_count, GL_UNSIGNED_INT, nullptr);
  }
  glBlendEquation(GL_FUNC_ADD);
  glDisable(GL_BLEND);
  glBindVertexArray(0);
}

Status MapRenderer::prepare() {
  upload_colors();
  if (!layers_stale_ || view_.rect_px.empty()) return Done{};
  if (Status made = gl_->make_layers({view_.rect_px.w, view_.rect_px.h}); !made) return made;
  draw_layers();
  layers_stale_ = false;
  return Done{};
}

void MapRenderer::draw(std::span<const RectPx> rects, SizePx picture) {
  Gl& gl = *gl_;
  std::vector<float> corners;
  corners.reserve(rects.size() * 12);
  for (const RectPx& rect : rects) {
    const RectPx inside = intersect(rect, view_.rect_px);
    if (inside.empty()) continue;
    const auto left = static_cast<float>(inside.x);
    const auto top = static_cast<float>(inside.y);
    const auto right = static_cast<float>(inside.right());
    const auto bottom = static_cast<float>(inside.bottom());
    corners.insert(corners.end(), {left, top, right, top, left, bottom, right, top, right, bottom, left, bottom});
  }
  if (corners.empty()) return;
  glBindVertexArray(gl.rect_array.name());
  upload(GL_ARRAY_BUFFER, gl.rect_vertices, std::span<const float>(corners), GL_STREAM_DRAW);

  const Program& program = *gl.map_program;
  program.use();
  const auto bind = [](GLenum unit, GLenum target, const Texture& texture) {
    glActiveTexture(unit);
    glBindTexture(target, texture.name());
  };
  bind(GL_TEXTURE1, GL_TEXTURE_BUFFER, gl.color_texture);
  bind(GL_TEXTURE2, GL_TEXTURE_2D, gl.seam_texture);
  bind(GL_TEXTURE3, GL_TEXTURE_2D, gl.outline_texture);
  bind(GL_TEXTURE0, GL_TEXTURE_2D, gl.cells_texture);
  glUniform1i(program.uniform("u_cells"), 0);
  glUniform1i(program.uniform("u_colors"), 1);
  glUniform1i(program.uniform("u_seams"), 2);
  glUniform1i(program.uniform("u_outlines"), 3);
  glUniform2i(program.uniform("u_origin_px"), view_.rect_px.x, view_.rect_px.y);
  glUniform1i(program.uniform("u_hatch_px"), 4 * std::max(2, (view_.rect_px.h + 269) / 540));
  glUniform2f(program.uniform("u_picture_px"), static_cast<float>(picture.w), static_cast<float>(picture.h));
  const Color ground = unpack(ground_rgba_);
  glUniform3f(program.uniform("u_ground"), ground.r, ground.g, ground.b);
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
  glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(corners.size() / 2));
  glBindVertexArray(0);
}

}  // namespace gridwall::render
