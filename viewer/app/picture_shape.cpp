#include "viewer/app/picture_shape.h"

#include <algorithm>

namespace gridwall::app {

PictureShape shape_of(render::SizePx size) {
  const double ratio = static_cast<double>(size.w) / std::max(1, size.h);
  if (ratio < 1) return PictureShape::kPortrait;
  if (ratio < 2.7) return PictureShape::kStandard;
  return ratio < 4.4 ? PictureShape::kTwoScreens : PictureShape::kThreeScreens;
}

int screens_across(PictureShape shape) {
  switch (shape) {
    case PictureShape::kTwoScreens:
      return 2;
    case PictureShape::kThreeScreens:
      return 3;
    case PictureShape::kStandard:
    case PictureShape::kPortrait:
      break;
  }
  return 1;
}

Metrics metrics_for(render::SizePx size) {
  switch (shape_of(size)) {
    case PictureShape::kPortrait:
      return {size.w};
    case PictureShape::kTwoScreens:
      return {std::min(size.h, size.w / 2 * 10 / 16)};
    case PictureShape::kThreeScreens:
      return {std::min(size.h, size.w / 3 * 10 / 16)};
    case PictureShape::kStandard:
      break;
  }
  return {std::min(size.h, size.w * 10 / 16)};
}

}  // namespace gridwall::app
