#include "viewer/render/outline_mesh.h"

#include <algorithm>
#include <cstring>

#include "viewer/render/content_hash.h"

namespace gridwall::render {
namespace {

// Open addressing over segment numbers: the outlines of 19,000 cells pass through it at every start.
class SegmentSet {
 public:
  explicit SegmentSet(std::size_t most) {
    std::size_t size = 16;
    while (size < most * 2) size *= 2;
    slots_.resize(size, 0);
  }

  bool insert(const OutlineVertex& segment, const std::vector<OutlineVertex>& vertices) {
    ContentHash hash;
    std::uint64_t ends[2];
    std::memcpy(ends, &segment, sizeof ends);
    hash.add(std::min(ends[0], ends[1]));
    hash.add(std::max(ends[0], ends[1]));
    for (std::size_t at = hash.value() & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at] == 0) {
        slots_[at] = static_cast<std::uint32_t>(vertices.size() / 4 + 1);
        return true;
      }
      std::uint64_t known[2];
      std::memcpy(known, &vertices[(slots_[at] - 1) * std::size_t{4}], sizeof known);
      if ((known[0] == ends[0] && known[1] == ends[1]) || (known[0] == ends[1] && known[1] == ends[0])) return false;
    }
  }

 private:
  std::vector<std::uint32_t> slots_;
};

}  // namespace

OutlineMesh build_outline_mesh(std::span<const Polyline> lines) {
  std::size_t most = 0;
  for (const Polyline& line : lines) most += line.points.size();
  OutlineMesh mesh;
  SegmentSet known(most);
  for (const Polyline& line : lines) {
    const std::size_t count = line.points.size();
    if (count < 2) continue;
    const std::size_t segments = line.closed ? count : count - 1;
    for (std::size_t i = 0; i < segments; ++i) {
      const PointM a = line.points[i];
      const PointM b = line.points[(i + 1) % count];
      if (a.x == b.x && a.y == b.y) continue;
      const OutlineVertex segment{a.x, a.y, b.x, b.y};
      if (!known.insert(segment, mesh.vertices)) continue;
      const auto first = static_cast<std::uint32_t>(mesh.vertices.size());
      mesh.vertices.insert(mesh.vertices.end(), 4, segment);
      mesh.indices.insert(mesh.indices.end(), {first, first + 1, first + 2, first + 1, first + 3, first + 2});
    }
  }
  return mesh;
}

}  // namespace gridwall::render
