// What a county draws over its map from files of its own: roads, rivers, shelters, hydrants, cameras. Read once, in
// metres on the map's plane; what of it is seen follows from the view. Any thread. Must not know how it is drawn.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/event/result.h"
#include "viewer/render/map_geometry.h"
#include "viewer/view_model/label_placement.h"
#include "viewer/view_model/text.h"

namespace gridwall::view_model {

enum class LayerSymbol : uint8_t { kDisc, kRing, kSquare, kFrame, kTriangle, kDiamond };

struct OwnLayer {
  std::string name;
  uint32_t rgb = 0x8fa8c8;  // 0xRRGGBB
  double opacity = 1;
  double width = 1.5;  // of its lines and borders, for 1,080 lines
  LayerSymbol symbol = LayerSymbol::kDisc;
  double from = 1, to = 1e9;  // shown while the map is so many times nearer than the whole county
  double labels_from = 2;     // the labels of its points
  bool shown = true;          // until somebody switches it

  struct Spot {
    render::PointM at;
    std::string label;
  };
  struct Run {  // a line, or the closed border of an area
    std::vector<render::PointM> points;
    render::BoundsM bounds;
  };
  std::vector<Spot> spots;
  std::vector<Run> lines;
  std::vector<Run> borders;
  std::vector<render::PointM> triangles;  // of the areas, three corners each

  bool seen_at(double nearer) const { return shown && nearer >= from && nearer <= to; }
  bool labelled_at(double nearer) const { return seen_at(nearer) && nearer >= labels_from; }
};

// In the order of the file, the first lowest. Files that it names lie beside it. Errors name the file, the line and the
// key, or the feature.
Result<std::vector<OwnLayer>> read_own_layers(const std::filesystem::path& file, const County& county,
                                              const Texts& texts);

}  // namespace gridwall::view_model
